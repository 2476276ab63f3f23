"""Bounds set with 比, and bounds that are asked for from both sides.

比5亿多 is 超过5亿; 高于5亿还是低于5亿, 比5亿多还是少 ask on which side of the number a figure lies.
"""

from __future__ import annotations

from dataclasses import replace

from bot.language.lexicon import Sense
from bot.language.mentions import Mention

OR = "还是"
_LIGHT = (Sense("closed", "particle"),)
_BETWEEN = frozenset("更还要再稍略")
_UPPER, _LOWER = frozenset(("over", "more")), frozenset(("under", "less"))


def with_bounds(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The words with what is set beside a number by 比 as the bound that it is."""
    found = list(mentions)
    for position, mention in enumerate(mentions[:-2]):
        number = mentions[position + 1]
        if not mention.has("operator", "than") or number.number is None or number.has("operator"):
            continue
        end = position + 2
        while end < len(mentions) and (mentions[end].has("unit") or mentions[end].text in _BETWEEN):
            end += 1
        side = _side(mentions[end]) if end < len(mentions) else ""
        if side:
            found[position] = replace(mention, senses=(Sense("operator", side),))
            found[end] = replace(mentions[end], senses=_asking(mentions[end]))
    return _with_sides(tuple(found))


def _side(mention: Mention) -> str:
    operators = set(mention.refs("operator"))
    if "difference" in operators:
        return ""
    return "over" if operators & _UPPER else "under" if operators & _LOWER else ""


def _asking(mention: Mention) -> tuple[Sense, ...]:
    return (Sense("ask", "yesno"),) if OR in mention.text else _LIGHT


def _with_sides(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The words with the other of two sides of one number passed over: 高于5亿还是低于5亿, 比5亿多还是少."""
    middle = next((i for i, m in enumerate(mentions) if m.text == OR), None)
    numbers = [m for m in mentions if m.number is not None and not m.has("operator")]
    if middle is None or not numbers or len({m.text for m in numbers}) > 1:
        return mentions
    first = next((i for i in range(middle - 1, -1, -1) if _side(mentions[i])), None)
    second = next((i for i in range(middle + 1, min(len(mentions), middle + 3)) if _side(mentions[i])), None)
    if first is None or second is None or _side(mentions[first]) == _side(mentions[second]):
        return mentions
    found = list(mentions)
    found[middle] = replace(mentions[middle], senses=(Sense("ask", "yesno"),))
    spare = first if mentions.index(numbers[0]) > middle else second
    found[spare] = replace(mentions[spare], senses=_LIGHT)
    if len(numbers) > 1:
        again = mentions.index(numbers[-1])
        found[again] = replace(numbers[-1], senses=_LIGHT, number=None)
    return tuple(found)
