"""`bot link`: a link that opens a question on Telegram, for a web page, a poster or a QR code."""

from __future__ import annotations

import argparse
import re

from bot.commands.command import Command, CommandError, ExitCode
from bot.commands.typed import question

_USER_NAME = re.compile(r"@?([A-Za-z][A-Za-z0-9_]{3,31})")


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("question", metavar="问题", help="点开链接就问的话,最多十五个字")
    parser.add_argument(
        "--bot", metavar="用户名", default="yourbot", help="机器人在 Telegram 上的用户名,例如 my_town_bot"
    )


def _run(args: argparse.Namespace) -> ExitCode:
    from bot.channels.telegram.links import start_parameter

    name = _USER_NAME.fullmatch(args.bot)
    if name is None:
        raise CommandError(f"--bot 应当是机器人的用户名(字母、数字和下划线),不是「{args.bot}」。")
    try:
        print(f"https://t.me/{name[1]}?start={start_parameter(question(args.question).strip())}")
    except ValueError as error:
        raise CommandError("这个问题太长,链接装不下。请缩到十五个字以内,例如「有哪些专业镇」。") from error
    return ExitCode.OK


LINK = Command(
    name="link",
    summary="做一个链接,在 Telegram 里点开就问一个问题",
    description="做一个链接,在 Telegram 里点开就问一个问题,可以放在网页、海报和二维码里。",
    example="bot link 有哪些专业镇 --bot my_town_bot",
    arguments=_arguments,
    run=_run,
)
