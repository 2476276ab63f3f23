"""`bot check`: every problem of the facts, words, patterns and wordings, in one go."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bot.chat import read_chat
from bot.knowledge.errors import KnowledgeError, Problem, shown
from bot.knowledge.loading import load_catalogue, measures_without_topic
from bot.language.composed import UnknownGroupError, composed_phrases
from bot.language.lexicon import Sense
from bot.replies.wordings import read_translated, read_wordings
from bot.understanding.conversation.charting import read_chart_words
from bot.understanding.english_words import read_english_words
from bot.understanding.patterns import read_patterns
from bot.understanding.words import read_groups, read_words
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
        (read_chart_words, intents / "charts.yaml"),
        (read_english_words, intents / "english" / "words.yaml"),
        (_read_english_wordings, intents / "english" / "wordings.yaml"),
        (read_chat, intents / "english" / "chat.yaml"),
        (read_wordings, intents / "channels.yaml"),
        (_read_english_wordings, intents / "english" / "channels.yaml"),
    )
    problems += measures_without_topic(city_folder(city))
    try:
        problems += _phrase_problems(city_folder(city), intents / "groups.yaml")
    except KnowledgeError as error:
        problems += error.problems
    for read, path in readers:
        try:
            read(path)
        except KnowledgeError as error:
            problems += error.problems
    return tuple(sorted(problems))


def _phrase_problems(folder: Path, groups: Path) -> list[Problem]:
    """Phrases of measures that name a class of words which is not declared."""
    known = read_groups(groups)
    try:
        measures = load_catalogue(folder).measures.values()
    except KnowledgeError:
        return []
    found: list[Problem] = []
    for measure in measures:
        try:
            composed_phrases(((phrase, Sense("asked", measure.id)) for phrase in measure.phrases), known)
        except UnknownGroupError as error:
            what = f"指标「{measure.id}」的 phrases:{error}"
            found.append(Problem(shown(folder), 0, what, f"词组写在 {shown(groups)}"))
    return found


def _read_english_wordings(path: Path) -> object:
    """The English wordings, held against the Chinese ones; where those can't be read, they are reported themselves."""
    try:
        original = read_wordings(path.parent.parent / path.name)
    except KnowledgeError:
        return None
    return read_translated(path, original)
