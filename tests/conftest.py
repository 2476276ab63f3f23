"""An engine that needs no fact base, for tests of what stands around the engine."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

import pytest

from bot.engine import Engine
from bot.replies.reply import Computation, FactView, Reply, Span, Status
from bot.understanding.context import EMPTY, Context


def fact(id_: str, source: str = "某报") -> FactView:
    return FactView(id_, "town", "某镇", "output", (), "70", "%", ("约",), "2024", source)


def reply(
    text: str,
    *,
    status: Status = "answered",
    facts: tuple[FactView, ...] = (),
    computed: tuple[Computation, ...] = (),
    choices: tuple[str, ...] = (),
    suggestions: tuple[str, ...] = (),
) -> Reply:
    return Reply(
        status=status,
        spans=(Span(text, "wording"),),
        facts=facts,
        computed=computed,
        choices=choices,
        suggestions=suggestions,
    )


@dataclass
class ParrotEngine:
    """Says what was asked and what was asked before it, unless told what to reply to a question."""

    replies: dict[str, Reply] = field(default_factory=dict)
    examples: tuple[str, ...] = ("例一", "例二")
    failing: set[str] = field(default_factory=set)
    """Questions that it breaks on."""

    def reply(self, question: str, context: Context = EMPTY) -> tuple[Reply, Context]:
        if question in self.failing:
            raise RuntimeError(f"cannot stand 「{question}」")
        before = f",上一句「{context.question}」" if context.question else ""
        return self.replies.get(question, reply(f"「{question}」{before}")), Context(question=question)

    def explain(self, question: str, context: Context = EMPTY) -> str:
        return f"读「{question}」,上一句「{context.question}」"

    def help_text(self) -> str:
        return "怎样问"

    def start_text(self) -> str:
        return "你好"


@pytest.fixture
def parrot() -> ParrotEngine:
    return ParrotEngine()


@pytest.fixture
def engine(parrot: ParrotEngine) -> Engine:
    """The parrot, where an engine is wanted."""
    return cast(Engine, parrot)


@pytest.fixture
def parrot_in_commands(parrot: ParrotEngine, monkeypatch: pytest.MonkeyPatch) -> ParrotEngine:
    """Has the commands load the parrot."""
    monkeypatch.setattr(Engine, "load", lambda city=None: parrot)
    return parrot
