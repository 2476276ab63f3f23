"""Numbers as English writes them: 10 billion, 1.2m, one million, a third, two thirds, half, 80 per cent, 120k.

Each comes out as the same number in Chinese writing (100亿, 2/3, 80%), which the reader of numbers takes from there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from bot.language.decimals import exactly

_UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90, "dozen": 12,
}  # fmt: skip
_POWERS = {
    "hundred": 10**2, "thousand": 10**3, "k": 10**3, "million": 10**6, "mn": 10**6, "m": 10**6, "mio": 10**6, "billion": 10**9,
    "bn": 10**9, "b": 10**9, "trillion": 10**12,
}  # fmt: skip
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "tenth": 10}
_PERCENT = frozenset(("%", "percent", "pct"))
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip
_ENDINGS = frozenset(("st", "nd", "rd", "th"))


@dataclass(frozen=True, slots=True)
class Figure:
    """A number over some words."""

    end: int
    """Index of the first word behind it."""
    chinese: str
    """The number in Chinese writing."""
    is_ordinal: bool = False


def read_figure(words: Sequence[str], start: int) -> Figure | None:
    """The number that begins at a word, the longest reading; None when there is none."""
    return _part(words, start) or _amount(words, start)


def is_number_word(word: str) -> bool:
    """Whether a word may end a number."""
    return word[0].isdigit() or word in _UNITS or word in _POWERS


def read_ordinal(words: Sequence[str], start: int) -> Figure | None:
    """third, 2nd: a place in an order."""
    word = words[start]
    if word in ("number", "no") and words[start + 1 : start + 2] and words[start + 1] in ("one", "1"):
        return Figure(start + 2, "1", True)
    if word in _ORDINALS:
        return Figure(start + 1, str(_ORDINALS[word]), True)
    if word.isdigit() and words[start + 1 : start + 2] and words[start + 1] in _ENDINGS:
        return Figure(start + 2, word, True)
    return None


def _part(words: Sequence[str], start: int) -> Figure | None:
    """half, a third, two thirds, 4/5, one in five."""
    word, rest = words[start], words[start + 1 :]
    if word == "half":
        return Figure(start + 1, "1/2")
    if word.isdigit() and len(rest) >= 2 and rest[0] == "/" and rest[1].isdigit() and int(rest[1]):
        return Figure(start + 3, f"{word}/{rest[1]}")
    above = 1 if word in ("a", "one") else _UNITS.get(word, int(word) if word.isdigit() else 0)
    if above and rest:
        name = rest[0].removesuffix("s")
        if name in _PARTS and (above == 1 or rest[0].endswith("s")):
            return Figure(start + 2, f"{above}/{_PARTS[name]}")
    return None


def _amount(words: Sequence[str], start: int) -> Figure | None:
    """Digits or number words, powers of ten behind them, per cent."""
    value, end = _simple(words, start)
    if value is None:
        return None
    while end < len(words) and words[end] in _POWERS:
        value *= _POWERS[words[end]]
        end += 1
        more, further = _simple(words, end)
        if more is not None and value > more and not words[end][0].isdigit():
            value, end = value + more, further
    if end < len(words) and words[end] in _PERCENT:
        return Figure(end + 1, f"{exactly(value)}%")
    if words[end : end + 2] == ["per", "cent"]:
        return Figure(end + 2, f"{exactly(value)}%")
    return Figure(end, in_chinese(value))


def _simple(words: Sequence[str], start: int) -> tuple[Fraction | None, int]:
    if start >= len(words):
        return None, start
    word = words[start]
    if word[0].isdigit():
        return Fraction(word.replace(",", "")), start + 1
    if (
        word == "a"
        and words[start + 1 : start + 2]
        and words[start + 1] in ("hundred", "thousand", "million", "billion", "dozen")
    ):
        return Fraction(12 if words[start + 1] == "dozen" else 1), start + (2 if words[start + 1] == "dozen" else 1)
    if word not in _UNITS:
        return None, start
    value = _UNITS[word]
    if value >= 20 and words[start + 1 : start + 2] and 0 < _UNITS.get(words[start + 1], 0) < 10:
        return Fraction(value + _UNITS[words[start + 1]]), start + 2
    return Fraction(value), start + 1


def in_chinese(value: Fraction) -> str:
    """A number with 亿 or 万 where it is round enough for them: 13 billion → 130亿."""
    for power, name in ((10**8, "亿"), (10**4, "万")):
        if value >= power and "/" not in exactly(value / power):
            return f"{exactly(value / power)}{name}"
    return exactly(value)
