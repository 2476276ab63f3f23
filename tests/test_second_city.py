"""Another city is another folder of YAML: it answers like the first, and knows nothing of it."""

from __future__ import annotations

import pytest

from bot.engine import Engine
from bot.replies.reply import Reply
from bot.understanding.context import EMPTY
from bot.world import load_world, read_world
from tests.small_city import BAMBOO, CITY, OWN_MEASURES, POTTERY, TEA, write_small_city


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return Engine(read_world(write_small_city(tmp_path_factory.mktemp("second"))))


def ask(engine: Engine, *turns: str) -> Reply:
    context = EMPTY
    for turn in turns:
        reply, context = engine.reply(turn, context)
    return reply


ANSWERED: list[tuple[str, str, list[str]]] = [
    ("look-up", "白溪竹编产值", ["12.5亿元", "2024年", "云江专业镇一览"]),
    ("look-up", "竹编有多少企业", ["86家"]),
    ("look-up", "竹编从业人员", ["约9000人"]),
    ("look-up", "云雾茶种了多少亩", ["2.6万亩"]),
    ("its own measure", "陶器多少口窑", ["37座", "窑口数"]),
    ("the only holder", "窑口有多少", ["37座"]),
    ("a part", "酒坛占全国多少", ["15%"]),
    ("a statement", "竹编靠什么", ["毛竹林"]),
    ("a date", "陶器哪个朝代开始的", ["宋代"]),
    ("list", "竹编主要产品有哪些", ["竹篮", "竹席", "竹灯", "等"]),
    ("list", "竹编卖到哪里", ["新加坡", "德国"]),
    ("towns", "云江有哪些专业镇", ["竹编", "云雾茶", "陶器", "3"]),
    ("level", "市级专业镇有哪些", ["云雾茶", "陶器"]),
    ("class", "哪些是手工业的镇", ["竹编", "陶器"]),
    ("yes", "竹编是省级吗", ["是的", "省级"]),
    ("yes", "竹编卖到德国吗", ["是的", "德国"]),
    ("yes", "竹编产值超过10亿了吗", ["是的", "12.5亿元"]),
    ("no", "竹编产值超过20亿了吗", ["不是", "12.5亿元"]),
    ("no", "竹编从业人员超过一万了吗", ["不是", "约9000人"]),
    ("which town", "竹灯是哪里的", ["白溪"]),
    ("which county", "陶器在哪个县", ["石渠岭区"]),
    ("describe a town", "介绍一下竹编", ["白溪县", "省级", "12.5亿元"]),
    ("describe a county", "介绍一下白溪县", ["2个", "竹编", "云雾茶"]),
    ("rank", "产值排名", ["12.5亿元", "4.2亿元"]),
    ("most", "企业最多的专业镇", ["石渠岭陶器", "112家"]),
    ("filter", "企业100家以上的镇", ["石渠岭陶器"]),
    ("compare", "云雾茶和竹编哪个产值高", ["竹编", "8.3亿元"]),
    ("sum", "竹编和云雾茶产值合计", ["16.7亿元"]),
    ("source", "来源是什么", ["云江专业镇一览", "沈墨"]),
]


@pytest.mark.parametrize(("kind", "question", "said"), ANSWERED)
def test_it_answers(engine: Engine, kind: str, question: str, said: list[str]) -> None:
    reply = ask(engine, question)
    assert reply.status == "answered", f"{kind}: {reply.text}"
    for text in said:
        assert text in reply.text, f"{kind}: {reply.text}"


DECLINED: list[tuple[str, str]] = [
    ("a measure that the town lacks", "陶器产值"),
    ("a measure that nobody has", "竹编利润率"),
    ("a year that the page does not give", "竹编2023年产值"),
    ("a town of another city", "太谷玛钢产值"),
    ("a product of another city", "平遥牛肉产值"),
    ("another city", "晋中有哪些专业镇"),
    ("a county of another city", "祁县企业数"),
    ("a brand of another city", "四眼井是哪儿的"),
    ("something else", "今天天气怎么样"),
]


@pytest.mark.parametrize(("why", "question"), DECLINED)
def test_it_declines(engine: Engine, why: str, question: str) -> None:
    reply = ask(engine, question)
    assert reply.status in ("unknown", "off_topic"), f"{why}: {reply.text}"
    assert not reply.facts
    assert not reply.computed


def test_a_follow_up_keeps_its_subject(engine: Engine) -> None:
    assert "4.2亿元" in ask(engine, "竹编产值", "那云雾茶呢").text
    assert "86家" in ask(engine, "竹编产值", "企业呢").text


@pytest.mark.parametrize(
    "question", [question for _, question, _ in ANSWERED] + ["你好", "帮助", "你是谁", "", "/x", "?"]
)
def test_no_reply_holds_a_word_of_the_first_city(engine: Engine, question: str) -> None:
    first = load_world().catalogue
    names = {name for entity in first.entities.values() for name in (entity.name, entity.short, *entity.aliases)}
    names |= {source.title for source in first.sources.values()}
    # Common words (市级, 国内) may stand in both; what the second city or the bot's own words hold is no trace of the first.
    own = "".join((CITY, BAMBOO, TEA, POTTERY, OWN_MEASURES, *engine_words()))
    reply = ask(engine, question)
    shown = "\n".join((reply.text, *reply.suggestions, *reply.choices))
    assert [name for name in names if len(name) > 1 and name in shown and name not in own] == []


def engine_words() -> tuple[str, ...]:
    world = load_world()
    return (*world.wordings.templates.values(), *world.chat.replies.values())


def test_it_offers_examples_and_help_of_its_own(engine: Engine) -> None:
    assert "云江市" in engine.start_text()
    assert engine.examples
    for example in engine.examples:
        assert ask(engine, example).status == "answered", example
