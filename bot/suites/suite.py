"""What a question suite holds, once read."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.replies.reply import Status


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a reply must be like."""

    statuses: tuple[Status, ...] = ()
    """The statuses that are right, the preferred one first; empty where any is."""
    must: tuple[tuple[str, ...], ...] = ()
    """Of each group, the reply holds at least one text."""
    must_not: tuple[str, ...] = ()
    """Texts that the reply doesn't hold."""
    facts: tuple[str, ...] = ()
    """Ids of facts that the reply cites."""
    no_fact: bool = False
    """The reply asserts no fact and no computed figure, whatever its status."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing that a person types."""

    ask: str
    expectation: Expectation | None = None
    """None where the reply is not judged."""


@dataclass(frozen=True, slots=True)
class Case:
    """What one person types in one conversation."""

    id: str
    turns: tuple[Turn, ...]
    tags: tuple[str, ...] = ()
    who: str = ""
    """Who would ask so."""
    note: str = ""
    file: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Suite:
    """The cases of one file."""

    name: str
    cases: tuple[Case, ...]
