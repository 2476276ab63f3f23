"""Words that are something else beside others, whatever the question: 占省里几成 is of the province, 亚军 a place in an order."""

from __future__ import annotations

from dataclasses import replace

from bot.language.lexicon import Sense
from bot.language.mentions import Mention
from bot.language.numbers import read_number


def with_seats(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The words with 亚军 and 老三 read as the places in an order that they are."""
    return tuple(
        _as_place(mention, int(seats[0])) if (seats := mention.refs("order")) else mention for mention in mentions
    )


def _as_place(mention: Mention, place: int) -> Mention:
    text = f"第{place}"
    return replace(mention, text=text, senses=(Sense("operator", "nth"),), number=read_number(text, 1))


SHARES = (Sense("kind", "share"), Sense("ask", "share"))


def with_scopes(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """省里 beside a word for a share is what something is a share of, not a level of towns."""
    if not any(mention.has(*share) for mention in mentions for share in SHARES):
        return mentions
    if any(mention.has("target") for mention in mentions):
        return mentions
    return tuple(
        replace(m, senses=tuple(sense for sense in m.senses if sense.kind == "scope"))
        if m.has("scope") and m.has("class")
        else m
        for m in mentions
    )


TOWN = "镇"


def with_towns_asked(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """省级专业镇是哪几家 asks which towns, whatever else 哪几家 may ask for where nothing says what is counted."""
    towns = any(m.has("target", "town") or (m.has("class") and m.text.endswith(TOWN)) for m in mentions)
    if not towns or any(m.has("name") or m.has("measure") for m in mentions):
        return mentions
    return tuple(
        replace(m, senses=tuple(sense for sense in m.senses if sense.kind not in ("asked", "collocate")))
        if m.has("asked") and m.has("ask")
        else m
        for m in mentions
    )


RANGES = frozenset(("区间", "范围", "幅度", "之间", "上下限"))


def without_bare_ranges(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The words with 区间 right behind a measure as mere padding, where no number sets a range: 吨价区间."""
    if any(mention.number is not None for mention in mentions):
        return mentions
    found = list(mentions)
    for position in range(1, len(mentions)):
        if mentions[position].text in RANGES and mentions[position - 1].has("measure"):
            found[position] = replace(mentions[position], senses=(Sense("closed", "particle"),))
    return tuple(found)


SAYING = frozenset(
    ("说", "说的", "写", "写的", "写着", "讲", "讲的", "提到", "提的", "说到", "写到", "讲到", "介绍", "介绍的")
)


def with_papers(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """What says something is a paper, and no measure that the same word names: 材料说的是哪个镇."""
    return tuple(
        replace(mention, senses=tuple(sense for sense in mention.senses if sense.kind == "closed"))
        if mention.has("closed") and mention.has("measure") and following is not None and following.text in SAYING
        else mention
        for mention, following in zip(mentions, (*mentions[1:], None), strict=True)
    )


_NONE, _AS = frozenset(("没", "没有", "没得")), frozenset(("有", "有没有", "有无"))
HELD = _NONE | _AS
COMPARING = (Sense("operator", "more"), Sense("operator", "less"))
_SO = frozenset(("那么", "这么", "那样", "这样", "那", "这", "的"))


def with_comparisons(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """没乙多吧, 有没有乙高: what is held to be under, or to reach, what is named."""
    if any(mention.has("target") for mention in mentions):
        return mentions
    found = list(mentions)
    for position, mention in enumerate(mentions):
        end = _compared_end(mentions, position) if mention.text in HELD else None
        if end is None:
            continue
        lower = (mention.text in _NONE) != mentions[end].has("operator", "less")
        bound = Sense("operator", "under" if lower else "over")
        found[position] = replace(mention, senses=(bound, Sense("ask", "yesno")))
        found[end] = replace(mentions[end], senses=(Sense("closed", "particle"),))
    return tuple(found)


_WITH, ALIKE = frozenset(("跟", "和", "与", "同")), frozenset(("差不多", "一样", "一样多", "相当", "不相上下"))


LIKE = frozenset(("像", "如", "如同", "好像", "好比"))
_THUS = ALIKE | {"那样", "一般", "似的"}
_MOST_LIKENED = 3


def with_likened(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """像乙一样 says of two what follows, as 和乙一样 does."""
    found = list(mentions)
    for position, mention in enumerate(mentions):
        behind = mentions[position + 1 : position + 2 + _MOST_LIKENED]
        thus = next((i for i, other in enumerate(behind) if other.text in _THUS), 0)
        if mention.text in LIKE and thus and any(other.has("name") for other in behind[:thus]):
            found[position] = replace(mention, text="和", senses=(Sense("closed", "particle"),))
            alike = position + 1 + thus
            found[alike] = replace(mentions[alike], text="一样", senses=(Sense("closed", "particle"),))
    return tuple(found)


def with_likeness(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """跟乙差不多 sets what was said beside what it names."""
    found = list(mentions)
    for position, mention in enumerate(mentions):
        names = [i for i in range(position) if mentions[i].has("name")] if mention.text in ALIKE else []
        if not names:
            continue
        near = all(other.text in _SO or other.has("name") for other in mentions[names[0] : position])
        joined = names[0] > 0 and mentions[names[0] - 1].text in _WITH
        if near and joined:
            found[position] = replace(mention, senses=(Sense("operator", "than"),))
    return tuple(found)


def _compared_end(mentions: tuple[Mention, ...], position: int) -> int | None:
    """Where the word for more or less stands that a name and no more parts from a word."""
    end = position + 1
    while end < len(mentions) and (mentions[end].has("name") or mentions[end].text in _SO):
        end += 1
    named = any(mention.has("name") for mention in mentions[position + 1 : end])
    compared = end < len(mentions) and (mentions[end].has("operator", "more") or mentions[end].has("operator", "less"))
    return end if named and compared else None


_STOPS = frozenset(("是", "问", "要", "看", "说", "指", "是问", "是说", "是要", "而是", "应该是"))
_MEASURED = frozenset(("measure", "asked", "family", "collocate", "unit", "term"))
_NAMED = frozenset(("name", "class"))
_LONGEST_SET_ASIDE = 4


def without_set_aside(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The words without what is named only to be set aside: 不问馆,问片区; 不是问产能,是问一年实际产多少.

    A name is set aside for another name, anything else for another measure; 「不要甲,产值前三」 leaves 甲 out of an order.
    """
    position = next((i for i, m in enumerate(mentions) if m.has("operator", "not")), None)
    if position is None or any(mention.text in ("吗", "么", "嘛") for mention in mentions):
        return mentions
    if any(not (m.is_break or m.has("closed") or m.has("name")) for m in mentions[:position]):
        return mentions
    start = position + 1
    while start < len(mentions) and mentions[start].text in _STOPS:
        start += 1
    end = start
    while end < len(mentions) and not (mentions[end].is_break or mentions[end].text in _STOPS):
        end += 1
    aside, rest = mentions[start:end], mentions[end:]
    if not aside or not rest or len(aside) > _LONGEST_SET_ASIDE or not _replaces(rest, aside):
        return mentions
    return (*mentions[:position], *rest)


def _replaces(rest: tuple[Mention, ...], aside: tuple[Mention, ...]) -> bool:
    if any(mention.has("operator") or mention.has("number") or mention.has("period") for mention in aside):
        return False
    wanted = _NAMED if any(_is_of(mention, _NAMED) for mention in aside) else _MEASURED
    return any(_is_of(mention, wanted) for mention in rest)


def _is_of(mention: Mention, kinds: frozenset[str]) -> bool:
    return any(sense.kind in kinds for sense in mention.senses)
