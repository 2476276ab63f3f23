"""What a conversation remembers, and what the words of a short question stand for."""

from __future__ import annotations

import json
from functools import cache

import pytest

from bot.engine import Engine
from bot.understanding.context import EMPTY, Context
from bot.world import load_world


@cache
def engine() -> Engine:
    return Engine(load_world())


def after(*questions: str) -> Context:
    context = EMPTY
    for question in questions:
        _, context = engine().reply(question, context)
    return context


def text(question: str, context: Context) -> str:
    return engine().reply(question, context)[0].text


@pytest.mark.parametrize(
    "questions",
    [
        ("太谷玛钢产值",),
        ("产值10亿以上的市级镇", "放宽到5亿", "第一个的企业数"),
        ("太谷玛钢产值", "利润呢", "那平遥铸造呢"),
        ("产能多大", "第一个", "换成公斤"),
        ("平遥牛肉产值", "推光漆呢", "加起来", "牛肉占几成"),
    ],
)
def test_a_context_survives_storage(questions: tuple[str, ...]) -> None:
    context = after(*questions)
    assert Context.from_json(context.to_json()) == context


@pytest.mark.parametrize("stored", ["", "[]", "{}", "null", '{"mentions": 1}', '{"act": "rank", "mentions": []}'])
def test_what_is_no_context_of_this_version_is_an_empty_one(stored: str) -> None:
    assert Context.from_json(stored) == EMPTY


def test_a_context_with_a_key_of_another_version_is_an_empty_one() -> None:
    stored = json.loads(after("太谷玛钢产值").to_json())
    assert Context.from_json(json.dumps(stored | {"operator": "most"})) == EMPTY
    del stored["figures"]
    assert Context.from_json(json.dumps(stored)) == EMPTY


def test_a_list_is_kept_until_another_comes() -> None:
    context = after("省级专业镇有哪些", "第一个的产值")
    assert len(context.listed) == 4
    assert context.subjects == context.listed[:1]


def test_an_unknown_measure_stays_the_question() -> None:
    context = after("太谷玛钢产值", "利润呢")
    assert "利润" in text("那平遥铸造呢", context)
    assert "188万吨" in text("产能呢", context)


def test_questions_about_the_last_figure_leave_the_thread_where_it_was() -> None:
    for about in ("来源呢", "哪年的", "换成万元", "再说一遍", "超过百亿没", "排第几", "谢谢", "明天下雨吗"):
        assert "94户" in text("平遥铸造呢", after("太谷玛钢企业数", about)), about


def test_figures_of_different_measures_are_not_added_up() -> None:
    context = after("太谷玛钢产值", "榆次纺机液压营业收入")
    assert engine().reply("加起来", context)[0].status != "answered"


def test_after_a_question_without_an_answer_earlier_figures_are_not_compared() -> None:
    context = after("太谷玛钢产值", "平遥牛肉产值", "利润呢")
    assert engine().reply("差多少", context)[0].status != "answered"


@pytest.mark.parametrize("word", ["重置", "重新开始", "换个话题", "/reset", "那我们换个话题吧", "说点别的"])
def test_words_that_end_a_conversation(word: str) -> None:
    reply, context = engine().reply(word, after("太谷玛钢产值"))
    assert reply.status == "chat"
    assert context == EMPTY


def test_what_follows_such_a_word_stands_for_itself() -> None:
    assert engine().reply("换个话题,产能呢", after("太谷玛钢产值"))[0].status == "clarify"


def test_a_pointing_word_with_nobody_before_it_is_asked_back_about() -> None:
    reply, _ = engine().reply("它的产值是多少", EMPTY)
    assert reply.status == "clarify"
    assert reply.choices
    for choice in reply.choices:
        assert engine().reply(choice, EMPTY)[0].status == "answered"
