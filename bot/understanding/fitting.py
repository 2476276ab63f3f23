"""Whether what was found answers the question word, not only the words around it."""

from __future__ import annotations

import re

from bot.knowledge.signatures import Signature
from bot.language.mentions import Mention
from bot.understanding.clause import AND, content_senses, is_harmless
from bot.understanding.retrieval import Found
from bot.understanding.scene import Scene, measures_of

_UNFIT = {
    "where": frozenset(("amount", "share", "date")),
    "when": frozenset(("actor", "place", "list", "share", "label", "rank")),
    "who": frozenset(("date", "place", "share", "amount", "count")),
}
"""Kinds of answer that say nothing to a question word: who issued a plan is not when it was issued."""
_TIMES = re.compile("[年代世纪朝期时春秋汉唐宋元明清]")
_CHANGING = frozenset(
    (
        "most",
        "least",
        "top",
        "bottom",
        "between",
        "except",
        "except_behind",
        "remainder",
        "difference",
        "ratio",
        "sum",
        "without",
    )
)
"""Operators that change which figure or thing is meant; a look-up heeds them only where the fact itself goes with them."""
_HOW_MANY = frozenset("多几")
_TOLD = frozenset(("statement", "rank", "label", "actor", "place", "list"))
_NAMING = frozenset(("what", "which", "who"))
_WHY = "why"
_BELONGING = ("是", "算", "属", "归", "在", "也", "这", "那", "之", "为", "等", "还", "都")
"""Words behind a name by which its place among others is asked for."""
_THINGS = ("个", "家", "户")
_MONEY = ("钱", "亿", "万", "元")


def answers_question(scene: Scene, found: Found) -> bool:
    """Whether facts that explain the words of a clause also tell what its question word asks for."""
    return (
        _is_of_kind(scene, found)
        and not _tells_for_number(scene, found)
        and _gives_reason(scene, found)
        and not _only_mentions(scene, found)
        and not _names_itself(scene, found)
        and not lists_siblings(scene, found.signatures)
        and not _lacks_relation(scene, found)
        and not _is_share_for_amount(scene, found)
    )


def _is_share_for_amount(scene: Scene, found: Found) -> bool:
    """Whether money (涨了多少钱) or a number of things (占几个) is asked for and only a share is found."""
    asked = any(m.has("ask", "amount") and m.text.endswith((*_MONEY, *_THINGS)) for m in scene.clause.words)
    return asked and all(signature.unit_dimension == "share" for signature in found.signatures)


def asks_for_things(scene: Scene) -> bool:
    """Whether it is asked how many of something there are: 占几个 is no share."""
    return any(m.has("ask", "amount") and m.text.endswith(_THINGS) for m in scene.clause.words)


def changing_words(scene: Scene) -> tuple[Mention, ...]:
    """The words of a clause that change which figure or thing is meant: the 最大 of 「最大企业」."""
    words = scene.clause.words
    # 「艺术加旅游」 joins two things and adds up nothing.
    return tuple(m for m in words if set(m.refs("operator")) & _CHANGING and not m.has("closed") and m.text not in AND)


def explains_operators(scene: Scene, found: Found) -> bool:
    """Whether what was found goes with each word that changes what is meant: 「最大企业」 is no number of firms."""
    places = [scene.index.order[signature.id] for signature in found.signatures]
    postings = [scene.index.of_evidence(content_senses(mention)) for mention in changing_words(scene)]
    rests = {place for place in places if _is_rest(scene, found.signatures[places.index(place)])}
    return all(place in going or place in rests for going in postings for place in places)


def _is_rest(scene: Scene, signature: Signature) -> bool:
    """Whether a figure is what another one leaves: 闲置产能, 非规上企业数."""
    formula = scene.catalogue.measures[signature.measure].formula
    return formula is not None and formula.operation in ("rest", "subtract")


def _is_of_kind(scene: Scene, found: Found) -> bool:
    if scene.clause.asks_for_town and _NAMING & scene.asks and not scene.asks - _NAMING:
        # 「全国多半出自哪个县」 asks for a place, which no share tells.
        return not all(signature.kind == "share" for signature in found.signatures)
    return not any(
        all(
            signature.kind in unfit or (ask == "when" and _tells_no_time(scene, signature))
            for signature in found.signatures
        )
        for ask in scene.asks
        if (unfit := _UNFIT.get(ask))
    )


def _tells_no_time(scene: Scene, signature: Signature) -> bool:
    """Whether a statement names no time in its text, so that it does not say when."""
    return signature.kind == "statement" and not _TIMES.search(scene.index.own_words(signature.id))


def _tells_for_number(scene: Scene, found: Found) -> bool:
    """Whether a number is asked for and only something told is found: 「品牌数多少」 is no 「品牌建设」."""
    numbers = any(m.has("ask", "amount") and set(m.text) & _HOW_MANY for m in scene.clause.words)
    named = set(measures_of(scene.strong, scene.index)) & set(found.measures)
    return scene.asks == {"amount"} and numbers and not named and all(s.kind in _TOLD for s in found.signatures)


def _gives_reason(scene: Scene, found: Found) -> bool:
    """Whether facts tell why, where why is asked: a figure, or what was done, is no reason for it."""
    if _WHY not in scene.asks:
        return True
    asked = set(measures_of(scene.strong, scene.index))
    measures = scene.catalogue.measures
    return any(
        signature.measure in asked or _WHY in measures[signature.measure].answers for signature in found.signatures
    )


def _only_mentions(scene: Scene, found: Found) -> bool:
    """Whether names of a kind are asked for (有什么品牌) and a statement only holds the word (品牌建设)."""
    if len(scene.evidence) != 1 or not scene.asks & _NAMING or any(s.kind != "statement" for s in found.signatures):
        return False
    measures = scene.catalogue.measures
    named = [ref for kind, ref in scene.evidence[0] if kind == "measure"]
    meant = {*named, *(near for ref in named for near in measures[ref].near)}
    return bool(named) and all(measures[ref].kind == "list" for ref in named) and not meant & set(found.measures)


def _lacks_relation(scene: Scene, found: Found) -> bool:
    """Whether somebody is found who built or issued something, where no word says built or issued: 哪个公司给某厂供货."""
    if any(signature.kind != "actor" for signature in found.signatures):
        return False
    return all(_is_firm(scene, mention) for mention in scene.clause.required if not mention.has("name"))


def _is_firm(scene: Scene, mention: Mention) -> bool:
    measures = scene.catalogue.measures
    return any(kind == "collocate" and measures[ref].item_kind == "company" for kind, ref in mention.senses)


def _names_itself(scene: Scene, found: Found) -> bool:
    """Whether a list gives nothing but what the question names: 「领导小组有谁」."""
    named = {entity for refs in scene.entities for entity in refs}
    items = {item for signature in found.signatures for item in signature.items}
    return bool(items & named) and bool(scene.asks & _NAMING) and items <= named


def lists_siblings(scene: Scene, signatures: tuple[Signature, ...]) -> bool:
    """Whether lists only hold the one that is asked about: what a town makes is not what one of its products makes.

    「丙是哪类产品」 asks where it stands; 「丙的主要产品」 asks for something of its own.
    """
    if len(scene.subject_foci) != 1 or "where" in scene.asks:
        return False
    focus = set(scene.subject_foci[0])
    lineage = {*focus, *(part for entity in focus for part in scene.catalogue.below(entity))}
    holding = all(s.subject not in lineage and focus & set(s.items) for s in signatures)
    if not holding or not any(scene.is_subject(entity) for entity in focus):
        return False
    words = scene.clause.words
    place = next((i for i, m in enumerate(words) if set(m.refs("name")) & focus), None)
    if place is None or scene.clause.has("operator", "remainder", "each"):
        return False
    spoken = [m for m in words[:place] if content_senses(m) and not m.has("name") and not is_harmless(m)]
    behind = words[place + 1].text if place + 1 < len(words) else ""
    return not spoken and not behind.startswith(_BELONGING)


_MAKING = frozenset(("做", "搞", "干", "造", "产", "生产", "从事"))


def counts_whole_for_branch(scene: Scene, signatures: tuple[Signature, ...]) -> bool:
    """Whether firms of one branch are counted (丙企业, 做丙的) and the figures are of the town that joins two."""
    branches = scene.catalogue.branch_names
    words = scene.clause.words
    for position, mention in enumerate(words):
        town = next((ref for ref in mention.refs("name") if mention.text in branches.get(ref, ())), None)
        if town is None or not signatures or not all(s.kind == "count" and s.subject == town for s in signatures):
            continue
        behind = words[position + 1] if position + 1 < len(words) else None
        nouns = tuple(word for s in signatures for word in scene.catalogue.measures[s.measure].families)
        firms = behind is not None and behind.start == mention.end and behind.text.startswith(nouns)
        made = behind is not None and behind.text.startswith("的") and position and words[position - 1].text in _MAKING
        if firms or made:
            return True
    return False
