"""What a message says to the bot: a command, a question, or nothing that is meant for it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from telegram import Bot, Message, MessageEntity

from bot.channels.telegram.commands import WORDS


@dataclass(frozen=True, slots=True)
class Heard:
    """What a message asks of the bot: one of these two, or neither where it has no words (a picture, a bare mention)."""

    command: str = ""
    rest: str = ""
    """What stands behind the command."""
    question: str = ""


def heard(message: Message, bot: Bot, in_group: bool) -> Heard | None:
    """What a message asks of the bot; None when it is not for the bot.

    In groups it is for the bot only when it is a command, names the bot, or answers one of its messages.
    """
    if message.via_bot is not None and message.via_bot.id == bot.id:
        return None  # an answer that somebody has sent here by inline mode
    text = message.text or message.caption or ""
    entities = message.parse_entities() if message.text else message.parse_caption_entities()
    command = next((part for entity, part in entities.items() if _opens(entity)), "")
    if command:
        name, at, addressed = command[1:].partition("@")
        if at and addressed.lower() != bot.username.lower():
            return None
        return Heard(command=name.lower(), rest=text[len(command) :].strip())
    mention = re.compile(rf"@{re.escape(bot.username)}\b", re.IGNORECASE)
    named = any(mention.fullmatch(part) for entity, part in entities.items() if entity.type == MessageEntity.MENTION)
    if in_group and not named and not _answers(message, bot):
        return None
    question = " ".join(mention.sub(" ", text).split(" ")).strip() if named else text
    return _as_command(question) or Heard(question=question)


def _as_command(question: str) -> Heard | None:
    """The command that a word stands for (帮助, /帮助), or that follows the bot's name (@bot /help)."""
    word = question.strip().lower().removeprefix("/")
    if word in WORDS:
        return Heard(command=WORDS[word])
    typed = re.fullmatch(r"/(\w{1,32})(?:\s+(.*))?", question.strip(), re.DOTALL | re.ASCII)
    # What stands behind may be a link's parameter, in which case counts.
    return Heard(command=typed[1].lower(), rest=typed[2] or "") if typed else None


def _opens(entity: MessageEntity) -> bool:
    return entity.type == MessageEntity.BOT_COMMAND and entity.offset == 0


def _answers(message: Message, bot: Bot) -> bool:
    """Whether a message is a reply to one of the bot's own."""
    answered = message.reply_to_message
    return answered is not None and answered.from_user is not None and answered.from_user.id == bot.id
