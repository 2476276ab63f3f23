"""The last messages of each person with their replies: what an edited message or a vote is about."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.storage.conversations import ConversationKey
from bot.storage.tables import EXCHANGE_REPLIES, EXCHANGES
from bot.understanding.context import EMPTY, Context

KEPT = 20
"""Exchanges that are kept of one conversation."""
KEPT_FOR = timedelta(hours=48)
"""So long Telegram lets people edit a message."""

Vote = Literal["", "up", "down"]


@dataclass(frozen=True, slots=True)
class Exchange:
    """A person's message and the reply to it."""

    key: ConversationKey
    message_id: int
    question: str
    reply_text: str = ""
    reply_ids: tuple[int, ...] = ()
    """The messages that the reply was sent as, in order."""
    before: Context = EMPTY
    """The context in which the message was answered, and in which it is answered again when edited."""
    vote: Vote = ""
    voted_on: date | None = None
    corrected: bool = False
    prompt_ids: tuple[int, ...] = ()
    """The messages that asked what is wrong with the reply; answers to them belong to this exchange."""


class Exchanges:
    """The last exchanges of every conversation: at most `KEPT` each, none older than `KEPT_FOR`.

    Like `Conversations`: every method is one short transaction, and blocks.
    """

    def __init__(self, database: Engine) -> None:
        self._database = database

    def keep(self, exchange: Exchange) -> None:
        """Keep an exchange, in place of that with the same message; drop what is too old, and one that is too many.

        A message that is answered again keeps its age; when its reply changes, the vote on the old one is no vote on it.
        """
        with self._database.begin() as connection:
            drop_old_exchanges(connection)
            if not _replace(connection, exchange):
                new = {**_key(exchange), **_said(exchange), **_NO_VOTE, "created_at": datetime.now(UTC)}
                connection.execute(sa.insert(EXCHANGES).values(new))
            _link_replies(connection, exchange)
            _drop(connection, *_of(exchange.key), EXCHANGES.c.message_id.not_in(_newest(connection, exchange.key)))

    def find_by_message(self, key: ConversationKey, message_id: int) -> Exchange | None:
        """The exchange of a person's message; None when it is too old, or was forgotten."""
        with self._database.connect() as connection:
            return _found(connection, *_of(key), EXCHANGES.c.message_id == message_id)

    def find_by_reply(self, chat: str, reply_id: int) -> Exchange | None:
        """The exchange that one of the bot's messages in a chat belongs to, whoever asked."""
        link = EXCHANGE_REPLIES
        wanted = sa.select(link.c.user_key, link.c.message_id).where(
            link.c.chat_key == chat, link.c.reply_id == reply_id
        )
        with self._database.connect() as connection:
            row = connection.execute(wanted).first()
            if row is None:
                return None
            key = ConversationKey(chat, row.user_key)
            return _found(connection, *_of(key), EXCHANGES.c.message_id == row.message_id)

    def latest(self, key: ConversationKey) -> Exchange | None:
        """The last exchange of a conversation: only when this one is edited does the conversation go on from the new reply."""
        with self._database.connect() as connection:
            return _found(connection, *_of(key))

    def forget(self, key: ConversationKey, *message_ids: int) -> int:
        """Drop some exchanges of a conversation, all when none is named; returns how many there were."""
        named = (EXCHANGES.c.message_id.in_(message_ids),) if message_ids else ()
        with self._database.begin() as connection:
            return _drop(connection, *_of(key), *named)


def drop_exchanges(connection: Connection, conversations: Iterable[ConversationKey]) -> int:
    """Drop all exchanges of some conversations, in a transaction that is under way."""
    return sum(_drop(connection, *_of(key)) for key in conversations)


def drop_old_exchanges(connection: Connection) -> None:
    """Drop the exchanges that are too old, in a transaction that is under way."""
    _drop(connection, EXCHANGES.c.created_at <= datetime.now(UTC) - KEPT_FOR)


_NO_VOTE: dict[str, Any] = {"vote": "", "voted_on": None, "corrected": False}


def _of(key: ConversationKey) -> tuple[sa.ColumnElement[bool], ...]:
    return EXCHANGES.c.chat_key == key.chat, EXCHANGES.c.user_key == key.user


def is_exchange(exchange: Exchange) -> tuple[sa.ColumnElement[bool], ...]:
    """The condition that picks the row of an exchange."""
    return (*_of(exchange.key), EXCHANGES.c.message_id == exchange.message_id)


def _key(exchange: Exchange) -> dict[str, Any]:
    return {"chat_key": exchange.key.chat, "user_key": exchange.key.user, "message_id": exchange.message_id}


def _said(exchange: Exchange) -> dict[str, Any]:
    return {
        "question": exchange.question,
        "reply_text": exchange.reply_text,
        "context_before": exchange.before.to_json(),
    }


def _replace(connection: Connection, exchange: Exchange) -> bool:
    """Put an exchange in the place of the one with the same message, if there is one."""
    mine = is_exchange(exchange)
    changed = connection.execute(
        sa.update(EXCHANGES).where(*mine, EXCHANGES.c.reply_text != exchange.reply_text).values(_NO_VOTE)
    )
    said = connection.execute(sa.update(EXCHANGES).where(*mine).values(_said(exchange)))
    return bool(changed.rowcount or said.rowcount)


def _link_replies(connection: Connection, exchange: Exchange) -> None:
    link = EXCHANGE_REPLIES
    chat = link.c.chat_key == exchange.key.chat
    mine = sa.and_(link.c.user_key == exchange.key.user, link.c.message_id == exchange.message_id)
    kinds = {**dict.fromkeys(exchange.prompt_ids, True), **dict.fromkeys(exchange.reply_ids, False)}
    connection.execute(sa.delete(link).where(chat, sa.or_(mine, link.c.reply_id.in_(kinds))))
    rows = [{**_key(exchange), "reply_id": id_, "is_prompt": is_prompt} for id_, is_prompt in kinds.items()]
    if rows:
        connection.execute(sa.insert(link), rows)


def _newest(connection: Connection, key: ConversationKey) -> list[int]:
    order = (EXCHANGES.c.created_at.desc(), EXCHANGES.c.message_id.desc())
    return list(connection.scalars(sa.select(EXCHANGES.c.message_id).where(*_of(key)).order_by(*order).limit(KEPT)))


def _drop(connection: Connection, *which: sa.ColumnElement[bool]) -> int:
    """Drop exchanges and the links of their replies."""
    link = EXCHANGE_REPLIES
    same = (
        EXCHANGES.c.chat_key == link.c.chat_key,
        EXCHANGES.c.user_key == link.c.user_key,
        EXCHANGES.c.message_id == link.c.message_id,
    )
    connection.execute(sa.delete(link).where(sa.exists().where(*same, *which)))
    return connection.execute(sa.delete(EXCHANGES).where(*which)).rowcount


def _found(connection: Connection, *which: sa.ColumnElement[bool]) -> Exchange | None:
    """The newest of some exchanges that is not too old."""
    young = EXCHANGES.c.created_at > datetime.now(UTC) - KEPT_FOR
    order = (EXCHANGES.c.created_at.desc(), EXCHANGES.c.message_id.desc())
    row = connection.execute(sa.select(EXCHANGES).where(*which, young).order_by(*order).limit(1)).first()
    if row is None:
        return None
    link = EXCHANGE_REPLIES
    exchange = Exchange(
        ConversationKey(row.chat_key, row.user_key),
        row.message_id,
        row.question,
        row.reply_text,
        before=Context.from_json(row.context_before),
        vote=row.vote,
        voted_on=row.voted_on,
        corrected=row.corrected,
    )
    sent = sa.select(link.c.reply_id, link.c.is_prompt).where(
        link.c.chat_key == row.chat_key, link.c.user_key == row.user_key, link.c.message_id == row.message_id
    )
    messages = connection.execute(sent.order_by(link.c.reply_id)).all()
    return dataclasses.replace(
        exchange,
        reply_ids=tuple(id_ for id_, is_prompt in messages if not is_prompt),
        prompt_ids=tuple(id_ for id_, is_prompt in messages if is_prompt),
    )
