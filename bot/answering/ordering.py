"""Orders, comparisons, filters and totals over the entries of one measure."""

from __future__ import annotations

from fractions import Fraction

from bot.answering import arithmetic
from bot.answering.entries import Ledger
from bot.answering.result import Compared, Entry, Figure, Filtered, Listed, Ranked, Result, Totalled, Verdict
from bot.knowledge.quantity import Quantity
from bot.understanding.query import Bound, Claim, Query

_DESCENDING = {"most": True, "top": True, "nth": True, "rank": True, "least": False, "bottom": False, "nth_last": False,
               "rank_up": False}  # fmt: skip
_DEFAULT_TOP = 3
_PAGE, _LEFT_OVER = 10, 2
"""Places of a long order that are given at once, and how many more so that they need no page of their own."""
_ONE = Fraction(1)


def rank(query: Query, ledger: Ledger) -> Result:
    """The order of a pool."""
    if query.target == "county":
        return _counties(query, ledger)
    entries = in_order(ledger.entries(query.signatures), _DESCENDING.get(query.operator, True))
    holders = {ledger.catalogue.town_of(entry.subject) or entry.subject for entry in entries}
    left_out = len([entity for entity in query.pool if (ledger.catalogue.town_of(entity) or entity) not in holders])
    aside = ledger.entries(query.aside)
    ties = _ties(entries)
    return Ranked(entries, _with_ties(query, _places(query, len(entries)), ties), left_out, query, ties, aside)


def _with_ties(query: Query, places: tuple[int, ...], ties: tuple[int, ...]) -> tuple[int, ...]:
    """The one that is asked for with those that may be it as well: 4/5 and 80%以上."""
    if query.operator not in ("most", "least") or query.count or len(places) != 1:
        return places
    last = places[0]
    while last + 1 in ties:
        last += 1
    return tuple(range(places[0], last + 1))


def rank_of(query: Query, ledger: Ledger) -> Result:
    """The place of one subject in the order of all."""
    entries = in_order(ledger.entries(query.signatures), query.operator != "rank_up")
    place = next(index for index, entry in enumerate(entries) if entry.subject == query.subjects[0])
    return Ranked(entries, (place,), len(query.pool) - len(entries), query, _ties(entries))


def _places(query: Query, length: int) -> tuple[int, ...]:
    if query.operator in ("rank", "rank_up"):
        rest = length - query.start
        return tuple(range(query.start, length if rest <= _PAGE + _LEFT_OVER else query.start + _PAGE))
    if query.operator in ("nth", "nth_last"):
        return (query.count - 1,) if 0 < query.count <= length else ()
    if query.operator == "ends":
        return (0, length - 1) if length > 1 else (0,)
    count = query.count or (1 if query.operator in ("most", "least") else _DEFAULT_TOP)
    return tuple(range(min(count, length)))


def in_order(entries: tuple[Entry, ...], descending: bool) -> tuple[Entry, ...]:
    """Entries by their figures."""
    numeric = [entry for entry in entries if entry.number is not None]
    return tuple(sorted(numeric, key=lambda entry: entry.number or Fraction(0), reverse=descending))


def _ties(entries: tuple[Entry, ...]) -> tuple[int, ...]:
    """Places that the approximate figures do not tell apart from the one before."""
    return tuple(i for i in range(1, len(entries)) if overlap(entries[i - 1], entries[i]))


def _equal(first: Entry, second: Entry) -> bool:
    """Whether two exact figures are the same."""
    return first.interval == second.interval and first.interval[0] == first.interval[1]


def overlap(first: Entry, second: Entry) -> bool:
    """Whether two figures can't be told apart: equal, or approximations that meet."""
    (low_a, high_a), (low_b, high_b) = first.interval, second.interval
    if low_a == high_a and low_b == high_b:
        return low_a == low_b
    if low_a == low_b:
        # 「80%以上」 may be just 4/5, or more.
        return True
    return (high_b is None or low_a < high_b) and (high_a is None or low_b < high_a)


def _counties(query: Query, ledger: Ledger) -> Result:
    catalogue = ledger.catalogue
    counts = {
        county.id: sum(1 for town in catalogue.towns if town.part_of == county.id) for county in catalogue.counties
    }
    order = sorted(
        (county for county in counts if counts[county]), key=lambda c: counts[c], reverse=query.operator != "least"
    )
    best = counts[order[0]]
    count = query.count or 0
    if query.operator == "nth":
        # 「第二多的县」: those that share the second number.
        numbers = sorted({counts[county] for county in order}, reverse=True)
        best, count = numbers[count - 1] if 0 < count <= len(numbers) else 0, 0
    chosen = order[:count] if count else order if query.operator == "rank" else [c for c in order if counts[c] == best]
    return Listed(tuple(chosen), query, counts=tuple(counts[county] for county in chosen))


def compare(query: Query, ledger: Ledger) -> Result:
    """Entries side by side, the larger first, with difference or ratio."""
    given = ledger.entries(query.signatures)
    if any(entry.number is None for entry in given):
        return Compared(given, None, True, query)
    entries = in_order(given, True)
    undecided = any(overlap(entries[0], other) and not _equal(entries[0], other) for other in entries[1:2])
    figure: Figure | None = None
    if len(entries) == 2:
        figure = (
            arithmetic.ratio(*_ratio_order(query, given))
            if query.operator == "ratio"
            else arithmetic.percent_above(*entries, against=given[1])
            if query.operator == "percent"
            else arithmetic.difference(*entries)
        )
    verdict: Verdict | None = None
    if query.operator in ("over", "under") and not undecided:
        first, second = given[0].number or Fraction(0), given[1].number or Fraction(0)
        verdict = "yes" if (first > second if query.operator == "over" else first < second) else "no"
    if query.claim is not None and figure is not None:
        verdict = _as_claimed(figure, query.claim)
    return Compared(entries, figure, undecided, query, verdict)


def _as_claimed(figure: Figure, claim: Claim, factor: Fraction = _ONE) -> Verdict | None:
    """Whether a figure that was worked out is what was claimed (不到三倍, 一成出头, 够五十亿); None where approximations don't tell."""
    if claim.number is None:
        return None
    number = claim.number * factor
    low, high = figure.low, figure.high
    if claim.relation in ("over", "under", "reached") or claim.low != claim.high:
        if claim.high is not None and claim.low is not None and claim.low != claim.high and claim.relation == "equal":
            return "yes" if claim.low * factor <= figure.value <= claim.high * factor else "no"
        above = True if low >= number else False if high is not None and high < number else None
        if above is None:
            return None
        return "yes" if above == (claim.relation != "under") else "no"
    return "yes" if abs(figure.value - number) <= number / 20 else "no"


def share_of(query: Query, ledger: Ledger) -> Result:
    """One figure as a share of another, or of the sum of several."""
    part, *members = ledger.entries(query.signatures)
    if len(members) > 1:
        facts = tuple(fact for member in members for fact in member.facts)
        whole = Entry("", part.subject, part.measure, arithmetic.total(members), facts)
        return Compared(tuple(members), arithmetic.share(part, whole), False, query)
    whole = members[0]
    figure = arithmetic.share(part, whole)
    verdict = _as_claimed(figure, query.claim) if query.claim is not None else None
    return Compared((part, whole), figure, False, query, verdict)


def _ratio_order(query: Query, given: tuple[Entry, ...]) -> tuple[Entry, Entry]:
    """A是B的几倍 divides A by B; asked without a direction, the larger by the smaller."""
    first, second = given
    if (first.number or 0) >= (second.number or 0):
        return first, second
    return (first, second) if query.count else (second, first)


def filter_by(query: Query, ledger: Ledger) -> Result:
    """The entries that meet the bound."""
    entries = in_order(ledger.entries(query.signatures), True)
    reference = ledger.entry(query.reference) if query.reference else None
    certain: list[Entry] = []
    uncertain: list[Entry] = []
    for entry in entries:
        inside = _beyond(entry, reference, query.operator == "over") if reference else meets(entry, query.bound)
        if inside is None:
            uncertain.append(entry)
        elif inside:
            certain.append(entry)
    towns = {ledger.catalogue.town_of(entry.subject) for entry in entries}
    left_out = len([town for town in query.pool if town not in towns])
    return Filtered(tuple(certain), tuple(uncertain), left_out, query, reference, ledger.entries(query.aside))


def _beyond(entry: Entry, reference: Entry, over: bool) -> bool | None:
    """Whether an entry is over (or under) another; None when their approximations do not tell."""
    if overlap(entry, reference):
        return False if entry.number == reference.number else None
    return (entry.number or Fraction(0)) > (reference.number or Fraction(0)) if over else (
        (entry.number or Fraction(0)) < (reference.number or Fraction(0))
    )  # fmt: skip


def meets(entry: Entry, bound: Bound | None) -> bool | None:
    """Whether an entry lies within a bound; None when its approximation does not tell."""
    assert bound is not None
    factor = entry.value.unit.factor if isinstance(entry.value, Quantity) and entry.value.unit else Fraction(1)
    low, high = entry.interval
    answers: list[bool | None] = []
    if bound.low is not None:
        limit = bound.low * factor
        answers.append(True if low >= limit else False if high is not None and high < limit else None)
    if bound.high is not None:
        limit = bound.high * factor
        below = high is not None and (high < limit if bound.high_open else high <= limit)
        answers.append(True if below else False if low > limit or (low == limit and bound.high_open) else None)
    if False in answers:
        return False
    return None if None in answers else True


def totalled(query: Query, ledger: Ledger) -> Result:
    """The sum or mean, with the members that have no figure."""
    entries = ledger.entries(query.signatures)
    if query.bound is not None:
        entries = tuple(entry for entry in entries if meets(entry, query.bound))
    if query.count:
        entries = in_order(entries, True)[: query.count]
    towns = {ledger.catalogue.town_of(entry.subject) or entry.subject for entry in entries}
    subjects = {entry.subject for entry in entries}
    lacking = () if query.count or query.bound else tuple(
        entity for entity in query.pool
        if entity not in subjects and (ledger.catalogue.town_of(entity) not in towns or entity not in towns)
    )  # fmt: skip
    figure = arithmetic.mean(entries) if query.operator == "average" else arithmetic.total(entries)
    verdict = _as_claimed(figure, query.claim, figure.factor) if query.claim is not None else None
    if lacking and verdict == "no":
        # What is known of some does not tell that all together come to less.
        verdict = None
    return Totalled(entries, figure, lacking, query, verdict)
