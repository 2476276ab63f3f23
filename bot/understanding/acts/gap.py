"""Gap: two places of an order side by side (产值最高和最低差多少, 第一名是第二名的几倍)."""

from __future__ import annotations

from bot.language.mentions import Mention
from bot.understanding.acts.pools import left_out, measure_for_pool, named_subjects, pool_of, pool_text
from bot.understanding.query import Failure, Query
from bot.understanding.scene import Scene

_TWO = 2
_ASKED = ("ratio", "difference", "than")


def read(scene: Scene) -> Query | Failure | None:
    """The two places with the figures of all that have the measure."""
    operator = next((name for name in _ASKED if name in scene.clause.operators()), "")
    places = tuple(place for mention in scene.clause.words if (place := _place(mention)))
    named = named_subjects(scene)
    towns = tuple(subject for subject in named if scene.catalogue.entities[subject].kind == "town")
    if not operator or not scene.evidence or (towns and (len(named) > 1 or len(places) != 1)):
        return None
    if not towns and (len(places) != _TWO or places[0] == places[1]):
        return None
    counties = {county.id for county in scene.catalogue.counties}
    if not towns and any(subject not in counties for subject in named):
        return None
    pool = tuple(town.id for town in scene.catalogue.towns) if towns else pool_of(scene)
    signatures = measure_for_pool(scene, pool)
    if len(signatures) < _TWO or not set(towns) <= {signature.subject for signature in signatures}:
        return None
    return Query(
        "gap",
        signatures=tuple(signature.id for signature in signatures),
        measures=(signatures[0].measure,),
        subjects=towns,
        pool=pool,
        pool_text="" if towns else pool_text(scene),
        left_out=left_out(scene),
        operator=operator,
        places=places,
        inherited=towns if scene.inherited_names else (),
    )


def _place(mention: Mention) -> int:
    """The place that a word names: 1 for 最高, -1 for 最低, 0 for none."""
    number = int(mention.number.value) if mention.number is not None else 1
    if mention.has("operator", "most") or mention.has("operator", "nth"):
        return number
    return -number if mention.has("operator", "least") or mention.has("operator", "nth_last") else 0
