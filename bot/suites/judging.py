"""Is a reply what a case expects?"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from bot.replies.reply import Reply
from bot.suites.suite import Expectation

Verdict = Literal["right", "wrong", "declined"]
"""Wrong: it answered, and falsely or not in full. Declined: no answer where one was due, or one too long to find it in."""

LOOKUP_LIMIT = 300
"""Characters beyond which the answer to a look-up is drowned."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict and the reasons for it, in Chinese; no reasons when right."""

    verdict: Verdict
    reasons: tuple[str, ...] = ()


def fold(text: str) -> str:
    """The text without what doesn't matter to its meaning: width, case, spaces, commas in numbers."""
    text = unicodedata.normalize("NFKC", text).lower()
    text = re.sub(r"(?<=\d),(?=\d)", "", text)
    return re.sub(r"\s+", "", text)


def judge(reply: Reply, expectation: Expectation, tags: tuple[str, ...] = ()) -> Judgement:
    """Compare a reply with what was expected of it."""
    if expectation.no_fact:
        return _judge_no_fact(reply)
    if reply.status == "answered" and _is_lookup(tags) and len(reply.text) > LOOKUP_LIMIT:
        return Judgement("declined", (f"查一个数,却答了 {len(reply.text)} 个字",))
    reasons = _reasons(reply, expectation)
    if not reasons:
        return Judgement("right")
    return Judgement("wrong" if reply.status == "answered" else "declined", reasons)


def _judge_no_fact(reply: Reply) -> Judgement:
    if not reply.facts and not reply.computed:
        return Judgement("right")
    stated = [fact.id for fact in reply.facts] + [computation.formula for computation in reply.computed]
    return Judgement("wrong", (f"不该答,却答了:{'、'.join(stated)}",))


def _reasons(reply: Reply, expectation: Expectation) -> tuple[str, ...]:
    text = fold(reply.text)
    reasons = []
    fair = reply.status in expectation.statuses
    if not fair:
        reasons.append(f"状态应当是 {' 或 '.join(expectation.statuses)}")
    for piece in expectation.must_not:
        if fold(piece) in text:
            reasons.append(f"不该有「{piece}」")
    # A fair decline need not hold the figures that an answer would; nor need a question back.
    waived = fair and (reply.status == "clarify" or (reply.status != "answered" and "answered" in expectation.statuses))
    if waived:
        return tuple(reasons)
    for group in expectation.must:
        if not any(fold(piece) in text for piece in group):
            reasons.append(f"缺少{' / '.join(f'「{piece}」' for piece in group)}")
    cited = {fact.id for fact in reply.facts} | {fact for computation in reply.computed for fact in computation.inputs}
    for fact in expectation.facts:
        if fact not in cited:
            reasons.append(f"没有引用事实 {fact}")
    return tuple(reasons)


def _is_lookup(tags: tuple[str, ...]) -> bool:
    return "lookup" in tags and not {"multi", "list", "describe"} & set(tags)
