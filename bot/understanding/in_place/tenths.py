"""Shares that are asked for by the piece: 每十件有几件, 一百个里头几个; or of a whole: 总产值的多少."""

from __future__ import annotations

from dataclasses import replace

from bot.language.lexicon import Sense
from bot.language.mentions import Mention

_WHOLES = frozenset((10, 100))
CLASSIFIERS = frozenset("件个只斤吨块份箱车户家人")
ASKED = frozenset("几多")
OF, PART = "的", "多少"


def with_tenths(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The words with 「每十件 … 几件」 as the question for a share that it is."""
    whole = _whole(mentions)
    if whole is None:
        return mentions
    start, end, classifier = whole
    asked = _asked(mentions, end, classifier)
    if asked is None:
        return mentions
    first, last = asked
    share = replace(mentions[first], end=mentions[last - 1].end, text="".join(m.text for m in mentions[first:last]),
                    senses=(Sense("ask", "share"),), number=None)  # fmt: skip
    said = replace(mentions[start], end=mentions[end - 1].end, text="".join(m.text for m in mentions[start:end]),
                   senses=(Sense("closed", "whole"),), number=None)  # fmt: skip
    return (*mentions[:start], said, *mentions[end:first], share, *mentions[last:])


def with_part_asked(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """总产值的多少 asks which part of it, as 占几成 does; 产值是多少 asks for the figure."""
    said = [position for position, mention in enumerate(mentions) if not mention.is_break]
    while said and mentions[said[-1]].has("closed", "particle"):
        said.pop()
    if len(said) < 3:
        return mentions
    whole, of, asked = (mentions[position] for position in said[-3:])
    if asked.text != PART or of.text != OF or not (whole.has("measure") or whole.has("name")):
        return mentions
    part = replace(asked, senses=(Sense("ask", "share"), Sense("kind", "share")))
    return (*mentions[: said[-1]], part, *mentions[said[-1] + 1 :])


def _whole(mentions: tuple[Mention, ...]) -> tuple[int, int, str] | None:
    """Where ten or a hundred pieces are named: the words of it, and what counts them."""
    for position, mention in enumerate(mentions[:-1]):
        classifier = mentions[position + 1].text
        if mention.number is not None and mention.number.value in _WHOLES and classifier in CLASSIFIERS:
            return position, position + 2, classifier
    return None


def _asked(mentions: tuple[Mention, ...], start: int, classifier: str) -> tuple[int, int] | None:
    """Where behind them so many of the same pieces are asked for: the words of 几件."""
    for position in range(start, len(mentions)):
        text = mentions[position].text
        if text[0] in ASKED and text.endswith(classifier) and len(text) > 1:
            return position, position + 1
        joined = text + (mentions[position + 1].text if position + 1 < len(mentions) else "")
        if text[0] in ASKED and mentions[position].has("ask") and joined == text + classifier:
            return position, position + 2
    return None
