"""Short cuts change no answer: what a rule or an act is said to need is what it needs, and the first reading is the best one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.engine import Engine
from bot.language.folding import fold
from bot.replies.reply import Reply
from bot.suites.reading import read_suites, suite_files
from bot.understanding import attempts, reading
from bot.understanding.attempts import Attempt
from bot.understanding.context import EMPTY
from bot.understanding.conversation import references
from bot.understanding.in_place import settling
from bot.understanding.query import Reading
from bot.world import load_world

_SUITES = Path(__file__).parent / "questions"


@pytest.fixture(scope="module")
def shipped() -> Engine:
    return Engine.load()


@pytest.fixture(scope="module")
def conversations() -> tuple[tuple[str, ...], ...]:
    """All that the suites hold, those that are never answered and those that are not answered yet included."""
    files, _ = suite_files([_SUITES, _SUITES / "facts", _SUITES / "open"])
    suites, _ = read_suites(files)
    return tuple(dict.fromkeys(tuple(turn.ask for turn in case.turns) for suite in suites for case in suite.cases))


@pytest.fixture(scope="module")
def plain(shipped: Engine, conversations: tuple[tuple[str, ...], ...]) -> tuple[Reply, ...]:
    """The replies with all short cuts."""
    return tuple(_replies(shipped, conversations))


def test_no_rule_is_kept_from_its_work(
    shipped: Engine,
    conversations: tuple[tuple[str, ...], ...],
    plain: tuple[Reply, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for module in (settling, attempts, references):
        monkeypatch.setattr(module, "meets", lambda needs, marks: True)
    _same(conversations, plain, _replies(shipped, conversations))


def test_the_reading_that_is_tried_first_is_the_best(
    shipped: Engine,
    conversations: tuple[tuple[str, ...], ...],
    plain: tuple[Reply, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def all_tried(found: Iterable[Attempt]) -> Iterator[Reading]:
        made = [reading for attempt in found if (reading := attempt.make()) is not None]
        return iter(sorted(made, key=lambda reading: reading.cost))

    monkeypatch.setattr(reading, "cheapest_first", all_tried)
    _same(conversations, plain, _replies(shipped, conversations))


def _replies(engine: Engine, conversations: Iterable[tuple[str, ...]]) -> Iterator[Reply]:
    for turns in conversations:
        context = EMPTY
        for turn in turns:
            reply, context = engine.reply(turn, context)
        yield replace(reply, milliseconds=0)


def _same(conversations: Iterable[tuple[str, ...]], first: Iterable[Reply], second: Iterable[Reply]) -> None:
    apart = [turns for turns, one, other in zip(conversations, first, second, strict=True) if one != other]
    assert not apart


def test_no_phrase_of_word_classes_begins_elsewhere(conversations: tuple[tuple[str, ...], ...]) -> None:
    phrases = load_world(None).lexicon.composed
    assert phrases is not None
    expressions = [(re.compile(source), starts) for source, _, starts in phrases.sources]
    for text in {fold(turn).text for turns in conversations for turn in turns}:
        for expression, starts in expressions:
            assert all(match[0][0] in starts for match in expression.finditer(text)), text
