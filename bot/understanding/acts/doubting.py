"""Claims of which it is asked whether they are wrong (写错了吧, 要改吗): 是的 to them would say the opposite of what it means."""

from __future__ import annotations

from dataclasses import replace

from bot.understanding.acts.figures_only import Reader
from bot.understanding.in_place.faults import FAULT
from bot.understanding.query import Failure, Query
from bot.understanding.scene import Scene


def doubting(read: Reader) -> Reader:
    """A reader whose claims hold whether a fault is looked for."""

    def read_doubted(scene: Scene) -> Query | Failure | None:
        outcome = read(scene)
        if not isinstance(outcome, Query) or outcome.claim is None or not scene.clause.has(*FAULT):
            return outcome
        return replace(outcome, claim=replace(outcome.claim, finds_fault=True))

    return read_doubted
