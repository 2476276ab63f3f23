"""Questions and their answers: sent, sent again when the question is edited, drawn, and noted for what may follow."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest

from bot.channels.telegram import buttons
from bot.channels.telegram.buttons import Tap, button
from bot.channels.telegram.lines import Line, plain_lines, reply_lines
from bot.channels.telegram.outbox import Address, Outbox
from bot.channels.telegram.pictures import drawn
from bot.channels.telegram.speaker import CHANNEL, Speaker
from bot.channels.texts import ChannelTexts
from bot.engine import Engine
from bot.gaps.noting import Notebook
from bot.replies.reply import Reply
from bot.storage.conversations import HandledUpdate
from bot.storage.exchanges import Exchange
from bot.storage.store import Store
from bot.understanding.context import EMPTY, Context

_RATED = ("answered", "unknown")
"""Statuses of replies that can be right or wrong."""


class Answers:
    """Answers questions of people in their contexts."""

    def __init__(
        self, engine: Engine, store: Store, texts: ChannelTexts, outbox: Outbox, quiet: timedelta | None
    ) -> None:
        self._engine = engine
        self._store = store
        self._texts = texts
        self._outbox = outbox
        self._quiet = quiet
        self._notebook = Notebook(store, engine.world.lexicon)

    async def context(self, speaker: Speaker) -> Context:
        """What was last talked about with someone."""
        return await asyncio.to_thread(self._store.conversations.load, speaker.key, self._quiet)

    async def answer_behind(self, speaker: Speaker, question: str, exchange: Exchange, handled: HandledUpdate) -> None:
        """Answer what was tapped under an older answer as if nothing had been said since."""
        _, then = self._engine.reply(exchange.question, exchange.before)
        await self._answer_in(then, speaker, question, None, handled, tapped=True)

    async def answer(
        self, speaker: Speaker, question: str, message: int | None, handled: HandledUpdate, tapped: bool = False
    ) -> None:
        """Answer a question in the context of those before.

        Args:
            speaker: who asks, and where.
            question: what was written, or what stands on the button that was tapped.
            message: id of the message that asks; None for a button.
            handled: the update that is done with this.
            tapped: whether the question is to be shown with the answer, since nobody has written it.
        """
        await self._answer_in(await self.context(speaker), speaker, question, message, handled, tapped)

    async def _answer_in(
        self,
        before: Context,
        speaker: Speaker,
        question: str,
        message: int | None,
        handled: HandledUpdate,
        tapped: bool,
    ) -> None:
        reply, after = self._engine.reply(question, before)
        sent = await self._send(speaker, reply, self._lines(reply, question if tapped else ""))
        exchange = Exchange(
            speaker.key, sent[0] if message is None else message, question, reply.text, tuple(sent), before
        )
        # Noted only once sent: a crash between the two repeats a reply, the other order would lose one.
        await asyncio.to_thread(self._note, exchange, reply, after, handled)

    async def answer_edited(self, speaker: Speaker, question: str, message: int, handled: HandledUpdate) -> bool:
        """Answer an edited question in place: its reply says what it would have said to the new words.

        Returns:
            False when the message is too old, or was never answered.
        """
        old = await asyncio.to_thread(self._store.exchanges.find_by_message, speaker.key, message)
        if old is None or old.question == question:
            return old is not None
        latest = await asyncio.to_thread(self._store.exchanges.latest, speaker.key)
        reply, after = self._engine.reply(question, old.before)
        sent = await self._outbox.edit(speaker.to, old.reply_ids, self._lines(reply), self._keyboard(reply))
        exchange = replace(old, question=question, reply_text=reply.text, reply_ids=tuple(sent))
        is_latest = latest is not None and latest.message_id == message
        # What was asked later was asked after the old answer; the conversation goes on from there.
        await asyncio.to_thread(self._note, exchange, reply, after if is_latest else None, handled)
        return True

    async def draw(self, speaker: Speaker, exchange: Exchange) -> bool:
        """Send the picture of an answer; False when there is none to draw."""
        reply, _ = self._engine.reply(exchange.question, exchange.before)
        return await self._send_chart(speaker, reply) is not None

    async def _send(self, speaker: Speaker, reply: Reply, lines: tuple[Line, ...]) -> list[int]:
        if reply.wants_chart and reply.chart is not None:
            try:
                picture = await self._send_chart(speaker, reply, self._keyboard(reply))
            except BadRequest:  # pictures are forbidden in the chat: the same figures as text
                picture = None
            if picture is not None:
                return [picture]
        return await self._outbox.send(speaker.to, lines, self._keyboard(reply))

    async def _send_chart(
        self, speaker: Speaker, reply: Reply, markup: InlineKeyboardMarkup | None = None
    ) -> int | None:
        if reply.chart is None:
            return None
        await self._outbox.show_drawing(speaker.to)
        return await self._outbox.send_picture(speaker.to, await drawn(reply.chart), reply.chart.caption, markup)

    def _lines(self, reply: Reply, tapped: str = "") -> tuple[Line, ...]:
        lines = reply_lines(reply, self._engine.sources)
        return (Line(tapped, "asked"), *lines) if tapped else lines

    def _keyboard(self, reply: Reply) -> InlineKeyboardMarkup | None:
        """Choices, or next questions, and what can be done with the answer itself."""
        others = [question for question in reply.suggestions if question not in reply.going_on]
        # Who is asked back has one thing to decide; next questions would only stand in the way.
        rows = buttons.answering(reply.choices) or (buttons.answering(reply.going_on) + buttons.asking(others))
        return buttons.keyboard([*rows, *self._row_about(reply)])

    def _row_about(self, reply: Reply) -> list[list[InlineKeyboardButton]]:
        if reply.status not in _RATED:
            return []
        row = [button(self._texts(f"button_{name}", reply.language), Tap("vote", vote)) for name, vote in VOTES]
        if reply.chart is not None and not reply.wants_chart:
            row.insert(0, button(self._texts("button_chart", reply.language), Tap("chart")))
        return [row]

    def _note(self, exchange: Exchange, reply: Reply, after: Context | None, handled: HandledUpdate) -> None:
        """Keep what an answer leaves behind: the context, the exchange, a gap, one more for the counts."""
        store = self._store
        store.exchanges.keep(exchange)
        self._notebook.note(exchange.question, reply, CHANNEL, reply.language)
        if after is None:
            store.conversations.note_handled(handled)
        else:
            store.conversations.save(exchange.key, after, handled)

    async def start_over(self, speaker: Speaker, handled: HandledUpdate) -> None:
        """Forget what was talked about."""
        await asyncio.to_thread(self._store.conversations.save, speaker.key, EMPTY, handled)

    async def send(self, to: Address, text: str) -> None:
        """Send a text to a chat where nobody in particular has spoken."""
        await self._outbox.send(to, plain_lines(text))

    async def say(self, speaker: Speaker, text: str, markup: InlineKeyboardMarkup | None = None) -> list[int]:
        """Send a text that is no answer."""
        return await self._outbox.send(speaker.to, plain_lines(text), markup)


VOTES = (("good", buttons.GOOD), ("bad", buttons.BAD), ("fix", buttons.FIX))
"""Texts of the voting buttons, and what they mean."""
