"""`bot explain`: what each stage made of a question."""

from __future__ import annotations

import argparse

from bot.commands.command import Command, ExitCode
from bot.commands.loading import add_city, load_engine
from bot.commands.typed import question


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("question", metavar="问题", nargs="+", help="要问的话;写几句就当作接连问的几句,说明最后一句")
    add_city(parser)


def _run(args: argparse.Namespace) -> ExitCode:
    from bot.understanding.context import EMPTY

    *before, last = [question(text) for text in args.question]
    engine, context = load_engine(args.city), EMPTY
    for turn in before:
        _, context = engine.reply(turn, context)
    print(engine.explain(last, context))
    return ExitCode.OK


EXPLAIN = Command(
    name="explain",
    summary="逐步说明一句话是怎样读懂、怎样作答的",
    description="逐步说明一句话是怎样读懂、怎样作答的:认出了哪些词,哪些字没有着落,查了什么,引了哪条事实。",
    example="bot explain 有哪些专业镇 一共几个",
    arguments=_arguments,
    run=_run,
)
