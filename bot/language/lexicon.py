"""All known words in one automaton, each with every sense it may have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple


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
    _built: list[Any] = field(default_factory=list, compare=False, repr=False)

    def find(self, text: str) -> Iterator[tuple[int, int, tuple[Sense, ...]]]:
        """(start, end, senses) of every known word in folded text."""
        automaton, forms = self._automaton()
        for index, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
            yield start, end, self.senses[forms[index]]

    def _automaton(self) -> tuple[Any, tuple[str, ...]]:
        if not self._built:
            from ahocorasick_rs import AhoCorasick, MatchKind

            forms = tuple(self.senses)
            self._built.append((AhoCorasick(forms, matchkind=MatchKind.Standard), forms))
        built: tuple[Any, tuple[str, ...]] = self._built[0]
        return built


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
