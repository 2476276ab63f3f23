"""Claims that there is only one, or only these: 只做竹灯吗, 炉子只有电炉吗, 只有一个片区吗.

A list says what else there is; that a list names something is no yes to its being the only one.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from bot.knowledge.model import NUMERIC_KINDS
from bot.knowledge.signatures import Signature
from bot.language.mentions import Mention
from bot.understanding.query import Claim, Evidence, Failure, Query
from bot.understanding.scene import Scene, measures_of

_ONE = frozenset(("一个", "一家", "一种", "一样", "一户", "一处", "一块", "一类", "一项"))
_ONLY = frozenset("只仅光唯单")
_PLACES = frozenset(("town", "county", "city", "industry"))


def only_claim(scene: Scene) -> Query | Failure | None:
    """The list or the count that tells whether there are others; None where nothing is claimed to be the only one."""
    if not claims_only(scene) or not scene.names or any(m.number is not None for m in scene.clause.words):
        return None
    lists = _lists_holding(scene)
    if lists:
        named = {entity for refs in scene.entities for entity in refs}
        return Query(
            "check", (lists[0].id,), (lists[0].subject,), (lists[0].measure,), claim=Claim(is_only=True),
            options=tuple(item for item in lists[0].items if item in named),
        )  # fmt: skip
    wider = _lists_with(scene, _more_than_said(scene))
    if wider:
        # 「光在国内卖」 where it is sold 国内外: the list says more.
        return Query("check", (wider[0].id,), (wider[0].subject,), (wider[0].measure,), claim=Claim(is_only=True))
    return _of_one(scene)


def _more_than_said(scene: Scene) -> frozenset[str]:
    """The markets of whose name only the beginning is named behind the word for only."""
    words = scene.clause.words
    start = next((i for i, mention in enumerate(words) if _restricts(mention)), len(words))
    return frozenset(ref for mention in words[start:] for ref in mention.refs("name")) - _restricted(scene)


def _restricts(mention: Mention) -> bool:
    """Whether a word says only; 就 may be a mere particle."""
    return mention.has("operator", "only") and bool(_ONLY & set(mention.text)) and "唯一" not in mention.text


def _restricted(scene: Scene) -> frozenset[str]:
    """What is named behind the word for only; a part of a market's name (国内 of 国内外) is less than that."""
    words, entities = scene.clause.words, scene.catalogue.entities
    start = next((i for i, mention in enumerate(words) if _restricts(mention)), len(words))
    return frozenset(
        ref
        for mention in words[start:]
        for ref in mention.refs("name")
        if entities[ref].kind not in ("market", "region")
        or entities[ref].name == mention.text
        or not entities[ref].name.startswith(mention.text)
    )


def _lists_holding(scene: Scene) -> tuple[Signature, ...]:
    """The lists of the one that is named that hold what else is named, those of the named measure first."""
    return _lists_with(scene, _restricted(scene))


def _lists_with(scene: Scene, refs: frozenset[str]) -> tuple[Signature, ...]:
    entities = scene.catalogue.entities
    items = {ref for ref in refs if entities[ref].kind not in _PLACES}
    holders = {ref for named in scene.entities for ref in named} - items
    holders |= {part for ref in holders for part in scene.catalogue.below(ref)}
    named = measures_of(scene.strong, scene.index)
    held = [s for s in scene.index.signatures if s.subject in holders and items & set(s.items) and not s.is_derived]
    return tuple(sorted(held, key=lambda s: s.measure not in named))


def _of_one(scene: Scene) -> Query | None:
    """The count of what is claimed to be one: 只有一个片区."""
    if not any(mention.text in _ONE for mention in scene.clause.words) or not scene.evidence:
        return None
    pieces: tuple[Evidence, ...] = scene.evidence
    found = scene.find(scene.names, pieces, frozenset(("amount",)))
    counts = [s for s in found.signatures if s.kind == "count" and s.kind in NUMERIC_KINDS] if found else []
    if len(counts) != 1:
        return None
    claim = Claim(number=Fraction(1))
    return Query("check", (counts[0].id,), (counts[0].subject,), (counts[0].measure,), claim=claim)


def as_only(scene: Scene, found: Query | Failure | None) -> Query | Failure | None:
    """A claim that a list holds something, as the claim that it holds nothing else."""
    if not isinstance(found, Query) or found.claim is None or not found.options:
        return found
    if found.claim.names or found.claim.words or not _restricted(scene) & set(found.options):
        return scene.fail("no_such_fact", found.subjects[:1])
    return replace(found, claim=Claim(is_only=True))


def claims_only(scene: Scene) -> bool:
    """Whether a claim says that something is the only one, so that naming it alone is no yes."""
    return scene.asks == {"yesno"} and any(_restricts(mention) for mention in scene.clause.words)
