"""The fact base, indexed: which entities there are, which facts they have, what belongs to what."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from bot.knowledge.model import Entity, Fact, Items, Measure, Source, Topic
from bot.knowledge.quantity import Unit

_JOINT = re.compile("[和与跟及]")

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True)
class Catalogue:
    """All that one city's YAML states. Immutable; equal YAML gives an equal catalogue."""

    city: str
    """Id of the city's entity."""
    entities: Mapping[str, Entity]
    measures: Mapping[str, Measure]
    units: tuple[Unit, ...]
    sources: Mapping[str, Source]
    facts: tuple[Fact, ...]
    levels: tuple[Entity, ...]
    classes: tuple[Entity, ...]
    english: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Names, texts and qualifiers as the YAML has them → what they are in English, the one for replies first."""
    topics: tuple[Topic, ...] = ()
    """What pages of facts are about, in the order in which they are browsed."""

    @cached_property
    def fact_by_id(self) -> Mapping[str, Fact]:
        """Facts by id."""
        return {fact.id: fact for fact in self.facts}

    @cached_property
    def facts_of(self) -> Mapping[str, tuple[Fact, ...]]:
        """The facts that an entity itself is the subject of."""
        return _grouped((fact.subject, fact) for fact in self.facts)

    @cached_property
    def facts_naming(self) -> Mapping[str, tuple[Fact, ...]]:
        """The facts whose list or dimensions hold an entity."""
        pairs: list[tuple[str, Fact]] = []
        for fact in self.facts:
            named = dict.fromkeys(item for _, item in fact.dimensions)
            if isinstance(fact.value, Items):
                named |= dict.fromkeys(fact.value.items)
            pairs += [(item, fact) for item in named]
        return _grouped(pairs)

    @cached_property
    def unit_endings(self) -> tuple[tuple[str, str], ...]:
        """What words that ask for an amount may end with (公斤 in 多少公斤), each with the unit meant; longer ones first."""
        names = [(unit.name, name) for unit in self.units for name in (unit.name, *unit.aliases) if "/" not in name]
        return tuple(
            (name, unit) for unit, name in sorted(names, key=lambda pair: (len(pair[1]), pair[0]), reverse=True)
        )

    @cached_property
    def qualifiers(self) -> frozenset[str]:
        """The words that condition some figure: its basis, what it covers, its statistic and status."""
        return frozenset(
            text
            for fact in self.facts
            for text in (fact.basis, fact.covers, fact.statistic, fact.period_text, fact.scope)
            if text
        )

    @cached_property
    def parts_of(self) -> Mapping[str, tuple[Entity, ...]]:
        """The entities directly below an entity."""
        return _grouped((entity.part_of, entity) for entity in self.entities.values() if entity.part_of)

    @cached_property
    def branch_names(self) -> Mapping[str, frozenset[str]]:
        """For each town whose names join two things (甲和乙), the names of one of them: a figure of the town is none of it."""
        found: dict[str, frozenset[str]] = {}
        for town in self.towns:
            names = [name for name in (town.name, town.short, *town.aliases) if name]
            joined = [pieces for name in names if len(pieces := tuple(filter(None, _JOINT.split(name)))) > 1]
            # 「竹编及藤编」 of a town called 藤编 says but the same twice.
            joined = [pieces for pieces in joined if all(piece in (town.short or town.name) for piece in pieces)]
            whole = {name for name in names if any(all(piece in name for piece in pieces) for pieces in joined)}
            found[town.id] = frozenset(
                name for name in names if name not in whole and any(name.endswith(pieces) for pieces in joined)
            )
        return found

    @cached_property
    def towns(self) -> tuple[Entity, ...]:
        """All towns, in the order of their files."""
        return tuple(entity for entity in self.entities.values() if entity.kind == "town")

    @cached_property
    def counties(self) -> tuple[Entity, ...]:
        """The counties, districts and county-level cities, in the city file's order."""
        return tuple(entity for entity in self.entities.values() if entity.kind == "county")

    @cached_property
    def _lineage(self) -> dict[str, tuple[str, ...]]:
        return {}

    def is_per_unit(self, measure_id: str) -> bool:
        """Whether a measure is so much for each of something (户均产值), not a share."""
        measure = self.measures[measure_id]
        return measure.formula is not None and measure.formula.operation == "divide" and measure.kind != "share"

    def above(self, entity_id: str) -> tuple[str, ...]:
        """The ids of all that an entity belongs to, nearest first."""
        known = self._lineage.get(entity_id)
        if known is None:
            chain: list[str] = []
            current = self.entities[entity_id].part_of
            while current is not None:
                chain.append(current)
                current = self.entities[current].part_of
            known = self._lineage[entity_id] = tuple(chain)
        return known

    def town_of(self, entity_id: str) -> str | None:
        """The town that an entity is or belongs to; None for the city, counties and shared names."""
        for candidate in (entity_id, *self.above(entity_id)):
            if self.entities[candidate].kind == "town":
                return candidate
        return None

    def below(self, entity_id: str) -> tuple[str, ...]:
        """The ids of all that belongs to an entity, near ones first."""
        found: list[str] = []
        layer = [entity_id]
        while layer:
            layer = [part.id for parent in layer for part in self.parts_of.get(parent, ())]
            found += layer
        return tuple(found)

    def members(self, class_id: str) -> tuple[Entity, ...]:
        """The towns of a level or class."""
        return tuple(town for town in self.towns if town.level == class_id or class_id in town.classes)


def _grouped(pairs: Iterable[tuple[K, V]]) -> Mapping[K, tuple[V, ...]]:
    groups: defaultdict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}
