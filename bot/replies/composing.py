"""Results → drafts: which composer words which result."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.answering.result import (
    Checked,
    Compared,
    Dated,
    Declined,
    Described,
    Filtered,
    Grouped,
    Held,
    Lacking,
    Listed,
    Placed,
    Ranked,
    Rest,
    Result,
    ShareOfPool,
    Sourced,
    Stated,
    Totalled,
    TownNumbers,
)
from bot.replies.compose_declined import declined
from bot.replies.compose_listed import dated, described, held, lacking, listed, placed, sourced
from bot.replies.compose_ordered import compared, filtered, ranked, totalled
from bot.replies.compose_pooled import grouped, rest, share_of_pool, town_numbers
from bot.replies.compose_stated import checked, stated
from bot.replies.desk import Desk, Draft
from bot.replies.reply import Span

_COMPOSERS: Mapping[type, Callable[[Any, Desk], Draft]] = {
    Stated: stated,
    Checked: checked,
    Ranked: ranked,
    Compared: compared,
    Filtered: filtered,
    Totalled: totalled,
    Listed: listed,
    Lacking: lacking,
    Grouped: grouped,
    Rest: rest,
    TownNumbers: town_numbers,
    ShareOfPool: share_of_pool,
    Placed: placed,
    Held: held,
    Described: described,
    Sourced: sourced,
    Dated: dated,
    Declined: declined,
}


def compose(result: Result, desk: Desk) -> Draft:
    """A result in words."""
    return _COMPOSERS[type(result)](result, desk)


def together(drafts: tuple[Draft, ...], desk: Desk) -> Draft:
    """Several answers as one: each as composed, the source once, an answered status if any was answered."""
    if len(drafts) == 1:
        return drafts[0]
    statuses = [draft.status for draft in drafts]
    status = next((s for s in ("answered", "clarify", "unknown", "off_topic") if s in statuses), statuses[0])
    facts = tuple(dict.fromkeys(fact for draft in drafts for fact in draft.facts))
    bodies = list(dict.fromkeys(_without_source(draft.spans, desk) for draft in drafts))
    spans = desk.joined(bodies, "next_line")
    cited = (*facts, *(fact for draft in drafts for fact in draft.offered))
    if not facts:
        cited = (
            tuple(desk.catalogue.fact_by_id[i] for draft in drafts for c in draft.computed for i in c.inputs) or cited
        )
    return Draft(
        status,
        (*spans, *(desk.sources(cited) if status == "answered" else ())),
        facts,
        tuple(dict.fromkeys(computation for draft in drafts for computation in draft.computed)),
        tuple(dict.fromkeys(fact for draft in drafts for fact in draft.offered)),
        tuple(dict.fromkeys(choice for draft in drafts for choice in draft.choices)),
        next((draft.reason for draft in drafts if draft.reason), None) if status != "answered" else None,
        tuple(dict.fromkeys(entity for draft in drafts for entity in draft.listed)),
    )


def _without_source(spans: tuple[Span, ...], desk: Desk) -> tuple[Span, ...]:
    """The spans before the source line."""
    opening = desk.say.templates["source"].partition("{")[0]
    for index, span in enumerate(spans):
        if span.origin == "wording" and span.text == opening:
            return spans[:index]
    return spans
