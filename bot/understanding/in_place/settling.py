"""What words mean where they stand: beside what, before what, in which order. Mentions in, mentions out, one small rule after the other."""

from __future__ import annotations

from collections.abc import Callable

from bot.knowledge.catalogue import Catalogue
from bot.language.mentions import Mention
from bot.understanding.in_place.acting import with_acting_verbs
from bot.understanding.in_place.appositions import without_appositions
from bot.understanding.in_place.asking_tone import with_asking_tone, with_repeated_denial
from bot.understanding.in_place.bounds import with_bounds
from bot.understanding.in_place.makers import without_making_verbs
from bot.understanding.in_place.neighbours import (
    with_comparisons,
    with_likeness,
    with_scopes,
    with_seats,
    with_towns_asked,
    without_set_aside,
)
from bot.understanding.in_place.setting_right import without_corrected, without_excluded
from bot.understanding.in_place.tags import with_ordered_town, with_tags
from bot.understanding.in_place.tenths import with_part_asked, with_tenths
from bot.understanding.partition import with_negations, without_parts_of_names

_REWRITES: tuple[Callable[[tuple[Mention, ...]], tuple[Mention, ...]], ...] = (
    with_tags,
    without_set_aside,
    with_seats,
    with_ordered_town,
    with_scopes,
    with_towns_asked,
    with_bounds,
    with_comparisons,
    with_likeness,
    with_tenths,
    with_part_asked,
    with_asking_tone,
    with_repeated_denial,
    without_appositions,
    with_acting_verbs,
    without_parts_of_names,
    without_corrected,
    without_excluded,
    with_negations,
)
"""What words mean beside their neighbours, in the order in which it is settled."""


def in_place(mentions: tuple[Mention, ...], catalogue: Catalogue) -> tuple[Mention, ...]:
    """The mentions with what each means in its place."""
    mentions = without_making_verbs(mentions, catalogue)
    for rule in _REWRITES:
        mentions = rule(mentions)
    return mentions
