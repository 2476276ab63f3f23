"""Which function reads which act. A new kind of question is one new file and one line here."""

from __future__ import annotations

from collections.abc import Mapping

from bot.language.lexicon import Sense
from bot.understanding.acts import (
    besides,
    change,
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
    per_each,
    product,
    rank,
    remainder,
    said,
    scaled,
    share,
    share_of_pool,
    total,
    town_numbers,
    towns,
)
from bot.understanding.acts.doubting import doubting
from bot.understanding.acts.figures_only import Reader, of_figures
from bot.understanding.marks import Needs, one_of

READERS: Mapping[str, Reader] = {
    "lookup": lookup.read,
    "check": doubting(check.read),
    "choose": choose.read,
    "rank": of_figures(rank.read),
    "rank_of": of_figures(rank.read_rank_of),
    "compare": of_figures(compare.read),
    "share": of_figures(share.read),
    "filter": of_figures(filtering.read),
    "total": of_figures(total.read),
    "lacking": lacking.read,
    "gap": of_figures(gap.read),
    "group": of_figures(group.read),
    "remainder": of_figures(remainder.read),
    "share_of_pool": of_figures(share_of_pool.read),
    "town_numbers": town_numbers.read,
    "towns": towns.read,
    "which": towns.read_which,
    "holder": holder.read,
    "describe": describe.read,
    "identify": identify.read,
    "product": product.read,
    "besides": besides.read,
    "change": change.read,
    "scaled": scaled.read,
    "per_each": per_each.read,
    "source": meta.read_source,
    "period": meta.read_period,
    "computed": meta.read_computed,
    "repeat": meta.read_repeat,
    "more": meta.read_more,
    "shorter": meta.read_shorter,
    "said": said.read,
}

NEEDS: Mapping[str, Needs] = {
    "choose": (one_of(Sense("ask", "choice"), "还"),),
    "share": (one_of(Sense("ask", "share"), Sense("kind", "share"), Sense("operator", "of_all"), "number"),),
    "product": (
        one_of(Sense("ask", "amount"), "asked"),
        one_of("值", "卖", "钱", "货", Sense("operator", "difference"), Sense("operator", "more")),
    ),
    "per_each": (one_of("每", "单", "一", "kind"),),
    "change": (
        one_of(Sense("operator", "increase"), Sense("operator", "difference"), Sense("operator", "more"), *"出多增净"),
        one_of(Sense("operator", "increase"), Sense("operator", "previous"), "period"),
    ),
}
"""What a clause must hold besides the roles of the pattern, or its act reads nothing in it."""

POOLED = frozenset(
    ("rank", "filter", "total", "towns", "which", "lacking", "gap", "group", "share_of_pool", "town_numbers")
)
"""Acts that go over many towns; a subject from the conversation does not narrow them."""
