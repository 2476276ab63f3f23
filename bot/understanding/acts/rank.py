"""Rank: top and bottom, the N-th, the order of all, the rank of one (产值前三, 企业最多的镇, 排第几)."""

from __future__ import annotations

from dataclasses import replace

from bot.knowledge.signatures import Signature
from bot.understanding.acts import rank_inside
from bot.understanding.acts.pools import left_out, measure_for_pool, named_subjects, pool_of, pool_text, year_of
from bot.understanding.query import Failure, Query
from bot.understanding.scene import Scene, measures_of

_ORDERS = ("nth_last", "nth", "top", "bottom", "rank_up", "rank", "least", "most")


def read(scene: Scene) -> Query | Failure | None:
    """An order of towns, or of counties by their number of towns."""
    operators = scene.clause.operators()
    operator = next((name for name in _ORDERS if name in operators), "")
    if {"sum", "average"} & set(operators) or (
        "total" in operators and scene.clause.has("ask", "amount") and "rank" not in operators
    ):
        return None
    count = next((int(m.number.value) for m in scene.clause.words if m.number and m.has("operator")), 0)
    if not count and operator in ("most", "least"):
        # 「产值最高的三个镇」
        count = next(
            (int(m.number.value) for m in scene.clause.words if m.number and m.number.value.denominator == 1), 0
        )
    if (
        operator in ("most", "rank", "top", "least", "nth")
        and scene.clause.has("target", "county")
        and scene.clause.has("target", "town")
    ):
        return Query("rank", operator=operator, count=count, target="county")
    named = named_subjects(scene)
    counties = {county.id for county in scene.catalogue.counties}
    several = len(named) > 1 and not set(named) & counties
    pool = tuple(named) if several else pool_of(scene)
    if not pool or not scene.evidence:
        return None
    if len(named) == 1 and named[0] not in counties:
        return rank_inside.read(scene, named[0], operator, count)
    signatures = measure_for_pool(scene, pool)
    measures = measures_of(scene.strong, scene.index)
    if not signatures:
        return scene.fail("no_such_measure", (), measures[:1]) if measures and not scene.names else None
    signatures, aside = of_one_base(scene, signatures)
    return Query(
        "rank",
        signatures=tuple(signature.id for signature in signatures),
        aside=tuple(signature.id for signature in aside),
        measures=(signatures[0].measure,),
        pool=pool,
        pool_text=pool_text(scene),
        left_out=left_out(scene),
        year=year_of(scene),
        operator=operator,
        count=count,
    )


def of_one_base(scene: Scene, signatures: tuple[Signature, ...]) -> tuple[tuple[Signature, ...], tuple[Signature, ...]]:
    """Figures of one thing, and those of another: growth of 产值 is not ranked with growth of 营业收入."""
    bases = tuple(dict.fromkeys(signature.base for signature in signatures))
    named = set(measures_of(scene.evidence, scene.index))
    if len(bases) < 2 or named.issuperset(bases):
        return signatures, ()
    order = list(scene.catalogue.measures)
    first = min(bases, key=lambda base: (base not in named, order.index(base) if base in order else len(order)))
    return tuple(s for s in signatures if s.base == first), tuple(s for s in signatures if s.base != first)


def read_rank_of(scene: Scene) -> Query | Failure | None:
    """The rank of one subject among all towns."""
    named = named_subjects(scene)
    if not named or not scene.evidence:
        return None
    towns = tuple(town.id for town in scene.catalogue.towns)
    # 「排第几」 may ask for a stated rank; beside a measure it asks for the place in the order of that measure.
    asked = [e for e in scene.evidence if any(s.kind == "asked" for s in e)]
    plain = tuple(e for e in scene.evidence if e not in asked)
    signatures = measure_for_pool(replace(scene, evidence=plain), towns)
    if not signatures:
        return None
    subject = named[0]
    if scene.catalogue.entities[subject].kind == "county":
        return None
    if subject not in {signature.subject for signature in signatures}:
        return scene.fail("no_such_measure", (subject,), (signatures[0].measure,))
    return Query(
        "rank_of",
        signatures=tuple(signature.id for signature in signatures),
        subjects=(subject,),
        measures=(signatures[0].measure,),
        pool=towns,
        inherited=(subject,) if scene.inherited_names else (),
    )
