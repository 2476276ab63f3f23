"""Operations on figures pass over nouns that say of what kind the things are that are set side by side: 两样特产的增速.

A word that goes with lists and statements alone can't change a figure that is called by its measure's name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.knowledge.model import NUMERIC_KINDS
from bot.understanding.query import Evidence, Failure, Query
from bot.understanding.scene import Scene, measures_of

Reader = Callable[[Scene], Query | Failure | None]
"""Reads a clause as one act: a query, why not, or None when the clause is no such question."""


def of_figures(read: Reader) -> Reader:
    """A reader that reads once more without such nouns where it finds nothing with them."""

    def reading(scene: Scene) -> Query | Failure | None:
        found = read(scene)
        if isinstance(found, Query):
            return found
        kept = _without_kinds(scene)
        again = read(replace(scene, evidence=kept)) if 0 < len(kept) < len(scene.evidence) else None
        return again if isinstance(again, Query) else found

    return reading


def _without_kinds(scene: Scene) -> tuple[Evidence, ...]:
    measures = scene.catalogue.measures
    named = [m for m in measures_of(scene.strong, scene.index) if measures[m].kind in NUMERIC_KINDS]
    return tuple(e for e in scene.evidence if not _is_kind(scene, e)) if named else scene.evidence


def _is_kind(scene: Scene, piece: Evidence) -> bool:
    """Whether a word only goes with what is told in words: 特产, 产业, 手艺."""
    measures = scene.catalogue.measures
    return all(kind == "collocate" and measures[ref].kind not in NUMERIC_KINDS for kind, ref in piece)
