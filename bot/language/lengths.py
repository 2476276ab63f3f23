"""The length of a text as Telegram and other channels count it."""

from __future__ import annotations


def utf16_units(text: str) -> int:
    """The number of UTF-16 code units: an emoji takes two."""
    return len(text.encode("utf-16-le")) // 2
