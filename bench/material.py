"""What the benchmarks run on: the questions of the suites that are answered with facts."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bot.engine import Engine
from bot.suites.reading import read_suites, suite_files

_SUITES = Path(__file__).parent.parent / "tests" / "questions"


@cache
def questions() -> tuple[str, ...]:
    """All single questions of the suites, in their order."""
    files, _ = suite_files([_SUITES, _SUITES / "facts"])
    suites, _ = read_suites(files)
    return tuple(dict.fromkeys(case.turns[0].ask for suite in suites for case in suite.cases if len(case.turns) == 1))


def answerable(engine: Engine) -> dict[str, frozenset[str]]:
    """The questions that are answered with facts, each with the ids of the facts."""
    replies = {question: engine.reply(question)[0] for question in questions()}
    return {
        question: frozenset(fact.id for fact in reply.facts)
        for question, reply in replies.items()
        if reply.status == "answered" and reply.facts
    }
