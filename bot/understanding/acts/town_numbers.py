"""Town numbers: how many towns of one kind beside those of another, or of all (省级占几成, 省级比市级少几个, 一个县平均几个镇)."""

from __future__ import annotations

from dataclasses import replace

from bot.understanding.acts.pools import pool_of, pool_text, speaks_of_towns
from bot.understanding.query import Evidence, Failure, Query
from bot.understanding.scene import Scene

_TELLING = frozenset(("measure", "asked", "family", "term", "value", "scope", "unit"))
_COMPARING = ("ratio", "difference")
_WHOLE = ("all", "of_all", "total", "sum", "each")
_SIZES = frozenset("高低大小快慢强弱长短贵")
"""What is higher or larger is a figure of towns, not their number."""
_MOST_COMPARED = 2


def read(scene: Scene) -> Query | Failure | None:
    """Two numbers of towns with what is to be worked out from them; None where something else than towns is counted."""
    if scene.left_out or any(sense.kind in _TELLING for evidence in scene.evidence for sense in evidence):
        return None
    sized = any(_SIZES & set(mention.text) for mention in scene.clause.words if mention.has("operator", "difference"))
    if sized or not speaks_of_towns(scene) or scene.clause.has("number") or "yesno" in scene.asks:
        return None
    entities = scene.catalogue.entities
    if {entities[ref].kind for refs in scene.entities for ref in refs} - {"county", "city"}:
        return None
    wide = tuple(evidence for evidence in scene.names if _narrows(scene, evidence))
    groups = tuple((pool_text(_only(scene, e)), pool_of(_only(scene, e))) for e in wide)
    everything = ("", tuple(town.id for town in scene.catalogue.towns))
    operator = next((name for name in _COMPARING if scene.clause.has("operator", name)), "")
    if operator and len(groups) == _MOST_COMPARED and not scene.speaks_of_share:
        return _query(scene, operator, groups)
    if scene.speaks_of_share and len(groups) == 1 and _speaks_of_all(scene, wide):
        return _query(scene, "share", (*groups, everything))
    if scene.clause.has("operator", "average") and _by_county(scene) and not groups:
        return _query(scene, "average", (everything,))
    return None


def _query(scene: Scene, operator: str, groups: tuple[tuple[str, tuple[str, ...]], ...]) -> Query | None:
    if any(not towns for _, towns in groups):
        return None
    inherited = tuple(refs[0] for refs in scene.entities) if scene.inherited_names else ()
    return Query("town_numbers", groups=groups, pool=groups[0][1], operator=operator, inherited=inherited)


def _only(scene: Scene, evidence: Evidence) -> Scene:
    return replace(scene, names=(evidence,))


def _narrows(scene: Scene, evidence: Evidence) -> bool:
    """Whether a name is of a level, a class or a county."""
    kinds = {scene.catalogue.entities[sense.ref].kind for sense in evidence if sense.kind == "name"}
    return "county" in kinds or any(sense.kind == "class" for sense in evidence)


def _speaks_of_all(scene: Scene, wide: tuple[Evidence, ...]) -> bool:
    """Whether all towns are the whole: they are said to be, or the city is named."""
    words = [mention for mention in scene.clause.words if mention.has("target", "town")]
    return (
        scene.inherited_names or len(scene.names) > len(wide) or scene.clause.has("operator", *_WHOLE) or len(words) > 1
    )


def _by_county(scene: Scene) -> bool:
    return scene.clause.has("target", "county") or scene.clause.has("operator", "group_county")
