"""Words that only paint are passed over and named; words that may change what is asked block as before."""

from __future__ import annotations

import pytest

from bot.engine import Engine


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.load()


def test_a_painting_word_is_passed_over_and_named(engine: Engine) -> None:
    reply, _ = engine.reply("祁县玻璃摇摇晃晃一年能造多少吨")
    assert reply.status == "answered"
    assert "30万吨" in reply.text
    assert "“摇摇晃晃”" in reply.text


@pytest.mark.parametrize(
    "question",
    [
        "太谷玛钢裁了多少人",  # what happens to people
        "太谷玛钢停产的企业有几户",  # what happens to firms
        "祁县玻璃退税比例",  # dealings
        "祁县玻璃磨砂企业数",  # right before a word of the matter: which ones
        "太谷玛钢新企业数",  # new ones are others
        "太谷玛钢期待产值多少",  # what is wished for is not what is
        "太谷玛钢务必产值多少",  # nor is what is due
    ],
)
def test_a_word_that_may_change_what_is_asked_blocks(engine: Engine, question: str) -> None:
    reply, _ = engine.reply(question)
    assert reply.status != "answered", reply.text


def test_a_claim_is_made_by_all_of_its_words(engine: Engine) -> None:
    reply, _ = engine.reply("玛钢是太谷新冒出来的产业吗")
    assert not reply.text.startswith("是的")


def test_a_new_topic_of_painting_words_inherits_nothing(engine: Engine) -> None:
    _, context = engine.reply("太谷玛钢产值")
    reply, _ = engine.reply("明天会下雨吗", context)
    assert reply.status in ("off_topic", "unknown")
    assert "130" not in reply.text
