"""Groups: what their admins are told, and may turn on and off."""

from __future__ import annotations

import asyncio

from telegram import Bot, ChatMemberUpdated
from telegram.constants import ChatMemberStatus
from telegram.error import TelegramError

from bot.channels.telegram.speaker import Speaker, chat_key
from bot.channels.texts import ChannelTexts
from bot.engine import Engine
from bot.language.languages import Language, language_of
from bot.storage.store import Store

_INSIDE = (ChatMemberStatus.MEMBER, ChatMemberStatus.ADMINISTRATOR)
_ADMINS = (ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER)


class GroupSwitch:
    """Turning the bot on and off in a group, by its admins."""

    def __init__(self, engine: Engine, store: Store, texts: ChannelTexts, bot: Bot) -> None:
        self._engine = engine
        self._store = store
        self._texts = texts
        self._bot = bot

    async def is_on(self, speaker: Speaker) -> bool:
        """Whether the bot answers in this chat."""
        if not speaker.in_group:
            return True
        return await asyncio.to_thread(self._store.groups.is_on, chat_key(speaker.to.chat))

    async def turn(self, speaker: Speaker, on: bool) -> str:
        """Turn it on or off, if the speaker may; what to say about it."""
        if not speaker.in_group:
            return self._texts("group_only", speaker.language)
        if not await self._is_admin(speaker):
            return self._texts("group_admins_only", speaker.language)
        await asyncio.to_thread(self._store.groups.set, chat_key(speaker.to.chat), on)
        return self._texts("group_on" if on else "group_off", speaker.language)

    async def move(self, old: int, new: int) -> None:
        """Keep the switch of a group that has become a supergroup, which has another id."""
        if not await asyncio.to_thread(self._store.groups.is_on, chat_key(old)):
            await asyncio.to_thread(self._store.groups.set, chat_key(new), False)

    def welcome(self, change: ChatMemberUpdated) -> str:
        """What to say when the bot has entered a group, or has become its admin: how to ask, and what it gets to read."""
        language = language_of(change.from_user.language_code)
        old, new = change.old_chat_member.status, change.new_chat_member.status
        name = self._bot.username
        if new not in _INSIDE or (old in _INSIDE and new != ChatMemberStatus.ADMINISTRATOR) or old == new:
            return ""
        if new == ChatMemberStatus.ADMINISTRATOR:
            privacy = self._texts("group_as_admin", language)
        elif self._bot.bot.can_read_all_group_messages:
            privacy = self._texts("group_open", language)
        else:
            privacy = self._texts("group_private", language, bot=name)
        if old in _INSIDE:
            return privacy
        hello = self._texts("hello", language, city=self._engine.city_in(language))
        return f"{self._texts('group_hello', language, hello=hello, bot=name)}\n\n{privacy}"

    def how_to_ask(self, language: Language) -> str:
        """What to say to a mention without a question."""
        example = self._engine.examples_in(language)[0]
        return self._texts("group_ask", language, bot=self._bot.username, example=example)

    async def _is_admin(self, speaker: Speaker) -> bool:
        if speaker.as_group:
            return True
        try:
            member = await self._bot.get_chat_member(speaker.to.chat, speaker.user)
        except TelegramError:
            return False
        return member.status in _ADMINS
