"""Buttons that were tapped."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace

from telegram import CallbackQuery, ForceReply, InlineKeyboardMarkup, Message, Update
from telegram.error import BadRequest

from bot.channels.telegram.answers import Answers
from bot.channels.telegram.buttons import BAD, FIX, GOOD, Tap, read_tap
from bot.channels.telegram.lines import plain_lines
from bot.channels.telegram.outbox import Address, Outbox
from bot.channels.telegram.pages import Pages
from bot.channels.telegram.speaker import Speaker, chat_key, topic_of
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
        word = "stale" if tap is None or message is None else await self._done(tap, query, message, speaker, handled)
        await self._say(query, self._texts(word, speaker.language) if word else None)

    async def decline(self, update: Update, word: str, speaker: Speaker) -> None:
        """Tell somebody who taps why nothing happens."""
        assert update.callback_query is not None
        await self._say(update.callback_query, self._texts(word, speaker.language))

    async def _say(self, query: CallbackQuery, text: str | None) -> None:
        with suppress(BadRequest):  # a tap that waited for too long, while the bot was down, can't be answered any more
            await query.answer(text)

    async def _done(
        self, tap: Tap, query: CallbackQuery, message: Message, speaker: Speaker, handled: HandledUpdate
    ) -> str:
        """Do what a tap means; the name of the word to say about it, "" for none."""
        if tap.kind == "page":
            return "" if await self._pages.turn_to(speaker, message.message_id, tap.detail) else "stale"
        if tap.kind in ("ask", "question"):
            question = tap.detail if tap.kind == "question" else label_of(message, query.data)
            if not question:
                return "stale"
            await self._answers.answer(speaker, question, None, handled, tapped=True)
            return ""
        exchange = await self._exchange(message)
        if exchange is None:
            return "stale"
        if tap.kind == "answer":
            label = label_of(message, query.data)
            if label:
                await self._answers.answer_behind(speaker, label, exchange, handled)
            return "" if label else "stale"
        if tap.kind == "chart":
            return "" if await self._answers.draw(speaker, exchange) else "stale"
        return await self._voted(tap.detail, exchange, message, speaker)

    async def _exchange(self, message: Message) -> Exchange | None:
        """The question and answer that a message of the bot belongs to."""
        place = chat_key(message.chat.id, topic_of(message))
        return await asyncio.to_thread(self._store.exchanges.find_by_reply, place, message.message_id)

    async def _voted(self, vote: str, exchange: Exchange, message: Message, speaker: Speaker) -> str:
        if vote == FIX:
            await self._ask_for_fix(exchange, message, speaker)
            return ""
        if vote not in (GOOD, BAD):
            return "stale"
        outcome = await asyncio.to_thread(self._store.feedback.vote, exchange, "up" if vote == GOOD else "down")
        if outcome == "gone":
            return "stale"
        await self._outbox.edit_markup(message.chat.id, message.message_id, _without(message.reply_markup, vote))
        return "voted" if outcome == "same" else "thanks_good" if vote == GOOD else "thanks_bad"

    async def _ask_for_fix(self, exchange: Exchange, message: Message, speaker: Speaker) -> None:
        """Ask what is wrong; the answer is a reply to this question, by which it is known again."""
        # In a group the box to reply in opens for the one whose message is replied to.
        about = exchange.message_id if speaker.in_group else message.message_id
        text = self._texts("fix_ask", speaker.language)
        reply_box = ForceReply(selective=speaker.in_group)
        asked = await self._outbox.send(Address(speaker.to.chat, speaker.to.topic, about), plain_lines(text), reply_box)
        prompts = (*exchange.prompt_ids, *asked)
        await asyncio.to_thread(self._store.exchanges.keep, replace(exchange, prompt_ids=prompts))

    async def took_fix(self, message: Message, speaker: Speaker) -> bool:
        """Take a message as what is wrong with an answer, if it replies to the question for that."""
        asked = message.reply_to_message
        if asked is None or asked.text not in self._fix_asks or not message.text:
            return False
        exchange = await self._exchange(asked)
        if exchange is None:
            return False
        is_new = await asyncio.to_thread(self._store.feedback.correct, exchange, message.text)
        await self._answers.say(speaker, self._texts("fix_thanks" if is_new else "fix_known", speaker.language))
        return True


def label_of(message: Message, data: str | None) -> str:
    """What stands on the button of a message that has this data; "" where there is none."""
    markup = message.reply_markup
    rows = markup.inline_keyboard if markup else ()
    return next((each.text for row in rows for each in row if each.callback_data == data), "")


def _without(markup: InlineKeyboardMarkup | None, vote: str) -> InlineKeyboardMarkup | None:
    """A keyboard without the button of a vote; the others stay, since people change their minds."""
    rows = [
        [each for each in row if read_tap(str(each.callback_data)) != Tap("vote", vote)]
        for row in (markup.inline_keyboard if markup else ())
    ]
    return InlineKeyboardMarkup([row for row in rows if row])
