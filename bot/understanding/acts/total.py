"""Totals: sums and averages over named subjects, a class, or all towns (两个茶产值合计), and over figures of one subject."""

from __future__ import annotations

from dataclasses import replace

from bot.knowledge.model import Measure
from bot.knowledge.signatures import Signature
from bot.language.mentions import Mention
from bot.understanding.acts.claimed import claimed_number
from bot.understanding.acts.compare import market_shares, measures_side_by_side
from bot.understanding.acts.filtering import read_bound
from bot.understanding.acts.pools import (
    kept_of,
    left_out,
    measure_for_pool,
    named_subjects,
    other_numbers,
    pool_of,
    pool_text,
)
from bot.understanding.clause import AND, content_senses
from bot.understanding.query import Bound, Failure, Query
from bot.understanding.scene import Scene, measures_of

_CLASSIFIERS = ("家", "个", "户", "镇", "处", "地")
"""What stands behind a number that counts towns."""


def read(scene: Scene) -> Query | Failure | None:
    """The figures to add up."""
    if not scene.evidence or ("share" in scene.asks and not scene.names):
        return None
    operators = scene.clause.operators()
    operator = "average" if "average" in operators else "sum"
    counties = {county.id for county in scene.catalogue.counties}
    named = _with_towns_of_counties(scene, named_subjects(scene))
    several = len(named) > 1 and not set(named) & counties
    if not several and operator == "sum":
        inside = _of_one_subject(scene)
        if inside is not None:
            return inside
    overlapping = tuple(one for one in named if several and set(scene.catalogue.above(one)) & set(named))
    if overlapping:
        return scene.fail("overlapping", named)
    pool = kept_of(scene, named) if several else pool_of(scene)
    count = _count(scene)
    if count and scene.context.listed and not scene.names and not scene.strong:
        pool = scene.context.listed[:count]
        count = 0
    elif scene.context.listed and (scene.clause.has("context", "they") or _goes_on(scene)):
        pool = kept_of(scene, scene.context.listed)
    narrow = "total" in operators and "sum" not in operators and operator != "average"
    others = not several and not count and _counts_others(scene, pool)
    if others or len(pool) < 2 or (narrow and len(named) < 2 and not count and not _wide(scene)):
        return None
    signatures = measure_for_pool(scene, pool)
    if not signatures:
        measures = measures_of(scene.strong, scene.index)
        return scene.fail("no_such_measure", pool[:2], measures[:1]) if measures and len(named) > 1 else None
    if not scene.catalogue.measures[signatures[0].measure].additive:
        return scene.fail("not_additive", (), (signatures[0].measure,))
    claim = claimed_number(scene) if "yesno" in scene.asks else None
    bound = read_bound(scene) if claim is None else None
    named_unit = (claim or bound or Bound()).dimension
    if named_unit not in ("", signatures[0].unit_dimension) or (
        # One figure alone is no sum of all.
        len(signatures) == 1 and (operator == "average" or not scene.names)
    ):
        return None
    return Query(
        "total",
        signatures=tuple(signature.id for signature in signatures),
        measures=(signatures[0].measure,),
        pool=pool,
        pool_text=pool_text(scene),
        left_out=left_out(scene),
        operator=operator,
        count=count,
        bound=bound,
        claim=claim,
        inherited=pool if scene.inherited_names else (),
    )


def _with_towns_of_counties(scene: Scene, named: tuple[str, ...]) -> tuple[str, ...]:
    """The subjects with each county that stands beside towns (甲镇、乙镇、丙县) as its towns that have the measure."""
    entities = scene.catalogue.entities
    counties = [subject for subject in named if entities[subject].kind == "county"]
    if not counties or len(counties) == len(named):
        return named
    around = tuple(town.id for town in scene.catalogue.towns if set(scene.catalogue.above(town.id)) & set(counties))
    having = {signature.subject for signature in measure_for_pool(scene, around)}
    found: dict[str, None] = {}
    for subject in named:
        inside = [town for town in around if town in having and subject in scene.catalogue.above(town)]
        found |= dict.fromkeys(inside if subject in counties and inside else (subject,))
    return tuple(found)


def _goes_on(scene: Scene) -> bool:
    """Whether a sum that names nobody is over the towns that were just listed: 「产值合起来多少」."""
    towns = {town.id for town in scene.catalogue.towns}
    listed = scene.context.listed
    free = (
        not scene.names and not scene.clause.has("target", "town") and not scene.clause.has("operator", "all", "with")
    )
    return free and len(listed) > 1 and set(listed) <= towns


def _count(scene: Scene) -> int:
    """N of the first N: 前三, or 最高的三个."""
    words = scene.clause.words
    count = next((int(m.number.value) for m in words if m.number and m.has("operator", "top")), 0)
    if not count and scene.clause.has("operator", "most"):
        plain = [m for m in words if m.number and not m.has("operator") and m.number.value.denominator == 1]
        count = next(
            (int(m.number.value) for m in plain if m.number and m.number.value < len(scene.catalogue.towns)), 0
        )
    return count


def _counts_others(scene: Scene, pool: tuple[str, ...]) -> bool:
    """Whether a number counts other things than the towns of the pool: 四家的产值合计 names no four of all."""
    bounded = scene.clause.has("operator", "over", "under", "between", "with")
    numbers = [m.number.value for m in other_numbers(scene) if m.number is not None and _counts(scene, m)]
    return not bounded and any(number != len(pool) for number in numbers)


def _counts(scene: Scene, number: Mention) -> bool:
    """Whether a number counts towns or firms: 四家, 三个镇."""
    words = scene.clause.words
    behind = "".join(word.text for word in words[words.index(number) + 1 :])
    return behind.startswith(_CLASSIFIERS)


def _of_one_subject(scene: Scene) -> Query | Failure | None:
    """Figures of one subject: several shares of one whole, several counts, a yearly mean over its years."""
    markets = [refs for refs in scene.entities if not any(scene.is_subject(entity) for entity in refs)]
    if len(markets) >= 2:
        shares = market_shares(scene, markets)
        same = {(s.subject, s.measure) for s in shares}
        return _query(scene, shares) if len(shares) == len(markets) and len(same) == 1 else None
    if not scene.names:
        return None
    figures = measures_side_by_side(_with_all_named(scene))
    if len(figures) < 2:
        return _over_years(scene)
    measures = [scene.catalogue.measures[figure.measure] for figure in figures]
    counts = all(measure.kind == "count" and measure.additive for measure in measures)
    if not counts or len({m.dimension for m in measures}) > 1 or _meet(measures):
        return scene.fail("not_additive", (), dict.fromkeys(measure.id for measure in measures))
    return _query(scene, figures)


def _with_all_named(scene: Scene) -> Scene:
    """The clause with the generic words that stand beside a measure as one of two: 丙企业和配套企业."""
    words = [
        m for m in scene.clause.words if not m.has("name") and any(m.has(k) for k in ("measure", "asked", "family"))
    ]
    joined = any(m.text in AND or m.has("operator", "sum") for m in scene.clause.words)
    return replace(scene, evidence=tuple(content_senses(m) for m in words)) if joined and len(words) > 1 else scene


def _meet(measures: list[Measure]) -> bool:
    """Whether what two measures count may be the same things: 规上企业 lie within 企业, and may be 高新企业 too."""
    names = {measure.id for measure in measures}
    wholes = [measure.subset_of for measure in measures if measure.subset_of]
    return any(whole in names for whole in wholes) or len(wholes) > 1


def _over_years(scene: Scene) -> Query | None:
    """The sum over all years of a yearly mean: 近五年产量加起来."""
    found = scene.find(scene.names, scene.evidence, frozenset(("amount",)))
    if found is None or len(found.signatures) != 1 or not scene.clause.has("operator", "sum"):
        return None
    stated = found.signatures[0]
    measures = scene.catalogue.measures
    spans = [
        s for s in scene.index.signatures
        if s.inputs == (stated.id,) and (formula := measures[s.measure].formula) and formula.operation == "span"
    ]  # fmt: skip
    if not spans:
        return None
    return Query("lookup", (spans[0].id,), (spans[0].subject,), (spans[0].measure,))


def _query(scene: Scene, figures: tuple[Signature, ...]) -> Query:
    return Query(
        "total",
        signatures=tuple(figure.id for figure in figures),
        claim=claimed_number(scene) if "yesno" in scene.asks else None,
        subjects=tuple(dict.fromkeys(figure.subject for figure in figures)),
        measures=tuple(dict.fromkeys(figure.measure for figure in figures)),
        pool=tuple(dict.fromkeys(figure.subject for figure in figures)),
        operator="sum",
        inherited=tuple(refs[0] for refs in scene.entities) if scene.inherited_names else (),
    )


def _wide(scene: Scene) -> bool:
    """Whether all towns of something are meant: 全部, 省级, 甲县的专业镇."""
    classes = any(s.kind == "class" for e in scene.names for s in e)
    return scene.clause.has("operator", "all", "with") or scene.clause.has("target", "town") or classes
