"""What the conversation remembers: the last query, as words by role and as values, and what was answered."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from bot.language.lexicon import Sense
from bot.understanding.query import Evidence

Word = tuple[str, Evidence]
"""A word of a question with its senses; number and period follow from its text."""
_WORDS = ("mentions", "pooled")


@dataclass(frozen=True, slots=True)
class Context:
    """The state between two questions of one person; JSON in, JSON out."""

    act: str = ""
    mentions: tuple[Word, ...] = ()
    """The last question's words, with what it had inherited itself: a short question that follows is this one with
    something put in another's place. An unknown word stays in it, so that 「那乙镇呢」 asks for the same unknown thing."""
    pooled: tuple[Word, ...] = ()
    """The words of the last question over many towns: 「第三高的呢」 goes on with it, whatever was asked in between."""
    subjects: tuple[str, ...] = ()
    """Entities that the last answer was about, in its order."""
    measures: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()
    """Facts and derived figures that the last answer gave."""
    worked_out: tuple[str, ...] = ()
    """Act, operator and pool of the last answer where its figure was worked out from those it cites (a sum, a ratio)."""
    listed: tuple[str, ...] = ()
    """Entities of the last list, in its order: what 「第二个」 is about until another list comes."""
    figures: tuple[tuple[str, ...], ...] = ()
    """Figures of the last answers that gave some, the latest last: what 「加起来」 and 「差多少」 are about."""
    counted: tuple[tuple[str, ...], ...] = ()
    """Towns of the last answers that counted some, the latest last: what 「那一共呢」 adds up."""
    recent: tuple[str, ...] = ()
    """Subjects of the last answers, the latest last, for 「两者谁高」."""
    order: tuple[str, ...] = ()
    """Of an order that was given in part: operator, number of places given, what the pool is called, the year."""
    order_of: tuple[str, ...] = ()
    """Signatures of all its figures."""
    order_pool: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    """Facts told about the subjects in hand, for 「还有呢」."""
    choices: tuple[str, ...] = ()
    """Texts that answer the bot's own question."""
    question: str = ""
    last_text: str = ""
    before: Context | None = None
    """The context that the last question was asked in, without its own: what its answer can be given once more from."""

    def __hash__(self) -> int:
        """By what tells the contexts of one conversation apart."""
        return hash((self.act, self.subjects, self.question, len(self.mentions)))

    def to_json(self) -> str:
        """For storage."""
        return json.dumps(self._fields(), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Context:
        """What `to_json` wrote; anything else gives an empty context, since a conversation may go on without one."""
        try:
            return cls._read(json.loads(text))
        except (ValueError, TypeError, KeyError, AttributeError):
            return EMPTY

    @classmethod
    def _read(cls, stored: dict[str, Any]) -> Context:
        before = stored.pop("before", None)
        words = {name: _words(stored.pop(name)) for name in _WORDS}
        figures = tuple(tuple(map(str, group)) for group in stored.pop("figures"))
        counted = tuple(tuple(map(str, group)) for group in stored.pop("counted", ()))
        lists = {name: tuple(value) for name, value in stored.items() if isinstance(value, list)}
        return cls(
            **(stored | lists | words),
            figures=figures,
            counted=counted,
            before=None if before is None else cls._read(before),
        )

    def _fields(self) -> dict[str, Any]:
        fields = {name: getattr(self, name) for name in self.__slots__}
        return fields if self.before is None else fields | {"before": self.before._fields()}


def _words(stored: Any) -> tuple[Word, ...]:
    return tuple((text, tuple(Sense(*sense) for sense in senses)) for text, senses in stored)


EMPTY = Context()
