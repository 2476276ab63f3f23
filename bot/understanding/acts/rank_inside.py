"""Rank inside one subject: its markets by their share (出口最多的是哪个市场), its products (甲哪样产品全国份额最高)."""

from __future__ import annotations

from bot.knowledge.model import NUMERIC_KINDS
from bot.knowledge.signatures import Signature
from bot.understanding.acts.in_hand import number_meant
from bot.understanding.acts.pools import year_of
from bot.understanding.query import Evidence, Query
from bot.understanding.retrieval import postings_of
from bot.understanding.scene import Scene

_LEAST_RANKED = 2


def read(scene: Scene, subject: str, operator: str, count: int) -> Query | None:
    """The figures of one measure that a subject has by market or the like, else those that its parts have."""
    if len(scene.names) != 1 or scene.left_out:
        return None
    found = _by_dimension(scene, subject) or _of_parts(scene, subject)
    if len(found) < _LEAST_RANKED:
        return None
    return Query(
        "rank",
        signatures=tuple(signature.id for signature in found),
        measures=(found[0].measure,),
        pool=(subject,),
        operator=operator,
        count=count or number_meant(scene),
        target="inside",
        inherited=(subject,) if scene.inherited_names else (),
    )


def _by_dimension(scene: Scene, subject: str) -> list[Signature]:
    held = [s for s in _figures(scene) if s.subject == subject and s.dimensions and not s.is_derived]
    kinds = {name for signature in held for name, _ in signature.dimensions}
    others = [piece for piece in scene.evidence if not _names_kind(scene, piece, kinds)]
    return _of_one_measure(scene, held, others if len(others) < len(scene.evidence) else list(scene.evidence))


def _of_parts(scene: Scene, subject: str) -> list[Signature]:
    """Parts stand in an order of their own only where the measure is named and the whole has no such figure."""
    if not scene.strong and not scene.speaks_of_share:
        return []
    inside = set(scene.catalogue.below(subject))
    held = _of_one_measure(
        scene, [s for s in _figures(scene) if s.subject in inside and not s.is_derived], scene.evidence
    )
    whole = any(s.subject == subject and held and s.measure == held[0].measure for s in scene.index.signatures)
    return [] if whole or len({(s.subject) for s in held}) != len(held) else held


def _figures(scene: Scene) -> list[Signature]:
    """All figures, of the year that is named."""
    year = year_of(scene)
    figures = [signature for signature in scene.index.signatures if signature.kind in NUMERIC_KINDS]
    return figures if year is None else [signature for signature in figures if signature.period == year]


def _names_kind(scene: Scene, piece: Evidence, kinds: set[str]) -> bool:
    """Whether a word only says what is put in order: 市场 of the shares by market."""
    measures = scene.catalogue.measures
    return any(kind in ("measure", "asked", "collocate") and measures[ref].item_kind in kinds for kind, ref in piece)


def _of_one_measure(
    scene: Scene, held: list[Signature], evidence: list[Evidence] | tuple[Evidence, ...]
) -> list[Signature]:
    """Those that all words speak of, if they are of one measure and scope."""
    order = scene.index.order
    spoken = [s for s in held if all(order[s.id] in postings_of(scene.index, piece) for piece in evidence)]
    if not evidence and not spoken:
        return []
    return spoken if len({(s.measure, s.scope, s.base) for s in spoken}) == 1 else []
