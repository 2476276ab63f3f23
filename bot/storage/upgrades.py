"""How a database of an older version becomes one of the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy.engine import Connection

from bot.storage.tables import COUNTS, EXCHANGE_REPLIES, EXCHANGES, FEEDBACK, GAPS, GROUPS, METADATA


def _with_feedback(connection: Connection) -> None:
    """Version 2 adds tables and changes none."""
    METADATA.create_all(connection, tables=(EXCHANGES, EXCHANGE_REPLIES, GROUPS, GAPS, FEEDBACK, COUNTS))


UPGRADES: Mapping[int, Callable[[Connection], None]] = {1: _with_feedback}
"""By version: what takes a database of that version to the next."""
