"""One wrong character never leads to another answer through a repair, and mostly to the same answer or a decline."""

from __future__ import annotations

from collections import Counter
from functools import cache

from bench.mutations import Mutant, tried
from bot.engine import Engine

COUNT = 1000
SEED = 7


@cache
def outcomes() -> tuple[Mutant, ...]:
    return tuple(tried(Engine.load(), COUNT, SEED))


def test_no_repair_leads_to_another_answer() -> None:
    assert [(m.text, m.question, m.repairs) for m in outcomes() if m.outcome == "repaired"] == []


def test_most_mutants_get_the_same_answer_or_a_decline() -> None:
    tally = Counter(mutant.outcome for mutant in outcomes())
    assert tally["same"] >= COUNT * 0.5
    assert tally["other"] <= COUNT * 0.02
