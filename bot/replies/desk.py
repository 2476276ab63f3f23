"""What every composer needs: names, values and labels as spans, each with where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.answering.result import Entry, Figure, Query
from bot.answering.rounding import figure_text, is_rounded
from bot.knowledge.catalogue import Catalogue
from bot.knowledge.model import NUMERIC_KINDS, Fact, Items, Text
from bot.knowledge.quantity import Quantity
from bot.replies.reply import Computation, FactView, Span, Status
from bot.replies.wordings import Wordings

_LONGEST_LIST = 40


@dataclass(frozen=True, slots=True)
class Draft:
    """A reply before it is checked: what it says and what it stands on."""

    status: Status
    spans: tuple[Span, ...]
    facts: tuple[Fact, ...] = ()
    computed: tuple[Computation, ...] = ()
    offered: tuple[Fact, ...] = ()
    choices: tuple[str, ...] = ()
    reason: str | None = None
    going_on: tuple[str, ...] = ()
    """Questions that go on with it, before all others."""
    listed: tuple[str, ...] = field(default=())
    """Entities in the order in which the reply names them, for 「第二个呢」."""


@dataclass(frozen=True)
class Desk:
    """Catalogue and wordings at hand."""

    catalogue: Catalogue
    say: Wordings

    def word(self, name: str) -> tuple[Span, ...]:
        """A wording without slots."""
        return self.say(name)

    def name(self, entity: str) -> Span:
        """The name of an entity, level or class."""
        if entity in self.catalogue.entities:
            return Span(self.catalogue.entities[entity].label, "name", entity)
        known = {item.id: item for item in (*self.catalogue.levels, *self.catalogue.classes)}
        return Span(known[entity].name, "name", entity)

    def names(self, entities: Iterable[str]) -> tuple[Span, ...]:
        """Names with 、 between them."""
        return self.joined([(self.name(entity),) for entity in entities], "comma")

    def measure(self, measure: str) -> Span:
        """The name of a measure."""
        return Span(self.catalogue.measures[measure].name, "name", measure)

    def joined(self, pieces: Sequence[Sequence[Span]], separator: str) -> tuple[Span, ...]:
        """Pieces with a wording between them."""
        spans: list[Span] = []
        for index, piece in enumerate(pieces):
            if index:
                spans += self.word(separator)
            spans += piece
        return tuple(spans)

    def pool(self, query: Query) -> tuple[Span, ...]:
        """The towns that a rank, a filter or a sum goes over: 「各镇」, 「市级专业镇」, 「除甲镇外,各镇」."""
        text = query.pool_text
        if query.target == "inside":
            return (self.name(query.pool[0]),)
        everyone = self.word("pool_said" if query.target == "said" else "pool_all")
        pool = self.say("pool_named", pool=Span(text, "name", "pool")) if text else everyone
        return (*self.say("left_out", names=self.names(query.left_out)), *pool) if query.left_out else pool

    def count(self, number: int) -> Span:
        """A number of things that the reply itself lists or counts."""
        return Span(str(number), "computed", "count")

    def value(self, entry: Entry) -> tuple[Span, ...]:
        """An entry's value as stated, or as worked out."""
        if isinstance(entry.value, Figure):
            return self.figure(entry.value, entry.measure)
        fact = entry.facts[0]
        if isinstance(entry.value, Quantity):
            return (Span(entry.value.written, "fact", fact.id),)
        if isinstance(entry.value, Text):
            text = f"「{entry.value.text}」" if entry.value.quoted else entry.value.text
            prefix = self.word("according") if fact.attributed else ()
            return (*prefix, Span(text, "fact", fact.id))
        return self._items(entry.value, fact)

    def figure(self, figure: Figure, ref: str = "", power: str = "") -> tuple[Span, ...]:
        """A worked-out figure, with 约 where it is approximate or rounded."""
        about = self.word("about") if figure.approximate or is_rounded(figure) else ()
        return (*about, Span(figure_text(figure, power), "computed", ref))

    def label(self, entry: Entry, with_period: bool = True, with_subject: bool = True) -> tuple[Span, ...]:
        """Subject, measure, conditions and period of an entry, in one line."""
        measure = self.catalogue.measures[entry.measure]
        pieces: list[Sequence[Span]] = []
        if with_subject:
            pieces.append((self.name(entry.subject),))
        fact = entry.facts[0]
        conditions = [Span(text, "fact", fact.id) for text in _conditions(fact, measure.name) if not entry.is_computed]
        dimensions = [self.name(item) for _, item in fact.dimensions]
        pieces.append((*dimensions, *conditions, self.measure(entry.measure)))
        if fact.covers and not entry.is_computed:
            pieces.append((Span(fact.covers, "fact", fact.id),))
        if with_period and measure.kind in NUMERIC_KINDS:
            pieces.append(self.period(entry))
        return self.joined(pieces, "separator")

    def qualifications(self, entry: Entry) -> list[tuple[Span, ...]]:
        """Basis and coverage of a stated figure (备案, 含配套企业), without which figures side by side mislead."""
        fact = entry.facts[0]
        texts = () if entry.is_computed else (fact.basis, fact.statistic, fact.covers)
        name = self.catalogue.measures[entry.measure].name
        return [(Span(text, "fact", fact.id),) for text in texts if text and text not in name]

    def period(self, entry: Entry) -> tuple[Span, ...]:
        """The year of an entry, or that the page gives none."""
        fact = entry.facts[0]
        if entry.period:
            text = "—".join(entry.period.split("/"))
            if entry.period != fact.period:
                return self.say("year", year=Span(text, "computed", "year"))
            return self.say("year", year=Span(text, "fact", fact.id))
        if fact.period_text:
            return (Span(fact.period_text, "fact", fact.id),)
        return self.word("period_unknown")

    def line(self, entry: Entry, with_subject: bool = True) -> tuple[Span, ...]:
        """Label and value, the period behind the value."""
        spans = self.say("line", label=self.label(entry, False, with_subject), value=self.value(entry))
        if self.catalogue.measures[entry.measure].kind in NUMERIC_KINDS:
            spans += self.say("period_in", period=self.period(entry))
        return spans

    def measure_of(self, entry: Entry) -> tuple[Span, ...]:
        """The measure with what it is of: 产值同比增速."""
        base = entry.facts[0].base
        name = self.measure(entry.measure)
        return (self.measure(base), name) if base in self.catalogue.measures else (name,)

    def line_of(self, entry: Entry) -> tuple[Span, ...]:
        """Subject, what the measure is of, value and period, in one line."""
        label = (self.name(entry.subject), *self.word("separator"), *self.measure_of(entry))
        return self.say("line", label=label, value=self.dated(entry))

    def dated(self, entry: Entry) -> tuple[Span, ...]:
        """A value with its qualifications and period behind it: 「200余万吨(备案、原文未注明年份)」."""
        if self.catalogue.measures[entry.measure].kind not in NUMERIC_KINDS:
            return self.value(entry)
        pieces = [*self.qualifications(entry), self.period(entry)]
        return (*self.value(entry), *self.say("period_in", period=self.joined(pieces, "comma")))

    def sources(self, facts: Iterable[Fact]) -> tuple[Span, ...]:
        """The line that names the sources."""
        cited = tuple(dict.fromkeys(fact.source for fact in facts))
        if not cited:
            return ()
        spans = [(Span(self.catalogue.sources[source].label, "name", source),) for source in cited]
        return self.say("source", sources=self.joined(spans, "comma"))

    def computation(self, figure: Figure) -> Computation:
        """A figure in the form of the JSON contract."""
        text = figure_text(figure)
        digits = text.removesuffix("%").removesuffix("倍")
        if figure.unit and figure.dimension not in ("share", "ratio"):
            digits = digits.removesuffix(figure.unit)
        power = digits.lstrip("-0123456789.")
        unit = "%" if figure.dimension == "share" else "倍" if figure.dimension == "ratio" else power + figure.unit
        return Computation(figure.formula, figure.inputs, digits.removesuffix(power) if power else digits, unit)

    def computations(self, entries: Iterable[Entry]) -> tuple[Computation, ...]:
        """The computations among some entries."""
        return tuple(self.computation(entry.value) for entry in entries if isinstance(entry.value, Figure))

    def stated(self, entries: Iterable[Entry]) -> tuple[Fact, ...]:
        """The stated facts among some entries."""
        return tuple(dict.fromkeys(fact for entry in entries if not entry.is_computed for fact in entry.facts))

    def view(self, fact: Fact) -> FactView:
        """A fact in the form of the JSON contract."""
        value, unit, approx = _plain(self.catalogue, fact)
        entities = self.catalogue.entities
        dimensions = tuple((name, entities[item].name) for name, item in fact.dimensions)
        return FactView(
            fact.id,
            fact.subject,
            entities[fact.subject].name,
            fact.measure,
            dimensions,
            value,
            unit,
            approx,
            fact.period,
            self.catalogue.sources[fact.source].label,
        )

    def _items(self, items: Items, fact: Fact) -> tuple[Span, ...]:
        if items.groups:
            groups = [
                (Span(group.name, "fact", fact.id), *self.word("colon"), *self.names(group.items))
                for group in items.groups
            ]
            loose = [item for item in items.items if not any(item in group.items for group in items.groups)]
            if loose:
                groups.append(self.names(loose))
            spans = self.joined(groups, "semicolon")
        else:
            spans = self.names(items.items[:_LONGEST_LIST])
        return (*spans, *self.word("open_list")) if items.open else spans


def _conditions(fact: Fact, measure: str) -> list[str]:
    """Scope, basis and statistic, where the measure's name does not say them already."""
    found = [fact.scope, fact.basis, fact.statistic]
    return [text for text in found if text and text not in measure]


def _plain(catalogue: Catalogue, fact: Fact) -> tuple[str | tuple[str, ...], str, tuple[str, ...]]:
    value = fact.value
    if isinstance(value, Quantity):
        digits = tuple(value.digits.split("~")) if value.is_range else value.digits
        return digits, value.unit_text, value.approx
    if isinstance(value, Items):
        return tuple(catalogue.entities[item].name for item in value.items), "", ()
    return value.text, "", ()
