"""Statements of one event: what was done, what for, and what came of it."""

from __future__ import annotations

from bot.knowledge.signatures import Signature
from bot.understanding.scene import Scene

_MOST = 3


def with_event(scene: Scene, signatures: tuple[Signature, ...]) -> tuple[Signature, ...]:
    """A statement with the others of its event, where the question names no relation but only words of the event.

    「引进新工艺以后怎么样了」 holds the words of what was done; what came of it is the answer. A question that names a
    relation (做法, 成效, 靠什么) gets that relation alone.
    """
    if "how" in scene.asks:
        return _with_means(scene, signatures)
    return _with_holding(scene, signatures) if _names_relation(scene) else event_of(scene, signatures)


def _with_holding(scene: Scene, signatures: tuple[Signature, ...]) -> tuple[Signature, ...]:
    """Statements of a relation, with the others of their event that alone hold a word of the question: 走的什么循环路子."""
    if any(signature.kind != "statement" for signature in signatures):
        return signatures
    spoken = [m.text for m in scene.clause.required if m.has("term") and len(m.text) > 1 and not m.has("name")]
    lost = [word for word in spoken if not any(word in scene.index.own_words(s.id) for s in signatures)]
    further = tuple(
        s for s in event_of(scene, signatures)
        if s not in signatures and any(word in scene.index.own_words(s.id) for word in lost)
    )  # fmt: skip
    return (*signatures, *further)[:_MOST]


def _with_means(scene: Scene, signatures: tuple[Signature, ...]) -> tuple[Signature, ...]:
    """What came of an event, where it is asked how: what was done comes first."""
    measures = scene.catalogue.measures
    if any(signature.kind != "statement" or "how" in measures[signature.measure].answers for signature in signatures):
        return signatures if _names_relation(scene) else event_of(scene, signatures)
    means = tuple(s for s in event_of(scene, signatures) if "how" in measures[s.measure].answers)
    return (*means, *signatures)


def event_of(scene: Scene, signatures: tuple[Signature, ...]) -> tuple[Signature, ...]:
    """All statements of the one event that some statements are of; the statements themselves where there is none."""
    if len({signature.subject for signature in signatures}) != 1:
        return signatures
    facts = scene.catalogue.fact_by_id
    groups = {facts[signature.id].group for signature in signatures if signature.id in facts}
    if len(groups) != 1 or not (group := next(iter(groups))):
        return signatures
    event = tuple(
        signature
        for signature in scene.index.signatures
        if signature.id in facts and signature.subject == signatures[0].subject and facts[signature.id].group == group
    )
    return event[:_MOST] if set(signatures) <= set(event[:_MOST]) else signatures


def _names_relation(scene: Scene) -> bool:
    return bool(scene.strong) or bool(scene.asks & {"yesno", "where", "when", "who", "amount", "share"})
