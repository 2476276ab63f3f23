"""What was last talked about with whom, and which Telegram updates are done with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.storage.tables import CONVERSATIONS, HANDLED_UPDATES
from bot.understanding.context import EMPTY, Context


@dataclass(frozen=True, slots=True)
class ConversationKey:
    """One person in one chat."""

    chat: str
    """The channel and its chat, such as "telegram:1234"."""
    user: str


@dataclass(frozen=True, slots=True)
class HandledUpdate:
    """A Telegram update that needs no further handling."""

    bot_id: int
    update_id: int


class Conversations:
    """The context of every conversation, kept in the database.

    Every method is one short transaction on a connection of its own, so that any thread may call it. They block: call
    them by `asyncio.to_thread` from asynchronous code.
    """

    def __init__(self, database: Engine) -> None:
        self._database = database

    def load(self, key: ConversationKey, quiet: timedelta | None = None) -> Context:
        """The context of a conversation; the empty one for a new one, and for one that has been quiet for too long."""
        wanted = sa.select(CONVERSATIONS.c.context).where(*_is(key))
        if quiet is not None:
            wanted = wanted.where(CONVERSATIONS.c.updated_at > datetime.now(UTC) - quiet)
        with self._database.connect() as connection:
            stored = connection.scalar(wanted)
        return EMPTY if stored is None else Context.from_json(stored)

    def save(self, key: ConversationKey, context: Context, handled: HandledUpdate | None = None) -> None:
        """Keep the context, and in the same transaction note the update that led to it as handled."""
        values = {"context": context.to_json(), "updated_at": datetime.now(UTC)}
        with self._database.begin() as connection:
            changed = connection.execute(sa.update(CONVERSATIONS).where(*_is(key)).values(values))
            if not changed.rowcount:
                new = {"chat_key": key.chat, "user_key": key.user, **values}
                connection.execute(sa.insert(CONVERSATIONS).values(new))
            if handled is not None:
                _note(connection, handled)

    def last_handled(self, bot_id: int) -> int | None:
        """Id of the last update of this bot that was handled; None if none was."""
        wanted = sa.select(HANDLED_UPDATES.c.update_id).where(HANDLED_UPDATES.c.bot_id == bot_id)
        with self._database.connect() as connection:
            return connection.scalar(wanted)

    def note_handled(self, handled: HandledUpdate) -> None:
        """Note an update as handled that changed no conversation."""
        with self._database.begin() as connection:
            _note(connection, handled)

    def close(self) -> None:
        """Close all connections."""
        self._database.dispose()


def _is(key: ConversationKey) -> tuple[sa.ColumnElement[bool], ...]:
    return CONVERSATIONS.c.chat_key == key.chat, CONVERSATIONS.c.user_key == key.user


def _note(connection: Connection, handled: HandledUpdate) -> None:
    mine = HANDLED_UPDATES.c.bot_id == handled.bot_id
    changed = connection.execute(sa.update(HANDLED_UPDATES).where(mine).values(update_id=handled.update_id))
    if not changed.rowcount:
        new = {"bot_id": handled.bot_id, "update_id": handled.update_id}
        connection.execute(sa.insert(HANDLED_UPDATES).values(new))
