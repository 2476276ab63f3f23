"""Yes or no: a claim about a figure, a list, a class, a place or a statement (甲镇的手艺是不是非遗)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from bot.knowledge.model import NUMERIC_KINDS
from bot.knowledge.signatures import Signature
from bot.language.lexicon import Sense
from bot.understanding.acts.claimed import bare_figure, claimed_number, claimed_numbers, fits, numeric
from bot.understanding.acts.claimed_beside import is_of_another_item, levels_of_items, speaks_of_another, wider_place
from bot.understanding.acts.claimed_of_each import claimed_of_each
from bot.understanding.acts.comparable import is_comparable
from bot.understanding.acts.counted_list import counted_list_claim
from bot.understanding.acts.decisive import claims_most, decisive_pieces
from bot.understanding.acts.falling import fall_claim
from bot.understanding.acts.lookup import may_go_without_subject
from bot.understanding.acts.membership import (
    level_claim,
    listing_claim,
    naming_claim,
    place_claim,
    sole_claim,
    statement_claim,
)
from bot.understanding.acts.mostly import stated_share, tells_of_most
from bot.understanding.acts.negation import is_negated
from bot.understanding.acts.only import as_only, claims_only, only_claim
from bot.understanding.acts.overclaims import claims_of_all, claims_too_much, figure_of_some
from bot.understanding.acts.titles import untold_title
from bot.understanding.acts.years import in_year, last_year_claimed
from bot.understanding.clause import content_senses
from bot.understanding.events import event_of
from bot.understanding.query import Claim, Evidence, Failure, Query
from bot.understanding.retrieval import name_evidence
from bot.understanding.scene import LEVEL, Scene, is_name, measure_evidence, measures_of

_SO_MANY = ("多少", "几")
_BY_THEN = frozenset("就已早")
_LOOSE = frozenset(("collocate", "kind", "unit", "ask", "closed"))
"""Senses that speak of no measure by themselves."""


def read(scene: Scene) -> Query | Failure | None:
    """The claim with the facts that can confirm or refute it."""
    special = fall_claim(scene) or counted_list_claim(scene) or only_claim(scene)
    if special is not None:
        return special
    number = claimed_number(scene)
    if not _claims(scene, number):
        return None
    return claimed_of_each(scene, number, _fitting) or _claim(scene, number)


def _claim(scene: Scene, number: Claim | None) -> Query | Failure | None:
    """The claim where it is of one, or of several together."""
    if not _beside_levels(scene):
        bare = _of_bare_names(scene, number)
        return as_only(scene, bare) if number is None and claims_only(scene) else bare
    if not scene.names and scene.clause.has("target", "town"):
        scene = replace(scene, names=(name_evidence((scene.catalogue.city,)),))
    if not scene.names and not may_go_without_subject(scene, ()):
        return None
    fitting = _fitting(scene, number)
    if (
        number is None
        and _is_ordered(scene)
        and not claims_most(scene)
        and any(s.kind in NUMERIC_KINDS for s in fitting)
    ):
        # 「全市最高吗」 asks for a rank, which a figure does not tell.
        return None
    if number is None and fitting and not _says_what_is_so(scene, fitting):
        return scene.fail("no_such_fact", (refs[0] for refs in scene.subject_foci[:1]))
    if number is None and claims_most(scene) and not tells_of_most(scene, fitting):
        return scene.fail("no_such_fact", (refs[0] for refs in scene.subject_foci[:1]))
    found = _in_question(scene, fitting, number)
    return as_only(scene, found) if number is None and claims_only(scene) else found


def _in_question(scene: Scene, fitting: tuple[Signature, ...], number: Claim | None) -> Query | Failure | None:
    """The claim with what it is held against: a title or a sole holder before the facts that its words speak of."""
    untold = untold_title(scene, fitting) if number is None else None
    if untold is not None:
        return untold
    if number is None and _claims_nothing(scene):
        return scene.fail("no_such_fact", (refs[0] for refs in scene.subject_foci[:1]), offered=fitting)
    sole = sole_claim(scene)
    if sole:
        return _query(scene, sole, None)
    return _held_against(scene, fitting, number) if fitting else _of_statement(scene) or _refuted(scene, number)


def _beside_levels(scene: Scene) -> tuple[Evidence, ...]:
    """The evidence but for the word 级别 itself, where a level is named: 「甲和乙一个级别,都是省级的」."""
    levels = {level.id for level in scene.catalogue.levels}
    if not any(sense.ref in levels for piece in scene.names for sense in piece):
        return scene.evidence
    return tuple(piece for piece in scene.evidence if Sense("measure", LEVEL) not in piece)


def _of_bare_names(scene: Scene, number: Claim | None) -> Query | Failure | None:
    """A claim of names and perhaps a number, in which no word speaks of a measure."""
    if number is None:
        return None if scene.clause.has("operator", "remainder") else _of_names(scene)
    figure = bare_figure(scene, number) if scene.names else ()
    return _of_figure(scene, figure, number) if figure else None


def _held_against(scene: Scene, fitting: tuple[Signature, ...], number: Claim | None) -> Query | Failure:
    """The claim with the facts that all its words speak of, unless it says more than they can confirm."""
    of_some = figure_of_some(scene, fitting) if number is None else None
    if of_some is not None:
        return _query(scene, (of_some,), Claim(is_all=True))
    alone = claims_only(scene) and number is None and not any(s.kind in (*NUMERIC_KINDS, "statement") for s in fitting)
    if alone or claims_too_much(scene, fitting, number) or _states_more(scene, fitting):
        return scene.fail("no_such_fact", (refs[0] for refs in scene.subject_foci[:1]), offered=fitting)
    return _of_figure(scene, event_of(scene, fitting), number)


def _of_figure(scene: Scene, signatures: tuple[Signature, ...], number: Claim | None) -> Query | Failure:
    """A claim held against facts; what is claimed of all that a number counts is not told by the number."""
    query = _query(scene, signatures, number)
    if number is not None and isinstance(query, Query) and (place := wider_place(scene, signatures)):
        return replace(query, claim=replace(number, words=(place,), negated=is_negated(scene)))
    of_all = claims_of_all(scene) if number is not None else ""
    if isinstance(query, Failure) or number is None or not of_all:
        return query
    return replace(query, claim=replace(number, words=(of_all,)))


def _claims_nothing(scene: Scene) -> bool:
    """Whether a follow-up only names what a claim would be of: 「级别没写颠倒吧」 confirms what was said before, not itself."""
    bare = all(any(sense.kind == "measure" for sense in piece) for piece in scene.evidence)
    return scene.inherited_names and bare and not any("有" in mention.text for mention in scene.clause.words)


def _states_more(scene: Scene, fitting: tuple[Signature, ...]) -> bool:
    """Whether a clause states several numbers: the facts of one of them say nothing of the others."""
    return len(tuple(claimed_numbers(scene))) > 1


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
    if all(signature.kind in NUMERIC_KINDS for signature in fitting):
        # 「赚不赚钱」 only goes with a price by its last word: no figure is a yes to that.
        spoken = [m for m in scene.clause.required if not is_name(content_senses(m)) and len(m.text) > 1]
        telling = any(sense.kind not in _LOOSE or not m.has("ask") for m in spoken for sense in m.senses)
        return telling or any(sense.kind not in _LOOSE for piece in scene.strong for sense in piece)
    if not all(signature.kind == "list" for signature in fitting):
        return True
    if is_of_another_item(scene, fitting):
        return False
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
    """Whether a clause holds something to be so; a bare denial of a name (没有竹编厂吧) holds too little."""
    if "yesno" not in scene.asks and (scene.asks or (number is None and not scene.clause.has("era"))):
        return False
    if "yesno" not in scene.asks and (_points_to_number(scene) or _asks_by_phrase(scene)):
        return False
    return bool(scene.evidence) or not is_negated(scene)


def _points_to_number(scene: Scene) -> bool:
    """Whether a number only says what is meant: 「规上那68户,」 states nothing."""
    pairs = pairwise(scene.clause.words)
    return any(first.has("context", "this") and second.number is not None for first, second in pairs)


def _asks_by_phrase(scene: Scene) -> bool:
    """Whether a phrase asks for an amount of its own: 30万吨能卖多少亿."""
    return any(
        mention.has("asked") and any(word in mention.text for word in _SO_MANY) for mention in scene.clause.words
    )


def _fitting(scene: Scene, number: Claim | None) -> tuple[Signature, ...]:
    """The facts that all words speak of, and that a claimed number can be held against."""
    found = scene.find(scene.names, scene.evidence, frozenset())
    if number is None:
        texts = tuple(s for s in found.signatures if s.kind not in NUMERIC_KINDS) if found else ()
        if claims_most(scene):
            # 「大头在国内卖」 is told by a share, not by a list of markets.
            share = stated_share(scene)
            if share is not None:
                return share
        # A figure confirms nothing that was claimed without one, where a text speaks of it as well.
        return texts or (found.signatures if found else ())
    fitting = tuple(s for s in found.signatures if fits(scene, s, number)) if found else ()
    # A figure that is stated is meant before one that is worked out from it: 每吨3万元.
    fitting = tuple(s for s in fitting if not s.is_derived) or fitting
    fitting = fitting or tuple(numeric(scene, scene.names, scene.evidence, number))
    if not fitting and not scene.strong and scene.names and all(s.kind in _LOOSE for e in scene.evidence for s in e):
        # 「一年产出125亿」: what goes with tonnes is of money here; the number's own kind says what is meant.
        return tuple(s for s in bare_figure(scene, number) if not speaks_of_another(scene, s))
    if fitting and all(s.is_derived for s in fitting) and not scene.clause.has("operator", "of_all"):
        # 「出口里丙国占三成」: a share that is stated is meant before one that is worked out from it.
        stated = [
            s for s in scene.explaining(scene.names, scene.evidence) if not s.is_derived and fits(scene, s, number)
        ]
        same = [s for s in stated if s.subject == fitting[0].subject and s.dimensions == fitting[0].dimensions]
        return tuple(same[:1]) or fitting
    return fitting


def _is_ordered(scene: Scene) -> bool:
    return bool(set(scene.clause.operators()) & {"most", "least", "nth", "top", "bottom"})


def _query(scene: Scene, signatures: tuple[Signature, ...], claim: Claim | None) -> Query | Failure:
    year = next((m.period.year for m in scene.clause.words if m.period is not None and m.period.year), None)
    if (year or scene.clause.has("operator", "previous")) and any(s.kind in NUMERIC_KINDS for s in signatures):
        dated = in_year(scene, signatures, year)
        if isinstance(dated, Failure):
            if claim is None or year is None or "yesno" not in scene.asks:
                return dated
            return _of_other_year(scene, signatures, claim, year)
        signatures = dated
    relative = any(m.period is not None and not m.period.year for m in scene.clause.words)
    texts = not any(s.kind in NUMERIC_KINDS for s in signatures)
    lately = last_year_claimed(scene, signatures)
    if lately and not texts:
        if claim is not None:
            return _of_other_year(scene, signatures, claim, lately)
        subjects = tuple(dict.fromkeys(s.subject for s in signatures))
        return scene.fail("no_such_period", subjects, {s.measure: 0 for s in signatures}, signatures, year=lately[:1])
    if claim is None and relative and not texts:
        # 「有没有去年的产值」: what there is, with its own year, is no yes.
        subjects = tuple(dict.fromkeys(s.subject for s in signatures))
        return Query("lookup", tuple(s.id for s in signatures), subjects, tuple({s.measure: 0 for s in signatures}))
    if claim is None and claims_most(scene) and all(s.unit_dimension == "share" for s in signatures):
        claim = Claim(number=Fraction(1, 2), relation="over", dimension="share")
    base = claim or Claim()
    # A word that is also a key word of another fact (丙) still names the item.
    named = (
        *(ref for m in scene.clause.words for ref in m.refs("name")),
        *(ref for refs in scene.entities for ref in refs),
    )
    return Query(
        "check",
        signatures=tuple(s.id for s in signatures),
        subjects=tuple(dict.fromkeys(s.subject for s in signatures)),
        measures=tuple(dict.fromkeys(s.measure for s in signatures)),
        claim=replace(
            base,
            decisive=(*decisive_pieces(scene), *levels_of_items(scene, signatures)) if texts else (),
            negated=is_negated(scene),
        ),
        year=year,
        options=tuple(dict.fromkeys(ref for ref in named if any(ref in s.items for s in signatures))),
        inherited=tuple(entity for refs in scene.entities for entity in refs[:1]) if scene.inherited_names else (),
        terms=tuple(ref for m in scene.clause.words for ref in m.refs("term")),
    )  # fmt: skip


def _of_other_year(scene: Scene, signatures: tuple[Signature, ...], claim: Claim, year: str) -> Query:
    """A figure claimed of a year that it is not stated for: whether it is just the one of another year, its value tells."""
    return Query(
        "check",
        signatures=tuple(s.id for s in signatures),
        subjects=tuple(dict.fromkeys(s.subject for s in signatures)),
        measures=tuple(dict.fromkeys(s.measure for s in signatures)),
        claim=replace(claim, other_year=year, negated=is_negated(scene)),
    )


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
            kept = tuple(numeric(scene, rest_names, rest, number))
        else:
            found = scene.find(rest_names, rest, frozenset())
            kept = found.signatures if found else ()
        kept = tuple(s for s in kept if is_comparable(scene, s, piece))
        if kept:
            candidates.append((len(kept), piece, kept))
    if not candidates:
        return _absent(scene)
    _, piece, kept = min(candidates, key=lambda candidate: candidate[0])
    if any(sense.kind == "era" for sense in piece) and any(_BY_THEN & set(m.text) for m in scene.clause.words):
        # 「明朝就有了吗」 holds of what is older as well: since when it is tells.
        return Query("lookup", tuple(s.id for s in kept), (kept[0].subject,), (kept[0].measure,))
    names = tuple(sense.ref for sense in piece if sense.kind in ("name", "class"))
    words = () if names else tuple(sense.ref for sense in piece if sense.kind in ("value", "era", "term", "scope"))
    query = _query(scene, kept, number)
    if isinstance(query, Failure):
        return query
    assert query.claim is not None
    return Query(
        "check", query.signatures, query.subjects, query.measures, year=query.year, inherited=query.inherited,
        claim=replace(query.claim, names=names[:1], words=words[:1]),
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


def _absent(scene: Scene) -> Failure:
    measures = measures_of(scene.strong, scene.index)
    subject = tuple(refs[0] for refs in scene.subject_foci if refs)[:1]
    return scene.fail("no_such_measure" if measures else "no_such_fact", subject, measures[:1])
