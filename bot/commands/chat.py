"""`bot chat`: a conversation in the terminal."""

from __future__ import annotations

import argparse

from bot.commands.command import Command, CommandError, ExitCode
from bot.commands.loading import add_city, load_engine


def _run(args: argparse.Namespace) -> ExitCode:
    import os

    from bot.channels.terminal import converse
    from bot.settings import SettingsError, quiet_spell

    try:
        quiet = quiet_spell(os.environ)
    except SettingsError as error:
        raise CommandError(str(error)) from error
    return ExitCode.OK if converse(load_engine(args.city), quiet) else ExitCode.NO


CHAT = Command(
    name="chat",
    summary="在终端里聊天",
    description="在终端里聊天,能接着上一句问。↑ 翻出问过的话;/help 看说明,/why 看上一句是怎样读懂的,/reset 从头开始,/quit 退出。",
    example="bot chat",
    arguments=add_city,
    run=_run,
)
