"""What English says by the order of words, said in the order of Chinese: top 3, first in the world, more than 50."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.language.lexicon import Sense
from bot.language.mentions import Mention

NUMERALS = dict(zip("123456789", "一二三四五六七八九", strict=True)) | {"10": "十"}
_ORDERED = frozenset(("most", "least", "nth", "nth_last", "top", "bottom"))


def with_order(found: list[Mention]) -> list[Mention]:
    """Top 3, three largest, second highest as one operator each; most before a name as 主要."""
    found = _with_bounds(found)
    joined: list[Mention] = []
    index = 0
    while index < len(found):
        mention, follower = found[index], found[index + 1] if index + 1 < len(found) else None
        number = _plain(mention) or (_plain(follower) if follower is not None else None)
        other = follower if _plain(mention) else mention
        if follower is not None and number is not None and other is not None:
            role = _role(mention, other)
            if role:
                count = number.number
                assert count is not None
                words = {"top": "前", "bottom": "后", "nth": "第", "nth_last": "倒数第"}[role]
                digits = NUMERALS.get(count.digits, count.digits)
                joined.append(
                    Mention(
                        mention.start,
                        follower.end,
                        f"{words}{digits}",
                        (Sense("operator", role),),
                        count,
                        said=f"{mention.said} {follower.said}",
                    )
                )
                index += 2
                continue
        if mention.text == "最多" and follower is not None and follower.has("name"):
            mention = replace(mention, text="主要", senses=(Sense("closed", "hedge"),))
        joined.append(mention)
        index += 1
    return joined


def with_rank(found: Sequence[Mention]) -> tuple[Mention, ...]:
    """To rank several is to order them; the rank of one is its place by a measure, or by itself what is said of it."""
    named = sum(1 for mention in found if mention.has("name"))
    several = named != 1 or any(mention.has("target") for mention in found)
    return tuple(_as_rank(mention, several, found) for mention in found)


def _as_rank(mention: Mention, several: bool, found: Sequence[Mention]) -> Mention:
    if not (mention.has("operator", "rank") and mention.has("operator", "rank_of")):
        return mention
    if several:
        return replace(mention, senses=(Sense("operator", "rank"),))
    if any(other.has("measure") and other is not mention for other in found):
        return replace(mention, senses=(Sense("operator", "rank_of"),))
    return replace(mention, senses=tuple(sense for sense in mention.senses if sense.kind != "operator"))


def with_person(found: list[Mention]) -> list[Mention]:
    """Who speaks of themself at the beginning of a clause gives background; elsewhere I and we belong to the question."""
    opening = next((i for i, mention in enumerate(found) if not mention.has("closed", "polite")), 0)
    return [
        replace(mention, text=mention.said, senses=(Sense("closed", "particle"),))
        if mention.text == "我" and index > opening
        else mention
        for index, mention in enumerate(found)
    ]


def scopes_first(found: list[Mention]) -> list[Mention]:
    """First in the world as 全球第一: in Chinese the scope stands right before the place, and decides with it."""
    ordered = [i for i, mention in enumerate(found) if set(mention.refs("operator")) & _ORDERED]
    for index in ordered:
        behind = [i for i in range(index + 1, len(found)) if not found[i].has("closed")][:1]
        if behind and found[behind[0]].has("scope"):
            found = [
                *found[:index],
                found[behind[0]],
                found[index],
                *found[index + 1 : behind[0]],
                *found[behind[0] + 1 :],
            ]
    return found


_OVER = (Sense("operator", "over"),)
_UNDER = (Sense("operator", "under"),)


def _with_bounds(found: list[Mention]) -> list[Mention]:
    """More than, higher than before a number bounds it; before a name it compares."""
    kept: list[Mention] = []
    index = 0
    while index < len(found):
        mention = found[index]
        than = index + 2 < len(found) and found[index + 1].said == "than" and _is_bound(found[index + 2 :])
        text, senses = ("超过", _OVER) if mention.has("operator", "more") else ("不到", _UNDER)
        if mention.said == "about" and _is_bound(found[index + 1 :]):
            mention = replace(mention, text="约", senses=(Sense("closed", "hedge"),))
        if mention.said == "between" and _is_bound(found[index + 1 :]):
            mention = replace(mention, text="之间", senses=(Sense("operator", "between"),))
        if than and (mention.has("operator", "more") or mention.has("operator", "less")):
            kept.append(Mention(mention.start, found[index + 1].end, text, senses, said=f"{mention.said} than"))
            index += 2
            continue
        kept.append(mention)
        index += 1
    return kept


def _is_bound(rest: list[Mention]) -> bool:
    first = next((mention for mention in rest if not mention.has("closed")), None)
    return first is not None and first.number is not None


def _plain(mention: Mention) -> Mention | None:
    number = mention.number
    whole = number is not None and number.kind == "plain" and not number.power and number.value.denominator == 1
    return mention if whole else None


def _role(first: Mention, other: Mention) -> str:
    ordinal = first.has("operator", "nth")
    if other.has("operator", "most"):
        return "nth" if ordinal else "top"
    if other.has("operator", "least"):
        return "nth_last" if ordinal else "bottom"
    if other.has("operator", "top") and not ordinal:
        return "top"
    return "bottom" if other.has("operator", "bottom") and not ordinal else ""
