"""Lacking: the towns of which nothing states a measure (哪些镇没有产值数据); what the page leaves open is not said to be none."""

from __future__ import annotations

from bot.understanding.acts.pools import holders, left_out, pool_of, pool_text
from bot.understanding.query import Failure, Query
from bot.understanding.scene import Scene, measures_of


def read(scene: Scene) -> Query | Failure | None:
    """The towns of a pool without a measure."""
    measures = measures_of(scene.strong, scene.index)
    if not measures or len(scene.strong) != len(scene.evidence) or not scene.clause.has("operator", "without"):
        return None
    kinds = {scene.catalogue.entities[ref].kind for refs in scene.entities for ref in refs}
    if kinds - {"county", "city"}:
        return None
    pool = pool_of(scene)
    holding = holders(scene, measures)
    return Query(
        "lacking",
        measures=measures[:1],
        pool=tuple(town for town in pool if town not in holding),
        pool_text=pool_text(scene),
        left_out=left_out(scene),
        operator="count" if "amount" in scene.asks else "",
        target="county" if scene.clause.has("target", "county") and not scene.clause.has("target", "town") else "town",
    )
