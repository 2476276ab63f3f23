"""Words of a short question that are about the order or the pool of the last one: 反过来, 倒数呢, 省级的不要."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.language.lexicon import Sense
from bot.language.mentions import Mention
from bot.understanding.clause import Clause
from bot.understanding.conversation.roles import ORDERS, is_subject

_INVERSE = {"most": "least", "top": "bottom", "nth": "nth_last", "rank": "rank_up"}
_INVERSE |= {inverse: order for order, inverse in _INVERSE.items()}


def turned(clause: Clause, before: Sequence[Mention]) -> Clause:
    """The clause with the order of the last question turned round where it says 反过来."""
    if not clause.has("operator", "reverse"):
        return clause
    order = next((mention for mention in before if set(mention.refs("operator")) & ORDERS), None)
    words = tuple(_reversed(word, order) if word.has("operator", "reverse") else word for word in clause.words)
    return Clause(words, clause.catalogue)


def _reversed(word: Mention, order: Mention | None) -> Mention:
    if order is None:
        return replace(word, senses=(Sense("operator", "rank_up"),))
    name = next(ref for ref in order.refs("operator") if ref in ORDERS)
    text = f"{word.text}{order.text}" if order.number is not None else word.text
    return replace(word, text=text, senses=(Sense("operator", _INVERSE[name]),), number=order.number)


def with_exclusion(clause: Clause) -> Clause:
    """「省级的不要」 leaves out what it names, as 「除了省级的」 does."""
    words = list(clause.words)
    for position, word in enumerate(words):
        named = [i for i in range(position) if is_subject(words[i])]
        follows = any(not other.has("closed") for other in words[position + 1 :])
        if word.has("operator", "not") and word.text != "不是" and named and not follows:
            excluded = replace(word, senses=(Sense("operator", "except"),))
            words = [*words[: named[0]], excluded, *(w for w in words[named[0] :] if w is not word)]
            return Clause(tuple(words), clause.catalogue)
    return clause
