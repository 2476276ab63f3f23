"""Suites put to an engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.engine import Engine
from bot.replies.reply import Reply
from bot.suites.judging import Judgement, judge
from bot.suites.suite import Case, Suite
from bot.understanding.context import EMPTY


@dataclass(frozen=True, slots=True)
class Result:
    """One judged reply."""

    suite: str
    case: Case
    asked: tuple[str, ...]
    """What was typed up to here, in order; the last is what the reply answers."""
    reply: Reply
    judgement: Judgement

    @property
    def passed(self) -> bool:
        """Whether the reply was right."""
        return self.judgement.verdict == "right"


def run_suites(engine: Engine, suites: Sequence[Suite]) -> tuple[Result, ...]:
    """Every judged reply, in the order of the suites."""
    return tuple(result for suite in suites for case in suite.cases for result in run_case(engine, suite.name, case))


def run_case(engine: Engine, suite: str, case: Case) -> tuple[Result, ...]:
    """The judged replies of one conversation, which starts afresh."""
    results, context = [], EMPTY
    for number, turn in enumerate(case.turns, start=1):
        try:
            reply, context = engine.reply(turn.ask, context)
        except Exception as error:
            error.add_note(f"题目 {case.file}:{case.line} {case.id} 第 {number} 句「{turn.ask}」")
            raise
        if turn.expectation is not None:
            asked = tuple(earlier.ask for earlier in case.turns[:number])
            judgement = judge(reply, turn.expectation, case.tags)
            results.append(Result(suite, case, asked, reply, judgement))
    return tuple(results)
