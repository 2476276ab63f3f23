"""Replies to sums by group, shares of a sum and what shares leave."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering import arithmetic
from bot.answering.result import Entry, Figure, Group, Grouped, Rest, ShareOfPool, TownNumbers
from bot.knowledge.model import Fact
from bot.replies.desk import Desk, Draft
from bot.replies.reply import Span

_ONE = frozenset(("most", "least"))
_GAPS = frozenset(("difference", "ratio"))


def grouped(result: Grouped, desk: Desk) -> Draft:
    """A line for each group; what has no figure is named."""
    query = result.query
    if not query.signatures:
        return _counted(result, desk)
    held = [group for group in result.groups if group.figure is not None]
    shown = held[: query.count or 1] if query.operator in _ONE or (query.count and query.operator == "top") else held
    if query.operator == "nth":
        shown = held[query.count - 1 : query.count]
    measure = desk.measure(query.measures[0])
    spans: tuple[Span, ...] = ()
    computed = []
    for group in shown:
        spans += (*(desk.word("next_line") if spans else ()), *_line(group, desk))
        if group.figure is not None and len(group.entries) > 1:
            computed.append(desk.computation(group.figure))
    if query.operator in _GAPS and len(shown) == 2:
        figure = _gap(shown, query.operator)
        computed.append(desk.computation(figure))
        say = "compare_ratio" if query.operator == "ratio" else "compare_difference"
        slot = {"ratio" if query.operator == "ratio" else "difference": desk.figure(figure, "gap")}
        spans = (*desk.say(say, **slot), *desk.word("next_line"), *spans)
    spans += desk.say("group_note", measure=measure)
    empty = [group.key for group in result.groups if group.figure is None]
    if empty:
        spans += desk.say("total_lacking", lacking=desk.names(empty))
    entries = [entry for group in shown for entry in group.entries]
    if len({entry.period for entry in entries}) > 1:
        spans += desk.word("total_mixed")
    facts = [fact for entry in entries for fact in entry.facts]
    return Draft(
        "answered", (*spans, *desk.sources(facts)), desk.stated(entries),
        (*computed, *desk.computations(entries)), listed=_listed(shown, query.target),
    )  # fmt: skip


def _gap(groups: Sequence[Group], operator: str) -> Figure:
    first, second = (Entry("", "", "", group.figure, _facts(group)) for group in groups if group.figure is not None)
    return arithmetic.ratio(first, second) if operator == "ratio" else arithmetic.difference(first, second)


def _facts(group: Group) -> tuple[Fact, ...]:
    return tuple(fact for entry in group.entries for fact in entry.facts)


def _line(group: Group, desk: Desk) -> tuple[Span, ...]:
    """「甲县区:142.5亿元(乙镇12.5亿元、甲镇130亿元)」, with the towns that have no figure."""
    assert group.figure is not None
    if len(group.entries) == 1:
        entry = group.entries[0]
        spans = desk.say(
            "group_single", group=desk.name(group.key), subject=desk.name(entry.subject), value=desk.dated(entry)
        )
    else:
        parts = [(desk.name(entry.subject), *desk.dated(entry)) for entry in group.entries]
        value = desk.figure(group.figure, "group")
        spans = desk.say("group_line", group=desk.name(group.key), value=value, parts=desk.joined(parts, "comma"))
    return (*spans, *desk.say("group_lacking", names=desk.names(group.lacking))) if group.lacking else spans


def _counted(result: Grouped, desk: Desk) -> Draft:
    """The number of towns of each group."""
    query = result.query
    groups = result.groups
    if query.operator in _ONE and groups:
        groups = tuple(g for g in groups if len(g.lacking) == len(groups[0].lacking))
    elif query.count:
        groups = groups[: query.count]
    lines = [
        desk.say("county_towns", county=desk.name(g.key), count=desk.count(len(g.lacking)), names=desk.names(g.lacking))
        for g in groups
    ]
    towns = [town for group in groups for town in group.lacking]
    facts = [fact for town in towns for fact in desk.catalogue.facts_of.get(town, ())[:1]]
    spans = (*desk.joined(lines, "next_line"), *desk.sources(facts))
    return Draft("answered", spans, listed=_listed(groups, query.target))


def _listed(groups: Sequence[Group], target: str) -> tuple[str, ...]:
    """Counties are named themselves; a level or class stands for its towns."""
    if target == "county":
        return tuple(group.key for group in groups)
    return tuple(town for group in groups for town in (*(entry.subject for entry in group.entries), *group.lacking))


def rest(result: Rest, desk: Desk) -> Draft:
    """What is left, with the sum."""
    first = result.entries[0]
    fact = first.facts[0]
    spans = desk.say(
        "rest",
        value=desk.figure(result.figure, "rest"),
        subject=desk.name(first.subject),
        scope=(Span(fact.scope, "fact", fact.id),) if fact.scope and not first.is_computed else (),
        measure=desk.measure(first.measure),
        formula=Span(result.figure.formula, "computed", "rest"),
    )
    for entry in result.entries:
        spans += (*desk.word("next_line"), *desk.line(entry))
    facts = [fact for entry in result.entries for fact in entry.facts]
    computed = (desk.computation(result.figure), *desk.computations(result.entries))
    return Draft(
        "answered", (*spans, *desk.sources(facts)), desk.stated(result.entries), computed, listed=(first.subject,)
    )  # fmt: skip


def share_of_pool(result: ShareOfPool, desk: Desk) -> Draft:
    """The share, of what, and how many towns the whole covers."""
    query = result.query
    names = desk.names(entry.subject for entry in result.part)
    whole = arithmetic.total(result.entries)
    part = arithmetic.total(result.part)
    spans = desk.say(
        "share_of_pool",
        value=desk.figure(result.figure, "share"),
        subject=names,
        part=desk.figure(part, "part"),
        whole=desk.figure(whole, "whole"),
        measure=desk.measure(query.measures[0]),
        some=desk.count(len({entry.subject for entry in result.entries})),
    )
    pool = desk.pool(query) if query.pool_text or query.left_out else ()
    if result.left_out:
        all_towns, some = len(query.pool), len(query.pool) - result.left_out
        spans += desk.say(
            "rank_left_out", pool=pool, all=desk.count(all_towns), some=desk.count(some),
            measure=desk.measure(query.measures[0]),
        )  # fmt: skip
    if len({entry.period for entry in result.entries}) > 1:
        spans += desk.word("total_mixed")
    facts = [fact for entry in result.entries for fact in entry.facts]
    computed = tuple(desk.computation(figure) for figure in (result.figure, part, whole))
    return Draft(
        "answered", (*spans, *desk.sources(facts)), desk.stated(result.part), computed,
        listed=tuple(entry.subject for entry in result.part),
    )  # fmt: skip


def town_numbers(result: TownNumbers, desk: Desk) -> Draft:
    """The figure, and each number of towns that it comes from."""
    query = result.query
    value = desk.figure(result.figure, "towns")
    head = desk.say("compare_difference", difference=value) if query.operator == "difference" else value
    lines = [
        desk.say("town_number", pool=Span(text, "name", "pool") if text else desk.word("everything"), count=desk.count(len(towns)))
        for text, towns in query.groups
    ]  # fmt: skip
    if query.operator == "average":
        lines.append(desk.say("county_number", count=desk.count(len(result.counties))))
    formula = desk.say("formula", formula=Span(result.figure.formula, "computed", "towns"))
    spans = (
        *head, *desk.word("next_line"), *desk.joined(lines, "comma"), *desk.word("separator"), *formula,
        *desk.sources([fact for town in result.towns for fact in desk.catalogue.facts_of.get(town, ())[:1]]),
    )  # fmt: skip
    return Draft("answered", spans, computed=(desk.computation(result.figure),))
