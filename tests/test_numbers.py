"""Numbers as people write them in Chinese are read exactly."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.language.decimals import exactly
from bot.language.folding import fold
from bot.language.numbers import read_number, resolution


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("七成", "0.7"), ("7成", "0.7"), ("七成半", "0.75"), ("三成五", "0.35"), ("十成", "1"), ("一半", "0.5"), ("半", "0.5"),
        ("70%", "0.7"), ("７０％", "0.7"), ("18.22%", "0.1822"), ("百分之七十", "0.7"), ("百分之70", "0.7"),
        ("百分之十二点五", "0.125"), ("百分之一百", "1"), ("千分之五", "0.005"),
        ("三分之一", "1/3"), ("2/3", "2/3"), ("五分之四", "0.8"),
        ("3.4万", "34000"), ("３.４万", "34000"), ("三点五亿", "350000000"), ("40.2亿", "4020000000"), ("5.0亿", "500000000"),
        ("两亿五", "250000000"), ("两万三", "23000"), ("十二万五", "125000"), ("一千二", "1200"), ("两千五", "2500"),
        ("一百五", "150"), ("二百五", "250"), ("一百零五", "105"), ("三千零二", "3002"), ("一万零五百", "10500"),
        ("一亿零三", "100000003"), ("十五", "15"), ("二十", "20"), ("两百", "200"), ("一千零二十", "1020"),
        ("四千三百二十万", "43200000"), ("一亿两千万", "120000000"), ("九十九万九千九百九十九", "999999"),
        ("百万", "1000000"), ("千万", "10000000"), ("十万", "100000"), ("3千", "3000"), ("5百", "500"), ("1万亿", "1000000000000"),
        ("1,200", "1200"), ("12,345.6", "12345.6"), ("二〇二四", "2024"), ("零", "0"),
    ],
)  # fmt: skip
def test_a_number_has_the_value_that_people_mean(text: str, value: str) -> None:
    folded = fold(text).text
    number = read_number(folded)
    assert number is not None
    assert exactly(number.value) == value
    assert number.end == len(folded)
    assert number.low == number.high == number.value


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("6600余万", 66_000_000, 67_000_000), ("3万多", 30_000, 40_000), ("三万多", 30_000, 40_000), ("200余万", 2_000_000, 3_000_000),
        ("400余", 400, 500), ("三百多", 300, 400), ("三十来", 30, 40), ("1~3万", 10_000, 30_000), ("1-3万", 10_000, 30_000),
        ("1万至3万", 10_000, 30_000), ("三到五万", 30_000, 50_000), ("10～20", 10, 20),
    ],
)  # fmt: skip
def test_an_open_number_is_an_interval(text: str, low: int, high: int) -> None:
    number = read_number(fold(text).text)
    assert number is not None
    assert (number.low, number.high) == (Fraction(low), Fraction(high))


@pytest.mark.parametrize("text", ["", "点五", "玻璃", "成", "百分之", "分之一", "万里", "%", "几百", "-3"])
def test_what_is_no_number_is_not_read_as_one(text: str) -> None:
    number = read_number(text)
    assert number is None or number.end < len(text)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("三门峡", "三"), ("1.2.3", "1.2"), ("3.4万亩", "3.4万"), ("112户", "112"), ("七成五个", "七成"), ("10大系列", "10"),
        ("120万吨和188万吨", "120万"), ("2/0", "2"), ("两个梨", "两"),
    ],
)  # fmt: skip
def test_a_number_ends_where_its_unit_begins(text: str, read: str) -> None:
    number = read_number(text)
    assert number is not None
    assert text[: number.end] == read


def test_a_number_may_begin_anywhere() -> None:
    number = read_number("产值过千万了", 3)
    assert number is not None
    assert (number.start, number.end) == (3, 5)
    assert number.value == 10_000_000


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Fraction(1, 2), "0.5"), (Fraction(2, 3), "2/3"), (Fraction(5), "5"), (Fraction(-7, 4), "-1.75"), (Fraction(0), "0"),
        (Fraction(1, 8), "0.125"), (Fraction(643, 100), "6.43"),
    ],
)  # fmt: skip
def test_a_fraction_is_written_as_a_decimal_where_it_has_one(value: Fraction, written: str) -> None:
    assert exactly(value) == written


@given(st.fractions(min_value=-(10**12), max_value=10**12, max_denominator=10**6))
def test_what_is_written_reads_back_the_same(value: Fraction) -> None:
    assert Fraction(exactly(value)) == value


@given(st.decimals(min_value=0, max_value=10**9, places=3), st.sampled_from(["", "万", "亿"]))
def test_any_decimal_with_a_power_is_read_without_a_rounding(value: object, power: str) -> None:
    number = read_number(f"{value}{power}")
    assert number is not None
    assert number.value == Fraction(str(value)) * {"": 1, "万": 10**4, "亿": 10**8}[power]


@given(st.text(alphabet="零〇一二两三四五六七八九十百千万亿点半成分之余多来0123456789.,%/~-至到", max_size=14))
@example("3~5千")
@example("1到0")
@example("1-2十")
def test_no_row_of_numerals_breaks_the_reader(text: str) -> None:
    number = read_number(text)
    if number is not None:
        assert 0 < number.end <= len(text)
        assert number.is_range or number.high is None or number.low <= number.high


@pytest.mark.parametrize(
    ("value", "step"),
    [("6600", "100"), ("3.4", "1/10"), ("30000", "10000"), ("7/10", "1/10"), ("0", "1"), ("181.75", "1/100")],
)
def test_the_resolution_is_one_of_the_last_digit(value: str, step: str) -> None:
    assert resolution(Fraction(value)) == Fraction(step)
