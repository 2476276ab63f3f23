"""Commands, and the Chinese and English words that stand for them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from functools import partial

from telegram import InlineKeyboardMarkup

from bot.browsing.directory import FAQ, HOME
from bot.channels.telegram import buttons
from bot.channels.telegram.answers import Answers
from bot.channels.telegram.buttons import Tap, button
from bot.channels.telegram.groups import GroupSwitch
from bot.channels.telegram.links import linked_question
from bot.channels.telegram.pages import Pages
from bot.channels.telegram.profile import GROUP, PRIVATE
from bot.channels.telegram.speaker import Speaker
from bot.channels.texts import ChannelTexts
from bot.engine import Engine
from bot.gaps.advising import Advisor
from bot.gaps.summaries import Summaries
from bot.language.languages import Language
from bot.settings import TelegramSettings
from bot.storage.conversations import HandledUpdate
from bot.storage.exchanges import KEPT, KEPT_FOR
from bot.storage.gaps import KEPT_FOR as GAPS_KEPT_FOR
from bot.storage.store import Store

WORDS: Mapping[str, str] = {
    "开始": "start", "開始": "start",
    "帮助": "help", "幫助": "help", "help": "help",
    "目录": "towns", "目錄": "towns", "towns": "towns",
    "投资问答": "faq", "投資問答": "faq", "faq": "faq",
    "重置": "reset", "reset": "reset",
    "隐私": "privacy", "隱私": "privacy", "privacy": "privacy",
}  # fmt: skip
"""Whole messages that stand for a command; 图表 and 来源 are questions, which the engine answers."""
ASKED: Mapping[str, Mapping[Language, str]] = {
    "chart": {"zh-Hans": "图表", "zh-Hant": "圖表", "en": "chart"},
    "source": {"zh-Hans": "来源是什么", "zh-Hant": "來源是什麼", "en": "source?"},
}
"""Commands that are questions about the last answer, and how to ask them."""
_FOR_ADMINS = ("stats", "gaps")
_FIRST_EXAMPLES = 3
_SECONDS_AN_HOUR = 3600


class Commands:
    """What each command does."""

    def __init__(
        self,
        engine: Engine,
        store: Store,
        texts: ChannelTexts,
        answers: Answers,
        pages: Pages,
        switch: GroupSwitch,
        settings: TelegramSettings,
    ) -> None:
        self._engine = engine
        self._store = store
        self._texts = texts
        self._answers = answers
        self._pages = pages
        self._switch = switch
        self._settings = settings
        self.by_name: Mapping[str, Callable[[Speaker, str, int, HandledUpdate], Awaitable[None]]] = {
            "start": self._start,
            "help": self._help,
            "towns": self._towns,
            "faq": self._faq,
            "chart": partial(self._ask, "chart"),
            "source": partial(self._ask, "source"),
            "why": self._why,
            "reset": self._reset,
            "privacy": self._privacy,
            "forget": self._forget,
            "on": partial(self._turn, True),
            "off": partial(self._turn, False),
            "stats": partial(self._summary, "stats"),
            "gaps": partial(self._summary, "gaps"),
        }

    async def run(self, name: str, speaker: Speaker, rest: str, message: int, handled: HandledUpdate) -> bool:
        """Do what a command says; False for one that the bot doesn't have."""
        if not self.knows(name, speaker):
            return False
        await self.by_name[name](speaker, rest, message, handled)
        return True

    def knows(self, name: str, speaker: Speaker) -> bool:
        """Whether there is such a command for this person."""
        return name in self.by_name and (name not in _FOR_ADMINS or speaker.user in self._settings.admins)

    async def _start(self, speaker: Speaker, rest: str, message: int, handled: HandledUpdate) -> None:
        """Greet and forget what was talked about; or open what a link leads to."""
        question = linked_question(rest)
        if question:
            await self._answers.answer(speaker, question, message, handled, tapped=True)
            return
        target = self._pages.find(rest) if rest else None
        if target is not None and await self._pages.show(speaker, target):
            return
        language = speaker.language
        hello = self._texts("hello", language, city=self._engine.city_in(language))
        examples = (*self._engine.examples_in(language)[:_FIRST_EXAMPLES], self._engine.chart_example_in(language))
        rows = buttons.asking(examples)
        rows.append([
            button(self._texts("button_towns", language), Tap("page", HOME)),
            button(self._texts("button_faq", language), Tap("page", FAQ)),
        ])  # fmt: skip
        text = f"{hello}\n\n{self._texts('try_these', language)}"
        await self._answers.say(speaker, text, InlineKeyboardMarkup(rows))
        await self._answers.start_over(speaker, handled)

    async def _help(self, speaker: Speaker, rest: str, message: int, handled: HandledUpdate) -> None:
        language = speaker.language
        examples = "\n".join(f"· {example}" for example in self._engine.examples_in(language))
        names = GROUP if speaker.in_group else PRIVATE
        commands = "\n".join(
            self._texts("command_line", language, name=name, what=self._texts(f"command_{name}", language))
            for name in names
        )
        await self._answers.say(speaker, self._texts("help", language, examples=examples, commands=commands))

    async def _towns(self, speaker: Speaker, rest: str, message: int, handled: HandledUpdate) -> None:
        await self._pages.show(speaker, HOME)

    async def _faq(self, speaker: Speaker, rest: str, message: int, handled: HandledUpdate) -> None:
        await self._pages.show(speaker, FAQ)

    async def _ask(self, name: str, speaker: Speaker, rest: str, message: int, handled: HandledUpdate) -> None:
        """A command that is a question about the last answer."""
        await self._answers.answer(speaker, ASKED[name][speaker.language], message, handled)

    async def _why(self, speaker: Speaker, rest: str, message: int, handled: HandledUpdate) -> None:
        """How the last question was understood."""
        last = await asyncio.to_thread(self._store.exchanges.latest, speaker.key)
        if last is None:
            await self._answers.say(speaker, self._texts("nothing_asked", speaker.language))
        else:
            await self._answers.say(speaker, self._engine.explain(last.question, last.before))

    async def _reset(self, speaker: Speaker, rest: str, message: int, handled: HandledUpdate) -> None:
        await self._answers.say(speaker, self._texts("reset", speaker.language))
        await self._answers.start_over(speaker, handled)

    async def _privacy(self, speaker: Speaker, rest: str, message: int, handled: HandledUpdate) -> None:
        language, quiet = speaker.language, self._settings.quiet
        context = (
            self._texts("privacy_always", language)
            if quiet is None
            else self._texts("privacy_for_hours", language, hours=_hours(max(quiet, KEPT_FOR)))
        )
        kept = {
            "context": context,
            "exchanges": str(KEPT),
            "hours": _hours(KEPT_FOR),
            "days": str(GAPS_KEPT_FOR.days),
        }
        await self._answers.say(speaker, self._texts("privacy", language, **kept))

    async def _forget(self, speaker: Speaker, rest: str, message: int, handled: HandledUpdate) -> None:
        """Delete what was kept of someone, in all chats."""
        # Who writes in the name of a group or a channel is not one person everywhere.
        gone = await asyncio.to_thread(self._store.forget, speaker.key, speaker.user > 0)
        found = gone.conversations or gone.exchanges
        await self._answers.say(speaker, self._texts("forgotten" if found else "forgotten_nothing", speaker.language))

    async def _turn(self, on: bool, speaker: Speaker, rest: str, message: int, handled: HandledUpdate) -> None:
        await self._answers.say(speaker, await self._switch.turn(speaker, on))

    async def _summary(self, name: str, speaker: Speaker, rest: str, message: int, handled: HandledUpdate) -> None:
        """For the bot's own admins: how it is used, and what it could not answer."""
        summaries = Summaries(self._store, Advisor(self._engine, self._engine.world))
        text = await asyncio.to_thread(summaries.statistics if name == "stats" else summaries.gaps)
        await self._answers.say(speaker, text)


def _hours(time: timedelta) -> str:
    """A time in hours, with the hour that it may take until what is too old is dropped."""
    return str(int(time.total_seconds()) // _SECONDS_AN_HOUR + 1)
