"""Sending and changing messages: markup that is refused is left out, and a network that fails is tried again."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from telegram import Bot, ForceReply, InlineKeyboardMarkup, Message, ReplyParameters
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

from bot.channels.telegram.lines import Line, as_html, as_plain, parted
from bot.channels.telegram.polling import seconds_asked_for

_LOG = logging.getLogger(__name__)
T = TypeVar("T")

SEND_PAUSES = (1.0, 2.0, 4.0, 8.0)
"""Seconds to wait before each new attempt to send a message."""
LONGEST_WAIT = 20.0
"""Seconds of a flood limit in one chat that all others are made to wait for."""
_UNCHANGED = "message is not modified"

Markup = InlineKeyboardMarkup | ForceReply


class UndeliveredError(TelegramError):
    """A reply that the network has not taken, however often it was tried; the update is to be handled again."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a message goes."""

    chat: int
    topic: int | None = None
    """The topic of a forum."""
    reply_to: int | None = None
    """The message that it answers, where several people talk."""


class Outbox:
    """Sends for one bot."""

    def __init__(self, bot: Bot, pauses: Sequence[float] = SEND_PAUSES) -> None:
        self._bot = bot
        self._pauses = pauses

    async def send(self, to: Address, lines: Sequence[Line], markup: Markup | None = None) -> list[int]:
        """Send lines as one message, or as several where they are too long; the markup comes under the last.

        Returns:
            The ids of the messages.
        """
        pieces = parted(lines)
        sent: list[int] = []
        for number, piece in enumerate(pieces, start=1):
            last = number == len(pieces)
            sent.append((await self._send_piece(to, piece, markup if last else None)).message_id)
        return sent

    async def edit(
        self, to: Address, ids: Sequence[int], lines: Sequence[Line], markup: InlineKeyboardMarkup | None = None
    ) -> list[int]:
        """Have messages that were sent say something else; what no longer fits is sent, what is too many is deleted.

        A message that can't be changed (a picture, or one that is gone) is followed by a new one.

        Returns:
            The ids of the messages that now hold the lines.
        """
        pieces = parted(lines)
        kept: list[int] = []
        for number, piece in enumerate(pieces):
            under = markup if number == len(pieces) - 1 else None
            if number < len(ids) and await self._was_edited(to.chat, ids[number], piece, under):
                kept.append(ids[number])
            else:
                kept.append((await self._send_piece(to, piece, under)).message_id)
        for spare in ids[len(pieces) :]:
            with suppress(BadRequest):
                await self._bot.delete_message(to.chat, spare)
        return kept

    async def edit_markup(self, chat: int, message: int, markup: InlineKeyboardMarkup | None) -> None:
        """Put other buttons under a message."""
        try:
            await self._bot.edit_message_reply_markup(chat, message, reply_markup=markup)
        except BadRequest as error:
            if _UNCHANGED not in str(error).lower():
                raise

    async def send_picture(
        self, to: Address, picture: bytes, caption: str, markup: InlineKeyboardMarkup | None = None
    ) -> int:
        """Send a picture with its caption.

        Returns:
            The id of the message.
        """
        message = await self._patiently(
            lambda: self._bot.send_photo(
                to.chat,
                picture,
                caption=caption,
                reply_markup=markup,
                message_thread_id=to.topic,
                reply_parameters=_replying(to),
            )
        )
        return message.message_id

    async def show_drawing(self, to: Address) -> None:
        """Say that a picture is on its way; a nicety that may fail."""
        with suppress(TelegramError):
            await self._bot.send_chat_action(to.chat, ChatAction.UPLOAD_PHOTO, message_thread_id=to.topic)

    async def _send_piece(self, to: Address, piece: Sequence[Line], markup: Markup | None) -> Message:
        async def attempt(text: str, mode: ParseMode | None, under: Markup | None) -> Message:
            return await self._bot.send_message(
                to.chat,
                text,
                parse_mode=mode,
                reply_markup=under,
                message_thread_id=to.topic,
                reply_parameters=_replying(to),
            )

        return await self._with_less_markup(attempt, piece, markup)

    async def _was_edited(
        self, chat: int, message: int, piece: Sequence[Line], markup: InlineKeyboardMarkup | None
    ) -> bool:
        async def attempt(text: str, mode: ParseMode | None, under: Markup | None) -> None:
            inline = under if isinstance(under, InlineKeyboardMarkup) else None
            try:
                await self._bot.edit_message_text(
                    text, chat_id=chat, message_id=message, parse_mode=mode, reply_markup=inline
                )
            except BadRequest as error:
                if _UNCHANGED not in str(error).lower():
                    raise

        try:
            await self._with_less_markup(attempt, piece, markup)
        except BadRequest:
            return False
        return True

    async def _with_less_markup(
        self,
        attempt: Callable[[str, ParseMode | None, Markup | None], Awaitable[T]],
        piece: Sequence[Line],
        markup: Markup | None,
    ) -> T:
        """HTML and buttons; where the server refuses that, plain text with the buttons; at last plain text alone."""
        for way in (
            partial(attempt, as_html(piece), ParseMode.HTML, markup),
            partial(attempt, as_plain(piece), None, markup),
        ):
            try:
                return await self._patiently(way)
            except BadRequest as error:
                _LOG.warning("The server refused a message with markup (%s); sending less.", type(error).__name__)
        return await self._patiently(partial(attempt, as_plain(piece), None, None))

    async def _patiently(self, attempt: Callable[[], Awaitable[T]]) -> T:
        """Try; when the network fails or Telegram asks for patience, try again a few times.

        Raises:
            UndeliveredError: when the network has failed all the time.
            RetryAfter: when Telegram asks for more patience than others who write to the bot should have.
        """
        for pause in self._pauses:
            try:
                return await attempt()
            except BadRequest:
                raise
            except (NetworkError, RetryAfter) as error:
                if seconds_asked_for(error) > LONGEST_WAIT:
                    raise
                _LOG.warning("A reply could not be sent (%s); trying again.", type(error).__name__)
                await asyncio.sleep(max(pause, seconds_asked_for(error)))
        try:
            return await attempt()
        except BadRequest:
            raise
        except NetworkError as error:
            raise UndeliveredError(type(error).__name__) from error


def _replying(to: Address) -> ReplyParameters | None:
    return None if to.reply_to is None else ReplyParameters(to.reply_to, allow_sending_without_reply=True)
