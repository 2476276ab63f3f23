"""Remainder: what stated shares leave of their whole (其余市场占出口多少, 别处的丙占几成)."""

from __future__ import annotations

from dataclasses import replace

from bot.knowledge.signatures import Signature
from bot.understanding.clause import content_senses
from bot.understanding.query import Failure, Query
from bot.understanding.retrieval import postings_of
from bot.understanding.scene import Scene, measures_of

_NAMING = frozenset(("what", "who", "where", "which"))


def read(scene: Scene) -> Query | Failure | None:
    """The shares of one whole that are left out or stated, whose rest is asked for."""
    rest = scene.clause.has("operator", "remainder")
    if not (rest or scene.left_out) or scene.asks & _NAMING:
        return None
    elsewhere = _elsewhere(scene)
    if elsewhere is not None:
        return elsewhere
    if not scene.speaks_of_share and _names_figures(scene):
        return None
    asked = any(sense.kind == "asked" for evidence in scene.evidence for sense in evidence)
    if not scene.speaks_of_share and "amount" not in scene.asks and not asked:
        return None
    named = {content_senses(mention) for mention in scene.clause.words if mention.has("operator", "remainder")}
    shares = _shares(replace(scene, evidence=tuple(e for e in scene.evidence if e not in named)))
    if (
        not scene.names
        and scene.left_out
        and all(any(s.kind == "name" and scene.is_subject(s.ref) for s in e) for e in scene.left_out)
    ):
        # 「除了甲厂的,别处占几成」: what its share leaves.
        scene = replace(scene, names=scene.left_out, left_out=())
        shares = _shares(replace(scene, evidence=tuple(e for e in scene.evidence if e not in named)))
    if not shares:
        return None
    taken = {ref for evidence in scene.left_out for kind, ref in evidence if kind == "name"}
    # 「除了甲镇,丙别处占几成」: who holds the share is left out with it.
    holders = {shares[0].subject, *scene.catalogue.above(shares[0].subject)}
    if taken and taken <= holders:
        scene, taken = replace(scene, left_out=()), set()
    if taken:
        shares = tuple(s for s in shares if {item for _, item in s.dimensions} & taken)
        if any(scene.is_subject(ref) for ref in taken) or not shares:
            return None
        if any(not ({ref for _, ref in e} & {i for s in shares for _, i in s.dimensions}) for e in scene.left_out):
            return None
    return Query(
        "remainder",
        signatures=tuple(signature.id for signature in shares),
        subjects=(shares[0].subject,),
        measures=(shares[0].measure,),
        inherited=tuple(refs[0] for refs in scene.entities) if scene.inherited_names else (),
    )


def _elsewhere(scene: Scene) -> Query | None:
    """What others of the whole come to, of which a share is known: 全省除了甲县别处产多少."""
    if scene.speaks_of_share:
        return None
    named = {sense.ref for piece in (*scene.names, *scene.left_out) for sense in piece if sense.kind == "name"}
    cues = {content_senses(m) for m in scene.clause.words if m.has("operator", "remainder") or m.has("scope")}
    pieces = tuple(piece for piece in scene.evidence if piece not in cues)
    going = [postings_of(scene.index, piece) for piece in pieces]
    measures = scene.catalogue.measures
    found = [
        signature for i, signature in enumerate(scene.index.signatures)
        if (formula := measures[signature.measure].formula) is not None and formula.operation == "others"
        and scene.clause.has("scope", signature.scope)
        and named & {signature.subject, *scene.catalogue.above(signature.subject)}
        and all(i in one for one in going)
    ]  # fmt: skip
    if len(found) != 1 or not pieces:
        return None
    return Query("lookup", (found[0].id,), (found[0].subject,), (found[0].measure,))


def _names_figures(scene: Scene) -> bool:
    """Whether figures that are no shares are named: 「剩余产量」 is not what a share of it leaves."""
    named = measures_of(tuple(e for e in scene.strong if any(s.kind == "measure" for s in e)), scene.index)
    return bool(named) and all(scene.catalogue.measures[ref].kind in ("amount", "count") for ref in named)


def _shares(scene: Scene) -> tuple[Signature, ...]:
    """The shares of one subject and measure that the rest of the words speak of."""
    own = tuple(e for e in scene.names if any(s.kind == "name" and scene.is_subject(s.ref) for s in e))
    found = scene.explaining(own, scene.evidence)
    shares = [s for s in found if s.kind == "share"]
    if scene.clause.has("operator", "of_all"):
        shares = [s for s in shares if s.is_derived]
    else:
        shares = [s for s in shares if not s.is_derived]
    if not shares:
        return ()
    first = next((s for s in shares if s.dimensions), shares[0])
    if not first.dimensions and not first.scope:
        # What neither export nor home sales take is no share of anything that is named.
        return ()
    return tuple(
        s for s in shares
        if (s.measure, s.subject, s.scope) == (first.measure, first.subject, first.scope)
        and bool(s.dimensions) == bool(first.dimensions)
    )  # fmt: skip
