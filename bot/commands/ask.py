"""`bot ask`: one question, one answer."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from bot.channels.plain_text import whole_text
from bot.commands.command import Command, CommandError, ExitCode
from bot.commands.loading import add_city, load_engine
from bot.commands.typed import question
from bot.replies.reply import Reply


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("question", metavar="问题", help="要问的话,带空格时用引号括起来")
    parser.add_argument("--chart", metavar="图.png", help="把回答画成图,存成这个 PNG 文件")
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
    if args.chart is not None:
        return _save_chart(reply, Path(args.chart))
    return ExitCode.OK if reply.status in ("answered", "chat") else ExitCode.NO


def _save_chart(reply: Reply, path: Path) -> ExitCode:
    from bot.drawing import draw

    if reply.chart is None:
        if not reply.wants_chart:
            print("这个回答画不成图:要有几个能比的数,或者占比。没有写文件。", file=sys.stderr)
        return ExitCode.NO
    try:
        path.write_bytes(draw(reply.chart))
    except OSError as error:
        raise CommandError(f"写不了「{path}」:{error.strerror}。请换一个地方。") from error
    return ExitCode.OK


ASK = Command(
    name="ask",
    summary="问一句,答一句",
    description="问一句,答一句。答上了退出码是 0;答不了或要反问时是 1。",
    example="bot ask 有哪些专业镇",
    arguments=_arguments,
    run=_run,
)
