"""Which towns a rank, a filter or a sum goes over, and by which measure."""

from __future__ import annotations

from collections.abc import Iterable

from bot.knowledge.model import NUMERIC_KINDS
from bot.knowledge.signatures import Signature
from bot.language.mentions import Mention
from bot.understanding.query import Evidence
from bot.understanding.retrieval import explain
from bot.understanding.scene import Scene, measures_of


def pool_of(scene: Scene) -> tuple[str, ...]:
    """The towns that names and classes leave; all towns when none are named."""
    towns = list(kept_of(scene, (town.id for town in scene.catalogue.towns)))
    for alternatives in _by_type(scene):
        towns = [town for town in towns if any(_belongs(scene, town, evidence) for evidence in alternatives)]
    return tuple(towns)


def kept_of(scene: Scene, towns: Iterable[str]) -> tuple[str, ...]:
    """The towns of some that are not left out; none where what is left out lies inside a town."""
    if any(_is_part(scene, evidence) for evidence in scene.left_out):
        return ()
    return tuple(town for town in towns if not any(_belongs(scene, town, evidence) for evidence in scene.left_out))


def left_out(scene: Scene) -> tuple[str, ...]:
    """The towns, counties and classes left out, for the reply to name."""
    kinds = ("name", "class")
    return tuple(next(s.ref for s in evidence if s.kind in kinds) for evidence in scene.left_out)


def _is_part(scene: Scene, evidence: Evidence) -> bool:
    entities = scene.catalogue.entities
    kinds = {entities[sense.ref].kind for sense in evidence if sense.kind == "name"}
    return not any(sense.kind == "class" for sense in evidence) and not kinds & {"town", "county"}


def _by_type(scene: Scene) -> list[list[Evidence]]:
    """Names and classes grouped by type: two counties widen the pool, a county and a level narrow it."""
    levels = {level.id for level in scene.catalogue.levels}
    groups: dict[str, list[Evidence]] = {}
    for position, evidence in enumerate(scene.names):
        types = {"level" if sense.ref in levels else f"class {position}" for sense in evidence if sense.kind == "class"}
        types |= {scene.catalogue.entities[sense.ref].kind for sense in evidence if sense.kind == "name"}
        groups.setdefault(min(types), []).append(evidence)
    return list(groups.values())


def named_subjects(scene: Scene) -> tuple[str, ...]:
    """The subjects that were named one by one."""
    return tuple(refs[0] for refs in scene.subject_foci if refs and scene.catalogue.entities[refs[0]].kind != "city")


def other_numbers(scene: Scene) -> tuple[Mention, ...]:
    """The numbers of a clause, but for one that only counts the towns of a class or county (甲县三个镇)."""
    words = scene.clause.words
    found: list[Mention] = []
    for position, mention in enumerate(words):
        if mention.number is None or mention.has("operator"):
            continue
        ending = {town.name[-1] for town in scene.catalogue.towns}
        near = words[position + 1 : position + 3]
        behind = [w for w in near if w.has("target", "town") or (w.has("class") and w.text[-1] in ending)]
        if not behind or mention.number.value != len(pool_of(scene)):
            found.append(mention)
    return tuple(found)


def pool_text(scene: Scene) -> str:
    """How a reply calls the pool: 「市级」, 「甲县区」; empty for all towns."""
    parts: list[str] = []
    kinds: set[str] = set()
    known = {item.id: item.name for item in (*scene.catalogue.levels, *scene.catalogue.classes)}
    for evidence in scene.names:
        for sense in evidence:
            if sense.kind == "class" and sense.ref in known:
                parts.append(known[sense.ref])
                kinds.add("class")
                break
            if sense.kind == "name" and scene.catalogue.entities[sense.ref].kind == "county":
                parts.append(scene.catalogue.entities[sense.ref].name)
                kinds.add("county")
                break
    return ("" if len(kinds) > 1 else "、").join(dict.fromkeys(parts))


def _belongs(scene: Scene, town: str, evidence: Evidence) -> bool:
    entity = scene.catalogue.entities[town]
    around = (town, *scene.catalogue.above(town))
    for kind, ref in evidence:
        if kind == "class" and (entity.level == ref or ref in entity.classes):
            return True
        if kind == "name" and (ref in around or scene.catalogue.town_of(ref) == town):
            return True
    return False


def measure_for_pool(scene: Scene, pool: tuple[str, ...]) -> tuple[Signature, ...]:
    """The signatures of one numeric measure over a pool: the measure that the words explain best.

    One signature a holder. Towns that lack the
    measure but have it for their parts give the parts.
    """
    if not scene.evidence:
        return ()
    scores = scene.truly_named(explain(scene.index, scene.evidence, scene.optional), scene.evidence)
    inside = set(pool) | {part for town in pool for part in scene.catalogue.below(town)}
    by_measure: dict[str, float] = {}
    for i, score in scores.items():
        signature = scene.index.signatures[i]
        if signature.kind in NUMERIC_KINDS and signature.subject in inside and scene.may_be_meant(signature):
            measure = scene.catalogue.measures[signature.measure]
            value = (
                score
                - (0.7 if signature.is_derived else 0)
                - (0.25 if measure.subset_of else 0)
                + (0.1 if measure.primary else 0)
            )
            value -= 0.4 * signature.qualifiers
            by_measure[signature.measure] = max(by_measure.get(signature.measure, 0.0), value)
    if not by_measure:
        return ()
    best = _meant_with(scene, max(by_measure, key=lambda measure: by_measure[measure]))
    chosen = [scene.index.signatures[i] for i in sorted(scores) if scene.index.signatures[i].measure in best]
    year = year_of(scene)
    if year is not None:
        chosen = [signature for signature in chosen if signature.period == year]
    return of_pool(scene, tuple(chosen), pool)


def _meant_with(scene: Scene, measure: str) -> frozenset[str]:
    """A measure with the others that a generic word means as well: 份额 is any share of a market or of an output.

    Where no word names a share (占全国六成以上的产品), all of its families are meant.
    """
    measures = scene.catalogue.measures
    generic = {ref for piece in scene.strong for kind, ref in piece if kind == "family"}
    named = any(kind in ("measure", "asked") for piece in scene.strong for kind, _ in piece)
    if measures[measure].kind != "share" or named:
        return frozenset((measure,))
    generic = generic or set(measures[measure].families)
    return frozenset((measure, *(m.id for m in measures.values() if m.kind == "share" and generic & set(m.families))))


def of_one_kind(scene: Scene, signatures: tuple[Signature, ...]) -> tuple[tuple[Signature, ...], tuple[Signature, ...]]:
    """Figures of one thing, and those of another: growth of 产值 is not set beside growth of 营业收入, nor a share of the
    country's market beside one of the province's.
    """
    shares = all(signature.kind == "share" for signature in signatures)
    things = [signature.scope if shares else signature.base for signature in signatures]
    kinds = tuple(dict.fromkeys(things))
    named = set(measures_of(scene.evidence, scene.index))
    if len(kinds) < 2 or (not shares and named.issuperset(kinds)):
        return signatures, ()
    order = list(scene.catalogue.measures)
    first = (
        max(kinds, key=things.count)
        if shares
        else min(kinds, key=lambda base: (base not in named, order.index(base) if base in order else len(order)))
    )
    chosen = [thing == first for thing in things]
    return (
        tuple(s for s, kept in zip(signatures, chosen, strict=True) if kept),
        tuple(s for s, kept in zip(signatures, chosen, strict=True) if not kept),
    )


def speaks_of_towns(scene: Scene) -> bool:
    """Whether towns are spoken of, by themselves or behind a level (市级专业镇)."""
    ending = {town.name[-1] for town in scene.catalogue.towns}
    classes = (mention for mention in scene.clause.words if mention.has("class"))
    return scene.clause.has("target", "town") or any(mention.text[-1] in ending for mention in classes)


def year_of(scene: Scene) -> str | None:
    """The year that a clause names."""
    return next((m.period.year for m in scene.clause.words if m.period is not None and m.period.year), None)


def holders(scene: Scene, measures: tuple[str, ...]) -> frozenset[str]:
    """The towns of which, or of a part of which, one of some measures is stated."""
    stated = (s.subject for s in scene.index.signatures if s.measure in measures)
    return frozenset(town for subject in stated if (town := scene.catalogue.town_of(subject)) is not None)


def of_pool(scene: Scene, signatures: tuple[Signature, ...], pool: tuple[str, ...]) -> tuple[Signature, ...]:
    """Of each town its own figure, else those of its parts."""
    kept: list[Signature] = []
    for town in pool:
        own = [s for s in signatures if s.subject == town]
        if own:
            kept.append(own[0])
            continue
        parts = set(scene.catalogue.below(town))
        kept += [s for s in signatures if s.subject in parts]
    return tuple(kept)
