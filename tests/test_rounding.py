"""Worked-out figures are printed the way people write them, and never with more digits than they bear."""

from __future__ import annotations

from fractions import Fraction

import pytest

from bot.answering.arithmetic import derived
from bot.answering.result import Figure
from bot.answering.rounding import decimal, figure_text, is_rounded, scaled
from bot.knowledge.quantity import Unit, read_quantity

MONEY, MASS, PEOPLE, SHARE = (
    Unit("元", "money"),
    Unit("吨", "mass", Fraction(1000)),
    Unit("人", "people"),
    Unit("%", "share"),
)
UNITS = (MONEY, MASS, PEOPLE, SHARE)


def figure(value: str, dimension: str = "money", unit: str = "元", factor: int = 1, exact: bool = False) -> Figure:
    number = Fraction(value)
    return Figure(number, number, number, dimension, unit, Fraction(factor), "", (), False, exact)


@pytest.mark.parametrize(
    ("made", "text"),
    [
        (figure("854000000", exact=True), "8.54亿元"),
        (figure("16700000", exact=True), "1670万元"),
        (figure("340", exact=True), "340元"),
        (figure("0", exact=True), "0元"),
        (figure("-5000000", exact=True), "-500万元"),
        (figure("3260340632"), "32.6亿元"),
        (figure("260000"), "26万元"),
        (figure("4.9999"), "5元"),
        (figure("30/47", "share", ""), "63.8%"),
        (figure("1", "share", ""), "100%"),
        (figure("7/20", "share", ""), "35%"),
        (figure("1/3", "share", ""), "33.3%"),
        (figure("3.235", "ratio", "倍"), "3.24倍"),
        (figure("2", "ratio", "倍"), "2倍"),
        (figure("960000000", "mass", "吨", 1000, exact=True), "96万吨"),
    ],
)
def test_a_figure_is_printed_as_people_write_it(made: Figure, text: str) -> None:
    assert figure_text(made) == text


@pytest.mark.parametrize(
    ("made", "rounded"),
    [
        (figure("854000000", exact=True), False),
        (figure("3260340632"), True),
        (figure("30/47", "share", ""), True),
        (figure("7/20", "share", ""), False),
        (figure("10/3", "ratio", "倍"), True),
    ],
)
def test_a_figure_that_lost_digits_says_so(made: Figure, rounded: bool) -> None:
    assert is_rounded(made) is rounded


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("2.345", 2, "2.35"),
        ("2.344", 2, "2.34"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("2.00", 2, "2"),
        ("0.005", 2, "0.01"),
    ],
)
def test_halves_are_rounded_up_away_from_zero_and_zeros_at_the_end_go(value: str, places: int, text: str) -> None:
    assert decimal(Fraction(value), places) == text


@pytest.mark.parametrize(
    ("value", "power", "text"),
    [("43200000", "亿", "0.432亿"), ("43200000", "万", "4320万"), ("643000000", "", "6.43亿")],
)
def test_a_number_is_given_in_the_power_that_was_asked_for(value: str, power: str, text: str) -> None:
    assert scaled(Fraction(value), True, power) == text


@pytest.mark.parametrize(
    ("operation", "first", "second", "unit", "text", "approximate"),
    [
        ("divide", "120万吨", "188万吨", SHARE, "63.8%", False),
        ("divide", "130亿元", "约5万人", MONEY, "26万元", True),
        ("multiply", "50%", "约70%", SHARE, "35%", True),
        ("previous", "40.2亿元", "23.3%", MONEY, "32.6亿元", False),
        ("increase", "40.2亿元", "23.3%", MONEY, "7.6亿元", False),
        ("whole", "32万吨", "三分之一", MASS, "96万吨", False),
    ],
)
def test_a_figure_that_follows_from_two_others_is_worked_out_exactly(
    operation: str, first: str, second: str, unit: Unit, text: str, approximate: bool
) -> None:
    parts = [("a", read_quantity(first, UNITS)), ("b", read_quantity(second, UNITS))]
    made = derived(operation, parts, ["甲", "乙"], unit)
    assert figure_text(made) == text
    assert made.approximate is approximate
    assert made.inputs == ("a", "b")
    assert f"甲{first}" in made.formula
    assert second in made.formula


def test_an_approximate_input_makes_an_interval() -> None:
    parts = [("a", read_quantity("50%", UNITS)), ("b", read_quantity("约70%", UNITS))]
    made = derived("multiply", parts, ["甲", "乙"], SHARE)
    assert (made.low, made.high) == (Fraction("0.325"), Fraction("0.375"))


def test_an_operation_that_is_not_known_is_refused() -> None:
    parts = [("a", read_quantity("50%", UNITS)), ("b", read_quantity("70%", UNITS))]
    with pytest.raises(ValueError, match="unknown operation"):
        derived("root", parts, ["甲", "乙"], SHARE)
