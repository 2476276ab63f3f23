"""Yes or no: a claim about a figure, a list, a class, a place or a statement (平遥牛肉的手艺是不是非遗)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Literal

from bot.knowledge.model import NUMERIC_KINDS
from bot.knowledge.signatures import Signature
from bot.language.lexicon import Sense
from bot.language.mentions import Mention
from bot.understanding.acts.decisive import claims_most, decisive_pieces
from bot.understanding.acts.lookup import may_go_without_subject
from bot.understanding.acts.membership import (
    level_claim,
    listing_claim,
    naming_claim,
    place_claim,
    sole_claim,
    statement_claim,
)
from bot.understanding.acts.negation import is_doubting, is_negated
from bot.understanding.acts.overclaims import claims_too_much
from bot.understanding.acts.years import in_year
from bot.understanding.events import event_of
from bot.understanding.query import Claim, Evidence, Failure, Query
from bot.understanding.retrieval import name_evidence
from bot.understanding.scene import LEVEL, Scene, is_name, measure_evidence, measures_of

_COUNTING = frozenset("个家户名人条种项类座次系列")
_REACHED = frozenset(
    (
        "有",
        "到",
        "有没有",
        "够",
        "达",
        "达到",
        "有个",
        "能有",
        "能到",
        "到没到",
        "够不够",
        "有没有到",
        "有没有达到",
        "到了",
    )
)
"""「有90户吗」 and 「到35亿了吗」 hold for more as well."""
_ROUND = 10
_INSIDE = frozenset(("里", "里面", "里头", "当中", "中", "之中", "其中", "里边"))


def read(scene: Scene) -> Query | Failure | None:
    """The claim with the facts that can confirm or refute it."""
    number = claimed_number(scene)
    if not _claims(scene, number):
        return None
    if number is None and not scene.evidence:
        return None if scene.clause.has("operator", "remainder") else _of_names(scene)
    if not scene.names and scene.clause.has("target", "town"):
        scene = replace(scene, names=(name_evidence((scene.catalogue.city,)),))
    if not scene.evidence or (not scene.names and not may_go_without_subject(scene, ())):
        return None
    fitting = _fitting(scene, number)
    if number is None and _is_ordered(scene) and any(s.kind in NUMERIC_KINDS for s in fitting):
        # 「全市最高吗」 asks for a rank, which a figure does not tell.
        return None
    if number is None and fitting and not _says_what_is_so(scene, fitting):
        return scene.fail("no_such_fact", (refs[0] for refs in scene.subject_foci[:1]))
    sole = sole_claim(scene)
    if sole:
        return _query(scene, sole, None)
    if fitting:
        return _held_against(scene, fitting, number)
    return _of_statement(scene) or _refuted(scene, number)


def _held_against(scene: Scene, fitting: tuple[Signature, ...], number: Claim | None) -> Query | Failure:
    """The claim with the facts that all its words speak of, unless it says more than they can confirm."""
    if claims_too_much(scene, fitting, number):
        return scene.fail("no_such_fact", (refs[0] for refs in scene.subject_foci[:1]), offered=fitting)
    return _query(scene, event_of(scene, fitting), number)


def _of_statement(scene: Scene) -> Query | Failure | None:
    """A claim in which a level is a word of a statement: 「想打造省级专业镇吗」."""
    statements = statement_claim(scene)
    return _query(scene, statements, None) if statements else None


def _of_names(scene: Scene) -> Query | Failure | None:
    """A claim made of names alone: that a thing is of a level or a county, or that a list holds it."""
    level = level_claim(scene) or _of_statement(scene)
    if level is not None:
        return level
    listing = listing_claim(scene)
    if listing:
        return _query(scene, listing, None)
    place = place_claim(scene)
    if place is not None:
        return place
    focus = next((refs for refs in scene.subject_foci if refs), None)
    if focus is None:
        return None
    if any(refs != focus for refs in scene.foci):
        return _refuted(scene, None)
    naming = () if any(sense.kind == "class" for piece in scene.names for sense in piece) else naming_claim(scene)
    return _query(scene, naming, None) if naming else None


def _says_what_is_so(scene: Scene, fitting: tuple[Signature, ...]) -> bool:
    """Whether a clause names a measure, a word of the fact or one of a list: a list confirms nothing that only goes with it.

    「算新冒出来的产业吧」 goes with 新产品 by each word, and a list of new products is no yes to it.
    """
    if not all(signature.kind == "list" for signature in fitting):
        return True
    named = {sense.ref for evidence in scene.names for sense in evidence if sense.kind == "name"}
    if any(named & set(signature.items) for signature in fitting):
        return _is_of_named_item(scene, fitting, named)
    return any(sense.kind not in ("collocate", "kind") for evidence in scene.evidence for sense in evidence)


def _is_of_named_item(scene: Scene, fitting: tuple[Signature, ...], named: set[str]) -> bool:
    """Whether a list's words are of the item that is named: in 「创新中心是国家级吗」 the word is of another item."""
    if any(len(signature.sizes) > 1 for signature in fitting):
        return True
    values = [mention.text for mention in scene.clause.required if mention.has("value") and not mention.has("name")]
    names = [scene.catalogue.entities[ref].name for ref in named]
    return not values or any(value in name for value in values for name in names)


def _claims(scene: Scene, number: Claim | None) -> bool:
    """Whether a clause holds something to be so; a bare denial of a name (没有玻璃厂吧) holds too little."""
    if "yesno" not in scene.asks and (scene.asks or (number is None and not scene.clause.has("era"))):
        return False
    return bool(scene.evidence) or not is_doubting(scene)


def _fitting(scene: Scene, number: Claim | None) -> tuple[Signature, ...]:
    """The facts that all words speak of, and that a claimed number can be held against."""
    found = scene.find(scene.names, scene.evidence, frozenset())
    if number is None:
        texts = tuple(s for s in found.signatures if s.kind not in NUMERIC_KINDS) if found else ()
        # A figure confirms nothing that was claimed without one, where a text speaks of it as well.
        return texts or (found.signatures if found else ())
    fitting = tuple(s for s in found.signatures if _fits(scene, s, number)) if found else ()
    if fitting:
        return fitting
    return tuple(_numeric(scene, scene.names, scene.evidence, number))


def _is_ordered(scene: Scene) -> bool:
    return bool(set(scene.clause.operators()) & {"most", "least", "nth", "top", "bottom"})


def claimed_number(scene: Scene) -> Claim | None:
    """The number that a clause states, with its relation and unit."""
    words = scene.clause.words
    for position, mention in enumerate(words):
        if mention.number is None or mention.has("operator") or _is_per_unit(words, position):
            continue
        if _is_whole_of(words, position):
            continue
        relation = _relation(words, position)
        unit = next((ref for follower in words[position + 1 : position + 2] for ref in follower.refs("unit")), "")
        if mention.number.kind in ("percent", "fraction"):
            unit = "share"
        number = mention.number
        counted = bool(unit or number.power) or any(
            word.text in _COUNTING for word in words[position + 1 : position + 2]
        )
        bounded = relation in ("over", "under") or (number.is_range and scene.clause.has("operator", "between"))
        if not counted and not bounded and "yesno" not in scene.asks:
            # A bare number claims nothing by itself: 「二七牛肉」 is about a place; 「过亿」 sets a bound.
            continue
        return Claim(
            number=number.value, low=number.low, high=number.high, relation=relation, dimension=unit, text=mention.text,
        )  # fmt: skip
    return None


def _is_per_unit(words: tuple[Mention, ...], position: int) -> bool:
    """Whether a number is the one of 「一吨」, 「一亩」, beside another number that is the claim."""
    number = words[position].number
    unit = any(mention.has("unit") for mention in words[position + 1 : position + 2])
    others = any(m.number is not None and m is not words[position] for m in words)
    return number is not None and number.value == 1 and unit and others


def _is_whole_of(words: tuple[Mention, ...], position: int) -> bool:
    """Whether a number counts the whole of which a later number is a part: 34家 in 「34家企业里规上的有5家」."""
    later = any(m.number is not None and not m.has("operator") for m in words[position + 1 :])
    near = words[position + 1 : position + 4]
    return later and any(m.text in _INSIDE for m in near) and not any(m.number is not None for m in near)


def _relation(words: tuple[Mention, ...], position: int) -> Literal["equal", "reached", "over", "under"]:
    near = (*words[max(0, position - 2) : position], *words[position + 1 : position + 3])
    if any(mention.has("operator", "under") for mention in near):
        return "under"
    reached = any(mention.text in _REACHED for mention in words[max(0, position - 2) : position])
    if any(mention.has("operator", "over") and mention.text not in _REACHED for mention in near):
        return "over"
    return "reached" if reached and _is_round(words[position]) else "equal"


def _is_round(mention: Mention) -> bool:
    """Whether a number is one that people ask to be reached (90户, 半数, 上亿); 「有两个」 means just two."""
    number = mention.number
    if number is None or number.kind in ("percent", "fraction") or number.power:
        return True
    return number.value >= _ROUND and number.value % _ROUND == 0


def _fits(scene: Scene, signature: Signature, claim: Claim) -> bool:
    if signature.kind not in NUMERIC_KINDS:
        return False
    if not claim.dimension:
        return signature.unit_dimension != "share"
    return claim.dimension in (
        signature.unit_dimension,
        signature.unit_dimension.removeprefix("unit_").replace("price", "money"),
    )


def _numeric(
    scene: Scene, names: tuple[Evidence, ...], evidence: tuple[Evidence, ...], claim: Claim
) -> list[Signature]:
    """The figures that explain the words and have the claimed unit; of several, those that are best explained."""
    plain = tuple(piece for piece in evidence if not any(sense.kind == "unit" for sense in piece))
    candidates = [s for s in scene.explaining(names, plain) if _fits(scene, s, claim) and scene.stands_on(s)]
    if not candidates:
        return []
    first = candidates[0]
    return [s for s in candidates if s.measure == first.measure and s.dimensions == first.dimensions]


def _query(scene: Scene, signatures: tuple[Signature, ...], claim: Claim | None) -> Query | Failure:
    year = next((m.period.year for m in scene.clause.words if m.period is not None and m.period.year), None)
    if (year or scene.clause.has("operator", "previous")) and any(s.kind in NUMERIC_KINDS for s in signatures):
        dated = in_year(scene, signatures, year)
        if isinstance(dated, Failure):
            return dated
        signatures = dated
    if is_doubting(scene):
        # 「没有出口吗」, 「不是130亿吧」: a bare 是的 would leave open what is so; the figure says it.
        return Query(
            "lookup",
            signatures=tuple(s.id for s in signatures),
            subjects=tuple(dict.fromkeys(s.subject for s in signatures)),
            measures=tuple(dict.fromkeys(s.measure for s in signatures)),
        )
    texts = not any(s.kind in NUMERIC_KINDS for s in signatures)
    if claim is None and claims_most(scene) and all(s.unit_dimension == "share" for s in signatures):
        claim = Claim(number=Fraction(1, 2), relation="over", dimension="share")
    base = claim or Claim()
    return Query(
        "check",
        signatures=tuple(s.id for s in signatures),
        subjects=tuple(dict.fromkeys(s.subject for s in signatures)),
        measures=tuple(dict.fromkeys(s.measure for s in signatures)),
        claim=Claim(
            base.number, base.low, base.high, base.relation, base.dimension, base.text, base.names, base.words,
            decisive_pieces(scene) if texts else (), is_negated(scene),
        ),
        year=year,
        options=tuple(ref for refs in scene.entities for ref in refs if any(ref in s.items for s in signatures)),
        inherited=tuple(entity for refs in scene.entities for entity in refs[:1]) if scene.inherited_names else (),
        terms=tuple(sense.ref for piece in (*scene.evidence, *scene.optional) for sense in piece if sense.kind == "term"),
    )  # fmt: skip


def _refuted(scene: Scene, number: Claim | None) -> Query | Failure | None:
    """Leave out what may be claimed wrongly, one piece at a time, and see which facts speak of the rest."""
    pieces = [*scene.names, *scene.evidence]
    candidates: list[tuple[float, Evidence, tuple[Signature, ...]]] = []
    for piece in pieces:
        if not _may_be_claimed(scene, piece):
            continue
        rest_names = tuple(other for other in scene.names if other is not piece)
        rest = tuple(other for other in scene.evidence if other is not piece)
        if _is_subject(scene, piece) and not any(_is_subject(scene, other) for other in rest_names):
            continue
        if not rest_names or not any(is_name(other) for other in rest_names):
            continue
        if not rest:
            rest = _implied(scene, piece)
        if not rest and (number is None or "scope" not in {sense.kind for sense in piece}):
            continue
        if number is not None:
            kept = tuple(_numeric(scene, rest_names, rest, number))
        else:
            found = scene.find(rest_names, rest, frozenset())
            kept = found.signatures if found else ()
        kept = tuple(s for s in kept if _comparable(scene, s, piece))
        if kept:
            candidates.append((len(kept), piece, kept))
    if not candidates:
        return _absent(scene)
    _, piece, kept = min(candidates, key=lambda candidate: candidate[0])
    names = tuple(sense.ref for sense in piece if sense.kind in ("name", "class"))
    words = () if names else tuple(sense.ref for sense in piece if sense.kind in ("value", "era", "term", "scope"))
    query = _query(scene, kept, number)
    if isinstance(query, Failure):
        return query
    assert query.claim is not None
    claim = query.claim
    return Query(
        "check", query.signatures, query.subjects, query.measures, year=query.year, inherited=query.inherited,
        claim=Claim(claim.number, claim.low, claim.high, claim.relation, claim.dimension, claim.text, names[:1], words[:1], claim.decisive, claim.negated),
    )  # fmt: skip


def _is_subject(scene: Scene, piece: Evidence) -> bool:
    """Whether a piece names something that has facts: left out, the question would be about somebody else."""
    return any(sense.kind == "name" and scene.is_subject(sense.ref) for sense in piece)


def _may_be_claimed(scene: Scene, piece: Evidence) -> bool:
    kinds = {sense.kind for sense in piece}
    if kinds & {"measure", "asked", "family"} and not kinds & {"value", "era"}:
        return False
    if "name" in kinds:
        return any(
            not scene.catalogue.facts_of.get(sense.ref) or len(scene.names) > 1
            for sense in piece
            if sense.kind == "name"
        )
    return bool(kinds & {"value", "era", "term", "scope", "class"})


def _implied(scene: Scene, piece: Evidence) -> tuple[Evidence, ...]:
    """The measure that a claimed value belongs to, where the question names none."""
    for sense in sorted(piece, key=lambda sense: sense.kind != "era"):
        if sense.kind == "era":
            return ((Sense("kind", "date"),),)
        if sense.kind == "value":
            holders = [scene.index.signatures[i].measure for i in scene.index.of_sense(sense)]
            if holders:
                return (measure_evidence(holders[0]),)
        if sense.kind == "name":
            lists = [s.measure for s in scene.index.signatures if sense.ref in s.items]
            if lists:
                return (measure_evidence(lists[0]),)
    return ()


def _comparable(scene: Scene, signature: Signature, piece: Evidence) -> bool:
    """Whether a fact can speak against a claimed piece: a list against a name, a value against a value."""
    kinds = {sense.kind for sense in piece}
    if "era" in kinds:
        return signature.kind == "date"
    if "class" in kinds and "name" not in kinds:
        return signature.measure == LEVEL
    if "value" in kinds:
        return signature.kind in ("date", "label", "place")
    if "name" in kinds:
        return signature.kind in ("list", "place", "actor") or bool(signature.dimensions)
    if "scope" in kinds:
        return bool(signature.scope)
    return False


def _absent(scene: Scene) -> Failure:
    measures = measures_of(scene.strong, scene.index)
    subject = tuple(refs[0] for refs in scene.subject_foci if refs)[:1]
    return scene.fail("no_such_measure" if measures else "no_such_fact", subject, measures[:1])
