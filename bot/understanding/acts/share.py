"""Share: one figure as a share of another (出口额占产值的比重), a part's of its whole's (乙占全镇产值几成)."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.knowledge.model import NUMERIC_KINDS
from bot.knowledge.signatures import Signature
from bot.understanding.acts.claimed import claimed_number
from bot.understanding.acts.pools import year_of
from bot.understanding.query import Evidence, Failure, Query
from bot.understanding.retrieval import name_evidence
from bot.understanding.scene import Scene, is_name

_REACHED = re.compile("到$|^够|^有没有|^有|^达")
"""占到, 够, 有没有: the share is claimed to be reached."""
_POOLED = (
    "sum",
    "total",
    "all",
    "each",
    "average",
    "except",
    "except_behind",
    "than",
    "difference",
    "ratio",
    "increase",
)
"""Operators beside which two names are no part and whole."""


def read(scene: Scene) -> Query | Failure | None:
    """The two figures, the part first; None where a stated share answers or nothing names two figures."""
    claim = claimed_number(scene) if scene.clause.has("number") else None
    if claim is None and (not scene.speaks_of_share or scene.clause.has("number")):
        return None
    if claim is not None and (claim.dimension != "share" or not _is_claimed(scene)):
        return None
    found = scene.find(scene.names, scene.evidence)
    if found is not None and any(s.unit_dimension == "share" for s in found.signatures):
        return None
    if claim is not None and claim.relation == "equal" and any(_REACHED.search(m.text) for m in scene.clause.words):
        claim = replace(claim, relation="reached")
    pair = _measures(scene) or _part_and_whole(scene) or _of_another(scene)
    if pair is None or pair[0].unit_dimension != pair[1].unit_dimension or pair[0] == pair[1]:
        return None
    year = year_of(scene)
    if year is not None and any(signature.period != year for signature in pair):
        return scene.fail("no_such_period", (pair[0].subject,), (pair[0].measure,), pair, year=year)
    return Query(
        "share",
        signatures=tuple(signature.id for signature in pair),
        subjects=tuple(dict.fromkeys(signature.subject for signature in pair)),
        measures=tuple(dict.fromkeys(signature.measure for signature in pair)),
        claim=claim,
        inherited=tuple(refs[0] for refs in scene.entities) if scene.inherited_names else (),
    )


def _is_claimed(scene: Scene) -> bool:
    """Whether a clause holds a share to be so: it asks yes or no, or sets a bound and asks nothing else."""
    bounded = scene.clause.has("operator", "over", "under")
    return "yesno" in scene.asks or (not scene.asks and (bounded or scene.speaks_of_share))


def _measures(scene: Scene) -> tuple[Signature, Signature] | None:
    """Two measures of one subject, one before 占 and one behind it."""
    if len(scene.strong) != len(scene.evidence) - _cues(scene) or len(scene.strong) != 2:
        return None
    measures = scene.catalogue.measures
    found = [_only(scene, scene.names, (evidence,)) for evidence in scene.strong]
    first, second = found
    if first is not None and second is not None and measures[second.measure].subset_of == first.measure:
        # 「112户企业里规上占几成」 names the whole first.
        first, second = second, first
    return (first, second) if first is not None and second is not None and first.subject == second.subject else None


def _part_and_whole(scene: Scene) -> tuple[Signature, Signature] | None:
    """One measure of a part and of the whole that is named beside it."""
    strong = tuple(scene.strong)
    if len(strong) != 1 or len(scene.evidence) - _cues(scene) != 1 or len(scene.subject_foci) != 1:
        return None
    part = scene.subject_foci[0][0]
    wholes = [up for up in scene.catalogue.above(part) if any(up in refs for refs in scene.entities)]
    town = scene.catalogue.town_of(part)
    county = bool(wholes) and scene.catalogue.entities[wholes[0]].kind == "county"
    if town is not None and town != part and town not in wholes and (county or _speaks_of_town(scene)):
        # 「占那个镇的几成」, with or without the county's name; a county has no figure of its own.
        wholes = [town]
    if not wholes:
        return None
    smaller = _only(scene, (name_evidence((part,)),), strong)
    larger = _only(scene, (name_evidence((wholes[0],)),), strong)
    if smaller is None or larger is None or larger.subject != wholes[0]:
        return None
    return smaller, larger


def _speaks_of_town(scene: Scene) -> bool:
    return scene.clause.has("context", "whole", "place") or scene.clause.has("target", "town")


def _of_another(scene: Scene) -> tuple[Signature, Signature] | None:
    """One measure of two subjects, the first as a share of the second: 甲的产值是乙的百分之几, 甲相当于乙的几成."""
    strong = tuple(scene.strong)
    if len(strong) != 1 or len(scene.evidence) - _cues(scene) != 1 or len(scene.subject_foci) != 2:
        return None
    if (
        ("share" not in scene.asks and not scene.clause.has("number"))
        or scene.clause.joins_names
        or scene.clause.has("operator", *_POOLED)
    ):
        return None
    first, second = (_only(scene, scene.names_of(refs), strong) for refs in scene.subject_foci)
    if first is None or second is None or first.subject == second.subject or first.measure != second.measure:
        return None
    return None if first.unit_dimension == "share" else (first, second)


def _cues(scene: Scene) -> int:
    """How many pieces of evidence only say that a share is meant."""
    return sum(1 for evidence in scene.evidence if _is_cue(evidence))


def _is_cue(evidence: Evidence) -> bool:
    kinds = {sense.kind for sense in evidence}
    return not is_name(evidence) and "kind" in kinds and not kinds & {"measure", "asked"}


def _only(scene: Scene, names: tuple[Evidence, ...], evidence: tuple[Evidence, ...]) -> Signature | None:
    """The one stated figure that evidence names."""
    found = scene.find(names, evidence, frozenset(("amount",)))
    figures = [s for s in found.signatures if s.kind in NUMERIC_KINDS and not s.is_derived] if found else []
    return figures[0] if len(figures) == 1 else None
