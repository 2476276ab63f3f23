"""Results → charts: which answers can be drawn, and what stands on the picture.

An answer is drawn where it holds several figures of one measure and one unit, a share of a whole, or a figure of which the
year before can be worked out. Two measures never share an axis.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.answering import arithmetic
from bot.answering.result import (
    Checked,
    Compared,
    Entry,
    Figure,
    Filtered,
    Grouped,
    Listed,
    Ranked,
    Rest,
    Result,
    ShareOfPool,
    Stated,
    Totalled,
)
from bot.replies.bars import bars_of, counted_bar, drawn, is_share, measure_of_all
from bot.replies.chart import Chart, Spans
from bot.replies.charting_shares import change, nested, parts, rest_of_parts, shares
from bot.replies.compose_ordered import DOWN, bound_of, by_percent, coverage, gap_of, ranked_measure, told_aside
from bot.replies.desk import Desk

_MOST_BARS = 16


def chart_of(results: Sequence[Result], desk: Desk) -> Chart | None:
    """What the reply to some results can be drawn as; None where there is nothing to compare or to divide."""
    drawable = [result for result in results if type(result) in _CHARTERS]
    if len(drawable) != len(results) or not results:
        return None
    first = results[0]
    if len(results) == 1:
        return _CHARTERS[type(first)](first, desk)
    stated = [result for result in results if isinstance(result, Stated)]
    if len(stated) < len(results):
        return None
    entries = tuple(dict.fromkeys(entry for result in stated for entry in result.entries))
    return _of_entries(entries, desk)


def _stated(result: Stated | Checked, desk: Desk) -> Chart | None:
    return _of_entries(result.entries, desk)


def _of_entries(entries: tuple[Entry, ...], desk: Desk) -> Chart | None:
    if not entries or any(entry.number is None for entry in entries):
        return None
    measure = measure_of_all(entries)
    subjects = {entry.subject for entry in entries}
    if len(subjects) == 1:
        found = change(entries, desk)
        if found is None and measure and is_share(entries, desk):
            found = nested(entries[0], desk) if len(entries) == 1 else parts(entries, desk)
        if found is not None:
            return found
    if not measure:
        return None
    order = _from_the_largest(entries) if len(entries) > 2 else entries
    return _columns(order, _title(entries, desk), desk, _mixed(entries, desk))


def _title(entries: Sequence[Entry], desk: Desk) -> Spans:
    """What is drawn, and of whom where all are of one town."""
    measure = desk.measure(entries[0].measure)
    towns = {desk.catalogue.town_of(entry.subject) or entry.subject for entry in entries}
    subjects = {entry.subject for entry in entries}
    one = subjects if len(subjects) == 1 else towns
    if len(one) == 1:
        return desk.say("chart_of", subject=desk.name(*one), measure=measure)
    return desk.say("chart_compare", measure=measure)


def _mixed(entries: Sequence[Entry], desk: Desk) -> list[Spans]:
    """That the years differ, where they do."""
    return [desk.word("total_mixed")] if len({entry.period for entry in entries}) > 1 else []


def _from_the_largest(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda entry: entry.number or 0, reverse=True))


def _columns(
    entries: tuple[Entry, ...],
    title: Spans,
    desk: Desk,
    notes: Sequence[Spans] = (),
    picked: frozenset[int] = frozenset(),
    numbered: bool = False,
) -> Chart | None:
    """Bars side by side: of amounts, or each share of its own whole."""
    if not measure_of_all(entries):
        return None
    if len(entries) > _MOST_BARS:
        entries, notes = entries[:_MOST_BARS], (*notes, desk.word("chart_cut"))
    if len({entry.subject for entry in entries}) == 1 and any(entry.facts[0].dimensions for entry in entries):
        # Markets of one town: which town, only the title can say.
        title, numbered = _title(entries, desk), False
        divided = parts(entries, desk) if is_share(entries, desk) else None
        if divided is not None:
            return replace(divided, notes=tuple(notes))
    if is_share(entries, desk):
        chart = shares(entries, title, desk, numbered)
    elif len(entries) > 1:
        chart = drawn("bars", bars_of(entries, desk, numbered), title, entries, desk)
    else:
        return None
    bars = tuple(replace(bar, is_picked=place in picked) for place, bar in enumerate(chart.bars))
    if len({bar.label for bar in bars}) < len(bars):
        return None
    return replace(chart, bars=bars, notes=tuple(notes))


def _ranked(result: Ranked, desk: Desk) -> Chart | None:
    """The places that are shown; for one place, all of the order with that one picked out."""
    query = result.query
    if not result.shown:
        return None
    one = len(result.shown) == 1 or query.operator == "ends"
    whole = replace(result, shown=tuple(range(len(result.entries)))) if one else result
    shown = tuple(whole.entries[place] for place in whole.shown)
    measure = ranked_measure(whole, desk)
    order = desk.word("order_down" if query.operator in DOWN else "order_up")
    title = desk.say("chart_rank", pool=desk.pool(query), measure=measure, order=order)
    left_out = coverage(whole, desk, measure)
    notes = [left_out] if left_out else []
    if any(place in whole.ties for place in whole.shown):
        notes.append(desk.word("rank_tie"))
    if whole.aside:
        notes.append(told_aside(whole.aside, desk))
    picked = frozenset(result.shown) if one and len(shown) > len(result.shown) else frozenset[int]()
    chart = _columns(shown, title, desk, notes, picked, numbered=whole.shown == tuple(range(len(shown))))
    aside = tuple(fact.id for entry in whole.aside for fact in entry.facts)
    return None if chart is None else replace(chart, facts=tuple(dict.fromkeys((*chart.facts, *aside))))


def _compared(result: Compared, desk: Desk) -> Chart | None:
    entries = result.entries
    if any(entry.number is None for entry in entries) or not measure_of_all(entries):
        return None
    chart = _columns(entries, _title(entries, desk), desk, _mixed(entries, desk))
    if chart is None:
        return None
    if result.undecided:
        return replace(chart, headline=desk.word("compare_undecided"))
    if result.figure is None or not result.figure.value:
        return chart
    if result.query.operator == "ratio" or result.query.act == "share":
        headline = desk.say("compare_ratio", ratio=desk.figure(result.figure, "compare"))
    elif result.query.operator == "percent":
        headline = by_percent(result, desk)
    else:
        headline = desk.say("compare_difference", difference=gap_of(result, desk))
    return replace(chart, headline=headline, computed=(*chart.computed, desk.computation(result.figure)))


def _filtered(result: Filtered, desk: Desk) -> Chart | None:
    query = result.query
    if len(query.measures) != 1 or not result.entries:
        return None
    entries = result.entries
    if result.reference is not None and all(entry.signature != result.reference.signature for entry in entries):
        entries = _from_the_largest((*entries, result.reference))
    picked = frozenset(
        place
        for place, entry in enumerate(entries)
        if result.reference is not None and entry.signature == result.reference.signature
    )
    pool = desk.pool(query) if query.pool_text or query.left_out else desk.word("pool_all")
    measure = (desk.measure(query.measures[0]),)
    title = desk.say("chart_filter", pool=pool, measure=measure, bound=bound_of(result, desk))
    notes: list[Spans] = []
    if result.uncertain:
        lines = desk.joined([desk.line(entry) for entry in result.uncertain], "semicolon")
        notes.append(desk.say("filter_uncertain", lines=lines))
    if result.left_out:
        notes.append(desk.say("filter_left_out", left=desk.count(result.left_out), measure=measure))
    notes += _mixed(entries, desk)
    chart = _columns(entries, title, desk, notes, picked)
    told = tuple(fact.id for entry in result.uncertain for fact in entry.facts)
    return None if chart is None else replace(chart, facts=(*chart.facts, *told))


def _totalled(result: Totalled, desk: Desk) -> Chart | None:
    query = result.query
    if len(query.measures) != 1:
        return None
    measure = desk.measure(query.measures[0])
    notes: list[Spans] = []
    if result.lacking:
        some = len(query.pool) - len(result.lacking)
        pool = desk.pool(query) if query.pool_text or query.left_out else ()
        notes.append(
            desk.say(
                "rank_left_out", pool=pool, all=desk.count(len(query.pool)), some=desk.count(some), measure=measure
            )
        )
    notes += _mixed(result.entries, desk)
    chart = _columns(_from_the_largest(result.entries), (measure,), desk, notes)
    if chart is None:
        return None
    kind = desk.word("average" if query.operator == "average" else "sum")
    value = desk.figure(result.figure, "total", query.convert)
    say = "chart_partial" if result.lacking else "chart_total"
    headline = desk.say(say, measure=measure, kind=kind, value=value)
    return replace(chart, headline=headline, computed=(*chart.computed, desk.computation(result.figure)))


def _grouped(result: Grouped, desk: Desk) -> Chart | None:
    """The sum of each group; or, where towns were only counted, how many each has."""
    groups = result.groups
    if not result.query.signatures:
        order = sorted(groups, key=lambda group: -len(group.lacking))
        bars = tuple(counted_bar(group.key, len(group.lacking), desk) for group in order if group.lacking)
        towns = tuple(town for group in groups for town in group.lacking)
        return _of_counts(bars, towns, desk)
    measure = result.query.measures[0]
    held = sorted(
        (group for group in groups if group.figure is not None),
        key=lambda group: group.figure.value if group.figure else 0,
        reverse=True,
    )
    entries = [
        group.entries[0] if len(group.entries) == 1 else _summed(group.key, measure, group.figure, group.entries)
        for group in held
        if group.figure is not None
    ]
    names = [
        desk.joined(
            [(desk.name(group.key),), *((desk.name(e.subject),) for e in group.entries[:1] if not group.entries[1:])],
            "separator",
        )
        for group in held
    ]
    if len(entries) < 2 or not measure_of_all(entries) or len(entries) > _MOST_BARS:
        return None
    title = desk.say("chart_group", measure=desk.measure(measure))
    chart = drawn("bars", bars_of(entries, desk, names=names), title, entries, desk)
    notes = [desk.say("group_note", measure=desk.measure(measure))]
    notes += _mixed([entry for group in held for entry in group.entries], desk)
    return replace(chart, notes=tuple(notes))


def _summed(subject: str, measure: str, figure: Figure, entries: Sequence[Entry]) -> Entry:
    """What was worked out from several entries, of their year where that is one."""
    facts = tuple(fact for entry in entries for fact in entry.facts)
    periods = {fact.period for fact in facts}
    return Entry("", subject, measure, figure, facts, periods.pop() if len(periods) == 1 else None)


def _listed(result: Listed, desk: Desk) -> Chart | None:
    """How many towns each county has."""
    bars = tuple(counted_bar(*pair, desk) for pair in zip(result.entities, result.counts, strict=False))
    towns = tuple(town.id for town in desk.catalogue.towns if town.part_of in result.entities)
    return _of_counts(bars, towns, desk)


def _of_counts(bars: tuple[Any, ...], towns: tuple[str, ...], desk: Desk) -> Chart | None:
    if not 1 < len(bars) <= _MOST_BARS:
        return None
    facts = [fact for town in towns for fact in desk.catalogue.facts_of.get(town, ())[:1]]
    return Chart(
        "bars", desk.word("chart_counted"), bars, "", source=desk.sources(facts), facts=tuple(f.id for f in facts)
    )


def _rest(result: Rest, desk: Desk) -> Chart | None:
    return rest_of_parts(result, desk)


def _share_of_pool(result: ShareOfPool, desk: Desk) -> Chart | None:
    query = result.query
    whole, part = arithmetic.total(result.entries), arithmetic.total(result.part)
    measure = desk.measure(query.measures[0])
    entry = _summed(result.part[0].subject, query.measures[0], result.figure, result.entries)
    names = desk.names(entry.subject for entry in result.part)
    title = desk.say("chart_of", subject=names, measure=measure)
    chart = drawn("shares", bars_of([entry], desk, names=[names]), title, [entry], desk)
    headline = desk.say(
        "chart_share_of_pool",
        part=desk.figure(part, "part"),
        whole=desk.figure(whole, "whole"),
        some=desk.count(len({entry.subject for entry in result.entries})),
    )
    return replace(
        chart, headline=headline, notes=tuple(_mixed(result.entries, desk)),
        computed=tuple(desk.computation(figure) for figure in (result.figure, part, whole)),
    )  # fmt: skip


_CHARTERS: Mapping[type, Callable[[Any, Desk], Chart | None]] = {
    Stated: _stated,
    Checked: _stated,
    Ranked: _ranked,
    Compared: _compared,
    Filtered: _filtered,
    Totalled: _totalled,
    Grouped: _grouped,
    Listed: _listed,
    Rest: _rest,
    ShareOfPool: _share_of_pool,
}
