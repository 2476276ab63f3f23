"""Words of a short question that are about the order or the pool of the last one: 反过来, 倒数呢, 其次, 省级的不要."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.language.lexicon import Sense
from bot.language.mentions import Mention
from bot.language.numbers import read_number
from bot.understanding.clause import Clause
from bot.understanding.context import Context
from bot.understanding.conversation.roles import ORDERS, is_subject

_SEVERAL = {"most": "top", "least": "bottom"}
_INVERSE = {"most": "least", "top": "bottom", "nth": "nth_last", "rank": "rank_up"}
_INVERSE |= {inverse: order for order, inverse in _INVERSE.items()}


def turned(clause: Clause, before: Sequence[Mention]) -> Clause:
    """The clause with the order of the last question turned round where it says 反过来."""
    if not clause.has("operator", "reverse"):
        return clause
    order = next((mention for mention in before if set(mention.refs("operator")) & ORDERS), None)
    order = _with_count(order, before)
    words = tuple(_reversed(word, order) if word.has("operator", "reverse") else word for word in clause.words)
    return Clause(words, clause.catalogue)


def _with_count(order: Mention | None, before: Sequence[Mention]) -> Mention | None:
    """「最高的三个」 as the first three that it is."""
    if order is None or order.number is not None or not set(order.refs("operator")) & _SEVERAL.keys():
        return order
    counts = [m for m in before[before.index(order) :] if m.number is not None and not m.has("operator")]
    if not counts:
        return order
    several = next(_SEVERAL[ref] for ref in order.refs("operator") if ref in _SEVERAL)
    return replace(order, senses=(Sense("operator", several),), text=counts[0].text, number=counts[0].number)


def _reversed(word: Mention, order: Mention | None) -> Mention:
    if order is None:
        return replace(word, senses=(Sense("operator", "rank_up"),))
    name = next(ref for ref in order.refs("operator") if ref in ORDERS)
    text = f"{word.text}{order.text}" if order.number is not None else word.text
    return replace(word, text=text, senses=(Sense("operator", _INVERSE[name]),), number=order.number)


def next_place(clause: Clause, before: Sequence[Mention], shown: int) -> Clause:
    """The clause with 其次, 排它后面的 read as the place behind those that the last order named.

    Args:
        clause: what is said now.
        before: the words of the last order.
        shown: how many places the reply to it named.
    """
    order = next((mention for mention in before if set(mention.refs("operator")) & ORDERS), None)
    if order is None or not clause.has("context", "next"):
        return clause
    roles = set(order.refs("operator"))
    one = roles & {"nth", "nth_last"} and order.number is not None
    place = int(order.number.value) + 1 if one and order.number is not None else shown + 1
    role, text = ("nth_last", "倒数第") if roles & {"least", "bottom", "nth_last", "rank_up"} else ("nth", "第")
    behind = f"{text}{place}"
    words = tuple(
        replace(word, text=behind, senses=(Sense("operator", role),), number=read_number(behind, len(text)))
        if word.has("context", "next")
        else word
        for word in clause.words
    )
    return Clause(words, clause.catalogue)


def without_pointed_measure(clause: Clause, context: Context) -> Clause:
    """The clause without 这个比例, 同一指标: a measure that is pointed to is the one that was asked for last.

    「这个占比多少」 behind a figure that is no share asks for something new.
    """
    measures = clause.catalogue.measures
    shares = bool(context.measures) and all(measures[ref].kind == "share" for ref in context.measures)
    kept: list[Mention] = []
    for word in clause.words:
        pointed = kept and kept[-1].has("context", "this") and word.has("kind", "share") and not word.has("measure")
        if pointed and shares:
            kept.pop()
        elif not word.has("context", "measure"):
            kept.append(word)
    return clause if len(kept) == len(clause.words) else Clause(tuple(kept), clause.catalogue)


def with_exclusion(clause: Clause) -> Clause:
    """「省级的不要」 leaves out what it names, as 「除了省级的」 does."""
    words = list(clause.words)
    for position, word in enumerate(words):
        named = [i for i in range(position) if is_subject(words[i])]
        follows = any(not other.has("closed") for other in words[position + 1 :])
        denied = word.has("operator", "not") and word.text != "不是"
        if (denied or word.has("operator", "except")) and named and not follows:
            excluded = replace(word, senses=(Sense("operator", "except"),))
            words = [*words[: named[0]], excluded, *(w for w in words[named[0] :] if w is not word)]
            return Clause(tuple(words), clause.catalogue)
    return clause
