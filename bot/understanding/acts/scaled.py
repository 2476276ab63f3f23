"""Scaled: a figure for each of something times a number that the question gives (五十亩能收多少, 来五吨多少钱)."""

from __future__ import annotations

from bot.knowledge.model import NUMERIC_KINDS
from bot.knowledge.signatures import Signature
from bot.understanding.acts.claimed import claimed_numbers
from bot.understanding.acts.wanted_unit import unit_named
from bot.understanding.clause import content_senses
from bot.understanding.query import Claim, Evidence, Failure, Query
from bot.understanding.retrieval import postings_of
from bot.understanding.scene import Scene


def read(scene: Scene) -> Query | Failure | None:
    """The one figure of the subject that is for each of what the number counts."""
    if not scene.names or "yesno" in scene.asks or len(scene.subject_foci) != 1:
        return None
    numbers = [claim for claim in claimed_numbers(scene) if claim.dimension and claim.relation == "equal"]
    if len(numbers) != 1 or not _asks(scene):
        return None
    found = [s for s in scene.index.signatures if _is_rate(scene, s, numbers[0]) and _goes(scene, s)]
    stated = [s for s in found if not s.is_derived] or found
    if len(stated) != 1:
        return None
    units = [unit_named(scene, m.text) for m in scene.clause.words if m.has("unit") and m.has("ask")]
    return Query(
        "scaled", (stated[0].id,), (stated[0].subject,), (stated[0].measure,), claim=numbers[0],
        convert=(units or [""])[-1],
        inherited=tuple(refs[0] for refs in scene.entities) if scene.inherited_names else (),
    )  # fmt: skip


def _asks(scene: Scene) -> bool:
    return "amount" in scene.asks or any(s.kind == "asked" for e in scene.evidence for s in e)


def _is_rate(scene: Scene, figure: Signature, number: Claim) -> bool:
    """Whether a figure is in a compound unit whose lower half the number is in: 吨/亩 by 亩, 元/吨 by 吨."""
    units = [u for u in scene.catalogue.units if u.dimension == figure.unit_dimension and "/" in u.name]
    lower = {u.name.partition("/")[2] for u in units}
    halves = {u.dimension for u in scene.catalogue.units if u.name in lower}
    place = scene.index.order[figure.id]
    # What a tonne comes to in 产值 is no price of it.
    return (
        figure.kind in NUMERIC_KINDS and not (figure.is_derived and number.dimension == "mass") and number.dimension in halves
        and all(place in postings_of(scene.index, piece) for piece in scene.names)
    )  # fmt: skip


def _goes(scene: Scene, figure: Signature) -> bool:
    """Whether each word speaks of the figure or of what it is worked out from, or of nothing in figures."""
    places = [scene.index.order[i] for i in (figure.id, *figure.inputs)]
    pieces = [content_senses(m) for m in scene.clause.required if not m.has("name")]
    return all(
        any(place in postings_of(scene.index, piece) for place in places)
        or _is_light(scene, piece)
        or _asks_for(scene, piece, figure)
        for piece in pieces
    )


def _asks_for(scene: Scene, piece: Evidence, figure: Signature) -> bool:
    """Whether a phrase asks for an amount of what the rate is of: 能产多少 beside 吨/亩."""
    units = [u for u in scene.catalogue.units if u.dimension == figure.unit_dimension and "/" in u.name]
    upper = {u.name.partition("/")[0] for u in units}
    wanted = {u.dimension for u in scene.catalogue.units if u.name in upper}
    measures = scene.catalogue.measures
    return any(kind == "asked" and measures[ref].dimension in wanted for kind, ref in piece)


def _is_light(scene: Scene, piece: Evidence) -> bool:
    measures = scene.catalogue.measures
    return all(
        kind in ("unit", "term") or (kind == "collocate" and measures[ref].kind not in NUMERIC_KINDS)
        for kind, ref in piece
    )
