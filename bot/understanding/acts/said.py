"""Questions about the figures that were just said: 加起来, 差多少, 哪个高, 是几倍, 换成万元, 过亿了没, 是最高的吗.

They name neither a subject nor a measure; both are those of the last answers. What they do name (差几户) must go with
those figures, else something new is asked.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.language.numbers import read_number
from bot.understanding.acts import among_items, converted, counted, meta, per_each, rank, worked_out
from bot.understanding.acts.claimed import claimed_number
from bot.understanding.acts.in_hand import alike, figures_in_hand, go_with, ids, number_meant
from bot.understanding.query import Claim, Failure, Query
from bot.understanding.retrieval import name_evidence
from bot.understanding.scene import Scene, measure_evidence

_PLACES = frozenset(("most", "least", "nth", "nth_last"))
_COMPARING = ("ratio", "difference", "than", "more", "less")
_SUMMING = ("sum", "total", "average")
_ORDERING = frozenset(("rank", "filter", "which"))
_POWER = re.compile("(?P<relation>[上过破超满])了?(?P<power>[百千万亿])")


def read(scene: Scene) -> Query | Failure | None:
    """What is asked of the figures in hand."""
    if scene.inherited_names or scene.inherited_evidence:
        return None
    of_list = counted.read(scene)
    if of_list is not None:
        return of_list
    if scene.names and scene.speaks_of_share:
        return worked_out.share_of_sum(scene)
    listed = among_items.read(scene)
    if listed is not None or not scene.context.figures:
        return listed
    if scene.names:
        return None
    return _of_figures_in_hand(scene, set(scene.clause.operators()))


def _of_figures_in_hand(scene: Scene, operators: set[str]) -> Query | Failure | None:
    if scene.clause.has("meta", "repeat") and "convert" not in operators:
        return None
    if operators & _PLACES and operators & {"difference", "ratio", "than"}:
        # 「最高和最低差多少」 is about all, not about the figures that were said.
        return None
    if not operators and _doubts(scene):
        return meta.read_repeat(scene)
    if operators == {"remainder"}:
        return worked_out.rest_of_whole(scene)
    if scene.speaks_of_share and not operators:
        return converted.read(scene) or worked_out.part_of_whole(scene)
    return _ordered(scene, operators) or _first_of(scene, operators) or _of_one_or_more(scene, operators)


def _of_one_or_more(scene: Scene, operators: set[str]) -> Query | None:
    number = claimed_number(scene) or _claimed_power(scene)
    if "yesno" in scene.asks and number is not None and operators & {"sum", "total"}:
        summed = _summed(scene, "sum") if go_with(scene, figures_in_hand(scene, 0)) else None
        fits = summed is not None and number.dimension in ("", figures_in_hand(scene, 1)[0].unit_dimension)
        return replace(summed, claim=number) if summed is not None and fits else None
    if "yesno" in scene.asks and number is not None:
        return _checked(scene, number) if go_with(scene, figures_in_hand(scene, 1)) else None
    if _counts_off(scene):
        # 「每亩合多少吨」 divides by what it counts off, which is no other unit.
        return None
    timed = scene.clause.has("kind", "month", "day")
    unit = None if timed or operators - {"convert"} else converted.read(scene)
    if unit is not None or "convert" in operators:
        return unit
    return _of_figures(scene, operators)


def _counts_off(scene: Scene) -> bool:
    """Whether a word counts off something, where the last figure is no price by that: 每亩, but not 每公斤 of a price."""
    dimensions = {figure.unit_dimension for figure in figures_in_hand(scene, 1)}
    priced = any("/" in unit.name for unit in scene.catalogue.units if unit.dimension in dimensions)
    return not priced and per_each.counts_off(scene)


def _doubts(scene: Scene) -> bool:
    """真的吗, 不对吧: nothing but a doubt of the last answer, which is given once more."""
    holds = scene.evidence or _claimed_power(scene) or any(scene.clause.has(k) for k in ("number", "period", "target"))
    return scene.asks == {"yesno"} and not holds


def _of_figures(scene: Scene, operators: set[str]) -> Query | None:
    if scene.clause.has("kind", "month", "day"):
        return worked_out.by_time(scene)
    if "difference" in operators or "increase" in operators:
        speaks_of_years = scene.clause.has("period") or scene.clause.has("operator", "previous", "increase")
        if speaks_of_years or scene.evidence:
            grown = worked_out.increase(scene)
            if grown is not None:
                return grown
    if "average" in operators or (scene.evidence and not operators):
        both = worked_out.from_both(scene)
        if both is not None:
            return both
    if not go_with(scene, figures_in_hand(scene, 0)):
        return None
    if operators & set(_SUMMING):
        return _summed(scene, "average" if "average" in operators else "sum")
    if operators & set(_COMPARING):
        return _compared(scene, next(name for name in _COMPARING if name in operators))
    return None


def _summed(scene: Scene, operator: str) -> Query | None:
    figures = figures_in_hand(scene, number_meant(scene))
    measures = {figure.measure for figure in figures}
    subjects = tuple(dict.fromkeys(figure.subject for figure in figures))
    if len(figures) < 2 or len(measures) > 1 or len(subjects) < 2 or figures[0].unit_dimension == "share":
        return None
    return Query(
        "total", ids(figures), measures=tuple(measures), pool=subjects, operator=operator, inherited=subjects,
        about_last=True,
    )  # fmt: skip


def _compared(scene: Scene, operator: str) -> Query | None:
    figures = figures_in_hand(scene, number_meant(scene))
    if len(figures) < 2 or not all(alike(figures[0], figure) for figure in figures):
        return None
    if operator in ("difference", "ratio", "than"):
        figures = figures[-2:]
    subjects = tuple(dict.fromkeys(figure.subject for figure in figures))
    return Query(
        "compare", ids(figures), subjects, tuple(dict.fromkeys(figure.measure for figure in figures)),
        operator=operator, inherited=subjects, about_last=True,
    )  # fmt: skip


def _checked(scene: Scene, claim: Claim) -> Query | None:
    figures = figures_in_hand(scene, 1)
    if len(figures) != 1 or claim.dimension not in ("", figures[0].unit_dimension):
        return None
    if not claim.dimension and figures[0].unit_dimension == "share":
        return None
    return Query(
        "check", ids(figures), (figures[0].subject,), (figures[0].measure,), claim=claim,
        inherited=(figures[0].subject,), about_last=True,
    )  # fmt: skip


def _claimed_power(scene: Scene) -> Claim | None:
    """上亿, 过万: a number that is only a power of ten."""
    match = _POWER.search("".join(mention.text for mention in scene.clause.words))
    number = read_number("1" + match["power"], 0) if match else None
    if number is None or match is None:
        return None
    return Claim(number=number.value, low=number.low, high=number.high, relation="over", text=match[0])


def _first_of(scene: Scene, operators: set[str]) -> Query | None:
    """哪个最高, 最低的是哪个: the ends of the figures that were said one by one."""
    operator = next((name for name in ("most", "least") if name in operators), "")
    if (
        not operator
        or operators & set(_COMPARING)
        or {"most", "least"} <= operators
        or scene.evidence
        or scene.clause.has("target")
        or scene.context.act in _ORDERING
    ):
        return None
    figures = figures_in_hand(scene, 0)
    if len(figures) < 2 or len({figure.measure for figure in figures}) > 1:
        return None
    subjects = tuple(figure.subject for figure in figures)
    return Query(
        "rank", ids(figures), measures=(figures[0].measure,), pool=subjects, operator=operator, target="said",
        inherited=subjects, about_last=True,
    )  # fmt: skip


def _ordered(scene: Scene, operators: set[str]) -> Query | Failure | None:
    """排第几, 是最高的吗: the place of the last figure in the order of all towns."""
    first = "yesno" in scene.asks and operators & {"most", "least"}
    if "rank_of" not in operators and not first:
        return None
    figures = figures_in_hand(scene, 1)
    if not figures or any(not (m.has("operator") or m.has("ask")) for m in scene.clause.required):
        return None
    asked = replace(
        scene, names=(name_evidence((figures[0].subject,)),), evidence=(measure_evidence(figures[0].measure),)
    )
    query = rank.read_rank_of(asked)
    if not isinstance(query, Query):
        return query
    claim = Claim(text="least" if "least" in operators else "most") if first else None
    return replace(query, claim=claim, inherited=query.subjects, about_last=True)
