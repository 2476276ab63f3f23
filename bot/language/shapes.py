"""Which characters look alike: the same four-corner code but for one corner, and about as many strokes (生 and 牛)."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files

_MOST_STROKES_APART = 2
_CORNERS = 4

Shape = tuple[str, int]
"""Four-corner code and number of strokes."""


def shape_table() -> dict[str, Shape]:
    """The shapes of the characters of GB 2312."""
    text = files("bot.language").joinpath("data/four_angle.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {character: (code, int(strokes)) for character, code, strokes in rows}


def look_alike(first: str, second: str, shapes: Mapping[str, Shape]) -> bool:
    """Whether two characters are easily taken for each other."""
    a, b = shapes.get(first), shapes.get(second)
    if a is None or b is None:
        return False
    apart = sum(1 for x, y in zip(a[0][:_CORNERS], b[0][:_CORNERS], strict=True) if x != y)
    return apart <= 1 and abs(a[1] - b[1]) <= _MOST_STROKES_APART
