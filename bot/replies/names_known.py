"""What the checker is told of a fact base: which names may stand for what, and how far counts and units reach."""

from __future__ import annotations

from bot.knowledge.catalogue import Catalogue
from bot.replies.checker import Bounds


def names_of(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """For each entity and measure, the texts that may stand for it."""
    entities = {e.id: (e.name, e.short, *e.aliases) for e in catalogue.entities.values()}
    measures = {measure.id: (measure.name,) for measure in catalogue.measures.values()}
    return measures | entities


def bounds_of(catalogue: Catalogue) -> Bounds:
    """What plain counts and conversions are held against."""
    return Bounds(len(catalogue.towns), {unit.name: unit.factor for unit in catalogue.units})
