"""Sums over figures, on intervals where the figures are approximate."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from bot.answering.result import Entry, Figure
from bot.knowledge.quantity import Quantity, Unit

Interval = tuple[Fraction, Fraction | None]
IN_A_YEAR = {"monthly": 12, "daily": 365}


def derived(
    operation: str, parts: Sequence[tuple[str, Quantity]], names: Sequence[str], unit: Unit, years: int = 0
) -> Figure:
    """A derived figure from stated ones.

    Args:
        operation: divide, multiply, previous (value before a growth rate), whole (value of which another is a share),
            increase, subtract, rest (what a share leaves of one), others (what a share leaves of its whole), span (a yearly
            mean over its years), monthly or daily (a yearly figure by the month or the day).
        parts: (fact id, quantity) in the order of the formula.
        names: what the formula calls the parts.
        unit: the unit to print.
        years: how many years a mean is over; for span only.

    Raises:
        ValueError: for an operation that is not known.
    """
    if operation == "span":
        return _over_years(parts[0], names[0], unit, years)
    if operation in IN_A_YEAR:
        return _over_time(parts[0], names[0], unit, IN_A_YEAR[operation])
    (_, first), (_, second) = parts
    a, b = first.base_value, second.base_value
    ia, ib = first.base_interval, second.base_interval
    left, right = (f"{name}{quantity.written}" for name, (_, quantity) in zip(names, parts, strict=True))
    one = (Fraction(1), Fraction(1))
    if operation in ("divide", "whole"):
        value, interval = a / b, _divide(ia, ib)
        formula = f"{left} ÷ {right}"
    elif operation == "multiply":
        value, interval = a * b, _multiply(ia, ib)
        formula = f"{left} × {right}"
    elif operation == "previous":
        value, interval = a / (1 + b), _divide(ia, _add(one, ib))
        formula = f"{left} ÷ (1 + {right})"
    elif operation == "increase":
        before = a / (1 + b)
        value, interval = a - before, (a - before, a - before)
        formula = f"{left} − {first.written} ÷ (1 + {right})"
    elif operation == "subtract":
        value, interval = a - b, _subtract(ia, ib)
        formula = f"{left} − {right}"
    elif operation == "others":
        value, interval = a / b - a, _subtract(_divide(ia, ib), ia)
        formula = f"{left} ÷ {right} − {first.written}"
    elif operation == "rest":
        value, interval = 1 - a / b, _subtract(one, _divide(ia, ib))
        formula = f"1 − {left} ÷ {right}"
    else:
        raise ValueError(f"unknown operation {operation!r}")
    return Figure(
        value, interval[0], interval[1], unit.dimension, unit.name, unit.factor, formula, tuple(i for i, _ in parts),
        not (first.is_exact and second.is_exact), operation == "subtract" and first.is_exact and second.is_exact,
        operation == "multiply" and (first.is_range or second.is_range),
    )  # fmt: skip


def _over_time(part: tuple[str, Quantity], name: str, unit: Unit, times: int) -> Figure:
    fact_id, quantity = part
    low, high = quantity.base_interval
    return Figure(
        quantity.base_value / times, low / times, None if high is None else high / times, unit.dimension, unit.name,
        unit.factor, f"{name}{quantity.written} ÷ {times}", (fact_id,), not quantity.is_exact,
    )  # fmt: skip


def _over_years(part: tuple[str, Quantity], name: str, unit: Unit, years: int) -> Figure:
    fact_id, mean_value = part
    low, high = mean_value.base_interval
    return Figure(
        mean_value.base_value * years, low * years, None if high is None else high * years, unit.dimension, unit.name,
        unit.factor, f"{name}{mean_value.written} × {years}", (fact_id,), True,
    )  # fmt: skip


def total(entries: Sequence[Entry]) -> Figure:
    """The sum of entries of one measure."""
    interval: Interval = (Fraction(0), Fraction(0))
    for entry in entries:
        interval = _add(interval, entry.interval)
    value = sum((entry.number or Fraction(0) for entry in entries), Fraction(0))
    exact = all(entry.interval[0] == entry.interval[1] for entry in entries)
    return _figure(entries, value, interval, " + ".join(written(entry) for entry in entries), exact)


def mean(entries: Sequence[Entry]) -> Figure:
    """The mean of entries of one measure."""
    whole = total(entries)
    count = len(entries)
    high = None if whole.high is None else whole.high / count
    return _figure(entries, whole.value / count, (whole.low / count, high), f"({whole.formula}) ÷ {count}", False)


def difference(first: Entry, second: Entry) -> Figure:
    """First less second."""
    a, b = first.number or Fraction(0), second.number or Fraction(0)
    interval = _subtract(first.interval, second.interval)
    exact = first.interval[0] == first.interval[1] and second.interval[0] == second.interval[1]
    return _figure((first, second), a - b, interval, f"{written(first)} − {written(second)}", exact)


def ratio(first: Entry, second: Entry) -> Figure:
    """First over second, a plain number."""
    a, b = first.number or Fraction(0), second.number or Fraction(1)
    low, high = _divide(first.interval, second.interval)
    approximate = first.interval[0] != first.interval[1] or second.interval[0] != second.interval[1]
    formula = f"{written(first)} ÷ {written(second)}"
    return Figure(a / b, low, high, "ratio", "倍", Fraction(1), formula, _inputs((first, second)), approximate)


def percent_above(first: Entry, second: Entry, against: Entry) -> Figure:
    """By how much of one of the two the first is more than the second."""
    gap, base = difference(first, second), against.number or Fraction(1)
    low, high = _divide((gap.low, gap.high), against.interval)
    formula = f"({gap.formula}) ÷ {written(against)}"
    return Figure(gap.value / base, low, high, "share", "%", Fraction(1), formula, gap.inputs, gap.approximate)


def share(part: Entry, whole: Entry) -> Figure:
    """A part over its whole."""
    low, high = _divide(part.interval, whole.interval)
    a, b = part.number or Fraction(0), whole.number or Fraction(1)
    approximate = part.interval[0] != part.interval[1] or whole.interval[0] != whole.interval[1]
    formula = f"{written(part)} ÷ {written(whole)}"
    return Figure(a / b, low, high, "share", "%", Fraction(1), formula, _inputs((part, whole)), approximate)


def rest(entries: Sequence[Entry], whole: Entry | None) -> Figure:
    """What shares of one whole leave of it; of all (1) when no whole is given."""
    taken: Interval = (Fraction(0), Fraction(0))
    for entry in entries:
        taken = _add(taken, entry.interval)
    value = sum((entry.number or Fraction(0) for entry in entries), Fraction(0))
    start: Interval = whole.interval if whole is not None else (Fraction(1), Fraction(1))
    number = (whole.number or Fraction(0)) if whole is not None else Fraction(1)
    low, high = _subtract(start, taken)
    sum_text = " + ".join(written(entry) for entry in entries)
    formula = f"{written(whole) if whole else '1'} − {sum_text if len(entries) == 1 else f'({sum_text})'}"
    used = (*entries, whole) if whole is not None else tuple(entries)
    exact = all(entry.interval[0] == entry.interval[1] for entry in used)
    return Figure(
        number - value, max(low, Fraction(0)), high, "share", "%", Fraction(1), formula, _inputs(used), not exact, exact
    )  # fmt: skip


def share_of_sum(part: Sequence[Entry], every: Sequence[Entry]) -> Figure:
    """The sum of some entries over the sum of all."""
    above, below = total(part), total(every)
    low, high = _divide((above.low, above.high), (below.low, below.high))
    top = above.formula if len(part) == 1 else f"({above.formula})"
    approximate = above.approximate or below.approximate
    return Figure(
        above.value / below.value, low, high, "share", "%", Fraction(1), f"{top} ÷ ({below.formula})", below.inputs,
        approximate,
    )  # fmt: skip


def of_numbers(operation: str, first: int, second: int, inputs: tuple[str, ...]) -> Figure:
    """Two numbers of towns: their difference or ratio, the first as a share of the second, or the mean of so many."""
    one = Fraction(first)
    if operation == "difference":
        return Figure(
            one - second,
            one - second,
            one - second,
            "items",
            "个",
            Fraction(1),
            f"{first} − {second}",
            inputs,
            False,
            True,
        )
    value, formula = one / second, f"{first} ÷ {second}"
    dimension, unit = {"share": ("share", "%"), "ratio": ("ratio", "倍")}.get(operation, ("items", "个"))
    return Figure(value, value, value, dimension, unit, Fraction(1), formula, inputs, False, dimension == "share")


def written(entry: Entry) -> str:
    """An entry's figure as it is printed in a formula."""
    if isinstance(entry.value, Quantity):
        return entry.value.written
    from bot.answering.rounding import figure_text

    assert isinstance(entry.value, Figure)
    return figure_text(entry.value)


def _figure(entries: Sequence[Entry], value: Fraction, interval: Interval, formula: str, exact: bool) -> Figure:
    first = entries[0].value
    if isinstance(first, Quantity) and first.unit is not None:
        dimension, unit, factor = first.unit.dimension, first.unit.name, first.unit.factor
    elif isinstance(first, Figure):
        dimension, unit, factor = first.dimension, first.unit, first.factor
    else:
        dimension, unit, factor = "", "", Fraction(1)
    return Figure(
        value, interval[0], interval[1], dimension, unit, factor, formula, _inputs(entries),
        any(entry.interval[0] != entry.interval[1] for entry in entries), exact,
    )  # fmt: skip


def _inputs(entries: Sequence[Entry]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact.id for entry in entries for fact in entry.facts))


def _add(a: Interval, b: Interval) -> Interval:
    return a[0] + b[0], None if a[1] is None or b[1] is None else a[1] + b[1]


def _subtract(a: Interval, b: Interval) -> Interval:
    return Fraction(0) if b[1] is None else a[0] - b[1], None if a[1] is None else a[1] - b[0]


def _multiply(a: Interval, b: Interval) -> Interval:
    return a[0] * b[0], None if a[1] is None or b[1] is None else a[1] * b[1]


def _divide(a: Interval, b: Interval) -> Interval:
    low = Fraction(0) if b[1] is None else a[0] / b[1]
    high = None if a[1] is None or not b[0] else a[1] / b[0]
    return low, high
