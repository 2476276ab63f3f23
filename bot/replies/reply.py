"""What a channel gets: one reply, ready to send, and the JSON contract it prints as."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from bot.language.languages import Language

if TYPE_CHECKING:
    from bot.replies.chart import Chart

Status = Literal["answered", "clarify", "unknown", "off_topic", "chat"]
Origin = Literal["wording", "name", "fact", "computed", "quotation"]


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of reply text and where it comes from."""

    text: str
    origin: Origin
    ref: str = ""
    """Id of the fact, entity or computation that the text states; empty for wordings and quotations."""


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact as a reply cites it."""

    id: str
    subject_id: str
    subject_name: str
    measure: str
    dimensions: tuple[tuple[str, str], ...]
    value: str | tuple[str, ...]
    """A decimal (or fraction, as written), a text, a list of names, or ("low", "high") for a range."""
    unit: str
    approx: tuple[str, ...]
    period: str | None
    source: str

    def as_json(self) -> dict[str, Any]:
        """The fact in the form of the JSON contract."""
        return {
            "id": self.id,
            "subject": {"id": self.subject_id, "name": self.subject_name},
            "measure": self.measure,
            "dimensions": dict(self.dimensions),
            "value": list(self.value) if isinstance(self.value, tuple) else self.value,
            "unit": self.unit,
            "approx": list(self.approx),
            "period": self.period,
            "source": self.source,
        }


@dataclass(frozen=True, slots=True)
class Computation:
    """A figure that was worked out, with what it was worked out from."""

    formula: str
    """The sum as a reader would write it, such as 「120万吨 ÷ 188万吨」."""
    inputs: tuple[str, ...]
    """Ids of the facts that went in."""
    value: str
    unit: str

    def as_json(self) -> dict[str, Any]:
        """The computation in the form of the JSON contract."""
        return {"formula": self.formula, "inputs": list(self.inputs), "value": self.value, "unit": self.unit}


@dataclass(frozen=True, slots=True)
class Repair:
    """A piece of the question that was read as another word."""

    typed: str
    read_as: str

    def as_json(self) -> dict[str, Any]:
        """The repair in the form of the JSON contract."""
        return {"from": self.typed, "to": self.read_as}


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply. Channels carry it and decide nothing."""

    status: Status
    spans: tuple[Span, ...]
    facts: tuple[FactView, ...] = ()
    computed: tuple[Computation, ...] = ()
    offered: tuple[FactView, ...] = ()
    choices: tuple[str, ...] = ()
    """Texts that answer the bot's own question when typed or tapped."""
    suggestions: tuple[str, ...] = ()
    """Next questions that do work when typed."""
    going_on: tuple[str, ...] = ()
    """Those of them that mean something only behind this very reply (更多); no part of the JSON contract."""
    repairs: tuple[Repair, ...] = ()
    reason: str | None = None
    """Stable code of a decline, such as "no_such_measure"; None when answered."""
    reading: str = ""
    """How the question was read, in one line of plain Chinese."""
    language: Language = "zh-Hans"
    """What it is written in; no part of the JSON contract."""
    chart: Chart | None = None
    """What the answer can be drawn as."""
    wants_chart: bool = False
    """Whether a picture was asked for; where there is no chart, the text says so."""
    milliseconds: float = field(default=0.0, compare=False)

    @property
    def text(self) -> str:
        """The reply as plain text."""
        return "".join(span.text for span in self.spans)

    def as_json(self) -> dict[str, Any]:
        """The reply as one object of the JSON contract, without the id of the question."""
        return {
            "status": self.status,
            "text": self.text,
            "facts": [fact.as_json() for fact in self.facts],
            "computed": [computation.as_json() for computation in self.computed],
            "offered": [fact.as_json() for fact in self.offered],
            "choices": list(self.choices),
            "suggestions": list(self.suggestions),
            "repairs": [repair.as_json() for repair in self.repairs],
            "reason": self.reason,
            "reading": self.reading,
            "ms": round(self.milliseconds, 3),
        }
