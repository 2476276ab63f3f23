"""What words mean where they stand: beside what, before what, in which order. Mentions in, mentions out, one small rule after the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.knowledge.catalogue import Catalogue
from bot.language.lexicon import Sense
from bot.language.mentions import Mention
from bot.understanding import partition
from bot.understanding.in_place import (
    acting,
    appositions,
    bounds,
    classifiers,
    faults,
    makers,
    neighbours,
    rows,
    sources,
    tags,
    tenths,
    year_before,
)
from bot.understanding.in_place.asking_tone import DENYING, MARK, OR, with_asking_tone, with_repeated_denial
from bot.understanding.in_place.setting_right import without_corrected, without_excluded
from bot.understanding.marks import Needs, marks_of, meets, one_of

_NOT, _CORRECTING = Sense("operator", "not"), Sense("closed", "correcting")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, and what must be among the words for it to change any of them."""

    rewrite: Callable[[tuple[Mention, ...]], tuple[Mention, ...]]
    needs: Needs


_RULES = (
    Rule(tags.with_tags, (one_of(*tags.DENIED),)),
    Rule(neighbours.without_set_aside, (one_of(_NOT),)),
    Rule(neighbours.with_seats, (one_of("order"),)),
    Rule(tags.with_ordered_town, (one_of(Sense("context", "place")), one_of(*tags.ORDERS))),
    Rule(neighbours.with_scopes, (one_of("scope"), one_of("class"), one_of(*neighbours.SHARES))),
    Rule(neighbours.with_towns_asked, (one_of(Sense("target", "town"), neighbours.TOWN), one_of("asked"))),
    Rule(neighbours.without_bare_ranges, (one_of(*neighbours.RANGES), one_of("measure"))),
    Rule(bounds.with_bounds, (one_of(Sense("operator", "than"), bounds.OR),)),
    Rule(neighbours.with_comparisons, (one_of(*neighbours.HELD), one_of(*neighbours.COMPARING))),
    Rule(neighbours.with_likened, (one_of(*neighbours.LIKE), one_of("name"))),
    Rule(neighbours.with_likeness, (one_of(*neighbours.ALIKE), one_of("name"))),
    Rule(rows.with_rows, (one_of(rows.GENERIC), one_of("family"), one_of("measure"))),
    Rule(neighbours.with_papers, (one_of(*neighbours.SAYING), one_of("measure"))),
    Rule(tenths.with_tenths, (one_of(*tenths.CLASSIFIERS), one_of(*tenths.ASKED))),
    Rule(tenths.with_part_asked, (one_of(tenths.OF), one_of(tenths.PART), one_of("measure", "name"))),
    Rule(year_before.with_year_before, (one_of(*year_before.THAN), one_of("period"), one_of(*year_before.GROWN))),
    Rule(with_asking_tone, (one_of(MARK),)),
    Rule(with_repeated_denial, (one_of(OR), one_of(*DENYING))),
    Rule(appositions.without_appositions, (one_of("name"), one_of(*appositions.NUMBERS))),
    Rule(acting.with_acting_verbs, (one_of(acting.DONE, *acting.NEEDING), one_of(Sense("ask", "amount"), *"多几"))),
    Rule(partition.without_parts_of_names, (one_of("+"), one_of("name"))),
    Rule(sources.without_sources, (one_of("unknown"), one_of(Sense("ask", "yesno")), one_of(*sources.SAYING))),
    Rule(faults.with_faults, (one_of(Sense("ask", "yesno")), one_of(*faults.FAULTY))),
    Rule(without_corrected, (one_of(_CORRECTING),)),
    Rule(without_excluded, (one_of(_NOT),)),
    Rule(partition.with_negations, (one_of(*partition.NEGATING),)),
)
"""What words mean beside their neighbours, in the order in which it is settled."""


def in_place(mentions: tuple[Mention, ...], catalogue: Catalogue) -> tuple[Mention, ...]:
    """The mentions with what each means in its place."""
    marks = marks_of(mentions)
    if makers.MAKING in marks:
        mentions = makers.without_making_verbs(mentions, catalogue)
        marks = marks_of(mentions)
    if meets(classifiers.NEEDS, marks):
        mentions = classifiers.with_classifiers(mentions, catalogue)
    for rule in _RULES:
        if meets(rule.needs, marks):
            before, mentions = mentions, rule.rewrite(mentions)
            if mentions is not before:
                marks = marks_of(mentions)
    return mentions
