"""Holders: who or what it is that something is said of (号称黄金产区的是什么水果, 「…标杆」给了哪家公司).

The property is given and its holder is asked for: the holders are the subjects whose facts explain all content of the clause,
whatever their measures; first those of which one fact says it all, else those of which several facts say it together. The noun
next to the question word (哪家企业, 哪样特产) says what kind of thing they have to be.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bot.knowledge.model import NUMERIC_KINDS
from bot.knowledge.signatures import Signature
from bot.language.mentions import Mention
from bot.understanding.acts.claimed import claimed_number
from bot.understanding.acts.loose import is_small
from bot.understanding.clause import AND, is_harmless
from bot.understanding.evidence import CONTENT
from bot.understanding.fitting import changing_words, lists_siblings
from bot.understanding.query import Claim, Evidence, Failure, Query
from bot.understanding.retrieval import postings_of
from bot.understanding.scene import COUNTY, LEVEL, Scene
from bot.understanding.vocabulary import entity_names

_NAMING = frozenset(("what", "which", "who", "who", "where", "howis", "define"))
_POINTING = frozenset(("which", "who", "where"))
_DETERMINERS = ("哪", "什么", "啥")
_OF, _CALLED = "的", "叫"
_COPULAS = frozenset(("是", "就是", "指", "指的是"))
_SOFT = frozenset(("yesno",))
_TELLING = frozenset(("term", "value", "era", "measure"))
"""Senses that tell one fact from another; words that merely go with a measure, and scopes, do not."""
_FIRMS = frozenset(("company", "brand", "organisation"))
_STANDS_FOR = {"product": frozenset(("product", "industry", "town")), "industry": frozenset(("industry", "town")),
               "place": frozenset(("place", "town")), "company": frozenset(("company", "organisation"))}  # fmt: skip
"""What a thing asked for may be besides its own kind: a town stands for what it makes."""
_OF_TOWNS = frozenset(("town", "place", "industry", "product"))
_COUNTS_FIRMS, _COUNTS_PERSONS = ("家", "户"), ("位", "人")
_MOST = 5
_MOST_LOOSE = 3


@dataclass(frozen=True)
class _Asked:
    """What is asked for."""

    kinds: frozenset[str]
    """The kinds of entity that fit; empty when any does."""
    nouns: frozenset[Mention] = frozenset()
    """The words that only say what kind of thing is asked for."""


@dataclass(frozen=True)
class _Piece:
    """A word that the facts of the holder have to explain."""

    mention: Mention
    evidence: Evidence
    is_telling: bool


def read(scene: Scene) -> Query | Failure | None:
    """The subjects of which all that the clause says is stated."""
    words = scene.clause.words
    phrased = any(_asks_by_phrase(scene, mention) for mention in words)
    if (
        not (scene.asks & _NAMING or phrased)
        or scene.asks - _NAMING - _SOFT
        or changing_words(scene)
        or scene.inherited_names
    ):
        return None
    if sum(m.has("ask", "who") for m in words) > 1 or any(_reckons(m) for m in words):
        return None
    claim = claimed_number(scene)
    numbers = [m for m in words if m.number is not None and not m.has("operator")]
    if len(numbers) > 1 or (claim is not None and claim.relation != "equal"):
        return None
    asked = _asked(scene)
    bare = not asked.kinds and not scene.asks & _POINTING and not _asks_back(scene)
    if bare and not _is_bare_label(scene, _pieces(scene, asked)):
        return None
    found = _holders(scene, asked, claim)
    if not found or len(found) > _MOST or lists_siblings(scene, found):
        return None
    return Query(
        "holder",
        signatures=tuple(signature.id for signature in found),
        subjects=tuple(dict.fromkeys(signature.subject for signature in found)),
        measures=tuple(dict.fromkeys(signature.measure for signature in found)),
        claim=claim,
        target="county" if scene.clause.has("target", "county") and not scene.clause.has("target", "town") else "",
    )


def _asks_back(scene: Scene) -> bool:
    """Whether a bare question word stands for what is told about: 「…的是什么」, not 「…的产品是什么」."""
    words = scene.clause.words
    for position, mention in enumerate(words):
        asks = set(mention.refs("ask"))
        before = next((m for m in reversed(words[:position]) if m.text not in _COPULAS), None)
        if asks & _NAMING and before is not None and before.text.endswith("的"):
            return all(is_harmless(m) or _is_noun(m.text) for m in words[position + 1 :])
    return False


def _reckons(mention: Mention) -> bool:
    """Whether a word adds figures up or sets a bound; 加 between two things only joins them."""
    return (
        bool(set(mention.refs("operator")) & {"sum", "over", "more"})
        and mention.text not in AND
        and len(mention.text) > 1
    )


def _asked(scene: Scene) -> _Asked:
    """The kind of thing that the noun next to the question word names."""
    if scene.clause.asks_for_town or scene.clause.has("target", "county") or "where" in scene.asks:
        return _Asked(_OF_TOWNS, frozenset(m for m in scene.clause.words if m.has("target")))
    if any(m.has("ask") and m.text.endswith(_COUNTS_PERSONS) for m in scene.clause.words):
        return _Asked(frozenset(("person",)))
    for mention in scene.clause.words:
        if kinds := _asks_by_phrase(scene, mention):
            return _Asked(frozenset(kind for item in kinds for kind in _STANDS_FOR.get(item, {item})))
    words = [m for m in scene.clause.words if not is_harmless(m) or _kinds_of(scene, m) or m.text == _OF]
    for position, (first, second) in enumerate(pairwise(words)):
        if set(first.refs("ask")) & _NAMING and not second.has("ask") and not first.text.endswith(_OF):
            if second.has("class"):
                return _Asked(_OF_TOWNS)
            if kinds := _kinds_of(scene, second):
                return _Asked(kinds, frozenset((second,)))
        behind = second.text.startswith(_CALLED) or (position and words[position - 1].text.endswith(_OF))
        if set(second.refs("ask")) & _NAMING and behind and not first.has("ask") and (kinds := _kinds_of(scene, first)):
            return _Asked(kinds, frozenset((first,)))
    counted = any(m.has("ask") and m.text.endswith(_COUNTS_FIRMS) and m.text.startswith(("哪", "几")) for m in words)
    return _Asked(_FIRMS if counted else frozenset())


def _asks_by_phrase(scene: Scene, mention: Mention) -> frozenset[str]:
    """The kind of thing that a phrase asks for together with its noun: 哪种模式, 什么企业."""
    if not mention.text.startswith(_DETERMINERS):
        return frozenset()
    measures = scene.catalogue.measures
    return frozenset(measures[ref].item_kind for ref in mention.refs("asked")) - {""}


def _kinds_of(scene: Scene, mention: Mention) -> frozenset[str]:
    """The kinds of entity that a noun may name: 企业, 牌子, 特产."""
    if mention.has("name") or mention.has("class") or not _is_noun(mention.text):
        return frozenset()
    measures = scene.catalogue.measures
    own = {measures[ref].item_kind for kind, ref in mention.senses if kind in ("measure", "collocate")} - {""}
    return frozenset(kind for item in own for kind in _STANDS_FOR.get(item, {item}))


def _is_activity(mention: Mention) -> bool:
    """Whether a word that merely goes with measures is a verb by its other use (生产, 加工)."""
    import rjieba

    content = [sense for sense in mention.senses if sense.kind in CONTENT]
    return all(sense.kind == "collocate" for sense in content) and rjieba.tag(mention.text)[0][1] == "vn"


@lru_cache(maxsize=4096)
def _is_noun(text: str) -> bool:
    import rjieba

    return rjieba.tag(text)[-1][1].startswith("n")


def _pieces(scene: Scene, asked: _Asked) -> list[_Piece]:
    pieces: list[_Piece] = []
    for mention in scene.clause.required:
        if mention in asked.nouns or mention.has("ask") or _asks_by_phrase(scene, mention):
            continue
        senses = tuple(sense for sense in mention.senses if sense.kind in CONTENT)
        if mention.has("name"):
            # 「谁办了某厂」: what is named is the thing itself, not a word of some fact.
            senses = tuple(sense for sense in senses if sense.kind in ("name", "class"))
        told = any(sense.kind in _TELLING or _is_item(scene, sense.kind, sense.ref) for sense in senses)
        pieces.append(_Piece(mention, senses, told))
    return pieces


def _is_bare_label(scene: Scene, pieces: list[_Piece]) -> bool:
    """Whether nothing but a label is named of which the things that bear it are asked for: 地标产品是哪两样."""
    if len(pieces) != 1 or not any(m.has("ask") and "哪" in m.text for m in scene.clause.words):
        return False
    measures = scene.catalogue.measures
    return any(kind == "measure" and measures[ref].kind == "label" for kind, ref in pieces[0].evidence)


def _is_item(scene: Scene, kind: str, ref: str) -> bool:
    """Whether a sense is a thing that a fact lists, not a place around it."""
    return kind == "name" and ref in scene.catalogue.facts_naming and scene.catalogue.entities[ref].kind != "industry"


def _holders(scene: Scene, asked: _Asked, claim: Claim | None) -> tuple[Signature, ...]:
    """The best fact of each holder; a town and what lies in it are one holder, unless parts are meant."""
    pieces = _pieces(scene, asked)
    telling = [piece for piece in pieces if piece.is_telling and len(piece.mention.text) > 1]
    if telling and all(piece.mention.has("scope") for piece in telling) and not scene.clause.has("operator", "only"):
        # 「全国多半出自哪个县」: a scope tells no holder from another.
        return ()
    named = all(any(sense.kind == "measure" for sense in piece.evidence) for piece in telling)
    if named and not asked.kinds and not _asks_back(scene) and not _is_bare_label(scene, pieces):
        # 「你的想法是什么」: a measure that nobody is named for tells nothing of whom it is.
        return ()
    loose = [piece for piece in pieces if not piece.is_telling and _is_loose(scene, piece.mention)]
    firm = [piece for piece in pieces if piece not in loose]
    if not telling and not (claim and pieces):
        return ()
    for kept in (pieces, firm) if len(loose) <= _MOST_LOOSE and telling else (pieces,):
        for find in (_in_one_fact, _in_all_facts):
            found = _fitting(scene, find(scene, kept), asked, claim)
            if found:
                return found if _of_named_figure(scene, found, telling) else ()
    return ()


def _of_named_figure(scene: Scene, found: tuple[Signature, ...], telling: list[_Piece]) -> bool:
    """Whether the facts are of the figure that the clause names, where it names one: 存款 is told by no 做法."""
    measures = scene.catalogue.measures
    named = {
        ref
        for piece in telling
        if all(kind in ("measure", "collocate") for kind, _ in piece.evidence)
        for kind, ref in piece.evidence
        if kind == "measure" and measures[ref].kind in NUMERIC_KINDS
    }
    return not named or any(signature.measure in named for signature in found)


def _is_loose(scene: Scene, mention: Mention) -> bool:
    if mention.has("name") or mention.has("class"):
        return False
    if any(mention.text in text for text in scene.catalogue.qualifiers):
        return False
    return is_small(mention.text) or _is_activity(mention)


def _in_one_fact(scene: Scene, pieces: Iterable[_Piece]) -> dict[int, float]:
    """Scores of the stated facts that explain every piece."""
    scores: dict[int, float] | None = None
    for piece in pieces:
        own = postings_of(scene.index, piece.evidence)
        scores = dict(own) if scores is None else {i: s + own[i] for i, s in scores.items() if i in own}
    return {i: score for i, score in (scores or {}).items() if not scene.index.signatures[i].is_derived}


def _in_all_facts(scene: Scene, pieces: list[_Piece]) -> dict[int, float]:
    """Of each subject whose facts and name explain every piece together, scores of those that a telling piece speaks of."""
    signatures = scene.index.signatures
    by_piece: list[dict[str, dict[int, float]]] = []
    for piece in pieces:
        groups: dict[str, dict[int, float]] = {}
        for i, score in postings_of(scene.index, piece.evidence).items():
            if not signatures[i].is_derived:
                groups.setdefault(signatures[i].subject, {})[i] = score
        for ref in (sense.ref for sense in piece.evidence if sense.kind == "name"):
            for whole in scene.catalogue.above(ref):
                groups.setdefault(whole, {})
        by_piece.append(groups)
    subjects = {subject for groups in by_piece for subject in groups}
    found: dict[int, float] = {}
    for subject in subjects:
        named = _folded_name(scene, subject)
        if not all(subject in groups or p.mention.text in named for p, groups in zip(pieces, by_piece, strict=True)):
            continue
        for piece, groups in zip(pieces, by_piece, strict=True):
            for i, score in groups.get(subject, {}).items():
                found[i] = found.get(i, 0.0) + (score if piece.is_telling else score / 2)
    return found


def _folded_name(scene: Scene, subject: str) -> str:
    return " ".join(entity_names(scene.catalogue.entities[subject]))


def _counts_fit(scene: Scene, signature: Signature) -> bool:
    """Whether a number of the clause is how long the fact's list is, or stands in its text: 三大编织业, 两个特色产业."""
    numbers = [m for m in scene.clause.words if m.number is not None and not m.has("operator")]
    text = scene.index.own_words(signature.id)
    return all(m.text in text or (m.number is not None and m.number.value in signature.sizes) for m in numbers)


def _fitting(scene: Scene, found: dict[int, float], asked: _Asked, claim: Claim | None) -> tuple[Signature, ...]:
    entities, signatures = scene.catalogue.entities, scene.index.signatures
    named = {ref for refs in scene.entities for ref in refs}
    best: dict[str, tuple[float, Signature]] = {}
    for i, score in found.items():
        signature = signatures[i]
        if (
            signature.subject in {*named, scene.catalogue.city}
            or signature.measure in (COUNTY, LEVEL)
            or (signature.kind in NUMERIC_KINDS) != (claim is not None)
        ):
            continue
        if asked.kinds and entities[signature.subject].kind not in asked.kinds:
            continue
        if claim is None and not _counts_fit(scene, signature):
            continue
        of_parts = asked.kinds and "town" not in asked.kinds
        holder = signature.subject if of_parts else scene.catalogue.town_of(signature.subject) or signature.subject
        if holder not in best or score > best[holder][0]:
            best[holder] = (score, signature)
    order = scene.index.order
    return tuple(sorted((signature for _, signature in best.values()), key=lambda s: order[s.id]))
