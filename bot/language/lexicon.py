"""All known words, each with every sense it may have."""

from __future__ import annotations

import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from bot.language.groups import joined, numbers, parted

if TYPE_CHECKING:
    from bot.language.composed import ComposedPhrases

_FEW_CHARACTERS = 2000
"""Until so many characters have been read, an automaton costs more time to make than it saves."""


class Sense(NamedTuple):
    """One thing that a word may mean."""

    kind: str
    """name, class, measure, family, asked, collocate, term, value, scope, unit, operator, ask, kind, closed, place …"""
    ref: str
    """Id within the kind."""


@dataclass(frozen=True)
class Lexicon:
    """Words and their senses. One pass over a text finds all of them, overlaps included."""

    senses: dict[str, tuple[Sense, ...]]
    weaker: frozenset[str] = frozenset()
    """Words from a public thesaurus: they count only where no word that an author wrote explains a text."""
    composed: ComposedPhrases | None = None
    """Phrases of word classes; found apart from the words."""
    _read: list[int] = field(default_factory=lambda: [0], compare=False, repr=False)
    """How many characters have been looked through."""

    def find(self, text: str) -> Iterator[tuple[int, int, tuple[Sense, ...]]]:
        """(start, end, senses) of every known word in folded text, by end and then by start."""
        if self._read[0] < _FEW_CHARACTERS:
            self._read[0] += len(text)
            return self._look_up(text)
        return self._match(text)

    def _look_up(self, text: str) -> Iterator[tuple[int, int, tuple[Sense, ...]]]:
        """Each stretch of a text that is as long as some word that begins like it: what a single question needs."""
        found: list[tuple[int, int, tuple[Sense, ...]]] = []
        for start, character in enumerate(text):
            for length in self._lengths.get(character, ()):
                end = start + length
                if end <= len(text) and (senses := self.senses.get(text[start:end])) is not None:
                    found.append((end, start, senses))
        found.sort(key=lambda match: match[:2])
        for end, start, senses in found:
            yield start, end, senses

    def _match(self, text: str) -> Iterator[tuple[int, int, tuple[Sense, ...]]]:
        automaton, senses = self._automaton
        for index, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
            yield start, end, senses[index]

    @cached_property
    def _lengths(self) -> dict[str, set[int]]:
        """How long the words are that begin with a character."""
        lengths: defaultdict[str, set[int]] = defaultdict(set)
        for word in self.senses:
            lengths[word[0]].add(len(word))
        return lengths

    @cached_property
    def _automaton(self) -> tuple[Any, tuple[tuple[Sense, ...], ...]]:
        from ahocorasick_rs import AhoCorasick, MatchKind

        return AhoCorasick(tuple(self.senses), matchkind=MatchKind.Standard), tuple(self.senses.values())

    def __reduce__(self) -> tuple[object, ...]:
        """Stored as a few long texts and rows of numbers: 36,000 words load in some milliseconds."""
        groups = {group: place for place, group in enumerate(dict.fromkeys(self.senses.values()))}
        single = {sense: place for place, sense in enumerate(dict.fromkeys(s for group in groups for s in group))}
        return (
            _unpacked,
            (
                joined(self.senses),
                numbers(groups[senses] for senses in self.senses.values()),
                numbers(len(group) for group in groups),
                numbers(single[sense] for group in groups for sense in group),
                joined(sense.kind for sense in single),
                joined(sense.ref for sense in single),
                joined(sorted(self.weaker)),
            ),
            {"composed": self.composed},
        )

    def __setstate__(self, state: dict[str, ComposedPhrases | None]) -> None:
        object.__setattr__(self, "composed", state["composed"])


def _unpacked(
    words: str,
    places: array[int],
    sizes: array[int],
    members: array[int],
    kinds: str,
    refs: str,
    weaker: str,
) -> Lexicon:
    single = list(map(Sense, map(sys.intern, parted(kinds)), refs.split("\n")))
    rest = map(single.__getitem__, members)
    groups = [tuple(islice(rest, size)) for size in sizes]
    senses = dict(zip(parted(words), map(groups.__getitem__, places), strict=True))
    return Lexicon(senses, frozenset(parted(weaker)))


def build_lexicon(words: Iterable[tuple[str, Sense]], weaker: Iterable[tuple[str, Sense]] = ()) -> Lexicon:
    """A lexicon of folded words; a word given twice has both senses, in the order given.

    Args:
        words: what authors wrote.
        weaker: further words, none of them among the first.
    """
    further = tuple(weaker)
    gathered: dict[str, dict[Sense, None]] = {}
    for word, sense in (*words, *further):
        if word:
            gathered.setdefault(word, {})[sense] = None
    return Lexicon({word: tuple(senses) for word, senses in gathered.items()}, frozenset(word for word, _ in further))
