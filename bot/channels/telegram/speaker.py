"""Who says something where, taken from an update."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Message, Update
from telegram.constants import ChatType

from bot.channels.telegram.outbox import Address
from bot.language.languages import Language, language_of
from bot.storage.conversations import ConversationKey

CHANNEL = "telegram"
GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person in a chat: whose context it is, where replies go, and in which language to say what is no answer."""

    key: ConversationKey
    to: Address
    language: Language
    user: int
    """Telegram's id of the person; of the chat in whose name it is said, below zero, where that is hidden."""
    in_group: bool
    as_group: bool = False
    """Whether it is said in the name of the group itself, as its anonymous admins do."""


def speaker_of(update: Update) -> Speaker | None:
    """Who an update is from; None where no person in a chat said it (a channel's post, an inline query)."""
    message, chat, user = update.effective_message, update.effective_chat, update.effective_user
    if chat is None or user is None or chat.type == ChatType.CHANNEL:
        return None
    in_group = chat.type in GROUPS
    topic = topic_of(message) if isinstance(message, Message) else None
    # Anonymous admins, and those who write as a channel, all come as one user of Telegram's own.
    sender = message.sender_chat if isinstance(message, Message) and update.callback_query is None else None
    author = user.id if sender is None else sender.id
    as_group = sender is not None and sender.id == chat.id
    said = message.message_id if message is not None and update.callback_query is None else None
    to = Address(chat.id, topic, said if in_group else None)
    key = ConversationKey(chat_key(chat.id, topic), str(author))
    return Speaker(key, to, language_of(user.language_code), author, in_group, as_group)


def chat_key(chat: int, topic: int | None = None) -> str:
    """How a chat is called in the store; topics of a forum are chats of their own."""
    return f"{CHANNEL}:{chat}" if topic is None else f"{CHANNEL}:{chat}:{topic}"


def topic_of(message: Message) -> int | None:
    """The topic of a forum that a message is in."""
    return message.message_thread_id if message.is_topic_message else None
