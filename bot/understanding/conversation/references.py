"""Words that point to what was said: 它, 这个镇, 这两个, 前者, 第二个, 低的那个.

Each is replaced by the names that it stands for, so that everything behind reads names only. A word that points to
nothing, or to more than there was, becomes an unknown word: an answer about something else would be worse than none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.knowledge.catalogue import Catalogue
from bot.knowledge.model import Items
from bot.language.lexicon import Sense
from bot.language.mentions import UNKNOWN, Mention
from bot.understanding.clause import Clause
from bot.understanding.context import Context
from bot.understanding.conversation.roles import COMPARING, is_subject, named
from bot.understanding.marks import meets, one_of

_ONE = ("it", "place", "whole", "former", "other", "last", "middle", "next")
_THAT_ONE = frozenset(("那个", "那家", "那一个", "那个镇", "这个", "那家子", "那种", "那处"))
"""What stands behind a class of which one is meant."""
_COUNTERS = frozenset("个家块种款类项位座样件条户名")
_NUMBERS = {"两": 2, "俩": 2, "二": 2, "三": 3, "仨": 3, "四": 4}
_ADDING = frozenset(("sum", "total", "average", "more", "less"))
_ORDERED_ACTS = frozenset(("rank", "rank_of", "compare", "which"))
"""Acts whose first entity is the answer, whatever else the reply lists."""
_LISTING = frozenset(("towns", "which", "describe"))
"""Acts whose list has no order by a figure: 「前三个」 counts its entries."""
_PLACES = frozenset(("nth", "nth_last", "bottom", "top"))
_NEEDS = (one_of("context", *(Sense("operator", place) for place in _PLACES)),)
"""What a clause that points to something holds."""


@dataclass(frozen=True, slots=True)
class Referred:
    """A clause in which names stand for the words that pointed to them."""

    clause: Clause
    points: bool = False


def resolve(clause: Clause, context: Context) -> Referred:
    """The clause with names in place of pointing words."""
    if not meets(_NEEDS, clause.marks):
        return Referred(clause)
    clause = _with_member_of_list(clause, context)
    words = clause.words
    # A level says what 它 may be (它是省级的吗), not who it is.
    points = any(word.has("context", "it") or word.has("context", "place") for word in words)
    names = sum(is_subject(word) and not (points and word.has("class") and not word.has("name")) for word in words)
    own = names > 0
    operators = set(clause.operators())
    if names > 1:
        # 「甲镇和乙镇这两个」 point to what they name themselves.
        return Referred(clause)
    if own and (not context.mentions or not (operators & (COMPARING | _ADDING) or _of_fraction(words))):
        return Referred(clause)
    found: list[Mention] = []
    position = 0
    while position < len(words):
        pointer = _pointer(words, position, own, context)
        meant = None if pointer is None else _meant(pointer, clause, context)
        if pointer is None or meant is None:
            found.append(words[position])
            position += 1
            continue
        found += [named(entity, clause.catalogue) for entity in meant] or [_nothing(words, position, pointer)]
        position += pointer.width
    if found == list(words):
        return Referred(clause)
    return Referred(Clause(tuple(found), clause.catalogue), True)


def _with_member_of_list(clause: Clause, context: Context) -> Clause:
    """The clause with 梨那个 as the one on the last list that makes such things."""
    catalogue = clause.catalogue
    words = list(clause.words)
    for position, (noun, pointer) in enumerate(pairwise(clause.words)):
        if not (noun.has("class") and pointer.has("context") and pointer.text in _THAT_ONE):
            continue
        members = {town.id for ref in noun.refs("class") for town in catalogue.members(ref)}
        listed = [entity for entity in context.listed if catalogue.town_of(entity) in members]
        if len(listed) == 1 and len(context.listed) > 1:
            words[position] = named(listed[0], catalogue)
    return clause if words == list(clause.words) else Clause(tuple(words), catalogue)


def _of_fraction(words: Sequence[Mention]) -> bool:
    """Whether a part of what is pointed to is spoken of: 它的五分之一."""
    return any(
        before.has("context", "it") and number.number is not None and number.number.kind in ("fraction", "percent")
        for before, number in pairwise(word for word in words if word.text != "的")
    )


def entity_in_hand(context: Context) -> str | None:
    """The one thing that was talked about last; None where there were several, or none."""
    first = len(context.subjects) == 1 or context.act in _ORDERED_ACTS
    return context.subjects[0] if first and context.subjects else None


@dataclass(frozen=True, slots=True)
class _Pointer:
    kind: str
    """it, place, they, former, other, last, middle, least, most, first (place from the front), behind (from the end)."""
    width: int = 1
    count: int = 0


def _pointer(words: Sequence[Mention], position: int, own: bool, context: Context) -> _Pointer | None:
    word = words[position]
    beside_name = any(is_subject(other) for other in words[max(0, position - 1) : position + 2] if other is not word)
    if beside_name and not word.has("context", "they"):
        # 「甲县那边」, 「乙县那个」: the word only leans on the name.
        following = position + 1 < len(words) and is_subject(words[position + 1])
        if not (following and _is_compared(words, position)):
            return None
    return (
        _pronoun(words, position) or (None if own else _ordinal(words, position, context)) or _extreme(words, position)
    )


def _is_compared(words: Sequence[Mention], position: int) -> bool:
    return position > 0 and words[position - 1].has("operator", "than")


def _pronoun(words: Sequence[Mention], position: int) -> _Pointer | None:
    word = words[position]
    if word.has("context", "they"):
        return _Pointer("they", count=next((_NUMBERS[c] for c in word.text if c in _NUMBERS), 0))
    for kind in _ONE:
        if word.has("context", kind):
            return _Pointer(kind)
    if not word.has("context", "this"):
        return None
    following = words[position + 1 : position + 3]
    noun = words[position + 3] if position + 3 < len(words) else None
    counts_noun = noun is not None and any(noun.has(kind) for kind in ("measure", "name", "class", "collocate"))
    if len(following) == 2 and _is_count(following[0]) and following[1].text in _COUNTERS and not counts_noun:
        assert following[0].number is not None
        return _Pointer("they", 3, int(following[0].number.value))
    if _is_compared(words, position) or (following and set(following[0].refs("operator")) & COMPARING):
        return _Pointer("it")
    return None


def _is_count(word: Mention) -> bool:
    return word.number is not None and word.number.value in range(2, 10) and not word.has("operator")


def _ordinal(words: Sequence[Mention], position: int, context: Context) -> _Pointer | None:
    """第二个, 最后一个, 倒数第二个: a place in the last list, unless an order is asked for (第二高的, 排第二的镇)."""
    word = words[position]
    if word.number is None or not set(word.refs("operator")) & _PLACES:
        return None
    operators = {name for other in words if other is not word for name in other.refs("operator")}
    counted = position + 1 < len(words) and words[position + 1].text[0] in _COUNTERS
    # 「第二个镇」 is one of those that were just told; 「排第二的镇」, 「第二高的镇」 are in an order.
    another = any(other.has("measure") or other.has("asked") for other in words)
    told = counted and len(context.listed) > 1 and (another or context.act != "rank")
    towns = [other for other in words if other.has("target", "town") and not (told and other is words[position + 1])]
    if operators & {"more", "less", "most", "least", "rank"} or towns:
        return None
    if context.act == "rank" and set(context.listed) != set(context.subjects):
        # 「第二呢」 behind the first of an order is its next place, not that of an older list.
        return None
    asked = any(other.has("ask", "which") or other.has("ask", "who") for other in words)
    if asked and not counted:
        return None
    place = int(word.number.value)
    if word.has("operator", "top") or word.has("operator", "bottom"):
        if not counted:
            return None
        if place > 1:
            # 「前三个」, 「最后两个」 of a list.
            return _Pointer("last_few" if word.has("operator", "bottom") else "first_few", 2, place)
        return _Pointer("behind" if word.has("operator", "bottom") else "first", 2, 1)
    return _Pointer("first" if word.has("operator", "nth") else "behind", 2 if counted else 1, place)


def _extreme(words: Sequence[Mention], position: int) -> _Pointer | None:
    """低的那个, 多的那家: an end of the last order."""
    word = words[position]
    direction = next((name for name in ("less", "more") if word.has("operator", name)), None)
    following = words[position + 1 : position + 3]
    if direction is None or len(following) < 2 or following[0].text != "的" or not following[1].has("context"):
        return None
    return _Pointer("most" if direction == "more" else "least", 3)


def _meant(pointer: _Pointer, clause: Clause, context: Context) -> tuple[str, ...] | None:
    """The entities that are pointed to; empty where there is no such thing, None where the word may be passed over."""
    entities = clause.catalogue.entities
    listed = tuple(entity for entity in context.listed if entity in entities)
    recent = tuple(entity for entity in context.recent if entity in entities)
    if pointer.kind in ("first_few", "last_few"):
        if context.act not in _LISTING or pointer.count >= len(listed):
            return None
        return listed[: pointer.count] if pointer.kind == "first_few" else listed[-pointer.count :]
    if pointer.kind in ("next", "first", "behind"):
        return _of_list(pointer, listed, context)
    if pointer.kind in ("they", "former", "other", "last", "middle", "most", "least"):
        return _of_several(pointer, listed, recent, clause, context)
    told = _told_last(clause.catalogue, context) if clause.has("operator", "each") else ()
    if told and pointer.kind == "it":
        return told
    entity = _compared_with(clause, recent) if pointer.kind == "it" else None
    entity = entity or entity_in_hand(context)
    if entity is None or entity not in entities:
        return None
    return (_town(entity, clause.catalogue) if pointer.kind in ("place", "whole") else entity,)


def _of_list(pointer: _Pointer, listed: tuple[str, ...], context: Context) -> tuple[str, ...] | None:
    """The entry at a place of the last list."""
    if pointer.kind == "next":
        place = listed.index(context.subjects[0]) + 1 if set(context.subjects[:1]) & set(listed) else len(listed)
        return listed[place : place + 1]
    if pointer.kind == "behind" and pointer.width == 1 and context.act == "rank":
        # 「倒数第一呢」 behind 「前三」 is a place in the whole order; 「倒数第一个」 one of those that were named.
        return None
    if not listed:
        # 「第三个」 of a list that there is not is nothing, and no place in an order either.
        return () if pointer.width > 1 else None
    if pointer.count > len(listed):
        # Behind an order the next place may be asked for: 「第四呢」 after 「前三」.
        return None if context.act == "rank" or (context.pooled and pointer.width == 1) else ()
    return (listed[pointer.count - 1 if pointer.kind == "first" else -pointer.count],)


def _of_several(
    pointer: _Pointer, listed: tuple[str, ...], recent: tuple[str, ...], clause: Clause, context: Context
) -> tuple[str, ...] | None:
    several = listed if len(listed) > 1 and set(context.subjects) == set(listed) else recent[-2:]
    if pointer.kind == "they":
        if pointer.count:
            several = listed if len(listed) == pointer.count else recent[-pointer.count :]
            return several if len(several) == pointer.count else ()
        told = _told_last(clause.catalogue, context) if clause.has("operator", "each") else ()
        if told or len(several) > 1:
            return told or several
        # 「它们分别在哪」 behind one thing is about others, which are not known.
        return () if clause.has("operator", "each") else None
    if pointer.kind in ("former", "other") and len(listed) == 2 and set(context.subjects) <= set(listed):
        several = listed
    if len(several) < 2:
        return None
    if pointer.kind == "middle":
        return (several[len(several) // 2],) if len(several) % 2 else ()
    if pointer.kind in ("most", "least") and context.act not in ("rank", "compare", "filter"):
        return ()
    first = pointer.kind in ("former", "most")
    return (several[0] if first else several[-1],)


def _told_last(catalogue: Catalogue, context: Context) -> tuple[str, ...]:
    """What the list held that was the whole of the last answer: 「他们各自」 behind 「有哪几家」 are its items."""
    fact = catalogue.fact_by_id.get(context.signatures[0]) if len(context.signatures) == 1 else None
    return fact.value.items if fact is not None and isinstance(fact.value, Items) and len(fact.value.items) > 1 else ()


def _compared_with(clause: Clause, recent: tuple[str, ...]) -> str | None:
    """它 in a comparison of two that were said: 「甲的产值」「乙呢」「是它的几倍」 is about 乙, and 它 is 甲."""
    if not clause.has("operator", "ratio", "difference") or clause.asks() & {"which", "who"}:
        return None
    named = {ref for word in clause.words for ref in word.refs("name")}
    others = [entity for entity in recent if entity not in named]
    if named:
        return others[-1] if others else None
    return others[-2] if len(others) > 1 else None


def _town(entity: str, catalogue: Catalogue) -> str:
    return catalogue.town_of(entity) or entity


def _nothing(words: Sequence[Mention], position: int, pointer: _Pointer) -> Mention:
    text = "".join(word.text for word in words[position : position + pointer.width])
    return Mention(words[position].start, words[position + pointer.width - 1].end, text, (UNKNOWN,))
