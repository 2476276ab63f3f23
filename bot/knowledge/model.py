"""The fact base in memory: entities, measures, facts. All values are frozen; nothing here reads files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from bot.knowledge.quantity import Quantity

MeasureKind = Literal["amount", "count", "share", "list", "statement", "date", "place", "actor", "rank", "label"]
NUMERIC_KINDS: frozenset[MeasureKind] = frozenset(("amount", "count", "share"))


@dataclass(frozen=True, slots=True)
class Entity:
    """Something that has a name and may have facts: the city, a county, a town, a product, a company, a market …"""

    id: str
    kind: str
    name: str
    aliases: tuple[str, ...] = ()
    english: tuple[str, ...] = ()
    """English name first, then other English names."""
    part_of: str | None = None
    """Id of the entity that it belongs to: a product to its town, a town to its county, a county to the city."""
    level: str | None = None
    """Id of the town's level (a class)."""
    classes: tuple[str, ...] = ()
    """Ids of the classes that it can be found by (食品, 制造业); never stated in a reply as a fact."""
    short: str = ""
    """The name to use in replies where the full one would be long; empty for the full name."""
    quoted: bool = False
    """Titles, honours and codes, which replies give letter by letter in 「」."""

    @property
    def label(self) -> str:
        """The name as replies print it."""
        name = self.short or self.name
        return f"「{name}」" if self.quoted else name


@dataclass(frozen=True, slots=True)
class Formula:
    """How a derived measure follows from stated ones."""

    operation: Literal[
        "divide", "previous", "multiply", "whole", "increase", "subtract", "rest", "span", "others", "monthly", "daily"
    ]
    """rest: what is left of one when the first is divided by the second; span: a yearly mean over all its years;
    others: what is left of the whole of which the first is the second's share; monthly, daily: a yearly figure by the
    month or the day."""
    of: tuple[str, ...]
    """Ids of the measures that go in, in order."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What can be stated of an entity, and the words by which people ask for it."""

    id: str
    name: str
    kind: MeasureKind
    names: tuple[str, ...] = ()
    """Other names; each identifies the measure by itself."""
    collocates: tuple[str, ...] = ()
    """Words that go with it in questions and count only together with it (卖到 with export markets)."""
    asked: tuple[str, ...] = ()
    """Phrases that ask for it without naming it (多少人, 卖到哪)."""
    phrases: tuple[str, ...] = ()
    """Phrases put together of classes of words that ask for its amount without naming it (<做>[<到>]<多少>亿)."""
    dimension: str = ""
    """Dimension of its unit; empty for measures that are not numeric."""
    families: tuple[str, ...] = ()
    """Generic words (收入) that it answers where it is the member its subject has."""
    item_kind: str = ""
    """For lists and actors: the kind of entity that an item is."""
    answers: tuple[str, ...] = ()
    """Question words that it is the first answer to: "how", "why" …"""
    near: tuple[str, ...] = ()
    """Ids of the relations that answer where it is asked for and not stated: 优势 by 依托, under their own name."""
    per_words: tuple[str, ...] = ()
    """How people say 「for each of these」 (户均): other figures are divided by it."""
    rest_words: tuple[str, ...] = ()
    """What stands before a part of it to mean all others (非规上); of a part, whole words for these (规模以下企业)."""
    share_words: tuple[str, ...] = ()
    """How people ask what share of it a part is (占比)."""
    primary: bool = False
    """Meant when only the unit is named (多少亿)."""
    subset_of: str = ""
    """Id of the measure that this one counts a part of (规上企业 of 企业)."""
    additive: bool = False
    ascending: bool = False
    """True where less is more to ask for first."""
    yearly: bool = False
    """Whether it is what comes together in a year, so that it has a mean by the month and by the day."""
    formula: Formula | None = None
    english: tuple[str, ...] = ()
    english_each: tuple[str, ...] = ()
    """What one of these is in English (firm), for figures divided by it and shares of it."""
    topic: str = ""
    """Id of the topic under which its facts are browsed."""
    investors: bool = False
    """Whether it is what investors ask first: it stands among their questions and on a town's fact sheet."""
    noun: str = ""
    """What replies put before the value when the name would read badly."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What a page of facts is about, such as exports and markets."""

    id: str
    name: str
    english: str = ""


@dataclass(frozen=True, slots=True)
class ItemGroup:
    """Part of a list with a name of its own (五大类传统产品)."""

    name: str
    items: tuple[str, ...]
    """Entity ids."""


@dataclass(frozen=True, slots=True)
class Items:
    """The value of a list."""

    items: tuple[str, ...]
    """Entity ids in the order of the page."""
    open: bool = False
    """Whether the page says there are more (等)."""
    groups: tuple[ItemGroup, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """The value of a statement, a date or a label, in our own short words."""

    text: str
    quoted: bool = False


Value = Quantity | Items | Text


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts come from."""

    id: str
    title: str
    authors: tuple[str, ...] = ()
    dated: str | None = None
    note: str = ""
    short: str = ""

    @property
    def label(self) -> str:
        """The source as replies name it."""
        return self.short or self.title


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that the source states."""

    id: str
    subject: str
    measure: str
    value: Value
    source: str
    dimensions: tuple[tuple[str, str], ...] = ()
    """(dimension name, entity id) pairs, such as ("market", "usa")."""
    period: str | None = None
    """ "2024", "2019/2023"; None where the page gives none."""
    period_text: str = ""
    """A period in the page's terms that no year can stand for (近五年)."""
    scope: str = ""
    """The whole that a share or rank is of: 全国, 全省, 全球."""
    base: str = ""
    """Id of the fact or measure that a share is a share of."""
    subset_of: str = ""
    """Id of the measure whose subjects these are some of (规上 within all firms)."""
    covers: str = ""
    """What the figure includes or leaves out (含配套产业链)."""
    basis: str = ""
    """设计, 备案, 直接, 带动 …"""
    per: str = ""
    """Per whom or what it is stated."""
    statistic: str = ""
    """年均, 人均 … where the figure is a mean."""
    status: str = "actual"
    """actual, target, trial or registered."""
    stage: str = ""
    """源于, 兴于, 盛于 … with dates."""
    attributed: bool = False
    """Praise that replies give with 「据原文」."""
    terms: tuple[str, ...] = ()
    """Key words by which a question may meet it."""
    group: str = ""
    """Statements of one event share a group."""
    at: str = ""
    """Words of the page near which the fact stands."""
    file: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)

    def __hash__(self) -> int:
        """By its id alone: facts are told apart a hundred times a question."""
        return hash(self.id)
