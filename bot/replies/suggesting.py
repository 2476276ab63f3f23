"""Next questions that do work: other measures of the subject in hand."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.catalogue import Catalogue
from bot.knowledge.model import NUMERIC_KINDS, Fact

_MOST = 3
_ASKABLE = NUMERIC_KINDS | {"list"}


def next_questions(catalogue: Catalogue, subjects: tuple[str, ...], shown: frozenset[str]) -> tuple[str, ...]:
    """Questions about the same subjects that the reply has not answered; about any town where there is none."""
    found: dict[str, None] = {}
    for subject in subjects[:2]:
        town = catalogue.town_of(subject) or subject
        for question in _questions(catalogue, town, shown):
            found.setdefault(question)
            if len(found) == _MOST:
                return tuple(found)
    return tuple(found)


def examples(catalogue: Catalogue, most: int) -> tuple[str, ...]:
    """One question about each of the first towns, each by another measure."""
    used: set[str] = set()
    chosen: list[str] = []
    for town in catalogue.towns:
        for fact in catalogue.facts_of.get(town.id, ()):
            if fact.measure not in used and _is_plain(catalogue, fact):
                used.add(fact.measure)
                chosen.append(_question(catalogue, fact))
                break
        if len(chosen) == most:
            break
    return tuple(chosen)


def _questions(catalogue: Catalogue, subject: str, shown: frozenset[str]) -> Iterator[str]:
    seen = {catalogue.fact_by_id[fact].measure for fact in shown if fact in catalogue.fact_by_id}
    for fact in catalogue.facts_of.get(subject, ()):
        if fact.id not in shown and fact.measure not in seen and _is_plain(catalogue, fact):
            seen.add(fact.measure)
            yield _question(catalogue, fact)


def _is_plain(catalogue: Catalogue, fact: Fact) -> bool:
    return catalogue.measures[fact.measure].kind in _ASKABLE and not fact.dimensions


def _question(catalogue: Catalogue, fact: Fact) -> str:
    return catalogue.entities[fact.subject].label + catalogue.measures[fact.measure].name
