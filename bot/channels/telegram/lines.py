"""A message as lines, each in a style, and the two ways to send them: HTML, and the same words without it.

No tag spans a line, so that a long message may be parted between any two lines.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.channels.plain_text import TELEGRAM_LIMIT, split
from bot.language.lengths import utf16_units
from bot.replies.reply import Reply, Span

Style = Literal["plain", "figure", "source", "asked"]
_TAGS: dict[Style, str] = {"figure": "b", "source": "i", "asked": "blockquote"}
_FIGURES = frozenset(("fact", "computed"))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a message."""

    text: str
    style: Style = "plain"


def escape(text: str) -> str:
    """Text as Telegram's HTML shows it letter by letter (core.telegram.org/bots/api#html-style)."""
    return html.escape(text, quote=False)


def as_html(lines: Iterable[Line]) -> str:
    """Lines as HTML."""
    return "\n".join(_tagged(line) for line in lines)


def as_plain(lines: Iterable[Line]) -> str:
    """Lines without markup."""
    return "\n".join(line.text for line in lines)


def plain_lines(text: str) -> tuple[Line, ...]:
    """A text's lines."""
    return tuple(Line(line) for line in text.split("\n"))


def reply_lines(reply: Reply, sources: frozenset[str]) -> tuple[Line, ...]:
    """A reply's lines: what was asked for bold, the source slanted.

    Args:
        reply: what to send.
        sources: ids of the sources, by which a line is known that names one.
    """
    if reply.status == "answered":
        return spans_lines(reply.spans, sources)
    return plain_lines(reply.text)


def spans_lines(spans: Iterable[Span], sources: frozenset[str]) -> tuple[Line, ...]:
    """Lines of spans: the first, and those that are nothing but a figure, bold; those that name a source slanted."""
    rows = [(row, "".join(span.text for span in row)) for row in _rows(spans)]
    return tuple(Line(text, _style(row, number, sources)) for number, (row, text) in enumerate(rows) if text)


def _style(row: list[Span], number: int, sources: frozenset[str]) -> Style:
    if number == 0 or _is_figure(row):
        return "figure"
    return "source" if any(span.origin == "name" and span.ref in sources for span in row) else "plain"


def parted(lines: Sequence[Line], limit: int = TELEGRAM_LIMIT) -> list[tuple[Line, ...]]:
    """Lines in messages of at most `limit` UTF-16 code units; a line that is longer by itself is cut, without style."""
    fitting = [
        piece
        for line in lines
        for piece in ((line,) if utf16_units(line.text) <= limit else map(Line, split(line.text, limit)))
    ]
    messages: list[tuple[Line, ...]] = []
    room = -1
    for line in fitting:
        units = utf16_units(line.text) + 1  # the end of the line
        if units > room:
            messages.append(())
            room = limit + 1
        messages[-1] += (line,)
        room -= units
    return messages


def _tagged(line: Line) -> str:
    tag = _TAGS.get(line.style)
    text = escape(line.text)
    return f"<{tag}>{text}</{tag}>" if tag and line.text.strip() else text


def _rows(spans: Iterable[Span]) -> list[list[Span]]:
    """The spans of each line."""
    rows: list[list[Span]] = [[]]
    for span in spans:
        first, *rest = span.text.split("\n")
        rows[-1].append(Span(first, span.origin, span.ref))
        rows += ([Span(text, span.origin, span.ref)] for text in rest)
    return rows


def _is_figure(row: list[Span]) -> bool:
    """Whether a line is nothing but a figure, with 约 or 是 before it."""
    said = [span for span in row if span.text.strip()]
    return bool(said) and all(
        span.origin in _FIGURES or (span.origin == "wording" and len(span.text) == 1) for span in said
    )
