"""The facts of a town, or of the city itself, topic by topic: its own first, then those of its parts; figures before words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from bot.answering.result import Entry
from bot.knowledge.catalogue import Catalogue
from bot.knowledge.model import NUMERIC_KINDS, Fact, Items, Measure, Topic


class Shelves:
    """Which fact stands under which topic of which town."""

    def __init__(self, catalogue: Catalogue, unsorted: str) -> None:
        """Args: unsorted: the name of the only topic where the YAML declares none."""
        self._catalogue = catalogue
        self.topics = catalogue.topics or (Topic("all", unsorted),)
        self.by_id: Mapping[str, Topic] = {topic.id: topic for topic in self.topics}
        self._places = {measure: place for place, measure in enumerate(catalogue.measures)}
        self._ranks = {topic.id: place for place, topic in enumerate(self.topics)}

    def topic_of(self, measure: str) -> Topic:
        """The topic of a measure; the last one where it declares none."""
        return self.by_id.get(self._catalogue.measures[measure].topic, self.topics[-1])

    def holder(self, fact: Fact) -> str:
        """The town whose pages state a fact; the city for what belongs to no town."""
        return self._catalogue.town_of(fact.subject) or self._catalogue.city

    def facts(self, holder: str, topic: str) -> tuple[Fact, ...]:
        """The facts of a town, or of the city itself, under a topic."""
        return self._filed.get((holder, topic), ())

    def topics_of(self, holder: str) -> tuple[Topic, ...]:
        """The topics under which a town, or the city itself, has facts."""
        return tuple(topic for topic in self.topics if self.facts(holder, topic.id))

    def investors_ask(self, topic: str) -> tuple[Measure, ...]:
        """The measures of a topic that investors ask for and that some town or the city has."""
        return tuple(
            measure
            for measure in self._catalogue.measures.values()
            if measure.investors and self.topic_of(measure.id).id == topic and self.with_measure(measure.id)
        )

    @cached_property
    def investors_topics(self) -> tuple[Topic, ...]:
        """The topics that investors ask about."""
        return tuple(topic for topic in self.topics if self.investors_ask(topic.id))

    def with_measure(self, measure: str) -> tuple[Fact, ...]:
        """All facts of a measure, town by town."""
        return self._by_measure.get(measure, ())

    def town_facts(self, measure: str) -> tuple[Fact, ...]:
        """The facts of a measure that towns themselves have."""
        entities = self._catalogue.entities
        return tuple(fact for fact in self.with_measure(measure) if entities[fact.subject].kind == "town")

    def missing(self, town: str, topic: str) -> tuple[str, ...]:
        """What investors ask for under a topic and what is stated of other towns, but not of this one or a part of it."""
        found = {fact.measure for fact in self.facts(town, topic)}
        return tuple(
            measure.id
            for measure in self.investors_ask(topic)
            if measure.id not in found
            and any(self._catalogue.town_of(f.subject) for f in self.with_measure(measure.id))
        )

    def order(self, fact: Fact) -> tuple[int, int, int]:
        """Where a fact stands on a fact sheet: by topic, figures first, then as the measures are declared."""
        return (self._ranks[self.topic_of(fact.measure).id], self._form(fact), self._places[fact.measure])

    @cached_property
    def _filed(self) -> dict[tuple[str, str], tuple[Fact, ...]]:
        filed: dict[tuple[str, str], list[Fact]] = {}
        for fact in self._catalogue.facts:
            filed.setdefault((self.holder(fact), self.topic_of(fact.measure).id), []).append(fact)
        return {key: tuple(self._sorted(key[0], facts)) for key, facts in filed.items()}

    @cached_property
    def _by_measure(self) -> dict[str, tuple[Fact, ...]]:
        found: dict[str, list[Fact]] = {}
        for holder in (self._catalogue.city, *(town.id for town in self._catalogue.towns)):
            for topic in self.topics:
                for fact in self.facts(holder, topic.id):
                    found.setdefault(fact.measure, []).append(fact)
        return {measure: tuple(facts) for measure, facts in found.items()}

    def _sorted(self, holder: str, facts: list[Fact]) -> Iterator[Fact]:
        subjects = {holder: 0} | {part: place for place, part in enumerate(self._catalogue.below(holder), start=1)}
        yield from sorted(
            facts, key=lambda fact: (subjects[fact.subject], self._form(fact), self._places[fact.measure])
        )

    def _form(self, fact: Fact) -> int:
        """Figures before lists, lists before words."""
        if self._catalogue.measures[fact.measure].kind in NUMERIC_KINDS:
            return 0
        return 1 if isinstance(fact.value, Items) else 2


def entry_of(fact: Fact) -> Entry:
    """A stated fact as composers take it."""
    return Entry(fact.id, fact.subject, fact.measure, fact.value, (fact,), fact.period)
