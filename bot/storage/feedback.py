"""Votes and corrections on replies. Who gave them is not kept: that one reply gets one vote, the exchange sees to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.storage.counting import today
from bot.storage.exchanges import Exchange, is_exchange
from bot.storage.masking import masked
from bot.storage.tables import EXCHANGES, FEEDBACK

KEPT_FOR = timedelta(days=180)
LONGEST_COMMENT = 500
LONGEST_REPLY = 500

Verdict = Literal["up", "down", "correction"]
Voted = Literal["counted", "changed", "same", "gone"]
"""What became of a vote; gone: the reply is too old, or its exchange was forgotten."""


@dataclass(frozen=True, slots=True)
class FeedbackEntry:
    """One vote, or one correction with what is said to be wrong."""

    day: date
    question: str
    reply: str
    verdict: Verdict
    comment: str = ""


class Feedback:
    """All feedback of the last `KEPT_FOR`.

    Like `Conversations`: every method is one short transaction, and blocks.
    """

    def __init__(self, database: Engine) -> None:
        self._database = database

    def vote(self, exchange: Exchange, verdict: Literal["up", "down"]) -> Voted:
        """Count a vote on a reply, once; a second one that differs takes the place of the first."""
        day = today()
        with self._database.begin() as connection:
            # The condition on the vote makes of two taps at once one that changes the row and one that doesn't.
            mine = (*is_exchange(exchange), EXCHANGES.c.reply_text == exchange.reply_text)
            before = connection.execute(sa.select(EXCHANGES.c.vote, EXCHANGES.c.voted_on).where(*mine)).first()
            if before is None:
                return "gone"
            if before.vote == verdict:
                return "same"
            changed = connection.execute(
                sa.update(EXCHANGES).where(*mine, EXCHANGES.c.vote == before.vote).values(vote=verdict, voted_on=day)
            )
            if not changed.rowcount:
                return "same"
            if before.vote:
                _take_back(connection, exchange, before.vote, before.voted_on)
            _add(connection, FeedbackEntry(day, exchange.question, exchange.reply_text, verdict))
            return "changed" if before.vote else "counted"

    def correct(self, exchange: Exchange, comment: str) -> bool:
        """Keep what someone says is wrong with a reply, once; False when it was said already or the exchange is gone."""
        with self._database.begin() as connection:
            changed = connection.execute(
                sa.update(EXCHANGES)
                .where(*is_exchange(exchange), EXCHANGES.c.corrected.is_(False))
                .values(corrected=True)
            )
            if changed.rowcount:
                said = FeedbackEntry(today(), exchange.question, exchange.reply_text, "correction", comment)
                _add(connection, said)
            return bool(changed.rowcount)

    def entries(self, since: date | None = None) -> list[FeedbackEntry]:
        """Feedback since a day, oldest first."""
        wanted = sa.select(FEEDBACK).order_by(FEEDBACK.c.day, FEEDBACK.c.id)
        if since is not None:
            wanted = wanted.where(FEEDBACK.c.day >= since)
        with self._database.connect() as connection:
            return [
                FeedbackEntry(row.day, row.question, row.reply, row.verdict, row.comment)
                for row in connection.execute(wanted)
            ]

    def clear(self, before: date | None = None) -> int:
        """Drop all feedback, or that before a day; returns how many rows there were."""
        which = () if before is None else (FEEDBACK.c.day < before,)
        with self._database.begin() as connection:
            return connection.execute(sa.delete(FEEDBACK).where(*which)).rowcount


def drop_old_feedback(connection: Connection) -> None:
    """Drop the feedback that is too old, in a transaction that is under way."""
    connection.execute(sa.delete(FEEDBACK).where(FEEDBACK.c.day < today() - KEPT_FOR))


def _add(connection: Connection, entry: FeedbackEntry) -> None:
    drop_old_feedback(connection)
    connection.execute(
        sa.insert(FEEDBACK).values(
            day=entry.day,
            question=masked(entry.question),
            reply=masked_reply(entry.reply),
            verdict=entry.verdict,
            comment=masked(entry.comment, LONGEST_COMMENT),
        )
    )


def _take_back(connection: Connection, exchange: Exchange, verdict: str, day: date) -> None:
    """Drop one row that says the same as a vote that was changed; which one, nothing tells."""
    same = (
        FEEDBACK.c.day == day,
        FEEDBACK.c.question == masked(exchange.question),
        FEEDBACK.c.reply == masked_reply(exchange.reply_text),
        FEEDBACK.c.verdict == verdict,
    )
    one = sa.select(sa.func.min(FEEDBACK.c.id)).where(*same).scalar_subquery()
    connection.execute(sa.delete(FEEDBACK).where(FEEDBACK.c.id == one))


def masked_reply(text: str) -> str:
    """A reply, which may quote what the person wrote, cut to a length."""
    return masked(text, LONGEST_REPLY)
