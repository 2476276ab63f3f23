from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli import main
from bot.engine import Engine
from bot.replies.reply import Computation, FactView
from bot.suites.judging import fold, judge
from bot.suites.reading import read_suites, suite_files
from bot.suites.report import report
from bot.suites.running import Result, run_suites
from bot.suites.suite import Expectation
from tests.conftest import ParrotEngine, fact, reply

ANSWERED = Expectation(statuses=("answered",), must=(("70%", "七成"),), must_not=("50%",), facts=("a.share",))


def run(tmp_path: Path, engine: Engine, yaml: str) -> tuple[Result, ...]:
    path = tmp_path / "suite.yaml"
    path.write_text(yaml, encoding="utf-8")
    suites, problems = read_suites([path])
    assert not problems
    return run_suites(engine, suites)


def problems_of(tmp_path: Path, yaml: str) -> list[str]:
    path = tmp_path / "suite.yaml"
    path.write_text(yaml, encoding="utf-8")
    _, problems = read_suites([path])
    return [f"{problem.line}: {problem.what}" for problem in problems]


@pytest.mark.parametrize(
    ("written", "folded"), [("约 70 %", "约70%"), ("1,200 人", "1200人"), ("ABC", "abc"), ("甲,乙", "甲,乙")]
)
def test_width_case_spaces_and_thousands_commas_do_not_matter(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_a_reply_with_all_that_is_asked_is_right() -> None:
    assert judge(reply("约 七成", facts=(fact("a.share"),)), ANSWERED).verdict == "right"


def test_a_fact_may_be_cited_by_a_computation() -> None:
    computed = Computation("70% × 1", ("a.share",), "70", "%")
    assert judge(reply("70%", computed=(computed,)), ANSWERED).verdict == "right"


@pytest.mark.parametrize(
    ("text", "facts", "reason"),
    [
        ("约", (fact("a.share"),), "缺少「70%」 / 「七成」"),
        ("70%,50%", (fact("a.share"),), "不该有「50%」"),
        ("70%", (), "没有引用事实 a.share"),
    ],
)
def test_an_answer_that_lacks_something_or_says_too_much_is_wrong(
    text: str, facts: tuple[FactView, ...], reason: str
) -> None:
    judgement = judge(reply(text, facts=facts), ANSWERED)
    assert judgement.verdict == "wrong"
    assert judgement.reasons == (reason,)


def test_no_answer_where_one_was_due_is_declined() -> None:
    assert judge(reply("没有", status="unknown"), ANSWERED).verdict == "declined"


def test_an_answer_where_none_was_due_is_wrong() -> None:
    assert judge(reply("70%"), Expectation(statuses=("unknown", "off_topic"))).verdict == "wrong"


def test_a_fair_question_back_need_not_hold_the_figures() -> None:
    expected = Expectation(statuses=("answered", "clarify"), must=(("70%",),))
    assert judge(reply("哪一个?", status="clarify"), expected).verdict == "right"


def test_a_decline_that_is_the_only_fair_reply_holds_what_it_must() -> None:
    expected = Expectation(statuses=("unknown",), must=(("2022",),))
    assert judge(reply("没有", status="unknown"), expected).verdict == "declined"


def test_an_overlong_look_up_is_declined_but_a_long_list_is_right() -> None:
    long = reply("七成" + "长" * 300, facts=(fact("a.share"),))
    assert judge(long, ANSWERED, ("lookup",)).verdict == "declined"
    assert judge(long, ANSWERED, ("lookup", "list")).verdict == "right"


def test_a_hard_negative_is_wrong_only_if_a_fact_is_stated() -> None:
    never = Expectation(no_fact=True)
    assert judge(reply("没有", status="off_topic"), never).verdict == "right"
    assert judge(reply("你好", status="chat"), never).verdict == "right"
    assert judge(reply("70%", facts=(fact("a.share"),)), never).verdict == "wrong"


def test_of_a_case_only_the_last_reply_is_judged(tmp_path: Path, engine: Engine) -> None:
    results = run(tmp_path, engine, "cases:\n  - {id: a, turns: [甲, 乙], must: [「乙」, [上一句「甲」, 无]]}\n")
    assert [result.passed for result in results] == [True]


def test_of_a_series_every_reply_is_judged(tmp_path: Path, engine: Engine) -> None:
    yaml = (
        "series:\n  - {id: s, turns: [{ask: 甲, must: [「甲」]}, {ask: 乙, expect: unknown}, {ask: 丙, must: [乙]}]}\n"
    )
    assert [result.judgement.verdict for result in run(tmp_path, engine, yaml)] == ["right", "wrong", "right"]


def test_every_question_of_a_category_of_hard_negatives_is_asked(
    tmp_path: Path, parrot: ParrotEngine, engine: Engine
) -> None:
    parrot.replies["乙"] = reply("70%", facts=(fact("a.share"),))
    results = run(tmp_path, engine, "never:\n  - {category: 别处, ask: [甲, 乙]}\n  - {category: 闲聊, ask: 丙}\n")
    assert [result.judgement.verdict for result in results] == ["right", "wrong", "right"]
    assert results[0].case.tags == ("never", "别处")


def test_mistakes_in_a_suite_are_all_reported_with_their_lines(tmp_path: Path) -> None:
    yaml = """\
cases:
  - {id: a, ask: 甲, expekt: answered}
  - {id: a, ask: 乙}
  - id: c
    expect: maybe
  - {id: d, ask: 丙, turns: [丁]}
  - {id: e, ask: 戊, must: 70%}
  - {id: f, ask: 己, must: [[70%, no]]}
series:
  - {id: g, turns: [{must: [x]}]}
never:
  - {ask: 庚}
seris: []
"""
    found = problems_of(tmp_path, yaml)
    for expected in [
        "2: 不认识的键「expekt」",
        "4: 没有问题",
        "5: 没有「maybe」这种状态",
        "6: ask 和 turns 只能写一个",
        "7: 「must」应当是清单",
        "8: 「no」在 YAML 里会被读成别的值",
        "10: 没有问题",
        "12: 没有写 category",
        "13: 不认识的键「seris」",
    ]:
        assert expected in found
    assert any(problem.startswith("3: id「a」重复") for problem in found)


@pytest.mark.parametrize(("yaml", "what"), [("", "文件是空的"), ("suite: x\n", "没有题目"), ("- a\n", "键: 值")])
def test_a_suite_without_questions_is_a_mistake(tmp_path: Path, yaml: str, what: str) -> None:
    assert what in problems_of(tmp_path, yaml)[0]


def test_a_folder_stands_for_the_suites_in_it_but_not_for_those_further_down(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    for name in ("b.yaml", "a.yaml", "below/c.yaml", "notes.txt"):
        (tmp_path / name).touch()
    files, problems = suite_files([tmp_path, tmp_path / "a.yaml"])
    assert [file.name for file in files] == ["a.yaml", "b.yaml"]
    assert not problems


def test_the_report_says_what_was_expected_what_came_and_how_many(
    tmp_path: Path, parrot: ParrotEngine, engine: Engine
) -> None:
    parrot.replies["乙"] = reply("没有", status="unknown")
    yaml = """\
suite: 样例
cases:
  - {id: a, ask: 甲, tags: [lookup]}
  - {id: b, ask: 乙, tags: [lookup], note: 原文有, who: 记者}
  - {id: c, turns: [丙, 丁], expect: off_topic}
"""
    shown = report(run(tmp_path, engine, yaml), show=20)
    assert shown.index("suite.yaml:5 c") < shown.index("suite.yaml:4 b(记者)"), "what is false comes first"
    for expected in ["[错]", "问:丙 → 丁", "要:状态应当是 off_topic", "[没答上]", "答:(unknown)没有", "注:原文有"]:
        assert expected in shown
    assert shown.endswith("共 3 问:1 对,1 错,1 没答上(33.3% 对)。答上的答复长度中位数 6 字。")


def test_the_report_says_how_many_failures_it_leaves_out(tmp_path: Path, engine: Engine) -> None:
    results = run(tmp_path, engine, "cases:\n- {ask: 甲, must: [x]}\n- {ask: 乙, must: [x]}\n")
    shown = report(results, show=1)
    assert shown.count("[错]") == 1
    assert "还有 1 道没列出" in shown


@pytest.mark.usefixtures("parrot_in_commands")
@pytest.mark.parametrize(
    ("yaml", "code"), [("cases: [{ask: 甲}]", 0), ("cases: [{ask: 甲, must: [x]}]", 1), ("cases: [{aks: 甲}]", 2)]
)
def test_the_exit_code_tells_right_from_wrong_from_unusable(tmp_path: Path, yaml: str, code: int) -> None:
    path = tmp_path / "suite.yaml"
    path.write_text(yaml, encoding="utf-8")
    assert main(["test", str(path)]) == code
