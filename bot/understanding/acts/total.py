"""Totals: sums and averages over named subjects, a class, or all towns (两个梨产值合计)."""

from __future__ import annotations

from bot.understanding.acts.pools import left_out, measure_for_pool, named_subjects, pool_of, pool_text
from bot.understanding.query import Failure, Query
from bot.understanding.scene import Scene, measures_of


def read(scene: Scene) -> Query | Failure | None:
    """The figures to add up."""
    if not scene.evidence:
        return None
    operators = scene.clause.operators()
    operator = "average" if "average" in operators else "sum"
    named = named_subjects(scene)
    counties = {county.id for county in scene.catalogue.counties}
    pool = named if len(named) > 1 and not set(named) & counties else pool_of(scene)
    count = next((int(m.number.value) for m in scene.clause.words if m.number and m.has("operator", "top")), 0)
    if count and scene.context.listed:
        pool = scene.context.listed[:count]
    elif scene.clause.has("context", "they") and scene.context.listed:
        pool = scene.context.listed
    if (
        "total" in operators
        and "sum" not in operators
        and operator != "average"
        and len(named) < 2
        and not _wide(scene)
    ):
        return None
    if len(pool) < 2:
        return None
    signatures = measure_for_pool(scene, pool)
    if count and not scene.context.listed and signatures:
        pool_named = pool
        return Query(
            "total", tuple(s.id for s in signatures), (), (signatures[0].measure,), pool_named, pool_text(scene),
            operator=operator, count=count,
        )  # fmt: skip
    if not signatures:
        measures = measures_of(scene.strong, scene.index)
        return scene.fail("no_such_measure", pool[:2], measures[:1]) if measures and len(named) > 1 else None
    return Query(
        "total",
        signatures=tuple(signature.id for signature in signatures),
        measures=(signatures[0].measure,),
        pool=pool,
        pool_text=pool_text(scene),
        left_out=left_out(scene),
        operator=operator,
        inherited=pool if scene.inherited_names else (),
    )


def _wide(scene: Scene) -> bool:
    return scene.clause.has("operator", "all") or any(s.kind == "class" for e in scene.names for s in e)
