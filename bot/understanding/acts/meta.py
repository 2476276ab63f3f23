"""Questions about the last answer: its source, its year, once more."""

from __future__ import annotations

from bot.understanding.conversation.references import entity_in_hand
from bot.understanding.query import Failure, Query
from bot.understanding.scene import Scene


def read_source(scene: Scene) -> Query | Failure | None:
    """Where the last figure, or the named one, comes from."""
    if scene.evidence and scene.names:
        found = scene.find(scene.names, scene.evidence)
        if found:
            return Query("source", tuple(s.id for s in found.signatures), found.subjects)
    if scene.context.signatures or scene.context.subjects:
        return Query("source", scene.context.signatures, scene.context.subjects, about_last=True)
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
        return Query("period", scene.context.signatures, scene.context.subjects, about_last=True)
    return None


def read_repeat(scene: Scene) -> Query | Failure | None:
    """The last answer once more."""
    return _again(scene, brief=False)


def read_shorter(scene: Scene) -> Query | Failure | None:
    """The last answer in as few words as can be."""
    return _again(scene, brief=True)


def _again(scene: Scene, brief: bool) -> Query | Failure | None:
    if scene.names and not scene.inherited_names:
        return None
    context = scene.context
    if context.signatures:
        return Query("lookup", context.signatures, context.subjects, context.measures, brief=brief, about_last=True)
    if context.subjects:
        return Query("describe", subjects=context.subjects[:1], about_last=True)
    return scene.fail("nothing_before")


def read_more(scene: Scene) -> Query | Failure | None:
    """What else there is about the subject in hand."""
    if scene.names and not scene.inherited_names:
        return None
    entity = entity_in_hand(scene.context)
    if entity is None or entity not in scene.catalogue.entities:
        return scene.fail("nothing_before")
    town = entity if scene.catalogue.facts_of.get(entity) else scene.catalogue.town_of(entity) or entity
    told = scene.context.told
    if all(fact.id in told for fact in scene.catalogue.facts_of.get(town, ())):
        return scene.fail("no_more", (town,))
    return Query("describe", subjects=(town,), told=told, about_last=True)
