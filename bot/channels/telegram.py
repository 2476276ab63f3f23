"""The bot on Telegram: private chats, by polling."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import signal
import traceback
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from telegram import BotCommand, Chat, Message, Update, User
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import Application, CallbackContext, CommandHandler, MessageHandler, filters

from bot.channels.plain_text import split, whole_text
from bot.channels.polling import poll, seconds_asked_for
from bot.engine import Engine
from bot.settings import WHERE_TO_GET_A_TOKEN, TelegramSettings
from bot.storage.conversations import ConversationKey, Conversations, HandledUpdate
from bot.storage.database import StorageError, open_database
from bot.understanding.context import EMPTY

_LOG = logging.getLogger(__name__)

TelegramApplication = Application[Any, Any, Any, Any, Any, Any]
Callback = CallbackContext[Any, Any, Any, Any]

COMMANDS = (
    BotCommand("start", "从头开始"),
    BotCommand("help", "能问什么、怎样问"),
    BotCommand("reset", "前面说的不算了"),
)
NOT_TEXT = "图片、语音和文件我看不懂,请把问题打成字发给我。"
SORRY = "抱歉,刚才出了点差错,这一句没有答上。请再问一次;要报告这个问题,请附上编号 {id}。"
SEND_PAUSES = (1.0, 2.0, 4.0, 8.0)
"""Seconds to wait before each new attempt to send a message."""


class RefusedError(Exception):
    """The service can't run; the text says why and what to do, in Chinese."""


class Conversation:
    """The handlers: what the bot does with each kind of message."""

    def __init__(self, engine: Engine, conversations: Conversations, quiet: timedelta | None = None) -> None:
        self._engine = engine
        self._conversations = conversations
        self._quiet = quiet

    def add_to(self, application: TelegramApplication) -> None:
        """Have an application call these handlers."""
        private = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
        said_without_text = private & ~filters.TEXT & ~filters.StatusUpdate.ALL
        application.add_handler(CommandHandler("start", self.start, private))
        application.add_handler(CommandHandler("help", self.help, private))
        application.add_handler(MessageHandler(private & filters.TEXT, self.answer))
        application.add_handler(MessageHandler(said_without_text, self.ask_for_text))
        application.add_error_handler(self.apologise)

    async def start(self, update: Update, callback: Callback) -> None:
        """Greet, and forget what was talked about before."""
        message, chat, user = _parts(update)
        await _send(message, self._engine.start_text())
        handled = HandledUpdate(callback.bot.id, update.update_id)
        await asyncio.to_thread(self._conversations.save, _key(chat, user), EMPTY, handled)

    async def help(self, update: Update, callback: Callback) -> None:
        """Say what can be asked."""
        await _send(_parts(update)[0], self._engine.help_text())

    async def answer(self, update: Update, callback: Callback) -> None:
        """Answer a question in the context of those before."""
        message, chat, user = _parts(update)
        key = _key(chat, user)
        context = await asyncio.to_thread(self._conversations.load, key, self._quiet)
        reply, context = self._engine.reply(message.text or "", context)
        await _send(message, whole_text(reply))
        # Noted only once sent: a crash between the two repeats a reply, the other order would lose one.
        handled = HandledUpdate(callback.bot.id, update.update_id)
        await asyncio.to_thread(self._conversations.save, key, context, handled)

    async def ask_for_text(self, update: Update, callback: Callback) -> None:
        """Say that only text can be read."""
        await _send(_parts(update)[0], NOT_TEXT)

    async def apologise(self, update: object, callback: Callback) -> None:
        """Tell the person that something went wrong, and log where, without a word of what was written."""
        id_ = secrets.token_hex(4)
        error = callback.error
        # The error's own text may quote the message, so only its kind and the places in our code are logged.
        places = "".join(traceback.format_tb(error.__traceback__)) if error else ""
        _LOG.error("Error %s: %s\n%s", id_, type(error).__name__, places)
        if isinstance(update, Update) and update.effective_message:
            with suppress(TelegramError):
                await _send(update.effective_message, SORRY.format(id=id_))


def build_application(settings: TelegramSettings, engine: Engine, conversations: Conversations) -> TelegramApplication:
    """The application with its handlers, not yet started."""
    builder = Application.builder().token(settings.token).updater(None)
    if settings.api_base:
        builder = builder.base_url(settings.api_base)
    application = builder.build()
    Conversation(engine, conversations, settings.quiet).add_to(application)
    return application


def serve(engine: Engine, settings: TelegramSettings) -> None:
    """Answer on Telegram until SIGTERM or Ctrl-C.

    Raises:
        RefusedError: if the token is refused, or Telegram or the database can't be reached.
    """
    # The library's opt-in to durations as timedelta; without it every flood limit prints a deprecation warning.
    os.environ["PTB_TIMEDELTA"] = "1"
    _set_up_log(settings.token)
    try:
        conversations = Conversations(open_database(settings.database_url))
        try:
            asyncio.run(_serve(build_application(settings, engine, conversations), conversations))
        finally:
            conversations.close()
    except StorageError as error:
        raise RefusedError(str(error)) from error
    except SQLAlchemyError as error:
        cause = getattr(error, "orig", None) or type(error).__name__
        raise RefusedError(f"数据库读写失败({cause})。请检查 BOT_DATABASE_URL 所指的数据库。") from error
    except InvalidToken as error:
        raise RefusedError(f"Telegram 不认这个 TELEGRAM_BOT_TOKEN。请核对,或重新申请:{WHERE_TO_GET_A_TOKEN}") from error
    except NetworkError as error:
        where = settings.api_base or "api.telegram.org"
        raise RefusedError(
            f"连不上 Telegram({where})。请检查网络;要用自建的 Bot API,设置 TELEGRAM_API_BASE。"
        ) from error


async def _serve(application: TelegramApplication, conversations: Conversations) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for signal_ in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(signal_, stop.set)
    async with application:
        # Polling and a webhook exclude each other. What waits for us at Telegram is kept.
        await application.bot.delete_webhook(drop_pending_updates=False)
        with suppress(TelegramError):  # the menu is a nicety; some servers of the Bot API don't have it
            await application.bot.set_my_commands(COMMANDS)
        _LOG.info("Answering. Stop with Ctrl-C or SIGTERM.")
        await poll(application, conversations, stop)
    _LOG.info("Stopped; messages that come now are answered after the next start.")


async def _send(message: Message, text: str) -> None:
    for piece in split(text):
        await _send_piece(message, piece)


async def _send_piece(message: Message, text: str, pauses: Sequence[float] = SEND_PAUSES) -> None:
    """Send one message; when the network fails or Telegram asks for patience, try again a few times."""
    for pause in pauses:
        try:
            await message.chat.send_message(text)
            return
        except BadRequest:
            raise
        except (NetworkError, RetryAfter) as error:
            _LOG.warning("A reply could not be sent (%s); trying again.", type(error).__name__)
            await asyncio.sleep(max(pause, seconds_asked_for(error)))
    await message.chat.send_message(text)


def _parts(update: Update) -> tuple[Message, Chat, User]:
    message, chat, user = update.effective_message, update.effective_chat, update.effective_user
    # The filters let only private messages through, and those have all three.
    assert message is not None
    assert chat is not None
    assert user is not None
    return message, chat, user


def _key(chat: Chat, user: User) -> ConversationKey:
    return ConversationKey(chat=f"telegram:{chat.id}", user=str(user.id))


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
