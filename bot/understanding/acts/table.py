"""Which function reads which act. A new kind of question is one new file and one line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.understanding.acts import (
    check,
    choose,
    compare,
    describe,
    filtering,
    gap,
    group,
    holder,
    identify,
    lacking,
    lookup,
    meta,
    rank,
    remainder,
    said,
    share,
    share_of_pool,
    total,
    town_numbers,
    towns,
)
from bot.understanding.query import Failure, Query
from bot.understanding.scene import Scene

Reader = Callable[[Scene], Query | Failure | None]
"""Reads a clause as one act: a query, why not, or None when the clause is no such question."""

READERS: Mapping[str, Reader] = {
    "lookup": lookup.read,
    "check": check.read,
    "choose": choose.read,
    "rank": rank.read,
    "rank_of": rank.read_rank_of,
    "compare": compare.read,
    "share": share.read,
    "filter": filtering.read,
    "total": total.read,
    "lacking": lacking.read,
    "gap": gap.read,
    "group": group.read,
    "remainder": remainder.read,
    "share_of_pool": share_of_pool.read,
    "town_numbers": town_numbers.read,
    "towns": towns.read,
    "which": towns.read_which,
    "holder": holder.read,
    "describe": describe.read,
    "identify": identify.read,
    "source": meta.read_source,
    "period": meta.read_period,
    "repeat": meta.read_repeat,
    "more": meta.read_more,
    "shorter": meta.read_shorter,
    "said": said.read,
}

POOLED = frozenset(
    ("rank", "filter", "total", "towns", "which", "lacking", "gap", "group", "share_of_pool", "town_numbers")
)
"""Acts that go over many towns; a subject from the conversation does not narrow them."""
