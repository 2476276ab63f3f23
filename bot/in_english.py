"""What only questions in English need: their words, the names and wordings of replies, and the check of those.

Most starts of the bot have no English to answer; the engine loads this file with the first message that has no Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from bot.english_chat import english_chat
from bot.knowledge.model import Fact
from bot.language.english.reading import read_english
from bot.language.english.tokens import is_english
from bot.language.mentions import Mention
from bot.replies.checker_english import english_names, untraced_english
from bot.replies.desk import Desk
from bot.replies.english import English
from bot.replies.reply import Span
from bot.understanding.context import Context
from bot.understanding.query import Reading
from bot.understanding.reading import Understanding
from bot.world import World

_MONEY = re.compile(r"\b(?:yuan|rmb|cny|renminbi|money)\b|[¥￥]")


class EnglishSide:
    """English questions and replies over one world."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._words = world.english
        self._english = English(world.catalogue)
        self._names = english_names(world.catalogue)
        self.desk = Desk(world.catalogue, world.english_wordings)
        """Composes replies from the English wordings."""

    def is_english(self, text: str) -> bool | None:
        """Whether a folded text is English; None where nothing tells."""
        return is_english(text, self._words.common, self._words.syllables)

    def small_talk(self, text: str) -> str | None:
        """The id of the small talk that a folded message is, all of it."""
        return english_chat(text, self._world.english_chat)

    def chat_text(self, found: str, city: str) -> str:
        """The reply to small talk."""
        return self._world.english_chat.text(found, self._english.text(city))

    def read(
        self, text: str, context: Context, understanding: Understanding
    ) -> tuple[tuple[Mention, ...], tuple[Reading, ...]]:
        """The words of a folded text and what they ask; where that fails, with what some words may mean otherwise.

        Output is a mass, or a value in yuan: the one that money is spoken of with, and else the one that reads whole.
        """
        money = bool(_MONEY.search(text))
        mentions = read_english(text, self._words, money)
        readings = understanding.read(mentions, context)
        if not (readings and all(reading.is_answer for reading in readings)):
            otherwise = read_english(text, self._words, not money)
            again = understanding.read(otherwise, context) if otherwise != mentions else ()
            if again and all(reading.is_answer for reading in again):
                return otherwise, again
        return mentions, readings

    def spans(self, spans: Iterable[Span], facts: Iterable[Fact], said: Mapping[str, str]) -> tuple[Span, ...]:
        """The spans of a reply in English, one for each."""
        return self._english.spans(spans, facts, said)

    def phrases(self, questions: Iterable[str]) -> tuple[str, ...]:
        """Next questions and choices in English."""
        return tuple(self._english.phrase(question) for question in questions)

    def untraced(
        self, composed: tuple[Span, ...], printed: tuple[Span, ...], facts: tuple[Fact, ...]
    ) -> tuple[str, ...]:
        """What in a reply stands on nothing, as it is printed."""
        return untraced_english(composed, printed, facts, self._world.catalogue, self._names)
