"""A figure for each of something times a number that the question gives, or by the month or the day."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from bot.answering.arithmetic import IN_A_YEAR, written
from bot.answering.entries import Ledger
from bot.answering.result import Entry, Figure, Result, Stated
from bot.knowledge.quantity import Quantity, Unit
from bot.understanding.query import Query


def scaled(query: Query, ledger: Ledger) -> Result:
    """The product, in the unit of the upper half: 吨/亩 times 亩 is 吨."""
    entry = ledger.entry(query.signatures[0])
    assert query.claim is not None
    assert query.claim.number is not None
    below = _unit(ledger, query.claim.dimension, _lower(entry))
    upper = _unit(ledger, "", _upper(entry))
    number = query.claim.number * below.factor
    low, high = entry.interval
    is_range = isinstance(entry.value, Quantity) and entry.value.is_range
    figure = Figure(
        (entry.number or Fraction(0)) * number, low * number, None if high is None else high * number, upper.dimension,
        upper.name, upper.factor, f"{written(entry)} × {query.claim.text}{below.name}",
        tuple(fact.id for fact in entry.facts), False, False, is_range,
    )  # fmt: skip
    return Stated((replace(entry, value=figure),), replace(query, claim=None))


def of_a_time(query: Query, ledger: Ledger) -> Result:
    """A yearly figure for each of something, by the month or the day where one is asked for (一个工人一个月)."""
    entries = ledger.entries(query.signatures)
    times = IN_A_YEAR.get({"month": "monthly", "day": "daily"}.get(query.operator, ""))
    return Stated(tuple(_over(entry, times) for entry in entries) if times else entries, query)


def _over(entry: Entry, times: int) -> Entry:
    if not isinstance(entry.value, Figure):
        return entry
    year = entry.value
    high = None if year.high is None else year.high / times
    formula = f"{year.formula} ÷ {times}"
    return replace(
        entry, value=replace(year, value=year.value / times, low=year.low / times, high=high, formula=formula)
    )


def _name(entry: Entry) -> str:
    if isinstance(entry.value, Figure):
        return entry.value.unit
    assert isinstance(entry.value, Quantity)
    assert entry.value.unit is not None
    return entry.value.unit.name


def _lower(entry: Entry) -> str:
    return _name(entry).partition("/")[2]


def _upper(entry: Entry) -> str:
    return _name(entry).partition("/")[0]


def _unit(ledger: Ledger, dimension: str, name: str) -> Unit:
    """A unit by its name; the number that was given is in the unit that the rate is for."""
    return next(
        unit for unit in ledger.catalogue.units if unit.name == name and (not dimension or unit.dimension == dimension)
    )
