"""Levels and counties → towns → topics → facts."""

from __future__ import annotations

from bot.browsing.page import Button, Page, short_label
from bot.browsing.reader import Reader
from bot.browsing.stating import below, line, undated
from bot.browsing.targets import leaves, page_at, target
from bot.knowledge.model import NUMERIC_KINDS, Entity, Fact, Topic
from bot.replies.reply import Span

_MOST_FIGURES = 4
_LONGEST_TEXT = 900
"""Characters of facts on a page as composed; in English they are about three times as many."""


def home(reader: Reader, at: str = "") -> Page:
    """All towns by level, and the ways in."""
    desk, catalogue = reader.desk, reader.catalogue
    towns = [town.id for town in catalogue.towns]
    levels: tuple[Span, ...] = ()
    buttons = []
    for level in catalogue.levels:
        members = [town.id for town in catalogue.members(level.id)]
        if members:
            count = desk.count(len(members))
            levels += desk.say("level_line", level=desk.name(level.id), count=count, names=reader.names(members))
            label = reader.printer.word("button_level", level=desk.name(level.id), count=count)
            buttons.append(Button(short_label(label), target("l", level.id)))
    city = desk.name(catalogue.city)
    spans = desk.say("city_towns", city=city, count=desk.count(len(towns)), levels=levels)
    buttons.append(reader.button("button_counties", "cs"))
    if reader.shelves.topics_of(catalogue.city):
        buttons.append(reader.button("button_city", target("t", catalogue.city)))
    faq = [reader.button("button_faq", "f")] if reader.shelves.investors_topics else []
    title = reader.printer.word("button_home")
    return reader.page(title, (*spans, *desk.word("page_pick")), (), buttons, faq, cited=_own_facts(reader, towns))


def counties(reader: Reader, at: str) -> Page:
    """The counties that have towns."""
    desk, catalogue = reader.desk, reader.catalogue
    found = [c.id for c in catalogue.counties if any(town.part_of == c.id for town in catalogue.towns)]
    spans = desk.say("counties", count=desk.count(len(found)), names=reader.names(found))
    named = [(county, reader.entity_button(county, target("c", county))) for county in found]
    buttons, ways = reader.paged(named, "cs", at)
    title = reader.printer.word("button_counties")
    cited = _own_facts(reader, [town.id for town in catalogue.towns])
    return reader.page(title, spans, (), buttons, ways, [reader.home()], cited=cited)


def towns_of(reader: Reader, group: Entity, at: str) -> Page:
    """The towns of a level or a county."""
    desk, catalogue = reader.desk, reader.catalogue
    is_county = group.kind == "county"
    towns = [town.id for town in catalogue.towns if group.id in (town.part_of, town.level)]
    count, names, name = desk.count(len(towns)), reader.names(towns), desk.name(group.id)
    if is_county:
        spans = desk.say("described_county", county=name, count=count, names=names)
    else:
        spans = desk.say("towns", count=count, pool=name, names=names)
    own = target("c" if is_county else "l", group.id)
    named = [(town, reader.entity_button(town, target("t", town))) for town in towns]
    buttons, ways = reader.paged(named, own, at)
    back = [reader.back("cs"), reader.home()] if is_county else [reader.home()]
    title = reader.printer.text((name,))
    return reader.page(title, spans, (), buttons, ways, back, cited=_own_facts(reader, towns))


def town(reader: Reader, holder: str, at: str) -> Page:
    """A town, or the city itself: who it is, its main figures, and the topics of its facts."""
    desk, catalogue = reader.desk, reader.catalogue
    entity = catalogue.entities[holder]
    topics = reader.shelves.topics_of(holder)
    facts = _main_figures(reader, holder)
    spans = (*introduced(reader, entity, desk.name(holder)), *below([line(f, desk, holder) for f in facts], desk))
    spans = (*spans, *undated(facts, desk), *desk.word("page_topics"))
    named = [(topic.id, reader.topic_button(topic, target("t", holder, topic.id))) for topic in topics]
    buttons, ways = reader.paged(named, target("t", holder), at)
    title = reader.printer.text((desk.name(holder),))
    if entity.kind != "town":
        return reader.page(title, spans, facts, buttons, ways, [reader.home()], cited=_own_facts(reader, [holder]))
    more = [reader.button("button_sheet", target("s", holder))]
    if reader.shelves.investors_topics:
        more.append(reader.button("button_faq", target("a", holder)))
    level = reader.back(target("l", str(entity.level)))
    cited = _own_facts(reader, [holder])
    return reader.page(title, spans, facts, buttons, ways, more, [level, reader.home()], cited=cited)


def introduced(reader: Reader, entity: Entity, name: Span) -> tuple[Span, ...]:
    """A name with the county and the level, where it is a town's."""
    desk = reader.desk
    if entity.kind != "town" or not entity.level:
        return (name,)
    return desk.say(
        "described_town", subject=name, county=desk.name(str(entity.part_of)), level=desk.name(entity.level)
    )


def topic(reader: Reader, holder: str, topic: Topic, at: str) -> Page | None:
    """All facts of a town, its parts and products under a topic."""
    desk = reader.desk
    topics = reader.shelves.topics_of(holder)
    if topic not in topics:
        return None
    head = desk.say("page_head", subject=desk.name(holder), topic=reader.topic_span(topic))
    title = reader.printer.text((desk.name(holder), *desk.word("separator"), reader.topic_span(topic)))
    own = target("t", holder, topic.id)
    shown, firsts, place = facts_at(reader, holder, topic, at)
    spans = (*head, *below([line(fact, desk, holder) for fact in shown], desk), *undated(shown, desk))
    ways = reader.ways_beside(firsts, place, own)
    following = topics[(topics.index(topic) + 1) % len(topics)]
    on = [reader.on_button(following, target("t", holder, following.id))] if following != topic else []
    return reader.page(title, spans, shown, on, ways, [reader.back(target("t", holder)), reader.home()])


def facts_at(reader: Reader, holder: str, topic: Topic, at: str) -> tuple[list[Fact], list[str], int]:
    """The facts of one page of a topic, the ids with which all its pages begin, and the place of this one."""
    facts = reader.shelves.facts(holder, topic.id)
    sizes = [sum(len(span.text) for span in line(fact, reader.desk, holder)) for fact in facts]
    pages = leaves([(fact.id, fact) for fact in facts], sizes, _LONGEST_TEXT, _LONGEST_TEXT // 3)
    place = page_at(pages, at)
    return [fact for _, fact in pages[place]] if pages else [], [page[0][0] for page in pages], place


def _main_figures(reader: Reader, holder: str) -> list[Fact]:
    """What investors ask for first, else the first figures of all."""
    measures = reader.catalogue.measures
    own = [f for f in reader.catalogue.facts_of.get(holder, ()) if measures[f.measure].kind in NUMERIC_KINDS]
    asked = [fact for fact in own if measures[fact.measure].investors]
    return sorted(asked or own, key=reader.shelves.order)[:_MOST_FIGURES]


def _own_facts(reader: Reader, entities: list[str]) -> list[Fact]:
    """The first fact of each: its source is that of the list."""
    return [fact for entity in entities for fact in reader.catalogue.facts_of.get(entity, ())[:1]]
