"""Inline mode: answers that can be sent into any chat by typing the bot's name and a question."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import suppress

from telegram import InlineQuery, InlineQueryResultArticle, InlineQueryResultsButton, InputTextMessageContent
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.channels.telegram.lines import Line, as_html, parted, reply_lines
from bot.channels.texts import ChannelTexts
from bot.engine import Engine
from bot.language.languages import language_of
from bot.replies.reply import Reply

CACHED_FOR = 300
"""Seconds for which Telegram may give the same answers to the same query."""
MOST = 6
"""Answers that are offered at once: as many as a phone shows without scrolling far."""
_LONGEST_TITLE = 80


class InlineAnswers:
    """Answers to offer for what was typed."""

    def __init__(self, engine: Engine, texts: ChannelTexts) -> None:
        self._engine = engine
        self._texts = texts

    async def offer(self, query: InlineQuery) -> None:
        """Offer answers; to an empty query the examples with theirs."""
        typed = query.query.strip()
        language = language_of(query.from_user.language_code)
        questions = (typed,) if typed else self._engine.examples_in(language)
        offered = list(self.results(questions))
        # What an empty query gets depends on the person's language; a question gets the same from everyone.
        ask = self._texts("inline_ask", language)
        hint = None if offered else InlineQueryResultsButton(ask, start_parameter="help")
        with suppress(BadRequest):  # a query that waited while the bot was down can't be answered any more
            await query.answer(offered, cache_time=CACHED_FOR, is_personal=not typed, button=hint)

    def results(self, questions: Iterable[str]) -> Iterator[InlineQueryResultArticle]:
        """The answers to questions; for one that has none, those to its choices and next questions."""
        seen: set[str] = set()
        waiting = list(questions)
        while waiting and len(seen) < MOST:
            question = waiting.pop(0)
            reply, _ = self._engine.reply(question)
            if reply.status != "answered":
                waiting += [other for other in (*reply.choices, *reply.suggestions) if other not in waiting]
            elif reply.text not in seen:
                seen.add(reply.text)
                yield _article(question, reply, self._engine.sources)
                if len(seen) == 1:
                    waiting += [other for other in reply.suggestions if other not in waiting]


def _article(question: str, reply: Reply, sources: frozenset[str]) -> InlineQueryResultArticle:
    # A message sent this way can't be parted; what is too long ends where the first part would.
    lines = parted((Line(question, "asked"), *reply_lines(reply, sources)))[0]
    first, *rest = reply.text.split("\n")
    return InlineQueryResultArticle(
        # The same answer always has the same id, so that Telegram and the person's phone know it again.
        id=hashlib.sha256(f"{question}\n{reply.text}".encode()).hexdigest()[:32],
        title=first[:_LONGEST_TITLE],
        description=" ".join(rest)[:_LONGEST_TITLE] or question,
        input_message_content=InputTextMessageContent(as_html(lines), parse_mode=ParseMode.HTML),
    )
