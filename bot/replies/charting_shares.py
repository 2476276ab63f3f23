"""Charts of shares, of what shares leave, and of one figure in two years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answering import arithmetic
from bot.answering.result import Entry, Figure, Rest
from bot.knowledge.model import Fact
from bot.knowledge.quantity import Quantity, Unit
from bot.replies.bars import bar_of, bars_of, common_notes, drawn, is_share, keys_of
from bot.replies.chart import Chart, Spans
from bot.replies.desk import Desk
from bot.replies.reply import Span


def shares(entries: Sequence[Entry], title: Spans, desk: Desk, numbered: bool = False) -> Chart:
    """Shares below one another, each of its own whole."""
    return drawn("shares", bars_of(entries, desk, numbered), title, entries, desk)


def nested(entry: Entry, desk: Desk) -> Chart:
    """A share, within the share that it is of where that is stated too: half of the seventy per cent."""
    title = desk.say("chart_of", subject=desk.name(entry.subject), measure=desk.measure(entry.measure))
    names = [(desk.measure(entry.measure),)]
    facts = _chain(entry, desk)
    if facts is None:
        return drawn("shares", bars_of([entry], desk, names=names), title, [entry], desk)
    inner, outer = (stated_entry(fact) for fact in facts)
    entries = [outer, inner]
    labels = [(desk.measure(outer.measure),), (*(desk.name(item) for _, item in facts[0].dimensions), desk.measure(inner.measure))]  # fmt: skip
    chart = drawn("nested", bars_of(entries, desk, names=labels), title, entries, desk)
    if not isinstance(entry.value, Figure):
        return chart
    headline = desk.say(
        "line",
        label=(*(desk.name(item) for _, item in facts[0].dimensions), desk.measure(entry.measure)),
        value=(*desk.value(entry), *desk.say("period_in", period=desk.word("reckoned"))),
    )
    return replace(chart, headline=headline, computed=desk.computations([entry]))


def _chain(entry: Entry, desk: Desk) -> tuple[Fact, Fact] | None:
    """The share and the share that it is of, as stated of one subject."""
    if isinstance(entry.value, Figure):
        if desk.catalogue.measures[entry.measure].kind != "share" or len(entry.facts) != 2:
            return None
        fact, other = entry.facts
        return (fact, other) if fact.base == other.measure else None
    fact = entry.facts[0]
    wholes = [
        other
        for other in desk.catalogue.facts_of.get(entry.subject, ())
        if other.measure == fact.base and is_share([stated_entry(other)], desk)
    ]
    return (fact, wholes[0]) if len(wholes) == 1 else None


def stated_entry(fact: Fact) -> Entry:
    """A fact as an entry."""
    return Entry(fact.id, fact.subject, fact.measure, fact.value, (fact,), fact.period)


def parts(entries: Sequence[Entry], desk: Desk) -> Chart | None:
    """Shares of one whole behind one another; None where they are not stated of the same, or are more than it."""
    wholes = {(entry.facts[0].base, entry.facts[0].scope, entry.period) for entry in entries}
    total = sum((entry.number or 0) for entry in entries)
    if len(wholes) > 1 or total > 1 or not all(entry.facts[0].dimensions for entry in entries):
        return None
    title = desk.say("chart_of", subject=desk.name(entries[0].subject), measure=desk.measure(entries[0].measure))
    return drawn("parts", bars_of(entries, desk), title, entries, desk)


def rest_of_parts(result: Rest, desk: Desk) -> Chart | None:
    """Shares with what they leave, which the reply has worked out."""
    if result.figure.dimension != "share" or not is_share(result.entries, desk):
        return None
    first = result.entries[0]
    if any(entry.measure != first.measure for entry in result.entries):
        return None
    labels: list[Spans] = [
        tuple(desk.name(item) for _, item in entry.facts[0].dimensions) or (desk.name(entry.subject),)
        for entry in result.entries
    ]
    title = desk.say("chart_of", subject=desk.name(first.subject), measure=desk.measure(first.measure))
    chart = drawn("parts", bars_of(result.entries, desk, names=labels), title, result.entries, desk)
    facts = tuple(fact for entry in result.entries for fact in entry.facts)
    left = bar_of(
        Entry("", first.subject, first.measure, result.figure, facts),
        desk.word("chart_rest"),
        desk,
        common_notes(result.entries, desk),
    )
    bars = (*chart.bars, left)
    return replace(
        chart, bars=bars, keys=keys_of(bars, desk), computed=(*chart.computed, desk.computation(result.figure))
    )


def change(entries: Sequence[Entry], desk: Desk) -> Chart | None:
    """A figure beside that of the year before, where a growth rate of the same year gives it."""
    for entry in entries:
        for fact in entry.facts:
            pair = _of_two_years(fact, desk)
            asked = {e.measure for e in entries}
            if pair is not None and asked <= _measures_of_change(pair, desk):
                return _change(*pair, desk)
    return None


Pair = tuple[Fact, Fact, str]
"""A figure, its growth, and the measure of the year before."""


def _of_two_years(fact: Fact, desk: Desk) -> Pair | None:
    if fact.period is None or not fact.period.isdigit():
        return None
    catalogue = desk.catalogue
    own = [other for other in catalogue.facts_of.get(fact.subject, ()) if other.period == fact.period]
    for measure in catalogue.measures.values():
        formula = measure.formula
        if formula is None or formula.operation != "previous":
            continue
        now = [other for other in own if other.measure == formula.of[0] and not other.dimensions]
        growth = [other for other in own if other.measure == formula.of[1] and other.base == formula.of[0]]
        if len(now) == 1 and len(growth) == 1 and fact in (now[0], growth[0]):
            return now[0], growth[0], measure.id
    return None


def _measures_of_change(pair: Pair, desk: Desk) -> set[str]:
    now, growth, before = pair
    increase = {
        measure.id
        for measure in desk.catalogue.measures.values()
        if measure.formula is not None
        and measure.formula.operation == "increase"
        and measure.formula.of[0] == now.measure
    }
    return {now.measure, growth.measure, before, *increase}


def _change(now: Fact, growth: Fact, before: str, desk: Desk) -> Chart | None:
    if not (isinstance(now.value, Quantity) and isinstance(growth.value, Quantity) and now.period):
        return None
    catalogue = desk.catalogue
    dimension = catalogue.measures[before].dimension
    unit = next((unit for unit in catalogue.units if unit.dimension == dimension), Unit("", dimension))
    names = [catalogue.measures[now.measure].name, catalogue.measures[growth.measure].name]
    figure = arithmetic.derived("previous", [(now.id, now.value), (growth.id, growth.value)], names, unit)
    earlier = Entry("", now.subject, now.measure, figure, (now, growth), str(int(now.period) - 1))
    later, rate = stated_entry(now), stated_entry(growth)
    entries = [earlier, later]
    labels = [desk.period(entry) for entry in entries]
    title = desk.say("chart_change", subject=desk.name(now.subject), measure=desk.measure(now.measure))
    chart = drawn("change", bars_of(entries, desk, names=labels), title, entries, desk)
    formula = desk.say("formula", formula=Span(figure.formula, "computed", now.measure))
    headline = desk.say("line", label=desk.measure_of(rate), value=desk.value(rate))
    return replace(chart, headline=headline, notes=(formula,))
