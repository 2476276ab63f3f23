"""Gap: two places of an order side by side (产值最高和最低差多少, 第一名是第二名的几倍)."""

from __future__ import annotations

from bot.language.mentions import Mention
from bot.understanding.acts.pools import left_out, measure_for_pool, named_subjects, pool_of, pool_text
from bot.understanding.query import Failure, Query
from bot.understanding.scene import Scene

_ASKED = ("ratio", "difference", "than")


def read(scene: Scene) -> Query | Failure | None:
    """The two places with the figures of all that have the measure."""
    operator = next((name for name in _ASKED if name in scene.clause.operators()), "")
    places = tuple(place for mention in scene.clause.words if (place := _place(mention)))
    if not operator or len(places) != 2 or places[0] == places[1] or not scene.evidence:
        return None
    counties = {county.id for county in scene.catalogue.counties}
    if any(subject not in counties for subject in named_subjects(scene)):
        return None
    pool = pool_of(scene)
    signatures = measure_for_pool(scene, pool)
    if len(signatures) < 2:
        return None
    return Query(
        "gap",
        signatures=tuple(signature.id for signature in signatures),
        measures=(signatures[0].measure,),
        pool=pool,
        pool_text=pool_text(scene),
        left_out=left_out(scene),
        operator=operator,
        places=places,
    )


def _place(mention: Mention) -> int:
    """The place that a word names: 1 for 最高, -1 for 最低, 0 for none."""
    number = int(mention.number.value) if mention.number is not None else 1
    if mention.has("operator", "most") or mention.has("operator", "nth"):
        return number
    return -number if mention.has("operator", "least") or mention.has("operator", "nth_last") else 0
