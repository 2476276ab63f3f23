"""Text as typed → text as compared: one script, one width, no invisible characters, offsets kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

LONGEST_QUESTION = 2000
"""Characters of a question that are read; what comes after is not looked at."""

_HAN = re.compile(r"[\u3400-\u9fff]")
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,40}>")
_SPACED_OUT = re.compile(r"(?<![^ ])[\u3400-\u9fff](?: [\u3400-\u9fff](?![^ ])){2,}")
_VARIANTS = {
    "乾": "干",
    "著": "着",
    "麼": "么",
    "甚": "什",
    "妳": "你",
    "裏": "里",
    "喫": "吃",
    "歲": "岁",
    "佔": "占",
    "値": "值",
}
_FRACTION_SLASH = "\u2044"
_KEEP = frozenset("乾著甚")
"""Characters whose simplified form depends on the word; opencc decides."""
_LOOK_ALIKE_FORMS = frozenset("売")
"""Japanese forms that a Chinese hand writes for another character that looks so (壳): left for repair to read."""
_UNCHANGED: set[str] = set()
"""Characters met so far that are in comparable form by themselves, whatever stands beside them."""
_MEANING_MORE = frozenset(" <")
"""Spaces may be dropped, and 「<」 may begin a tag."""
_SPACED = re.compile(r"(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff])")


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


@lru_cache(maxsize=128)
def fold(question: str) -> Folded:
    """Fold a question. Never fails: what can't be read simply stays."""
    if len(question) <= LONGEST_QUESTION and _UNCHANGED.issuperset(question):
        return Folded(question, question, tuple(range(len(question))), False)
    truncated = len(question) > LONGEST_QUESTION
    shortened = question[:LONGEST_QUESTION]
    pieces = [_visible_pieces(character) for character in shortened]
    visible = "".join(pieces)
    if len(visible) == len(shortened) and all(pieces):
        offsets = list(range(len(visible)))
    else:
        offsets = [index for index, piece in enumerate(pieces) for _ in piece]
    if "<" in visible:
        visible = _MARKUP.sub(lambda match: " " * len(match.group()), visible)
    text, traditional = _simplify(visible)
    if " " in text:
        text, offsets = _closed_up(*_squeeze(text, offsets))
    if text == question:
        _UNCHANGED.update(c for c in question if c not in _MEANING_MORE and (c.isascii() or _one(c) == c))
    return Folded(question, text, tuple(offsets), traditional, truncated)


def fold_word(word: str) -> str:
    """The same for a word of the lexicon."""
    return fold(word).text


def has_han(text: str) -> bool:
    """Whether a text holds a Chinese character."""
    return _HAN.search(text) is not None


def without_spaces(text: str) -> str:
    """A text without the spaces between its characters."""
    return _SPACED.sub("", text)


def to_traditional(text: str) -> str:
    """A reply in traditional script in its standard forms (為, 群, 裡), phrase by phrase."""
    converted: str = _converter("s2tw").convert(text)
    return converted


def pieces_to_traditional(texts: Sequence[str]) -> tuple[str, ...]:
    """The pieces of one text, converted as a whole: a phrase may begin in one piece and end in the next."""
    whole = "".join(texts)
    converted = to_traditional(whole)
    if len(converted) != len(whole):
        return tuple(to_traditional(text) for text in texts)
    pieces: list[str] = []
    start = 0
    for text in texts:
        pieces.append(converted[start : start + len(text)])
        start += len(text)
    return tuple(pieces)


@lru_cache(maxsize=8192)
def _visible_pieces(character: str) -> str:
    """What is left of one character: itself in its plain form, a space, or nothing."""
    return "".join(_visible(normal) for normal in unicodedata.normalize("NFKC", character).lower())


def _visible(character: str) -> str:
    if character == _FRACTION_SLASH:
        return "/"
    category = unicodedata.category(character)
    if character in "\n\r\t" or category in ("Zs", "Zl", "Zp"):
        return " "
    if category in ("Cf", "Cc", "Co", "Cn", "Cs", "Mn", "Me"):
        return ""
    if category in ("So", "Sk"):
        return " "
    return character


def _simplify(text: str) -> tuple[str, bool]:
    """Simplified text, and whether more of it was traditional than simplified."""
    if text.isascii() or all(_one(character) == character for character in text):
        return text, False
    changed = sum(1 for character in text if _one(character) != character)
    text = _with_japanese_forms(text)
    converted: str = _converter("t2s").convert(text)
    if len(converted) != len(text):
        # Phrase tables may change the length; offsets would no longer fit, so convert by character.
        converted = "".join(_one(character) for character in text)
    converted = "".join(_VARIANTS.get(c, c) if c not in _KEEP else c for c in converted)
    return converted.replace("甚么", "什么"), changed > sum(1 for character in text if _is_only_simplified(character))


def _with_japanese_forms(text: str) -> str:
    """Japanese forms (県, 気, 対) as the characters that they are forms of."""
    return "".join(_from_japanese(character) for character in text)


@lru_cache(maxsize=8192)
def _from_japanese(character: str) -> str:
    """The traditional character of a form that only Japanese has: one that nothing else simplifies or writes."""
    if character in _LOOK_ALIKE_FORMS or _converter("t2s").convert(character) != character or _is_encoded(character):
        return character
    converted: str = _converter("jp2t").convert(character)
    return converted if len(converted) == 1 else character


def _is_encoded(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=8192)
def _one(character: str) -> str:
    converted: str = _converter("t2s").convert(_from_japanese(character))
    converted = _VARIANTS.get(converted, converted) if character not in _KEEP else converted
    return converted if len(converted) == 1 else character


@lru_cache(maxsize=8192)
def _is_only_simplified(character: str) -> bool:
    """Whether a character is no traditional one: 国, but neither 中 nor 里."""
    return (
        _one(character) == character
        and character not in _converter("s2t").convert(character)
        and _is_encoded(character)
    )


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
