"""Two questions that are none together: 「网点多少个?那四块招牌念一下」, 「美国占几成 剩下的给谁」."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from bot.language.mentions import Mention

SOFT_ASKS = frozenset(("yesno", "howis"))


@dataclass(frozen=True, slots=True)
class Question:
    """A stretch of a message with what keeps it from being one question with another."""

    start: int
    end: int
    is_hard: bool
    """Whether a sentence ends behind it."""
    asked: frozenset[str]
    """What it asks for, a number being one kind however it is asked."""
    is_strong: bool
    has_year: bool

    @classmethod
    def of(cls, segment: tuple[Mention, ...], is_hard: bool) -> Question:
        return cls(
            segment[0].start,
            segment[-1].end,
            is_hard,
            _asked_kinds(segment),
            any(mention.has(kind) for mention in segment for kind in ("measure", "asked", "family")),
            any(mention.period is not None for mention in segment),
        )


def questions_in(segments: Sequence[tuple[tuple[Mention, ...], bool]]) -> tuple[Question, ...]:
    """The stretches of a message, each with whether a sentence ends behind it, as questions; none where there is but one."""
    return tuple(Question.of(segment, hard) for segment, hard in segments) if len(segments) > 1 else ()


def fuses(clause: tuple[Mention, ...], questions: Sequence[Question]) -> bool:
    """Whether a clause takes two questions as one: 「网点多少个?那四块招牌念一下」, 「美国占几成 剩下的给谁」."""
    start, end = clause[0].start, clause[-1].end
    inside = [question for question in questions if start <= question.start and question.end <= end]
    if any(
        first.is_hard and first.asked and first.is_strong and second.is_strong for first, second in pairwise(inside)
    ):
        return True
    asking = [question for question in inside if question.asked]
    if any(second.has_year and not first.has_year for first, second in pairwise(asking)):
        # 「有几个片区 2023年来了多少学生」: the year belongs to the second question alone.
        return True
    kinds = dict.fromkeys(question.asked for question in asking)
    return any(not first & second for first, second in combinations(kinds, 2))


def _asked_kinds(segment: tuple[Mention, ...]) -> frozenset[str]:
    """What a stretch asks for, a number being one kind however it is asked."""
    asked = {ref for mention in segment for ref in mention.refs("ask")} - SOFT_ASKS
    return frozenset("number" if kind in ("amount", "share") else kind for kind in asked)
