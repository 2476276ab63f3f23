"""The `bot` command.

Exit codes: 0 done; 1 no answer, or problems found; 2 wrong usage or unusable input; 130 Ctrl-C; 141 closed pipe.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
from collections.abc import Sequence
from typing import NoReturn

from bot.commands import COMMANDS, CommandError, ExitCode

_ARGPARSE_SAYS = (
    (r"the following arguments are required: (.*)", r"缺少:\1"),
    (r"unrecognized arguments: (.*)", r"不认识:\1"),
    (r"argument (\S+): invalid choice: '(.*?)' \(choose from .*", r"没有「\2」这个命令"),
    (r"argument (\S+): expected one argument", r"\1 后面要跟一个值"),
    (r"argument (\S+): invalid \w+ value: '?(.*?)'?", r"\1 的值「\2」写得不对"),
    (r"argument (\S+): ignored explicit argument '?(.*?)'?", r"\1 后面不跟值"),
    (r"ambiguous option: (\S+) could match (.*)", r"\1 可以是 \2,请写全"),
)
"""What argparse says of wrong usage, and the same in Chinese."""


class _ChineseFormatter(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage: object, actions: object, groups: object, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法:" if prefix is None else prefix)  # type: ignore[arg-type]


class _ChineseParser(argparse.ArgumentParser):
    """An argument parser that speaks Chinese; argparse has no Chinese catalogue of its own."""

    def __init__(self, **options: object) -> None:
        super().__init__(add_help=False, formatter_class=_ChineseFormatter, **options)  # type: ignore[arg-type]
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这段说明")

    def error(self, message: str) -> NoReturn:
        for pattern, chinese in _ARGPARSE_SAYS:
            if match := re.fullmatch(pattern, message):
                message = match.expand(chinese)
                break
        self.exit(ExitCode.UNUSABLE, f"{message}\n用法见 {self.prog} --help\n")


def build_parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    parser = _ChineseParser(
        prog="bot",
        description="用中文问专业镇的事,从事实库里查着答,每个数都有出处。",
        epilog="退出码:0 正常;1 没有答上,或查出了问题;2 用法或输入不对。每个命令都有 --help。",
    )
    verbs = parser.add_subparsers(title="命令", dest="command", metavar="命令", parser_class=_ChineseParser)
    for command in COMMANDS:
        verb = verbs.add_parser(
            command.name,
            help=command.summary,
            description=command.description,
            epilog=f"例如:\n  {command.example}",
        )
        command.arguments(verb)
        verb.set_defaults(run=command.run)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that can't show a character gets a question mark, not a traceback.
            stream.reconfigure(errors="replace")
    parser = build_parser()
    args = parser.parse_args(argv)
    if args.command is None:
        parser.print_help(sys.stderr)
        return ExitCode.UNUSABLE
    try:
        outcome: ExitCode = args.run(args)
        sys.stdout.flush()
    except CommandError as error:
        print(error, file=sys.stderr)
        return ExitCode.UNUSABLE
    except BrokenPipeError:
        # Python flushes stdout once more at exit, and would complain there.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.PIPE_CLOSED
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    return outcome


if __name__ == "__main__":
    sys.exit(main())
