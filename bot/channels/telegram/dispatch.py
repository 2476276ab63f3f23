"""Which part of the bot an update is for."""

from __future__ import annotations

from telegram import Bot, ChatMemberUpdated, Message, Update
from telegram.constants import ChatType

from bot.channels.telegram.answers import Answers
from bot.channels.telegram.commands import Commands
from bot.channels.telegram.groups import GroupSwitch
from bot.channels.telegram.hearing import Heard, heard
from bot.channels.telegram.inline import InlineAnswers
from bot.channels.telegram.manners import Manners
from bot.channels.telegram.outbox import Address
from bot.channels.telegram.speaker import Speaker, speaker_of
from bot.channels.telegram.taps import Taps
from bot.storage.conversations import HandledUpdate


class Dispatch:
    """Takes every update, and hands it on."""

    def __init__(
        self,
        bot: Bot,
        answers: Answers,
        commands: Commands,
        taps: Taps,
        inline: InlineAnswers,
        switch: GroupSwitch,
        manners: Manners,
    ) -> None:
        self._bot = bot
        self._answers = answers
        self._commands = commands
        self._taps = taps
        self._inline = inline
        self._switch = switch
        self._manners = manners

    async def handle(self, update: Update) -> None:
        """Do what an update asks for; what nobody asked of the bot is left alone."""
        if update.inline_query is not None:
            await self._inline.offer(update.inline_query)
            return
        if update.my_chat_member is not None:
            await self._membership(update.my_chat_member)
            return
        speaker = speaker_of(update)
        if speaker is None:
            return
        handled = HandledUpdate(self._bot.id, update.update_id)
        if update.callback_query is not None:
            await self._tapped(update, speaker, handled)
        elif update.edited_message is not None:
            await self._edited(update, update.edited_message, speaker, handled)
        elif update.message is not None:
            await self._said(update, update.message, speaker, handled)

    async def _membership(self, change: ChatMemberUpdated) -> None:
        """Greet a group that the bot has entered, and tell its admins what it gets to read."""
        if change.chat.type in (ChatType.GROUP, ChatType.SUPERGROUP):
            text = self._switch.welcome(change)
            if text:
                await self._answers.send(Address(change.chat.id), text)

    async def _tapped(self, update: Update, speaker: Speaker, handled: HandledUpdate) -> None:
        if not await self._switch.is_on(speaker):
            await self._taps.decline(update, "group_off", speaker)
        elif await self._manners.allow(update, speaker):
            await self._taps.tapped(update, speaker, handled)

    async def _said(self, update: Update, message: Message, speaker: Speaker, handled: HandledUpdate) -> None:
        if message.migrate_to_chat_id is not None:
            await self._switch.move(message.chat.id, message.migrate_to_chat_id)
            return
        said = heard(message, self._bot, speaker.in_group)
        if said is None or (speaker.in_group and not await self._is_for_us(said, speaker)):
            return
        if not await self._manners.allow(update, speaker):
            return
        if said.command:
            if not await self._commands.run(said.command, speaker, said.rest, message.message_id, handled):
                await self._asked(message.text or message.caption or "", message, speaker, handled)
        elif said.question:
            if not await self._taps.took_fix(message, speaker):
                await self._asked(said.question, message, speaker, handled)
        elif speaker.in_group and message.text:
            await self._answers.say(speaker, self._switch.how_to_ask(speaker.language))
        else:
            await self._manners.answer_no_text(message, speaker)

    async def _is_for_us(self, said: Heard, speaker: Speaker) -> bool:
        """Whether something said in a group is answered there: no other bot's command, and nothing while turned off."""
        if said.command and not self._commands.knows(said.command, speaker):
            return False
        return said.command in ("on", "off") or await self._switch.is_on(speaker)

    async def _asked(self, question: str, message: Message, speaker: Speaker, handled: HandledUpdate) -> None:
        if self._manners.is_too_long(question):
            await self._manners.decline_long(speaker)
        else:
            await self._answers.answer(speaker, question, message.message_id, handled)

    async def _edited(self, update: Update, message: Message, speaker: Speaker, handled: HandledUpdate) -> None:
        """Answer an edited question anew; edits of what was never answered are left alone."""
        said = heard(message, self._bot, speaker.in_group)
        if said is None or not said.question or self._manners.is_too_long(said.question):
            return
        if await self._switch.is_on(speaker) and await self._manners.allow(update, speaker):
            await self._answers.answer_edited(speaker, said.question, message.message_id, handled)
