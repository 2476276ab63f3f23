"""How many towns the last list had: 一共几个, 有多少个 behind 产值超过10亿的镇."""

from __future__ import annotations

from bot.understanding.clause import is_harmless
from bot.understanding.query import Query
from bot.understanding.scene import Scene

_LISTING = frozenset(("filter", "which", "lacking"))
_COUNTERS = ("个", "家", "处")
_NUMBERS = frozenset(("数量", "数目", "个数", "镇数", "总数"))


def read(scene: Scene) -> Query | None:
    """The number of towns that were listed last."""
    context, entities = scene.context, scene.catalogue.entities
    towns = tuple(entity for entity in context.listed if entity in entities and entities[entity].kind == "town")
    if context.act not in _LISTING or not towns or len(towns) != len(context.listed):
        return None
    words = scene.clause.words
    text = "".join(mention.text for mention in words)
    asked = any(mention.has("ask", "amount") for mention in words) and any(word in text for word in _COUNTERS)
    if not (asked or scene.clause.has("target", "town") or any(mention.text in _NUMBERS for mention in words)):
        return None
    if "amount" not in scene.asks and not any(mention.text in _NUMBERS for mention in words):
        return None
    if any(not _may_stand(scene, position) for position in range(len(words))):
        return None
    return Query("towns", pool=towns, operator="count", inherited=towns, about_last=True)


def _may_stand(scene: Scene, position: int) -> bool:
    mention = scene.clause.words[position]
    return (
        is_harmless(mention)
        or mention.text in (*_NUMBERS, *_COUNTERS)
        or mention.has("ask", "amount")
        or mention.has("operator", "total")
        or mention.has("operator", "sum")
        or mention.has("target", "town")
    ) and not (mention.has("name") or mention.has("measure"))
