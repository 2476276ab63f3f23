"""The words that a decline quotes: as the person typed them, not as they were folded."""

from __future__ import annotations

from dataclasses import replace

from bot.language.folding import Folded
from bot.understanding.query import Failure, Query, Reading

_MOST_QUOTED = 3
_WORDLESS = frozenset(("not_understood", "off_topic"))


def as_typed(outcome: Query | Failure, folded: Folded, reading: Reading) -> Query | Failure:
    """Unknown words as the person typed them, not as they were folded."""
    if not isinstance(outcome, Failure) or not outcome.words:
        return outcome
    if any(mention.said for mention in reading.mentions):
        # The places of English mentions count words, and their unknown words are as typed.
        return replace(outcome, words=outcome.words[:_MOST_QUOTED])
    typed = tuple(
        (folded.quote(mention.start, mention.end) if mention.start >= 0 else "") or mention.text
        for mention in reading.mentions
        if mention.text in outcome.words and mention.is_unknown
    )
    return replace(outcome, words=typed or outcome.words)


def naming_part(outcome: Query | Failure, folded: Folded, reading: Reading) -> Query | Failure:
    """A part of a message that has no answer beside one that has: it is named by its own words."""
    if not isinstance(outcome, Failure) or outcome.words or outcome.reason not in _WORDLESS:
        return outcome
    typed = [mention for mention in reading.mentions if mention.start >= 0]
    if not typed:
        return outcome
    words = folded.quote(typed[0].start, typed[-1].end)
    return replace(outcome, reason="part_not_understood", words=(words,))
