"""A picture as part of a reply: what is to be drawn, in words and figures that each come from somewhere.

A chart knows no colours, fonts or channels. Its lengths are exact, so that the picture can be held against the facts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from bot.language.languages import Language
from bot.language.lengths import utf16_units
from bot.replies.reply import Computation, Span

ChartKind = Literal["bars", "shares", "nested", "parts", "change"]
"""bars: amounts from zero; shares: each of a whole of its own; nested: the second is a share of the first;
parts: several of one whole, one behind the other; change: one figure in two years."""
Mark = Literal["approximate", "range", "computed", "picked"]
Spans = tuple[Span, ...]

_LEADING = " \n,,;;"
CAPTION_LIMIT = 1024
"""UTF-16 code units that a caption may hold (core.telegram.org/bots/api#sendphoto); other channels allow more."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One figure."""

    label: Spans
    """Whose figure it is, or of what."""
    value: Spans
    """The figure as the reply prints it."""
    notes: tuple[Spans, ...]
    """What it can't be read without: its year, its basis, that it was worked out."""
    text: Spans
    """All of that in one line of text."""
    length: Fraction
    """The figure in base units; of a range, its middle."""
    low: Fraction
    high: Fraction | None
    """What it may be; None where it has no upper end (以上)."""
    is_range: bool = False
    is_computed: bool = False
    is_picked: bool = False
    """Whether it is the one that was asked for, among others."""

    @property
    def is_approximate(self) -> bool:
        """Whether the figure is one that stands for some around it: 约, 余, 以上."""
        return not self.is_range and self.low != self.high

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What a picture shows of the kind of figure that it is."""
        said: dict[Mark, bool] = {
            "approximate": self.is_approximate,
            "range": self.is_range,
            "computed": self.is_computed,
            "picked": self.is_picked,
        }
        return tuple(mark for mark, holds in said.items() if holds)


@dataclass(frozen=True, slots=True)
class Chart:
    """Figures of one measure and one unit, in an order."""

    kind: ChartKind
    title: Spans
    bars: tuple[Bar, ...]
    measure: str
    """Id of the measure that all bars are of; of a nested chart, the one of the inner bar."""
    headline: Spans = ()
    """What the reply works out from the bars: a sum, a difference."""
    common: Spans = ()
    """The year or basis that all bars share, said once."""
    notes: tuple[Spans, ...] = ()
    """What was left out, and what speaks against comparing."""
    keys: tuple[tuple[Mark, Spans], ...] = ()
    """What the marks mean."""
    source: Spans = ()
    facts: tuple[str, ...] = ()
    """Ids of all facts that it shows or works with."""
    computed: tuple[Computation, ...] = ()
    language: Language = "zh-Hans"

    @property
    def spans(self) -> Spans:
        """All that is written on it."""
        return tuple(span for piece in self._pieces() for span in piece)

    @property
    def caption(self) -> str:
        """The same figures as text, for those who can't see a picture; at most `CAPTION_LIMIT` long.

        What is too long loses its notes first, then the last lines; no figure is cut in two.
        """
        bars = [printed(bar.text) for bar in self.bars]
        head = [self.line(spans) for spans in (self.title, self.headline, self.common) if spans]
        notes = [self.line(note) for note in self.notes]
        tail = [printed(self.source)] if self.source else []
        while utf16_units("\n".join((*head, *bars, *notes, *tail))) > CAPTION_LIMIT and notes:
            notes.pop()
        while utf16_units("\n".join((*head, *bars, "…", *tail))) > CAPTION_LIMIT and bars:
            bars.pop()
        more = ["…"] if len(bars) < len(self.bars) else []
        return "\n".join((*head, *bars, *more, *notes, *tail))

    def line(self, spans: Spans) -> str:
        """Spans as a line of its own, which in English begins with a capital."""
        text = printed(spans)
        return text[:1].upper() + text[1:] if self.language == "en" else text

    def mapped(self, change: Callable[[Spans], Spans], language: Language) -> Chart:
        """The chart in another language or script, each piece of text changed by itself."""
        bars = tuple(
            replace(
                bar,
                label=change(bar.label),
                value=change(bar.value),
                notes=tuple(change(note) for note in bar.notes),
                text=change(bar.text),
            )
            for bar in self.bars
        )
        return replace(
            self,
            title=change(self.title),
            headline=change(self.headline),
            common=change(self.common),
            notes=tuple(change(note) for note in self.notes),
            keys=tuple((mark, change(text)) for mark, text in self.keys),
            source=change(self.source),
            bars=bars,
            language=language,
        )

    def _pieces(self) -> Iterator[Spans]:
        yield from (self.title, self.headline, self.common)
        for bar in self.bars:
            yield from (bar.label, bar.value, *bar.notes, bar.text)
        yield from self.notes
        yield from (text for _, text in self.keys)
        yield self.source


def printed(spans: Spans) -> str:
    """Spans as one text, without the line breaks and blanks at its ends."""
    return "".join(span.text for span in spans).lstrip(_LEADING).rstrip()
