"""`bot ask`: one question, one answer."""

from __future__ import annotations

import argparse
import json
import sys

from bot.channels.plain_text import whole_text
from bot.commands.command import Command, ExitCode
from bot.commands.loading import add_city, load_engine
from bot.commands.typed import question


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("question", metavar="问题", help="要问的话,带空格时用引号括起来")
    parser.add_argument("--json", action="store_true", help="输出一个 JSON 对象,含引用的事实、来源和计算过程")
    add_city(parser)


def _run(args: argparse.Namespace) -> ExitCode:
    asked = question(args.question)
    reply, _ = load_engine(args.city).reply(asked)
    if args.json:
        line = json.dumps(reply.as_json(), ensure_ascii=False) + "\n"
        sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace"))
    else:
        print(whole_text(reply))
    return ExitCode.OK if reply.status in ("answered", "chat") else ExitCode.NO


ASK = Command(
    name="ask",
    summary="问一句,答一句",
    description="问一句,答一句。答上了退出码是 0;答不了或要反问时是 1。",
    example="bot ask 有哪些专业镇",
    arguments=_arguments,
    run=_run,
)
