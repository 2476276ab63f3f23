"""How fast one person may ask, and a kind word for what can't be read."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal

from telegram import Message, Update
from telegram.error import BadRequest
from telegram.ext import filters

from bot.channels.telegram.answers import Answers
from bot.channels.telegram.speaker import Speaker
from bot.channels.texts import ChannelTexts

WINDOW = 60.0
"""Seconds over which messages are counted."""
GROUP_PER_MINUTE = 18
"""Answers in one group within a minute: Telegram lets a bot send about 20 (core.telegram.org/bots/faq)."""
LONGEST_QUESTION = 600
"""Characters of a message that is still read as a question; nobody asks for one thing in more."""
_MOST_PEOPLE = 10_000

Verdict = Literal["answer", "warn", "ignore"]


@dataclass(slots=True)
class _Recent:
    times: deque[float] = field(default_factory=deque)
    warned: bool = False


class RateLimit:
    """At most so many messages a minute from each person; kept in memory, since it is about the last minute only."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = per_minute
        self._clock = clock
        self._people: OrderedDict[int, _Recent] = OrderedDict()

    def verdict(self, user: int) -> Verdict:
        """What to do with a message that has come from someone: one warning, then silence until it is slow again."""
        now = self._clock()
        recent = self._people.setdefault(user, _Recent())
        self._people.move_to_end(user)
        while len(self._people) > _MOST_PEOPLE:
            self._people.popitem(last=False)
        while recent.times and recent.times[0] <= now - WINDOW:
            recent.times.popleft()
        if len(recent.times) < self._most:
            recent.times.append(now)
            recent.warned = False
            return "answer"
        if recent.warned:
            return "ignore"
        recent.warned = True
        return "warn"


class Manners:
    """What is said to people who ask too fast, or send what is no text."""

    def __init__(self, limit: RateLimit, group_limit: RateLimit, texts: ChannelTexts, answers: Answers) -> None:
        self._limit = limit
        self._group_limit = group_limit
        self._texts = texts
        self._answers = answers
        self._album = ""
        self._counted = -1

    async def allow(self, update: Update, speaker: Speaker) -> bool:
        """Whether someone, and the group where they are, is within the limit; says so once when not."""
        if update.update_id == self._counted:
            return True  # tried again after an outage, and counted the first time
        self._counted = update.update_id
        verdict, word = self._limit.verdict(speaker.user), "too_fast"
        if verdict == "answer" and speaker.in_group:
            verdict, word = self._group_limit.verdict(speaker.to.chat), "group_busy"
        text = self._texts(word, speaker.language) if verdict == "warn" else None
        if verdict != "answer" and update.callback_query is not None:
            with suppress(BadRequest):
                await update.callback_query.answer(text)
        elif text is not None:
            await self._answers.say(speaker, text)
        return verdict == "answer"

    def is_too_long(self, question: str) -> bool:
        """Whether a message is more than a question: reading it would hold up everyone else."""
        return len(question) > LONGEST_QUESTION

    async def decline_long(self, speaker: Speaker) -> None:
        """Ask for the question alone."""
        await self._answers.say(speaker, self._texts("too_long", speaker.language))

    async def answer_no_text(self, message: Message, speaker: Speaker) -> None:
        """A kind word for a picture or a voice; in groups nothing, since it was hardly meant for the bot."""
        if message.media_group_id is not None:
            if message.media_group_id == self._album:
                return  # one word for all pictures of an album
            self._album = message.media_group_id
        if not speaker.in_group and not is_service(message):
            await self._answers.say(speaker, self._texts(kind_of(message), speaker.language))


def kind_of(message: Message) -> str:
    """The text with which to say that a message can't be read."""
    if message.photo or message.video:
        return "photo"
    if message.voice or message.audio or message.video_note:
        return "voice"
    if message.sticker or message.animation or message.dice:
        return "sticker"
    return "location" if message.location or message.venue else "other"


def is_service(message: Message) -> bool:
    """Whether a message only reports an event, such as a pinned message or a new title."""
    return bool(filters.StatusUpdate.ALL.check_update(Update(0, message=message)))
