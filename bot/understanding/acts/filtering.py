"""Filter: the towns whose figure is over, under or between bounds (产值10亿以上的镇)."""

from __future__ import annotations

from bot.knowledge.model import NUMERIC_KINDS
from bot.language.mentions import Mention
from bot.understanding.acts.claimed import claimed_number, claimed_numbers
from bot.understanding.acts.pools import (
    left_out,
    measure_for_pool,
    named_subjects,
    of_one_kind,
    of_pool,
    pool_of,
    pool_text,
    year_of,
)
from bot.understanding.query import Bound, Claim, Failure, Query
from bot.understanding.scene import Scene, measures_of

_TO = frozenset(("到", "至", "~", "-"))
_SUMMING = frozenset(("sum", "average"))


def read(scene: Scene) -> Query | Failure | None:
    """The towns of a pool that meet a bound."""
    if set(scene.clause.operators()) & _SUMMING or (scene.names and scene.clause.has("operator", "except")):
        return None
    bound = read_bound(scene)
    if not scene.evidence:
        return None
    if bound is None:
        return _against(scene)
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
    signatures, aside = of_one_kind(scene, signatures)
    return Query(
        "filter",
        signatures=tuple(signature.id for signature in signatures),
        aside=tuple(signature.id for signature in aside),
        measures=tuple(dict.fromkeys(signature.measure for signature in signatures)),
        pool=pool,
        pool_text=pool_text(scene),
        left_out=left_out(scene),
        year=year_of(scene),
        bound=bound,
        operator="count" if "amount" in scene.asks else "",
    )


def _against(scene: Scene) -> Query | Failure | None:
    """The towns whose figure is over or under that of one that is named: 产值比甲镇高的镇."""
    operators = set(scene.clause.operators())
    relation = "over" if operators & {"more", "over"} else "under" if operators & {"less", "under"} else ""
    subjects = named_subjects(scene)
    entities = scene.catalogue.entities
    if not relation or len(subjects) != 1 or entities[subjects[0]].kind in ("county", "city"):
        return None
    if not (operators & {"than", "over", "under"}) or not (
        scene.clause.has("target", "town") or scene.asks & {"which", "what", "who"}
    ):
        return None
    if scene.clause.has("target", "county") or "yesno" in scene.asks:
        return None
    found = scene.find(scene.names_of(scene.subject_foci[0]), scene.evidence, frozenset())
    figures = [s for s in found.signatures if s.kind in NUMERIC_KINDS] if found else []
    if len(figures) != 1:
        measures = measures_of(scene.strong, scene.index)
        return scene.fail("no_such_measure", subjects, measures[:1]) if measures and not figures else None
    own = scene.catalogue.town_of(subjects[0])
    pool = tuple(town.id for town in scene.catalogue.towns if town.id != own)
    signatures = of_pool(scene, tuple(s for s in scene.index.signatures if s.measure == figures[0].measure), pool)
    return Query(
        "filter",
        signatures=tuple(signature.id for signature in signatures),
        measures=(figures[0].measure,),
        pool=pool,
        reference=figures[0].id,
        operator=relation,
    )


def _both_sides(scene: Scene) -> Bound | None:
    """What lies over one number and under another: 超过2亿不到10亿."""
    claims = tuple(claimed_numbers(scene))
    over = [claim for claim in claims if claim.relation == "over"]
    under = [claim for claim in claims if claim.relation == "under"]
    if len(claims) != 2 or not over or not under or over[0].number is None or under[0].number is None:
        return None
    if over[0].number >= under[0].number:
        return None
    dimension = over[0].dimension or under[0].dimension
    text = f"{over[0].text}到{under[0].text}"
    return Bound(over[0].number, under[0].number, high_open=True, dimension=dimension, text=text)


def _spans(scene: Scene, first: Mention, second: Mention) -> bool:
    """Whether two numbers are the ends of a range, with or without a unit each: 50户到100户, 1亿元至10亿元."""
    words = scene.clause.words
    between = words[words.index(first) + 1 : words.index(second)]
    units = [word for word in between if word.text not in _TO]
    return len(units) < len(between) and len(between) - len(units) == 1 and all(word.has("unit") for word in units)


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
    if len(ends) == 2 and (scene.clause.has("operator", "between") or _spans(scene, words[0], words[1])):
        low, high = sorted(ends)
        return Bound(low, high, dimension=claim.dimension, text=f"{words[0].text}到{words[1].text}")
    if sum(claim.relation in ("over", "under") for claim in claimed_numbers(scene)) > 1:
        # 「10亿以下或者40亿以上」 is no one bound, and half of it is not what was asked.
        return _both_sides(scene)
    # Two numbers that bound nothing together are no single bound.
    return _one_sided(scene, claim) if len(ends) == 1 else None


def _one_sided(scene: Scene, claim: Claim) -> Bound | None:
    """The bound of one number: over it, under it, or it alone."""
    if claim.relation == "over":
        return Bound(low=claim.number, dimension=claim.dimension, text=f"{claim.text}以上")
    if claim.relation == "under":
        return Bound(high=claim.number, high_open=True, dimension=claim.dimension, text=f"{claim.text}以下")
    if scene.asks & {"which", "what"} and scene.clause.asks_for_town:
        return Bound(low=claim.number, high=claim.number, dimension=claim.dimension, text=claim.text)
    return None
