"""Classifiers between a number and what a measure counts: 几【片】写生区, 三大【块】片区."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from bot.knowledge.catalogue import Catalogue
from bot.language.lexicon import Sense
from bot.language.mentions import Mention
from bot.language.thesaurus import read_thesaurus
from bot.understanding.marks import one_of

_CLASSIFIER, _UNIT = "Dn08", "Dn10"
_PARTICLE = (Sense("closed", "particle"),)

NEEDS = (one_of("unknown"), one_of("measure"))


def with_classifiers(mentions: tuple[Mention, ...], catalogue: Catalogue) -> tuple[Mention, ...]:
    """The words with an unknown classifier as mere padding, where a number is before it and a measure's name behind it."""
    found = list(mentions)
    for position in range(1, len(mentions) - 1):
        before, mention, follower = mentions[position - 1 : position + 2]
        counts = before.number is not None or before.has("ask", "amount") or before.text == "大"
        if mention.is_unknown and counts and _is_counted(follower, catalogue) and _is_classifier(mention.text):
            found[position] = replace(mention, senses=_PARTICLE)
    return tuple(found)


def _is_counted(mention: Mention, catalogue: Catalogue) -> bool:
    """Whether a word names a number of things: 「几道工序」 asks for no statement on the craft."""
    return any(catalogue.measures[ref].kind == "count" for ref in mention.refs("measure"))


@lru_cache(maxsize=256)
def _is_classifier(text: str) -> bool:
    codes = read_thesaurus().codes.get(text, ()) if len(text) == 1 else ()
    return any(code.startswith(_CLASSIFIER) for code in codes) and not any(code.startswith(_UNIT) for code in codes)
