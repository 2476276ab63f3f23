"""A text put right: which stretches were taken for what, and where each character comes from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.language.mentions import Mention


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of a text and what it was meant to be."""

    start: int
    end: int
    meant: str
    cost: float
    is_strong: bool = False
    """Whether all characters are there, only in another order: nothing has to be thought of."""

    def agrees_with(self, other: Edit) -> bool:
        """Whether it is part of a longer one: 马钢 → 甲 within 甲县马钢 → 甲镇."""
        if not (other.start <= self.start and self.end <= other.end):
            return False
        before, after = self.start - other.start, other.end - self.end
        return other.meant[before : len(other.meant) - after] == self.meant


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text put right, with where each of its characters comes from."""

    text: str
    sources: tuple[tuple[int, int, bool], ...]
    """For each character, the stretch of the typed text that it stands for, and whether it was put right."""

    def after(self, earlier: Repaired) -> Repaired:
        """A repair made on a text that was itself put right, as one of the text before both."""
        sources = tuple(earlier.source(start, end, changed) for start, end, changed in self.sources)
        return Repaired(self.text, sources)

    def source(self, start: int, end: int, changed: bool = False) -> tuple[int, int, bool]:
        """The typed stretch that a stretch of this text stands for, and whether any of it was put right."""
        if start == end:
            place = self.sources[start][0] if start < len(self.sources) else self.sources[-1][1]
            return place, place, True
        inside = self.sources[start:end]
        return inside[0][0], inside[-1][1], changed or any(source[2] for source in inside)

    def as_typed(self, mention: Mention, typed: str) -> Mention:
        """A mention of the repaired text as one of the typed text."""
        start, end, put_right = self.source(mention.start, mention.end)
        changed = put_right and typed[start:end] != mention.text
        return replace(mention, start=start, end=end, typed=typed[start:end] if changed else mention.typed)


def apply(text: str, edits: Iterable[Edit]) -> Repaired:
    """A text with its edits made."""
    pieces: list[str] = []
    sources: list[tuple[int, int, bool]] = []
    done = 0
    for edit in sorted(edits, key=lambda e: e.start):
        pieces += [text[done : edit.start], edit.meant]
        sources += [(i, i + 1, False) for i in range(done, edit.start)]
        sources += _sources(edit, text)
        done = edit.end
    pieces.append(text[done:])
    sources += [(i, i + 1, False) for i in range(done, len(text))]
    return Repaired("".join(pieces), tuple(sources))


def _sources(edit: Edit, text: str) -> list[tuple[int, int, bool]]:
    """Where each character of an edit comes from: what begins and ends alike is the same, the rest is what lies between."""
    typed = text[edit.start : edit.end]
    if len(typed) == len(edit.meant):
        return [(i, i + 1, True) for i in range(edit.start, edit.end)]
    shorter = min(len(typed), len(edit.meant))
    first = next((i for i in range(shorter) if typed[i] != edit.meant[i]), shorter)
    last = next((i for i in range(shorter - first) if typed[-1 - i] != edit.meant[-1 - i]), shorter - first)
    begin = [(edit.start + i, edit.start + i + 1, True) for i in range(first)]
    middle = [(edit.start + first, edit.end - last, True)] * (len(edit.meant) - first - last)
    return [*begin, *middle, *((edit.end - last + i, edit.end - last + i + 1, True) for i in range(last))]
