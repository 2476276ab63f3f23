"""Groups: when the bot is spoken to there, and what its admins are told and may do."""

from __future__ import annotations

import asyncio
import re

from telegram import Bot, ChatMemberUpdated, Message, MessageEntity
from telegram.constants import ChatMemberStatus
from telegram.error import TelegramError

from bot.channels.telegram.speaker import Speaker, chat_key
from bot.channels.texts import ChannelTexts
from bot.engine import Engine
from bot.language.languages import Language
from bot.storage.store import Store

_INSIDE = (ChatMemberStatus.MEMBER, ChatMemberStatus.ADMINISTRATOR)
_ADMINS = (ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER)


def asked_of(message: Message, bot: Bot) -> str | None:
    """What a message in a group asks of the bot, without its name; None when it is not for the bot."""
    text = message.text or ""
    mention = re.compile(rf"@{re.escape(bot.username)}\b", re.IGNORECASE)
    named = any(
        mention.fullmatch(message.parse_entity(entity))
        for entity in message.entities
        if entity.type == MessageEntity.MENTION
    )
    answered = message.reply_to_message
    replying = answered is not None and answered.from_user is not None and answered.from_user.id == bot.id
    return mention.sub(" ", text).strip() if named or replying else None


def was_added(change: ChatMemberUpdated) -> bool:
    """Whether a change of the bot's own membership brings it into a chat."""
    return change.new_chat_member.status in _INSIDE and change.old_chat_member.status not in _INSIDE


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

    def greeting(self, language: Language) -> str:
        """What to say on entering a group: how to ask, and to its admins what privacy mode means."""
        name = self._bot.username
        hello = self._texts("hello", language, city=self._engine.city_in(language))
        reads_all = bool(self._bot.bot.can_read_all_group_messages)
        privacy = self._texts("group_open", language) if reads_all else self._texts("group_private", language, bot=name)
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
