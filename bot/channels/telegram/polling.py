"""Fetching Telegram updates so that none is lost: an update is confirmed only after it was handled.

The library's own polling confirms a batch as soon as it has arrived, and a crash then loses what was not yet answered.
Here the next request, which confirms all before it, is made when the whole batch is done; and what is done is noted in
the database, so that of a batch that a crash cut short only the rest is handled after the restart.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any, TypeVar

from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.ext import Application

from bot.storage.conversations import Conversations, HandledUpdate

_LOG = logging.getLogger(__name__)
T = TypeVar("T")

BATCH = 100
"""Most updates that Telegram sends at once."""
HEARD = [
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.MY_CHAT_MEMBER,
]
"""What the bot wants to know of; Telegram sends nothing else."""
LONG_POLL_SECONDS = 30
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
"""Seconds between attempts while Telegram can't be reached."""


async def poll(
    application: Application[Any, Any, Any, Any, Any, Any], conversations: Conversations, stop: asyncio.Event
) -> None:
    """Handle updates, one after the other, until `stop` is set; the one in hand is finished.

    Raises:
        InvalidToken: if Telegram stops accepting the token.
    """
    bot: Bot = application.bot
    handled = await asyncio.to_thread(conversations.last_handled, bot.id)
    offset: int | None = None
    pause = FIRST_PAUSE
    while not stop.is_set():
        try:
            updates = await _unless_stopped(_fetch(bot, offset), stop)
            pause = FIRST_PAUSE
        except InvalidToken:
            raise
        except TelegramError as error:
            wait = _pause_after(error, pause)
            pause = min(pause * 2, LONGEST_PAUSE)
            await _unless_stopped(asyncio.sleep(wait), stop)
            continue
        for update in updates or ():
            if stop.is_set():
                return
            if not _is_done(update.update_id, handled):
                await application.process_update(update)
                handled = update.update_id
                await asyncio.to_thread(conversations.note_handled, HandledUpdate(bot.id, handled))
            offset = update.update_id + 1


def _is_done(update_id: int, handled: int | None) -> bool:
    """Whether an update was handled before a crash kept it from being confirmed.

    Ids are not compared further back than a batch: after a quiet week Telegram starts from another, maybe lower number.
    """
    return handled is not None and handled - BATCH < update_id <= handled


async def _fetch(bot: Bot, offset: int | None) -> tuple[Update, ...]:
    return await bot.get_updates(
        offset=offset, limit=BATCH, timeout=LONG_POLL_SECONDS, allowed_updates=HEARD, read_timeout=10
    )


def _pause_after(error: TelegramError, pause: float) -> float:
    if isinstance(error, Conflict):
        _LOG.error("Another process is fetching this bot's messages, or a webhook is set. Only one may.")
    else:
        _LOG.warning("Telegram could not be reached (%s); trying again.", type(error).__name__)
    return max(pause, seconds_asked_for(error))


def seconds_asked_for(error: TelegramError) -> float:
    """How long Telegram wants us to wait before the next attempt; 0 where it doesn't say."""
    if not isinstance(error, RetryAfter):
        return 0.0
    after = error.retry_after
    return after.total_seconds() if isinstance(after, timedelta) else float(after)


async def _unless_stopped(coroutine: Coroutine[object, object, T], stop: asyncio.Event) -> T | None:
    """The outcome of some work, which is given up for None as soon as `stop` is set."""
    work, stopping = asyncio.create_task(coroutine), asyncio.create_task(stop.wait())
    try:
        await asyncio.wait((work, stopping), return_when=asyncio.FIRST_COMPLETED)
        return work.result() if work.done() else None
    finally:
        for task in (work, stopping):
            task.cancel()
        await asyncio.gather(work, stopping, return_exceptions=True)
