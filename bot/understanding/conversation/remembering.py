"""What the next question may take up, after a clause was read and after a message was answered."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.knowledge.catalogue import Catalogue
from bot.language.mentions import Mention
from bot.understanding.context import Context, Word
from bot.understanding.conversation.roles import is_subject, named
from bot.understanding.evidence import CONTENT
from bot.understanding.query import Failure, Query, Reading

_RECENT = 6
_POOLING = frozenset(("rank", "filter", "towns"))
"""Acts that a later order or bound may go on with."""
_ORDERED = frozenset(("rank", "compare", "filter"))
"""Acts whose reply has an order of its own."""
_GOES_ON = {"rank": "rank", "top": "rank", "rank_up": "rank_up", "bottom": "rank_up"}
"""Orders of which 「更多」 gives the places behind those that were given."""
_WORKED_OUT = frozenset(("total", "compare", "share"))
_KEPT = CONTENT | {"ask", "operator", "target", "number", "period", "unknown"}


def after_clause(reading: Reading, context: Context) -> Context:
    """The context that the next clause of the same message sees; the answer is not there yet."""
    query = reading.outcome
    assert isinstance(query, Query)
    return context if query.about_last else replace(context, **_asked(query, _words(reading.mentions), context))


def _asked(query: Query, words: tuple[Word, ...], context: Context) -> dict[str, Any]:
    """What a query leaves to be taken up, before it is answered."""
    return {
        "act": query.act,
        "mentions": words,
        "pooled": words if query.act in _POOLING else context.pooled,
        "subjects": query.subjects or query.pool,
        "measures": query.measures,
        "signatures": query.signatures,
        "figures": (*context.figures, query.signatures)[-_RECENT:] if query.act == "lookup" else context.figures,
        "counted": (*context.counted, query.pool)[-_RECENT:] if query.act == "towns" else (),
        "recent": _recent(context.recent, query.subjects),
    }


def after_answer(
    reading: Reading,
    listed: tuple[str, ...],
    figures: tuple[str, ...],
    told: tuple[str, ...],
    context: Context,
    catalogue: Catalogue,
) -> Context:
    """The context once a query was answered.

    Args:
        reading: how the clause was read; its outcome is a query.
        listed: entities in the order in which the reply names them.
        figures: the figures that the reply gives.
        told: facts that the reply tells.
        context: the one before.
        catalogue: who lies in whom.
    """
    query = reading.outcome
    assert isinstance(query, Query)
    same = set(query.subjects or listed) <= set(context.subjects)
    facts = tuple(dict.fromkeys((*(context.told if same else ()), *told)))
    plain = query.act in _WORKED_OUT and not query.count and query.bound is None and query.claim is None
    worked_out = (query.act, query.operator, *query.pool) if plain else ()
    if query.about_last:
        return replace(
            context,
            worked_out=worked_out,
            signatures=query.signatures or context.signatures,
            act=query.act if figures and query.target != "said" else context.act,
            told=facts,
        )
    words = _words(reading.mentions)
    asked = _asked(query, words, context)
    inside = _inside(reading, catalogue)
    if query.inherited and not any(is_subject(word) for word in reading.mentions):
        names = tuple(named(entity, catalogue) for entity in query.inherited if entity in catalogue.entities)
        words = (*_words(names), *words)
    answered = {
        "mentions": words,
        "worked_out": worked_out,
        "subjects": inside if inside else listed if query.act in _ORDERED else query.subjects or listed,
        "listed": listed if len(listed) > 1 or not context.listed else context.listed,
        "signatures": figures if query.act in ("rank", "filter") else query.signatures,
        "figures": (*context.figures, figures)[-_RECENT:] if figures and query.act != "total" else context.figures,
        "recent": _recent(context.recent, query.subjects or (listed if len(listed) == 1 else ())),
        "told": facts,
    }
    return replace(context, **asked | answered | _order(query, len(figures)))


def _order(query: Query, given: int) -> dict[str, Any]:
    """What 「更多」 needs to go on with an order that was given in part."""
    operator = _GOES_ON.get(query.operator, "") if query.act == "rank" and given > 1 else ""
    if not operator or query.start + given >= len(query.signatures):
        return {"order": (), "order_of": (), "order_pool": ()}
    order = (operator, str(query.start + given), query.pool_text, query.year or "")
    return {"order": order, "order_of": query.signatures, "order_pool": query.pool}


def _inside(reading: Reading, catalogue: Catalogue) -> tuple[str, ...]:
    """The one thing that a question named, where the answer is about the town that it lies in: 它 is that thing."""
    assert isinstance(reading.outcome, Query)
    inside = tuple(dict.fromkeys(ref for word in reading.mentions for ref in word.refs("name")[:1]))
    above = set(catalogue.above(inside[0])) if len(inside) == 1 else set()
    return inside if reading.outcome.subjects and set(reading.outcome.subjects) <= above else ()


def after_failure(reading: Reading, context: Context) -> Context:
    """The context after a question without an answer: who it was about, and what was asked of them, unknown words too."""
    failure = reading.outcome
    assert isinstance(failure, Failure)
    words = reading.mentions
    content = any(sense.kind in CONTENT for word in words for sense in word.senses)
    if not failure.known_topic or (not content and not any(word.is_unknown for word in words)):
        # What was not understood changes nothing of what was talked about before.
        return context
    unknown = tuple(word for word in words if word.is_unknown)
    subject = tuple(word for word in words if is_subject(word))
    asked = _words(words) if not unknown else _words((*subject, *unknown))
    before = () if subject else tuple(word for word in context.mentions if _names(word))
    named_now = any(word.start >= 0 for word in subject)
    subjects = tuple(dict.fromkeys(ref for word in subject for ref in word.refs("name")[:1]))
    return replace(
        context,
        act="" if named_now else context.act,
        mentions=(*before, *asked),
        subjects=subjects or context.subjects,
        signatures=() if named_now else context.signatures,
        figures=(),
        listed=failure.choices or context.listed,
        recent=_recent(context.recent, subjects),
    )


def _names(word: Word) -> bool:
    return any(sense.kind in ("name", "class", "place") for sense in word[1])


def _recent(before: tuple[str, ...], subjects: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*(entity for entity in before if entity not in subjects), *subjects)))[-_RECENT:]


def _words(mentions: tuple[Mention, ...]) -> tuple[Word, ...]:
    """Words that say something that a later question could take up."""
    return tuple((m.text, m.senses) for m in mentions if {sense.kind for sense in m.senses} & _KEPT)
