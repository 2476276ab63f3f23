"""The work list: groups of unanswered questions with why and what to do, and replies that people called wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.gaps.advising import Advisor
from bot.gaps.fixes import Fix
from bot.gaps.grouping import Group, grouped
from bot.storage.feedback import FeedbackEntry
from bot.storage.gaps import Gap

_WHY = {
    "not_understood": "「{word}」没有着落:事实库和词表里都没有这个词。",
    "part_not_understood": "一句里有几个问题,「{word}」这一部分没读通。",
    "not_understood_plain": "字都认识,可是没有句式读得通。",
    "unknown_place": "「{word}」像是别处的地名或镇名,不在收录的范围里。",
    "no_such_measure": "没有收录{about}。",
    "no_such_period": "没有收录那一年的数:{about}。",
    "no_such_fact": "说得上是问谁,可是没有哪条事实对得上整句话。",
    "no_such_list": "只有个数,没有名单:{about}。",
    "which_subject": "好几个镇都有,问的人没说哪个,只好反问:{about}。",
    "not_comparable": "不是同样的指标,不能相比:{about}。",
    "not_additive": "不能相加:{about}。",
    "overlapping": "有重叠,不能相加:{about}。",
    "parts_missing": "数据不全,算不出来。",
    "nothing_before": "接着前面问的,可是前面没有回答过什么。",
    "no_more": "写到的都说完了,还在问。",
    "off_topic": "认出了个别词,整句看来在说别的事。",
    "empty": "没有写字。",
    "withheld": "回答没有通过核对,压下了:这是程序的错,请报告。",
}
_REPEATED = 2
"""A question back is how it should be; asked again and again, it is a gap."""


@dataclass(frozen=True, slots=True)
class Task:
    """A group of questions, why they have no answer, and what may be written."""

    group: Group
    why: str
    about: tuple[tuple[str, str], ...]
    """(id, name) of what they are about."""
    fixes: tuple[Fix, ...]

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "count": self.group.count,
            "days": self.group.days,
            "reason": self.group.reason,
            "why": self.why,
            "words": list(self.group.words),
            "about": [{"id": id_, "name": name} for id_, name in self.about],
            "languages": sorted({gap.language for gap in self.group.gaps}),
            "examples": list(self.group.examples),
            "fixes": [fix.as_json() for fix in self.fixes],
        }


@dataclass(frozen=True, slots=True)
class Complaint:
    """A reply that was voted down or corrected."""

    question: str
    reply: str
    count: int
    comments: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {"question": self.question, "reply": self.reply, "count": self.count, "comments": list(self.comments)}


@dataclass(frozen=True, slots=True)
class WorkList:
    """All that there is to do."""

    tasks: tuple[Task, ...]
    complaints: tuple[Complaint, ...]
    questions: int
    """How many questions without an answer there were, those included that are answered by now."""
    answered_now: int
    """How many of them are answered by now."""

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "questions": self.questions,
            "answered_now": self.answered_now,
            "groups": [task.as_json() for task in self.tasks],
            "complaints": [complaint.as_json() for complaint in self.complaints],
        }


def work_list(
    gaps: Sequence[Gap],
    feedback: Iterable[FeedbackEntry],
    advisor: Advisor,
    least: int = 1,
    with_fixes: bool = True,
) -> WorkList:
    """What to do about the gaps and the feedback.

    Args:
        gaps: questions without an answer.
        feedback: votes and corrections.
        advisor: knows what may be written.
        least: groups of fewer questions are left out.
        with_fixes: whether to look for what may be written, which takes some tenths of a second for each group.
    """
    open_, answered_now = [], 0
    for gap in gaps:
        if advisor.is_answered(gap):
            answered_now += gap.count
        else:
            open_.append(gap)
    tasks = [
        _task(group, advisor, with_fixes)
        for group in grouped(open_, advisor.without_names)
        if group.count >= max(least, _REPEATED if group.reason == "which_subject" else 1)
    ]
    return WorkList(tuple(tasks), _complaints(feedback, least), sum(gap.count for gap in gaps), answered_now)


def why(group: Group, about: Sequence[tuple[str, str]]) -> str:
    """Why a group has no answer, in plain Chinese."""
    reason = "not_understood_plain" if group.reason == "not_understood" and not group.word else group.reason
    template = _WHY.get(reason, "没有答上({reason})。")
    names = "的".join(name for _, name in about) or "、".join(group.words)
    return template.format(word=group.word, about=names, reason=group.reason)


def _task(group: Group, advisor: Advisor, with_fixes: bool) -> Task:
    about = tuple((ref, name) for ref in group.about if (name := advisor.name(ref)))
    return Task(group, why(group, about), about, advisor.fixes(group) if with_fixes else ())


def _complaints(feedback: Iterable[FeedbackEntry], least: int) -> tuple[Complaint, ...]:
    counted: Counter[tuple[str, str]] = Counter()
    comments: dict[tuple[str, str], list[str]] = {}
    for entry in feedback:
        if entry.verdict == "up":
            continue
        key = (entry.question, entry.reply)
        counted[key] += 1
        if entry.comment:
            comments.setdefault(key, []).append(entry.comment)
    return tuple(
        Complaint(*key, number, tuple(comments.get(key, ())))
        for key, number in counted.most_common()
        if number >= least
    )


def since_text(since: date | None) -> str:
    """From when on, as a heading says it."""
    return f"{since.isoformat()} 以来" if since else "至今"
