"""Phrases put together of word classes: 「<做>[<到>]<多少>亿」 is 干了几个亿 as well as 鼓捣出多少亿.

A class is a list of words that stand for each other in one place (verbs of making, complements of verbs). Written out, one
phrase would be thousands of words; as a regular expression it is one. Each phrase holds a word for an amount that is asked
for, so that texts without one are not looked through.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from bot.language.asked_numbers import ASKED_NUMBER
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

    sources: tuple[tuple[str, Sense], ...] = ()

    def find(self, text: str) -> Iterator[tuple[int, int, tuple[Sense, ...]]]:
        """(start, end, senses) of the phrases about each amount that a text asks for.

        What stands behind the amount tells most: of phrases about one amount those that end last are meant (做多少营收, not
        一年做多少).
        """
        for amount in _AMOUNTS.finditer(text):
            low, high = max(0, amount.start() - _BEFORE), amount.end() + _BEHIND
            found: dict[tuple[int, int], dict[Sense, None]] = {}
            for expression, sense in self._compiled:
                for match in expression.finditer(text, low, high):
                    if match.start() <= amount.start() and amount.end() <= match.end():
                        found.setdefault(match.span(), {})[sense] = None
            last = max((end for _, end in found), default=0)
            for (start, end), senses in found.items():
                if end == last:
                    yield start, end, tuple(senses)

    @cached_property
    def _compiled(self) -> tuple[tuple[re.Pattern[str], Sense], ...]:
        return tuple((re.compile(source), sense) for source, sense in self.sources)

    def __reduce__(self) -> tuple[object, ...]:
        return ComposedPhrases, (self.sources,)


_AMOUNTS = re.compile(f"{ASKED_NUMBER}|多[大高久长快老深猛宽]")


def composed_phrases(phrases: Iterable[tuple[str, Sense]], groups: Mapping[str, tuple[str, ...]]) -> ComposedPhrases:
    """Phrases as authors write them, compiled.

    Raises:
        UnknownGroupError: for a phrase that can't be compiled.
    """
    sources: dict[Sense, list[str]] = {}
    for phrase, sense in phrases:
        sources.setdefault(sense, []).append(f"{_source(phrase, groups)}{_GOES_ON}")
    # Of several that fit at one place the first is taken: what says more behind the amount comes first.
    ordered = {sense: sorted(found, key=_ends_with_amount) for sense, found in sources.items()}
    return ComposedPhrases(tuple(("|".join(found), sense) for sense, found in ordered.items()))


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
