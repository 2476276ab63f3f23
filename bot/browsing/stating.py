"""Facts as lines of a page, composed at the desk like those of replies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.answering.result import Entry
from bot.browsing.topics import entry_of
from bot.knowledge.model import NUMERIC_KINDS, Fact
from bot.replies.desk import Desk
from bot.replies.reply import Span


def line(fact: Fact, desk: Desk, holder: str) -> tuple[Span, ...]:
    """A fact in one line: 「产值:41亿元(2022年)」, a part's with its name; that a year is missing is said below."""
    entry = entry_of(fact)
    label = desk.label(entry, with_period=False, with_subject=fact.subject != holder)
    return (*desk.say("line", label=label, value=desk.value(entry)), *_year(entry, desk))


def row(fact: Fact, desk: Desk, town: str) -> tuple[Span, ...]:
    """A fact of one of many towns: 「甲镇:41亿元(2022年)」."""
    entry = entry_of(fact)
    name: tuple[Span, ...] = (desk.name(town),)
    if fact.subject != town:
        name = (*name, *desk.word("separator"), desk.name(fact.subject))
    year = _year(entry, desk) if _is_figure(fact, desk) else ()
    return (*desk.say("line", label=name, value=desk.value(entry)), *year)


def undated(facts: Iterable[Fact], desk: Desk) -> tuple[Span, ...]:
    """The note that figures without a year have none in the source, if there are such."""
    if any(_is_figure(fact, desk) and not (fact.period or fact.period_text) for fact in facts):
        return desk.word("page_undated")
    return ()


def below(lines: Sequence[Sequence[Span]], desk: Desk) -> tuple[Span, ...]:
    """Lines, each on a line of its own below what is there."""
    return tuple(span for each in lines for span in (*desk.word("next_line"), *each))


def _year(entry: Entry, desk: Desk) -> tuple[Span, ...]:
    fact = entry.facts[0]
    if not _is_figure(fact, desk) or not (fact.period or fact.period_text):
        return ()
    return desk.say("period_in", period=desk.period(entry))


def _is_figure(fact: Fact, desk: Desk) -> bool:
    return desk.catalogue.measures[fact.measure].kind in NUMERIC_KINDS
