"""One figure claimed of several: 甲和乙都有90户企业吗, 甲跟乙一样卖到86个国家.

It is so only if it is so of each; the figures of all are told.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.knowledge.model import NUMERIC_KINDS
from bot.knowledge.signatures import Signature
from bot.understanding.acts.decisive import decisive_pieces
from bot.understanding.acts.negation import is_negated
from bot.understanding.query import Claim, Failure, Query
from bot.understanding.scene import Scene

_ALIKE = frozenset(("一样", "同样", "一般", "也"))
_OTHERWISE = frozenset(
    ("than", "difference", "ratio", "sum", "average", "total", "more", "less", "rank_of", "remainder", "of_all")
)
"""Operators by which several together, or one beside the other, are spoken of."""
_MOST = 3

Fitting = Callable[[Scene, Claim | None], tuple[Signature, ...]]


def claimed_of_each(scene: Scene, number: Claim | None, fitting: Fitting) -> Query | Failure | None:
    """The figure of each of those that are named, held against the one number; None where no number is claimed of each."""
    subjects = [refs for refs in scene.subject_foci if refs and scene.is_subject(refs[0])]
    if not 1 < len(subjects) <= _MOST or len(subjects) < len(scene.foci) or scene.inherited_names:
        return None
    if scene.asks != {"yesno"} or not scene.evidence or set(scene.clause.operators()) & _OTHERWISE:
        return None
    alike = any(mention.text in _ALIKE for mention in scene.clause.words)
    if not alike and (number is None or not scene.clause.has("operator", "all", "each")):
        return None
    found = [fitting(replace(scene, names=scene.names_of(refs)), number)[:1] for refs in subjects]
    lacking = [refs[0] for refs, own in zip(subjects, found, strict=True) if not own or own[0].subject not in refs]
    if lacking:
        # What is so of one says nothing of the other.
        return scene.fail("no_such_fact", lacking[:1])
    figures = [figure for own in found for figure in own]
    if len({figure.measure for figure in figures}) > 1:
        return scene.fail("no_such_fact", (subjects[0][0],), offered=figures)
    numeric = all(figure.kind in NUMERIC_KINDS for figure in figures)
    if numeric != (number is not None) or (number is None and decisive_pieces(scene)):
        return scene.fail("no_such_fact", (subjects[0][0],), offered=figures)
    return Query(
        "check",
        signatures=tuple(figure.id for figure in figures),
        subjects=tuple(figure.subject for figure in figures),
        measures=(figures[0].measure,),
        claim=replace(number or Claim(), is_each=True, negated=is_negated(scene)),
    )
