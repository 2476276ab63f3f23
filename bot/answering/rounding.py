"""Worked-out figures as people write them: 8.54亿, 63.8%, 26万, never more digits than the inputs bear."""

from __future__ import annotations

from fractions import Fraction

from bot.answering.result import Figure
from bot.language.decimals import exactly

_POWERS = ((10**8, "亿"), (10**4, "万"))
_SIGNIFICANT = 4


def figure_text(figure: Figure, power: str = "") -> str:
    """The figure with its unit: 「8.54亿元」, 「63.8%」, 「约2.3倍」 without the 约."""
    if figure.dimension == "share":
        return f"{decimal(figure.value * 100, 2 if figure.exact else 1)}%"
    if figure.dimension == "ratio":
        return f"{decimal(figure.value, 2)}倍"
    if figure.is_range and figure.high is not None:
        low, high = (scaled(end / figure.factor, True, power) for end in (figure.low, figure.high))
        return f"{low}~{high}{figure.unit}"
    value = figure.value / figure.factor
    return f"{scaled(value, figure.exact, power)}{figure.unit}"


def is_rounded(figure: Figure) -> bool:
    """Whether the printed digits are not the whole of the value."""
    if figure.dimension == "share":
        return Fraction(decimal(figure.value * 100, 2 if figure.exact else 1)) != figure.value * 100
    if figure.dimension == "ratio":
        return Fraction(decimal(figure.value, 2)) != figure.value
    if figure.is_range:
        return False
    value = figure.value / figure.factor
    digits, power = _split(abs(value), "")
    return Fraction(_rounded(digits, figure.exact)) * power != abs(value)


def scaled(value: Fraction, exact: bool, power: str = "") -> str:
    """A number with 万 or 亿 where that is shorter."""
    sign = "-" if value < 0 else ""
    digits, scale = _split(abs(value), power)
    name = next((name for size, name in _POWERS if size == scale), "")
    return f"{sign}{_rounded(digits, exact)}{name}"


def _split(value: Fraction, power: str) -> tuple[Fraction, int]:
    for size, name in _POWERS:
        if power == name or (not power and value >= size):
            return value / size, size
    return value, 1


def _rounded(value: Fraction, exact: bool) -> str:
    if exact and "/" not in exactly(value):
        return exactly(value)
    if value == 0:
        return "0"
    places = 0
    while value < 10 ** (_SIGNIFICANT - 1 - places) and places < 4:
        places += 1
    return decimal(value, min(places, 2) if value >= 1 else 3)


def decimal(value: Fraction, places: int) -> str:
    """A value rounded half up to some decimal places, without trailing zeros."""
    scale = 10**places
    whole = int(value * scale + Fraction(1, 2)) if value >= 0 else -int(-value * scale + Fraction(1, 2))
    return exactly(Fraction(whole, scale))
