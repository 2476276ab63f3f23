"""A whole reply as plain text, for channels that have nothing but text."""

from __future__ import annotations

from bot.language.lengths import utf16_units
from bot.replies.reply import Reply

TELEGRAM_LIMIT = 4096
"""UTF-16 code units that one Telegram message may hold (core.telegram.org/bots/api#sendmessage)."""


def whole_text(reply: Reply) -> str:
    """The reply with its choices and next questions below it."""
    lines = [reply.text, *(f"· {choice}" for choice in reply.choices)]
    if reply.suggestions:
        lines.append(f"还可以问:{' / '.join(reply.suggestions)}")
    return "\n".join(lines)


def split(text: str, limit: int = TELEGRAM_LIMIT) -> list[str]:
    """The text in pieces of at most `limit` UTF-16 code units, parted at line ends where that is possible."""
    pieces, current = [], ""
    for line in text.splitlines(keepends=True):
        if utf16_units(current) + utf16_units(line) <= limit:
            current += line
            continue
        pieces.append(current)
        *full, current = _cut(line, limit)
        pieces += full
    pieces.append(current)
    return [piece for piece in (piece.strip("\n") for piece in pieces) if piece]


def _cut(line: str, limit: int) -> list[str]:
    """A line that may be too long, in pieces that aren't; no character is cut in two."""
    pieces, current, room = [], "", limit
    for character in line:
        units = utf16_units(character)
        if units > room:
            pieces.append(current)
            current, room = "", limit
        current += character
        room -= units
    return [*pieces, current]
