"""Fetching Telegram updates so that none is lost: an update is confirmed only after it was handled.

The library's own polling confirms a batch as soon as it has arrived, and a crash then loses what was not yet answered.
Here the next request, which confirms all before it, is made when the whole batch is done; and what is done is noted in
the database, so that of a batch that a crash cut short only the rest is handled after the restart.
"""

from __future__ import annotations

import asyncio
import logging
import warnings
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any, TypeVar

from sqlalchemy.exc import SQLAlchemyError
from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.ext import Application
from telegram.warnings import PTBUserWarning

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
MOST_ATTEMPTS = 100
"""Attempts to answer one update while no reply gets through: most of an hour."""
NOTE_PAUSES = (0.5, 2.0, 5.0)
"""Seconds before each new attempt to write to the database."""
UNDELIVERED = "undelivered"
"""Where the application's data say that the update in hand got no reply through."""


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
        for data in updates or ():
            if stop.is_set():
                return
            id_ = int(data["update_id"])
            if not _is_done(id_, handled):
                if not await _handle(application, data, stop):
                    return
                handled = id_
                await _note(conversations, HandledUpdate(bot.id, id_))
            offset = id_ + 1


async def _handle(
    application: Application[Any, Any, Any, Any, Any, Any], data: dict[str, Any], stop: asyncio.Event
) -> bool:
    """Handle an update, again and again while the network takes no reply; False if stopped meanwhile."""
    try:
        update = Update.de_json(data, application.bot)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        # Fetched again it would be no better; its id tells who looks after the bot which one it was.
        _LOG.error("Update %s can't be read (%s); it is left out.", data["update_id"], type(error).__name__)
        return True
    pause = FIRST_PAUSE
    for _ in range(MOST_ATTEMPTS):
        await application.process_update(update)
        if not application.bot_data.pop(UNDELIVERED, False):
            return True
        _LOG.warning("The network takes no replies; trying again.")
        await _unless_stopped(asyncio.sleep(pause), stop)
        if stop.is_set():
            return False
        pause = min(pause * 2, LONGEST_PAUSE)
    _LOG.error("Update %s could not be answered; it is left out.", data["update_id"])
    return True


async def _note(conversations: Conversations, handled: HandledUpdate) -> None:
    """Note an update as handled; a database that is busy is tried again."""
    for pause in NOTE_PAUSES:
        try:
            await asyncio.to_thread(conversations.note_handled, handled)
            return
        except SQLAlchemyError as error:
            _LOG.warning("The database could not be written (%s); trying again.", type(error).__name__)
            await asyncio.sleep(pause)
    await asyncio.to_thread(conversations.note_handled, handled)


def _is_done(update_id: int, handled: int | None) -> bool:
    """Whether an update was handled before a crash kept it from being confirmed.

    Ids are not compared further back than a batch: after a quiet week Telegram starts from another, maybe lower number.
    """
    return handled is not None and handled - BATCH < update_id <= handled


async def _fetch(bot: Bot, offset: int | None) -> list[dict[str, Any]]:
    """Updates as Telegram gives them, each to be read by itself: one that can't be read must not hide the others."""
    wanted: dict[str, Any] = {"limit": BATCH, "timeout": LONG_POLL_SECONDS, "allowed_updates": HEARD}
    if offset is not None:
        wanted["offset"] = offset
    with warnings.catch_warnings():
        # It recommends its own get_updates, which raises for the whole batch when one update can't be read.
        warnings.simplefilter("ignore", PTBUserWarning)
        found: list[dict[str, Any]] = await bot.do_api_request(
            "getUpdates", wanted, read_timeout=LONG_POLL_SECONDS + 10
        )
    return found


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
