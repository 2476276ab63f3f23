"""Re-reads a reply before it leaves: every numeral and every value must be traced to a fact, a computation, a name or
the question itself.

This file shares no code with the composers and their desk, on purpose: what they get wrong, it must not get wrong in
the same way. It looks at the finished text and spans, at the facts that the reply cites, and at nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from bot.knowledge.model import Fact, Items, Text
from bot.knowledge.quantity import Quantity
from bot.replies.reply import Computation, Span

_NUMERAL = re.compile(
    r"[0-9]+(?:[.,/~][0-9]+)*%?|[零〇一二三四五六七八九十百千万亿两半]+(?=[个家户名人年成万亿元吨分倍条次项亩位种类款座大])"
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the checker knows of the fact base beside the facts cited."""

    most: int
    """The largest number of things that a reply can count: all towns."""
    factors: Mapping[str, Fraction]
    """How many base units one of each unit is."""


def untraced(
    spans: tuple[Span, ...],
    facts: Iterable[Fact],
    computed: Iterable[Computation],
    names: Mapping[str, tuple[str, ...]],
    question: str,
    templates: Iterable[str],
    bounds: Bounds,
) -> tuple[str, ...]:
    """What in a reply stands on nothing.

    Args:
        spans: the reply.
        facts: all facts that the reply states, offers or computes with.
        computed: its computations.
        names: for each entity, measure and source id, the texts that may stand for it.
        question: what the person typed; quotations must come from it.
        templates: the wordings that were loaded.
        bounds: what plain counts and conversions are held against.

    Returns:
        One line for each finding; empty when all is traced.
    """
    known = {fact.id: fact for fact in facts}
    wordings = "\n".join(templates)
    findings: list[str] = []
    for span in spans:
        if span.origin == "wording":
            if span.text.strip() and span.text not in wordings:
                findings.append(f"wording not loaded: {span.text!r}")
            if _holds_numeral(span.text):
                findings.append(f"numeral in a wording: {span.text!r}")
        elif span.origin == "fact":
            fact = known.get(span.ref)
            if fact is None:
                findings.append(f"no such fact cited: {span.ref}")
            elif not _states(fact, span.text):
                findings.append(f"{span.ref} does not state {span.text!r}")
        elif span.origin == "quotation":
            if not _quoted(span.text, question):
                # Findings are logged, and what people write is not.
                findings.append(f"a quotation of {len(span.text)} characters is not in the question")
        elif span.origin == "name" and span.ref in names and span.text.strip("「」") not in names[span.ref]:
            findings.append(f"{span.ref} is not called {span.text!r}")
    findings += _lost_approximations(spans, known)
    findings += _unnamed_figures(spans, known)
    findings += _wrong_computations(spans, tuple(computed), known, bounds)
    return tuple(findings)


@lru_cache(maxsize=1024)
def _holds_numeral(wording: str) -> bool:
    """Whether there is a numeral in a wording; there are no more wordings than were loaded."""
    return _NUMERAL.search(wording) is not None


def _states(fact: Fact, text: str) -> bool:
    """Whether a text is a field of the fact, letter by letter."""
    fields = [fact.scope, fact.basis, fact.statistic, fact.covers, fact.period_text]
    if fact.period:
        fields += [fact.period, fact.period.replace("/", "—")]
    if isinstance(fact.value, Quantity):
        fields.append(fact.value.written)
    elif isinstance(fact.value, Text):
        fields += [fact.value.text, f"「{fact.value.text}」"]
    elif isinstance(fact.value, Items):
        fields += [group.name for group in fact.value.groups]
    return text in fields


def _quoted(text: str, question: str) -> bool:
    """Whether a quotation holds only what was typed, but for 以上, 以下 and 到 of a condition."""
    typed = re.sub(r"\s", "", question.lower())
    pieces = re.split(r"以上|以下|到", re.sub(r"\s", "", text.lower()))
    return all(piece in typed for piece in pieces if piece) or not _NUMERAL.search(text)


def _lost_approximations(spans: tuple[Span, ...], known: Mapping[str, Fact]) -> list[str]:
    """A figure that the page gives with 约, 余 or 以上 may not stand without it."""
    findings: list[str] = []
    for span in spans:
        fact = known.get(span.ref) if span.origin == "fact" else None
        if fact is None or not isinstance(fact.value, Quantity) or not _NUMERAL.search(span.text):
            continue
        stands_for_value = fact.value.digits.split("~")[0] in span.text and span.text not in (
            fact.period or "",
            fact.covers,
        )
        if stands_for_value and not all(word in span.text for word in fact.value.approx):
            findings.append(f"{span.ref} lost its approximation in {span.text!r}")
    return findings


def _unnamed_figures(spans: tuple[Span, ...], known: Mapping[str, Fact]) -> list[str]:
    """A figure is stated of its own subject, under its own measure: both must be named in the reply."""
    named = {span.ref for span in spans if span.origin == "name"}
    findings: list[str] = []
    for span in spans:
        fact = known.get(span.ref) if span.origin == "fact" else None
        if fact is None or not isinstance(fact.value, Quantity) or span.text != fact.value.written:
            continue
        if fact.subject not in named or fact.measure not in named:
            findings.append(f"{span.ref} stands under another name")
    return findings


_CONVERTED = re.compile(r"(?P<digits>[0-9]+(?:\.[0-9]+)?)(?P<power>亿|万)?(?P<unit>.*)")
_SHARES = {"%": Fraction(1, 100), "成": Fraction(1, 10)}
_DECIMAL = frozenset(2**twos * 5**fives for twos in range(12) for fives in range(12))
"""Denominators of values that end after some decimal places."""
_POWERS = {"亿": 10**8, "万": 10**4, None: 1}


def _wrong_computations(
    spans: tuple[Span, ...], computed: tuple[Computation, ...], known: Mapping[str, Fact], bounds: Bounds
) -> list[str]:
    """A worked-out figure must be declared; a count be of things there are; a conversion equal what it converts."""
    declared = "\n".join(f"{c.formula}\n{c.value}{c.unit}" for c in computed)
    findings: list[str] = []
    for span in (span for span in spans if span.origin == "computed"):
        if span.ref == "count":
            right = span.text.isdigit() and int(span.text) <= bounds.most
        elif span.ref == "year":
            right = any(fact.period and str(int(fact.period[:4]) - 1) == span.text for fact in known.values())
        elif span.ref == "converted":
            right = any(_converts(fact, span.text, bounds) for fact in known.values())
        else:
            right = span.text.removesuffix("个百分点") in declared or any(
                _is_same_amount(span.text, f"{c.value}{c.unit}") for c in computed
            )
        if not right:
            findings.append(f"computed but not declared: {span.text!r}")
    return findings


def _is_same_amount(text: str, declared: str) -> bool:
    """Whether two texts are one amount in different powers of ten: 0.466亿元, 4660万元."""
    one, other = _CONVERTED.fullmatch(text), _CONVERTED.fullmatch(declared)
    if one is None or other is None or not one["power"] or one["unit"] != other["unit"]:
        return False
    return Fraction(one["digits"]) * _POWERS[one["power"]] == Fraction(other["digits"]) * _POWERS[other["power"]]


def _converts(fact: Fact, text: str, bounds: Bounds) -> bool:
    """Whether a text is the figure of a fact in another power of ten or unit, to the last digit printed."""
    if not isinstance(fact.value, Quantity) or fact.value.unit is None:
        return False
    low, _, high = text.partition("~")
    match = _CONVERTED.fullmatch(high or low)
    is_share = fact.value.unit.name == "%"
    factor = (_SHARES if is_share else bounds.factors).get(match["unit"]) if match else None
    if match is None or factor is None:
        return False
    own = Fraction(1) if is_share else bounds.factors[fact.value.unit.name]
    value = Fraction(match["digits"]) * _POWERS[match["power"]] * factor
    if not high:
        last = Fraction(1, 10 ** len(match["digits"].partition(".")[2])) * _POWERS[match["power"]] * factor
        exact = Fraction(fact.value.value * own / factor).denominator in _DECIMAL
        return abs(value - fact.value.value * own) <= (0 if exact else last / 2)
    return value == (fact.value.high or 0) * own and Fraction(low) * factor == fact.value.low * own
