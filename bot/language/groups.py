"""Tables of many short texts, kept as a few long ones: they load in a blink and are taken apart when they are first asked."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

_BETWEEN = "\n"


def joined(texts: Iterable[str]) -> str:
    """Texts as one.

    Raises:
        ValueError: where a text holds a line break, which is what stands between them.
    """
    texts = tuple(texts)
    if any(_BETWEEN in text for text in texts):
        raise ValueError("a text of a table holds a line break")
    return _BETWEEN.join(texts)


def parted(text: str) -> list[str]:
    """The texts that were joined."""
    return text.split(_BETWEEN) if text else []


def numbers(values: Iterable[int]) -> array[int]:
    """Small whole numbers, close together."""
    return array("I", values)


@dataclass(frozen=True)
class WordGroups:
    """For each of many keys, some words."""

    keys: str
    """All keys, joined."""
    words: str
    """All words, joined, each once."""
    members: array[int]
    """Which words each key has, key after key."""
    ends: array[int]
    """Where in `members` the words of each key end."""
    _parted: list[tuple[dict[str, int], Sequence[str]]] = field(default_factory=list, compare=False, repr=False)

    @classmethod
    def of(cls, groups: Mapping[str, Iterable[str]]) -> WordGroups:
        """A table; a word that a key has twice counts once."""
        each = [tuple(dict.fromkeys(words)) for words in groups.values()]
        place = {word: index for index, word in enumerate(dict.fromkeys(word for words in each for word in words))}
        members: list[int] = []
        ends: list[int] = []
        for words in each:
            members += [place[word] for word in words]
            ends.append(len(members))
        return cls(joined(groups), joined(place), numbers(members), numbers(ends))

    def get(self, key: str) -> tuple[str, ...]:
        """The words of a key; none where it is not in the table."""
        index, words = self._tables()
        position = index.get(key)
        if position is None:
            return ()
        start = self.ends[position - 1] if position else 0
        return tuple([words[place] for place in self.members[start : self.ends[position]]])

    @property
    def places(self) -> Mapping[str, int]:
        """The keys, each with its place: to see whether one is there in loops that ask very often."""
        return self._tables()[0]

    def __contains__(self, key: str) -> bool:
        return key in self._tables()[0]

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables()[0])

    def all_words(self) -> Sequence[str]:
        """Every word that some key has."""
        return self._tables()[1]

    def _tables(self) -> tuple[dict[str, int], Sequence[str]]:
        if not self._parted:
            keys = parted(self.keys)
            self._parted.append((dict(zip(keys, range(len(keys)), strict=True)), parted(self.words)))
        return self._parted[0]

    def __reduce__(self) -> tuple[object, ...]:
        return WordGroups, (self.keys, self.words, self.members, self.ends)
