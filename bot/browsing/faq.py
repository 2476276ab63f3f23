"""What investors ask: topic by topic, of one town or across towns. What is not stated is said."""

from __future__ import annotations

from dataclasses import replace

from bot.browsing import asked
from bot.browsing.page import Button, Page, in_rows, short_label
from bot.browsing.reader import Reader
from bot.browsing.stating import below, line, row, undated
from bot.browsing.targets import leaves, page_at, target
from bot.browsing.town_pages import facts_at
from bot.knowledge.model import Fact, Measure, Topic
from bot.language.lengths import utf16_units
from bot.replies.reply import Span

_LONGEST_ANSWER = 3500
"""UTF-16 units of a reply that is shown on a page; a longer one is left to the channel, which can split it."""
_LONGEST_ROWS = 900
_MOST_PLACES = 2


def topics(reader: Reader, at: str) -> Page:
    """The topics, across all towns."""
    buttons = [reader.topic_button(topic, target("f", topic.id)) for topic in reader.shelves.investors_topics]
    title = reader.printer.word("button_faq")
    return reader.page(
        title, reader.desk.word("page_faq"), (), buttons, [reader.button("button_by_town", "ft")], [reader.home()]
    )


def choose_town(reader: Reader, at: str) -> Page:
    """All towns, to ask about one."""
    towns = [town.id for town in reader.catalogue.towns]
    named = [(town, reader.entity_button(town, target("a", town))) for town in towns]
    buttons, ways = reader.paged(named, "ft", at)
    title = reader.printer.word("button_by_town")
    return reader.page(title, reader.desk.word("page_faq_town"), (), buttons, ways, [reader.back("f"), reader.home()])


def across(reader: Reader, topic: Topic, at: str) -> Page | None:
    """A topic across towns: what the city has of it, the first answer in full, the others as buttons."""
    desk, city = reader.desk, reader.catalogue.city
    measures = reader.shelves.investors_ask(topic.id)
    if not measures:
        return None
    own = [fact for m in measures for fact in reader.shelves.with_measure(m.id) if reader.shelves.holder(fact) == city]
    asking = [measure for measure in measures if _is_of_towns(reader, measure)]
    title = reader.printer.text((reader.topic_span(topic),))
    if asking and not own:
        first = measure_page(reader, asking[0], at, "f")
        buttons = [button for measure in asking for button in _measure_button(reader, measure)]
        if not buttons[0].question:
            # The page that it opens is this one.
            buttons = buttons[1:]
        return replace(first, title=title, rows=(*in_rows(buttons), *first.rows))
    head = desk.say("page_head", subject=desk.name(city), topic=reader.topic_span(topic))
    spans = (*head, *below([line(fact, desk, city) for fact in own], desk), *desk.word("page_across"))
    buttons = [button for measure in asking for button in _measure_button(reader, measure)]
    return reader.page(title, spans, own, buttons, [reader.back("f"), reader.home()])


def measure(reader: Reader, measure: Measure, at: str) -> Page | None:
    """One measure across towns."""
    if not _is_of_towns(reader, measure):
        return None
    return measure_page(reader, measure, at, target("f", reader.shelves.topic_of(measure.id).id))


def measure_page(reader: Reader, measure: Measure, at: str, before: str) -> Page:
    """Figures in their order, as the engine ranks them; anything else town by town."""
    desk = reader.desk
    ways = [reader.back(before), reader.home()]
    title = reader.printer.text((desk.measure(measure.id),))
    ranking = asked.question(reader, "m", measure)
    reply = reader.printer.answer(ranking) if ranking is not None else None
    if reply is not None and utf16_units(reply.text) <= _LONGEST_ANSWER:
        return asked.as_page(title, reply, *ways)
    facts = [fact for fact in reader.shelves.with_measure(measure.id) if reader.catalogue.town_of(fact.subject)]
    sizes = [sum(len(span.text) for span in _row(reader, fact)) for fact in facts]
    pages = leaves([(fact.id, fact) for fact in facts], sizes, _LONGEST_ROWS)
    place = page_at(pages, at)
    shown = [fact for _, fact in pages[place]] if pages else []
    holders = {reader.shelves.holder(fact) for fact in facts}
    head = desk.say("page_holders", measure=desk.measure(measure.id), some=desk.count(len(holders)))
    lacking = len(reader.catalogue.towns) - len(holders)
    say = "page_unlisted_rest" if measure.kind == "list" else "page_lacking"
    note = desk.say(say, left=desk.count(lacking), measure=desk.measure(measure.id)) if lacking else ()
    spans = (*head, *below([_row(reader, fact) for fact in shown], desk), *undated(shown, desk), *note)
    beside = reader.ways_beside([page[0][0] for page in pages], place, target("m", measure.id))
    return reader.page(title, spans, shown, [], beside, ways)


def of_town(reader: Reader, town: str, at: str) -> Page:
    """The topics, for one town."""
    desk = reader.desk
    spans = desk.say("page_faq_of", subject=desk.name(town))
    buttons = [reader.topic_button(topic, target("a", town, topic.id)) for topic in reader.shelves.investors_topics]
    more = [reader.button("button_sheet", target("s", town)), reader.button("button_town", target("t", town))]
    title = reader.printer.text((desk.name(town),))
    return reader.page(title, spans, (), buttons, more, [reader.back("ft"), reader.home()])


def of_town_topic(reader: Reader, town: str, topic: Topic, at: str) -> Page:
    """The answers of one town, what the source does not say, and questions that go on from there."""
    desk = reader.desk
    shown, firsts, place = facts_at(reader, town, topic, at)
    head = desk.say("page_head", subject=desk.name(town), topic=reader.topic_span(topic))
    missing = reader.shelves.missing(town, topic.id)
    spans = (*head, *below([line(fact, desk, town) for fact in shown], desk), *undated(shown, desk))
    if missing:
        spans = (*spans, *_missing(reader, missing))
    elif not shown:
        spans = (*spans, *desk.word("next_line"), *desk.word("no_such_fact_plain"))
    title = reader.printer.text((desk.name(town), *desk.word("separator"), reader.topic_span(topic)))
    own = target("a", town, topic.id)
    ways = [reader.back(target("a", town)), reader.home()]
    return reader.page(
        title, spans, shown, places(reader, town, shown, _MOST_PLACES), reader.ways_beside(firsts, place, own), ways
    )


def places(reader: Reader, town: str, facts: list[Fact], most: int) -> list[Button]:
    """Questions for the place that a town takes by its figures."""
    buttons: list[Button] = []
    for fact in facts:
        if len(buttons) >= most:
            break
        measure = reader.catalogue.measures[fact.measure]
        if fact.subject == town and measure.investors and asked.is_ranked(reader, measure):
            label = reader.printer.word("button_place", measure=reader.desk.measure(measure.id))
            buttons += asked.button(reader, label, "p", measure, town)
    return buttons


def _missing(reader: Reader, measures: tuple[str, ...]) -> tuple[Span, ...]:
    """「原文没有写:产值。」, and of lists 「原文没有列出:企业。」: a town may have firms, and their number, without names."""
    desk, spans = reader.desk, tuple[Span, ...]()
    for say, are_lists in (("page_missing", False), ("page_unlisted", True)):
        names = [(desk.measure(m),) for m in measures if (reader.catalogue.measures[m].kind == "list") == are_lists]
        spans += desk.say(say, measures=desk.joined(names, "comma")) if names else ()
    return spans


def _is_of_towns(reader: Reader, measure: Measure) -> bool:
    """Whether some town, or a part of one, has a measure."""
    return any(reader.catalogue.town_of(fact.subject) for fact in reader.shelves.with_measure(measure.id))


def _measure_button(reader: Reader, measure: Measure) -> list[Button]:
    """The way to a measure across towns."""
    label = reader.printer.word("button_holders", measure=reader.desk.measure(measure.id))
    return asked.button(reader, "", "m", measure) or [Button(short_label(label), target("m", measure.id))]


def _row(reader: Reader, fact: Fact) -> tuple[Span, ...]:
    return row(fact, reader.desk, reader.shelves.holder(fact))
