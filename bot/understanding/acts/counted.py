"""How many towns the last list had: 一共几个, 有多少个 behind 产值超过10亿的镇; or how many of it are of a level: 省级的占几个."""

from __future__ import annotations

from bot.understanding.acts.pools import pool_of, pool_text
from bot.understanding.clause import is_harmless
from bot.understanding.query import Query
from bot.understanding.scene import Scene

_LISTING = frozenset(("filter", "which", "lacking"))
_ORDERED = frozenset(("rank", "towns"))
"""Lists of which no number need be asked, but of which some may be of a level."""
_COUNTERS = ("个", "家", "处")
_NUMBERS = frozenset(("数量", "数目", "个数", "镇数", "总数"))
_OF_IT = frozenset(("占", "占了", "占到", "有"))
_PLACES = frozenset(("county",))


def read(scene: Scene) -> Query | None:
    """The number of towns that were listed last, or of those among them that a level, class or county picks out."""
    context, entities = scene.context, scene.catalogue.entities
    towns = tuple(entity for entity in context.listed if entity in entities and entities[entity].kind == "town")
    picked = bool(scene.names)
    if context.act not in _LISTING | (_ORDERED if picked else frozenset()):
        return None
    if not towns or len(towns) != len(context.listed) or not _names_kinds(scene):
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
    if picked:
        inside = set(pool_of(scene))
        towns = tuple(town for town in towns if town in inside)
        if not towns or not _speaks_of_list(scene):
            return None
    text = pool_text(scene) if picked else ""
    return Query("towns", pool=towns, pool_text=text, operator="count", inherited=towns, about_last=True)


def _names_kinds(scene: Scene) -> bool:
    """Whether all that is named are levels, classes and counties, which pick some out of a list."""
    entities = scene.catalogue.entities
    return all(entities[ref].kind in _PLACES for refs in scene.entities for ref in refs)


def _speaks_of_list(scene: Scene) -> bool:
    """Whether a word says that those of the list are meant: 「省级的有几个」 by itself asks of all towns."""
    words = scene.clause.words
    return scene.clause.has("operator", "within") or any(m.text.startswith("占") or m.text in _INSIDE for m in words)


_INSIDE = frozenset(("里", "里面", "里头", "里边", "当中", "其中"))


def _may_stand(scene: Scene, position: int) -> bool:
    mention = scene.clause.words[position]
    if mention.has("class") or any(scene.catalogue.entities[ref].kind in _PLACES for ref in mention.refs("name")):
        return bool(scene.names)
    return (
        is_harmless(mention)
        or mention.text in (*_NUMBERS, *_COUNTERS)
        or (mention.text in _OF_IT and bool(scene.names))
        or mention.has("ask", "amount")
        or mention.has("operator", "total")
        or mention.has("operator", "sum")
        or mention.has("operator", "within")
        or mention.has("context", "they")
        or mention.has("target", "town")
    ) and not (mention.has("name") or mention.has("measure"))
