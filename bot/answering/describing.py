"""What a subject is, in its main facts: a few figures, what it makes, what it stands for."""

from __future__ import annotations

from bot.answering.entries import Ledger
from bot.answering.result import Described, Entry, Result
from bot.knowledge.model import Fact, Items, Text
from bot.knowledge.quantity import Quantity
from bot.understanding.query import Query

_MOST_FIGURES = 4
_MOST_TEXTS = 3
_MOST_MORE = 5
_TELLING = frozenset(("statement", "rank"))
"""Kinds of text that introduce a subject; dates and titles are told when asked for."""


def describe(query: Query, ledger: Ledger) -> Result:
    """The facts that introduce a subject, in the order of its file."""
    subject = query.subjects[0]
    catalogue = ledger.catalogue
    entity = catalogue.entities[subject]
    if entity.kind in ("county", "city"):
        towns = tuple(town.id for town in catalogue.towns if subject in catalogue.above(town.id))
        texts = _chosen(catalogue.facts_of.get(subject, ()), (Text,), _MOST_TEXTS)
        return Described(subject, tuple(_entry(fact) for fact in texts), towns, query)
    facts = [
        fact
        for fact in catalogue.facts_of.get(subject, ())
        if fact.measure not in ("level", "county") and fact.id not in query.told
    ]
    if query.told:
        return Described(subject, tuple(_entry(fact) for fact in facts[:_MOST_MORE]), (), query)
    listed = catalogue.facts_naming.get(subject, ())
    figures = _chosen(facts, (Quantity,), _MOST_FIGURES)
    telling = [fact for fact in facts if catalogue.measures[fact.measure].kind in _TELLING]
    texts = _chosen(telling, (Text,), _MOST_TEXTS)
    lists = [] if texts and figures else _chosen(facts, (Items,), 1)
    named = [] if facts else list(listed[:1])
    return Described(subject, tuple(_entry(fact) for fact in (*figures, *texts, *lists, *named)), (), query)


def _chosen(facts: tuple[Fact, ...] | list[Fact], kinds: tuple[type, ...], most: int) -> list[Fact]:
    """The first facts of a kind, one a measure."""
    chosen: dict[str, Fact] = {}
    for fact in facts:
        if isinstance(fact.value, kinds) and not fact.dimensions:
            chosen.setdefault(fact.measure, fact)
    return list(chosen.values())[:most]


def _entry(fact: Fact) -> Entry:
    return Entry(fact.id, fact.subject, fact.measure, fact.value, (fact,), fact.period)
