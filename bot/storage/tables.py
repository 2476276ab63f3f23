"""The tables, and the version that a database records of them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, DateTime, Integer, MetaData, Table, Text

SCHEMA_VERSION = 1
"""Goes up with every change below; `database.UPGRADES` then says how to get there from the version before."""

METADATA = MetaData()

SCHEMA = Table("schema_version", METADATA, Column("version", Integer, nullable=False))

CONVERSATIONS = Table(
    "conversations",
    METADATA,
    Column("chat_key", Text, primary_key=True),
    Column("user_key", Text, primary_key=True),
    Column("context", Text, nullable=False),
    Column("updated_at", DateTime(timezone=True), nullable=False),
)

# A Telegram update that was handled is not handled again after a crash, though Telegram delivers it once more.
HANDLED_UPDATES = Table(
    "handled_updates",
    METADATA,
    Column("bot_id", BigInteger, primary_key=True, autoincrement=False),
    Column("update_id", BigInteger, nullable=False),
)
