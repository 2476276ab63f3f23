"""Change: by how much a figure grew over the year before (比上年多做了多少, 2024比2023净增几个亿)."""

from __future__ import annotations

import re
from itertools import pairwise

from bot.knowledge.model import NUMERIC_KINDS
from bot.knowledge.signatures import Signature
from bot.understanding.acts.wanted_unit import unit_named
from bot.understanding.clause import content_senses
from bot.understanding.query import Evidence, Failure, Query
from bot.understanding.retrieval import postings_of
from bot.understanding.scene import Scene, measures_of

_MORE = "多出"
"""「比2023年多出多少营收」 asks for money, where 涨了多少 alone asks for a rate."""
_GAINED = re.compile("多[了做产卖挣赚增完实收搞干创]|增加了|净")
"""「比上年多了多少产值」: what was gained is what the amount is of."""


def read(scene: Scene) -> Query | Failure | None:
    """The increase of each subject, of the measure that is named or the only one that has grown."""
    if not _asks_increase(scene) or scene.asks & {"share", "yesno", "which", "who"}:
        return None
    foci = [refs for refs in scene.subject_foci if refs]
    if len(foci) > 1 and (_sets_apart(scene) or scene.clause.has("operator", "sum")):
        # 「俩2024年差多少」 sets two beside each other, 「合起来增了多少」 adds them up: neither is the increase of each.
        return None
    found = [_increase(scene, refs) for refs in foci]
    kept = tuple(figure for figure in found if figure is not None)
    if not kept or len(kept) != len(found):
        return None
    return Query(
        "lookup", tuple(f.id for f in kept), tuple(f.subject for f in kept), tuple(dict.fromkeys(f.measure for f in kept)),
        inherited=tuple(refs[0] for refs in scene.entities) if scene.inherited_names else (),
    )  # fmt: skip


def _asks_increase(scene: Scene) -> bool:
    """Whether a clause asks for an increase outright, or how much more than in another year."""
    more = scene.clause.has("operator", "difference", "more")
    years = scene.clause.has("operator", "previous") or any(m.period is not None for m in scene.clause.words)
    told = any(_MORE in mention.text and mention.has("asked") for mention in scene.clause.words)
    more = more or (told and bool(scene.strong[1:])) or _gains_amount(scene)
    return scene.clause.has("operator", "increase") or (more and years and not scene.clause.has("operator", "most"))


def _gains_amount(scene: Scene) -> bool:
    """Whether what is asked to have been gained is an amount of a measure that is named behind: 比2023年多了多少产值."""
    measures = scene.catalogue.measures
    return any(
        first.has("asked")
        and _GAINED.search(first.text) is not None
        and any(measures[ref].dimension == "money" for ref in second.refs("measure"))
        for first, second in pairwise(scene.clause.words)
    )


def _sets_apart(scene: Scene) -> bool:
    """Whether nothing speaks of two years: no increase, no year before, at most one year that is named."""
    years = {m.period.year for m in scene.clause.words if m.period is not None}
    return len(years) < 2 and not scene.clause.has("operator", "increase", "previous")


def _increase(scene: Scene, refs: tuple[str, ...]) -> Signature | None:
    measures = scene.catalogue.measures
    named = set(measures_of(scene.strong, scene.index))
    inside = {*refs, *(town.id for town in scene.catalogue.towns if set(scene.catalogue.above(town.id)) & set(refs))}
    grown = [
        (s, formula.of[0]) for s in scene.index.signatures
        if s.is_derived and s.subject in inside
        and (formula := measures[s.measure].formula) is not None and formula.operation == "increase"
        and _of_years(scene, s) and _goes(scene, s) and _in_unit(scene, s)
    ]  # fmt: skip
    found = [s for s, base in grown if base in named] or [s for s, _ in grown]
    return found[0] if len(found) == 1 else None


def _of_years(scene: Scene, figure: Signature) -> bool:
    """Whether the years that are named are the figure's own and the one before."""
    if figure.period is None:
        return False
    known = {figure.period, str(int(figure.period[:4]) - 1)}
    return all(m.period.year in known for m in scene.clause.words if m.period is not None and m.period.year)


def _in_unit(scene: Scene, figure: Signature) -> bool:
    """Whether the unit that is asked for is the figure's: 「比上年多了几户」 asks for no money."""
    dimensions = {unit.name: unit.dimension for unit in scene.catalogue.units}
    named = [unit_named(scene, m.text) for m in scene.clause.words if m.has("operator", "difference")]
    asked = [dimensions[unit] for unit in named if unit]
    asked += [ref for mention in scene.clause.words for ref in mention.refs("unit")]
    return all(dimension == figure.unit_dimension for dimension in asked)


def _goes(scene: Scene, figure: Signature) -> bool:
    """Whether each word speaks of the increase or of what it is worked out from, or of nothing in figures."""
    places = [scene.index.order[i] for i in (figure.id, *figure.inputs)]
    before = {content_senses(m) for m in scene.clause.words if m.has("operator")}
    return all(
        piece in before or any(place in postings_of(scene.index, piece) for place in places) or _is_told(scene, piece)
        for piece in scene.evidence
    )


def _is_told(scene: Scene, piece: Evidence) -> bool:
    measures = scene.catalogue.measures
    return all(kind == "collocate" and measures[ref].kind not in NUMERIC_KINDS for kind, ref in piece)
