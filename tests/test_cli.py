from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import build_parser, main
from bot.commands import COMMANDS, Command
from bot.engine import Engine
from bot.knowledge.errors import KnowledgeError, Problem
from bot.replies.reply import Status
from tests.conftest import ParrotEngine, fact, reply

ROOT = Path(__file__).parent.parent
CONTRACT = [
    "status",
    "text",
    "facts",
    "computed",
    "offered",
    "choices",
    "suggestions",
    "repairs",
    "reason",
    "reading",
    "ms",
]
by_name = pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)


def bot(*arguments: str | bytes, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """The real command in a process of its own, with the real engine."""
    command: list[str | bytes] = [sys.executable, "-m", "bot.cli", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, check=False)


@by_name
def test_every_command_has_chinese_help_with_an_example(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main([command.name, "--help"])
    shown = capsys.readouterr().out
    assert "例如" in shown
    assert command.example in shown
    assert not re.search(r"\b(usage|options|arguments|show this)\b", shown)


@by_name
def test_every_example_parses(command: Command) -> None:
    words = shlex.split(re.split(r"[|>] ?(?!bot)", command.example.split("| ")[-1])[0])
    arguments = words[words.index("bot") + 1 :]
    assert build_parser().parse_args(arguments).command == command.name


@by_name
def test_every_command_is_in_the_readme(command: Command) -> None:
    assert f"bot {command.name}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_without_a_command_the_help_is_shown_and_the_exit_code_is_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "bot telegram" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["aks", "x"], "没有「aks」这个命令"),
        (["ask"], "缺少:问题"),
        (["ask", "x", "--jsno"], "不认识:--jsno"),
        (["ask", "x", "--city"], "--city 后面要跟一个值"),
        (["test", "--show", "many"], "--show 的值「many」写得不对"),
        (["ask", "x", "--json=1"], "--json 后面不跟值"),
    ],
)
def test_wrong_usage_is_explained_in_chinese(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert said in capsys.readouterr().err


def test_ask_prints_the_reply_with_choices_and_next_questions(
    parrot_in_commands: ParrotEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    parrot_in_commands.replies["产值"] = reply("约70亿", choices=("甲",), suggestions=("乙", "丙"))
    assert main(["ask", "产值"]) == 0
    assert capsys.readouterr().out == "约70亿\n· 甲\n还可以问:乙 / 丙\n"


def test_ask_in_json_prints_the_contract_in_order(
    parrot_in_commands: ParrotEngine, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    parrot_in_commands.replies["出口"] = reply("约70%", facts=(fact("a.share"),))
    assert main(["ask", "出口", "--json"]) == 0
    record = json.loads(capfdbinary.readouterr().out)
    assert list(record) == CONTRACT
    assert record["facts"][0]["id"] == "a.share"


@pytest.mark.parametrize("status", ["unknown", "off_topic", "clarify"])
def test_ask_exits_with_1_where_there_is_no_answer(
    status: Status, parrot_in_commands: ParrotEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    parrot_in_commands.replies["利润"] = reply("没有", status=status)
    assert main(["ask", "利润"]) == 1
    assert "没有" in capsys.readouterr().out


def test_explain_takes_earlier_turns_as_context(
    parrot_in_commands: ParrotEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", "先问", "再问"]) == 0
    assert capsys.readouterr().out == "读「再问」,上一句「先问」\n"


def test_a_fact_base_with_problems_is_reported_by_file_and_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(city: Path | None = None) -> Engine:
        raise KnowledgeError((Problem("towns/a.yaml", 3, "缺少「name」", "补上 name: …"),))

    monkeypatch.setattr(Engine, "load", refuse)
    assert main(["ask", "产值"]) == 2
    assert "towns/a.yaml:3: 缺少「name」" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["ask", "x", "--city", "nowhere"], ["check", "nowhere"], ["test", "nowhere"]])
def test_a_folder_that_is_not_there_is_named(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert "nowhere" in capsys.readouterr().err


def test_ctrl_c_ends_quietly(parrot_in_commands: ParrotEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(question: str, context: object = None) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(parrot_in_commands, "reply", interrupt)
    assert main(["ask", "x"]) == 130


def test_ask_does_not_load_what_only_other_commands_need() -> None:
    heavy = "{'telegram', 'sqlalchemy', 'prompt_toolkit', 'pydantic', 'pypinyin'}"
    script = f"import sys; from bot.cli import main; main(['ask', '你好']); print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "set()"


def test_a_question_that_is_not_utf_8_is_refused_with_a_reason() -> None:
    done = bot("ask", "产值".encode("gbk"))
    assert done.returncode == 2
    assert "不是 UTF-8" in done.stderr.decode()


@pytest.mark.parametrize("question", ["", "   ", "?", "😀😀", "/settings"])
def test_a_message_that_asks_nothing_gets_a_friendly_reply(question: str) -> None:
    done = bot("ask", "--json", question)
    assert done.returncode == 0
    assert json.loads(done.stdout)["status"] == "chat"


def test_ten_thousand_characters_are_declined_without_being_repeated() -> None:
    done = bot("ask", "--json", "产值多少" * 2500)
    record = json.loads(done.stdout)
    assert record["status"] in ("unknown", "off_topic", "clarify")
    assert len(record["text"]) < 500


def test_a_terminal_that_cannot_show_chinese_gets_no_traceback() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "bot.cli", "ask", "你好"]
    done = subprocess.run(command, capture_output=True, env=environment, check=False)
    assert done.returncode == 0
    assert not done.stderr


def test_a_reader_that_goes_away_is_no_error() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "bot.cli", "batch"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        process.stdin.write(b'{"id": 1, "turns": ["a"]}\n')
        process.stdin.close()
        complaint = process.stderr.read()
    assert process.returncode == 141
    assert complaint == b""


def test_check_finds_nothing_wrong_with_what_is_shipped() -> None:
    done = bot("check")
    assert done.stdout.decode().strip() == "没有发现问题。"
    assert done.returncode == 0


def test_link_opens_a_question_and_one_that_is_too_long_is_refused() -> None:
    assert bot("link", "产值前三", "--bot", "@my_town_bot").stdout.startswith(b"https://t.me/my_town_bot?start=q-")
    refused = bot("link", "很长的问题" * 10)
    assert refused.returncode == 2
    assert "太长" in refused.stderr.decode()
    assert bot("link", "产值前三", "--bot", "a b").returncode == 2


def test_schema_is_a_json_schema() -> None:
    assert "$defs" in json.loads(bot("schema").stdout)


def test_ask_saves_the_chart_of_an_answer(tmp_path: Path) -> None:
    picture = tmp_path / "图.png"
    done = bot("ask", "产值前三的专业镇", "--chart", str(picture))
    assert done.returncode == 0
    assert picture.read_bytes()[:4] == b"\x89PNG"


def test_ask_says_where_there_is_no_chart_and_where_it_can_not_be_written(tmp_path: Path) -> None:
    done = bot("ask", "祁县玻璃每吨价格", "--chart", str(tmp_path / "a.png"))
    assert (done.returncode, "画不成图" in done.stderr.decode()) == (1, True)
    assert not (tmp_path / "a.png").exists()
    done = bot("ask", "产值前三的专业镇", "--chart", str(tmp_path / "none" / "a.png"))
    assert (done.returncode, "写不了" in done.stderr.decode()) == (2, True)
