"""`bot check`: are the facts, measures and patterns well written?"""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.commands.command import Command, CommandError, ExitCode


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folder", metavar="目录", nargs="?", type=Path, help="要检查的事实库目录(默认是随程序安装的那一份)"
    )


def _run(args: argparse.Namespace) -> ExitCode:
    if args.folder is not None and not args.folder.is_dir():
        raise CommandError(f"没有这个目录:{args.folder}。请写事实库所在的目录,例如 bot check knowledge/某市")
    from bot.checking import check

    problems = check(args.folder)
    for problem in problems:
        print(problem)
    print(f"共 {len(problems)} 个问题。" if problems else "没有发现问题。")
    return ExitCode.NO if problems else ExitCode.OK


CHECK = Command(
    name="check",
    summary="检查事实库和句式写得对不对",
    description="检查事实库和句式写得对不对。每个问题一行:文件:行号: 哪里不对 → 怎样改。有问题时退出码是 1。",
    example="bot check",
    arguments=_arguments,
    run=_run,
)
