"""What a channel gets to show: a page of text with buttons below it, in rows."""

from __future__ import annotations

from dataclasses import dataclass

from bot.replies.reply import Span

MOST_UNITS = 4096
"""UTF-16 code units that a page may hold, so that every channel can send it as one message."""
LONGEST_LABEL = 32
"""Columns of the longest label: sixteen Chinese characters."""


@dataclass(frozen=True, slots=True)
class Button:
    """Something to tap."""

    label: str
    target: str
    """The page that it opens."""
    question: str = ""
    """What it asks the engine, for channels that rather answer than turn a page; "" where it only opens a page."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page to leaf to."""

    title: str
    spans: tuple[Span, ...]
    rows: tuple[tuple[Button, ...], ...]
    facts: tuple[str, ...] = ()
    """Ids of the facts that it states."""

    @property
    def text(self) -> str:
        """The page as plain text."""
        return "".join(span.text for span in self.spans)

    @property
    def buttons(self) -> tuple[Button, ...]:
        """All buttons, row by row."""
        return tuple(button for row in self.rows for button in row)


def columns(text: str) -> int:
    """The width of a text where Chinese characters take two columns."""
    return sum(1 if character.isascii() else 2 for character in text)


def short_label(*labels: str) -> str:
    """The first of some labels that is short enough; else the last one, cut."""
    for label in labels:
        if columns(label) <= LONGEST_LABEL:
            return label
    cut = labels[-1]
    while columns(cut) > LONGEST_LABEL - 2:
        cut = cut[:-1]
    return f"{cut.rstrip()}…"


def in_rows(buttons: list[Button], width: int = 2) -> tuple[tuple[Button, ...], ...]:
    """Buttons side by side."""
    return tuple(tuple(buttons[start : start + width]) for start in range(0, len(buttons), width))
