"""The tables, and the version that a database records of them.

Two kinds of table: those with a key of a chat or a person, which /forget empties, and those that hold neither (gaps,
feedback, counts), where nothing tells who wrote.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Date, DateTime, Index, Integer, MetaData, Table, Text

SCHEMA_VERSION = 2
"""Goes up with every change below; `upgrades.UPGRADES` then says how to get there from the version before."""

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

# The last messages of each person with their replies: for messages that are edited, and to know what a vote is about.
EXCHANGES = Table(
    "exchanges",
    METADATA,
    Column("chat_key", Text, primary_key=True),
    Column("user_key", Text, primary_key=True),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("question", Text, nullable=False),
    Column("reply_text", Text, nullable=False),
    Column("context_before", Text, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("vote", Text, nullable=False),  # "" until there is one
    Column("voted_on", Date),
    Column("corrected", Boolean, nullable=False),
    Index("exchanges_created_at", "created_at"),
)

# A reply may be several messages.
EXCHANGE_REPLIES = Table(
    "exchange_replies",
    METADATA,
    Column("chat_key", Text, primary_key=True),
    Column("reply_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_key", Text, nullable=False),
    Column("message_id", BigInteger, nullable=False),
    Column("is_prompt", Boolean, nullable=False),  # asks what is wrong with the reply, and is no part of it
    Index("exchange_replies_of", "chat_key", "user_key", "message_id"),
)

GROUPS = Table(
    "groups",
    METADATA,
    Column("chat_key", Text, primary_key=True),
    Column("is_on", Boolean, nullable=False),
)

# Questions that had no answer. A day without a time, and no chat or person: nothing tells who asked.
GAPS = Table(
    "gaps",
    METADATA,
    Column("day", Date, primary_key=True),
    Column("folded", Text, primary_key=True),
    Column("reason", Text, primary_key=True),
    Column("status", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("count", Integer, nullable=False),
)

FEEDBACK = Table(
    "feedback",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("day", Date, nullable=False),
    Column("question", Text, nullable=False),
    Column("reply", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("comment", Text, nullable=False),
    Index("feedback_day", "day"),
)

COUNTS = Table(
    "counts",
    METADATA,
    Column("day", Date, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("language", Text, primary_key=True),
    Column("status", Text, primary_key=True),
    Column("count", Integer, nullable=False),
)
