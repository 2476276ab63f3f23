from __future__ import annotations

import json
from typing import Any

import pytest

from bot.commands.batch import answers
from bot.engine import Engine
from tests.conftest import ParrotEngine
from tests.test_cli import CONTRACT, bot


def run(engine: Engine, *lines: bytes) -> list[dict[str, Any]]:
    return [record for record, _ in answers(engine, lines)]


def line(id_: Any, *turns: str) -> bytes:
    return json.dumps({"id": id_, "turns": turns}, ensure_ascii=False).encode() + b"\n"


def test_each_line_gets_the_reply_to_its_last_turn(engine: Engine) -> None:
    first, second = run(engine, line("a", "甲", "乙"), line("b", "丙"))
    assert (first["id"], first["text"]) == ("a", "「乙」,上一句「甲」")
    assert (second["id"], second["text"]) == ("b", "「丙」")


def test_the_keys_are_those_of_the_contract_with_the_id_first(engine: Engine) -> None:
    (record,) = run(engine, line(7, "甲"))
    assert list(record) == ["id", *CONTRACT]


def test_blank_lines_and_a_byte_order_mark_are_passed_over(engine: Engine) -> None:
    records = run(engine, b"\xef\xbb\xbf" + line(1, "甲"), b"\n", b"  \r\n", line(2, "乙"))
    assert [record["id"] for record in records] == [1, 2]


@pytest.mark.parametrize(
    ("broken", "what"),
    [
        (b'{"id": 1, "turns": ["x"]', "不是完整的 JSON"),
        ('{"id": 1, "turns": ["产值"]}'.encode("gbk"), "不是 UTF-8"),
        (b'["x"]', "应当是一个对象"),
        (b'{"turns": ["x"]}', "缺少 id"),
        (b'{"id": 1}', "turns 应当是一列文字"),
        (b'{"id": 1, "turns": [1]}', "turns 应当是一列文字"),
        (b'{"id": 1, "turns": []}', "turns 是空的"),
        (b'{"id": NaN, "turns": ["x"]}', "不是可用的 JSON"),
        (b"[" * 100_000, "不是可用的 JSON"),
        (b'{"id": ' + b"1" * 5000 + b', "turns": ["x"]}', "不是可用的 JSON"),
    ],
)
def test_a_broken_line_costs_nobody_else_an_answer(engine: Engine, broken: bytes, what: str) -> None:
    before, error, after = run(engine, line("a", "甲"), broken, line("b", "乙"))
    assert (before["text"], after["text"]) == ("「甲」", "「乙」")
    assert error["error"]["line"] == 2
    assert what in error["error"]["what"]


def test_a_broken_line_keeps_its_id_where_it_has_one(engine: Engine) -> None:
    (error,) = run(engine, b'{"id": "q9", "turns": []}')
    assert error["id"] == "q9"


def test_a_fault_in_one_conversation_costs_nobody_else_an_answer(
    parrot: ParrotEngine, engine: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    parrot.failing.add("坏")
    records = run(engine, line(1, "坏"), line(2, "好"))
    assert records[0] == {"id": 1, "error": {"line": 1, "what": "程序出错,这一行没有答出来"}}
    assert records[1]["text"] == "「好」"
    assert "RuntimeError" in capsys.readouterr().err


def test_half_a_character_is_replaced_before_it_is_read(engine: Engine) -> None:
    (record,) = run(engine, rb'{"id": 1, "turns": ["a\ud83d", "\ud83d\ude00"]}')
    assert record["text"] == "「\N{GRINNING FACE}」,上一句「a\N{REPLACEMENT CHARACTER}」"


def test_the_command_reports_broken_lines_and_exits_with_1() -> None:
    done = bot("batch", stdin=line("a", "你好") + b"{oops\n" + rb'{"id": "\ud83d", "turns": ["hi"]}' + b"\n")
    records = [json.loads(output) for output in done.stdout.splitlines()]
    assert [record["id"] for record in records] == ["a", None, "\ud83d"]
    assert done.stderr.decode().startswith("第 2 行:不是完整的 JSON")
    assert len(done.stderr.splitlines()) == 1
    assert done.returncode == 1


def test_the_command_exits_with_0_when_every_line_could_be_read() -> None:
    assert bot("batch", stdin=line("a", "x")).returncode == 0


def test_equal_input_gives_equal_bytes_but_for_the_time() -> None:
    questions = b"".join(line(number, text) for number, text in enumerate(["你好", "有哪些专业镇", "利润率"]))

    def timeless(output: bytes) -> list[dict[str, Any]]:
        return [{**json.loads(row), "ms": 0} for row in output.splitlines()]

    assert timeless(bot("batch", stdin=questions).stdout) == timeless(bot("batch", stdin=questions).stdout)
