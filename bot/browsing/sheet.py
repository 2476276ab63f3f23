"""A town in one message that can be passed on: who it is, its main facts by topic, the source."""

from __future__ import annotations

from collections.abc import Sequence

from bot.browsing import asked
from bot.browsing.faq import places
from bot.browsing.page import Button, Page
from bot.browsing.reader import Reader
from bot.browsing.stating import line, undated
from bot.browsing.targets import target
from bot.browsing.town_pages import introduced
from bot.knowledge.model import NUMERIC_KINDS, Fact, Text
from bot.replies.reply import Span

_LONGEST = 700
"""Characters of facts on a sheet as composed; with its head and source it is read in a minute."""
_LONGEST_IN_ENGLISH = 380
"""The same for English, which is composed with Chinese names and becomes three times as long."""
_MOST_QUESTIONS = 3
_LAST_TURN = 5


def sheet(reader: Reader, town: str, at: str = "") -> Page:
    """The fact sheet of a town."""
    desk = reader.desk
    entity = reader.catalogue.entities[town]
    facts = _chosen(reader, town)
    name = Span(entity.name, "name", town)
    spans = introduced(reader, entity, name)
    for topic in reader.shelves.topics:
        lines = [line(fact, desk, town) for fact in facts if reader.shelves.topic_of(fact.measure) == topic]
        if lines:
            told = desk.joined(lines, "semicolon")
            spans = (*spans, *desk.say("sheet_topic", topic=reader.topic_span(topic), facts=told))
    spans = (*spans, *undated(facts, desk))
    ways = [reader.back(target("t", town)), reader.home()]
    return reader.page(reader.printer.text((desk.name(town),)), spans, facts, _questions(reader, town, facts), ways)


def _chosen(reader: Reader, town: str) -> list[Fact]:
    """What investors ask for; then the other figures, names and dates, and what is said of the town, while there is room."""
    every = [fact for topic in reader.shelves.topics for fact in reader.shelves.facts(town, topic.id)]
    chosen: list[Fact] = []
    room = _LONGEST_IN_ENGLISH if reader.printer.language == "en" else _LONGEST
    for fact in sorted(every, key=lambda fact: _turn(reader, town, fact)):
        size = sum(len(span.text) for span in line(fact, reader.desk, town))
        if size <= room and _turn(reader, town, fact) < _LAST_TURN and not _says_again(fact, chosen):
            chosen.append(fact)
            room -= size
    return [fact for fact in every if fact in chosen]


def _turn(reader: Reader, town: str, fact: Fact) -> int:
    """When a fact gets its turn; titles and names that the head of the sheet has already get none."""
    measure = reader.catalogue.measures[fact.measure]
    if measure.investors:
        return 0
    if fact.measure in ("level", "county") or measure.kind == "label":
        return _LAST_TURN
    is_own = fact.subject == town
    if measure.kind in NUMERIC_KINDS:
        return 1 if is_own else 3
    if measure.kind in ("rank", "date", "list") and is_own:
        return 2
    return 4 if is_own and not fact.attributed else _LAST_TURN


def _says_again(fact: Fact, chosen: Sequence[Fact]) -> bool:
    return isinstance(fact.value, Text) and any(fact.value == other.value for other in chosen)


def _questions(reader: Reader, town: str, facts: list[Fact]) -> list[Button]:
    """What may be asked next: the place that the town takes, what the sheet does not tell, how all towns rank."""
    buttons = places(reader, town, facts, _MOST_QUESTIONS)
    told = {fact.measure for fact in facts} | {"level", "county"}
    measures = reader.catalogue.measures
    untold = dict.fromkeys(f.measure for f in reader.catalogue.facts_of.get(town, ()) if f.measure not in told)
    for measure in (measures[one] for one in untold):
        if len(buttons) < _MOST_QUESTIONS:
            buttons += asked.button(reader, reader.printer.text((reader.desk.measure(measure.id),)), "k", measure, town)
    for measure in (one for topic in reader.shelves.topics for one in reader.shelves.investors_ask(topic.id)):
        if len(buttons) < _MOST_QUESTIONS:
            buttons += asked.button(reader, "", "m", measure)
    return buttons
