"""Questions without an answer: which are kept, how they are grouped, and that what is proposed to write answers them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.cli import main
from bot.engine import Engine
from bot.gaps import noting
from bot.gaps.advising import Advisor
from bot.gaps.fixes import TO_FILL, Fix
from bot.gaps.grouping import Group, blocking, grouped
from bot.gaps.likeness import Form, nearest
from bot.gaps.noting import Notebook
from bot.gaps.report import statistics_text, work_list_in_chat, work_list_text
from bot.gaps.summaries import Summaries
from bot.gaps.worklist import WorkList, work_list
from bot.knowledge.json_schema import json_schema
from bot.replies.reply import Reply, Span, Status
from bot.storage.conversations import ConversationKey
from bot.storage.counting import today
from bot.storage.exchanges import Exchange
from bot.storage.feedback import FeedbackEntry
from bot.storage.gaps import Gap
from bot.storage.store import Store
from bot.suites.reading import read_suites
from bot.world import World, load_world, read_world
from tests.small_city import write_small_city

DAY = date(2025, 3, 1)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(f"sqlite:///{tmp_path / 'bot.sqlite3'}")


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_small_city(tmp_path_factory.mktemp("gaps"))


@pytest.fixture(scope="module")
def world(city: Path) -> World:
    return read_world(city)


@pytest.fixture(scope="module")
def engine(world: World) -> Engine:
    return Engine(world)


@pytest.fixture(scope="module")
def advisor(engine: Engine, world: World, city: Path) -> Advisor:
    return Advisor(engine, world, city)


@pytest.fixture(scope="module")
def gap_of(engine: Engine, world: World) -> Callable[[str], Gap]:
    """The gap that a question is in the small city."""

    def gap(question: str) -> Gap:
        noted = noting.gap_of(question, engine.reply(question)[0], "zh-Hans", world.lexicon)
        assert noted is not None, question
        return noted

    return gap


def declined(text: str, *words: str, status: Status = "unknown", reason: str = "not_understood") -> Reply:
    spans = (Span(text, "wording"), *(Span(word, "quotation") for word in words))
    return Reply(status, spans, reason=reason)


# what is kept


def test_every_question_is_counted_and_only_those_without_an_answer_are_kept(store: Store) -> None:
    notebook = Notebook(store)
    notebook.note("甲镇产值", Reply("answered", (Span("一", "wording"),)), "telegram", "zh-Hans")
    notebook.note("你好", Reply("chat", (Span("好", "wording"),)), "telegram", "zh-Hans")
    notebook.note("甲镇股价,电话13812345678", declined("没有", "股价"), "telegram", "zh-Hans")
    (gap,) = store.gaps.entries()
    assert (gap.text, gap.words, gap.reason, gap.day) == ("甲镇股价,电话〔号码〕", ("股价",), "not_understood", today())
    assert sorted(row[3] for row in store.counts.rows()) == ["answered", "chat", "unknown"]


def test_what_is_off_topic_is_kept_only_with_a_word_of_the_fact_base(store: Store, world: World) -> None:
    off_topic = declined("不知道", status="off_topic", reason="off_topic")
    notebook = Notebook(store, world.lexicon)
    for question in ("我老婆跟我吵架了怎么办", "竹编好难啊我不想学了"):
        notebook.note(question, off_topic, "telegram", "zh-Hans")
        Notebook(store).note(question, off_topic, "telegram", "zh-Hans")
    assert [gap.text for gap in store.gaps.entries()] == ["竹编好难啊我不想学了"]


def test_a_decline_says_whom_and_what_it_is_about(gap_of: Callable[[str], Gap]) -> None:
    assert gap_of("陶器产值").about == ("pottery", "output_value")
    assert gap_of("竹编利润率").words == ("利润率",)


# grouping


def test_pieces_of_one_word_are_one_word() -> None:
    assert blocking(Gap("甲镇投资额", "not_understood", words=("投资", "额"))) == ("投资额",)
    assert blocking(Gap("投资,金额", "not_understood", words=("投资", "金额"))) == ("投资", "金额")


def test_gaps_are_grouped_by_word_by_what_is_missing_and_by_likeness() -> None:
    gaps = [
        Gap("甲镇利润率", "not_understood", words=("利润率",), day=DAY, count=2),
        Gap("乙镇利润多少", "not_understood", words=("利润",), day=DAY + timedelta(days=1)),
        Gap("甲镇股价", "not_understood", words=("股价",), day=DAY),
        Gap("甲镇股票", "not_understood", words=("股票",), day=DAY),
        Gap("陶器产值", "no_such_measure", about=("pottery", "output_value"), day=DAY),
        Gap("陶器一年做几个亿", "no_such_measure", about=("pottery", "output_value"), day=DAY),
        Gap("怎么去甲县啊", "not_understood", day=DAY),
        Gap("去乙县怎么走", "not_understood", day=DAY),
        Gap("写首诗", "not_understood", day=DAY),
    ]
    groups = grouped(gaps, lambda text: text.replace("甲县", "").replace("乙县", ""))
    assert [(group.count, len(group.gaps)) for group in groups] == [(3, 2), (2, 2), (2, 2), (1, 1), (1, 1), (1, 1)]
    first = groups[0]
    assert (first.word, first.words, first.days) == ("利润率", ("利润率", "利润"), 2)
    assert first.examples[0] == "甲镇利润率"


def test_likeness_is_of_characters_of_sound_and_of_meaning() -> None:
    forms = [Form(text, text, "names", text) for text in ("玻璃器皿", "从业人员", "产值")]
    assert [near.form.text for near in nearest("菠利器皿", forms, 3)] == ["玻璃器皿"]
    assert [near.form.text for near in nearest("玻璃器", forms, 3)] == ["玻璃器皿"]
    same = [Form("价格", "价格", "names", "价格")]
    assert nearest("价钱", same, 1)[0].likeness > 85
    assert nearest("天气", [*forms, *same], 3) == ()


# what is proposed


def fixes_for(question: str, gap_of: Callable[[str], Gap], advisor: Advisor) -> tuple[Fix, ...]:
    (group,) = grouped([gap_of(question)], advisor.without_names)
    return advisor.fixes(group)


QUESTIONS = ["酒坛子占全国多少", "竹编雇工数", "竹编利润率是多少", "陶器产值", "竹编2019年产值", "白溪竹篾产值"]


def written(city: Path, fix: Fix) -> None:
    """Put a fix into the file that it names, as a person would."""
    path = city.parent / fix.file.removeprefix("knowledge/")
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    path.write_text(yaml.safe_dump(fix.added_to(document), allow_unicode=True, sort_keys=False), encoding="utf-8")


def test_what_is_proposed_answers_the_questions_once_it_is_written(
    gap_of: Callable[[str], Gap], advisor: Advisor, tmp_path: Path
) -> None:
    changed = write_small_city(tmp_path)
    values = {"li_run_lv": "12%", "output_value": "5亿元"}
    for question in QUESTIONS:
        first, *_ = proposed = fixes_for(question, gap_of, advisor)
        # Of several ways one is chosen; a new measure goes with its fact.
        for fix in proposed if first.key == "measures" else (first,):
            if not fix.is_ready:
                entry = {key: value if value != TO_FILL else "原文" for key, value in fix.entries[0].items()}
                entry["value"] = values[entry["measure"]]
                written(changed, Fix(fix.file, fix.path, fix.key, (entry,), fix.when))
            else:
                written(changed, fix)
    after = Engine(read_world(changed))
    said = {question: after.reply(question)[0] for question in QUESTIONS}
    assert [question for question, reply in said.items() if reply.status != "answered"] == []
    assert "15%" in said["酒坛子占全国多少"].text
    assert "9000人" in said["竹编雇工数"].text
    assert "12%" in said["竹编利润率是多少"].text
    assert "5亿元" in said["陶器产值"].text


def test_proposals_are_valid_yaml_in_the_form_of_their_file(
    gap_of: Callable[[str], Gap], advisor: Advisor, tmp_path: Path
) -> None:
    import jsonschema

    schema = json_schema()
    questions = [*QUESTIONS, "竹编有几座博物馆", "竹编杠杠滴产值", "竹编跟云雾茶比起来咋整才好", "竹编的名声传了几里地"]
    for question in questions:
        for fix in fixes_for(question, gap_of, advisor):
            assert yaml.safe_load(fix.yaml) == {fix.key: list(fix.entries)}
            if fix.key == "facts":
                jsonschema.validate(list(fix.entries), _part_of(schema, "facts"))
            elif fix.key == "measures":
                jsonschema.validate({"measures": list(fix.entries)}, schema)
            elif fix.key == "cases":
                path = tmp_path / "gaps.yaml"
                path.write_text(f"suite: 缺口\n{fix.yaml}\n", encoding="utf-8")
                assert read_suites([path])[1] == ()


def _part_of(schema: dict[str, Any], key: str) -> dict[str, Any]:
    found = schema["$defs"]["TownFile"]["properties"][key]
    return {**found, "$defs": schema["$defs"]}


def test_a_word_that_may_decide_or_that_names_something_is_never_called_harmless(
    gap_of: Callable[[str], Gap], advisor: Advisor
) -> None:
    for question in ("竹编利润率是多少", "竹编股价产值"):
        assert not [fix for fix in fixes_for(question, gap_of, advisor) if fix.key == "words"]


# reports


@pytest.fixture(scope="module")
def work(gap_of: Callable[[str], Gap], advisor: Advisor) -> WorkList:
    gaps = [
        *(gap_of(question) for question in ("竹编利润率", "陶器产值", "有多少企业")),
        Gap("竹编产值", "not_understood", words=("竹编",), day=DAY, count=4),
    ]
    feedback = [
        FeedbackEntry(DAY, "竹编产值", "12.5亿元", "down"),
        FeedbackEntry(DAY, "竹编产值", "12.5亿元", "correction", "应当是13亿"),
        FeedbackEntry(DAY, "竹编企业", "86家", "up"),
    ]
    return work_list(gaps, feedback, advisor)


def test_what_is_answered_by_now_and_a_question_back_are_no_work(work: WorkList) -> None:
    assert (work.questions, work.answered_now) == (7, 4)
    assert sorted(task.group.reason for task in work.tasks) == ["no_such_measure", "not_understood"]


def test_the_list_names_the_word_the_reason_the_file_and_the_yaml(work: WorkList) -> None:
    text = work_list_text(work, DAY)
    for said in (
        "利润率",
        "knowledge/yunjiang/measures/own.yaml",
        "{id: li_run_lv",
        "没有收录",
        "应当是13亿",
        "2025-03-01",
    ):
        assert said in text
    shown = json.loads(json.dumps(work.as_json(), ensure_ascii=False))
    assert {"count", "reason", "why", "words", "examples", "fixes"} <= set(shown["groups"][0])
    assert shown["complaints"] == [
        {"question": "竹编产值", "reply": "12.5亿元", "count": 2, "comments": ["应当是13亿"]}
    ]
    assert "bot gaps" in work_list_in_chat(work)


def test_statistics_are_numbers_by_day_status_language_and_channel() -> None:
    rows = [
        (DAY, "telegram", "zh-Hans", "answered", 8),
        (DAY, "telegram", "en", "unknown", 2),
        (DAY + timedelta(days=1), "telegram", "zh-Hans", "chat", 5),
    ]
    text = statistics_text(rows, [FeedbackEntry(DAY, "甲", "乙", "up")])
    assert "共 15 问" in text
    assert "80%" in text
    assert "简体 13、英文 2" in text
    assert "👍 1" in text
    assert [line.split() for line in text.splitlines() if line.startswith("2025-03-01")] == [
        ["2025-03-01", "8", "0", "2", "0", "0"]
    ]
    assert "还没有人问过" in statistics_text([], [])


def test_an_admin_gets_both_in_a_chat(store: Store, advisor: Advisor, gap_of: Callable[[str], Gap]) -> None:
    summaries = Summaries(store, advisor)
    assert "没有要补的" in summaries.gaps()
    store.gaps.keep(gap_of("竹编利润率"))
    store.counts.add("telegram", "zh-Hans", "unknown")
    assert "竹编利润率" in summaries.gaps()
    assert "共 1 问" in summaries.statistics()
    assert len(summaries.gaps()) < 4000


def test_every_reason_of_a_decline_is_explained() -> None:
    from typing import get_args

    from bot.gaps.worklist import why
    from bot.understanding.query import Reason

    for reason in get_args(Reason):
        said = why(Group(reason, "甲", (), (Gap("甲", reason, words=("甲",)),)), ())
        assert reason not in said, said


# commands


def test_the_commands_read_the_database_that_the_environment_names(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BOT_DATABASE_URL", f"sqlite:///{tmp_path / 'bot.sqlite3'}")
    town = load_world().catalogue.towns[0]
    store.gaps.keep(Gap(f"{town.label}股价", "not_understood", words=("股价",)))
    store.counts.add("telegram", "zh-Hans", "unknown")
    kept = Exchange(ConversationKey("telegram:1", "1"), 1, "甲", "乙", (2,))
    store.exchanges.keep(kept)
    store.feedback.vote(kept, "down")
    assert main(["gaps"]) == 0
    assert "股价" in capsys.readouterr().out
    assert main(["gaps", "--json", "--min", "2"]) == 0
    assert json.loads(capsys.readouterr().out)["groups"] == []
    assert main(["stats", "--since", "2025-01-31"]) == 0
    assert "没答上" in capsys.readouterr().out
    assert main(["gaps", "--since", "31.1.2025"]) == 2
    assert "2025-01-31" in capsys.readouterr().err
    assert main(["gaps", "--clear", "--since", "2025-01-31"]) == 2
    assert main(["gaps", "--clear"]) == 0
    assert store.gaps.entries() == []
    assert store.feedback.entries() == []


def test_a_database_that_cannot_be_opened_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BOT_DATABASE_URL", "nonsense")
    for command in ("gaps", "stats"):
        assert main([command]) == 2
        assert "BOT_DATABASE_URL" in capsys.readouterr().err
