"""Filter: the towns whose figure is over, under or between bounds (产值10亿以上的镇)."""

from __future__ import annotations

from bot.understanding.acts.check import claimed_number
from bot.understanding.acts.pools import left_out, measure_for_pool, named_subjects, pool_of, pool_text
from bot.understanding.query import Bound, Failure, Query
from bot.understanding.scene import Scene


def read(scene: Scene) -> Query | Failure | None:
    """The towns of a pool that meet a bound."""
    bound = read_bound(scene)
    if bound is None or not scene.evidence:
        return None
    counties = {county.id for county in scene.catalogue.counties}
    if any(subject not in counties for subject in named_subjects(scene)):
        return None
    if "yesno" in scene.asks and not scene.asks & {"what", "which", "who", "amount"}:
        return None
    pool = pool_of(scene)
    signatures = measure_for_pool(scene, pool)
    if not signatures:
        return None
    if bound.dimension and bound.dimension != signatures[0].unit_dimension:
        return None
    return Query(
        "filter",
        signatures=tuple(signature.id for signature in signatures),
        measures=(signatures[0].measure,),
        pool=pool,
        pool_text=pool_text(scene),
        left_out=left_out(scene),
        bound=bound,
        operator="count" if "amount" in scene.asks else "",
    )


def read_bound(scene: Scene) -> Bound | None:
    """The bound that a clause states; a number without over or under is no bound."""
    claim = claimed_number(scene)
    if claim is None or claim.number is None:
        return None
    ends = [
        mention.number.value
        for mention in scene.clause.words
        if mention.number is not None and not mention.has("operator")
    ]
    words = [mention for mention in scene.clause.words if mention.number is not None and not mention.has("operator")]
    if words[0].number is not None and words[0].number.is_range:
        return Bound(claim.low, claim.high, dimension=claim.dimension, text=words[0].text)
    if len(ends) == 2 and scene.clause.has("operator", "between"):
        low, high = sorted(ends)
        return Bound(low, high, dimension=claim.dimension, text=f"{words[0].text}到{words[1].text}")
    if claim.relation == "over":
        return Bound(low=claim.number, dimension=claim.dimension, text=f"{claim.text}以上")
    if claim.relation == "under":
        return Bound(high=claim.number, high_open=True, dimension=claim.dimension, text=f"{claim.text}以下")
    if scene.asks & {"which", "what"} and scene.clause.asks_for_town:
        return Bound(low=claim.number, high=claim.number, dimension=claim.dimension, text=claim.text)
    return None
