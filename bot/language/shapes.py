"""Which characters look alike, by a public table of four-corner codes, components and orders of strokes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files

_MOST_STROKES_APART = 2
_CORNERS = 4
_PARTS = 2


@dataclass(frozen=True, slots=True)
class Shape:
    """What a character looks like."""

    corners: str
    strokes: int
    structure: str
    """A digit for left-right, top-bottom and so on."""
    parts: str
    """Its components, such as 亻 and 木 for 休."""
    order: str
    """Its strokes in the order of writing, one digit each."""


def shape_table() -> dict[str, Shape]:
    """The shapes of the characters of GB 2312."""
    text = files("bot.language").joinpath("data/shapes.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {row[0]: Shape(row[1], int(row[2]), row[3], row[4], row[5]) for row in rows}


def look_alikes(characters: Iterable[str]) -> dict[str, frozenset[str]]:
    """For each of some characters, all characters that are easily taken for it.

    Two are that have about as many strokes and the same four corners but for one (生 and 牛), one component in the same
    place (玻 and 波, 社 and 杜), or the same strokes (壳 and 売).
    """
    table = shape_table()
    groups: defaultdict[Hashable, list[str]] = defaultdict(list)
    for character, shape in table.items():
        for key in _keys(shape):
            groups[key].append(character)
    return {
        character: frozenset(
            other
            for key in _keys(table[character])
            for other in groups[key]
            if other != character and _are_alike(table[character], table[other])
        )
        for character in dict.fromkeys(characters)
        if character in table
    }


def _keys(shape: Shape) -> Iterator[Hashable]:
    for corner in range(_CORNERS):
        yield "corners", corner, shape.corners[:corner] + shape.corners[corner + 1 : _CORNERS]
    if len(shape.parts) == _PARTS:
        yield from (("part", shape.structure, place, part) for place, part in enumerate(shape.parts))
    yield "order", shape.order


def _are_alike(one: Shape, other: Shape) -> bool:
    if abs(one.strokes - other.strokes) > _MOST_STROKES_APART:
        return False
    if one.order and one.order == other.order:
        return True
    corners = sum(1 for a, b in zip(one.corners[:_CORNERS], other.corners[:_CORNERS], strict=True) if a != b)
    apart = _strokes_apart(one, other)
    if corners == 0 or (corners == 1 and (apart <= _MOST_STROKES_APART or set(one.parts) & set(other.parts))):
        return True
    if len(one.parts) != _PARTS or len(other.parts) != _PARTS or one.structure != other.structure:
        return False
    # The part that says how a character sounds (皮 in 玻) is more of it than the radical beside it.
    return one.parts[1] == other.parts[1] or (one.parts[0] == other.parts[0] and apart == 1)


def _strokes_apart(one: Shape, other: Shape) -> int:
    """How many strokes must be added, left out or changed to make one of the other."""
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance(one.order, other.order)
