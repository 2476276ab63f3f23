"""`bot telegram`: answer on Telegram until stopped."""

from __future__ import annotations

import argparse

from bot.commands.command import Command, CommandError, ExitCode
from bot.commands.loading import add_city, load_engine


def _run(args: argparse.Namespace) -> ExitCode:
    import os

    from bot.channels.telegram.service import RefusedError, serve
    from bot.settings import SettingsError, telegram_settings

    try:
        settings = telegram_settings(os.environ)
        serve(load_engine(args.city), settings)
    except (SettingsError, RefusedError) as error:
        raise CommandError(str(error)) from error
    return ExitCode.OK


TELEGRAM = Command(
    name="telegram",
    summary="在 Telegram 上答问(需要 TELEGRAM_BOT_TOKEN)",
    description=(
        "在 Telegram 上答问,一直运行到收到 SIGTERM 或 Ctrl-C。环境变量:TELEGRAM_BOT_TOKEN(必填,向 @BotFather 申请)、"
        "BOT_DATABASE_URL(对话记在哪里,默认是用户目录下的 SQLite 文件)、TELEGRAM_API_BASE(自建 Bot API 服务的地址)、"
        "BOT_QUIET_MINUTES(多少分钟没说话,就不再接着前面的话,默认 60,写 0 一直记着)、BOT_ADMINS"
        "(能用 /stats 和 /gaps 的 Telegram 用户编号,逗号隔开)、BOT_MOST_PER_MINUTE(每人每分钟最多回答几条,默认 20)。"
    ),
    example="TELEGRAM_BOT_TOKEN=123456:ABC… bot telegram",
    arguments=add_city,
    run=_run,
)
