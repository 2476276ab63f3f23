"""`bot test`: run the question suites."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.commands.command import Command, CommandError, ExitCode
from bot.commands.loading import add_city, load_engine

DEFAULT_SUITES = Path("tests/questions")


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        metavar="文件或目录",
        nargs="*",
        type=Path,
        help=f"要跑的题集;目录只取其中的 *.yaml,不进子目录(默认 {DEFAULT_SUITES}/)",
    )
    parser.add_argument("--show", metavar="N", type=int, default=20, help="最多列出几道没答对的题(默认 20)")
    add_city(parser)


def _run(args: argparse.Namespace) -> ExitCode:
    from bot.suites.reading import read_suites, suite_files
    from bot.suites.report import report
    from bot.suites.running import run_suites

    files, problems = suite_files(args.paths or [DEFAULT_SUITES])
    suites, more = read_suites(files)
    if problems or more:
        listed = "\n".join(str(problem) for problem in (*problems, *more))
        raise CommandError(f"题集有问题,没有跑:\n{listed}")
    results = run_suites(load_engine(args.city), suites)
    print(report(results, show=args.show))
    return ExitCode.OK if all(result.passed for result in results) else ExitCode.NO


TEST = Command(
    name="test",
    summary="跑题集,看有没有答错的",
    description="跑题集(YAML),列出没答对的题,再按题集和标签汇总。有没答对的题时退出码是 1。",
    example="bot test tests/questions --show 5",
    arguments=_arguments,
    run=_run,
)
