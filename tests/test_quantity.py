"""Figures as a page writes them: what they exactly mean, and which approximation they carry."""

from __future__ import annotations

from fractions import Fraction

import pytest

from bot.knowledge.model import NUMERIC_KINDS
from bot.knowledge.quantity import FigureError, Quantity, Unit, read_quantity
from bot.world import load_world

UNITS = (
    Unit("元", "money"),
    Unit("吨", "mass", Fraction(1000)),
    Unit("公斤", "mass"),
    Unit("斤", "mass", Fraction(1, 2)),
    Unit("人", "people", aliases=("名",)),
    Unit("家", "companies"),
    Unit("户", "companies"),
    Unit("年", "years"),
    Unit("%", "share"),
    Unit("个品种", "varieties"),
    Unit("元/吨", "unit_price"),
)


@pytest.mark.parametrize(
    ("written", "value", "low", "high", "approx", "unit"),
    [
        ("130亿元", "13000000000", "13000000000", "13000000000", (), "元"),
        ("5.0亿元", "500000000", "500000000", "500000000", (), "元"),
        ("约5万人", "50000", "45000", "55000", ("约",), "人"),
        ("约70%", "0.7", "0.65", "0.75", ("约",), "%"),
        ("6600余万元", "66000000", "66000000", "67000000", ("余",), "元"),
        ("3万多名", "30000", "30000", "40000", ("多",), "人"),
        ("300多户", "300", "300", "400", ("多",), "户"),
        ("2700多年", "2700", "2700", "2800", ("多",), "年"),
        ("近万个品种", "10000", "9000", "10000", ("近",), "个品种"),
        ("近百年", "100", "90", "100", ("近",), "年"),
        ("约80%以上", "0.8", None, "", ("约", "以上"), "%"),
        ("超10亿元", "1000000000", "1000000000", "", ("超",), "元"),
        ("至少3家", "3", "3", "", ("至少",), "家"),
        ("不到5%", "0.05", "0", "0.05", ("不到",), "%"),
        ("2/3", "2/3", "2/3", "2/3", (), "%"),
        ("三分之一", "1/3", "1/3", "1/3", (), "%"),
        ("1~3万元/吨", "20000", "10000", "30000", (), "元/吨"),
        ("30~50户", "40", "30", "50", (), "户"),
        ("两千多家", "2000", "2000", "3000", ("多",), "家"),
        ("三成", "0.3", "0.3", "0.3", (), "%"),
    ],
)  # fmt: skip
def test_a_figure_is_read_with_its_interval_and_its_words(
    written: str, value: str, low: str | None, high: str, approx: tuple[str, ...], unit: str
) -> None:
    quantity = read_quantity(written, UNITS)
    assert quantity.written == written
    assert quantity.value == Fraction(value)
    assert low is None or quantity.low == Fraction(low)
    assert quantity.high == (Fraction(high) if high else None)
    assert quantity.approx == approx
    assert quantity.unit is not None
    assert quantity.unit.name == unit


def test_the_digits_stay_as_they_are_written() -> None:
    assert [read_quantity(text, UNITS).digits for text in ("5.0亿元", "2/3", "1~3万元/吨", "6600余万元")] == [
        "5.0",
        "2/3",
        "1~3",
        "6600",
    ]
    assert [read_quantity(text, UNITS).unit_text for text in ("5.0亿元", "70%", "6600余万元", "64户")] == [
        "亿元",
        "%",
        "万元",
        "户",
    ]


def test_units_of_one_dimension_convert_exactly() -> None:
    kilograms = {text: read_quantity(text, UNITS).base_value for text in ("1吨", "1000公斤", "2000斤", "0.1万斤")}
    assert kilograms == {"1吨": 1000, "1000公斤": 1000, "2000斤": 1000, "0.1万斤": 500}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("很多", "读不成数字"),
        ("数万人", "读不成数字"),
        ("几十家", "读不成数字"),
        ("", "读不成数字"),
        ("3贯", "没有声明"),
        ("3万元整", "没有声明"),
        ("3 亿美元", "没有声明"),
    ],
)
def test_what_is_no_figure_is_refused_with_the_reason(text: str, why: str) -> None:
    with pytest.raises(FigureError, match=why):
        read_quantity(text, UNITS)


@pytest.mark.parametrize(("text", "exact"), [("64户", True), ("2/3", True), ("约5万人", False), ("1~3万元/吨", False)])
def test_only_a_figure_without_an_approximation_is_exact(text: str, exact: bool) -> None:
    assert read_quantity(text, UNITS).is_exact is exact


def test_every_shipped_figure_holds_its_own_value_and_every_approximation_word_it_was_written_with() -> None:
    catalogue = load_world().catalogue
    quantities: list[Quantity] = [fact.value for fact in catalogue.facts if isinstance(fact.value, Quantity)]
    assert len(quantities) > 60
    for quantity in quantities:
        assert quantity.low <= quantity.value
        assert quantity.high is None or quantity.value <= quantity.high
        assert all(word in quantity.written for word in quantity.approx)
        vague = any(word in quantity.written for word in ("约", "余", "多", "近", "以上", "超", "上"))
        assert bool(quantity.approx) is vague or quantity.is_range, quantity.written


def test_every_shipped_figure_has_the_dimension_of_its_measure() -> None:
    catalogue = load_world().catalogue
    for fact in catalogue.facts:
        measure = catalogue.measures[fact.measure]
        assert isinstance(fact.value, Quantity) is (measure.kind in NUMERIC_KINDS), fact.id
        if isinstance(fact.value, Quantity):
            assert (fact.value.unit.dimension if fact.value.unit else "") == measure.dimension
