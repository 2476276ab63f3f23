"""Compare: two or more subjects by one measure, or two measures of one subject (差多少, 几倍, 哪个多)."""

from __future__ import annotations

from bot.knowledge.model import NUMERIC_KINDS
from bot.knowledge.signatures import Signature
from bot.understanding.query import Failure, Query
from bot.understanding.scene import Scene, measures_of

_KINDS = ("ratio", "difference", "over", "under", "less", "least", "more", "most", "than")


def read(scene: Scene) -> Query | Failure | None:
    """The figures to set side by side."""
    operators = scene.clause.operators()
    operator = next((name for name in _KINDS if name in operators), "")
    if operator in ("over", "under") and ("yesno" not in scene.asks or scene.clause.has("number")):
        return None
    subjects = tuple(refs for refs in scene.subject_foci if refs)
    if len(subjects) >= 2 and scene.evidence:
        return _subjects(scene, subjects, operator)
    if len(subjects) <= 1 and scene.evidence:
        return _one_subject(scene, operator)
    return None


def _subjects(scene: Scene, subjects: tuple[tuple[str, ...], ...], operator: str) -> Query | Failure | None:
    chosen: list[Signature] = []
    lacking: list[str] = []
    for refs in subjects:
        found = scene.find(scene.names_of(refs), scene.evidence, frozenset())
        numeric = [s for s in found.signatures if s.kind in NUMERIC_KINDS or s.kind == "date"] if found else []
        if not numeric:
            lacking.append(refs[0])
        chosen += numeric
    if lacking:
        measures = measures_of(scene.strong, scene.index)
        offered = [signature for signature in chosen if signature.kind in NUMERIC_KINDS]
        return scene.fail("no_such_measure", lacking, measures[:1], offered) if measures else None
    measures_found = dict.fromkeys(signature.measure for signature in chosen)
    if len(measures_found) > 1:
        return scene.fail("not_comparable", (), measures_found, chosen)
    return _query(scene, tuple(chosen), operator)


def _one_subject(scene: Scene, operator: str) -> Query | Failure | None:
    """Several measures or dimensions of one subject: 产能比产量多多少, 美国比欧洲高几个点."""
    if len(scene.strong) >= 2:
        chosen: list[Signature] = []
        for evidence in scene.strong:
            found = scene.find(scene.names, (evidence,), frozenset())
            if found:
                chosen += [s for s in found.signatures if s.kind in NUMERIC_KINDS]
        distinct = dict.fromkeys(chosen)
        subjects = {signature.subject for signature in distinct}
        dimensions = {signature.unit_dimension for signature in distinct}
        if (
            len(distinct) == 2
            and len(subjects) == 1
            and len(dimensions) == 1
            and operator in ("ratio", "difference", "than")
        ):
            return _query(scene, tuple(distinct), operator)
    markets = [refs for refs in scene.entities if not any(scene.is_subject(entity) for entity in refs)]
    if len(markets) >= 2:
        own = tuple(
            evidence for evidence in scene.names if any(s.kind == "class" or scene.is_subject(s.ref) for s in evidence)
        )
        both: list[Signature] = []
        for refs in markets:
            market = tuple(e for e in scene.names if {s.ref for s in e} & set(refs))
            found = scene.find((*own, *market), scene.evidence, frozenset(("amount",)))
            both += [s for s in found.signatures if s.kind in NUMERIC_KINDS] if found else []
        if len(both) == len(markets):
            return _query(scene, tuple(both), operator)
    return None


def _query(scene: Scene, signatures: tuple[Signature, ...], operator: str) -> Query:
    return Query(
        "compare",
        signatures=tuple(signature.id for signature in signatures),
        subjects=tuple(dict.fromkeys(signature.subject for signature in signatures)),
        measures=tuple(dict.fromkeys(signature.measure for signature in signatures)),
        operator=operator,
        inherited=tuple(refs[0] for refs in scene.entities) if scene.inherited_names else (),
    )
