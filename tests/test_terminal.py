from __future__ import annotations

import io
import sys
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from bot.channels.terminal import TerminalConversation, converse
from bot.engine import Engine
from bot.replies.chart import Bar, Chart
from bot.replies.reply import Span
from tests.conftest import ParrotEngine, fact, reply


def said(conversation: TerminalConversation, typed: str) -> list[str]:
    return [line.text for line in conversation.respond(typed)]


@pytest.fixture
def conversation(engine: Engine) -> TerminalConversation:
    return TerminalConversation(engine)


def test_the_greeting_shows_examples_that_can_be_asked_by_number(conversation: TerminalConversation) -> None:
    greeting = [line.text for line in conversation.greeting()]
    assert "  2. 例二" in greeting
    assert said(conversation, "2") == ["→ 例二", "「例二」"]


def test_a_question_is_answered_in_the_context_of_the_one_before(conversation: TerminalConversation) -> None:
    said(conversation, "甲")
    assert said(conversation, "乙") == ["「乙」,上一句「甲」"]


def test_the_source_is_named_once_below_the_answer(conversation: TerminalConversation, parrot: ParrotEngine) -> None:
    parrot.replies["产值"] = reply("70亿", facts=(fact("a"), fact("b")))
    assert said(conversation, "产值") == ["70亿", "出处:某报"]


def test_choices_and_next_questions_are_numbered_through(
    conversation: TerminalConversation, parrot: ParrotEngine
) -> None:
    parrot.replies["产值"] = reply("哪个?", status="clarify", choices=("甲", "乙"), suggestions=("丙",))
    assert said(conversation, "产值")[1:] == ["  1. 甲", "  2. 乙", "还可以问:", "  3. 丙"]
    assert said(conversation, "3.")[0] == "→ 丙"


def test_a_number_that_picks_nothing_is_a_question(conversation: TerminalConversation) -> None:
    assert said(conversation, "9") == ["「9」"]


@pytest.mark.parametrize(("typed", "text"), [("/help", "怎样问"), ("帮助", "怎样问"), ("/EXAMPLES", "  1. 例一")])
def test_commands_are_understood_in_english_and_chinese(
    conversation: TerminalConversation, typed: str, text: str
) -> None:
    assert text in said(conversation, typed)


def test_why_explains_the_last_question_in_the_context_it_was_asked_in(conversation: TerminalConversation) -> None:
    assert said(conversation, "/why") == ["还没有问过问题。"]
    said(conversation, "甲")
    said(conversation, "乙")
    assert said(conversation, "/why") == ["读「乙」,上一句「甲」"]


def test_reset_forgets_what_was_talked_about(conversation: TerminalConversation) -> None:
    said(conversation, "甲")
    said(conversation, "重来")
    assert said(conversation, "乙") == ["「乙」"]


def test_after_a_quiet_spell_a_question_stands_for_itself(engine: Engine) -> None:
    now = [0.0]
    conversation = TerminalConversation(engine, timedelta(minutes=60), lambda: now[0])
    said(conversation, "甲")
    now[0] += 3599
    assert said(conversation, "乙") == ["「乙」,上一句「甲」"]
    now[0] += 3601
    assert said(conversation, "丙") == ["「丙」"]


def test_an_empty_line_says_nothing(conversation: TerminalConversation) -> None:
    assert said(conversation, "  ") == []


def test_on_a_pipe_each_line_is_answered_and_what_is_not_utf_8_is_named(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = "甲\n".encode() + "产值\n".encode("gbk") + "乙\n退出\n丙\n".encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed)))
    assert converse(engine) is False
    shown = capsys.readouterr()
    assert shown.out == "「甲」\n「乙」,上一句「甲」\n再见。\n"
    assert shown.err == "第 2 行不是 UTF-8,没有读。\n"


def test_the_chart_of_the_last_answer_is_saved_under_the_name_that_is_typed(
    tmp_path: Path, conversation: TerminalConversation, parrot: ParrotEngine
) -> None:
    assert "画不成图" in said(conversation, "/图表 a.png")[0]
    one = Bar((Span("甲", "name"),), (Span("7", "fact"),), (), (), Fraction(7), Fraction(7), Fraction(7))
    chart = Chart("bars", (Span("产值", "name"),), (one,), "output_value")
    parrot.replies["产值"] = replace(reply("70亿"), chart=chart, wants_chart=True)
    assert "/图表" in said(conversation, "产值")[1]
    assert "文件名" in said(conversation, "/图表")[0]
    assert "写不了" in said(conversation, f"/图表 {tmp_path}/none/a.png")[0]
    assert "画好了" in said(conversation, f"/chart {tmp_path}/a.png")[0]
    assert (tmp_path / "a.png").read_bytes()[:4] == b"\x89PNG"
