"""Rows that count: adding to one, or starting it, in one statement that two processes may run at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Engine

from bot.storage.tables import COUNTS


def today() -> date:
    """The day in the time zone of UTC, without a time."""
    return datetime.now(UTC).date()


def add_one(connection: Connection, table: sa.Table, key: Mapping[str, Any], also: Mapping[str, Any]) -> None:
    """Add one to the `count` of the row with a key; the first time, the row is made with these values too."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    new = dialect.insert(table).values({**key, **also, "count": 1})
    more = {"count": table.c.count + 1}
    connection.execute(new.on_conflict_do_update(index_elements=list(key), set_=more))


class Counts:
    """How many questions of each day had which status, by channel and language. No text, no ids."""

    def __init__(self, database: Engine) -> None:
        self._database = database

    def add(self, channel: str, language: str, status: str, day: date | None = None) -> None:
        """Count one question."""
        key = {"day": day or today(), "channel": channel, "language": language, "status": status}
        with self._database.begin() as connection:
            add_one(connection, COUNTS, key, {})

    def rows(self, since: date | None = None) -> list[tuple[date, str, str, str, int]]:
        """Day, channel, language, status and number, in this order."""
        c = COUNTS.c
        wanted = sa.select(c.day, c.channel, c.language, c.status, c.count).order_by(
            c.day, c.channel, c.language, c.status
        )
        if since is not None:
            wanted = wanted.where(c.day >= since)
        with self._database.connect() as connection:
            return [(row[0], row[1], row[2], row[3], row[4]) for row in connection.execute(wanted)]
