"""Denials in yes/no questions: 「没有…吗」 doubts, 「不是…」 claims the opposite."""

from __future__ import annotations

from bot.understanding.scene import Scene

_RHETORICAL = frozenset(("吗", "么", "嘛", "吧"))


def is_doubting(scene: Scene) -> bool:
    """Whether something is asked with a denial: 没有…吗, 不是…吧."""
    words = scene.clause.words
    denied = any(word.text in ("不是", "没有", "没", "并非") for word in words[:-1])
    return denied and any(word.text in _RHETORICAL for word in words[-1:])


def is_negated(scene: Scene) -> bool:
    """Whether a claim is that something is not so; 「不是…吗」 claims that it is."""
    return scene.clause.has("operator", "not") and not any(word.text in _RHETORICAL for word in scene.clause.words)
