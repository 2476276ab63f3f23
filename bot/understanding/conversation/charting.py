"""图表, 画成图, as a chart: the words of a message that ask for a picture, and what is left of it without them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path

from bot.knowledge.errors import KnowledgeError
from bot.knowledge.yaml_source import read_yaml
from bot.language.folding import fold, fold_word


@dataclass(frozen=True, slots=True)
class ChartWords:
    """The words by which pictures are asked for, by their place in the phrase."""

    nouns: tuple[str, ...]
    short: tuple[str, ...]
    """Nouns that are also parts of other words (地图), so that they need a verb or a space before them."""
    kinds: tuple[str, ...]
    """What a short noun may stand behind (排名图); these words stay in the question."""
    verbs: tuple[str, ...]
    counts: tuple[str, ...]
    whole: tuple[str, ...]
    leads: tuple[str, ...]
    tails: tuple[str, ...]
    pointing: tuple[str, ...]
    """What points at the last answer."""


class Charting:
    """Finds the words that ask for a picture, before or behind a question."""

    def __init__(self, words: ChartWords) -> None:
        self._words = words

    def rest(self, message: str) -> str | None:
        """The question that is left, as it was typed; "" where it is about the last answer; None where no picture is
        asked for.
        """
        folded = fold(message)
        text = folded.text
        if not self._hint.search(text):
            return None
        for pattern in self._patterns:
            match = pattern.fullmatch(text)
            if match is None:
                continue
            start, end = match.span("rest")
            if self._pointing.fullmatch(text[start:end]):
                return ""
            return folded.quote(start, end)
        return None

    @cached_property
    def _hint(self) -> re.Pattern[str]:
        return re.compile(_any((*self._words.nouns, *self._words.short, *self._words.whole)))

    @cached_property
    def _pointing(self) -> re.Pattern[str]:
        words = self._words
        return re.compile(rf"[\W_]*(?:(?:{_any(words.leads)})\s?)*(?:{_any(words.pointing)})?[\W_]*")

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str], ...]:
        """The whole message; about the question (画一张…的图); at its end; at its beginning."""
        words = self._words
        verb = rf"(?:{_any(words.verbs)})\s?(?:(?:{_any(words.counts)})\s?){{0,2}}"
        noun, short = _any(words.nouns), _any(words.short)
        picture = rf"(?:(?:{verb})?(?:{noun})|{verb}(?:{short})|{_any(words.whole)})"
        lead = rf"(?:(?:{_any(words.leads)})[\W_]?)*"
        tail = rf"(?:[\W_]*(?:{_any(words.tails)}))*[\W_]*"
        phrase = rf"{lead}{picture}{tail}"
        kinds = "|".join(rf"(?<={re.escape(kind)})" for kind in words.kinds)
        shorts = rf"(?:(?:{kinds})|(?<=\W)|的)(?:{short}){tail}"
        about = rf"[\W_]*{lead}{verb}(?P<rest>.+?)的?[\W_]*(?:{noun}|{short}){tail}"
        opening = rf"[\W_]*(?:{lead})"
        return tuple(
            re.compile(pattern)
            for pattern in (
                rf"{opening}(?P<rest>)(?:{picture}|{short}){tail}",
                rf"{opening}(?P<rest>(?:{_any(words.pointing)}))的?[\W_]*(?:{phrase}|{short}{tail})",
                about,
                rf"[\W_]*(?:[把将用]\s?)?(?P<rest>.+?)的?[\W_]*{phrase}",
                rf"(?P<rest>.+?)[\W_]*{shorts}",
                rf"[\W_]*{lead}(?:{picture}|(?:{short})(?=\W)){tail}(?P<rest>.+)",
            )
        )


def _any(words: Iterable[str]) -> str:
    """One of the words, the longest first; Latin ones only as whole words."""
    pieces = (
        rf"(?<![a-z]){re.escape(word)}(?![a-z])" if word.isascii() else re.escape(word)
        for word in sorted(words, key=lambda word: (-len(word), word))
    )
    return "|".join(pieces)


def read_chart_words(path: Path) -> ChartWords:
    """The words of a file.

    Raises:
        KnowledgeError: when a list is missing or is none of texts.
    """
    source = read_yaml(path)
    problems = list(source.problems)
    lists = source.value.get("charts") if isinstance(source.value, dict) else None
    if not isinstance(lists, dict):
        raise KnowledgeError((*problems, source.problem((), "缺少「charts」", "写成 charts: {nouns: […], …}")))
    names = [field.name for field in fields(ChartWords)]
    for name in names:
        words = lists.get(name)
        if not isinstance(words, list) or not words or not all(isinstance(word, str) for word in words):
            problems.append(source.problem(("charts", name), f"「{name}」要是一串词", f"写成 {name}: [词, 词]"))
    for name in set(lists) - set(names):
        problems.append(source.problem(("charts", name), f"不认识「{name}」", f"可用的是:{'、'.join(names)}"))
    if problems:
        raise KnowledgeError(tuple(problems))
    return ChartWords(**{name: tuple(fold_word(word) for word in lists[name]) for name in names})
