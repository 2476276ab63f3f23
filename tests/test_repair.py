"""Names typed wrongly are repaired and the repair is shown; what would change an answer is never the outcome of one."""

from __future__ import annotations

from functools import cache

import pytest

from bot.engine import Engine
from bot.replies.reply import Reply


@cache
def engine() -> Engine:
    return Engine.load()


def ask(question: str) -> Reply:
    reply, _ = engine().reply(question)
    return reply


@pytest.mark.parametrize(
    ("how", "typed", "read_as", "said"),
    [
        ("a homophone", "码钢一年产多少吨", "玛钢", "120万吨"),
        ("a homophone", "太古玛钢产值", "太谷玛钢", "130亿元"),
        ("a homophone", "推光期产值", "推光漆", "5.0亿元"),
        ("a homophone", "祁县稣梨产值", "祁县酥梨", "6.43亿元"),
        ("a homophone", "祁县酥黎产值", "祁县酥梨", "6.43亿元"),
        ("a homophone", "榆次方机液压营收", "榆次纺机液压", "55.94亿元"),
        ("a homophone", "左权写生鸡地收入", "写生基地", "2800万元"),
        ("a homophone", "灵石付植酸企业数", "灵石腐植酸", "51"),
        ("a look-alike", "平遥生肉产值", "平遥牛肉", "35.2亿元"),
        ("a look-alike", "祁县波璃出口比例", "祁县玻璃", "约70%"),
        ("a look-alike", "祁县玻漓产能", "祁县玻璃", "30万吨"),
        ("two swapped", "推漆光器产值", "推光漆器", "5.0亿元"),
        ("two swapped", "祁县璃玻出口比例", "祁县玻璃", "约70%"),
        ("one too many", "祁县玻玻璃出口比例", "祁县玻璃", "约70%"),
        ("pinyin", "祁县 boli 出口比例", "玻璃", "约70%"),
        ("pinyin", "qixian boli chukou bili", "祁县玻璃", "约70%"),
        ("initials", "qx玻璃多少工人", "祁县", "3万多名"),
        ("a measure", "平遥铸造企页多少", "企业", "94户"),
    ],
)
def test_a_slip_is_repaired_and_shown(how: str, typed: str, read_as: str, said: str) -> None:
    reply = ask(typed)
    assert reply.status == "answered", f"{how}: {reply.text}"
    assert said in reply.text
    assert any(read_as in repair.read_as or repair.read_as in read_as for repair in reply.repairs)
    assert all(repair.typed in typed for repair in reply.repairs)


def test_what_is_typed_right_is_not_repaired() -> None:
    assert ask("祁县玻璃出口比例").repairs == ()


@pytest.mark.parametrize(
    ("why", "typed"),
    [
        ("a place of its own", "清徐老陈醋产值"),
        ("a place of its own", "阳泉玻璃出口比例"),
        ("a place of its own", "祁门玻璃企业数"),
        ("a word of its own", "太谷产粮"),
        ("another measure", "祁县玻璃产量"),
        ("another measure", "平遥铸造产值"),
        ("another measure", "太谷玛钢营收"),
        ("nothing near", "祁县玻璃利润率"),
        ("nothing near", "量子计算产值"),
    ],
)
def test_what_is_a_thing_of_its_own_is_never_read_as_another(why: str, typed: str) -> None:
    reply = ask(typed)
    assert reply.status != "answered", f"{why}: {reply.text}"
    assert not reply.facts


@pytest.mark.parametrize(
    ("typed", "measure"), [("太谷玛钢产能", "capacity"), ("太谷玛钢产量", "output"), ("太谷玛钢产值", "output_value")]
)
def test_measures_that_differ_by_one_character_are_told_apart(typed: str, measure: str) -> None:
    assert [fact.measure for fact in ask(typed).facts] == [measure]


@pytest.mark.parametrize(
    ("typed", "said"),
    [("祁县玻出口比例", "约70%"), ("祁县玻璃出囗比例", "约70%"), ("太谷玛钢产直", "130亿元\n")],
)
def test_a_repair_leaves_the_exact_words_beside_it_whole(typed: str, said: str) -> None:
    assert said in ask(typed).text


@pytest.mark.parametrize("typed", ["平度牛肉产值", "祁县股市", "运城玻璃企业数", "长治铸造产能", "吕梁酥梨产值"])
def test_a_repair_does_not_swallow_a_place_or_a_word_of_its_own(typed: str) -> None:
    assert not ask(typed).facts


def test_spaces_between_single_characters_do_not_matter() -> None:
    assert "约70%" in ask("祁 县 玻 璃 出 口 比 例").text
