"""Several things asked one thing are told by one measure: 甲和乙各是哪级的 gives no level of the one and an award of the other."""

from __future__ import annotations

from bot.knowledge.signatures import Signature
from bot.understanding.query import Failure
from bot.understanding.retrieval import Found
from bot.understanding.scene import COUNTY, LEVEL, Scene, measures_of

_TRADE = "industry"
Part = Found | Failure


def of_one_measure(scene: Scene, subjects: tuple[tuple[str, ...], ...], parts: list[Part]) -> list[Part]:
    """The parts, one for each subject, all by the measure that the words name, where each subject has it."""
    if len(parts) != len(subjects):
        return parts
    parts = [_of_town(scene, refs, part) for refs, part in zip(subjects, parts, strict=True)]
    if len(subjects) < 2:
        return parts
    told = [part.measures for part in parts if isinstance(part, Found)]
    common = set.intersection(*map(set, told)) if told else set[str]()
    if len(told) < len(parts) or common:
        return parts
    named = [measure for measure in measures_of(scene.strong, scene.index) if any(measure in own for own in told)]
    for measure in named:
        figures = [_own(scene, refs, measure) for refs in subjects]
        if all(figures):
            return [
                Found(found, part.strength)
                for found, part in zip(figures, parts, strict=True)
                if found and isinstance(part, Found)
            ]
    return parts


def _of_town(scene: Scene, refs: tuple[str, ...], part: Part) -> Part:
    """The level or county of the town, where a trade in it is asked for its own."""
    if isinstance(part, Found) or len(part.measures) != 1 or part.measures[0] not in (COUNTY, LEVEL) or part.year:
        return part
    found = _own(scene, refs, part.measures[0])
    return Found(found, 0.0) if found and len(scene.evidence) == 1 else part


def _own(scene: Scene, refs: tuple[str, ...], measure: str) -> tuple[Signature, ...]:
    """What a subject has of a measure; the level and the county of a trade are those of its town."""
    holders = set(refs)
    if measure in (COUNTY, LEVEL):
        trades = [entity for entity in refs if scene.catalogue.entities[entity].kind == _TRADE]
        holders |= {town for entity in trades if (town := scene.catalogue.town_of(entity)) is not None}
    return tuple(
        s for s in scene.index.signatures if s.measure == measure and s.subject in holders and not s.dimensions
    )
