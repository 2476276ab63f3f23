"""Entries → the bars of a chart, with what each figure can't be read without."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from bot.answering.result import Entry, Figure
from bot.knowledge.quantity import Quantity
from bot.replies.chart import Bar, Chart, ChartKind, Mark, Spans, printed
from bot.replies.desk import Desk
from bot.replies.reply import Span

_ONE = Fraction(1)


def measure_of_all(entries: Sequence[Entry]) -> str:
    """The measure that all entries are of, in units that convert; "" where there is more than one."""
    measures = {entry.measure for entry in entries}
    dimensions = {dimension_of(entry) for entry in entries}
    if len(measures) != 1 or len(dimensions) != 1 or None in dimensions:
        return ""
    return measures.pop()


def dimension_of(entry: Entry) -> str | None:
    """What the figure of an entry is measured in; None where it is no figure."""
    if isinstance(entry.value, Figure):
        return entry.value.dimension
    if isinstance(entry.value, Quantity):
        return entry.value.unit.dimension if entry.value.unit is not None else ""
    return None


def is_share(entries: Sequence[Entry], desk: Desk) -> bool:
    """Whether the figures are parts of a whole, and not rates that may be more than it."""
    return all(
        desk.catalogue.measures[entry.measure].kind == "share"
        and dimension_of(entry) == "share"
        and 0 <= (entry.number or 0) <= _ONE
        for entry in entries
    )


def bars_of(
    entries: Sequence[Entry], desk: Desk, numbered: bool = False, names: Sequence[Spans] = ()
) -> tuple[Bar, ...]:
    """One bar for each entry, told from the others by its subject, its market or its year."""
    common = common_notes(entries, desk)
    labels = names or [_label(entry, entries, desk) for entry in entries]
    bars = []
    for place, (entry, label) in enumerate(zip(entries, labels, strict=True), start=1):
        name = desk.say("chart_place", place=desk.count(place), label=label) if numbered else label
        bars.append(bar_of(entry, name, desk, common))
    return tuple(bars)


def bar_of(entry: Entry, label: Spans, desk: Desk, common: tuple[Spans, ...] = ()) -> Bar:
    """The bar of an entry; what all bars share is said elsewhere."""
    said = {printed(note) for note in (*common, label)}
    notes = tuple(note for note in notes_of(entry, desk) if printed(note) not in said)
    value = desk.value(entry)
    low, high = entry.interval
    text = desk.say("line", label=label, value=value)
    if notes:
        text += desk.say("period_in", period=desk.joined(notes, "comma"))
    return Bar(
        label, value, notes, text, entry.number or Fraction(0), low, high,
        is_range=entry.value.is_range if isinstance(entry.value, Quantity | Figure) else False,
        is_computed=entry.is_computed,
    )  # fmt: skip


def counted_bar(entity: str, count: int, desk: Desk) -> Bar:
    """The bar of a number of towns that belong to something."""
    label, value = (desk.name(entity),), desk.say("chart_count", count=desk.count(count))
    number = Fraction(count)
    return Bar(label, value, (), desk.say("line", label=label, value=value), number, number, number)


def notes_of(entry: Entry, desk: Desk) -> list[Spans]:
    """Of what whole, on which basis, of which year, and whether it was worked out."""
    fact = entry.facts[0]
    if entry.is_computed:
        same = len({(part.period, part.period_text) for part in entry.facts}) == 1
        dated = entry.period is not None or (same and fact.period is None)
        return [*([desk.period(entry)] if dated else []), desk.word("reckoned")]
    scope: list[Spans] = [(Span(fact.scope, "fact", fact.id),)] if fact.scope else []
    return [*scope, *desk.qualifications(entry), desk.period(entry)]


def common_notes(entries: Sequence[Entry], desk: Desk) -> tuple[Spans, ...]:
    """What all figures have in common: of one year or none, of the same whole; nothing where some are worked out."""
    if len(entries) < 2 or any(entry.is_computed for entry in entries):
        return ()
    first, *others = (notes_of(entry, desk) for entry in entries)
    said = [{printed(note) for note in notes} for notes in others]
    return tuple(note for note in first if all(printed(note) in texts for texts in said))


def drawn(kind: ChartKind, bars: tuple[Bar, ...], title: Spans, entries: Sequence[Entry], desk: Desk) -> Chart:
    """A chart with what follows from its entries: year, marks, sources, facts."""
    facts = tuple(dict.fromkeys(fact for entry in entries for fact in entry.facts))
    return Chart(
        kind, title, bars, entries[-1].measure, common=desk.joined(common_notes(entries, desk), "separator"), keys=keys_of(bars, desk),
        source=desk.sources(facts), facts=tuple(fact.id for fact in facts), computed=desk.computations(entries),
    )  # fmt: skip


def keys_of(bars: Sequence[Bar], desk: Desk) -> tuple[tuple[Mark, Spans], ...]:
    """What the marks on a picture mean, where there are any."""
    marks: tuple[Mark, ...] = ("approximate", "range", "computed")
    return tuple((mark, desk.word(f"chart_key_{mark}")) for mark in marks if any(mark in bar.marks for bar in bars))


def _label(entry: Entry, among: Sequence[Entry], desk: Desk) -> Spans:
    dimensions = entry.facts[0].dimensions
    if len({other.subject for other in among}) > 1 and not (dimensions and entry.is_computed):
        return (desk.name(entry.subject),)
    if dimensions:
        return (desk.name(dimensions[-1][1]),)
    return desk.period(entry) if len(among) > 1 else (desk.name(entry.subject),)
