"""What people see of the bot before they write: its description and its menu of commands, in each language."""

from __future__ import annotations

import logging
from collections.abc import Awaitable

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)
from telegram.error import TelegramError

from bot.channels.texts import ChannelTexts
from bot.engine import Engine
from bot.language.languages import Language

_LOG = logging.getLogger(__name__)

PRIVATE = ("start", "towns", "faq", "chart", "source", "why", "help", "reset", "privacy", "forget")
GROUP = ("towns", "faq", "chart", "help", "reset", "privacy", "forget")
ADMIN = (*GROUP, "on", "off")
SCOPES: tuple[tuple[BotCommandScope, tuple[str, ...]], ...] = (
    (BotCommandScopeAllPrivateChats(), PRIVATE),
    (BotCommandScopeAllGroupChats(), GROUP),
    (BotCommandScopeAllChatAdministrators(), ADMIN),
)
CODES: tuple[tuple[str | None, Language], ...] = (
    (None, "zh-Hans"), ("zh", "zh-Hans"), ("zh-hans", "zh-Hans"), ("zh-hant", "zh-Hant"), ("en", "en"),
)  # fmt: skip
"""Language codes of Telegram's users, and what to show to them; None for all others."""


async def introduce(bot: Bot, engine: Engine, texts: ChannelTexts) -> int:
    """Tell Telegram what the bot is. Each call may be refused (by a server that lacks it, or a language code that it
    doesn't take) without harm.

    Returns:
        How many were refused.
    """
    refused = 0
    for code, language in CODES:
        city = engine.city_in(language)
        calls: list[Awaitable[bool]] = [
            bot.set_my_description(texts("description", language, city=city), code),
            bot.set_my_short_description(texts("short_description", language, city=city), code),
        ]
        for scope, names in SCOPES:
            commands = [BotCommand(name, texts(f"command_{name}", language)) for name in names]
            calls.append(bot.set_my_commands(commands, scope, code))
        for call in calls:
            try:
                await call
            except TelegramError as error:
                refused += 1
                _LOG.info("The server refused a text of the bot's profile (%s).", type(error).__name__)
    return refused
