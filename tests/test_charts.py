"""Charts say what the reply says: each bar a fact or a computation declared, with its year, under its name."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from bot.engine import Engine
from bot.knowledge.quantity import Quantity
from bot.language.lengths import utf16_units
from bot.replies.chart import CAPTION_LIMIT, Bar, Chart, printed
from bot.replies.checker_chart import misdrawn
from bot.replies.reply import Reply, Span
from bot.understanding.context import EMPTY, Context
from bot.world import load_world
from tests.small_city import write_small_city


@pytest.fixture(scope="module")
def jinzhong() -> Engine:
    return Engine.load()


def asked(engine: Engine, *turns: str) -> Reply:
    context = EMPTY
    for turn in turns:
        reply, context = engine.reply(turn, context)
    return reply


def chart(engine: Engine, *turns: str) -> Chart:
    found = asked(engine, *turns).chart
    assert found is not None
    return found


DRAWN = {
    "产值前三的专业镇": ("bars", 3),
    "产值最高的是哪个镇": ("bars", 8),
    "各镇产能排名": ("bars", 5),
    "历史年数排名": ("bars", 5),
    "平遥牛肉和推光漆产值比较": ("bars", 2),
    "哪些镇产值超过10亿": ("bars", 4),
    "太谷玛钢和祁县玻璃的企业数": ("bars", 2),
    "平遥牛肉产值,推光漆呢": ("bars", 2),
    "各镇产值": ("bars", 8),
    "全市产值合计": ("bars", 8),
    "各县产值合计": ("bars", 7),
    "各县有几个专业镇": ("bars", 11),
    "祁县玻璃出口比例": ("shares", 1),
    "太谷玛钢规上企业占比": ("shares", 1),
    "市场份额排名": ("shares", 4),
    "祁县玻璃出口到美国占多少": ("nested", 2),
    "美国占祁县玻璃全部产品的比例": ("nested", 2),
    "祁县玻璃除了美国和欧洲还有多少": ("parts", 3),
    "平遥牛肉2023年产值": ("change", 2),
    "平遥牛肉产值增速": ("change", 2),
    "平遥牛肉产值": ("change", 2),
    "top 3 towns by output value": ("bars", 3),
    "各鎮產值": ("bars", 8),
}


@pytest.mark.parametrize("question", DRAWN)
def test_an_answer_is_drawn_as_what_it_is(jinzhong: Engine, question: str) -> None:
    found = chart(jinzhong, question)
    assert (found.kind, len(found.bars)) == DRAWN[question]


@pytest.mark.parametrize("question", DRAWN)
def test_each_bar_is_a_fact_or_declared_as_worked_out(jinzhong: Engine, question: str) -> None:
    found = chart(jinzhong, question)
    known = load_world().catalogue.fact_by_id
    for bar in found.bars:
        figure = next(span for span in bar.value if span.origin in ("fact", "computed"))
        if figure.origin == "fact":
            value = known[figure.ref].value
            assert isinstance(value, Quantity)
            assert (bar.length, bar.low, bar.high) == (value.base_value, *value.base_interval)
            assert figure.ref in found.facts
        elif figure.ref != "count":
            assert found.computed


@pytest.mark.parametrize("question", DRAWN)
def test_the_caption_has_the_same_figures_and_fits(jinzhong: Engine, question: str) -> None:
    found = chart(jinzhong, question)
    caption = found.caption
    assert utf16_units(caption) <= CAPTION_LIMIT
    for bar in found.bars:
        assert printed(bar.value) in caption
        assert printed(bar.label) in caption
        assert all(printed(note) in caption for note in bar.notes)
    assert printed(found.source) in caption


def test_a_long_chart_loses_notes_and_then_lines_but_no_half_figure(jinzhong: Engine) -> None:
    found = chart(jinzhong, "各镇产值")
    long = replace(found, bars=found.bars * 12)
    assert utf16_units(long.caption) <= CAPTION_LIMIT
    assert set(long.caption.split("\n")) <= {*found.caption.split("\n"), "…"}


@pytest.mark.parametrize(
    "question", ["祁县玻璃每吨价格", "榆次纺机液压有几户单项冠军", "太谷玛钢的产值和企业数", "太谷玛钢在哪", "你好"]
)
def test_what_can_not_be_compared_has_no_chart(jinzhong: Engine, question: str) -> None:
    assert asked(jinzhong, question).chart is None


def test_years_are_said_once_where_they_agree_and_on_each_bar_where_they_do_not(jinzhong: Engine) -> None:
    same, other = chart(jinzhong, "历史年数排名"), chart(jinzhong, "产值前三的专业镇")
    assert printed(same.common) == "原文未注明年份"
    assert not any(bar.notes for bar in same.bars)
    assert not other.common
    assert ["".join(map(printed, bar.notes)) for bar in other.bars] == ["原文未注明年份", "2022年", "2024年"]


def test_approximate_figures_ranges_and_computed_ones_are_marked(jinzhong: Engine) -> None:
    bars = {printed(bar.value): bar for bar in chart(jinzhong, "历史年数排名").bars}
    assert bars["400余年"].marks == ("approximate",)
    assert bars["60~70年"].marks == ("range",)
    before, after = chart(jinzhong, "平遥牛肉2023年产值").bars
    assert "computed" in before.marks
    assert "推算" in map(printed, before.notes)
    assert after.marks == ()


def test_the_place_that_was_asked_for_is_picked_out_of_all(jinzhong: Engine) -> None:
    bars = chart(jinzhong, "产值第二高的镇").bars
    assert [bar.is_picked for bar in bars] == [False, True, *(False for _ in bars[2:])]


def test_what_was_left_out_is_said(jinzhong: Engine) -> None:
    assert [printed(note) for note in chart(jinzhong, "各镇产能排名").notes] == ["共16个镇,5个有产能的数据"]


BEHIND = [
    "图表",
    "画图",
    "把它画成图",
    "画出来看看",
    "能画个图表吗",
    "做成柱状图",
    "图",
    "用图表示",
    "圖表",
    "chart",
    "draw it",
]


@pytest.mark.parametrize("words", BEHIND)
def test_the_word_alone_draws_the_last_answer(jinzhong: Engine, words: str) -> None:
    plain, drawn = asked(jinzhong, "产值前三的专业镇"), asked(jinzhong, "产值前三的专业镇", words)
    assert drawn.wants_chart
    assert not plain.wants_chart
    assert (drawn.text, drawn.chart) == (plain.text, plain.chart)


WITH_QUESTION = [
    "各镇产值图表", "图表 各镇产值", "图表:各镇产值", "画一张各镇产值的图", "把各镇产值画成图", "各镇产值 图", "画图各镇产值",
    "各镇产值用柱状图显示", "给我看各镇产值的图表",
]  # fmt: skip


@pytest.mark.parametrize("message", WITH_QUESTION)
def test_the_word_beside_a_question_draws_its_answer(jinzhong: Engine, message: str) -> None:
    reply = asked(jinzhong, message)
    assert reply.wants_chart
    assert reply.text == asked(jinzhong, "各镇产值").text


def test_a_picture_is_drawn_from_a_question_that_went_on_with_another(jinzhong: Engine) -> None:
    turns = ("祁县玻璃企业数", "太谷玛钢和它比呢")
    assert asked(jinzhong, *turns, "图表").text == asked(jinzhong, *turns).text


def test_the_conversation_goes_on_after_a_picture_and_its_context_can_be_stored(jinzhong: Engine) -> None:
    _, context = jinzhong.reply("产值前三的专业镇")
    again, after = jinzhong.reply("图表", Context.from_json(context.to_json()))
    assert again.chart is not None
    assert after == context
    assert jinzhong.reply("第二个呢", after)[0].text == jinzhong.reply("第二个呢", context)[0].text


@pytest.mark.parametrize(
    "message", ["晋中地图", "平遥推光漆图案有哪些", "左权写生画什么", "你能画画吗", "左权有几个画室"]
)
def test_other_words_with_the_same_characters_ask_for_no_picture(jinzhong: Engine, message: str) -> None:
    assert not asked(jinzhong, message).wants_chart


@pytest.mark.parametrize("turns", [("图表",), ("chart",), ("祁县玻璃每吨价格图表",), ("你好", "画图")])
def test_where_nothing_can_be_drawn_the_reply_gives_an_example_that_works(
    jinzhong: Engine, turns: tuple[str, ...]
) -> None:
    reply = asked(jinzhong, *turns)
    assert reply.wants_chart
    assert reply.chart is None
    example = reply.suggestions[0]
    assert example in reply.text
    assert asked(jinzhong, example).chart is not None


def test_charts_are_in_the_language_of_the_reply(jinzhong: Engine) -> None:
    english, traditional = chart(jinzhong, "top 3 towns by output value"), chart(jinzhong, "各鎮產值")
    assert (english.language, traditional.language) == ("en", "zh-Hant")
    assert "13 billion yuan" in english.caption
    assert "130億元" in traditional.caption


@pytest.mark.parametrize(
    ("question", "bound"),
    [
        ("Which towns have output value over 500 million?", "500 million or more"),
        ("Towns with output value below 10 billion yuan", "below 10 billion"),
        ("Which towns have between 50 and 100 companies?", "50 to 100"),
    ],
)
def test_a_bound_stands_on_an_english_chart_as_it_was_said(jinzhong: Engine, question: str, bound: str) -> None:
    found = chart(jinzhong, question)
    assert found.language == "en"
    assert bound in found.caption


def findings(doctored: Chart) -> tuple[str, ...]:
    catalogue = load_world().catalogue
    facts = [catalogue.fact_by_id[fact] for fact in doctored.facts]
    return misdrawn(doctored, facts, {unit.name: unit.factor for unit in catalogue.units})


def with_bar(found: Chart, bar: Bar, place: int = 0) -> Chart:
    return replace(found, bars=(*found.bars[:place], bar, *found.bars[place + 1 :]))


def test_a_chart_as_composed_is_found_right(jinzhong: Engine) -> None:
    assert {question: findings(chart(jinzhong, question)) for question in list(DRAWN)[:21]} == dict.fromkeys(
        list(DRAWN)[:21], ()
    )


def test_a_bar_of_another_length_is_found(jinzhong: Engine) -> None:
    found = chart(jinzhong, "产值前三的专业镇")
    first = found.bars[0]
    assert findings(with_bar(found, replace(first, length=first.length * Fraction(11, 10))))
    assert findings(with_bar(found, replace(first, high=None)))
    before = chart(jinzhong, "平遥牛肉2023年产值")
    assert findings(with_bar(before, replace(before.bars[0], length=before.bars[1].length)))


def test_a_figure_under_another_name_is_found(jinzhong: Engine) -> None:
    found = chart(jinzhong, "产值前三的专业镇")
    one, other = found.bars[:2]
    assert findings(with_bar(found, replace(one, label=other.label)))
    assert findings(with_bar(found, replace(one, text=other.text)))


def test_a_figure_without_its_year_is_found(jinzhong: Engine) -> None:
    found = chart(jinzhong, "产值前三的专业镇")
    assert findings(with_bar(found, replace(found.bars[1], notes=()), 1))
    assert findings(with_bar(found, replace(found.bars[0], notes=found.bars[1].notes)))


def test_a_typed_figure_and_one_of_another_measure_are_found(jinzhong: Engine) -> None:
    found, other = chart(jinzhong, "产值前三的专业镇"), chart(jinzhong, "太谷玛钢和祁县玻璃的企业数")
    assert findings(with_bar(found, replace(found.bars[0], value=(Span("131亿元", "wording"),))))
    mixed = replace(found, bars=(*found.bars, *other.bars), facts=(*found.facts, *other.facts))
    assert any("more than one measure" in finding for finding in findings(mixed))


def test_parts_that_are_more_than_their_whole_are_found(jinzhong: Engine) -> None:
    found = chart(jinzhong, "祁县玻璃除了美国和欧洲还有多少")
    assert findings(replace(found, bars=(*found.bars, found.bars[0])))


def test_another_city_has_charts_of_its_own_measures(tmp_path: Path) -> None:
    engine = Engine.load(write_small_city(tmp_path))
    found = chart(engine, "各镇企业数排名")
    assert [printed(bar.value) for bar in found.bars] == ["112家", "86家", "30余家"]
    assert chart(engine, "白溪竹编出口比例").kind == "shares"
    reply = asked(engine, "石渠岭陶器窑口数图表")
    assert reply.chart is None
    assert asked(engine, reply.suggestions[0]).chart is not None
