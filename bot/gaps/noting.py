"""Which questions are kept as gaps, and what of them."""

from __future__ import annotations

from bot.language.folding import fold
from bot.language.lexicon import Lexicon
from bot.replies.reply import Reply
from bot.storage.gaps import Gap
from bot.storage.store import Store

_OF_FACTS = frozenset(("name", "class", "measure", "asked", "family", "term", "value"))
_SHORTEST = 2
"""A single character of the fact base stands in too many messages that are about something else."""


class Notebook:
    """Counts every question, and keeps those that had no answer. Blocks, like the storage room."""

    def __init__(self, store: Store, lexicon: Lexicon | None = None) -> None:
        """Without a lexicon no message that is off topic is kept."""
        self._store = store
        self._lexicon = lexicon

    def note(self, question: str, reply: Reply, channel: str, language: str) -> None:
        """Count a question, and keep it if it is a gap.

        Args:
            question: as typed; it is masked before it is stored.
            reply: what was replied.
            channel: such as "telegram".
            language: in which it was replied: zh-Hans, zh-Hant or en.
        """
        self._store.counts.add(channel, language, reply.status)
        gap = gap_of(question, reply, language, self._lexicon)
        if gap is not None:
            self._store.gaps.keep(gap)


def gap_of(question: str, reply: Reply, language: str, lexicon: Lexicon | None = None) -> Gap | None:
    """The gap that a question is; None for one that was answered, and for one that is none of our business."""
    if reply.status not in ("unknown", "off_topic", "clarify") or not question.strip():
        return None
    if reply.status == "off_topic" and not (lexicon and _speaks_of_facts(question, lexicon)):
        return None
    words = tuple(dict.fromkeys(span.text for span in reply.spans if span.origin == "quotation" and span.text))
    about = () if reply.status == "off_topic" else _declined(reply)
    return Gap(question, reply.reason or reply.status, reply.status, words, about, language)


def _speaks_of_facts(question: str, lexicon: Lexicon) -> bool:
    """Whether a message that is off topic still holds a word of the fact base, so that it may be a gap.

    All others are somebody's private matters, more likely than not: they are only counted.
    """
    return any(
        end - start >= _SHORTEST and any(sense.kind in _OF_FACTS for sense in senses)
        for start, end, senses in lexicon.find(fold(question).text)
    )


def _declined(reply: Reply) -> tuple[str, ...]:
    """Ids of the entities and measures that a decline names, without those of the facts that it offers instead."""
    named = tuple(dict.fromkeys(span.ref for span in reply.spans if span.origin == "name" and span.ref))
    offered = {fact.subject_id for fact in reply.offered}
    return tuple(ref for ref in named if ref not in offered or ref == named[0])
