"""Figures as a page writes them (约5万人, 6600余万元, 2/3, 1~3万元) beside what they exactly mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from bot.language.numbers import LARGE_POWERS, Number, read_number, spread

BEFORE = ("约", "近", "超", "逾", "超过", "不到", "大约", "将近", "至少", "上")
BEHIND = ("以上", "左右", "上下", "以下", "余", "多")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measurement."""

    name: str
    dimension: str
    """What it measures: money, mass, area, people, companies …; units of one dimension convert."""
    factor: Fraction = Fraction(1)
    """How many of the dimension's base unit one of it is."""
    aliases: tuple[str, ...] = ()
    english: str = ""
    spoken: bool = True
    """Whether people name it in questions; units such as 「个」 say nothing about what is asked."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure with its unit and approximation."""

    written: str
    """Letter by letter as in the fact file: 「6600余万元」."""
    digits: str
    """The digits alone: "6600", "2/3"; "1~3" for a range."""
    power: str
    value: Fraction
    """The exact value in base powers (66000000), in `unit`."""
    low: Fraction
    high: Fraction | None
    unit: Unit | None
    approx: tuple[str, ...]
    is_range: bool = False

    @property
    def unit_text(self) -> str:
        """The unit as written, powers of ten included: 「万元」, 「%」."""
        if self.unit is None:
            return self.power
        return self.power + self.unit.name

    @property
    def base_value(self) -> Fraction:
        """The value in the base unit of its dimension."""
        return self.value * (self.unit.factor if self.unit else 1)

    @property
    def base_interval(self) -> tuple[Fraction, Fraction | None]:
        """The interval in the base unit of its dimension."""
        factor = self.unit.factor if self.unit else Fraction(1)
        return self.low * factor, None if self.high is None else self.high * factor

    @property
    def is_exact(self) -> bool:
        """Whether the page states one figure without an approximation word."""
        return self.low == self.high


class FigureError(ValueError):
    """A text that can't be read as a figure; the message says why, in Chinese."""


def read_quantity(text: str, units: Iterable[Unit]) -> Quantity:
    """Read a whole figure.

    Raises:
        FigureError: when the text is no figure, or its unit is not declared.
    """
    rest = text.strip()
    approx: list[str] = []
    for word in sorted(BEFORE, key=len, reverse=True):
        if rest.startswith(word):
            approx.append(word)
            rest = rest[len(word) :]
            break
    number = _whole_number(rest)
    approx += number.approx
    tail = rest[number.end :]
    tail, found = _strip_approx(tail)
    approx += found
    unit = _unit(tail, number, units, text)
    unit_name = unit.name if unit else ""
    if unit_name and tail and tail != unit_name and tail not in (unit.aliases if unit else ()):
        raise FigureError(f"「{text}」里「{tail}」不是已声明的单位")
    low, high = (number.low, number.high) if number.is_range else spread(number.value, tuple(approx))
    return Quantity(
        written=text.strip(),
        digits=number.digits,
        power="" if number.kind in ("percent", "fraction") else number.power,
        value=number.value,
        low=low,
        high=high,
        unit=unit,
        approx=tuple(approx),
        is_range=number.is_range,
    )


def _whole_number(text: str) -> Number:
    number = read_number(text)
    if number is None and text[:1] in LARGE_POWERS:
        number = read_number("一" + text)
        if number is not None:
            # 「近万个」 writes no digit before the power.
            return Number(number.value, number.value, number.value, 0, number.end - 1, "", text[0], ())
    if number is None:
        raise FigureError(f"「{text}」读不成数字")
    return number


def _strip_approx(tail: str) -> tuple[str, list[str]]:
    found: list[str] = []
    changed = True
    while changed:
        changed = False
        for word in BEHIND:
            if tail.endswith(word) or tail.startswith(word):
                tail = tail.removesuffix(word) if tail.endswith(word) else tail.removeprefix(word)
                found.append(word)
                changed = True
    return tail, found


def _unit(tail: str, number: Number, units: Iterable[Unit], text: str) -> Unit | None:
    name = "%" if number.kind == "percent" else tail
    if number.kind == "fraction" and not tail:
        name = "%"
    if not name:
        return None
    for unit in units:
        if name == unit.name or name in unit.aliases:
            return unit
    raise FigureError(f"「{text}」的单位「{name}」没有声明")
