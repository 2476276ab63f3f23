"""Ifs that suppose nothing: 「要是从小往大排」, 「如果不算甲镇」, 「若换算成斤」 say how a figure is to be worked out."""

from __future__ import annotations

from bot.language.mentions import Mention
from bot.understanding.clause import Clause

_HOW = frozenset(
    ("except", "except_behind", "sum", "rank", "rank_up", "convert", "only", "average", "group_county", "group_level")
)
_SUPPOSING = frozenset(
    ("increase", "ratio", "over", "under", "more", "less", "difference", "other_time", "not", "without")
)


def only_tells_how(clause: Clause) -> bool:
    """Whether what stands behind the if up to the next pause names an operation, and no figure that is not so."""
    start = next(i for i, mention in enumerate(clause.mentions) if mention.has("frame", "hypothesis"))
    told: list[Mention] = []
    for mention in clause.mentions[start + 1 :]:
        if mention.is_break or (told and mention.start > told[-1].end >= 0):
            break
        told.append(mention)
    operators = {ref for mention in told for ref in mention.refs("operator")}
    numbers = any(mention.number is not None and not mention.has("operator") for mention in told)
    return bool(operators & _HOW) and not operators & _SUPPOSING and not numbers
