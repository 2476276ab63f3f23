"""Whether a claim holds: yes, no, not stated, or not to be told from approximate figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from bot.answering.entries import Ledger
from bot.answering.result import Checked, Declined, Entry, Figure, Result, Verdict
from bot.knowledge.model import Items, Text
from bot.knowledge.quantity import Quantity
from bot.language.mentions import CODE
from bot.understanding.query import Claim, Failure, Query

_ONE_VALUED = frozenset(("date", "label", "place"))
_FOREIGN_MONEY = "foreign money"
_MOST_SHOWN = 3
_ROUNDED = 20
_NUMERALS = frozenset("二两三四五六七八九十")
_MOST, _AMONG = "最", "之一"
_OPPOSITE: Mapping[Verdict, Verdict] = {"yes": "no", "no": "yes", "uncertain": "uncertain", "unstated": "unstated"}


def check(query: Query, ledger: Ledger) -> Result:
    """The verdict on a claim with the entries that decide it."""
    claim = query.claim or Claim()
    entries = ledger.entries(query.signatures)
    verdict: Verdict
    if claim.other_year:
        return _of_other_year(query, claim, entries, ledger)
    if query.year is not None:
        entries = tuple(entry for entry in entries if entry.period in (query.year, None)) or entries
    if claim.is_all:
        return _of_all(query, claim, entries[0], ledger)
    if claim.is_only:
        verdict = _only(entries[0], query.options)
    elif claim.unheard:
        verdict = "unstated"
    elif claim.number is not None and (claim.names or claim.words):
        # The figure was claimed of another scope or thing than the fact's: the right one is told with its own.
        verdict = "unstated" if any(_numeric(entry, claim) == "yes" for entry in entries) else "no"
    elif claim.number is not None:
        verdicts = [_numeric(entry, claim) for entry in entries]
        verdict = _of_several(verdicts, claim)
        if "yes" in verdicts and len(entries) > 1 and not claim.is_each:
            entries = tuple(e for e, v in zip(entries, verdicts, strict=True) if v == "yes")
    elif claim.names or claim.words:
        scoped = any(_has_other_scope(entries, word, ledger) for word in claim.words)
        coded = any(_is_other_code(entry, word) for entry in entries for word in claim.words)
        elsewhere = _held_elsewhere(claim, entries, ledger)
        refuted = scoped or coded or elsewhere or any(_contradicts(entry, ledger) for entry in entries)
        verdict = "no" if refuted else "unstated"
        entries = (*entries[: _MOST_SHOWN - 1], *elsewhere)
    elif any(not _holds(entries, piece, claim.decisive, ledger) for piece in claim.decisive):
        missing = next(piece for piece in claim.decisive if not _holds(entries, piece, claim.decisive, ledger))
        verdict = "no" if _has_other_scope(entries, missing, ledger) else "unstated"
        query = replace(query, claim=replace(claim, words=(missing,)))
    else:
        verdict = "no" if any(_in_other_group(entry, query) for entry in entries) else "yes"
    if claim.negated and verdict in ("yes", "no"):
        verdict = _OPPOSITE[verdict]
    misplaced = verdict == "no" and claim.text and not claim.negated and not claim.is_each
    mistaken = figures_of(claim, query.subjects, ledger) if misplaced else ()
    return Checked(verdict, entries[:_MOST_SHOWN], query, mistaken[:1])


def _of_several(verdicts: list[Verdict], claim: Claim) -> Verdict:
    """The verdict on figures of which one has to be as claimed, or each."""
    decisive: tuple[Verdict, ...] = ("no", "uncertain", "yes") if claim.is_each else ("yes", "uncertain", "no")
    return next(verdict for verdict in decisive if verdict in verdicts)


def _only(entry: Entry, named: tuple[str, ...]) -> Verdict:
    """Whether a list holds nothing but what is named; an open one may hold more."""
    if not isinstance(entry.value, Items):
        return "unstated"
    if set(entry.value.items) - set(named):
        return "no"
    return "unstated" if entry.value.open else "yes"


def _of_other_year(query: Query, claim: Claim, entries: tuple[Entry, ...], ledger: Ledger) -> Result:
    """A figure claimed of a year that has none: the right figure under a wrong year is set right, any other is not known."""
    equal = tuple(e for e in entries if claim.number is not None and _equals(e, claim, _in_base_units(e, claim.number)))
    undated = not claim.other_year.isdigit() and not any(entry.period for entry in entries)
    if not equal and undated:
        # 「去年产了188万吨」: what is stated without a year is another figure, whatever the year.
        return check(replace(query, claim=replace(claim, other_year="")), ledger)
    if not equal:
        offered = tuple(entry.signature for entry in entries)
        year = claim.other_year.removesuffix("年")
        failure = Failure("no_such_period", query.subjects, query.measures, year=year, offered=offered)
        return Declined(replace(failure, known_topic=True), entries[:_MOST_SHOWN])
    dated = claim.other_year.isdigit() and any(entry.period for entry in equal)
    verdict: Verdict = "no" if dated else "unstated"
    if claim.negated and dated:
        verdict = _OPPOSITE[verdict]
    return Checked(verdict, equal[:_MOST_SHOWN], replace(query, claim=replace(claim, words=(claim.other_year,))))


def _of_all(query: Query, claim: Claim, some: Entry, ledger: Ledger) -> Result:
    """A count of some, claimed of all, beside the count of all."""
    whole = ledger.entry(f"{some.subject}/{ledger.catalogue.measures[some.measure].subset_of}")
    high = some.interval[1]
    verdict: Verdict = "uncertain" if high is None else "no" if high < whole.interval[0] else "yes"
    verdict = _OPPOSITE[verdict] if claim.negated else verdict
    return Checked(verdict, (some, whole), query)


def figures_of(claim: Claim, subjects: tuple[str, ...], ledger: Ledger) -> tuple[Entry, ...]:
    """The stated figures of some subjects and their parts that are just what was claimed, with a unit that fits."""
    if claim.number is None:
        return ()
    catalogue = ledger.catalogue
    inside = {part for subject in subjects for part in (subject, *catalogue.below(subject))}
    facts = tuple(
        fact.id
        for fact in catalogue.facts
        if (not subjects or fact.subject in inside) and isinstance(fact.value, Quantity)
        and (not claim.dimension or (fact.value.unit is not None and fact.value.unit.dimension == claim.dimension))
    )  # fmt: skip
    return tuple(entry for entry in ledger.entries(facts) if _equals(entry, claim, _in_base_units(entry, claim.number)))


def _held_elsewhere(claim: Claim, entries: tuple[Entry, ...], ledger: Ledger) -> tuple[Entry, ...]:
    """What says of which other town something is that was claimed of this one: 「某厂是甲县的吧」."""
    catalogue = ledger.catalogue
    here = {catalogue.town_of(entry.subject) for entry in entries}
    # A level that is claimed is no entity.
    town = catalogue.town_of(claim.names[0]) if claim.names and claim.names[0] in catalogue.entities else None
    if town is None or None in here or town in here:
        return ()
    holding = [f.id for f in catalogue.facts if isinstance(f.value, Items) and claim.names[0] in f.value.items]
    return ledger.entries((holding[0] if holding else f"{town}/county",))


def _is_one_of(entry: Entry, piece: str, pieces: tuple[str, ...]) -> bool:
    """Whether something is said to be the first where the fact has it among the first: 最大 of 「最大的企业之一」."""
    text = entry.value.text if isinstance(entry.value, Text) else ""
    return _MOST in piece and _AMONG in text and _AMONG not in pieces


def _has_other_scope(entries: tuple[Entry, ...], piece: str, ledger: Ledger) -> bool:
    """Whether a wider or narrower scope is claimed than the one that a text names itself: 全国 of 「全省首批」."""
    texts = [entry.value.text for entry in entries if isinstance(entry.value, Text)]
    scopes = {fact.scope for fact in ledger.catalogue.facts if fact.scope}
    own = {fact.scope for entry in entries for fact in entry.facts if fact.scope}
    return piece in scopes and any(
        other in own or any(other in text for text in texts) for other in scopes if other != piece
    )


def _holds(entries: tuple[Entry, ...], piece: str, pieces: tuple[str, ...], ledger: Ledger) -> bool:
    """Whether the text of a fact, its scope, or a name on its list holds a decisive piece."""
    entities = ledger.catalogue.entities
    return any(
        isinstance(entry.value, Items) and any(piece in entities[item].name for item in entry.value.items)
        for entry in entries
    ) or any(
        (piece in (entry.value.text if isinstance(entry.value, Text) else "") and not _is_one_of(entry, piece, pieces))
        or piece == fact.scope
        for entry in entries
        for fact in entry.facts
    )


def _in_other_group(entry: Entry, query: Query) -> bool:
    """Whether something claimed to be in a group of a list (丙算传统产品) stands in another one."""
    groups = entry.value.groups if isinstance(entry.value, Items) else ()
    named = [group for group in groups if any(term in group.name for term in query.terms)] or [
        # 老五样 are the five of a group that is called 五大类.
        group
        for group in groups
        if any(set(term) & set(group.name) & _NUMERALS for term in query.terms)
    ]
    claimed = [item for item in query.options if isinstance(entry.value, Items) and item in entry.value.items]
    return len(named) == 1 and any(item not in named[0].items for item in claimed)


def _numeric(entry: Entry, claim: Claim) -> Verdict:
    if entry.number is None or claim.number is None:
        return "uncertain"
    if claim.dimension == _FOREIGN_MONEY:
        return "no"
    number = _in_base_units(entry, claim.number)
    if claim.relation == "over" and not claim.text and entry.interval == (number, number):
        # The larger part (大部分) is more than just half.
        return "no"
    if claim.relation == "over":
        return _at_least(entry, number)
    if claim.relation == "under":
        return _OPPOSITE[_at_least(entry, number)]
    if _equals(entry, claim, number):
        return "yes"
    if claim.relation == "reached":
        return _at_least(entry, number)
    low, high = entry.interval
    return "uncertain" if low != high and low <= number and (high is None or number <= high) else "no"


def _at_least(entry: Entry, number: Fraction) -> Verdict:
    """Whether a figure is at least a number, as far as its approximation tells."""
    low, high = entry.interval
    if low >= number:
        return "yes"
    if high is not None and (high < number or (high == number and low != high)):
        # 200余万 is less than 300万: the bound of an approximation is not reached.
        return "no"
    return "uncertain"


def _equals(entry: Entry, claim: Claim, number: Fraction) -> bool:
    """Whether a claim names the stated figure, be it rounded (约35亿) or a range."""
    low = _in_base_units(entry, claim.low or claim.number or Fraction(0))
    high = _in_base_units(entry, claim.high or claim.number or Fraction(0))
    stated = entry.number or Fraction(0)
    if isinstance(entry.value, Figure) and low == high:
        # 「占六成吗」 holds for 60.7%: what was worked out is claimed in round numbers.
        return abs(stated - number) <= number / _ROUNDED
    if isinstance(entry.value, Quantity) and entry.value.is_range:
        return entry.interval == (low, high)
    least, most = entry.interval
    if low != high and least != most and ((most is not None and most <= low) or high <= least):
        # 一百多年 and 近百年 only meet at a hundred, which neither of them is.
        return False
    return stated == number or low <= stated <= high or entry.interval == (low, high)


def is_claimed(entry: Entry, claim: Claim) -> bool:
    """Whether a stated figure is the one that a question says."""
    return claim.number is not None and _equals(entry, claim, _in_base_units(entry, claim.number))


def _in_base_units(entry: Entry, number: Fraction) -> Fraction:
    """A claimed number in the base unit of the entry: its own unit is meant unless another was named."""
    if isinstance(entry.value, Quantity) and entry.value.unit is not None:
        return number * entry.value.unit.factor
    return number


def _is_other_code(entry: Entry, word: str) -> bool:
    """Whether a code is claimed where a fact has another one: 10+20+50 for 10+30+50."""
    texts = (
        [entry.value.text]
        if isinstance(entry.value, Text)
        else list(entry.value.items)
        if isinstance(entry.value, Items)
        else []
    )
    codes = {code[0] for text in texts for code in CODE.finditer(text.lower())}
    return bool(CODE.fullmatch(word)) and bool(codes) and word not in codes


def _contradicts(entry: Entry, ledger: Ledger) -> bool:
    """Whether a fact excludes what was claimed: it has one value only, or its list is closed."""
    measure = ledger.catalogue.measures[entry.measure]
    if isinstance(entry.value, Items):
        return not entry.value.open
    return measure.kind in _ONE_VALUED
