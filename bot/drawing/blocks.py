"""Pieces of a picture that stand below one another."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from bot.drawing.canvas import BAR, BAR_PALE, GREY, MARGIN, ROOM, RULE, WIDTH, Canvas, Colour
from bot.drawing.lettering import Hand
from bot.replies.chart import Mark, Spans, printed

_SWATCH = 44
_SWATCH_HEIGHT = 24


class Block(Protocol):
    """Something of a known height."""

    @property
    def height(self) -> int:
        """How much room it takes."""
        ...

    def paint(self, canvas: Canvas, y: int) -> None:
        """Put it on a picture with its top at y."""
        ...


@dataclass(frozen=True)
class Gap:
    """Nothing."""

    height: int

    def paint(self, canvas: Canvas, y: int) -> None:
        """Leave it empty."""


@dataclass(frozen=True)
class Rule:
    """A thin line across."""

    height: int = 2

    def paint(self, canvas: Canvas, y: int) -> None:
        """Draw it."""
        canvas.block((MARGIN, y, WIDTH - MARGIN, y + self.height), RULE, rounded=False)


@dataclass(frozen=True)
class Paragraph:
    """Text in as many lines as it needs."""

    text: str
    hand: Hand
    colour: Colour
    room: float = ROOM

    @cached_property
    def _lines(self) -> tuple[str, ...]:
        return self.hand.lines(self.text, self.room)

    @property
    def height(self) -> int:
        """Of all lines."""
        return len(self._lines) * self.hand.line_height

    def paint(self, canvas: Canvas, y: int) -> None:
        """Line by line."""
        for place, line in enumerate(self._lines):
            canvas.text(MARGIN, y + place * self.hand.line_height, line, self.hand, self.colour)


@dataclass(frozen=True)
class Keys:
    """What the marks mean, each beside a small sample of it."""

    keys: tuple[tuple[Mark, Spans], ...]
    hand: Hand

    @cached_property
    def _placed(self) -> tuple[tuple[Mark, str, float, int], ...]:
        """Mark, text, left end and line of each."""
        placed: list[tuple[Mark, str, float, int]] = []
        x, line = 0.0, 0
        for mark, spans in self.keys:
            text = printed(spans)
            width = _SWATCH + 14 + self.hand.width(text)
            if x and x + width > ROOM:
                x, line = 0.0, line + 1
            placed.append((mark, text, MARGIN + x, line))
            x += width + 44
        return tuple(placed)

    @property
    def height(self) -> int:
        """Of all lines."""
        return (self._placed[-1][3] + 1) * self.hand.line_height

    def paint(self, canvas: Canvas, y: int) -> None:
        """Each sample and its text."""
        for mark, text, x, line in self._placed:
            top = y + line * self.hand.line_height
            middle = top + self.hand.line_height / 2 + 2
            box = (x, middle - _SWATCH_HEIGHT / 2, x + _SWATCH, middle + _SWATCH_HEIGHT / 2)
            if mark == "computed":
                canvas.block(box, BAR_PALE)
            elif mark == "range":
                canvas.block((box[0], middle - 2, box[2], middle + 2), RULE, rounded=False)
                canvas.block((box[0] + 12, box[1], box[2], box[3]), BAR)
            else:
                canvas.block((box[0], box[1], box[0] + 18, box[3]), BAR, rounded=False)
                canvas.hatched((box[0] + 18, box[1], box[2], box[3]), BAR)
            canvas.text(x + _SWATCH + 14, top, text, self.hand, GREY)
