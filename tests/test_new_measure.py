"""A measure that is only written in YAML answers every kind of question at once, with no pattern for it."""

from __future__ import annotations

import shutil

import pytest

from bot.engine import Engine
from bot.replies.reply import Reply
from bot.understanding.context import EMPTY
from bot.world import data_folder, read_world

MEASURES = """\
measures:
  - id: green_area
    name: 绿化面积
    kind: amount
    dimension: area
    names: [绿地面积, 绿化亩数]
    collocates: [绿化, 绿地]
    additive: true
  - id: festivals
    name: 节庆活动
    kind: list
    item_kind: festival
    names: [节庆, 节会]
    collocates: [举办, 办]
  - id: shuttle_buses
    name: 接驳车
    kind: count
    dimension: vehicles
    names: [接驳巴士, 摆渡车]
"""
UNIT = "  - {name: 辆, dimension: vehicles}\n"
ADDED = {
    "qixian-glassware": "  - {measure: green_area, value: 1200亩, at: x}\n  - {measure: shuttle_buses, value: 18辆, at: x}\n",
    "zuoquan-sketching": (
        "  - {measure: green_area, value: 约3.5万亩, period: '2024', at: x}\n"
        "  - {measure: festivals, items: [开笔节, 红叶季], at: x}\n"
    ),
    "yuci-vinegar": "  - {measure: green_area, value: 800余亩, at: x}\n",
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("new") / "knowledge"
    shutil.copytree(data_folder("knowledge"), folder)
    (folder / "measures/added.yaml").write_text(MEASURES, encoding="utf-8")
    units = folder / "units.yaml"
    units.write_text(units.read_text(encoding="utf-8") + UNIT, encoding="utf-8")
    for town, facts in ADDED.items():
        path = folder / "jinzhong/towns" / f"{town}.yaml"
        text = path.read_text(encoding="utf-8")
        assert text.count("\nfacts:\n") == 1
        path.write_text(text.replace("\nfacts:\n", f"\nfacts:\n{facts}"), encoding="utf-8")
    return Engine(read_world(folder / "jinzhong"))


def ask(engine: Engine, *turns: str) -> Reply:
    context = EMPTY
    for turn in turns:
        reply, context = engine.reply(turn, context)
    return reply


@pytest.mark.parametrize(
    ("kind", "question", "said", "cited"),
    [
        ("look-up", "祁县玻璃绿化面积", ["1200亩", "绿化面积"], ["qixian-glassware"]),
        ("look-up", "左权写生基地的绿化面积是多少", ["约3.5万亩", "2024"], ["zuoquan-sketching"]),
        ("look-up", "榆次老陈醋绿化面积有多大", ["800余亩"], ["yuci-vinegar"]),
        ("another name", "祁县玻璃的绿地面积多少亩", ["1200亩"], ["qixian-glassware"]),
        ("a new unit", "祁县玻璃有多少辆摆渡车", ["18辆"], ["qixian-glassware"]),
        ("list", "左权写生基地有哪些节庆", ["开笔节", "红叶季"], ["zuoquan-sketching"]),
        ("list", "左权写生基地举办什么节庆活动", ["开笔节", "红叶季"], ["zuoquan-sketching"]),
        ("yes", "祁县玻璃绿化面积超过1000亩了吗", ["是", "1200亩"], ["qixian-glassware"]),
        ("no", "祁县玻璃绿化面积有3000亩吗", ["不是", "1200亩"], ["qixian-glassware"]),
        ("yes", "左权写生基地的节庆有开笔节吗", ["是", "开笔节"], ["zuoquan-sketching"]),
        ("which town", "开笔节是哪里的", ["左权"], None),
        ("which town", "哪个镇有接驳车", ["祁县玻璃", "18辆"], ["qixian-glassware"]),
        ("which towns", "哪些镇有绿化面积", ["1200亩", "3.5万亩", "800余亩"], [*ADDED]),
        ("most", "绿化面积最大的镇是哪个", ["左权", "3.5万亩"], ["zuoquan-sketching"]),
        ("rank", "绿化面积排名", ["左权", "祁县", "榆次"], [*ADDED]),
        ("top", "绿化面积前两名", ["左权", "祁县"], ["qixian-glassware", "zuoquan-sketching"]),
        ("compare", "祁县玻璃和左权写生基地哪个绿化面积大", ["左权", "1200亩"], ["qixian-glassware", "zuoquan-sketching"]),
        ("filter", "绿化面积1000亩以上的镇", ["左权", "祁县"], ["qixian-glassware", "zuoquan-sketching"]),
        ("sum", "祁县玻璃和榆次老陈醋绿化面积合计", ["2000"], ["qixian-glassware", "yuci-vinegar"]),
        ("convert", "左权写生基地绿化面积是哪年的数据", ["2024"], None),
        ("typo", "祁县玻璃绿华面积", ["1200亩"], ["qixian-glassware"]),
        ("traditional", "祁縣玻璃綠化面積", ["1200"], ["qixian-glassware"]),
    ],
)  # fmt: skip
def test_it_answers(engine: Engine, kind: str, question: str, said: list[str], cited: list[str] | None) -> None:
    reply = ask(engine, question)
    assert reply.status == "answered", f"{kind}: {reply.text}"
    for text in said:
        assert text in reply.text, f"{kind}: {reply.text}"
    if cited is not None:
        assert sorted(fact.subject_id for fact in reply.facts) == sorted(cited), kind


def test_the_order_is_that_of_the_figures(engine: Engine) -> None:
    text = ask(engine, "绿化面积排名").text
    assert text.index("左权") < text.index("祁县") < text.index("榆次")


@pytest.mark.parametrize("question", ["平遥铸造绿化面积", "灵石腐植酸有哪些节庆", "太谷玛钢有多少辆接驳车"])
def test_towns_without_it_are_declined(engine: Engine, question: str) -> None:
    reply = ask(engine, question)
    assert reply.status == "unknown", reply.text
    assert not reply.facts


def test_it_follows_in_a_conversation(engine: Engine) -> None:
    assert "800余亩" in ask(engine, "祁县玻璃绿化面积", "榆次老陈醋呢").text
    assert "1200亩" in ask(engine, "祁县玻璃出口比例", "绿化面积呢").text


def test_without_the_yaml_none_of_this_is_known() -> None:
    reply = ask(Engine.load(), "祁县玻璃绿化面积")
    assert reply.status == "unknown"
    assert not reply.facts
