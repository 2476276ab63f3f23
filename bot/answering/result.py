"""What an act found: values with their facts, ready to be worded."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from bot.knowledge.model import Fact, Items, Text
from bot.knowledge.quantity import Quantity
from bot.understanding.query import Bound, Failure, Query

Verdict = Literal["yes", "no", "unstated", "uncertain"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that was worked out."""

    value: Fraction
    """In the base unit of its dimension."""
    low: Fraction
    high: Fraction | None
    dimension: str
    unit: str
    """Name of the base unit to print, such as 元 or 吨."""
    factor: Fraction
    """How many base units one printed unit is."""
    formula: str
    inputs: tuple[str, ...]
    """Ids of the facts that went in."""
    approximate: bool
    """Whether an input was approximate."""
    exact: bool = False
    """Whether it may be printed in full: sums and differences of exact figures."""
    is_range: bool = False
    """Whether it is printed as a range, since an input is one: 30万吨 × 1~3万元/吨."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One subject's value of one measure."""

    signature: str
    subject: str
    measure: str
    value: Quantity | Items | Text | Figure
    facts: tuple[Fact, ...]
    """The fact itself, or those that went in."""
    period: str | None = None

    @property
    def is_computed(self) -> bool:
        """Whether the value was worked out."""
        return isinstance(self.value, Figure)

    @property
    def number(self) -> Fraction | None:
        """The value in base units; None when it is not numeric."""
        if isinstance(self.value, Quantity):
            return self.value.base_value
        return self.value.value if isinstance(self.value, Figure) else None

    @property
    def interval(self) -> tuple[Fraction, Fraction | None]:
        """What the value may be, in base units; only of numeric entries."""
        if isinstance(self.value, Quantity):
            return self.value.base_interval
        assert isinstance(self.value, Figure)
        return self.value.low, self.value.high


@dataclass(frozen=True, slots=True)
class Stated:
    """A look-up's entries."""

    entries: tuple[Entry, ...]
    query: Query


@dataclass(frozen=True, slots=True)
class Checked:
    """A yes/no question's verdict with the entries that decide it."""

    verdict: Verdict
    entries: tuple[Entry, ...]
    query: Query
    mistaken_for: tuple[Entry, ...] = ()
    """What does have the claimed figure, where the thing in question has not: 99.5万吨 is the capacity, not the output."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """An order of entries."""

    entries: tuple[Entry, ...]
    """All that have the measure, in the order asked for."""
    shown: tuple[int, ...]
    """Places (from 0) that the question asks for."""
    left_out: int
    """Towns of the pool without the measure."""
    query: Query
    ties: tuple[int, ...] = ()
    """Places whose entry can't be told apart from the one before: equal, or approximate."""
    aside: tuple[Entry, ...] = ()
    """Entries of the measure that are of something else; told, not ranked."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Entries side by side, with what was worked out between them."""

    entries: tuple[Entry, ...]
    figure: Figure | None
    undecided: bool
    query: Query
    verdict: Verdict | None = None
    """Whether the first named is over (or under) the second, when that was asked."""
    pooled: tuple[int, int] | None = None
    """Of places in an order: how many towns it goes over, and how many of them have no figure."""


@dataclass(frozen=True, slots=True)
class Filtered:
    """The entries that meet a bound, those that may, and how many had no figure."""

    entries: tuple[Entry, ...]
    uncertain: tuple[Entry, ...]
    left_out: int
    query: Query
    reference: Entry | None = None
    """The entry that the others are held against, where no number is."""
    aside: tuple[Entry, ...] = ()
    """Entries of the same measure that are of something else."""


@dataclass(frozen=True, slots=True)
class Totalled:
    """A sum or mean."""

    entries: tuple[Entry, ...]
    figure: Figure
    lacking: tuple[str, ...]
    """Entities of the pool without the measure."""
    query: Query
    verdict: Verdict | None = None
    """Whether it is what was claimed, when that was asked."""


@dataclass(frozen=True, slots=True)
class Group:
    """The towns of one county, level or class with their figures."""

    key: str
    entries: tuple[Entry, ...]
    figure: Figure | None
    """The sum; None where none of its towns has a figure, or where only towns were counted."""
    lacking: tuple[str, ...]
    """Towns without a figure; all of them where only towns were counted."""


@dataclass(frozen=True, slots=True)
class Grouped:
    """A measure by groups, in the order of the reply."""

    groups: tuple[Group, ...]
    query: Query


@dataclass(frozen=True, slots=True)
class Rest:
    """What stated shares leave of their whole."""

    entries: tuple[Entry, ...]
    figure: Figure
    query: Query


@dataclass(frozen=True, slots=True)
class ShareOfPool:
    """Some towns' figures as a share of the sum of all."""

    part: tuple[Entry, ...]
    entries: tuple[Entry, ...]
    figure: Figure
    left_out: int
    query: Query


@dataclass(frozen=True, slots=True)
class TownNumbers:
    """What follows from numbers of towns."""

    figure: Figure
    counties: tuple[str, ...]
    towns: tuple[str, ...]
    query: Query


@dataclass(frozen=True, slots=True)
class Listed:
    """Towns or counties, or a number of them."""

    entities: tuple[str, ...]
    query: Query
    verdict: Verdict | None = None
    counts: tuple[int, ...] = ()
    """Beside each entity, a number that belongs to it (towns of a county)."""
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Lacking:
    """Towns of which a measure is not stated."""

    entities: tuple[str, ...]
    query: Query


@dataclass(frozen=True, slots=True)
class Placed:
    """What a thing belongs to, or which towns have something."""

    entries: tuple[Entry, ...]
    towns: tuple[str, ...]
    query: Query


@dataclass(frozen=True, slots=True)
class Held:
    """Who or what it is that something is said of."""

    entries: tuple[Entry, ...]
    query: Query


@dataclass(frozen=True, slots=True)
class Described:
    """The main facts of subjects."""

    subject: str
    entries: tuple[Entry, ...]
    towns: tuple[str, ...]
    query: Query


@dataclass(frozen=True, slots=True)
class Sourced:
    """Where facts come from."""

    sources: tuple[str, ...]
    entries: tuple[Entry, ...]
    query: Query


@dataclass(frozen=True, slots=True)
class Dated:
    """Of which year entries are."""

    entries: tuple[Entry, ...]
    query: Query


@dataclass(frozen=True, slots=True)
class Declined:
    """Why there is no answer, and what may be offered."""

    failure: Failure
    offered: tuple[Entry, ...] = ()


Result = (
    Stated
    | Checked
    | Ranked
    | Compared
    | Filtered
    | Totalled
    | Grouped
    | Held
    | Rest
    | ShareOfPool
    | TownNumbers
    | Listed
    | Lacking
    | Placed
    | Described
    | Sourced
    | Dated
    | Declined
)


def entries_given(result: Result) -> tuple[Entry, ...]:
    """The entries that a reply to the result gives."""
    if isinstance(result, Ranked):
        return tuple(result.entries[place] for place in result.shown)
    if isinstance(result, Declined | Listed | Lacking | TownNumbers):
        return ()
    if isinstance(result, Grouped):
        return tuple(entry for group in result.groups for entry in group.entries)
    if isinstance(result, ShareOfPool):
        return result.part
    return result.entries


def figures_given(result: Result) -> tuple[str, ...]:
    """Signatures of the figures that a reply gives as its answer: what a sum or a comparison may go on with."""
    if isinstance(result, Described | Placed | Held | Sourced | Dated):
        return ()
    if isinstance(result, Checked) and result.mistaken_for:
        # 「130亿」 that is not of what was asked is of something else, and what follows is about that.
        return tuple(entry.signature for entry in result.mistaken_for)
    return tuple(entry.signature for entry in entries_given(result) if entry.number is not None)


__all__ = ["Bound", "Checked", "Compared", "Dated", "Declined", "Described", "Entry", "Figure", "Filtered", "Group", "Grouped", "Held",
           "Lacking", "Listed", "Placed", "Query", "Ranked", "Rest", "Result", "ShareOfPool", "Sourced", "Stated", "Totalled", "TownNumbers", "Verdict",
           "entries_given", "figures_given"]  # fmt: skip
