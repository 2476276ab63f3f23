"""Whether what was found answers the question word, not only the words around it."""

from __future__ import annotations

from bot.understanding.retrieval import Found
from bot.understanding.scene import Scene, measures_of

_UNFIT = {
    "when": frozenset(("actor", "place", "list", "share")),
    "who": frozenset(("date", "place", "share", "amount", "count")),
}
"""Kinds of answer that say nothing to a question word: who issued a plan is not when it was issued."""
_NAMING = frozenset(("what", "which", "who"))
_WHY = "why"


def answers_question(scene: Scene, found: Found) -> bool:
    """Whether facts that explain the words of a clause also tell what its question word asks for."""
    return (
        _is_of_kind(scene, found)
        and _gives_reason(scene, found)
        and not _only_mentions(scene, found)
        and not _names_itself(scene, found)
    )


def _is_of_kind(scene: Scene, found: Found) -> bool:
    unfit = frozenset(kind for ask in scene.asks for kind in _UNFIT.get(ask, frozenset()))
    return len(scene.asks) != 1 or not unfit or not all(signature.kind in unfit for signature in found.signatures)


def _gives_reason(scene: Scene, found: Found) -> bool:
    """Whether facts tell why, where why is asked: a figure, or what was done, is no reason for it."""
    if _WHY not in scene.asks:
        return True
    asked = set(measures_of(scene.strong, scene.index))
    measures = scene.catalogue.measures
    return any(
        signature.measure in asked or _WHY in measures[signature.measure].answers for signature in found.signatures
    )


def _only_mentions(scene: Scene, found: Found) -> bool:
    """Whether names of a kind are asked for (有什么品牌) and a statement only holds the word (品牌建设)."""
    if len(scene.evidence) != 1 or not scene.asks & _NAMING or any(s.kind != "statement" for s in found.signatures):
        return False
    measures = scene.catalogue.measures
    named = [ref for kind, ref in scene.evidence[0] if kind == "measure"]
    return bool(named) and all(measures[ref].kind == "list" for ref in named) and not set(named) & set(found.measures)


def _names_itself(scene: Scene, found: Found) -> bool:
    """Whether a list gives nothing but what the question names: 「领导小组有谁」."""
    named = {entity for refs in scene.entities for entity in refs}
    items = {item for signature in found.signatures for item in signature.items}
    return bool(items & named) and bool(scene.asks & _NAMING) and items <= named
