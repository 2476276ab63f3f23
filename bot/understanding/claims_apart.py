"""Several claims in one question, each read for itself: 「30%出口、70%内销,没弄反吧」, 「甲是文化产业,乙是民生产业,对不对」.

A part that only asks whether it is so (没弄反吧) asks it of every claim before it.
"""

from __future__ import annotations

from itertools import pairwise

from bot.language.lexicon import Sense
from bot.language.mentions import Mention
from bot.understanding.clause import is_harmless
from bot.understanding.in_place.faults import FAULT

Segment = tuple[Mention, ...]

_ASKED = Sense("ask", "yesno")


def claims_apart(segments: list[Segment]) -> list[Segment]:
    """The claims of a message, each with the question whether it is so; nothing where there are not several."""
    if not segments or any(
        m.has("ask") and not m.has("ask", "yesno") for s in segments for m in s if not is_harmless(m)
    ):
        return []
    telling = [segment for segment in segments if not all(is_harmless(mention) for mention in segment)]
    claims = [piece for segment in telling if not _only_asks(segment) for piece in _by_number(segment)]
    asked = any(mention.has("ask", "yesno") for segment in segments for mention in segment)
    if (
        not asked
        or len(claims) < 2
        or not (_all_numbers(claims) or (len(claims) < len(telling) and _all_named(claims)))
    ):
        return []
    fault = any(mention.has(*FAULT) for segment in segments for mention in segment)
    return [claim if any(m.has("ask") for m in claim) else (*claim, _question(claim, fault)) for claim in claims]


def _only_asks(segment: Segment) -> bool:
    """Whether a stretch says nothing itself: 没弄反吧, 这话对不对."""
    return any(m.has("ask", "yesno") for m in segment) and all(m.has("ask", "yesno") or is_harmless(m) for m in segment)


def _by_number(segment: Segment) -> list[Segment]:
    """A stretch cut at its commas (30%出口、70%内销), where each part states a number."""
    cuts = [i + 1 for i, (first, second) in enumerate(pairwise(segment)) if 0 <= first.end < second.start]
    edges = [0, *cuts, len(segment)]
    pieces = [segment[first:last] for first, last in pairwise(edges)]
    return pieces if len(pieces) > 1 and _all_numbers(pieces) else [segment]


def _all_numbers(pieces: list[Segment]) -> bool:
    return all(any(m.number is not None and not m.has("operator") for m in piece) for piece in pieces)


def _all_named(pieces: list[Segment]) -> bool:
    return all(any(m.has("name") for m in piece) for piece in pieces)


def _question(claim: Segment, fault: bool) -> Mention:
    """What asks of a claim whether it is so, or whether it is wrong, where nothing in its own words does."""
    end = claim[-1].end
    return Mention(end, end, "", (_ASKED, FAULT) if fault else (_ASKED,))
