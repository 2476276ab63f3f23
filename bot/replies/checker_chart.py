"""Re-reads a chart before it leaves: each length must be that of the figure written beside it, and each figure that of a
fact or of a computation declared.

Like the checker of texts, it shares no code with what made the chart. The words on the chart are checked as those of a
reply are; here are the lengths, and what belongs beside each figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction

from bot.knowledge.model import Fact
from bot.knowledge.quantity import Quantity
from bot.replies.chart import Bar, Chart

_PRINTED = re.compile(
    r"(?P<digits>-?[0-9]+(?:\.[0-9]+)?)(?:~(?P<high>[0-9]+(?:\.[0-9]+)?))?(?P<power>亿|万)?(?P<unit>.*)"
)
_POWERS = {"亿": 10**8, "万": 10**4, None: 1}
_SHARE = Fraction(1, 100)


def misdrawn(chart: Chart, facts: Iterable[Fact], factors: Mapping[str, Fraction]) -> tuple[str, ...]:
    """What on a chart is not as the facts have it.

    Args:
        chart: as composed, in Chinese.
        facts: all facts that the chart names.
        factors: how many base units one of each unit is.

    Returns:
        One line for each finding; empty when all is as it should be.
    """
    known = {fact.id: fact for fact in facts}
    findings = [found for bar in chart.bars for found in _of_bar(bar, chart, known, factors)]
    measures = {fact.measure for fact in _stated(chart, known)}
    if chart.kind != "nested" and not measures <= {chart.measure}:
        findings.append(f"more than one measure on an axis: {sorted(measures)}")
    dimensions = {
        f.value.unit.dimension for f in _stated(chart, known) if isinstance(f.value, Quantity) and f.value.unit
    }
    if len(dimensions) > 1:
        findings.append(f"more than one unit on an axis: {sorted(dimensions)}")
    if chart.kind in ("shares", "parts", "nested") and any(not 0 <= bar.length <= 1 for bar in chart.bars):
        findings.append("a share is larger than its whole")
    if chart.kind == "parts" and sum(bar.length for bar in chart.bars) > 1:
        findings.append("the parts are more than the whole")
    return tuple(findings)


def _stated(chart: Chart, known: Mapping[str, Fact]) -> list[Fact]:
    """The facts whose figures are bars."""
    refs = [span.ref for bar in chart.bars for span in bar.value if span.origin == "fact"]
    return [known[ref] for ref in refs if ref in known]


def _of_bar(bar: Bar, chart: Chart, known: Mapping[str, Fact], factors: Mapping[str, Fraction]) -> list[str]:
    figures = [span for span in bar.value if span.origin in ("fact", "computed")]
    what = "".join(span.text for span in (*bar.label, *bar.value))
    if len(figures) != 1:
        return [f"a bar needs one figure: {what!r}"]
    written = {(span.text.strip(), span.origin, span.ref) for span in bar.text}
    missing = [
        s
        for s in (*bar.label, *bar.value, *(s for n in bar.notes for s in n))
        if (s.text.strip(), s.origin, s.ref) not in written
    ]
    if any(span.origin != "wording" for span in missing):
        return [f"its line of text says something else than the bar: {what!r}"]
    figure = figures[0]
    if figure.origin == "computed":
        return [] if _is_drawn_as_printed(bar, figure.text, factors) else [f"not as long as it says: {what!r}"]
    fact = known.get(figure.ref)
    if fact is None or not isinstance(fact.value, Quantity):
        return [f"no figure of a fact: {what!r}"]
    return _of_fact(bar, fact, chart, what)


def _of_fact(bar: Bar, fact: Fact, chart: Chart, what: str) -> list[str]:
    assert isinstance(fact.value, Quantity)
    findings: list[str] = []
    if (bar.length, (bar.low, bar.high)) != (fact.value.base_value, fact.value.base_interval):
        findings.append(f"not as long as it says: {what!r}")
    if bar.is_range != fact.value.is_range or bar.is_computed:
        findings.append(f"drawn as another kind of figure: {what!r}")
    names = {fact.subject, *(item for _, item in fact.dimensions)}
    own = {span.ref for span in bar.label if span.origin == "name" and span.ref not in (fact.measure, fact.base)}
    about = {span.ref for span in chart.title if span.origin == "name"}
    if not names & (own or about) or not {fact.subject} & (own | about):
        findings.append(f"stands under another name: {what!r}")
    beside = "".join(span.text for note in (bar.label, *bar.notes, chart.common) for span in note)
    said = fact.period or fact.period_text
    years = said.replace("/", "—")
    if (years and years not in beside) or (not said and re.search(r"\d{4}年", beside)):
        findings.append(f"without its year, or with another: {what!r}")
    return findings


def _is_drawn_as_printed(bar: Bar, text: str, factors: Mapping[str, Fraction]) -> bool:
    """Whether a worked-out figure is as long as its text says, to the last digit printed."""
    match = _PRINTED.fullmatch(text)
    if match is None:
        return False
    unit = match["unit"]
    factor = _SHARE if unit == "%" else Fraction(1) if unit in ("", "倍") else factors.get(unit)
    if factor is None:
        return False
    factor *= _POWERS[match["power"]]
    low = Fraction(match["digits"]) * factor
    if match["high"]:
        high = Fraction(match["high"]) * factor
        return bar.is_range and (bar.low, bar.high) == (low, high)
    last = factor / 10 ** len(match["digits"].partition(".")[2])
    return not bar.is_range and abs(bar.length - low) <= last / 2
