"""Years and relative times as people write them: 2024年, 二〇二四年, 24年, 去年, 前一年."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

_DIGITS = {character: str(value) for value, character in enumerate("零一二三四五六七八九")} | {
    "〇": "0",
    "○": "0",
    "o": "0",
}
_YEAR = re.compile(
    r"(?<![\d.])(?P<arabic>(?:19|20)\d\d)(?:年度?(?!代)|(?![\d.%万亿千百年亩家吨人户个条元名项种次余]|多(?![了出增做产卖挣赚])))|(?P<chinese>[一二][九零〇○o][零〇○o一二三四五六七八九]{2})年度?|(?<!\d)(?P<short>[012]\d)年(?!历史|头|来(?![了过]|多少|几|画|写生|采风)|多(?![少大])|以上|之久)"
)
_SPAN = re.compile(r"((?:19|20)\d\d)年?(?:-|~|到|至|—)((?:19|20)\d\d)年?")
_LATEST = (
    "去年",
    "今年",
    "最近一年",
    "最近",
    "上年度",
    "本年度",
    "目前",
    "现在",
    "如今",
    "眼下",
    "当前",
    "近期",
    "最新",
    "这两年",
    "近年",
    "近来",
    "去年度",
    "当下",
    "近两年",
    "近年来",
)

Relation = Literal["year", "span", "latest"]


@dataclass(frozen=True, slots=True)
class Period:
    """A time that a question names."""

    relation: Relation
    year: str
    """ "2024", "2019/2023" for a span, empty for relative times."""
    start: int
    end: int
    text: str


def find_periods(text: str) -> list[Period]:
    """All periods in folded text, left to right; longer readings first at one place."""
    found: list[Period] = []
    for match in _SPAN.finditer(text):
        found.append(Period("span", f"{match[1]}/{match[2]}", match.start(), match.end(), match.group()))
    for match in _YEAR.finditer(text):
        if match["arabic"]:
            year = match["arabic"]
        elif match["chinese"]:
            year = "".join(_DIGITS[character] for character in match["chinese"])
        else:
            year = "20" + match["short"]
        found.append(Period("year", year, match.start(), match.end(), match.group()))
    for word in _LATEST:
        start = text.find(word)
        while start != -1:
            found.append(Period("latest", "", start, start + len(word), word))
            start = text.find(word, start + 1)
    return sorted(found, key=lambda period: (period.start, -period.end))
