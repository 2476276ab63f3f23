"""Questions that had no answer, kept so that nothing tells who asked: masked, cut, with a day and no time."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.language.folding import fold
from bot.storage.counting import add_one, today
from bot.storage.masking import masked
from bot.storage.tables import GAPS

KEPT_FOR = timedelta(days=180)
_NOISE = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Gap:
    """A question that had no answer, and why."""

    text: str
    reason: str
    """Code of the decline, such as "no_such_measure"."""
    status: str = "unknown"
    words: tuple[str, ...] = ()
    """The words that stood in the way, as typed."""
    about: tuple[str, ...] = ()
    """Ids of the entities and measures that the decline names."""
    language: str = "zh-Hans"
    day: date | None = None
    """None for today."""
    count: int = 1


class Gaps:
    """All gaps of the last `KEPT_FOR`. The same question on the same day is one row that counts.

    Like `Conversations`: every method is one short transaction, and blocks.
    """

    def __init__(self, database: Engine) -> None:
        self._database = database

    def keep(self, gap: Gap) -> None:
        """Keep a gap, masked, and drop those that are too old."""
        text = masked(gap.text)
        key = {"day": gap.day or today(), "folded": same_question(text), "reason": gap.reason}
        # A word that is no longer in the masked text was part of what led to a person.
        words = [word for word in gap.words if masked(word) == word and word in text]
        also = {
            "status": gap.status,
            "text": text,
            "words": json.dumps(words, ensure_ascii=False),
            "about": json.dumps(gap.about, ensure_ascii=False),
            "language": gap.language,
        }
        with self._database.begin() as connection:
            drop_old_gaps(connection)
            add_one(connection, GAPS, key, also)

    def entries(self, since: date | None = None) -> list[Gap]:
        """The gaps since a day, oldest first."""
        wanted = sa.select(GAPS).order_by(GAPS.c.day, GAPS.c.folded, GAPS.c.reason)
        if since is not None:
            wanted = wanted.where(GAPS.c.day >= since)
        with self._database.connect() as connection:
            return [
                Gap(
                    row["text"],
                    row["reason"],
                    row["status"],
                    tuple(json.loads(row["words"])),
                    tuple(json.loads(row["about"])),
                    row["language"],
                    row["day"],
                    row["count"],
                )
                for row in connection.execute(wanted).mappings()
            ]

    def clear(self, before: date | None = None) -> int:
        """Drop all gaps, or those before a day; returns how many rows there were."""
        which = () if before is None else (GAPS.c.day < before,)
        with self._database.begin() as connection:
            return connection.execute(sa.delete(GAPS).where(*which)).rowcount


def drop_old_gaps(connection: Connection) -> None:
    """Drop the gaps that are too old, in a transaction that is under way."""
    connection.execute(sa.delete(GAPS).where(GAPS.c.day < today() - KEPT_FOR))


def same_question(text: str) -> str:
    """What two writings of one question have in common: script, case, width and punctuation don't count."""
    return _NOISE.sub("", fold(text).text.lower())
