"""`bot gaps`: the questions that had no answer, as a list of what to write in the YAML."""

from __future__ import annotations

import argparse
import json
import sys

from bot.commands.command import Command, CommandError, ExitCode
from bot.commands.loading import add_city, load_engine
from bot.commands.storing import add_since, day, store


def _arguments(parser: argparse.ArgumentParser) -> None:
    add_since(parser)
    parser.add_argument("--min", metavar="N", type=int, default=1, help="问过至少这么多次的才列(默认 1)")
    parser.add_argument("--json", action="store_true", help="输出一个 JSON 对象,供程序改 YAML 用")
    parser.add_argument("--clear", action="store_true", help="不列了,把存下的没答上的问题和评价全部删掉")
    add_city(parser)


def _run(args: argparse.Namespace) -> ExitCode:
    from bot.gaps.advising import Advisor
    from bot.gaps.report import work_list_text
    from bot.gaps.worklist import work_list
    from bot.world import load_world

    since = day(args.since)
    if args.clear:
        if since is not None:
            raise CommandError("--clear 删掉全部,不能和 --since 一起用")
        with store() as opened:
            print(f"删掉了 {opened.gaps.clear()} 条没答上的问题、{opened.feedback.clear()} 条评价。")
        return ExitCode.OK
    with store() as opened:
        gaps, feedback = opened.gaps.entries(since), opened.feedback.entries(since)
    advisor = Advisor(load_engine(args.city), load_world(args.city), args.city)
    work = work_list(gaps, feedback, advisor, args.min)
    if args.json:
        line = json.dumps(work.as_json(), ensure_ascii=False) + "\n"
        sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace"))
    else:
        print(work_list_text(work, since))
    return ExitCode.OK


GAPS = Command(
    name="gaps",
    summary="看哪些问题没答上,各要补什么",
    description=(
        "把没答上的问题按相似归类,问得多的在前:为什么没答上,哪个词没有着落,在哪个 YAML 里添什么。"
        "建议都拿原话试过,意思对不对要人来定。读 BOT_DATABASE_URL 所指的数据库。"
    ),
    example="bot gaps --since 2025-01-31 --min 2",
    arguments=_arguments,
    run=_run,
)
