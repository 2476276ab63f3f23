"""Figures worked out over the towns of a pool: gaps between places, sums by group, shares of a sum, what shares leave."""

from __future__ import annotations

from fractions import Fraction

from bot.answering import arithmetic
from bot.answering.entries import Ledger
from bot.answering.ordering import in_order
from bot.answering.result import Compared, Entry, Group, Grouped, Ranked, Rest, Result, ShareOfPool, TownNumbers
from bot.understanding.query import Query


def gap(query: Query, ledger: Ledger) -> Result:
    """The figures at two places of an order, the larger first, with their difference or ratio."""
    entries = in_order(ledger.entries(query.signatures), True)
    places = [place - 1 if place > 0 else len(entries) + place for place in query.places]
    places += [index for index, entry in enumerate(entries) if entry.subject in query.subjects]
    if any(not 0 <= place < len(entries) for place in places) or places[0] == places[1]:
        return Ranked(entries, (), lacking_of(query, entries, ledger), query)
    first, second = entries[min(places)], entries[max(places)]
    work = arithmetic.ratio if query.operator == "ratio" else arithmetic.difference
    left_out = lacking_of(query, entries, ledger)
    return Compared((first, second), work(first, second), False, query, pooled=(len(query.pool), left_out))


def lacking_of(query: Query, entries: tuple[Entry, ...], ledger: Ledger) -> int:
    """How many towns of the pool have no figure."""
    holding = {ledger.catalogue.town_of(entry.subject) for entry in entries}
    return len([town for town in query.pool if town not in holding])


def group_by(query: Query, ledger: Ledger) -> Result:
    """The figures of a pool added up for each county, level or class."""
    entries = ledger.entries(query.signatures)
    groups: list[Group] = []
    for key, towns in _members(query, ledger):
        own = tuple(entry for entry in entries if ledger.catalogue.town_of(entry.subject) in towns)
        holding = {ledger.catalogue.town_of(entry.subject) for entry in own}
        lacking = tuple(town for town in towns if town not in holding)
        if query.signatures and not own:
            groups.append(Group(key, (), None, towns))
        else:
            groups.append(Group(key, own, arithmetic.total(own) if own else None, lacking if own else towns))
    return Grouped(_ordered(tuple(groups), query), query)


def _members(query: Query, ledger: Ledger) -> list[tuple[str, tuple[str, ...]]]:
    catalogue = ledger.catalogue
    if query.target == "county":
        keys = [county.id for county in catalogue.counties]
        found = [(key, tuple(t for t in query.pool if catalogue.entities[t].part_of == key)) for key in keys]
    else:
        groups = catalogue.levels if query.target == "level" else catalogue.classes
        found = [(g.id, tuple(t.id for t in catalogue.members(g.id) if t.id in query.pool)) for g in groups]
    return [(key, towns) for key, towns in found if towns]


def _ordered(groups: tuple[Group, ...], query: Query) -> tuple[Group, ...]:
    """Groups with figures before those without, in the order of the file or, where an order is asked for, by size."""
    held = [group for group in groups if group.figure is not None or not query.signatures]
    empty = [group for group in groups if group.figure is None and query.signatures]
    if query.operator:
        held.sort(key=_size, reverse=query.operator not in ("least", "less"))
    return (*held, *empty)


def _size(group: Group) -> Fraction:
    return group.figure.value if group.figure is not None else Fraction(len(group.lacking))


def remainder(query: Query, ledger: Ledger) -> Result:
    """What is left of the whole when the stated shares are taken away."""
    entries = ledger.entries(query.signatures)
    whole: Entry | None = None
    if entries[0].is_computed:
        whole = ledger.entry(entries[0].facts[-1].id)
    return Rest(entries, arithmetic.rest(entries, whole), query)


def share_of_pool(query: Query, ledger: Ledger) -> Result:
    """A town's figure, or the sum of the first N, as a share of the sum of all that have one."""
    entries = in_order(ledger.entries(query.signatures), True)
    part = tuple(entry for entry in entries if entry.subject in query.subjects) or entries[: query.count]
    figure = arithmetic.share_of_sum(part, entries)
    return ShareOfPool(part, entries, figure, lacking_of(query, entries, ledger), query)


def town_numbers(query: Query, ledger: Ledger) -> Result:
    """The numbers of towns of some groups, with their difference or ratio, the share of the second, or the mean a county."""
    counts = [len(towns) for _, towns in query.groups]
    towns = tuple(dict.fromkeys(town for _, members in query.groups for town in members))
    counties = tuple(dict.fromkeys(str(ledger.catalogue.entities[town].part_of) for town in towns))
    told = "county" if query.operator == "average" else "level"
    inputs = tuple(i for town in towns if (i := f"{town}/{told}") in ledger.catalogue.fact_by_id)
    first, second = (counts[0], len(counties)) if query.operator == "average" else (counts[0], counts[1])
    if query.operator in ("difference", "ratio"):
        first, second = max(first, second), min(first, second)
    return TownNumbers(arithmetic.of_numbers(query.operator, first, second, inputs), counties, towns, query)
