"""A number behind as many names only says that it is these: 欧洲美国两家, 甲和乙这两地, 甲、乙、丙三个镇."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.language.lexicon import Sense
from bot.language.mentions import Mention
from bot.understanding.clause import AND

_COUNTED = re.compile(
    r"[这那]?(?P<number>[两俩二2三仨3四4五5])(?:[个家样地处边头方块者大种款]|地方|市场|产品|产业|行业|下里)?儿?"
)
NUMBERS = {"两": 2, "俩": 2, "二": 2, "2": 2, "三": 3, "仨": 3, "3": 3, "四": 4, "4": 4, "五": 5, "5": 5}
_JOINED = AND | {"、", ",", " "}
_LONGEST = 4


def without_appositions(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The words, with such numbers as words that say nothing."""
    found: list[Mention] = []
    names = position = 0
    while position < len(mentions):
        mention = mentions[position]
        end = _end(mentions, position, names) if names > 1 else 0
        if end:
            text = "".join(m.text for m in mentions[position:end])
            found.append(
                replace(
                    mention, end=mentions[end - 1].end, text=text, senses=(Sense("closed", "apposition"),), number=None
                )
            )
            names, position = 0, end
            continue
        names = names + 1 if mention.has("name") else names if mention.text in _JOINED else 0
        found.append(mention)
        position += 1
    return tuple(found)


def _end(mentions: tuple[Mention, ...], start: int, names: int) -> int:
    """Where the words end that count so many names; 0 where none do."""
    best = 0
    for end in range(start + 1, min(len(mentions), start + _LONGEST) + 1):
        match = _COUNTED.fullmatch("".join(mention.text for mention in mentions[start:end]))
        if match and NUMBERS[match["number"]] == names:
            best = end
    return best
