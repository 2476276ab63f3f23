"""Generic words in a row with measures: 企业和产能 asks for both, while 甲镇企业产能 only says whose 产能 it is."""

from __future__ import annotations

from dataclasses import replace

from bot.language.lexicon import Sense
from bot.language.mentions import Mention
from bot.understanding.clause import AND

GENERIC = Sense("closed", "generic")
_BETWEEN = AND | {"、", "/"}


def with_rows(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The words with a generic one, which by itself may be passed over, asking for its measure where it is one of a row."""
    return tuple(
        replace(mention, senses=tuple(sense for sense in mention.senses if sense.kind != "closed"))
        if GENERIC in mention.senses and mention.has("family") and _is_in_row(mentions, place)
        else mention
        for place, mention in enumerate(mentions)
    )


def _is_in_row(mentions: tuple[Mention, ...], place: int) -> bool:
    return _is_joined(mentions, place, 1) or _is_joined(mentions, place, -1)


def _is_joined(mentions: tuple[Mention, ...], place: int, step: int) -> bool:
    """Whether a measure stands next to a word, with 和 or 、 between them."""
    near = place + step
    if not 0 <= near < len(mentions) or mentions[near].text not in _BETWEEN:
        return False
    near += step
    return 0 <= near < len(mentions) and mentions[near].has("measure") and not mentions[near].has("name")
