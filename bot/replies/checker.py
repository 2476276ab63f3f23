"""Re-reads a reply before it leaves: every numeral and every value must be traced to a fact, a computation, a name or
the question itself.

This file shares no code with the composers and their desk, on purpose: what they get wrong, it must not get wrong in
the same way. It looks at the finished text and spans, at the facts that the reply cites, and at nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from bot.knowledge.model import Fact, Items, Text
from bot.knowledge.quantity import Quantity
from bot.replies.reply import Computation, Span

_NUMERAL = re.compile(
    r"[0-9]+(?:[.,/~][0-9]+)*%?|[零〇一二三四五六七八九十百千万亿两半]+(?=[个家户名人年成万亿元吨分倍条次项亩位种类款座大])"
)


def untraced(
    spans: tuple[Span, ...],
    facts: Iterable[Fact],
    computed: Iterable[Computation],
    names: Mapping[str, tuple[str, ...]],
    question: str,
    templates: Iterable[str],
) -> tuple[str, ...]:
    """What in a reply stands on nothing.

    Args:
        spans: the reply.
        facts: all facts that the reply states, offers or computes with.
        computed: its computations.
        names: for each entity, measure and source id, the texts that may stand for it.
        question: what the person typed; quotations must come from it.
        templates: the wordings that were loaded.

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
            if _NUMERAL.search(span.text):
                findings.append(f"numeral in a wording: {span.text!r}")
        elif span.origin == "fact":
            fact = known.get(span.ref)
            if fact is None:
                findings.append(f"no such fact cited: {span.ref}")
            elif not _states(fact, span.text):
                findings.append(f"{span.ref} does not state {span.text!r}")
        elif span.origin == "quotation":
            if not _quoted(span.text, question):
                findings.append(f"not in the question: {span.text!r}")
        elif span.origin == "name" and span.ref in names and span.text.strip("「」") not in names[span.ref]:
            findings.append(f"{span.ref} is not called {span.text!r}")
    findings += _lost_approximations(spans, known)
    findings += _wrong_computations(spans, tuple(computed))
    return tuple(findings)


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


def _wrong_computations(spans: tuple[Span, ...], computed: tuple[Computation, ...]) -> list[str]:
    """A computed figure must be one that the reply declares; plain counts of what it lists are its own."""
    declared = "\n".join(f"{c.formula}\n{c.value}{c.unit}" for c in computed)
    return [
        f"computed but not declared: {span.text!r}"
        for span in spans
        if span.origin == "computed"
        and span.ref not in ("count", "converted", "compare", "year")
        and span.text not in declared
    ]
