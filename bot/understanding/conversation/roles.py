"""The roles that words play in a question, and which of them a new word takes the place of."""

from __future__ import annotations

from collections.abc import Iterable

from bot.knowledge.catalogue import Catalogue
from bot.language.lexicon import Sense
from bot.language.mentions import Mention
from bot.language.numbers import read_number
from bot.language.periods import find_periods
from bot.understanding.context import Word

ORDERS = frozenset(("most", "least", "top", "bottom", "nth", "nth_last", "rank", "rank_up"))
BOUNDS = frozenset(("over", "under", "between"))
COMPARING = frozenset(("than", "difference", "ratio"))
_SUBJECT = frozenset(("name", "class", "place"))
_NUMBERED = frozenset(("top", "nth", "nth_last", "bottom"))

_ROLE_OF_OPERATOR = dict.fromkeys(ORDERS, "order") | dict.fromkeys(BOUNDS, "bound")
"""A word of one of these roles takes the place of the words of the same role in the last question."""


def roles_of(mention: Mention) -> frozenset[str]:
    """The roles in which a word of a new question takes the place of one of the last: order, bound, number, period,
    scope, ask.
    """
    operators = mention.refs("operator")
    found = {_ROLE_OF_OPERATOR[name] for name in operators if name in _ROLE_OF_OPERATOR}
    if mention.number is not None and not operators:
        found.add("number")
    if mention.period is not None or "previous" in operators:
        found.add("period")
    if mention.has("scope"):
        found.add("scope")
    if mention.has("ask") and set(mention.refs("ask")) != {"yesno"}:
        found.add("ask")
    return frozenset(found)


def not_replaced(before: Iterable[Mention], words: Iterable[Mention]) -> tuple[Mention, ...]:
    """The words of the last question for which the new one brings nothing of the same role."""
    brought = frozenset(role for word in words for role in roles_of(word))
    return tuple(mention for mention in before if not roles_of(mention) & brought)


def is_subject(mention: Mention) -> bool:
    """Whether a word says who or which towns a question is about."""
    return any(sense.kind in _SUBJECT for sense in mention.senses)


def is_shared(mention: Mention, catalogue: Catalogue) -> bool:
    """Whether a name is the same thing for all towns: a market, a city that was visited."""
    refs = mention.refs("name")
    return bool(refs) and all(not catalogue.entities[ref].part_of and ref != catalogue.city for ref in refs)


def is_wide(mention: Mention, catalogue: Catalogue) -> bool:
    """Whether a word narrows towns rather than naming one: a level, a class, a market."""
    shared = any(sense.kind == "name" and not catalogue.entities[sense.ref].part_of for sense in mention.senses)
    return shared or mention.has("class")


def named(entity: str, catalogue: Catalogue) -> Mention:
    """A word that names an entity, where the question only points to it."""
    return Mention(-1, -1, catalogue.entities[entity].label, (Sense("name", entity),))


def restored(word: Word) -> Mention:
    """A word of the last question, with the number or period that it holds."""
    text, senses = word
    holds_number = any(
        sense.kind == "number" or (sense.kind == "operator" and sense.ref in _NUMBERED) for sense in senses
    )
    starts = range(len(text)) if holds_number else range(0)
    number = next((found for start in starts if (found := read_number(text, start))), None)
    periods = find_periods(text) if any(sense.kind == "period" for sense in senses) else []
    return Mention(-1, -1, text, senses, number, periods[0] if periods else None)
