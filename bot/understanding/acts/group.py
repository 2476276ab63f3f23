"""Group: a measure added up for each county, level or class (各县产值, 按级别统计企业数, 哪个县产值最高)."""

from __future__ import annotations

from dataclasses import replace

from bot.understanding.acts.pools import left_out, measure_for_pool, pool_of, pool_text
from bot.understanding.clause import content_senses
from bot.understanding.query import Failure, Query
from bot.understanding.scene import Scene, measures_of

_BY = {"group_county": "county", "group_level": "level", "group_class": "class"}
_ORDERS = ("least", "most", "nth", "top", "rank", "difference", "ratio", "more", "less")


def read(scene: Scene) -> Query | Failure | None:
    """The groups and the figures of their towns; without a measure, their number of towns."""
    operators = scene.clause.operators()
    target = _target(scene, operators)
    if not target or "average" in operators:
        return None
    kinds = {scene.catalogue.entities[ref].kind for refs in scene.entities for ref in refs}
    if kinds - {"county", "city"}:
        return None
    operator = next((name for name in _ORDERS if name in operators), "")
    count = next((int(m.number.value) for m in scene.clause.words if m.number and m.has("operator")), 0)
    pool = pool_of(scene)
    towns = {content_senses(mention) for mention in scene.clause.words if mention.has("target", "town")}
    evidence = tuple(e for e in scene.evidence if e not in towns)
    if not evidence:
        return _counted(scene, pool, target, operator, count)
    signatures = measure_for_pool(replace(scene, evidence=evidence), pool)
    if not signatures:
        return None
    measure = scene.catalogue.measures[signatures[0].measure]
    if not measure.additive:
        return scene.fail("not_additive", (), (measure.id,))
    return Query(
        "group",
        signatures=tuple(signature.id for signature in signatures),
        measures=(measure.id,),
        pool=pool,
        pool_text="" if target == "level" else pool_text(scene),
        left_out=left_out(scene),
        operator=operator,
        count=count,
        target=target,
    )


def _target(scene: Scene, operators: tuple[str, ...]) -> str:
    """By what the towns are grouped."""
    for name, target in _BY.items():
        if name in operators:
            return target
    levels = {level.id for level in scene.catalogue.levels}
    named = [s.ref for e in scene.names for s in e if s.kind == "class" and s.ref in levels]
    compared = {"each", "than", "more", "less", "difference", "ratio", "group"} & set(operators)
    if len(set(named)) > 1 and compared and scene.evidence:
        return "level"
    ordered = {"most", "least", "nth", "top", "rank"} & set(operators)
    asks_county = scene.clause.has("target", "county") and not scene.clause.has("target", "town")
    strong = measures_of(scene.strong, scene.index)
    return "county" if ordered and asks_county and scene.clause.asks_for_town and strong else ""


def _counted(scene: Scene, pool: tuple[str, ...], target: str, operator: str, count: int) -> Query | None:
    """The number of towns of each group."""
    if not scene.clause.has("target", "town") or not pool:
        return None
    return Query("group", pool=pool, pool_text=pool_text(scene), operator=operator, count=count, target=target)
