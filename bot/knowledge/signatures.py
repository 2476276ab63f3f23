"""What can be answered about whom: one signature for every stated fact and for every figure that follows from facts.

A signature names subject, measure, dimensions and the words by which it may be met, but no value. Understanding works
on signatures alone; answering turns them into values.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from bot.knowledge.catalogue import Catalogue
from bot.knowledge.model import Fact, Items, Measure, MeasureKind
from bot.language.numbers import read_number

_YEARLY_MEAN = "年均"
_OF_SCOPE = frozenset(("whole", "others"))
"""Formulas that give a figure of the whole that a share is of (全省), not of the subject."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who has which measure, under which conditions."""

    id: str
    """The fact's id; for derived figures, subject and measure."""
    subject: str
    measure: str
    kind: MeasureKind
    unit_dimension: str
    dimensions: tuple[tuple[str, str], ...]
    items: tuple[str, ...]
    terms: tuple[str, ...]
    scope: str
    base: str
    basis: str
    period: str | None
    inputs: tuple[str, ...]
    """Ids of the facts that a derived figure is worked out from; empty for stated facts."""
    group: str = ""
    status: str = "actual"
    stage: str = ""
    statistic: str = ""
    """年均, 人均 … where the figure is a mean itself."""
    sizes: tuple[int, ...] = ()
    """How many items a list has, in all and in each of its groups: what 「哪五类」 may count."""

    def __hash__(self) -> int:
        """By its id alone: signatures are told apart a hundred times a question."""
        return hash(self.id)

    @property
    def is_derived(self) -> bool:
        """Whether the figure has to be worked out."""
        return bool(self.inputs)

    @property
    def qualifiers(self) -> int:
        """How many conditions narrow it; the plainest fact is meant unless a question names them."""
        return (
            len(self.dimensions)
            + bool(self.base and self.dimensions)
            + (self.status == "target" and self.unit_dimension != "")
        )


def signatures(catalogue: Catalogue) -> tuple[Signature, ...]:
    """All signatures of a fact base, stated ones first."""
    stated = [_stated(catalogue, fact) for fact in catalogue.facts]
    return (*stated, *_derived(catalogue))


def _stated(catalogue: Catalogue, fact: Fact) -> Signature:
    measure = catalogue.measures[fact.measure]
    return Signature(
        id=fact.id,
        subject=fact.subject,
        measure=fact.measure,
        kind=measure.kind,
        unit_dimension=measure.dimension,
        dimensions=fact.dimensions,
        items=fact.value.items if isinstance(fact.value, Items) else (),
        terms=fact.terms,
        scope=fact.scope,
        base=fact.base,
        basis=fact.basis,
        period=fact.period,
        inputs=(),
        group=fact.group,
        status=fact.status,
        stage=fact.stage,
        statistic=fact.statistic,
        sizes=_sizes(fact),
    )


def _sizes(fact: Fact) -> tuple[int, ...]:
    if not isinstance(fact.value, Items):
        return ()
    return (len(fact.value.items), *(len(group.items) for group in fact.value.groups))


def _derived(catalogue: Catalogue) -> Iterator[Signature]:
    by_subject: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in catalogue.facts:
        by_subject[fact.subject].append(fact)
    for measure in catalogue.measures.values():
        if measure.formula is None:
            continue
        for subject, facts in by_subject.items():
            yield from _apply(catalogue, measure, subject, facts)


def _apply(catalogue: Catalogue, measure: Measure, subject: str, facts: list[Fact]) -> Iterator[Signature]:
    """The figures that a formula gives for one subject: one for each fact of its first measure."""
    assert measure.formula is not None
    first, *others = measure.formula.of
    for leading in (fact for fact in facts if fact.measure == first):
        if measure.formula.operation == "previous" and leading.period and "/" in leading.period:
            # The year before a span of years is no year.
            continue
        if measure.formula.operation == "span" and span_years(leading) is None:
            continue
        inputs = [leading]
        for other in others:
            partner = _partner(facts, other, leading)
            if partner is None:
                break
            inputs.append(partner)
        else:
            yield Signature(
                id="/".join((subject, measure.id, *(item.rsplit("/", 1)[-1] for _, item in leading.dimensions))),
                subject=subject,
                measure=measure.id,
                kind=measure.kind,
                unit_dimension=measure.dimension,
                dimensions=leading.dimensions,
                items=(),
                terms=leading.terms,
                scope=inputs[-1].scope if measure.formula.operation in _OF_SCOPE else "",
                base="",
                basis="",
                period=_period(measure, leading),
                inputs=tuple(fact.id for fact in inputs),
            )


def span_years(fact: Fact) -> int | None:
    """Over how many years a yearly mean is taken (年均, 近五年); None where a fact is no such mean."""
    if fact.statistic != _YEARLY_MEAN:
        return None
    if fact.period and "/" in fact.period:
        first, last = fact.period.split("/")
        return int(last) - int(first) + 1
    numbers = (read_number(fact.period_text, start) for start in range(len(fact.period_text)))
    found = next((number for number in numbers if number is not None), None)
    return int(found.value) if found is not None and found.value.denominator == 1 else None


def _partner(facts: list[Fact], measure: str, leading: Fact) -> Fact | None:
    """The fact of another measure that belongs with the leading one: of the same period, or undated."""
    candidates = [fact for fact in facts if fact.measure == measure]
    for fact in candidates:
        if fact.period == leading.period:
            return fact
    for fact in candidates:
        if fact.period is None or leading.period is None:
            return fact
    return None


def _period(measure: Measure, leading: Fact) -> str | None:
    if measure.formula is not None and measure.formula.operation == "previous" and leading.period:
        return str(int(leading.period) - 1)
    return leading.period
