"""All that is stored, behind one connection."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.storage.conversations import ConversationKey, Conversations
from bot.storage.counting import Counts
from bot.storage.database import open_database
from bot.storage.exchanges import KEPT_FOR, Exchanges, drop_exchanges, drop_old_exchanges
from bot.storage.feedback import Feedback, drop_old_feedback
from bot.storage.gaps import Gaps, drop_old_gaps
from bot.storage.groups import Groups
from bot.storage.tables import CONVERSATIONS, EXCHANGES


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was kept of a person and no longer is."""

    conversations: int
    exchanges: int


class Store:
    """The tables of one database, each behind its class."""

    def __init__(self, database: Engine) -> None:
        self._database = database
        self.conversations = Conversations(database)
        self.exchanges = Exchanges(database)
        self.groups = Groups(database)
        self.gaps = Gaps(database)
        self.feedback = Feedback(database)
        self.counts = Counts(database)

    @classmethod
    def open(cls, address: str) -> Store:
        """The store at a SQLAlchemy URL.

        Raises:
            StorageError: if the address, the driver or the database can't be used.
        """
        return cls(open_database(address))

    def forget(self, key: ConversationKey, everywhere: bool = False) -> Forgotten:
        """Drop what is kept of a person in one chat, or in every chat of its channel.

        Gaps, feedback and counts stay: they hold no id, so that nobody can say which of them are whose.
        """
        tables = (CONVERSATIONS, EXCHANGES)
        channel = key.chat.partition(":")[0]
        with self._database.begin() as connection:
            chats = {key.chat}
            if everywhere:
                for table in tables:
                    theirs = sa.select(table.c.chat_key).where(
                        table.c.user_key == key.user, table.c.chat_key.startswith(f"{channel}:", autoescape=True)
                    )
                    chats |= set(connection.scalars(theirs))
            keys = [ConversationKey(chat, key.user) for chat in sorted(chats)]
            exchanges = drop_exchanges(connection, keys)
            mine = (CONVERSATIONS.c.user_key == key.user, CONVERSATIONS.c.chat_key.in_(sorted(chats)))
            conversations = connection.execute(sa.delete(CONVERSATIONS).where(*mine)).rowcount
        self._empty_log()
        return Forgotten(conversations, exchanges)

    def tidy(self, quiet: timedelta | None) -> None:
        """Drop what is too old; to be called at the start and once a day, since a bot that nobody writes to drops nothing.

        Args:
            quiet: after how long without a word a conversation's context is of no use; None for never.
        """
        now = datetime.now(UTC)
        with self._database.begin() as connection:
            drop_old_exchanges(connection)
            drop_old_gaps(connection)
            drop_old_feedback(connection)
            if quiet is not None:
                old = CONVERSATIONS.c.updated_at <= now - max(quiet, KEPT_FOR)
                connection.execute(sa.delete(CONVERSATIONS).where(old))
        self._empty_log()

    def _empty_log(self) -> None:
        """Take what was deleted out of SQLite's write-ahead log, too; while somebody reads, the next time will."""
        if self._database.dialect.name == "sqlite":
            with self._database.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close all connections."""
        self._database.dispose()
