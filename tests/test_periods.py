"""Years and relative times are found where they are written, and figures are not taken for them."""

from __future__ import annotations

import pytest

from bot.language.folding import fold
from bot.language.periods import find_periods


def found(text: str) -> list[tuple[str, str]]:
    """The relation and year of each period, of those that overlap the first and longest."""
    taken: list[tuple[str, str]] = []
    end = -1
    for period in find_periods(fold(text).text):
        if period.start >= end:
            taken.append((period.relation, period.year))
            end = period.end
    return taken


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2024年", "2024"),
        ("2024年度", "2024"),
        ("2024", "2024"),
        ("２０２４年", "2024"),
        ("二〇二四年", "2024"),
        ("二零二四年", "2024"),
        ("一九九八年", "1998"),
        ("24年产值", "2024"),
        ("08年", "2008"),
        ("1999", "1999"),
        ("太谷玛钢2024年出口额", "2024"),
        ("2024年底", "2024"),
    ],
)
def test_a_year_is_read_however_it_is_written(text: str, year: str) -> None:
    assert found(text) == [("year", year)]


@pytest.mark.parametrize("text", ["2019年到2023年", "2019-2023年", "2019~2023", "2019至2023年", "2019—2023年"])
def test_two_years_with_a_dash_are_a_span(text: str) -> None:
    assert found(text) == [("span", "2019/2023")]


def test_two_years_beside_each_other_are_two() -> None:
    assert found("2022年和2024年") == [("year", "2022"), ("year", "2024")]


@pytest.mark.parametrize("text", ["去年", "今年", "最近", "目前", "现在", "近年来", "今年上半年", "最新"])
def test_a_time_without_a_year_means_the_latest(text: str) -> None:
    assert found(text) == [("latest", "")]


@pytest.mark.parametrize(
    "text",
    [
        "24年历史", "30年", "400余年", "2700多年", "50多年", "二十四年", "50年代", "2024.5", "20245", "2024万", "2000亿", "2024%",
        "产值", "近百年", "112户", "10+30+50", "前三年",
    ],
)  # fmt: skip
def test_a_length_of_time_or_a_figure_is_no_year(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("text", ["2000亩", "超过2000家", "2024吨", "有2000人吗", "32000吨", "1950年代"])
def test_a_figure_with_a_unit_is_no_year(text: str) -> None:
    assert found(text) == []


def test_a_period_knows_where_it_stands() -> None:
    text = "那2024年呢"
    (period,) = find_periods(text)
    assert text[period.start : period.end] == period.text == "2024年"
