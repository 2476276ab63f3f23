"""What each stage made of a question, and what follows from it for the reply and for the next question."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.answering.result import Result, Stated, entries_given, figures_given
from bot.knowledge.catalogue import Catalogue
from bot.knowledge.model import Items
from bot.language.folding import Folded, has_han
from bot.language.mentions import Mention
from bot.replies.desk import Draft
from bot.replies.reply import Reply
from bot.understanding.context import Context
from bot.understanding.conversation.remembering import after_answer, after_failure
from bot.understanding.query import Failure, Query, Reading

_MOST_REPAIRS = 3


@dataclass(frozen=True, slots=True)
class Stages:
    """What each stage made of a question."""

    folded: Folded
    mentions: tuple[Mention, ...]
    readings: tuple[Reading, ...]
    results: tuple[Result, ...]
    parts: tuple[Draft, ...]
    """The reply to each result."""
    draft: Draft
    english: bool = False
    """Whether the question is English, so that the reply is."""


def repaired(readings: tuple[Reading, ...]) -> tuple[str, ...]:
    """The names and measures that were read where something else was typed."""
    words = [m.said or m.text for r in readings for m in r.mentions if m.typed and (m.has("name") or m.has("measure"))]
    return tuple(dict.fromkeys(words))[:_MOST_REPAIRS]


def said(readings: tuple[Reading, ...]) -> dict[str, str]:
    """The English words of a question by the Chinese ones that they were read as."""
    return {m.text: m.said for reading in readings for m in reading.mentions if m.said and has_han(m.text)}


def described(reading: Reading) -> str:
    """How a clause was read, in one line."""
    outcome = reading.outcome
    if isinstance(outcome, Failure):
        return f"{reading.pattern}: {outcome.reason}"
    return f"{reading.pattern}: {'/'.join(outcome.subjects)} {'/'.join(outcome.measures)}".strip()


def next_context(stages: Stages, reply: Reply, context: Context, question: str, catalogue: Catalogue) -> Context:
    """What the next question may take up, clause by clause."""
    before = replace(context, before=None)
    answered = any(reading.is_answer for reading in stages.readings)
    for reading, result, part in zip(stages.readings, stages.results, stages.parts, strict=False):
        if isinstance(reading.outcome, Query):
            told = tuple(fact.id for entry in entries_given(result) for fact in entry.facts)
            context = after_answer(reading, _listed(result, part), figures_given(result), told, context, catalogue)
        elif not answered:
            context = after_failure(reading, context)
    return replace(context, choices=reply.choices, question=question, last_text=reply.text, before=before)


def _listed(result: Result, part: Draft) -> tuple[str, ...]:
    """What a reply lists: the items of a list that was asked for, else those whom it is about."""
    if isinstance(result, Stated) and len(result.entries) == 1 and isinstance(result.entries[0].value, Items):
        return result.entries[0].value.items
    return part.listed
