"""What the conversation remembers: the last query and what its answer listed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from bot.language.lexicon import Sense
from bot.understanding.query import Evidence


@dataclass(frozen=True, slots=True)
class Context:
    """The state between two questions of one person; JSON in, JSON out."""

    act: str = ""
    mentions: tuple[tuple[str, Evidence], ...] = ()
    """Text and senses of the last question's words, with what it had inherited itself: a short question that follows
    is this one with something put in another's place."""
    subjects: tuple[str, ...] = ()
    """Entities that the last answer was about, in its order."""
    measures: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()
    """Facts and derived figures that the last answer gave."""
    listed: tuple[str, ...] = ()
    """Entities that the last answer listed."""
    recent: tuple[str, ...] = ()
    """Subjects of the last answers, the latest last, for 「两者谁高」."""
    choices: tuple[str, ...] = ()
    """Texts that answer the bot's own question."""
    operator: str = ""
    count: int = 0
    year: str | None = None
    pending: str = ""
    """The question that the bot asked back about."""
    last_text: str = ""
    question: str = ""

    def to_json(self) -> str:
        """For storage."""
        return json.dumps({name: getattr(self, name) for name in self.__slots__}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Context:
        """What `to_json` wrote; anything else gives an empty context, since a conversation may go on without one."""
        try:
            stored: dict[str, Any] = json.loads(text)
            mentions = tuple(
                (text, tuple(Sense(*sense) for sense in senses)) for text, senses in stored.pop("mentions")
            )
            lists = {name: tuple(value) for name, value in stored.items() if isinstance(value, list)}
            return cls(**(stored | lists), mentions=mentions)
        except (ValueError, TypeError, KeyError, AttributeError):
            return EMPTY


EMPTY = Context()
