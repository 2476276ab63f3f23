"""`bot stats`: how many questions of which day had which status."""

from __future__ import annotations

import argparse

from bot.commands.command import Command, ExitCode
from bot.commands.storing import add_since, day, store


def _run(args: argparse.Namespace) -> ExitCode:
    from bot.gaps.report import statistics_text

    since = day(args.since)
    with store() as opened:
        print(statistics_text(opened.counts.rows(since), opened.feedback.entries(since), since))
    return ExitCode.OK


STATS = Command(
    name="stats",
    summary="看每天问了多少、答上多少",
    description="看每天问了多少、答上多少,按语言和渠道分,还有评价。只有数,没有谁问的。读 BOT_DATABASE_URL 所指的数据库。",
    example="bot stats --since 2025-01-31",
    arguments=add_since,
    run=_run,
)
