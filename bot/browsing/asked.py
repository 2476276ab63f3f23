"""Questions that pages offer, as they are typed, and the engine's answers as pages."""

from __future__ import annotations

from bot.browsing.page import Button, Page
from bot.browsing.reader import Reader
from bot.browsing.targets import target
from bot.knowledge.model import NUMERIC_KINDS, Measure
from bot.replies.reply import Reply

KINDS = {"m": 1, "p": 2, "k": 2}
"""The kinds of targets that ask: a rank, the place of a town in it, a fact of a town; and how many ids they hold."""
_FEWEST_RANKED = 2


def question(reader: Reader, kind: str, measure: Measure, *town: str) -> str | None:
    """What a target asks: 「产值排名」, 「甲镇产值排第几」, 「甲镇产值」; None where the engine would not answer it."""
    name = reader.desk.measure(measure.id)
    if kind == "m":
        asked = reader.printer.word("ask_rank", measure=name) if is_ranked(reader, measure) else ""
    else:
        wording = "ask_place" if kind == "p" else "ask_fact"
        asked = reader.printer.word(wording, subject=reader.desk.name(town[0]), measure=name)
    return asked if asked and reader.printer.answer(asked) is not None else None


def button(reader: Reader, label: str, kind: str, measure: Measure, *town: str) -> list[Button]:
    """A button that asks; none where the engine would not answer."""
    asked = question(reader, kind, measure, *town)
    return [] if asked is None else [reader.asking(label or asked, target(kind, *town, measure.id), asked)]


def place(reader: Reader, town: str, measure: Measure, at: str) -> Page | None:
    """The place that a town takes by a measure."""
    return _answer(reader, "p", town, measure)


def fact(reader: Reader, town: str, measure: Measure, at: str) -> Page | None:
    """A measure of a town."""
    return _answer(reader, "k", town, measure)


def _answer(reader: Reader, kind: str, town: str, measure: Measure) -> Page | None:
    asked = question(reader, kind, measure, town)
    reply = None if asked is None else reader.printer.answer(asked)
    if asked is None or reply is None:
        return None
    return as_page(asked, reply, reader.back(target("t", town)), reader.home())


def as_page(title: str, reply: Reply, *ways: Button) -> Page:
    """A reply of the engine as a page."""
    return Page(title, reply.spans, (ways,), tuple(fact.id for fact in reply.facts))


def is_ranked(reader: Reader, measure: Measure) -> bool:
    """Whether enough towns have a figure of a measure for an order."""
    return measure.kind in NUMERIC_KINDS and len(reader.shelves.town_facts(measure.id)) >= _FEWEST_RANKED
