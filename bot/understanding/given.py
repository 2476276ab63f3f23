"""Figures that a question only points with: 甲县那51户, 那40.2亿里, 218户企业里. They stand for the measure whose figure they are.

Whether the figure is so is looked up when the question is answered; one that is not so is no such figure.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.knowledge.catalogue import Catalogue
from bot.knowledge.model import NUMERIC_KINDS
from bot.language.lexicon import Sense
from bot.language.mentions import Mention
from bot.understanding.query import Claim

_POINTING = re.compile("^[那这](?:个|些|一)?$")
_INSIDE = frozenset(("里", "里面", "里头", "里边", "当中", "中", "之中", "中间"))
_MONEY = frozenset("亿万")
_NEAR = 3


def with_given(mentions: tuple[Mention, ...], catalogue: Catalogue) -> tuple[tuple[Mention, ...], tuple[Claim, ...]]:
    """The words with each such figure in the place of its measure, and the figures."""
    found: list[Mention] = []
    given: list[Claim] = []
    position = 0
    while position < len(mentions):
        taken = _figure(mentions, position, catalogue)
        if taken is None:
            found.append(mentions[position])
            position += 1
            continue
        mention, claim, position = taken
        found.append(mention)
        given.append(claim)
    return tuple(found), tuple(given)


def without_inside(mentions: tuple[Mention, ...]) -> tuple[tuple[Mention, ...], tuple[Claim, ...]]:
    """The words without a figure that only says out of how many: 甲县【218户企业里】规上占比. It must be stated all the same."""
    for position, mention in enumerate(mentions):
        number = mention.number
        follower = mentions[position + 1] if position + 1 < len(mentions) else None
        dimension = next(iter(follower.refs("unit")), "") if follower is not None else ""
        if number is None or mention.has("operator") or number.kind != "plain" or not dimension:
            continue
        inside = next((i for i in range(position + 2, position + 2 + _NEAR) if _is_inside(mentions, i)), 0)
        if not inside or not all(_only_counted(m) for m in mentions[position + 2 : inside]):
            continue
        text = "".join(m.text for m in mentions[position : position + 2])
        start = position - 1 if position and _POINTING.match(mentions[position - 1].text) else position
        claim = Claim(number=number.value, low=number.low, high=number.high, dimension=dimension, text=text)
        return (*mentions[:start], *mentions[inside + 1 :]), (claim,)
    return mentions, ()


def _is_inside(mentions: tuple[Mention, ...], position: int) -> bool:
    return position < len(mentions) and mentions[position].text in _INSIDE


def _only_counted(mention: Mention) -> bool:
    """Whether a word only says what was counted, with no measure of its own: 企业."""
    return mention.has("family") or not any(
        mention.has(kind) for kind in ("measure", "asked", "name", "class", "operator", "ask", "number")
    )


def _figure(mentions: tuple[Mention, ...], position: int, catalogue: Catalogue) -> tuple[Mention, Claim, int] | None:
    """A figure that is pointed with at a place, what it claims, and where the words go on."""
    start = position + 1 if _POINTING.match(mentions[position].text) else position
    if start >= len(mentions):
        return None
    mention, number = mentions[start], mentions[start].number
    if number is None or mention.has("operator") or number.kind != "plain":
        return None
    follower = mentions[start + 1] if start + 1 < len(mentions) else None
    dimension = next(iter(follower.refs("unit")), "") if follower is not None else ""
    end = start + 2 if dimension else start + 1
    dimension = dimension or ("money" if number.power[-1:] in _MONEY else "")
    inside = any(m.text in _INSIDE for m in mentions[end : end + _NEAR])
    measures = tuple(
        m.id for m in catalogue.measures.values()
        if m.dimension == dimension and m.kind in NUMERIC_KINDS and m.formula is None and m.primary
    )  # fmt: skip
    if not measures or (start == position and not inside):
        return None
    text = "".join(m.text for m in mentions[position:end])
    senses = tuple(Sense("measure", measure) for measure in measures)
    stands = replace(
        mention, start=mentions[position].start, end=mentions[end - 1].end, text=text, senses=senses, number=None
    )
    claim = Claim(number=number.value, low=number.low, high=number.high, dimension=dimension, text=text)
    return stands, claim, end
