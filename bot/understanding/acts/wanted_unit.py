"""The unit or power of ten in which a figure is asked: 多少公斤, 每斤, 是几万."""

from __future__ import annotations

from collections.abc import Iterable

from bot.knowledge.signatures import Signature
from bot.understanding.scene import Scene

_MONEY = ("money", "price")
_SUMS = ("钱", "钱儿", "块钱", "元")


def wanted_unit(scene: Scene, powers: list[str]) -> str:
    """The power of ten or the unit that the figure is asked in (多少公斤, 每斤); empty when none is."""
    words = scene.clause.words
    below = [ref for mention in words for ref in mention.refs("kind") if ref.startswith("/")]
    units = [
        unit
        for mention in words
        if (mention.has("unit") or mention.has("asked")) and (unit := unit_named(scene, mention.text))
    ]
    if not scene.clause.has("operator", "convert"):
        return (below or powers or units or [""])[-1]
    return (powers or units or below or [""])[-1]


def unit_named(scene: Scene, text: str) -> str:
    """The unit that a word ends with: 公斤 in 多少公斤."""
    return next((unit for ending, unit in scene.catalogue.unit_endings if text.endswith(ending)), "")


def tells_price(scene: Scene, signatures: Iterable[Signature]) -> bool:
    """Whether a sum of money is told where one is asked for: 「甲镇产品多少钱」 asks for no number of products."""
    asked = any(m.has("ask", "amount") and m.text.endswith(_SUMS) for m in scene.clause.words)
    return not asked or any(money in s.unit_dimension for s in signatures for money in _MONEY)
