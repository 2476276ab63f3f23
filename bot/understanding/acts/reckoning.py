"""Clauses that say how to reckon, beside what is to be reckoned."""

from __future__ import annotations

from bot.understanding.scene import Scene

_RECKONING = frozenset(("算", "来算", "计", "来看"))


def says_how_to_reckon(scene: Scene) -> bool:
    """Whether a measure is only named for how to reckon: 按年产量算,甲镇一吨值多少钱."""
    words = scene.clause.words
    condition = next((i for i, m in enumerate(words) if m.has("frame", "condition")), None)
    behind = words[condition + 1 : condition + 3] if condition is not None else ()
    return len(behind) == 2 and behind[0].has("measure") and behind[1].text in _RECKONING
