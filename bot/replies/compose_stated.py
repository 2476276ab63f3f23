"""Replies to look-ups and yes/no questions."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from bot.answering.result import Checked, Entry, Figure, Query, Stated
from bot.answering.rounding import decimal, scaled
from bot.knowledge.model import NUMERIC_KINDS, Items
from bot.knowledge.quantity import Quantity, Unit
from bot.language.decimals import exactly
from bot.replies.desk import Desk, Draft
from bot.replies.reply import Span

_MOST_LINES = 16
_SHARE_UNITS = {"成": 10, "%": 100}
_FULL_DIGITS_BELOW = 10**8
"""Below this a figure in its plain unit is printed with all digits (43200000元), above it with 亿."""


def stated(result: Stated, desk: Desk) -> Draft:
    """The figure first, then one line of context, then the source."""
    entries = tuple(_figure_in(entry, desk, result.query.convert) for entry in result.entries)
    single = len(entries) == 1
    if result.query.brief:
        lines = [desk.say("line", label=desk.label(e, False), value=desk.value(e)) for e in entries[:_MOST_LINES]]
        return _draft(entries, desk.joined(lines, "semicolon"), desk, False)
    spans = _one(entries[0], desk, result.query) if single else _lines(entries[:_MOST_LINES], desk)
    if result.query.missing:
        parts = desk.joined([(Span(part, "name", "missing"),) for part in result.query.missing], "comma")
        spans += desk.say("missing", parts=parts)
    return _draft(entries, spans, desk)


def _one(entry: Entry, desk: Desk, query: Query) -> tuple[Span, ...]:
    if desk.catalogue.measures[entry.measure].kind not in NUMERIC_KINDS:
        value = desk.value(entry)
        if query.operator == "count" and isinstance(entry.value, Items) and not entry.value.open:
            value = desk.say("counted", count=desk.count(len(entry.value.items)), value=value)
        return desk.say("one", value=value, label=desk.label(entry))
    label = desk.label(entry)
    value = desk.value(entry)
    if query.convert:
        value = _converted(entry, desk, query.convert, query.operator == "convert")
    if query.operator in ("month", "day"):
        label = (*label, *desk.word("separator"), *desk.word(f"by_{query.operator}"))
    if isinstance(entry.value, Figure):
        formula = Span(entry.value.formula, "computed", entry.measure)
        label = (
            *label,
            *desk.word("separator"),
            *desk.word("reckoned"),
            *desk.word("next_line"),
            *desk.say("formula", formula=formula),
        )
    return desk.say("one", value=value, label=label)


def _converted(entry: Entry, desk: Desk, power: str, outright: bool) -> tuple[Span, ...]:
    """The figure in the power of ten or unit that was asked for, beside the stated one.

    The unit that the figure has already changes nothing, unless a conversion was asked for outright (换算成元).
    """
    if not isinstance(entry.value, Quantity) or entry.value.unit is None:
        return desk.value(entry)
    if entry.value.unit.dimension == "share":
        return _share_in(entry.value, entry, desk, power)
    if entry.value.is_range:
        return _range_in(entry.value, entry, desk, power)
    about = desk.word("about") if not entry.value.is_exact else ()
    unit = _wanted(entry.value.unit, desk, power)
    if (unit is None and power not in ("亿", "万")) or (
        not outright and (unit == entry.value.unit or (unit is None and power == entry.value.power))
    ):
        return desk.value(entry)
    if unit is None:
        text = Span(f"{scaled(entry.value.value, True, power)}{entry.value.unit.name}", "computed", "converted")
    else:
        value = entry.value.base_value / unit.factor
        short = scaled(value, True)
        # 「换成元」 of 130亿元 asks for all the digits.
        digits = exactly(value) if value < _FULL_DIGITS_BELOW or unit.name == entry.value.unit.name else short
        if "/" in digits:
            about, digits = desk.word("about"), scaled(value, False)
        text = Span(f"{digits}{unit.name}", "computed", "converted")
    return (*about, text, *desk.say("period_in", period=desk.value(entry)))


def _wanted(stated: Unit, desk: Desk, asked: str) -> Unit | None:
    """The unit of the same kind that is asked for: 斤 for 吨, 公斤/亩 for 吨/亩, 元/斤 for 元/吨."""
    above, _, below = stated.name.partition("/")
    for unit in desk.catalogue.units:
        if unit.dimension != stated.dimension:
            continue
        if asked in (unit.name, *unit.aliases) or (
            below and asked != above and unit.name in (f"{asked}/{below}", f"{above}{asked}")
        ):
            return unit
    return None


def _figure_in(entry: Entry, desk: Desk, asked: str) -> Entry:
    """A worked-out figure in the unit that was asked for; anything else as it is."""
    if not asked or not isinstance(entry.value, Figure):
        return entry
    figure = entry.value
    unit = _wanted(Unit(figure.unit, figure.dimension, figure.factor), desk, asked)
    return entry if unit is None else replace(entry, value=replace(figure, unit=unit.name, factor=unit.factor))


def _range_in(value: Quantity, entry: Entry, desk: Desk, asked: str) -> tuple[Span, ...]:
    """Both ends of a range in the unit that was asked for, beside the range as stated."""
    assert value.unit is not None
    unit = _wanted(value.unit, desk, asked)
    low, high = value.base_interval
    if unit is None or unit == value.unit or high is None:
        return desk.value(entry)
    text = f"{scaled(low / unit.factor, True)}~{scaled(high / unit.factor, True)}{unit.name}"
    return (Span(text, "computed", "converted"), *desk.say("period_in", period=desk.value(entry)))


def _share_in(value: Quantity, entry: Entry, desk: Desk, asked: str) -> tuple[Span, ...]:
    """A share in tenths or hundredths, beside the share as stated."""
    factor = _SHARE_UNITS.get(asked)
    if factor is None or value.is_range:
        return desk.value(entry)
    digits = decimal(value.base_value * factor, 1)
    exact = value.is_exact and Fraction(digits) == value.base_value * factor
    about = () if exact else desk.word("about")
    text = Span(f"{digits}{asked}", "computed", "converted")
    return (*about, text, *desk.say("period_in", period=desk.value(entry)))


def _lines(entries: tuple[Entry, ...], desk: Desk) -> tuple[Span, ...]:
    subjects = {entry.subject for entry in entries}
    measures = {desk.catalogue.measures[entry.measure].kind for entry in entries}
    if len(subjects) == 1 and not measures & NUMERIC_KINDS:
        head = (desk.name(entries[0].subject),)
        return desk.joined([head, *(desk.line(entry, with_subject=False) for entry in entries)], "next_line")
    return desk.joined([desk.line(entry) for entry in entries], "next_line")


def _draft(entries: tuple[Entry, ...], spans: tuple[Span, ...], desk: Desk, with_source: bool = True) -> Draft:
    facts = [fact for entry in entries for fact in entry.facts]
    return Draft(
        "answered",
        (*spans, *(desk.sources(facts) if with_source else ())),
        desk.stated(entries),
        desk.computations(entries),
        listed=tuple(dict.fromkeys(entry.subject for entry in entries)),
    )


def checked(result: Checked, desk: Desk) -> Draft:
    """是, 不是, 原文没有写 or 不能确定, and the figure."""
    entries = result.entries
    first = entries[0]
    numeric = desk.catalogue.measures[first.measure].kind in NUMERIC_KINDS
    claim = result.query.claim
    said: str = result.verdict
    if claim is not None and (claim.finds_fault or claim.negated):
        said += "_fault" if claim.finds_fault else "_denied"
    if result.verdict == "unstated":
        named = [(desk.name(name),) for name in claim.names] if claim else []
        words = [(Span(word, "quotation"),) for word in claim.words] if claim else []
        lines = desk.joined([desk.line(entry) for entry in entries], "next_line")
        spans = desk.say("unstated", claim=desk.joined([*named, *words], "comma"), lines=lines)
    elif len(entries) > 1:
        lines = desk.joined([desk.line(entry) for entry in entries], "next_line")
        if result.verdict == "uncertain":
            spans = desk.say("uncertain", value=desk.value(first), label=desk.label(first))
        else:
            spans = desk.say(f"{said}_lines", lines=lines)
    elif result.verdict == "uncertain":
        spans = desk.say("uncertain", value=desk.value(first), label=desk.label(first))
    elif numeric and claim is not None and claim.is_either:
        above = (result.verdict == "yes") == (claim.relation == "over")
        number = Span(claim.text, "quotation")
        side = "either_above" if above else "either_below"
        spans = desk.say(side, value=desk.value(first), number=number, label=desk.label(first))
    elif numeric:
        spans = desk.say(said, value=desk.value(first), label=desk.label(first))
    else:
        spans = desk.say(f"{said}_plain", value=desk.value(first), label=desk.label(first))
    if isinstance(first.value, Figure):
        spans += (
            *desk.word("separator"),
            *desk.say("formula", formula=Span(first.value.formula, "computed", first.measure)),
        )
    if result.mistaken_for:
        spans += desk.say("mistaken_for", lines=desk.joined([desk.line(e) for e in result.mistaken_for], "next_line"))
    return _draft((*entries, *result.mistaken_for), spans, desk)
