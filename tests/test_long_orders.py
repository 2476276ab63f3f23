"""Orders too long for one reply: the first places, and 「更多」 for those behind them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.engine import Engine
from bot.understanding.context import EMPTY
from tests.small_city import write_small_city

FLOWERS = "梅兰菊荷桃杏榴桂芍莲樱桐棠槐柏榆椿葵"
TOWN = """\
town: {{id: {id}, name: {flower}花瓷专业镇, short: {flower}花瓷, aliases: [{flower}花瓷], county: shiqu, level: municipal}}
facts:
  - {{measure: output_value, value: {value}亿元, period: "2024", at: 产值}}
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """The small city with eighteen towns more: twenty with a value."""
    city = write_small_city(tmp_path_factory.mktemp("long"))
    for number, flower in enumerate(FLOWERS):
        path = Path(city) / "towns" / f"flower-{number}.yaml"
        path.write_text(TOWN.format(id=f"flower-{number}", flower=flower, value=100 - number), encoding="utf-8")
    return Engine.load(city)


def places(text: str) -> list[int]:
    """The numbers of the places that a reply gives."""
    heads = [line.partition(".")[0] for line in text.split("\n")]
    return [int(head) for head in heads if head.isdigit()]


def test_a_long_order_is_given_in_pages_and_more_goes_on_with_it(engine: Engine) -> None:
    first, context = engine.reply("产值排名")
    assert places(first.text) == list(range(1, 11))
    assert "后面还有10个" in first.text
    assert first.suggestions[0] == "更多"
    second, context = engine.reply("更多", context)
    assert places(second.text) == list(range(11, 21))
    assert "后面还有" not in second.text
    assert "更多" not in second.suggestions
    assert [fact.value for fact in second.facts][:2] == ["90", "89"]


def test_more_after_the_first_three_gives_those_behind_them(engine: Engine) -> None:
    _, context = engine.reply("产值前三")
    reply, _ = engine.reply("更多", context)
    assert places(reply.text)[0] == 4


def test_more_from_below(engine: Engine) -> None:
    _, context = engine.reply("产值从低到高排")
    reply, _ = engine.reply("更多", context)
    assert places(reply.text)[0] == 11


def test_a_number_that_is_asked_for_is_given_whole(engine: Engine) -> None:
    reply, _ = engine.reply("产值前15名", EMPTY)
    assert len(places(reply.text)) == 15


def test_in_another_topic_more_means_that_topic(engine: Engine) -> None:
    _, context = engine.reply("产值排名")
    _, context = engine.reply("白溪竹编企业数", context)
    reply, _ = engine.reply("更多", context)
    assert not places(reply.text)
    assert "竹编" in reply.text


def test_english(engine: Engine) -> None:
    first, context = engine.reply("rank by output value")
    assert first.suggestions[0] == "show more"
    reply, _ = engine.reply("show more", context)
    assert places(reply.text)[0] == 11
