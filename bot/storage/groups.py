"""Whether the bot is on in a group."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.storage.tables import GROUPS


class Groups:
    """Settings of group chats. Like `Conversations`: every method is one short transaction, and blocks."""

    def __init__(self, database: Engine) -> None:
        self._database = database

    def is_on(self, chat: str) -> bool:
        """Whether the bot answers in a group; it does until an admin turns it off."""
        with self._database.connect() as connection:
            stored = connection.scalar(sa.select(GROUPS.c.is_on).where(GROUPS.c.chat_key == chat))
        return True if stored is None else bool(stored)

    def set(self, chat: str, on: bool) -> None:
        """Turn the bot on or off in a group."""
        with self._database.begin() as connection:
            # What is not stored is on, so that turning it on leaves no trace of the group.
            connection.execute(sa.delete(GROUPS).where(GROUPS.c.chat_key == chat))
            if not on:
                connection.execute(sa.insert(GROUPS).values(chat_key=chat, is_on=False))
