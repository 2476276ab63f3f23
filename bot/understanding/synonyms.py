"""Further words of the vocabulary from the public thesaurus: synonyms of words that only go with something, and harmless words.

They let more wordings through without letting more meanings through: a synonym stands for the very word that an author
wrote, a harmless word for nothing, and neither for a measure, a name, an operator, a number, a period or a question word.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from bot.language.lexicon import Lexicon, Sense
from bot.language.numbers import read_number
from bot.language.periods import find_periods
from bot.language.thesaurus import Thesaurus
from bot.language.wordclass import may_change_answer
from bot.understanding.words import CHANGES_ANSWER

_BESIDE = frozenset(("collocate", "term", "closed"))
"""Senses of words that say nothing by themselves."""
_FIELDS = {
    "collocate": ("A", "F", "G", "H", "I", "J", "K"),
    "term": ("A", "B", "C", "Da", "Db", "De", "Df", "Di", "E", "F", "G", "H", "I", "J", "K"),
    "closed": ("K", "Gb", "Hi1", "Hi2"),
}
"""Where synonyms are taken from. Never from words of economy and quantity (Dj, Dn): 净利润 is no 挣."""
_ASKING = frozenset("何哪几谁啥甚咋怎多少否预将夜晚晨")
"""Characters of question words, of amounts, of what is only expected, and of times of day."""
_SHORTEST = 2


def further_words(
    lexicon: Lexicon, thesaurus: Thesaurus, measures: Container[str], places: Container[str]
) -> Iterator[tuple[str, Sense]]:
    """Words that the lexicon lacks, with what they may stand for.

    Args:
        lexicon: what authors wrote.
        thesaurus: the public table.
        measures: ids of the measures that are stated; what is worked out from them has no words of its own.
        places: forms of places, which stand for nothing else.
    """
    synonyms = tuple(dict.fromkeys(_synonyms(lexicon, thesaurus, measures)))
    speaking = {word for word, _ in synonyms}
    harmless = (pair for pair in _harmless(lexicon, thesaurus) if pair[0] not in speaking)
    yield from ((word, sense) for word, sense in (*synonyms, *harmless) if word not in places)


def _synonyms(lexicon: Lexicon, thesaurus: Thesaurus, measures: Container[str]) -> Iterator[tuple[str, Sense]]:
    for word, senses in lexicon.senses.items():
        alike = thesaurus.same(word) if len(word) >= _SHORTEST else None
        if alike is None or not all(sense.kind in _BESIDE for sense in senses):
            continue
        code, group = alike
        own = [sense for sense in senses if sense.kind != "collocate" or sense.ref in measures]
        kept = [sense for sense in own if code.startswith(_FIELDS[sense.kind]) and sense.ref != "person"]
        if any(_speaks(lexicon, member) for member in group):
            # 产量 may stand in one group with a word for 产值: none of them slips in as another's synonym.
            continue
        for other in group:
            if len(thesaurus.codes[other]) == 1 and len(other) >= _SHORTEST and _is_further(lexicon, other):
                yield from ((other, sense) for sense in kept)


def _harmless(lexicon: Lexicon, thesaurus: Thesaurus) -> Iterator[tuple[str, Sense]]:
    for word, name in thesaurus.harmless():
        if _is_further(lexicon, word):
            yield word, Sense("closed", name)


def _speaks(lexicon: Lexicon, word: str) -> bool:
    """Whether a word has a meaning of its own in questions: a measure, a name, a place, an operator, a question word."""
    return any(sense.kind not in _BESIDE for sense in lexicon.senses.get(word, ()))


def _is_further(lexicon: Lexicon, word: str) -> bool:
    """Whether a word is new and can't change an answer."""
    return (
        word not in lexicon.senses
        and word not in CHANGES_ANSWER
        and not may_change_answer(word)
        and not any(character in _ASKING for character in word)
        and not find_periods(word)
        and not any(read_number(word, start) for start in range(len(word)))
    )
