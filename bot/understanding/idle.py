"""Words that paint and ask nothing: 【端】这碗饭, 【趴】在银行里, by the classes of the public thesaurus.

Where a question reads whole but for such a word, it is read without it, and the reply says so. What a word may change decides:
movements of the body, what goes on in the mind, and how something is done change no figure; what happens to goods, money,
firms and people does (退税, 裁员, 停产, 处罚), and so does a word that the thesaurus lacks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from bot.language.lexicon import Sense
from bot.language.mentions import Mention
from bot.language.thesaurus import read_thesaurus
from bot.language.wordclass import is_harmless_word, may_change_answer
from bot.understanding.evidence import CONTENT
from bot.understanding.query import Query, Reading

Segment = tuple[Mention, ...]
IDLE = Sense("closed", "idle")
_PAINTING = ("F", "G", "E", "Hf", "Ia", "Ib01", "Ic", "Id")
"""Movements, the mind, looks and kinds, coming and going, nature and birth, faces, how things hang and lie."""
_TELLING = ("Eb01", "Eb02", "Eb22", "Eb23", "Eb24", "Eb25", "Eb28", "Eb29", "Ed01", "Ed04", "Ed05", "Ed28",
            "Ga05", "Gb03", "Gb04", "Gb15", "Gc")  # fmt: skip
"""Of these: many and few, whole and part, early and late, new and old, true and false, what is wished, meant, backed or due."""
_CHANGING = ("H", "I", "J", "K")
"""Dealings, changes, relations and adverbs."""
_PREDICATES = ("v", "a", "z", "d", "i", "l")
_NOUN_LIKE = ("vn", "an")
_LONGEST = 4
_SO_MANY = ("多少", "几")
_OF_ALL_WORDS = frozenset(("describe", "check", "choose", "chat"))
"""What each word of a clause may change."""


def with_idle_words(segments: Sequence[tuple[Segment, bool]]) -> tuple[tuple[Segment, bool], ...]:
    """The stretches of a message with its idle words marked as such."""
    return tuple((_marked(segment), hard) for segment, hard in segments)


def idle_words(reading: Reading) -> tuple[Mention, ...]:
    """The words that a reading passes over as idle."""
    return tuple(mention for mention in reading.mentions if IDLE in mention.senses)


def may_pass_over(reading: Reading) -> bool:
    """Whether a reading answers what it would answer without its idle words.

    What a claim says is claimed by all of its words, an introduction takes anything for harmless, and what was put right as
    well may be two slips in a row. A message without a word of the matter is about something else.
    """
    if not idle_words(reading):
        return reading.is_answer
    outcome = reading.outcome
    said = [mention for mention in reading.mentions if mention.end >= 0]
    return (
        isinstance(outcome, Query)
        and reading.is_answer
        and outcome.act not in _OF_ALL_WORDS
        and any(sense.kind in CONTENT for mention in said for sense in mention.senses)
        and not any(mention.typed for mention in said)
    )


def _marked(segment: Segment) -> Segment:
    marked = [_mark(mention, follower) for mention, follower in pairwise((*segment, None)) if mention is not None]
    return tuple(
        mention if _acts_on_amount(segment, position) else painted
        for position, (mention, painted) in enumerate(zip(segment, marked, strict=True))
    )


def _acts_on_amount(segment: Segment, position: int) -> bool:
    """Whether a word is what was done to so many: 关掉了多少家, 碎了多少吨."""
    behind = [mention for mention in segment[position + 1 :] if not mention.has("closed", "particle")]
    return bool(behind) and (behind[0].has("ask", "amount") or behind[0].text.startswith(_SO_MANY))


def _mark(mention: Mention, follower: Mention | None) -> Mention:
    if not mention.is_unknown or is_harmless_word(mention.text):
        return mention
    modifies = follower is not None and follower.start == mention.end and not follower.has("closed")
    return replace(mention, senses=(IDLE,)) if _is_idle(mention.text, modifies) else mention


@lru_cache(maxsize=4096)
def _is_idle(text: str, modifies: bool) -> bool:
    """Whether every word of an unknown stretch is idle; right before a word of the matter it says which one is meant."""
    import rjieba

    if text.isascii() or may_change_answer(text) or len(text) > _LONGEST:
        return False
    return not modifies and all(_paints(word, tag) for word, tag in rjieba.tag(text))


def _paints(word: str, tag: str) -> bool:
    if tag in _NOUN_LIKE or not tag.startswith(_PREDICATES):
        return False
    codes = read_thesaurus().codes.get(word, ())
    painting = [code for code in codes if code.startswith(_PAINTING) and not code.startswith(_TELLING)]
    return bool(painting) and not any(code.startswith(_CHANGING + _TELLING) for code in codes if code not in painting)
