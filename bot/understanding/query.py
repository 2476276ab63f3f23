"""What a question asks for, once it is understood: one query, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from bot.language.lexicon import Sense
from bot.language.mentions import Mention

Act = Literal[
    "lookup", "describe", "towns", "counties", "which", "holder", "check", "choose",
    "rank", "rank_of", "compare", "share", "filter", "total", "lacking", "gap", "group", "remainder", "share_of_pool", "identify", "town_numbers", "product", "per_each", "change", "scaled", "besides",
    "chat", "source", "period", "computed", "repeat", "said", "more", "shorter",
]  # fmt: skip
Reason = Literal[
    "not_understood", "unknown_place", "no_such_measure", "no_such_period", "not_comparable", "parts_missing",
    "off_topic", "part_not_understood", "no_such_fact", "which_subject", "not_additive", "overlapping",
    "nothing_before", "no_such_list", "no_more", "empty",
]  # fmt: skip

Evidence = tuple[Sense, ...]
"""The senses of one mention, kept as context for the next question."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A condition on a figure, in base units: over 10亿, under 5万吨, between."""

    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False
    dimension: str = ""
    """Dimension of the named unit; empty when none was named."""
    text: str = ""
    """The condition as the person wrote it."""
    is_power: bool = False
    """Whether only a power of ten was named (过千万), so that the unit is the measure's own."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a yes/no question holds to be so."""

    number: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    relation: Literal["equal", "reached", "over", "under"] = "equal"
    """reached: 「有90户吗」 holds for more as well."""
    dimension: str = ""
    text: str = ""
    names: tuple[str, ...] = ()
    """Entities claimed to be in a list or to hold a thing."""
    words: tuple[str, ...] = ()
    """Claimed values and terms that no fact of the subject holds."""
    decisive: tuple[str, ...] = ()
    """Pieces that a text must hold letter by letter for a yes: 国内第一, 全县, 主要."""
    negated: bool = False
    other_year: str = ""
    """The year for which a figure is claimed that has another one, or none."""
    is_all: bool = False
    """Whether a figure of some is claimed of all: 家家都有出口权."""
    is_each: bool = False
    """Whether one number is claimed of each of several: 甲和乙都有90户企业."""
    finds_fault: bool = False
    """Whether it is asked if what is claimed is wrong (写错了吗), so that 是的 would say the opposite."""
    is_either: bool = False
    """Whether it is asked on which side of the number a figure lies: 高于5亿还是低于5亿."""
    is_only: bool = False
    """Whether the named things are claimed to be all that a list holds: 只做竹灯."""
    unheard: bool = False
    """Whether the claimed word is not known at all, so that nothing contradicts it."""


@dataclass(frozen=True, slots=True)
class Query:
    """One thing to answer."""

    act: Act
    signatures: tuple[str, ...] = ()
    """Ids of the signatures that a look-up, check or comparison is about, in the order of the reply."""
    subjects: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    pool: tuple[str, ...] = ()
    """The entities that a rank, filter or sum goes over."""
    pool_text: str = ""
    aside: tuple[str, ...] = ()
    """Ids of signatures of the same measure that are of something else (growth of 营业收入, not of 产值): told, not ranked."""
    places: tuple[int, ...] = ()
    """Two places in an order to set side by side: 1 is the first, -1 the last."""
    left_out: tuple[str, ...] = ()
    """Towns, counties and classes that the pool leaves out; the reply names them."""
    operator: str = ""
    count: int = 0
    """N of top N or N-th; 0 when not named."""
    start: int = 0
    """Places of the order that were given before."""
    bound: Bound | None = None
    reference: str = ""
    """Id of the signature whose figure is the bound: 产值比甲镇高的镇."""
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Groups of towns, each with what a reply calls it; their numbers are set side by side."""
    claim: Claim | None = None
    given: tuple[Claim, ...] = ()
    """Figures that the question spells out itself; they must be those that are stated."""
    year: str | None = None
    latest: bool = False
    convert: str = ""
    """Power of ten that the figure is asked in (亿, 万)."""
    target: str = ""
    missing: tuple[str, ...] = ()
    """Parts of the question that are known to have no answer; the reply names them."""
    options: tuple[str, ...] = ()
    """What is offered to choose from: entity ids, or texts."""
    chat: str = ""
    inherited: tuple[str, ...] = ()
    """Entity and measure ids that come from the conversation."""
    told: tuple[str, ...] = ()
    """Facts that were told already and are left out of a description."""
    brief: bool = False
    """Whether the figure alone is wanted."""
    about_last: bool = False
    """Whether it is about the last answer itself, so that the thread goes on with the question before it."""
    terms: tuple[str, ...] = ()
    """Key words of the question; a statement that holds more of them is the better answer."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a question has no query."""

    reason: Reason
    subjects: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    """Pieces of the question to quote back, as typed."""
    year: str | None = None
    offered: tuple[str, ...] = ()
    """Ids of signatures that may be offered instead."""
    choices: tuple[str, ...] = ()
    """Entity ids to choose from."""
    known_topic: bool = False
    """Whether a word of the fact base was in it."""


ReadingCost = tuple[int, int, int, int, int]
"""What speaks against a reading: what it leaves unread, whether it fails, repairs, what it inherits, its pattern's place."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a clause, with what speaks against it."""

    pattern: str
    outcome: Query | Failure
    violations: int = 0
    """Mentions that the pattern has no role for."""
    unexplained: int = 0
    """Characters that nothing explains."""
    repairs: int = 0
    inherited: int = 0
    order: int = 0
    """Place of the pattern in the file; earlier ones are more special."""
    mentions: tuple[Mention, ...] = field(default=(), compare=False)
    """The words that were read, inherited ones included."""

    @property
    def is_answer(self) -> bool:
        """Whether it leads to a query that leaves nothing unexplained."""
        return isinstance(self.outcome, Query) and not self.violations and not self.unexplained

    @property
    def cost(self) -> ReadingCost:
        """What readings are ordered by: less is better."""
        failed = 0 if isinstance(self.outcome, Query) else 1
        return (self.violations + self.unexplained, failed, self.repairs, self.inherited, self.order)
