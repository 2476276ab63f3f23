"""What a run of suites found, as text."""

from __future__ import annotations

import statistics
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from bot.suites.judging import Verdict
from bot.suites.running import Result

VERDICTS: dict[Verdict, str] = {"right": "对", "wrong": "错", "declined": "没答上"}
SHOWN_REPLY = 200
"""Characters of a reply that a failure shows."""


def report(results: Sequence[Result], show: int) -> str:
    """Up to `show` failures, wrong ones first, then the score by tag and by suite."""
    failures = [result for result in results if not result.passed]
    failures.sort(key=lambda result: result.judgement.verdict != "wrong")
    parts = [_failure(result) for result in failures[:show]]
    if len(failures) > show:
        parts.append(f"还有 {len(failures) - show} 道没列出(--show {len(failures)} 列全)。")
    parts.append(_table("标签", ((tag, result) for result in results for tag in result.case.tags)))
    parts.append(_table("题集", ((result.suite, result) for result in results)))
    parts.append(_closing(results))
    return "\n\n".join(part for part in parts if part)


def _failure(result: Result) -> str:
    case, reply = result.case, result.reply
    text = " ".join(reply.text.split())
    shown = text if len(text) <= SHOWN_REPLY else text[:SHOWN_REPLY] + "…"
    who = f"({case.who})" if case.who else ""
    why_not = f",{reply.reason}" if reply.reason else ""
    lines = [
        f"[{VERDICTS[result.judgement.verdict]}] {case.file}:{case.line} {case.id}{who}",
        f"  问:{' → '.join(result.asked)}",
        *(f"  要:{reason}" for reason in result.judgement.reasons),
        f"  答:({reply.status}{why_not}){shown}",
    ]
    if case.note:
        lines.append(f"  注:{case.note}")
    return "\n".join(lines)


def _table(title: str, labelled: Iterable[tuple[str, Result]]) -> str:
    counts: dict[str, Counter[Verdict]] = {}
    for label, result in labelled:
        counts.setdefault(label, Counter())[result.judgement.verdict] += 1
    if not counts:
        return ""
    width = max(_columns(label) for label in (title, *counts))
    rows = [_row(title, width, ("题数", *VERDICTS.values()))]
    for label, count in counts.items():
        rows.append(_row(label, width, (count.total(), *(count[verdict] for verdict in VERDICTS))))
    return "\n".join(rows)


def _row(label: str, width: int, cells: Sequence[object]) -> str:
    return label + " " * (width - _columns(label)) + "".join(_right(str(cell), 8) for cell in cells)


def _right(text: str, width: int) -> str:
    return " " * (width - _columns(text)) + text


def _columns(text: str) -> int:
    """Columns that a terminal gives the text; a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _closing(results: Sequence[Result]) -> str:
    counts = Counter(result.judgement.verdict for result in results)
    total = len(results)
    outcome = ",".join(f"{counts[verdict]} {name}" for verdict, name in VERDICTS.items())
    share = f"({counts['right'] / total:.1%} 对)" if total else ""
    lengths = [len(result.reply.text) for result in results if result.reply.status == "answered"]
    median = f"答上的答复长度中位数 {statistics.median(lengths):.0f} 字。" if lengths else ""
    return f"共 {total} 问:{outcome}{share}。{median}"
