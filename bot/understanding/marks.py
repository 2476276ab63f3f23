"""What a row of words must hold for a rule to have anything to do, so that most rules are passed over unread.

The marks of a row are the senses of its words, the kinds of these senses, its words and their characters, all in one set:
`Sense("operator", "not")`, `"name"`, `"不是"`, `"每"`. What a rule needs is groups of marks, of each of which the row holds one;
a group that names too many marks only costs time, one that names too few would keep a rule from its work.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.language.lexicon import Sense
from bot.language.mentions import Mention

Mark = Sense | str
Needs = tuple[frozenset[Mark], ...]


def one_of(*marks: Mark) -> frozenset[Mark]:
    """A group of marks of which one is needed."""
    return frozenset(marks)


def marks_of(mentions: Iterable[Mention]) -> frozenset[Mark]:
    """All marks of a row of words."""
    senses: list[Sense] = []
    texts: list[str] = []
    for mention in mentions:
        senses += mention.senses
        texts.append(mention.text)
    return frozenset((*senses, *[sense[0] for sense in senses], *texts, *"".join(texts)))


def meets(needs: Sequence[frozenset[Mark]], marks: frozenset[Mark]) -> bool:
    """Whether a row with these marks holds one of each group."""
    for group in needs:  # noqa: SIM110 a plain loop is faster, and this runs for every rule of every question
        if group.isdisjoint(marks):
            return False
    return True
