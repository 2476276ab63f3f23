"""Questions about the last answer: its source, its year, once more."""

from __future__ import annotations

from bot.understanding.query import Failure, Query
from bot.understanding.scene import Scene


def read_source(scene: Scene) -> Query | Failure | None:
    """Where the last figure, or the named one, comes from."""
    if scene.evidence and scene.names:
        found = scene.find(scene.names, scene.evidence)
        if found:
            return Query("source", tuple(s.id for s in found.signatures), found.subjects)
    if scene.context.signatures or scene.context.subjects:
        return Query("source", scene.context.signatures, scene.context.subjects)
    return Query("source", subjects=(scene.catalogue.city,))


def read_period(scene: Scene) -> Query | Failure | None:
    """Of which year the last figure, or the named one, is."""
    asks = scene.clause.has("meta", "period") or "when" in scene.asks
    if not asks:
        return None
    if scene.evidence and scene.names and not scene.inherited_names:
        found = scene.find(scene.names, scene.evidence, frozenset())
        if found and all(s.kind in ("amount", "count", "share") for s in found.signatures):
            return Query("period", tuple(s.id for s in found.signatures), found.subjects)
        return None
    if scene.context.signatures and (scene.clause.has("meta", "period") or not scene.evidence):
        return Query("period", scene.context.signatures, scene.context.subjects)
    return None


def read_repeat(scene: Scene) -> Query | Failure | None:
    """The last answer once more."""
    if scene.context.signatures:
        return Query("lookup", scene.context.signatures, scene.context.subjects, scene.context.measures)
    return scene.fail("nothing_before")
