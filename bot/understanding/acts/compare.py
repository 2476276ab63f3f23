"""Compare: two or more subjects by one measure, or two measures of one subject (差多少, 几倍, 哪个多)."""

from __future__ import annotations

from dataclasses import replace

from bot.knowledge.model import NUMERIC_KINDS
from bot.knowledge.signatures import Signature
from bot.understanding.acts.claimed import claimed_number
from bot.understanding.acts.pools import measure_for_pool, pool_of, year_of
from bot.understanding.clause import AND, content_senses
from bot.understanding.query import Claim, Evidence, Failure, Query
from bot.understanding.retrieval import name_evidence
from bot.understanding.scene import Scene, is_name, measures_of

_KINDS = ("ratio", "difference", "over", "under", "less", "least", "more", "most", "than")
_MOST_COMPARED = 6
_APART = frozenset(("sum", "than", "ratio"))
"""Operators between two things: 甲比乙, 甲加上乙, 甲是乙的几倍."""


def read(scene: Scene) -> Query | Failure | None:
    """The figures to set side by side; where a year is named, none of another year."""
    years = {m.period.year for m in scene.clause.words if m.period is not None and m.period.year}
    query, year = _read(scene), year_of(scene)
    if not isinstance(query, Query) or year is None:
        return query
    if len(years) > 1:
        # 「2024比2023多多少」 sets one thing beside itself.
        return None
    figures = [scene.index.by_id[signature] for signature in query.signatures]
    others = [figure for figure in figures if figure.period not in (None, year)]
    if not others:
        return query
    return scene.fail("no_such_period", (others[0].subject,), (others[0].measure,), figures, year=year)


def _read(scene: Scene) -> Query | Failure | None:
    operators = scene.clause.operators()
    operator = next((name for name in _KINDS if name in operators), "")
    if operator in ("over", "under") and scene.asks == {"amount"} and not scene.clause.has("number"):
        # 「甲高过乙多少」
        operator = "difference"
    if operator in ("over", "under") and ("yesno" not in scene.asks or scene.clause.has("number")):
        return None
    subjects = tuple(refs for refs in scene.subject_foci if refs)
    if not scene.evidence:
        return None
    if len(subjects) >= 2:
        return _subjects(scene, subjects, operator)
    pooled = _pooled(scene, operator)
    if pooled is not None:
        return pooled
    found = _one_subject(scene, operator)
    pieces = joined_parts(scene) if found is None and len(subjects) == 1 else ()
    return _subjects(_of(scene, pieces), tuple((piece,) for piece in pieces), operator) if pieces else found


def joined_parts(scene: Scene) -> tuple[str, ...]:
    """The parts that a town's name joins (甲和乙), where they themselves may be meant."""
    entities = scene.catalogue.entities
    town = scene.subject_foci[0][0]
    if entities[town].kind != "town":
        return ()
    text = next((m.text for m in scene.clause.names if m.has("name", town)), "")
    joint = next((word for word in AND if len(word) == 1 and word in text[1:-1]), "")
    names = tuple(text.split(joint)) if joint else ()
    parts = [
        next((p.id for p in scene.catalogue.parts_of.get(town, ()) if name in (p.name, *p.aliases)), None)
        for name in names
    ]
    return tuple(part for part in parts if part) if parts and all(parts) else ()


def _of(scene: Scene, pieces: tuple[str, ...]) -> Scene:
    return replace(scene, names=tuple(name_evidence((piece,)) for piece in pieces))


def _pooled(scene: Scene, operator: str) -> Query | None:
    """The towns of a class or a county side by side: 两个茶产值谁高."""
    if not any(is_name(e) for e in scene.names) or operator in ("most", "least", "over", "under"):
        return None
    kinds = {scene.catalogue.entities[ref].kind for refs in scene.entities for ref in refs}
    classes = any(sense.kind == "class" for e in scene.names for sense in e)
    if kinds - {"county", "city"} or not (classes or scene.clause.has("target", "town")):
        return None
    signatures = measure_for_pool(scene, pool_of(scene))
    return _query(scene, signatures, operator) if 2 <= len(signatures) <= _MOST_COMPARED else None


def _subjects(scene: Scene, subjects: tuple[tuple[str, ...], ...], operator: str) -> Query | Failure | None:
    chosen: list[Signature] = []
    lacking: list[str] = []
    for refs in subjects:
        numeric = _comparable(scene, refs)
        if not numeric:
            lacking.append(refs[0])
        chosen += numeric
    if lacking:
        paired = _paired(scene, subjects)
        if paired:
            return _query(scene, paired, operator)
        measures = measures_of(scene.strong, scene.index)
        offered = [signature for signature in chosen if signature.kind in NUMERIC_KINDS]
        return scene.fail("no_such_measure", lacking, measures[:1], offered) if measures else None
    measures_found = dict.fromkeys(signature.measure for signature in chosen)
    if len(measures_found) > 1:
        return scene.fail("not_comparable", (), measures_found, chosen)
    return _query(scene, tuple(chosen), operator)


def _comparable(scene: Scene, refs: tuple[str, ...]) -> list[Signature]:
    """What of one subject can be set beside another: figures before dates, and before names (企业 are counted here)."""
    for asks in (frozenset(("amount",)), frozenset[str]()):
        found = scene.find(scene.names_of(refs), scene.evidence, asks)
        held = [s for s in found.signatures if s.kind in NUMERIC_KINDS or s.kind == "date"] if found else []
        if held:
            return held
    return []


def _paired(scene: Scene, subjects: tuple[tuple[str, ...], ...]) -> tuple[Signature, ...]:
    """Two subjects, each with a measure of its own named behind it: 甲县的综合收入和乙的产值."""
    if len(subjects) != 2 or len(scene.strong) != 2 or len(scene.evidence) != 2:
        return ()
    order = [
        "name" if any(m.has("name", ref) for refs in subjects for ref in refs) else "measure"
        for m in scene.clause.words
        if m.has("name") or any(set(m.senses) & set(e) for e in scene.strong)
    ]
    if order != ["name", "measure"] * 2:
        return ()
    pairs = [
        scene.find(scene.names_of(refs), (e,), frozenset()) for refs, e in zip(subjects, scene.strong, strict=True)
    ]
    chosen = [found.signatures[0] for found in pairs if found is not None and found.signatures[0].kind in NUMERIC_KINDS]
    same = len({signature.unit_dimension for signature in chosen}) == 1
    return tuple(chosen) if len(chosen) == 2 and same else ()


def _one_subject(scene: Scene, operator: str) -> Query | Failure | None:
    """Several measures or dimensions of one subject: 产能比产量多多少, 美国比欧洲高几个点."""
    if len(scene.entities) >= 1:
        both_measures = measures_side_by_side(scene)
        # 「历史最高企业数」 sets nothing side by side.
        apart = scene.clause.is_coordinated or operator not in ("most", "least")
        if len(both_measures) >= 2 and operator and apart:
            return _query(scene, both_measures, operator)
    markets = [refs for refs in scene.entities if not any(scene.is_subject(entity) for entity in refs)]
    if len(markets) >= 2:
        both = market_shares(scene, markets)
        if len(both) == len(markets):
            return _query(scene, both, operator)
    return None


def measures_side_by_side(scene: Scene) -> tuple[Signature, ...]:
    """The figures of one subject that the words name one by one or group by group, all in one kind of unit."""
    one_by_one = _each(scene, tuple((e,) for e in scene.evidence if not _is_share_cue(e)))
    return one_by_one if len(one_by_one) > 1 else _each(scene, _grouped(scene))


def _grouped(scene: Scene) -> tuple[tuple[Evidence, ...], ...]:
    """The words that speak of measures, split where they are set side by side: 做丙的厂 | 配套的厂."""
    pieces = set(scene.evidence)
    groups: list[list[Evidence]] = [[]]
    for mention in scene.clause.words:
        own = content_senses(mention)
        if own in pieces:
            if not _is_share_cue(own):
                groups[-1].append(own)
        elif groups[-1] and (mention.text in AND or set(mention.refs("operator")) & _APART):
            groups.append([])
    return tuple(tuple(group) for group in groups if group)


def _each(scene: Scene, groups: tuple[tuple[Evidence, ...], ...]) -> tuple[Signature, ...]:
    chosen: dict[Signature, None] = {}
    measures = scene.catalogue.measures
    cues = tuple(e for e in scene.evidence if _is_share_cue(e))
    for evidence in groups:
        found = scene.find(scene.names, (*evidence, *cues), frozenset(("amount",)))
        figures = [s for s in found.signatures if s.kind in NUMERIC_KINDS] if found else []
        if len(figures) != 1:
            return ()
        chosen[figures[0]] = None
    subjects = {signature.subject for signature in chosen}
    units = {
        "count" if measures[signature.measure].kind == "count" else signature.unit_dimension for signature in chosen
    }
    return tuple(chosen) if len(subjects) == 1 and len(units) == 1 else ()


def _is_share_cue(evidence: Evidence) -> bool:
    kinds = {sense.kind for sense in evidence}
    return "kind" in kinds and not kinds & {"measure", "asked"}


def market_shares(scene: Scene, markets: list[tuple[str, ...]]) -> tuple[Signature, ...]:
    """For each market that is named, its share of one subject's sales."""
    own = tuple(
        evidence for evidence in scene.names if any(s.kind == "class" or scene.is_subject(s.ref) for s in evidence)
    )
    both: list[Signature] = []
    for refs in markets:
        market = tuple(e for e in scene.names if {s.ref for s in e} & set(refs))
        found = scene.find((*own, *market), scene.evidence, frozenset(("amount",)))
        both += [s for s in found.signatures if s.kind in NUMERIC_KINDS] if found else []
    return tuple(both)


def _claimed_ratio(scene: Scene) -> Claim | None:
    """The number of times that is claimed; the word for its bound may stand before the other name: 不到乙的三倍."""
    claim = claimed_number(scene)
    bound = next((name for name in ("under", "over") if scene.clause.has("operator", name)), None)
    return replace(claim, relation="under" if bound == "under" else "over") if claim and bound else claim


def _by_percent(scene: Scene, signatures: tuple[Signature, ...]) -> tuple[Signature, ...]:
    """The figure that is told by percent above or below another, then that other (甲比乙高出百分之几); empty where none is.

    The figure that is measured against stands behind 比, wherever that is: 比起乙,甲高几成.
    """
    operators = set(scene.clause.operators())
    told = operators & {"difference", "more", "less", "over", "under"}
    if len(signatures) != 2 or "share" not in scene.asks or "than" not in operators or not told:
        return ()
    if len({s.measure for s in signatures}) > 1 or signatures[0].unit_dimension == "share":
        return ()
    words = scene.clause.words
    behind = next(position for position, m in enumerate(words) if m.has("operator", "than"))
    later = [ref for m in words[behind:] for ref in m.refs("name")]
    against = next((s for ref in later for s in signatures if s.subject == ref), None)
    return tuple(sorted(signatures, key=lambda s: s is against)) if against is not None else ()


def _query(scene: Scene, signatures: tuple[Signature, ...], operator: str) -> Query:
    told = _by_percent(scene, signatures)
    signatures, operator = (told, "percent") if told else (signatures, operator)
    return Query(
        "compare",
        signatures=tuple(signature.id for signature in signatures),
        subjects=tuple(dict.fromkeys(signature.subject for signature in signatures)),
        measures=tuple(dict.fromkeys(signature.measure for signature in signatures)),
        operator=operator,
        claim=_claimed_ratio(scene) if operator == "ratio" and "yesno" in scene.asks else None,
        inherited=tuple(refs[0] for refs in scene.entities) if scene.inherited_names else (),
    )
