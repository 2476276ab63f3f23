"""Which facts can speak against a claim."""

from __future__ import annotations

from bot.knowledge.signatures import Signature
from bot.understanding.query import Evidence
from bot.understanding.scene import LEVEL, Scene


def is_comparable(scene: Scene, signature: Signature, piece: Evidence) -> bool:
    """Whether a fact can speak against a claimed piece: a list against a name, a value against a value."""
    kinds = {sense.kind for sense in piece}
    if "era" in kinds:
        return signature.kind == "date"
    if "class" in kinds and "name" not in kinds:
        return signature.measure == LEVEL
    if "value" in kinds:
        return signature.kind in ("date", "label", "place")
    if "name" in kinds:
        return signature.kind in ("list", "place", "actor") or bool(signature.dimensions)
    if "scope" in kinds:
        return bool(signature.scope) or any(
            other.scope and other.scope in scene.index.own_words(signature.id) for other in scene.index.signatures
        )
    return False
