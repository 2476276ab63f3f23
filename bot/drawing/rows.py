"""The bars of a chart, each below its name, its notes and its figure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from bot.drawing.blocks import Block, Gap
from bot.drawing.canvas import (
    BAR,
    BAR_BEHIND,
    BAR_PALE,
    GREY,
    INK,
    MARGIN,
    PARTS,
    PICKED,
    ROOM,
    TRACK,
    WIDTH,
    Canvas,
    Colour,
)
from bot.drawing.lettering import Hand, hand
from bot.language.languages import Language
from bot.replies.chart import Bar, Chart, printed

_NAME, _VALUE, _NOTE = 40, 44, 31
_BETWEEN = 24
_END = 30
"""How long the hatched end of an approximate figure is; what it may be, the page does not say."""
_LEAST = 4
"""A figure that is there shows, however small it is."""
_DOT = " · "
_WITH_ORIGINAL = re.compile(r"(.+?) \(([^()]*[\u3400-\u9fff][^()]*)\)")


def rows_of(chart: Chart) -> Sequence[Block]:
    """The bars of a chart with the room between them."""
    if chart.kind == "parts":
        return _parts(chart)
    many = len(chart.bars) > 8
    thick = 64 if len(chart.bars) <= 2 else 34 if many else 44
    scale = _scale(chart)
    picked = any(bar.is_picked for bar in chart.bars)
    blocks: list[Block] = []
    whole: float | None = float(ROOM) if chart.kind in ("shares", "nested") else None
    for bar in chart.bars:
        blocks.append(Heading.of(bar, chart.language))
        colour = PICKED if bar.is_picked else BAR_BEHIND if picked else BAR_PALE if bar.is_computed else BAR
        if chart.kind == "nested" and whole is not None:
            blocks.append(Row(bar, whole, 0, colour, thick, whole))
            whole *= float(bar.length)
        else:
            blocks.append(Row(bar, *scale, colour, thick, whole))
        if chart.kind == "nested" and bar is not chart.bars[-1]:
            blocks.append(Funnel(whole or 0, _BETWEEN + 6))
        else:
            blocks.append(Gap(_BETWEEN + (0 if many else 8)))
    return blocks


def _scale(chart: Chart) -> tuple[float, float]:
    """How many pixels one base unit is, and where zero is."""
    if chart.kind == "shares":
        return float(ROOM), 0
    most = max((max(_reach(bar), bar.length, Fraction(0)) for bar in chart.bars), default=Fraction(0))
    least = min(min(bar.length, Fraction(0)) for bar in chart.bars)
    open_end = _END if any(bar.is_approximate for bar in chart.bars) else 0
    scale = (ROOM - open_end) / float((most - least) or 1)
    return scale, float(-least) * scale


def _reach(bar: Bar) -> Fraction:
    return bar.high if bar.is_range and bar.high is not None else bar.length


@dataclass(frozen=True)
class Heading:
    """Name and notes at the left, the figure at the right."""

    name: str
    notes: str
    value: str
    hands: tuple[Hand, Hand, Hand]
    swatch: Colour | None = None

    @classmethod
    def of(cls, bar: Bar, language: Language, swatch: Colour | None = None) -> Heading:
        """That of a bar."""
        hands = (hand(language, _NAME), hand(language, _VALUE, True), hand(language, _NOTE))
        name, own_name = _and_original(printed(bar.label), language)
        value, own_value = _and_original(printed(bar.value), language)
        notes = _DOT.join((*own_name, *own_value, *(printed(note) for note in bar.notes)))
        return cls(name, notes, value, hands, swatch)

    @property
    def _left(self) -> float:
        return MARGIN + (50 if self.swatch else 0)

    @cached_property
    def _room(self) -> float:
        return WIDTH - MARGIN - self._left - self.hands[1].width(self.value) - 28

    @cached_property
    def _lines(self) -> tuple[str, ...]:
        return self.hands[0].lines(self.name, self._room)

    @cached_property
    def _beside(self) -> bool:
        """Whether the notes have room behind the name."""
        name, _, note = self.hands
        return not self.notes or name.width(self._lines[-1]) + 24 + note.width(self.notes) <= self._room

    @cached_property
    def _below(self) -> tuple[str, ...]:
        return () if self._beside else self.hands[2].lines(self.notes, WIDTH - MARGIN - self._left)

    @property
    def height(self) -> int:
        """Of name and notes."""
        name, _, note = self.hands
        return len(self._lines) * name.line_height + len(self._below) * note.line_height + 8

    def paint(self, canvas: Canvas, y: int) -> None:
        """Name, figure, notes."""
        name, value, note = self.hands
        canvas.text_to(WIDTH - MARGIN, y - 4, self.value, value, INK)
        if self.swatch:
            canvas.block((MARGIN, y + 14, MARGIN + 32, y + 46), self.swatch)
        for line in self._lines:
            canvas.text(self._left, y, line, name, INK)
            y += name.line_height
        if self.notes and self._beside:
            x = self._left + name.width(self._lines[-1]) + 24
            canvas.text(x, y - name.line_height + (name.size - note.size) * 1.15, self.notes, note, GREY)
        for line in self._below:
            canvas.text(self._left, y, line, note, GREY)
            y += note.line_height


def _and_original(text: str, language: Language) -> tuple[str, tuple[str, ...]]:
    """An English text, and apart from it the original that stands in brackets behind it."""
    match = _WITH_ORIGINAL.fullmatch(text) if language == "en" else None
    return (match[1], (match[2],)) if match is not None else (text, ())


@dataclass(frozen=True)
class Row:
    """One bar."""

    bar: Bar
    scale: float
    zero: float
    colour: Colour
    height: int
    whole: float | None = None
    """How long the whole is that it is a share of; None where it is of none."""

    def paint(self, canvas: Canvas, y: int) -> None:
        """The whole, where there is one, then the figure."""
        top, bottom = y, y + self.height
        start = MARGIN + self.zero
        if self.whole is not None:
            canvas.block((MARGIN, top, MARGIN + self.whole, bottom), TRACK)
        elif not self.bar.is_range:
            canvas.block((MARGIN, bottom - 2, WIDTH - MARGIN, bottom), TRACK, rounded=False)
        if self.bar.is_range and self.bar.high is not None:
            middle = (top + bottom) / 2
            canvas.block((start, middle - 3, WIDTH - MARGIN, middle + 3), TRACK, rounded=False)
            low, high = (start + float(end) * self.scale for end in (self.bar.low, self.bar.high))
            canvas.block((low, top, max(high, low + _LEAST * 3), bottom), self.colour)
            return
        end = start + float(self.bar.length) * self.scale
        if end < start:
            canvas.block((min(end, start - _LEAST), top, start, bottom), self.colour)
            return
        end = max(end, start + _LEAST)
        if not self.bar.is_approximate:
            canvas.block((start, top, end, bottom), self.colour)
            return
        before, behind = _ends(self.bar)
        limit = start + self.whole if self.whole is not None else float(WIDTH - MARGIN)
        solid, last = max(end - before, start), min(end + behind, limit)
        canvas.block((start, top, solid, bottom), self.colour, rounded=False)
        canvas.hatched((solid, top, last, bottom), self.colour)


def _ends(bar: Bar) -> tuple[float, float]:
    """How far the hatching reaches before and behind the figure: 近 before it, 余 behind it, 约 on both sides."""
    below, above = bar.low < bar.length, bar.high is None or bar.high > bar.length
    return (_END / 2, _END / 2) if below and above else (_END, 0) if below else (0, _END)


@dataclass(frozen=True)
class Funnel:
    """What leads from a share to the bar that is of it alone."""

    width: float
    height: int

    def paint(self, canvas: Canvas, y: int) -> None:
        """A pale stem as wide as the share."""
        canvas.block((MARGIN, y, MARGIN + 3, y + self.height), TRACK, rounded=False)
        canvas.block((MARGIN + self.width - 3, y, MARGIN + self.width, y + self.height), TRACK, rounded=False)


@dataclass(frozen=True)
class Stack:
    """Parts of one whole in one bar."""

    bars: tuple[Bar, ...]
    colours: tuple[Colour, ...]
    height: int = 84

    def paint(self, canvas: Canvas, y: int) -> None:
        """The whole, then part behind part."""
        canvas.block((MARGIN, y, WIDTH - MARGIN, y + self.height), TRACK, rounded=False)
        x = float(MARGIN)
        for bar, colour in zip(self.bars, self.colours, strict=True):
            end = x + float(bar.length) * ROOM
            edge = end - 3 if end < WIDTH - MARGIN - 3 else end
            canvas.block((x, y, edge, y + self.height), colour, rounded=False)
            if bar.is_approximate and not bar.is_computed:
                canvas.block((edge - _END, y, edge, y + self.height), TRACK, rounded=False)
                canvas.hatched((edge - _END, y, edge, y + self.height), colour)
            x = end


def _parts(chart: Chart) -> Sequence[Block]:
    colours = tuple(BAR_PALE if bar.is_computed else PARTS[place % len(PARTS)] for place, bar in enumerate(chart.bars))
    blocks: list[Block] = [Stack(chart.bars, colours), Gap(34)]
    for bar, colour in zip(chart.bars, colours, strict=True):
        blocks += [Heading.of(bar, chart.language, colour), Gap(14)]
    return blocks
