"""People called by what they make: 甲县做乙的, 甲县烧丙的 are the trade itself.

A verb of making right before the name of a trade says nothing more than the name, where the two are one noun (做乙的,
烧丙那边). Anywhere else it means what else it may mean, or nothing known.
"""

from __future__ import annotations

from dataclasses import replace

from bot.knowledge.catalogue import Catalogue
from bot.language.lexicon import Sense
from bot.language.mentions import UNKNOWN, Mention

MAKING = Sense("frame", "making")
_LIGHT = (Sense("closed", "light_verb"),)


def without_making_verbs(mentions: tuple[Mention, ...], catalogue: Catalogue) -> tuple[Mention, ...]:
    """The mentions with verbs of making passed over where they only head the name of a trade."""
    found: list[Mention] = []
    for position, mention in enumerate(mentions):
        if not mention.has(*MAKING):
            found.append(mention)
        elif _heads_trade(mentions[position + 1 : position + 3], catalogue):
            found.append(replace(mention, senses=_LIGHT))
        else:
            others = tuple(sense for sense in mention.senses if sense != MAKING)
            found.append(replace(mention, senses=others or (UNKNOWN,)))
    return tuple(found)


def _heads_trade(behind: tuple[Mention, ...], catalogue: Catalogue) -> bool:
    """Whether a trade and what makes a noun of it follow: 的, 那边, 那些厂."""
    if len(behind) < 2:
        return False
    trade, closing = behind
    places = ("county", "city", "place")
    named = any(
        catalogue.entities[ref].part_of and catalogue.entities[ref].kind not in places for ref in trade.refs("name")
    )
    closes = closing.text.startswith("的") or closing.has("context") or closing.has("closed", "generic")
    return closes and (named or trade.has("class"))
