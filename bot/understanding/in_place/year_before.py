"""Two years of which one is the one before: 2024比2023, 去年比前年. What grew between them is the growth of the later one."""

from __future__ import annotations

from dataclasses import replace

from bot.language.lexicon import Sense
from bot.language.mentions import Mention

_PARTICLE = (Sense("closed", "particle"),)
THAN = frozenset(("比", "较", "相比", "比起", "对比"))
_BEFORE_LATEST = frozenset(("前年", "上一年", "前一年", "上年"))
_BY_HOW_MUCH = frozenset(("increase", "difference", "more", "less", "ratio", "sum"))
_GROWING = ("涨", "增", "长", "升", "提高", "快")
GROWN = frozenset("涨增长升")


def with_year_before(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The words with 比前年 behind 去年 as mere padding, where a phrase asks by which share something grew."""
    if any(set(mention.refs("operator")) & _BY_HOW_MUCH for mention in mentions if mention.text not in THAN):
        return mentions
    if not any(mention.has("asked") and any(word in mention.text for word in _GROWING) for mention in mentions):
        return mentions
    for position in range(len(mentions) - 2):
        first, than, second = mentions[position : position + 3]
        if than.text in THAN and first.period is not None and _is_before(second, first):
            padding = (replace(than, senses=_PARTICLE), replace(second, senses=_PARTICLE, period=None))
            return (*mentions[: position + 1], *padding, *mentions[position + 3 :])
    return mentions


def _is_before(mention: Mention, later: Mention) -> bool:
    """Whether a word names the year before another one."""
    assert later.period is not None
    if later.period.relation == "latest":
        return mention.text in _BEFORE_LATEST
    year = mention.period.year if mention.period is not None else None
    return bool(year and later.period.year) and int(year or 0) == int(later.period.year[:4]) - 1
