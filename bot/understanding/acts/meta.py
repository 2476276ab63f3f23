"""Questions about the last answer: its source, its year, once more."""

from __future__ import annotations

from bot.knowledge.model import NUMERIC_KINDS
from bot.understanding.conversation.references import entity_in_hand
from bot.understanding.query import Act, Failure, Query
from bot.understanding.scene import Scene, measures_of

_WORKED_OUT: dict[str, Act] = {"total": "total", "compare": "compare", "share": "share"}
"""Acts that are read once more just as they were."""


def read_source(scene: Scene) -> Query | Failure | None:
    """Where the last figure, or the named one, comes from."""
    if scene.evidence and scene.names:
        found = scene.find(scene.names, scene.evidence)
        if found:
            return Query("source", tuple(s.id for s in found.signatures), found.subjects)
    if any(sense.kind == "quote" for piece in scene.evidence for sense in piece):
        # 「某句话有出处没」: who is called so, and in which source.
        found = scene.find((), scene.evidence, frozenset())
        return Query("lookup", tuple(s.id for s in found.signatures), found.subjects, found.measures) if found else None
    if scene.context.signatures or scene.context.subjects:
        return Query("source", scene.context.signatures, scene.context.subjects, about_last=True)
    return Query("source", subjects=(scene.catalogue.city,))


def read_computed(scene: Scene) -> Query | Failure | None:
    """How the last figure, or the named one, was worked out; where it is stated as it is, where it comes from."""
    if scene.names and scene.strong:
        found = scene.find(scene.names, scene.evidence, frozenset())
        return Query("lookup", tuple(s.id for s in found.signatures), found.subjects, found.measures) if found else None
    if scene.strong or (scene.names and not scene.inherited_names):
        return None
    context = scene.context
    signatures = [scene.index.by_id[i] for i in context.signatures if i in scene.index.by_id]
    if context.worked_out or any(signature.is_derived for signature in signatures):
        return _again(scene, brief=False)
    return read_source(scene) if signatures else None


def read_period(scene: Scene) -> Query | Failure | None:
    """Of which year the last figure, or the named one, is."""
    asks = scene.clause.has("meta", "period") or "when" in scene.asks
    named = any(mention.period is not None and mention.start >= 0 for mention in scene.clause.words)
    if named and "yesno" in scene.asks and scene.clause.has("number"):
        # 「产值41亿(2024年),年份对不对」 claims the year that it names.
        return None
    if not asks or (named and scene.inherited_names):
        # 「有2023年的吗」 asks for another year's figure, not for the year of the last one.
        return None
    if scene.evidence and scene.names and (not scene.inherited_names or _names_figure(scene)):
        found = scene.find(scene.names, scene.evidence, frozenset())
        if found and all(s.kind in NUMERIC_KINDS for s in found.signatures):
            return Query("period", tuple(s.id for s in found.signatures), found.subjects, found.measures)
        return None
    if _names_figure(scene):
        # 「产值是哪年的」 is about that figure of whom was spoken of, whatever was said last.
        return None
    if scene.context.signatures and (scene.clause.has("meta", "period") or not scene.evidence):
        return Query("period", scene.context.signatures, scene.context.subjects, about_last=True)
    return None


def _names_figure(scene: Scene) -> bool:
    """Whether the year of a figure that is named is asked for."""
    measures = measures_of(scene.strong, scene.index)
    return any(scene.catalogue.measures[measure].kind in NUMERIC_KINDS for measure in measures)


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
    if context.worked_out and not brief:
        act, operator, *pool = context.worked_out
        return Query(
            _WORKED_OUT[act], context.signatures, context.subjects, context.measures, pool=tuple(pool),
            operator=operator, inherited=context.subjects, about_last=True,
        )  # fmt: skip
    if context.signatures:
        return Query("lookup", context.signatures, context.subjects, context.measures, brief=brief, about_last=True)
    if context.subjects:
        return Query("describe", subjects=context.subjects[:1], about_last=True)
    return scene.fail("nothing_before")


def read_more(scene: Scene) -> Query | Failure | None:
    """The next places of an order that was given in part; else what else there is about the subject in hand."""
    if scene.names and not scene.inherited_names:
        return None
    if scene.context.order:
        operator, given, pool_text, year = scene.context.order
        return Query(
            "rank", scene.context.order_of, measures=scene.context.measures, pool=scene.context.order_pool,
            pool_text=pool_text, operator=operator, start=int(given), year=year or None,
        )  # fmt: skip
    entity = entity_in_hand(scene.context)
    if entity is None or entity not in scene.catalogue.entities or (scene.context.mentions and not scene.context.act):
        # What was not answered has no more to it.
        return scene.fail("nothing_before")
    town = entity if scene.catalogue.facts_of.get(entity) else scene.catalogue.town_of(entity) or entity
    told = scene.context.told
    if all(fact.id in told for fact in scene.catalogue.facts_of.get(town, ())):
        return scene.fail("no_more", (town,))
    return Query("describe", subjects=(town,), told=told, about_last=True)
