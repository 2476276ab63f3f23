"""What a subject does (某牌是卖啥的): what it makes, its business or its duty; where none is told, it is described."""

from __future__ import annotations

from bot.knowledge.signatures import Signature
from bot.understanding.retrieval import Found
from bot.understanding.scene import Scene

ASK = "doing"


def asks_doing(scene: Scene) -> bool:
    """Whether a clause asks only what something does."""
    return ASK in scene.asks and not scene.evidence


def told_by(scene: Scene, focus: tuple[str, ...]) -> Found | None:
    """The facts of a subject itself that say what it does: those of the first measure that answers it."""
    measures = [measure.id for measure in scene.catalogue.measures.values() if ASK in measure.answers]
    own = [signature for signature in scene.index.signatures if signature.subject in focus and not signature.is_derived]
    found = min((_of(own, measure) for measure in measures), key=lambda some: not some, default=())
    return Found(found, 0.0) if found else None


def _of(signatures: list[Signature], measure: str) -> tuple[Signature, ...]:
    return tuple(signature for signature in signatures if signature.measure == measure)
