"""The process: settings in, an application that answers until it is told to stop."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import signal
import traceback
from contextlib import suppress
from datetime import timedelta
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from telegram import Bot, Update
from telegram.error import Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import Application, CallbackContext, TypeHandler

from bot.browsing.directory import Directory
from bot.channels.telegram.answers import Answers
from bot.channels.telegram.commands import Commands
from bot.channels.telegram.dispatch import Dispatch
from bot.channels.telegram.groups import GroupSwitch
from bot.channels.telegram.inline import InlineAnswers
from bot.channels.telegram.lines import plain_lines
from bot.channels.telegram.manners import GROUP_PER_MINUTE, Manners, RateLimit
from bot.channels.telegram.outbox import Outbox, UndeliveredError
from bot.channels.telegram.pages import Pages
from bot.channels.telegram.pictures import warm_up
from bot.channels.telegram.polling import UNDELIVERED, poll
from bot.channels.telegram.profile import introduce
from bot.channels.telegram.speaker import speaker_of
from bot.channels.telegram.taps import Taps
from bot.channels.texts import ChannelTexts
from bot.engine import Engine
from bot.settings import WHERE_TO_GET_A_TOKEN, TelegramSettings
from bot.storage.database import StorageError
from bot.storage.store import Store

_LOG = logging.getLogger(__name__)

_SECONDS_AN_HOUR = 60 * 60

TelegramApplication = Application[Any, Any, Any, Any, Any, Any]
Callback = CallbackContext[Any, Any, Any, Any]


class RefusedError(Exception):
    """The service can't run; the text says why and what to do, in Chinese."""


def dispatch_for(bot: Bot, settings: TelegramSettings, engine: Engine, store: Store, texts: ChannelTexts) -> Dispatch:
    """The parts of the bot, put together."""
    outbox = Outbox(bot)
    answers = Answers(engine, store, texts, outbox, settings.quiet)
    pages = Pages(Directory(engine), outbox, engine.sources)
    switch = GroupSwitch(engine, store, texts, bot)
    return Dispatch(
        bot,
        answers,
        Commands(engine, store, texts, answers, pages, switch, settings),
        Taps(answers, pages, store, texts, outbox),
        InlineAnswers(engine, texts),
        switch,
        Manners(RateLimit(settings.most_per_minute), RateLimit(GROUP_PER_MINUTE), texts, answers),
    )


class Apologies:
    """What happens when something breaks."""

    def __init__(self, texts: ChannelTexts, outbox: Outbox) -> None:
        self._texts = texts
        self._outbox = outbox

    async def apologise(self, update: object, callback: Callback) -> None:
        """Tell the person that something went wrong, and log where, without a word of what was written."""
        if isinstance(callback.error, UndeliveredError):
            callback.application.bot_data[UNDELIVERED] = True
            return
        if isinstance(callback.error, RetryAfter):
            _LOG.warning("A reply was given up: the chat is flooded.")
            return
        if isinstance(callback.error, Forbidden):
            # Somebody has blocked the bot, or put it out of a group: nobody is left to tell.
            _LOG.info("A reply could not be delivered: the chat is closed to the bot.")
            return
        id_ = secrets.token_hex(4)
        error = callback.error
        # The error's own text may quote the message, so only its kind and the places in our code are logged.
        places = "".join(traceback.format_tb(error.__traceback__)) if error else ""
        _LOG.error("Error %s: %s\n%s", id_, type(error).__name__, places)
        speaker = speaker_of(update) if isinstance(update, Update) and update.my_chat_member is None else None
        if speaker is not None:
            with suppress(TelegramError):
                text = self._texts("sorry", speaker.language, id=id_)
                await self._outbox.send(speaker.to, plain_lines(text))


def build_application(
    settings: TelegramSettings, engine: Engine, store: Store, texts: ChannelTexts
) -> TelegramApplication:
    """The application with its handlers, not yet started."""
    builder = Application.builder().token(settings.token).updater(None)
    if settings.api_base:
        builder = builder.base_url(settings.api_base)
    application = builder.build()
    add_handlers(application, settings, engine, store, texts)
    return application


def add_handlers(
    application: TelegramApplication, settings: TelegramSettings, engine: Engine, store: Store, texts: ChannelTexts
) -> None:
    """Have an application do what the bot does."""
    dispatch = dispatch_for(application.bot, settings, engine, store, texts)

    async def handle(update: Update, _: Callback) -> None:
        await dispatch.handle(update)

    application.add_handler(TypeHandler(Update, handle))
    application.add_error_handler(Apologies(texts, Outbox(application.bot)).apologise)


def serve(engine: Engine, settings: TelegramSettings) -> None:
    """Answer on Telegram until SIGTERM or Ctrl-C.

    Raises:
        RefusedError: if the token is refused, or Telegram or the database can't be reached.
    """
    # The library's opt-in to durations as timedelta; without it every flood limit prints a deprecation warning.
    os.environ["PTB_TIMEDELTA"] = "1"
    _set_up_log(settings.token)
    try:
        store = Store.open(settings.database_url)
        try:
            texts = ChannelTexts.load()
            asyncio.run(_serve(build_application(settings, engine, store, texts), engine, store, texts, settings.quiet))
        finally:
            store.close()
    except StorageError as error:
        raise RefusedError(str(error)) from error
    except SQLAlchemyError as error:
        cause = getattr(error, "orig", None) or type(error).__name__
        raise RefusedError(f"数据库读写失败({cause})。请检查 BOT_DATABASE_URL 所指的数据库。") from error
    except InvalidToken as error:
        raise RefusedError(f"Telegram 不认这个 TELEGRAM_BOT_TOKEN。请核对,或重新申请:{WHERE_TO_GET_A_TOKEN}") from error
    except (NetworkError, RetryAfter) as error:
        where = settings.api_base or "api.telegram.org"
        raise RefusedError(
            f"连不上 Telegram({where})。请检查网络;要用自建的 Bot API,设置 TELEGRAM_API_BASE。"
        ) from error


async def _tidy_hourly(store: Store, quiet: timedelta | None) -> None:
    """Drop what is too old to be kept, at the start and once an hour."""
    while True:
        try:
            await asyncio.to_thread(store.tidy, quiet)
        except SQLAlchemyError as error:
            _LOG.warning("What is too old could not be dropped (%s); trying again later.", type(error).__name__)
        await asyncio.sleep(_SECONDS_AN_HOUR)


async def _serve(
    application: TelegramApplication, engine: Engine, store: Store, texts: ChannelTexts, quiet: timedelta | None
) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for signal_ in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(signal_, stop.set)
    async with application:
        # Polling and a webhook exclude each other. What waits for us at Telegram is kept.
        await application.bot.delete_webhook(drop_pending_updates=False)
        await introduce(application.bot, engine, texts)
        await warm_up(engine)
        tidying = asyncio.create_task(_tidy_hourly(store, quiet))
        _LOG.info("Answering. Stop with Ctrl-C or SIGTERM.")
        try:
            await poll(application, store.conversations, stop)
        finally:
            tidying.cancel()
            await asyncio.gather(tidying, return_exceptions=True)
    _LOG.info("Stopped; messages that come now are answered after the next start.")


class _Redacted(logging.Formatter):
    """Log lines in which the token can't appear, whatever an exception quotes."""

    def __init__(self, token: str) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._token = token

    def format(self, record: logging.LogRecord) -> str:
        return super().format(record).replace(self._token, "<token>")


def _set_up_log(token: str) -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(_Redacted(token))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    # These log addresses, which hold the token, and whole updates, which hold what people wrote. What matters of it
    # reaches us as exceptions.
    for name in ("httpx", "httpcore", "telegram"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
