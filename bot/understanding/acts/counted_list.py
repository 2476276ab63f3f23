"""Lists that are called by how many they hold: 十大系列里有丙吗, 丙在不在那四块招牌里.

The number says which of a subject's lists is meant; whether it holds the thing is what is asked.
"""

from __future__ import annotations

from itertools import pairwise

from bot.knowledge.model import NUMERIC_KINDS
from bot.knowledge.signatures import Signature
from bot.understanding.acts.claimed import claimed_numbers
from bot.understanding.query import Claim, Evidence, Failure, Query
from bot.understanding.scene import Scene

_PLACES = ("town", "county", "city", "industry")
_HAVING = ("有", "包括", "包含", "含")
_CLOSING = 2
_DIGITS = dict(zip("23456789", "二三四五六七八九", strict=True))


def counted_lists(scene: Scene) -> tuple[Signature, ...]:
    """The lists of the named subjects that hold as many as the clause counts, itself or by a count that its words name."""
    claims = [
        claim for claim in claimed_numbers(scene) if claim.relation in ("equal", "reached") and not claim.dimension
    ]
    if len(claims) != 1:
        return ()
    subjects = {entity for refs in scene.entities for entity in refs}
    if not any(scene.is_subject(entity) for entity in subjects):
        return ()
    counts = scene.explaining(_subjects(scene), scene.evidence) if scene.evidence else ()
    holders = {s.subject for s in counts if s.kind in NUMERIC_KINDS or s.items} or subjects
    return tuple(
        signature for signature in scene.index.signatures
        if signature.subject in holders and signature.items and claims[0].number in signature.sizes
    )  # fmt: skip


def counted_list_claim(scene: Scene) -> Query | Failure | None:
    """Whether the list that is counted holds the thing that is named; None where no such list or thing is named."""
    if "yesno" not in scene.asks or scene.asks - {"yesno"}:
        return None
    if scene.clause.has("operator", "each", "all", "only", "of_all") or _counts_thing(scene):
        # 「每五个丙就有一个」 counts the thing itself, and no list that holds it.
        return None
    items = tuple(refs for refs in scene.entities if not any(ref in _holding(scene) for ref in refs))
    lists = counted_lists(scene)
    if lists and not items and scene.clause.has("context", "this") and _has_pointed(scene):
        items = _spoken_of(scene)
        if not items:
            return scene.fail("no_such_fact", (lists[0].subject,))
    if len(items) != 1 or not lists:
        return None
    holding = tuple(s for s in lists if set(items[0]) & set(s.items))
    named = holding or lists
    claim = Claim() if holding else Claim(names=items[0][:1])
    return Query(
        "check", (named[0].id,), (named[0].subject,), (named[0].measure,),
        claim=claim, options=tuple(ref for ref in items[0] if ref in named[0].items), terms=_numerals(scene),
    )  # fmt: skip


def _counts_thing(scene: Scene) -> bool:
    """Whether a number stands right before the thing that is named: 五个丙."""
    words = scene.clause.words
    holding = _holding(scene)
    return any(
        m.number is not None and any(ref not in holding for near in words[i + 1 : i + 3] for ref in near.refs("name"))
        for i, m in enumerate(words)
    )


def _numerals(scene: Scene) -> tuple[str, ...]:
    """The number by which a list is called, as a group of it may be called too: 老五类 are the 五大类 of a list."""
    said = [m.text for m in scene.clause.words if m.number is not None and not m.has("operator")]
    return tuple(_DIGITS.get(text, text) for text in said)


def _has_pointed(scene: Scene) -> bool:
    """Whether what the list may hold is only pointed to: 里有这个不."""
    words = [mention for mention in scene.clause.words if not mention.has("ask")]
    closing = [m for m in words[-_CLOSING:] if m.has("context", "this") and len(m.text) > 1]
    return bool(closing) or any(b.text.endswith(_HAVING) and m.has("context", "this") for b, m in pairwise(words))


def _spoken_of(scene: Scene) -> tuple[tuple[str, ...], ...]:
    """The thing that was spoken of last and is no town or place."""
    entities = scene.catalogue.entities
    said = [ref for ref in (*scene.context.recent, *scene.context.subjects) if ref in entities]
    things = [ref for ref in said if entities[ref].kind not in _PLACES]
    return ((things[-1],),) if things else ()


def _holding(scene: Scene) -> frozenset[str]:
    """The named entities that have lists of their own or lie around those."""
    entities = scene.catalogue.entities
    return frozenset(ref for refs in scene.entities for ref in refs if entities[ref].kind in _PLACES)


def _subjects(scene: Scene) -> tuple[Evidence, ...]:
    held = _holding(scene)
    return tuple(piece for piece in scene.names if any(sense.ref in held for sense in piece))
