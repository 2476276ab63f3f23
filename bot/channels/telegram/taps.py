"""Buttons that were tapped."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace

from telegram import CallbackQuery, ForceReply, InlineKeyboardMarkup, Message, Update
from telegram.error import BadRequest

from bot.channels.telegram.answers import Answers
from bot.channels.telegram.buttons import BAD, FIX, GOOD, Tap, is_choice_on, read_tap
from bot.channels.telegram.lines import plain_lines
from bot.channels.telegram.outbox import Address, Outbox
from bot.channels.telegram.pages import Pages
from bot.channels.telegram.speaker import Speaker, chat_key
from bot.channels.texts import ChannelTexts
from bot.language.languages import LANGUAGES
from bot.storage.conversations import HandledUpdate
from bot.storage.exchanges import Exchange
from bot.storage.store import Store


class Taps:
    """Does what a button says; one that is too old gets a friendly word."""

    def __init__(self, answers: Answers, pages: Pages, store: Store, texts: ChannelTexts, outbox: Outbox) -> None:
        self._answers = answers
        self._pages = pages
        self._store = store
        self._texts = texts
        self._outbox = outbox
        self._fix_asks = frozenset(texts("fix_ask", language) for language in LANGUAGES)

    async def tapped(self, update: Update, speaker: Speaker, handled: HandledUpdate) -> None:
        """Handle a tap; always tells Telegram that it was heard, so that the button stops turning."""
        query = update.callback_query
        assert query is not None
        message = query.message if isinstance(query.message, Message) else None
        tap = read_tap(query.data)
        word: str | None = None
        if tap is None or message is None or not await self._done(tap, query, message, speaker, handled):
            word = self._texts("stale", speaker.language)
        elif tap.kind == "vote" and tap.detail != FIX:
            word = self._texts("thanks_good" if tap.detail == GOOD else "thanks_bad", speaker.language)
        with suppress(BadRequest):  # a tap that waited for too long, while the bot was down, can't be answered any more
            await query.answer(word)

    async def _done(
        self, tap: Tap, query: CallbackQuery, message: Message, speaker: Speaker, handled: HandledUpdate
    ) -> bool:
        """Do what a tap means; False when it means nothing any more."""
        match tap.kind:
            case "page":
                return await self._pages.turn_to(speaker, message.message_id, tap.detail)
            case "ask" | "question" | "choice":
                question = tap.detail if tap.kind == "question" else label_of(message, query.data)
                if not question or not await self._is_current(tap, speaker):
                    return False
                await self._answers.answer(speaker, question, None, handled, tapped=True)
                return True
        exchange = await self._exchange(message)
        if exchange is None:
            return False
        if tap.kind == "chart":
            return await self._answers.draw(speaker, exchange)
        return await self._voted(tap.detail, exchange, message, speaker)

    async def _is_current(self, tap: Tap, speaker: Speaker) -> bool:
        """Whether a choice still answers the bot's last question; other buttons always count."""
        return tap.kind != "choice" or is_choice_on(tap, (await self._answers.context(speaker)).question)

    async def _exchange(self, message: Message) -> Exchange | None:
        """The question and answer that a message of the bot belongs to."""
        find = self._store.exchanges.find_by_reply
        topic = message.message_thread_id if message.is_topic_message else None
        place = chat_key(message.chat.id) if topic is None else f"{chat_key(message.chat.id)}:{topic}"
        return await asyncio.to_thread(find, place, message.message_id)

    async def _voted(self, vote: str, exchange: Exchange, message: Message, speaker: Speaker) -> bool:
        if vote == FIX:
            return await self._ask_for_fix(exchange, message, speaker)
        if vote not in (GOOD, BAD):
            return False
        await asyncio.to_thread(self._store.feedback.vote, exchange, "up" if vote == GOOD else "down")
        await self._outbox.edit_markup(message.chat.id, message.message_id, _without_votes(message.reply_markup))
        return True

    async def _ask_for_fix(self, exchange: Exchange, message: Message, speaker: Speaker) -> bool:
        """Ask what is wrong; the answer is a reply to this question, by which it is known again."""
        place = Address(speaker.to.chat, speaker.to.topic, message.message_id)
        text = self._texts("fix_ask", speaker.language)
        asked = await self._outbox.send(place, plain_lines(text), ForceReply(selective=True))
        await asyncio.to_thread(self._store.exchanges.keep, _with_replies(exchange, asked))
        return True

    async def took_fix(self, message: Message, speaker: Speaker) -> bool:
        """Take a message as what is wrong with an answer, if it replies to the question for that."""
        asked = message.reply_to_message
        if asked is None or asked.text not in self._fix_asks or not message.text:
            return False
        exchange = await self._exchange(asked)
        if exchange is None:
            return False
        await asyncio.to_thread(self._store.feedback.correct, exchange, message.text)
        await self._answers.say(speaker, self._texts("fix_thanks", speaker.language))
        return True


def label_of(message: Message, data: str | None) -> str:
    """What stands on the button of a message that has this data; "" where there is none."""
    markup = message.reply_markup
    rows = markup.inline_keyboard if markup else ()
    return next((each.text for row in rows for each in row if each.callback_data == data), "")


def _without_votes(markup: InlineKeyboardMarkup | None) -> InlineKeyboardMarkup | None:
    """A keyboard without the buttons that rate."""
    rows = [
        [each for each in row if not (tap := read_tap(str(each.callback_data))) or tap.kind != "vote"]
        for row in (markup.inline_keyboard if markup else ())
    ]
    return InlineKeyboardMarkup([row for row in rows if row])


def _with_replies(exchange: Exchange, more: list[int]) -> Exchange:
    return replace(exchange, reply_ids=(*exchange.reply_ids, *more))
