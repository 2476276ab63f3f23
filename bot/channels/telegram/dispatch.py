"""Which part of the bot an update is for."""

from __future__ import annotations

from telegram import Bot, Message, Update
from telegram.constants import ChatType

from bot.channels.telegram.answers import Answers
from bot.channels.telegram.commands import WORDS, Commands
from bot.channels.telegram.groups import GroupSwitch, asked_of, was_added
from bot.channels.telegram.inline import InlineAnswers
from bot.channels.telegram.manners import Manners
from bot.channels.telegram.speaker import Speaker, speaker_of
from bot.channels.telegram.taps import Taps
from bot.language.languages import language_of
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
            await self._greet_group(update)
            return
        speaker = speaker_of(update)
        if speaker is None:
            return
        handled = HandledUpdate(self._bot.id, update.update_id)
        if update.callback_query is not None:
            if await self._manners.allow(update, speaker):
                await self._taps.tapped(update, speaker, handled)
        elif update.edited_message is not None:
            await self._edited(update.edited_message, speaker, handled)
        elif update.message is not None:
            await self._said(update, update.message, speaker, handled)

    async def _greet_group(self, update: Update) -> None:
        change = update.my_chat_member
        assert change is not None
        if change.chat.type in (ChatType.GROUP, ChatType.SUPERGROUP) and was_added(change):
            language = language_of(change.from_user.language_code)
            await self._bot.send_message(change.chat.id, self._switch.greeting(language))

    async def _said(self, update: Update, message: Message, speaker: Speaker, handled: HandledUpdate) -> None:
        command = command_of(message, self._bot)
        question = (asked_of(message, self._bot) if speaker.in_group else message.text or "") if not command else ""
        if speaker.in_group:
            if command is None and question is None:
                return  # people talking to each other
            turning = command is not None and command[0] in ("on", "off")
            if not turning and not await self._switch.is_on(speaker):
                return
            if command is not None and command[0] not in self._commands.by_name:
                return  # another bot's
        if not await self._manners.allow(update, speaker):
            return
        if command is not None:
            if not await self._commands.run(command[0], speaker, command[1], message.message_id, handled):
                await self._answers.answer(speaker, message.text or "", message.message_id, handled)
        elif not message.text:
            await self._manners.answer_no_text(message, speaker)
        elif not await self._taps.took_fix(message, speaker):
            await self._asked(question or "", message, speaker, handled)

    async def _asked(self, question: str, message: Message, speaker: Speaker, handled: HandledUpdate) -> None:
        if not question:
            await self._answers.say(speaker, self._switch.how_to_ask(speaker.language))
            return
        word = WORDS.get(question.strip().lower())
        if word is None or not await self._commands.run(word, speaker, "", message.message_id, handled):
            await self._answers.answer(speaker, question, message.message_id, handled)

    async def _edited(self, message: Message, speaker: Speaker, handled: HandledUpdate) -> None:
        """Answer an edited question anew; edits of what was never answered are left alone."""
        question = asked_of(message, self._bot) if speaker.in_group else message.text
        if question and await self._switch.is_on(speaker) and not question.startswith("/"):
            await self._answers.answer_edited(speaker, question, message.message_id, handled)


def command_of(message: Message, bot: Bot) -> tuple[str, str] | None:
    """The command that a message is, and what stands behind it; None for other messages and for another bot's command."""
    text = message.text or ""
    entity = message.entities[0] if message.entities else None
    if entity is None or entity.type != entity.BOT_COMMAND or entity.offset:
        return None
    name, at, addressed = message.parse_entity(entity)[1:].partition("@")
    if at and addressed.lower() != bot.username.lower():
        return None
    return name.lower(), text[entity.length :].strip()
