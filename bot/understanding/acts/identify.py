"""Identify: which fact a figure is, when the figure is given and its meaning asked for (那个55.94亿指的是产值还是营收)."""

from __future__ import annotations

from bot.knowledge.model import NUMERIC_KINDS
from bot.understanding.acts.claimed import claimed_number, claimed_numbers
from bot.understanding.acts.counted_list import counted_list_claim
from bot.understanding.acts.overclaims import claims_of_all
from bot.understanding.acts.pools import other_numbers
from bot.understanding.fitting import counts_whole_for_branch
from bot.understanding.query import Failure, Query
from bot.understanding.scene import Scene, measures_of

_INSIDE = frozenset(("里", "里面", "里头", "里边", "当中", "中", "之中"))
_NAMING = frozenset(("what", "which", "who"))
_CALLED, _OR = "叫", "还是"
_AMOUNTS = frozenset("多几")
_BOUNDS = frozenset(("over", "under", "between", "than", "difference", "ratio", "rank_of", "sum", "average"))


def read(scene: Scene) -> Query | Failure | None:
    """The figure, whose it may be, and the measures that were named as what it might be."""
    claim = claimed_number(scene)
    several = len(tuple(claimed_numbers(scene))) > 1
    asks_twice = sum(mention.has("ask") for mention in scene.clause.words) > 1
    # 「十大系列里有丙吗」: the number calls the list.
    calls_list = counted_list_claim(scene) is not None
    if calls_list or (several and asks_twice) or ((several or claims_of_all(scene)) and "yesno" in scene.asks):
        # One of the figures that are claimed, or asked for (19个国家的是啥,80多个国家的又是啥), says nothing of the others.
        return None
    # 「三个片区叫什么」 asks for the names.
    called = any(mention.has("ask", "what") and mention.text.startswith(_CALLED) for mention in scene.clause.words)
    other = set(scene.clause.operators()) & _BOUNDS or "why" in scene.asks or _asks_for_figure(scene)
    if claim is None or other or called:
        return None
    # 「甲和乙有112户企业吗」: what is so of one is not so of both.
    of_both = scene.asks == {"yesno"} and len([refs for refs in scene.subject_foci if refs]) > 1
    nameless = not scene.names and not (claim.dimension and scene.evidence)
    other = _asks_something_else(scene) or _asks_for_names(scene) or _is_out_of(scene)
    if of_both or nameless or _counts_towns(scene) or other:
        return None
    if _leaves_open_whose(scene) or any(not any(scene.is_subject(entity) for entity in refs) for refs in scene.foci):
        # 「30%去了欧洲」 says of what the figure is; it is held against that.
        return None
    if "yesno" in scene.asks and any(m.period is not None and m.period.year for m in scene.clause.words):
        # 「2023年是32万吨吗」 claims a year, which is held against the fact's.
        return None
    subjects = {refs[0] for refs in scene.subject_foci if refs}
    measures = measures_of(scene.strong, scene.index)
    named = [s for s in scene.index.signatures if s.measure in measures and s.subject in subjects]
    # 「有50多用地面积吗」: a number without a unit claims the measure that is named, and no other one tells of that.
    lacks = bool(measures) and not named and "yesno" in scene.asks and _is_bare(scene)
    counted = tuple(signature for signature in named if signature.kind == "count")
    if lacks or not all(scene.stands_on(signature) for signature in named) or counts_whole_for_branch(scene, counted):
        # 「200余万吨是设计产能吗」 asks for a basis, which a measure's name does not tell.
        return None
    dated = scene.clause.has("meta", "period") or "when" in scene.asks
    return Query(
        "identify",
        subjects=tuple(refs[0] for refs in scene.subject_foci if refs),
        measures=measures,
        claim=claim,
        target="period" if dated else "",
        operator="check" if scene.asks == {"yesno"} else "",
    )


def _is_bare(scene: Scene) -> bool:
    """Whether no number of the clause has a unit or a power of ten behind it."""
    numbers = [m.number for m in scene.clause.words if m.number is not None]
    return not scene.clause.has("unit") and all(n.kind == "plain" and not n.power for n in numbers)


def _asks_for_names(scene: Scene) -> bool:
    """Whether names are asked for, of which the figure only says what they are of: 「218户企业的母企是谁」."""
    kinds = {scene.catalogue.measures[measure].kind for measure in measures_of(scene.strong, scene.index)}
    return bool(kinds and scene.asks & _NAMING and not kinds & NUMERIC_KINDS)


def _is_out_of(scene: Scene) -> bool:
    """Whether the number only says out of how many something is asked: 「218户里规上占比」."""
    words = scene.clause.words
    last = next((i for i, m in enumerate(words) if m.number is not None and not m.has("operator")), len(words))
    inside = any(mention.text in _INSIDE for mention in words[last + 1 : last + 4])
    measures = scene.catalogue.measures
    shares = [m for m in measures_of(scene.strong, scene.index) if measures[m].formula is not None]
    return inside and bool(shares)


def _leaves_open_whose(scene: Scene) -> bool:
    """Whether several products are named without an 还是: the figure of one says nothing of the other."""
    kinds = [scene.catalogue.entities[refs[0]].kind for refs in scene.subject_foci if refs]
    return kinds.count("product") > 1 and not any(_OR in mention.text for mention in scene.clause.words)


def _counts_towns(scene: Scene) -> bool:
    """Whether a number only says how many towns there are that are asked for: 12个市级专业镇有哪些."""
    numbers = [m for m in scene.clause.words if m.number is not None and not m.has("operator")]
    return bool(scene.asks & {"what", "which", "who"}) and len(other_numbers(scene)) < len(numbers)


def _asks_something_else(scene: Scene) -> bool:
    """Whether a figure beside the one that is given is asked for, or a share of a scope that the subjects have none of.

    「产能181万吨,产量呢」 names one figure and asks for another; 「甲镇占全国的50%吗」 is told by no share of something else.
    """
    if scene.clause.is_coordinated and not any(_OR in mention.text for mention in scene.clause.words):
        return True
    subjects = {refs[0] for refs in scene.subject_foci if refs}
    scopes = {ref for mention in scene.clause.words for ref in mention.refs("scope")}
    own = [s for s in scene.index.signatures if s.subject in subjects]
    shares = "yesno" in scene.asks and bool(scopes) and scene.speaks_of_share
    return shares and not any(s.scope in scopes for s in own)


def _asks_for_figure(scene: Scene) -> bool:
    """Whether another figure is asked for; 数字 and 数据 only name the one that is given."""
    return any(
        (set(mention.refs("ask")) & {"amount", "share"} and not mention.has("closed"))
        # 做了多少产值, 用上了几成: a phrase that asks for an amount of its own.
        or (mention.has("asked") and set(mention.text) & _AMOUNTS)
        for mention in scene.clause.words
    )
