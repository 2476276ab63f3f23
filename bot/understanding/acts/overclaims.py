"""Claims that say more than the facts which speak of them: 企业都是规上吗, 只卖到美国吗, 甲镇占全国80%吗.

A figure of a part is no figure of its whole, a count of some is no count of all, and a list that holds one name does not
say that it holds no other. Such a claim is not confirmed; what there is may be offered.
"""

from __future__ import annotations

from bot.knowledge.model import NUMERIC_KINDS
from bot.knowledge.signatures import Signature
from bot.language.mentions import Mention
from bot.understanding.acts.negation import is_negated
from bot.understanding.fitting import counts_whole_for_branch
from bot.understanding.query import Claim
from bot.understanding.scene import Scene

_EVERY = frozenset(("all", "each"))
_WHOLES = frozenset(("town", "industry", "company"))


def claims_too_much(scene: Scene, fitting: tuple[Signature, ...], number: Claim | None) -> bool:
    """Whether facts that all words of a claim speak of can't confirm it all the same."""
    return (
        _is_of_part(scene, fitting)
        or (number is None and _is_of_some(scene, fitting))
        or _is_of_others_too(scene, fitting)
        or counts_whole_for_branch(scene, fitting)
        or is_share_of_whole(scene, fitting)
    )


def is_share_of_whole(scene: Scene, fitting: tuple[Signature, ...]) -> bool:
    """Whether a share of the town around is spoken of (占甲镇产量的几成) where the facts are shares of a country or province."""
    words = scene.clause.words
    behind = next((i for i, m in enumerate(words) if m.has("kind", "share")), None)
    if behind is None or not fitting or not all(s.scope and s.unit_dimension == "share" for s in fitting):
        return False
    later = {ref for m in words[behind + 1 :] for ref in m.refs("name")}
    around = {up for s in fitting for up in scene.catalogue.above(s.subject)}
    towns = {town.id for town in scene.catalogue.towns}
    return bool(later & around & towns) and not any(m.has("scope") for m in words)


def claims_of_all(scene: Scene) -> str:
    """What all of a number are claimed to be (21万全是普通游客): a figure that is just that number does not say it."""
    words = scene.clause.words
    numbers = [i for i, m in enumerate(words) if m.number is not None and not m.has("operator")]
    if len(numbers) != 1 or words[numbers[0]].has("number", "percent") or words[numbers[0]].has("number", "fraction"):
        return ""
    every = next((i for i, m in enumerate(words) if i > numbers[0] and set(m.refs("operator")) & _EVERY), None)
    if every is None:
        return ""
    if any(m.has("term") or m.has("value") for m in words[every + 1 :]):
        # A word of the fact itself (21万全是师生) is held against it like any other.
        return ""
    return "".join(m.text for m in words[every + 1 :] if not m.has("ask") and not _is_mere(m))


def figure_of_some(scene: Scene, fitting: tuple[Signature, ...]) -> Signature | None:
    """The one count of some where a claim is about all of them: 家家都有出口权, where the whole is counted too."""
    measures = scene.catalogue.measures
    every = any(set(m.refs("operator")) & _EVERY for m in scene.clause.words)
    parts = [s for s in fitting if measures[s.measure].subset_of and not s.is_derived]
    if not every or len(parts) != 1 or len(fitting) != 1:
        return None
    return parts[0] if f"{parts[0].subject}/{measures[parts[0].measure].subset_of}" in scene.index.by_id else None


def _is_mere(mention: Mention) -> bool:
    return mention.has("closed", "particle") or mention.text == "是"


def _is_of_part(scene: Scene, fitting: tuple[Signature, ...]) -> bool:
    """Whether figures are of what lies inside the one that is named, which the words do not speak of."""
    named = {entity for refs in scene.subject_foci for entity in refs}
    if not named or any(scene.catalogue.entities[entity].kind not in _WHOLES for entity in named):
        return False
    return all(s.kind in NUMERIC_KINDS and s.subject not in named and not _is_spoken_of(scene, s) for s in fitting)


def _is_spoken_of(scene: Scene, signature: Signature) -> bool:
    """Whether a word is part of a subject's name: 手编 of 手编丙."""
    name = scene.catalogue.entities[signature.subject].name
    return any(len(m.text) > 1 and m.text in name and not m.has("name") for m in scene.clause.content)


def _is_of_some(scene: Scene, fitting: tuple[Signature, ...]) -> bool:
    """Whether a claim is about all (都, 全部) and the figures are counts or amounts of some."""
    every = any(set(m.refs("operator")) & _EVERY for m in scene.clause.words) and not is_negated(scene)
    return every and len(scene.subject_foci) == 1 and all(s.kind in NUMERIC_KINDS for s in fitting)


def _is_of_others_too(scene: Scene, fitting: tuple[Signature, ...]) -> bool:
    """Whether only one thing is claimed of a list that holds others."""
    if not scene.clause.has("operator", "only"):
        return False
    named = {entity for refs in scene.entities for entity in refs}
    return any(named & set(s.items) and len(s.items) > 1 for s in fitting)
