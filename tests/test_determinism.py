"""Equal questions get equal bytes, whatever the process, the order of its sets and the state of its cache."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.engine import Engine
from bot.suites.reading import read_suites
from bot.understanding.context import EMPTY, Context
from bot.world import city_folder, read_world

QUESTIONS = Path(__file__).parent / "questions"


def conversations() -> list[list[str]]:
    """Every conversation of the suites, and some of those on single facts."""
    files = [*sorted(QUESTIONS.glob("*.yaml")), *sorted((QUESTIONS / "facts").glob("*.yaml"))[:3]]
    suites, problems = read_suites(files)
    assert not problems
    return [[turn.ask for turn in case.turns] for suite in suites for case in suite.cases]


def batch(lines: bytes, seed: str, cache: Path) -> list[dict[str, Any]]:
    """What `bot batch` prints in a process of its own, without the time that it took."""
    environment = {**os.environ, "PYTHONHASHSEED": seed, "XDG_CACHE_HOME": str(cache)}
    command = [sys.executable, "-m", "bot.cli", "batch"]
    done = subprocess.run(command, input=lines, capture_output=True, check=True, env=environment)
    return [{**json.loads(line), "ms": 0} for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    """The replies of three processes: two seeds with a cold cache, and one with the cache that the first has left."""
    lines = b"".join(
        json.dumps({"id": number, "turns": turns}).encode() + b"\n" for number, turns in enumerate(conversations())
    )
    first, second = tmp_path_factory.mktemp("first"), tmp_path_factory.mktemp("second")
    return {
        "seed 1": batch(lines, "1", first),
        "seed 2": batch(lines, "2", second),
        "cached": batch(lines, "3", first),
    }


@pytest.mark.parametrize("other", ["seed 2", "cached"])
def test_two_processes_print_the_same(printed: dict[str, list[dict[str, Any]]], other: str) -> None:
    assert len(printed["seed 1"]) == len(conversations())
    for first, second in zip(printed["seed 1"], printed[other], strict=True):
        assert first == second


def test_the_order_of_the_questions_does_not_matter(printed: dict[str, list[dict[str, Any]]]) -> None:
    engine = Engine(read_world(city_folder()))
    for number, turns in reversed(list(enumerate(conversations()))):
        context: Context = EMPTY
        for turn in turns:
            reply, context = engine.reply(turn, context)
        assert {**reply.as_json(), "ms": 0} == {k: v for k, v in printed["seed 1"][number].items() if k != "id"}


def test_a_context_that_was_stored_gives_the_same_reply() -> None:
    engine = Engine.load()
    for turns in conversations():
        if len(turns) > 1:
            kept: Context = EMPTY
            stored: Context = EMPTY
            for turn in turns:
                first, kept = engine.reply(turn, kept)
                second, stored = engine.reply(turn, Context.from_json(stored.to_json()))
                assert first == second, turns
