"""Questions that would be answered but for their measure: one that the fact base does not know is declined, by name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import cycle, islice
from pathlib import Path

from bot.engine import Engine
from bot.language.folding import fold
from bot.language.mentions import find_mentions
from bot.suites.reading import read_suites
from bot.world import load_world

SUITES = Path(__file__).parent / "questions"
LEAST = 2000
_EACH = 3
UNKNOWN = [
    "利润总额",
    "净利润",
    "毛利率",
    "利润率",
    "亏损额",
    "税收",
    "纳税额",
    "税负",
    "补贴金额",
    "补助资金",
    "注册资本",
    "总资产",
    "负债率",
    "贷款余额",
    "融资额",
    "投资额",
    "固定资产投资",
    "研发投入",
    "研发费用",
    "专利数",
    "论文数",
    "用电量",
    "耗水量",
    "能耗",
    "碳排放量",
    "废水排放量",
    "排污费",
    "库存量",
    "合格率",
    "次品率",
    "退货率",
    "投诉量",
    "事故数",
    "死亡率",
    "离职率",
    "平均工资",
    "社保人数",
    "平均年龄",
    "博士人数",
    "用地面积",
    "厂房租金",
    "地价",
    "房价",
    "人口",
    "海拔",
    "降雨量",
    "GDP",
    "财政收入",
    "进口额",
    "进口量",
    "关税",
    "运费",
    "交货期",
    "起订量",
    "保质期",
    "热量",
    "含糖量",
    "股价",
    "市值",
    "市盈率",
    "门票价格",
    "客房数",
    "床位数",
    "粉丝数",
    "点击量",
]
"""Real measures that the page does not speak of."""
_SAYS_SO = ("没有写", "我这里没有", "不在我知道的范围")
_MEASURED = ("measure", "asked", "family")


@cache
def engine() -> Engine:
    return Engine.load()


def replaced() -> Iterator[str]:
    """Questions of the suites with the word for their measure replaced by an unknown one, in a few ways."""
    lexicon = load_world().lexicon
    suites, problems = read_suites([*sorted(SUITES.glob("*.yaml")), *sorted((SUITES / "facts").glob("*.yaml"))])
    assert problems == ()
    unknown = cycle(UNKNOWN)
    seen: set[str] = set()
    for case in (case for suite in suites for case in suite.cases):
        question = case.turns[0].ask
        text = fold(question).text
        expected = case.turns[0].expectation
        if len(case.turns) > 1 or expected is None or expected.statuses[:1] != ("answered",) or text in seen:
            continue
        seen.add(text)
        mentions = find_mentions(text, lexicon)
        words = [m for m in mentions if any(m.has(kind) for kind in _MEASURED)]
        if any(m.has("name") for m in mentions if words and m.start == words[0].end):
            continue  # A name right behind would be torn by the new word.
        meant = {fact.rpartition("/")[2].partition("~")[0] for fact in expected.facts}
        if (
            len(words) == 1
            and meant & {sense.ref for sense in words[0].senses}
            and words[0].end - words[0].start > 1
            and not words[0].has("name")
        ):
            for measure in islice(unknown, _EACH):
                yield text[: words[0].start] + measure + text[words[0].end :]
    assert not [measure for measure in UNKNOWN if any(s.kind in _MEASURED for s in lexicon.senses.get(measure, ()))]


def is_answered(question: str) -> bool:
    """Whether a question gets an answer that does not also say that something in it is not written of."""
    reply, _ = engine().reply(question)
    return reply.status == "answered" and not any(words in reply.text for words in _SAYS_SO)


def test_an_unknown_measure_is_declined_in_a_question_that_is_answered_otherwise() -> None:
    questions = list(replaced())
    assert len(questions) >= LEAST
    assert [question for question in questions if is_answered(question)] == []
