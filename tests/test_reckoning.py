"""How a question says what is to be worked out: given figures, ifs, pieces, numbers behind names."""

from __future__ import annotations

from fractions import Fraction

import pytest

from bot.engine import Engine
from bot.language.numbers import read_number


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.load()


@pytest.mark.parametrize(
    ("text", "value"),
    [("五件有四件", "4/5"), ("三个里头有俩", "2/3"), ("十户中有六户", "3/5")],
)
def test_so_many_of_so_many_is_a_fraction(text: str, value: str) -> None:
    number = read_number(text)
    assert number is not None
    assert (number.value, number.kind) == (Fraction(value), "fraction")


@pytest.mark.parametrize("text", ["四个有五个", "三个镇有两个", "两户三户"])
def test_what_is_no_part_of_a_whole_is_no_fraction(text: str) -> None:
    number = read_number(text)
    assert number is None or number.kind != "fraction"


@pytest.mark.parametrize(
    "question",
    [
        "如果太谷玛钢产能翻一番,产值多少",
        "要是介休炭素满产,产值多少",
        "如果祁县玻璃40万吨全做满,每吨1到3万元,值多少钱",
        "平遥那50亿里推光漆占百分之几",
        "就当是8万人、64家玻璃厂,祁县玻璃一家平均多少人",
        "榆次纺机液压比上年多了几户",
        "灵石腐植酸一吨多少钱",
        "太谷玛钢2023年每月产值多少",
        "广誉远每月产值多少",
        "平遥铸造一户多少工人",
        "祁县酥梨五吨多少钱",
        "太谷玛钢产值全国排第几",
        "市级专业镇利润加起来过10亿没",
    ],
)
def test_what_the_page_does_not_bear_is_not_worked_out(engine: Engine, question: str) -> None:
    reply, _ = engine.reply(question)
    assert reply.status in ("unknown", "clarify"), reply.text


def test_a_figure_worked_out_shows_how(engine: Engine) -> None:
    reply, _ = engine.reply("寿阳玉露香梨农民人均年收入摊到每个月多少")
    assert "3000元" in reply.text
    assert [c.formula for c in reply.computed] == ["农民人均年收入3.6万元 ÷ 12"]
