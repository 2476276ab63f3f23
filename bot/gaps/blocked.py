"""The piece of a question that keeps it from being answered, as a person would name it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.gaps.grouping import Group, blocking
from bot.language.folding import fold
from bot.language.lexicon import Lexicon
from bot.storage.gaps import Gap

_ASIDE = frozenset(("closed", "ask", "operator", "unit", "number", "target", "scope", "context", "meta", "frame"))
_NAMING = frozenset(("name", "class", "measure", "asked"))
_OF_ASKING = frozenset(("measure", "asked"))
_HAN = re.compile(r"[\u3400-\u9fff]+")
_LONGEST = 8


def pieces(group: Group, gap: Gap, lexicon: Lexicon) -> tuple[str, ...]:
    """The unknown word, and the word of the language that it is part of: 酱, and 酱豆干.

    Where no word is unknown and still nothing is what all of them say, it is what the question holds beside names.
    """
    if group.word:
        word = group.word if group.word in gap.text else max(blocking(gap), key=len, default=group.word)
        return tuple(dict.fromkeys((word, _around(word, gap.text))))
    if group.reason != "no_such_fact":
        return ()
    rest = _HAN.findall(_without(gap.text, lexicon))
    return tuple(dict.fromkeys(piece for piece in sorted(rest, key=len, reverse=True) if 1 < len(piece) <= _LONGEST))[
        :1
    ]


def asks_already(text: str, lexicon: Lexicon) -> bool:
    """Whether a text names a measure."""
    return any(sense.kind in _OF_ASKING for _, _, senses in lexicon.find(fold(text).text) for sense in senses)


def is_noun(word: str) -> bool:
    """Whether a word may be the name of something that is stated: a noun of more than one character."""
    tags = tags_of(word)
    return len(word) > 1 and tags[-1].startswith(("n", "l", "j", "i", "vn"))


def tags_of(word: str) -> list[str]:
    """Parts of speech, by jieba's dictionary."""
    import rjieba

    return [tag for _, tag in rjieba.tag(word)] or ["x"]


def _around(word: str, text: str) -> str:
    """The word of the language that holds a piece of the text; the piece itself where it is one, or more than one."""
    import rjieba

    whole = [token for token in rjieba.cut(text) if word in token]
    return whole[0] if len(whole) == 1 else word


def _without(text: str, lexicon: Lexicon) -> str:
    """A text with a gap where names, question words and words that ask nothing stand."""
    folded = fold(text).text
    gone = set(_places(folded, lexicon))
    return "".join(" " if place in gone else character for place, character in enumerate(folded))


def _places(folded: str, lexicon: Lexicon) -> Iterator[int]:
    for start, end, senses in lexicon.find(folded):
        kinds = {sense.kind for sense in senses}
        if (kinds & _NAMING and end - start > 1) or kinds <= _ASIDE:
            yield from range(start, end)
