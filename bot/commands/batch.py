"""`bot batch`: many conversations in, one reply each out, as JSON Lines."""

from __future__ import annotations

import argparse
import json
import sys
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.commands.command import Command, ExitCode
from bot.commands.loading import add_city, load_engine
from bot.commands.typed import without_lone_surrogates

if TYPE_CHECKING:
    from bot.engine import Engine

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Conversation:
    """What one person typed, in order."""

    id: Any
    turns: tuple[str, ...]


class BrokenLineError(Exception):
    """A line that holds no conversation."""

    def __init__(self, what: str, id_: Any = None) -> None:
        super().__init__(what)
        self.id = id_


def parse(line: bytes) -> Conversation:
    """One line of input.

    Raises:
        BrokenLineError: saying in Chinese what is wrong with it.
    """
    try:
        value = json.loads(line.decode("utf-8"), parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        raise BrokenLineError(f"第 {error.start + 1} 个字节起不是 UTF-8") from error
    except json.JSONDecodeError as error:
        raise BrokenLineError(f"不是完整的 JSON(第 {error.pos + 1} 个字符处:{error.msg})") from error
    except (ValueError, RecursionError) as error:
        raise BrokenLineError(f"不是可用的 JSON({error})") from error
    if not isinstance(value, dict):
        raise BrokenLineError('应当是一个对象:{"id": …, "turns": ["…"]}')
    id_, turns = value.get("id"), value.get("turns")
    if "id" not in value:
        raise BrokenLineError("缺少 id")
    if not isinstance(turns, list) or not all(isinstance(turn, str) for turn in turns):
        raise BrokenLineError("turns 应当是一列文字", id_)
    if not turns:
        raise BrokenLineError("turns 是空的", id_)
    return Conversation(id_, tuple(without_lone_surrogates(turn) for turn in turns))


def answer(engine: Engine, conversation: Conversation) -> dict[str, Any]:
    """The reply to the last turn of a conversation that starts afresh."""
    from bot.understanding.context import EMPTY

    context, record = EMPTY, {}
    for turn in conversation.turns:
        reply, context = engine.reply(turn, context)
        record = reply.as_json()
    return {"id": conversation.id, **record}


def answers(engine: Engine, lines: Iterable[bytes]) -> Iterator[tuple[dict[str, Any], str]]:
    """For each line that is not blank, in order, the object to print and what went wrong ("" if nothing did)."""
    for number, raw in enumerate(lines, start=1):
        line = raw.removeprefix(BYTE_ORDER_MARK) if number == 1 else raw
        if not line.strip():
            continue
        id_: Any = None
        try:
            conversation = parse(line)
            id_ = conversation.id
            yield answer(engine, conversation), ""
            continue
        except BrokenLineError as error:
            id_, what = error.id, str(error)
        except Exception:
            # A fault of the engine in one conversation must not cost the others their answers.
            traceback.print_exc()
            what = "程序出错,这一行没有答出来"
        yield {"id": id_, "error": {"line": number, "what": what}}, f"第 {number} 行:{what}"


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} 不是 JSON")


def _run(args: argparse.Namespace) -> ExitCode:
    engine = load_engine(args.city)
    outcome = ExitCode.OK
    for record, wrong in answers(engine, sys.stdin.buffer):
        # Half a character in an id is printed as the JSON escape that it came as.
        line = json.dumps(record, ensure_ascii=False).encode("utf-8", "backslashreplace")
        sys.stdout.buffer.write(line + b"\n")
        sys.stdout.buffer.flush()
        if wrong:
            print(wrong, file=sys.stderr, flush=True)
            outcome = ExitCode.NO
    return outcome


BATCH = Command(
    name="batch",
    summary="成批作答:标准输入和输出都是 JSON Lines",
    description=(
        '从标准输入逐行读 {"id": …, "turns": ["…", …]},每行是一段新的对话,对最后一句作答,'
        "按原来的顺序每行输出一个 JSON 对象。读不了的行输出带行号的 error 对象,其余照答,退出码是 1。"
    ),
    example="""echo '{"id": 1, "turns": ["有哪些专业镇", "一共几个"]}' | bot batch""",
    arguments=add_city,
    run=_run,
)
