"""Query → result. Each act is one short function of the same shape; the larger ones have files of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.answering.checking import check, figures_of, is_claimed
from bot.answering.describing import describe
from bot.answering.entries import Ledger
from bot.answering.ordering import compare, filter_by, rank, rank_of, share_of, totalled
from bot.answering.pooling import gap, group_by, remainder, share_of_pool, town_numbers
from bot.answering.result import (
    Checked,
    Dated,
    Declined,
    Held,
    Lacking,
    Listed,
    Placed,
    Result,
    Sourced,
    Stated,
)
from bot.answering.scaling import of_a_time, scaled
from bot.knowledge.model import Fact, Items
from bot.knowledge.quantity import Quantity
from bot.understanding.query import Claim, Failure, Query

_OFFERED = 2
_MOST_IDENTIFIED = 3


def answer(outcome: Query | Failure, ledger: Ledger) -> Result:
    """What a query or failure comes to."""
    if isinstance(outcome, Failure):
        return Declined(outcome, ledger.entries(outcome.offered[:_OFFERED]))
    if not all(_is_stated(claim, outcome, ledger) for claim in outcome.given):
        return Declined(
            Failure("no_such_fact", outcome.subjects, known_topic=True),
            ledger.entries(_stated_of(outcome, ledger)[:_OFFERED]),
        )
    return _ACTS[outcome.act](outcome, ledger)


def _is_stated(claim: Claim, query: Query, ledger: Ledger) -> bool:
    """Whether a figure that a question says itself is one of those who it is about, or of what they lie in."""
    return any(is_claimed(entry, claim) for entry in ledger.entries(_stated_of(query, ledger)))


def _stated_of(query: Query, ledger: Ledger) -> tuple[str, ...]:
    catalogue, by_id = ledger.catalogue, ledger.index.by_id
    used = [one for i in query.signatures if i in by_id for one in (by_id[i].inputs or (i,))]
    about = dict.fromkeys(up for i in used for up in (by_id[i].subject, *catalogue.above(by_id[i].subject)))
    facts = [fact.id for subject in about for fact in catalogue.facts_of.get(subject, ())]
    return tuple(dict.fromkeys(i for i in (*used, *facts) if isinstance(catalogue.fact_by_id[i].value, Quantity)))


def _stated(query: Query, ledger: Ledger) -> Result:
    entries = ledger.entries(query.signatures)
    if query.target == "items":
        chosen = Items(query.options)
        entries = tuple(replace(entry, value=chosen) if isinstance(entry.value, Items) else entry for entry in entries)
    return Stated(entries, query)


def _towns(query: Query, ledger: Ledger) -> Result:
    if query.claim is not None and query.claim.number is not None:
        right = query.claim.number == len(query.pool)
        if query.claim.relation == "over":
            right = len(query.pool) >= query.claim.number
        elif query.claim.relation == "under":
            right = len(query.pool) < query.claim.number
        right = right != query.claim.negated
        return Listed(query.pool, query, "yes" if right else "no", facts=_stated_count(query, ledger))
    return Listed(query.pool, query, facts=_stated_count(query, ledger))


def _stated_count(query: Query, ledger: Ledger) -> tuple[Fact, ...]:
    """The fact that states how many towns of a level there are, where the page counts them itself."""
    return tuple(
        fact
        for fact in ledger.catalogue.facts_of.get(ledger.catalogue.city, ())
        if query.pool_text and query.pool_text in fact.covers
        and isinstance(fact.value, Quantity) and fact.value.value == len(query.pool)
    )  # fmt: skip


def _lacking(query: Query, ledger: Ledger) -> Result:
    return Lacking(query.pool, query)


def _counties(query: Query, ledger: Ledger) -> Result:
    catalogue = ledger.catalogue
    counts = {county.id: 0 for county in catalogue.counties}
    for town in query.pool or tuple(town.id for town in catalogue.towns):
        counts[str(catalogue.entities[town].part_of)] += 1
    held = {county: count for county, count in counts.items() if count}
    return Listed(tuple(held), query, counts=tuple(held.values()))


def _placed(query: Query, ledger: Ledger) -> Result:
    entries = ledger.entries(query.signatures)
    towns = tuple(
        dict.fromkeys(
            town for entity in (query.subjects or ()) if (town := ledger.catalogue.town_of(entity)) is not None
        )
    )
    return Placed(entries, towns, query)


def _holder(query: Query, ledger: Ledger) -> Result:
    """The subjects of some facts; where a figure is given, only those whose figure it is."""
    entries = ledger.entries(query.signatures)
    if query.claim is not None:
        right = {entry.signature for entry in figures_of(query.claim, query.subjects, ledger)}
        entries = tuple(entry for entry in entries if entry.signature in right)
    if not entries:
        return Declined(Failure("no_such_fact", known_topic=True))
    return Held(entries, query)


def _sourced(query: Query, ledger: Ledger) -> Result:
    entries = ledger.entries(query.signatures)
    cited = dict.fromkeys(fact.source for entry in entries for fact in entry.facts)
    sources = tuple(cited) or tuple(ledger.catalogue.sources)
    return Sourced(sources, entries, query)


def _identified(query: Query, ledger: Ledger) -> Result:
    """The facts that state a figure; of several, those of the measures that were named with it."""
    found = figures_of(query.claim or Claim(), query.subjects, ledger)
    named = tuple(entry for entry in found if entry.measure in query.measures)
    entries = named or found
    if not entries or len(entries) > _MOST_IDENTIFIED:
        return Declined(Failure("no_such_fact", query.subjects, known_topic=True))
    if query.target == "period":
        return Dated(entries, query)
    towns = {town.id for town in ledger.catalogue.towns}
    of_parts = bool(set(query.subjects) & towns) and not any(entry.subject in query.subjects for entry in entries)
    if query.operator == "check" and query.measures and not of_parts:
        return Checked("yes" if named else "no", entries, query)
    return Stated(entries, query)


def _dated(query: Query, ledger: Ledger) -> Result:
    return Dated(ledger.entries(query.signatures), query)


_ACTS: Mapping[str, Callable[[Query, Ledger], Result]] = {
    "lookup": _stated,
    "check": check,
    "rank": rank,
    "rank_of": rank_of,
    "compare": compare,
    "share": share_of,
    "filter": filter_by,
    "total": totalled,
    "lacking": _lacking,
    "gap": gap,
    "group": group_by,
    "remainder": remainder,
    "share_of_pool": share_of_pool,
    "town_numbers": town_numbers,
    "towns": _towns,
    "counties": _counties,
    "which": _placed,
    "holder": _holder,
    "describe": describe,
    "source": _sourced,
    "identify": _identified,
    "period": _dated,
    "product": of_a_time,
    "scaled": scaled,
    "per_each": _stated,
}
