"""Text as typed → text as compared: one script, one width, no invisible characters, offsets kept."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any

LONGEST_QUESTION = 2000
"""Characters of a question that are read; what comes after is not looked at."""

_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,40}>")
_SPACED_OUT = re.compile(r"(?<![^ ])[\u3400-\u9fff](?: [\u3400-\u9fff](?![^ ])){2,}")
_VARIANTS = {"乾": "干", "著": "着", "麼": "么", "甚": "什", "妳": "你", "裏": "里", "喫": "吃", "歲": "岁", "佔": "占"}
_KEEP = frozenset("乾著甚")
"""Characters whose simplified form depends on the word; opencc decides."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A question in comparable form."""

    original: str
    text: str
    offsets: tuple[int, ...]
    """For each character of `text`, its index in `original`."""
    traditional: bool
    """Whether it was typed in traditional script."""
    truncated: bool = False

    def quote(self, start: int, end: int) -> str:
        """The characters that the person typed for a stretch of `text`."""
        if start >= end:
            return ""
        return self.original[self.offsets[start] : self.offsets[end - 1] + 1]


def fold(question: str) -> Folded:
    """Fold a question. Never fails: what can't be read simply stays."""
    truncated = len(question) > LONGEST_QUESTION
    shortened = question[:LONGEST_QUESTION]
    pieces = [
        (piece, index)
        for index, character in enumerate(shortened)
        for normal in unicodedata.normalize("NFKC", character).lower()
        if (piece := _visible(normal))
    ]
    offsets = [index for _, index in pieces]
    visible = "".join(piece for piece, _ in pieces)
    text, simplified_from = _simplify(_MARKUP.sub(lambda match: " " * len(match.group()), visible))
    text, offsets = _closed_up(*_squeeze(text, offsets))
    return Folded(question, text, tuple(offsets), simplified_from, truncated)


def fold_word(word: str) -> str:
    """The same for a word of the lexicon."""
    return fold(word).text


def to_traditional(text: str) -> str:
    """A reply in traditional script, as used in Taiwan and Hong Kong phrase by phrase."""
    converted: str = _converter("s2t").convert(text)
    return converted


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if character in "\n\r\t" or category in ("Zs", "Zl", "Zp"):
        return " "
    if category in ("Cf", "Cc", "Co", "Cn", "Cs", "Mn", "Me"):
        return ""
    if category in ("So", "Sk"):
        return " "
    return character


def _simplify(text: str) -> tuple[str, bool]:
    if text.isascii():
        return text, False
    converted: str = _converter("t2s").convert(text)
    if len(converted) != len(text):
        # Phrase tables may change the length; offsets would no longer fit, so convert by character.
        converted = "".join(_one(character) for character in text)
    converted = "".join(_VARIANTS.get(c, c) if c not in _KEEP else c for c in converted)
    changed = sum(1 for before, after in zip(text, converted, strict=True) if before != after)
    return converted.replace("甚么", "什么"), changed > 0


def _one(character: str) -> str:
    converted: str = _converter("t2s").convert(character)
    return converted if len(converted) == 1 else character


@cache
def _converter(config: str) -> Any:
    import opencc

    return opencc.OpenCC(config)


def _closed_up(text: str, offsets: list[int]) -> tuple[str, list[int]]:
    """Characters typed one by one (祁 县 玻 璃) put together; other spaces part what people say."""
    dropped = {
        index for run in _SPACED_OUT.finditer(text) for index in range(run.start(), run.end()) if text[index] == " "
    }
    if not dropped:
        return text, offsets
    kept = [index for index in range(len(text)) if index not in dropped]
    return "".join(text[index] for index in kept), [offsets[index] for index in kept]


def _squeeze(text: str, offsets: list[int]) -> tuple[str, list[int]]:
    """One space where there were several; none at the ends."""
    characters: list[str] = []
    kept: list[int] = []
    for character, offset in zip(text, offsets, strict=True):
        if character == " " and (not characters or characters[-1] == " "):
            continue
        characters.append(character)
        kept.append(offset)
    while characters and characters[-1] == " ":
        characters.pop()
        kept.pop()
    return "".join(characters), kept
