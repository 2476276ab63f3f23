"""Replies that name towns, counties and what things belong to; descriptions; sources and years."""

from __future__ import annotations

from bot.answering.result import Dated, Described, Entry, Held, Lacking, Listed, Placed, Sourced
from bot.replies.desk import Desk, Draft
from bot.replies.reply import Span


def listed(result: Listed, desk: Desk) -> Draft:
    """Towns or counties with their number."""
    query = result.query
    entities = desk.catalogue.entities
    count = desk.count(len(result.entities))
    if result.entities and entities[result.entities[0]].kind == "county":
        return _counties(result, desk)
    names = desk.names(result.entities)
    pool: tuple[Span, ...] = (Span(query.pool_text, "name", "pool"),) if query.pool_text else ()
    if result.verdict is not None:
        spans = desk.say("towns_yes" if result.verdict == "yes" else "towns_no", count=count, pool=pool, names=names)
    elif query.operator == "count" and not _covers_levels(result, desk):
        spans = desk.say("towns_count", count=count, pool=pool, names=names)
    elif _covers_levels(result, desk) or (not query.pool_text and len(result.entities) == len(desk.catalogue.towns)):
        spans = _whole_city(result, desk)
    else:
        spans = desk.say("towns", count=count, pool=pool, names=names)
    return Draft("answered", (*spans, *_cited(result.entities, desk)), result.facts, listed=result.entities)


def _covers_levels(result: Listed, desk: Desk) -> bool:
    """Whether all levels were named one by one, so that each has its number told: 「省级和市级各几个」."""
    text = result.query.pool_text
    return len(result.entities) == len(desk.catalogue.towns) and all(
        level.name in text for level in desk.catalogue.levels
    )


def lacking(result: Lacking, desk: Desk) -> Draft:
    """The towns of which a measure is not stated; that the page leaves it open is all that is said."""
    query = result.query
    entities = result.entities
    if query.target == "county":
        entities = tuple(dict.fromkeys(str(desk.catalogue.entities[town].part_of) for town in entities))
    measure, count = desk.measure(query.measures[0]), desk.count(len(entities))
    pool = desk.pool(query) if query.pool_text or query.left_out else ()
    if entities:
        spans = desk.say("lacking", pool=pool, measure=measure, count=count, names=desk.names(entities))
    else:
        spans = desk.say("lacking_none", pool=pool, measure=measure)
    return Draft("answered", (*spans, *_cited(result.entities, desk)), listed=entities)


def _cited(entities: tuple[str, ...], desk: Desk) -> tuple[Span, ...]:
    """The source of the list of towns: that of their own facts."""
    facts = [fact for entity in entities for fact in desk.catalogue.facts_of.get(entity, ())[:1]]
    return desk.sources(facts)


def _whole_city(result: Listed, desk: Desk) -> tuple[Span, ...]:
    catalogue = desk.catalogue
    levels: tuple[Span, ...] = ()
    for level in catalogue.levels:
        members = [town.id for town in catalogue.members(level.id)]
        levels += desk.say(
            "level_line", level=desk.name(level.id), count=desk.count(len(members)), names=desk.names(members)
        )
    return desk.say("city_towns", city=desk.name(catalogue.city), count=desk.count(len(result.entities)), levels=levels)


def _counties(result: Listed, desk: Desk) -> Draft:
    towns_of = {county: [t.id for t in desk.catalogue.towns if t.part_of == county] for county in result.entities}
    if result.query.act == "rank" and len(result.entities) == 1:
        county = result.entities[0]
        spans = desk.say(
            "county_most",
            county=desk.name(county),
            count=desk.count(result.counts[0]),
            names=desk.names(towns_of[county]),
        )
    elif result.query.act == "rank":
        lines = [
            desk.say("county_line", county=desk.name(county), count=desk.count(count))
            for county, count in zip(result.entities, result.counts, strict=True)
        ]
        spans = desk.joined(lines, "next_line")
    else:
        spans = desk.say("counties", count=desk.count(len(result.entities)), names=desk.names(result.entities))
    towns = tuple(town for county in result.entities for town in towns_of[county])
    return Draft("answered", (*spans, *_cited(towns, desk)), listed=result.entities)


def placed(result: Placed, desk: Desk) -> Draft:
    """The town or county of a thing, or the towns that have something."""
    catalogue = desk.catalogue
    query = result.query
    facts = [fact for entry in result.entries for fact in entry.facts]
    if query.target == "place":
        lines = [_place(entity, desk) for entity in query.subjects if catalogue.town_of(entity)]
        spans = desk.joined(lines, "next_line")
        towns = tuple(str(catalogue.town_of(entity)) for entity in query.subjects if catalogue.town_of(entity))
        return Draft("answered", (*spans, *desk.sources(facts)), desk.stated(result.entries), listed=towns)
    towns = tuple(dict.fromkeys(str(catalogue.town_of(entry.subject)) for entry in result.entries))
    if query.target == "county":
        counties = tuple(dict.fromkeys(str(catalogue.entities[town].part_of) for town in towns))
        spans = desk.say("towns_one", count=desk.count(len(counties)), names=desk.names(counties))
        towns = counties
    elif len(result.entries) == 1:
        town, entry = towns[0], result.entries[0]
        county = desk.name(str(catalogue.entities[town].part_of))
        spans = desk.say(
            "which_one", town=desk.name(town), county=county, thing=desk.label(entry), label=desk.value(entry)
        )
    else:
        spans = desk.say("which_head", count=desk.count(len(towns)))
        for entry in result.entries:
            town = str(catalogue.town_of(entry.subject))
            spans += desk.say(
                "which_line", town=desk.name(town), label=_short_label(entry, town, desk), value=desk.value(entry)
            )
    return Draft(
        "answered",
        (*spans, *desk.sources(facts)),
        desk.stated(result.entries),
        desk.computations(result.entries),
        listed=towns,
    )


def held(result: Held, desk: Desk) -> Draft:
    """Who or what it is, and the fact that says so."""
    facts = [fact for entry in result.entries for fact in entry.facts]
    holders = tuple(dict.fromkeys(_holder(entry, result, desk) for entry in result.entries))
    lines = [desk.line(entry) for entry in result.entries]
    spans = desk.say("held", holders=desk.joined(holders, "comma"), lines=desk.joined(lines, "next_line"))
    listed_towns = tuple(dict.fromkeys(entry.subject for entry in result.entries))
    return Draft("answered", (*spans, *desk.sources(facts)), desk.stated(result.entries), listed=listed_towns)


def _holder(entry: Entry, result: Held, desk: Desk) -> tuple[Span, ...]:
    """The name of a subject; of a town its county too, of a county that is asked for no more than that."""
    catalogue = desk.catalogue
    town = catalogue.town_of(entry.subject)
    if town is None:
        return (desk.name(entry.subject),)
    county = desk.name(str(catalogue.entities[town].part_of))
    if result.query.target == "county":
        return (county,)
    return desk.say(
        "holder", holder=desk.name(entry.subject), place=county if town == entry.subject else desk.name(town)
    )


def _short_label(entry: Entry, town: str, desk: Desk) -> tuple[Span, ...]:
    return desk.label(entry, with_period=False, with_subject=entry.subject != town)


def _place(entity: str, desk: Desk) -> tuple[Span, ...]:
    catalogue = desk.catalogue
    town = str(catalogue.town_of(entity))
    county = desk.name(str(catalogue.entities[town].part_of))
    if town == entity:
        return desk.say("which_town_place", town=desk.name(town), county=county)
    return desk.say("which_place", thing=desk.name(entity), town=desk.name(town), county=county)


def described(result: Described, desk: Desk) -> Draft:
    """Who the subject is, in a few lines."""
    catalogue = desk.catalogue
    entity = catalogue.entities[result.subject]
    name = desk.name(result.subject)
    if entity.kind == "county":
        spans = desk.say(
            "described_county", county=name, count=desk.count(len(result.towns)), names=desk.names(result.towns)
        )
        return Draft("answered", (*spans, *_cited(result.towns, desk)), listed=result.towns)
    if entity.kind == "city":
        spans = _whole_city(Listed(result.towns, result.query), desk)
        for entry in result.entries:
            spans += desk.say("described_line", label=desk.label(entry, with_subject=False), value=desk.value(entry))
        facts = [fact for entry in result.entries for fact in entry.facts]
        return Draft("answered", (*spans, *_cited(result.towns, desk)), tuple(facts), listed=result.towns)
    town = catalogue.town_of(result.subject)
    if entity.kind == "town" and entity.level:
        county = desk.name(str(entity.part_of))
        spans = desk.say("described_town", subject=name, county=county, level=desk.name(entity.level))
    elif town is not None and town != result.subject:
        spans = desk.say("described_part", subject=name, town=desk.name(town))
    else:
        spans = desk.say("described_head", subject=name)
    for entry in result.entries:
        own = entry.subject != result.subject
        line = desk.line(entry, with_subject=own)
        spans += (*desk.word("next_line"), *line)
    facts = [fact for entry in result.entries for fact in entry.facts] or list(
        catalogue.facts_of.get(town or "", ())[:1]
    )
    return Draft("answered", (*spans, *desk.sources(facts)), desk.stated(result.entries), listed=(result.subject,))


def sourced(result: Sourced, desk: Desk) -> Draft:
    """Title, authors, and that the date is not given."""
    source = desk.catalogue.sources[result.sources[0]]
    title = Span(source.label, "name", source.id)
    dated: tuple[Span, ...] = (Span(source.dated, "name", source.id),) if source.dated else desk.word("source_undated")
    if source.authors:
        authors = desk.joined([(Span(author, "name", source.id),) for author in source.authors], "comma")
        spans = desk.say("source_answer", sources=title, authors=authors, dated=dated)
    else:
        spans = desk.say("source_plain", sources=title, dated=dated)
    return Draft("answered", spans, desk.stated(result.entries))


def dated(result: Dated, desk: Desk) -> Draft:
    """The year of the last figures, 原文未注明 included."""
    lines: list[tuple[Span, ...]] = []
    for entry in result.entries:
        label = desk.label(entry, with_period=False)
        known = entry.period or entry.facts[0].period_text
        if known:
            lines.append(desk.say("period_answer", period=desk.period(entry), label=label, value=desk.value(entry)))
        else:
            lines.append(desk.say("period_none", label=label, value=desk.value(entry)))
    spans = desk.joined(lines, "next_line")
    facts = [fact for entry in result.entries for fact in entry.facts]
    return Draft(
        "answered", (*spans, *desk.sources(facts)), desk.stated(result.entries), desk.computations(result.entries)
    )
