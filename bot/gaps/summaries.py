"""What an admin gets to see in a chat: how much was asked, and what had no answer. Independent of any channel."""

from __future__ import annotations

from datetime import timedelta

from bot.gaps.advising import Advisor
from bot.gaps.report import statistics_text, work_list_in_chat
from bot.gaps.worklist import work_list
from bot.storage.counting import today
from bot.storage.store import Store


class Summaries:
    """Texts of some lines each. Blocks, like the storage room."""

    def __init__(self, store: Store, advisor: Advisor) -> None:
        self._store = store
        self._advisor = advisor

    def statistics(self, days: int = 7) -> str:
        """Questions by day and status, languages, channels and votes of the last days."""
        since = today() - timedelta(days=days - 1)
        return statistics_text(self._store.counts.rows(since), self._store.feedback.entries(since), since)

    def gaps(self, days: int = 30) -> str:
        """The biggest groups of questions without an answer of the last days, and replies that people called wrong."""
        since = today() - timedelta(days=days - 1)
        found = work_list(
            self._store.gaps.entries(since), self._store.feedback.entries(since), self._advisor, with_fixes=False
        )
        return work_list_in_chat(found, since)
