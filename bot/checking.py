"""`bot check`: every problem of the facts, words, patterns and wordings, in one go."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bot.chat import read_chat
from bot.knowledge.errors import KnowledgeError, Problem
from bot.knowledge.loading import load_catalogue
from bot.replies.wordings import read_translated, read_wordings
from bot.understanding.english_words import read_english_words
from bot.understanding.patterns import read_patterns
from bot.understanding.words import read_words
from bot.world import city_folder, data_folder


def check(city: Path | None = None) -> tuple[Problem, ...]:
    """The problems of a city's facts and of intents/, sorted by file and line; none when all can be used."""
    intents = data_folder("intents")
    problems: list[Problem] = []
    readers: tuple[tuple[Callable[[Path], object], Path], ...] = (
        (load_catalogue, city_folder(city)),
        (read_words, intents / "words"),
        (read_patterns, intents / "patterns.yaml"),
        (read_wordings, intents / "wordings.yaml"),
        (read_chat, intents / "chat.yaml"),
        (read_english_words, intents / "english" / "words.yaml"),
        (_read_english_wordings, intents / "english" / "wordings.yaml"),
        (read_chat, intents / "english" / "chat.yaml"),
    )
    for read, path in readers:
        try:
            read(path)
        except KnowledgeError as error:
            problems += error.problems
    return tuple(sorted(problems))


def _read_english_wordings(path: Path) -> object:
    """The English wordings, held against the Chinese ones; where those can't be read, they are reported themselves."""
    try:
        original = read_wordings(path.parent.parent / "wordings.yaml")
    except KnowledgeError:
        return None
    return read_translated(path, original)
