"""What a button means, in the 64 bytes that Telegram keeps with it, and the keyboards made of them.

Nothing that a button needs is kept in memory: what does not fit into its data stands in the message that it is under
(its own label, or the exchange that the message belongs to), so that it works after a restart, too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

Kind = Literal["ask", "question", "answer", "page", "chart", "vote"]
_LETTERS: dict[str, Kind] = {
    "l": "ask", "q": "question", "c": "answer", "p": "page", "g": "chart", "v": "vote",
}  # fmt: skip
_OF_KIND = {kind: letter for letter, kind in _LETTERS.items()}
MOST_BYTES = 64
_MARK = 12
_SHORT = 9
"""Two labels of at most so many characters stand side by side and can be read on a phone."""

GOOD, BAD, FIX = "+", "-", "fix"
"""What a vote can be."""


@dataclass(frozen=True, slots=True)
class Tap:
    """What a button that was tapped means."""

    kind: Kind
    """ask: ask what its label says; question: ask this; answer: say what its label says in answer to the message above
    (a choice, 更多); page: show a page; chart: draw the answer above; vote: rate it."""
    detail: str = ""

    def data(self) -> str:
        """What Telegram keeps.

        Raises:
            ValueError: when it is more than Telegram takes.
        """
        data = f"{_OF_KIND[self.kind]}:{self.detail}"
        if len(data.encode()) > MOST_BYTES:
            raise ValueError(f"{self.kind} button of more than {MOST_BYTES} bytes")
        return data


def read_tap(data: str | None) -> Tap | None:
    """What `Tap.data` wrote; None for anything else, such as a button of an older version."""
    letter, colon, detail = (data or "").partition(":")
    return Tap(_LETTERS[letter], detail) if colon and letter in _LETTERS else None


def mark(text: str) -> str:
    """A short stand-in for a text that doesn't fit."""
    return hashlib.sha256(text.encode()).hexdigest()[:_MARK]


def button(label: str, tap: Tap) -> InlineKeyboardButton:
    """A button that means a tap."""
    return InlineKeyboardButton(label, callback_data=tap.data())


def asking(questions: Iterable[str]) -> list[list[InlineKeyboardButton]]:
    """Buttons that ask the questions on them."""
    return in_rows([button(question, Tap("ask", mark(question))) for question in questions])


def answering(choices: Iterable[str]) -> list[list[InlineKeyboardButton]]:
    """Buttons that answer the message that they are under, as it was meant then, whatever has been said since."""
    return in_rows([button(choice, Tap("answer", mark(choice))) for choice in choices])


def in_rows(buttons: Sequence[InlineKeyboardButton]) -> list[list[InlineKeyboardButton]]:
    """Buttons in rows: two side by side where both are short."""
    rows: list[list[InlineKeyboardButton]] = []
    for each in buttons:
        if rows and len(rows[-1]) == 1 and len(each.text) <= _SHORT and len(rows[-1][0].text) <= _SHORT:
            rows[-1].append(each)
        else:
            rows.append([each])
    return rows


def keyboard(rows: Sequence[Sequence[InlineKeyboardButton]]) -> InlineKeyboardMarkup | None:
    """Rows as Telegram takes them; None for none."""
    return InlineKeyboardMarkup(rows) if rows else None
