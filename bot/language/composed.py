"""Phrases put together of word classes: 「<做>[<到>]<多少>亿」 is 干了几个亿 as well as 鼓捣出多少亿.

A class is a list of words that stand for each other in one place (verbs of making, complements of verbs). Written out, one
phrase would be thousands of words; as a regular expression it is one. Each phrase holds a word for an amount that is asked
for, so that texts without one are not looked through.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from bot.language.asked_numbers import ASKED_NUMBER, ASKED_NUMBER_STARTS
from bot.language.lexicon import Sense

AMOUNT = "多少"
"""The class that every phrase holds: amounts that are asked for, in any words."""
_REFERENCE = re.compile("<([^<>]*)>")
_INNER = re.compile(r"\(([^()\[\]]*)\)")
_GOES_ON = "(?![万亿千百吨亩户家人名条种项次斤座处款样]|公[斤顷])"
"""What an amount may count: a phrase does not end before it. 干到多少 and 干到多少万 ask for no sum of money in 干到多少万吨."""
_BEFORE, _BEHIND = 24, 16


class UnknownGroupError(ValueError):
    """A phrase names a class that is not declared, or its brackets don't match."""


@dataclass(frozen=True)
class ComposedPhrases:
    """Phrases as regular expressions, all of one sense together."""

    sources: tuple[tuple[str, Sense, str], ...] = ()
    """Regular expression, sense, and the characters with which a phrase of it may begin."""

    def find(self, text: str) -> Iterator[tuple[int, int, tuple[Sense, ...]]]:
        """(start, end, senses) of the phrases about each amount that a text asks for.

        What stands behind the amount tells most: of phrases about one amount those that end last are meant (做多少营收, not
        一年做多少).
        """
        for amount in _AMOUNTS.finditer(text):
            low, high = max(0, amount.start() - _BEFORE), amount.end() + _BEHIND
            found: dict[tuple[int, int], dict[Sense, None]] = {}
            for _, span, sense in sorted(self._matches(text, low, amount.start(), high)):
                if amount.end() <= span[1]:
                    found.setdefault(span, {})[sense] = None
            last = max((end for _, end in found), default=0)
            for (start, end), senses in found.items():
                if end == last:
                    yield start, end, tuple(senses)

    def _matches(
        self, text: str, low: int, last: int, high: int
    ) -> Iterator[tuple[int, tuple[int, int], Sense]]:  # fmt: skip
        """(number of the expression, span, sense) of what begins between two places; no two of an expression overlap."""
        free = [low] * len(self.sources)
        for start in range(low, last + 1):
            for number, expression, sense in self._beginning_with.get(text[start], ()):
                match = expression.match(text, start, high) if free[number] <= start else None
                if match is not None:
                    free[number] = match.end()
                    yield number, match.span(), sense

    @cached_property
    def _beginning_with(self) -> dict[str, list[tuple[int, re.Pattern[str], Sense]]]:
        """The expressions by the characters with which they may begin: most of them begin nowhere in a text."""
        found: defaultdict[str, list[tuple[int, re.Pattern[str], Sense]]] = defaultdict(list)
        for number, (source, sense, starts) in enumerate(self.sources):
            expression = re.compile(source)
            for character in starts:
                found[character].append((number, expression, sense))
        return dict(found)

    def __reduce__(self) -> tuple[object, ...]:
        return ComposedPhrases, (self.sources,)


_AMOUNTS = re.compile(f"{ASKED_NUMBER}|多[大高久长快老深猛宽]")


def composed_phrases(phrases: Iterable[tuple[str, Sense]], groups: Mapping[str, tuple[str, ...]]) -> ComposedPhrases:
    """Phrases as authors write them, compiled.

    Raises:
        UnknownGroupError: for a phrase that can't be compiled.
    """
    sources: dict[Sense, list[str]] = {}
    starts: defaultdict[Sense, set[str]] = defaultdict(set)
    for phrase, sense in phrases:
        sources.setdefault(sense, []).append(f"{_source(phrase, groups)}{_GOES_ON}")
        starts[sense] |= _starts(phrase, groups)[0]
    # Of several that fit at one place the first is taken: what says more behind the amount comes first.
    ordered = {sense: sorted(found, key=_ends_with_amount) for sense, found in sources.items()}
    return ComposedPhrases(
        tuple(("|".join(found), sense, "".join(sorted(starts[sense]))) for sense, found in ordered.items())
    )


def _starts(phrase: str, groups: Mapping[str, tuple[str, ...]], position: int = 0) -> tuple[set[str], bool, int]:
    """The characters with which what stands from a place on may begin, up to the end of its bracket; whether it may be empty; its end."""
    found: set[str] = set()
    empty, at_start = False, True
    while position < len(phrase) and phrase[position] not in ")]":
        character = phrase[position]
        if character == "|":
            empty, at_start, position = empty or at_start, True, position + 1
            continue
        if character in "([":
            piece, skipped, position = _starts(phrase, groups, position + 1)
            skipped = skipped or character == "["
        elif character == "<":
            end = phrase.index(">", position)
            name = phrase[position + 1 : end]
            piece = set(ASKED_NUMBER_STARTS) if name == AMOUNT else {word[0] for word in groups[name]}
            skipped, position = False, end
        else:
            piece, skipped = {character}, False
        found |= piece if at_start else set()
        at_start = at_start and skipped
        position += 1
    return found, empty or at_start, position


def _ends_with_amount(source: str) -> bool:
    return source.endswith(f"{ASKED_NUMBER}{_GOES_ON}")


def _source(phrase: str, groups: Mapping[str, tuple[str, ...]]) -> str:
    text = _INNER.sub(lambda match: f"({'|'.join(sorted(match[1].split('|'), key=len, reverse=True))})", phrase)
    text = text.replace("(", "(?:").replace("[", "(?:").replace("]", ")?")
    text = _REFERENCE.sub(lambda match: _alternatives(match[1], groups, phrase), text)
    try:
        re.compile(text)
    except re.error as error:
        raise UnknownGroupError(f"「{phrase}」的括号不成对") from error
    return text


def _alternatives(name: str, groups: Mapping[str, tuple[str, ...]], phrase: str) -> str:
    if name == AMOUNT:
        return ASKED_NUMBER
    if name not in groups:
        raise UnknownGroupError(f"「{phrase}」里的词组 <{name}> 没有声明")
    words = sorted(groups[name], key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, words))})"
