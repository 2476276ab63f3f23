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
        """Whether it is part of a longer one: 马钢 → 玛钢 within 太谷马钢 → 太谷玛钢."""
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
        sources = tuple(
            (inside[0][0], inside[-1][1], changed or any(source[2] for source in inside))
            for start, end, changed in self.sources
            for inside in (earlier.sources[start:end],)
        )
        return Repaired(self.text, sources)

    def as_typed(self, mention: Mention, typed: str) -> Mention:
        """A mention of the repaired text as one of the typed text."""
        inside = self.sources[mention.start : mention.end]
        start, end = inside[0][0], inside[-1][1]
        changed = any(source[2] for source in inside) and typed[start:end] != mention.text
        return replace(mention, start=start, end=end, typed=typed[start:end] if changed else mention.typed)


def apply(text: str, edits: Iterable[Edit]) -> Repaired:
    """A text with its edits made."""
    pieces: list[str] = []
    sources: list[tuple[int, int, bool]] = []
    done = 0
    for edit in sorted(edits, key=lambda e: e.start):
        pieces += [text[done : edit.start], edit.meant]
        sources += [(i, i + 1, False) for i in range(done, edit.start)]
        if len(edit.meant) == edit.end - edit.start:
            sources += [(i, i + 1, True) for i in range(edit.start, edit.end)]
        else:
            sources += [(edit.start, edit.end, True)] * len(edit.meant)
        done = edit.end
    pieces.append(text[done:])
    sources += [(i, i + 1, False) for i in range(done, len(text))]
    return Repaired("".join(pieces), tuple(sources))
