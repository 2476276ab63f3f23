"""Claims about something that nothing knows: 「甲镇出口到越南吗」 where the fact base has no word for the last place.

Nothing contradicts such a claim and nothing confirms it: the answer is that it is not written, and what is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from bot.knowledge.signatures import Signature
from bot.language.lexicon import Sense
from bot.language.mentions import CODE, Mention
from bot.language.wordclass import is_harmless_word
from bot.understanding.acts.counted_list import counted_lists
from bot.understanding.clause import Clause
from bot.understanding.query import Claim, Evidence, Query
from bot.understanding.scene import Scene

_SOFT = frozenset(("yesno",))
_NAMING = frozenset(("list", "place", "actor", "date"))
"""Kinds of answer that a name can be missing from."""
_NOUNS = ("n", "s", "x", "j", "nz", "i", "l")
_LONGEST = 12
_WITHIN = re.compile("里|中|内|之一|之列|在不在|算|属于")
"""What places a thing in a list: 花盆在不在那十大系列里, 花盆是十大系列之一吗."""
_WHAT = ("什么", "啥")
_USING = frozenset(("用", "使", "使用", "采用", "烧", "刷"))
"""Verbs whose object a thing is made with."""


def unheard_thing(clause: Clause) -> Mention | None:
    """The one word of a yes/no question that nothing knows, if it is a noun or a place."""
    if not clause.asks() or clause.asks() - _SOFT or clause.has("operator") or clause.has("era"):
        return None
    foreign = [word for word in clause.words if all(sense.kind == "place" for sense in word.senses)]
    unknown = [word for word in clause.unknown if not is_harmless_word(word.text)]
    strange = _joined([word for word in clause.words if word in foreign or word in unknown])
    if len(strange) != 1 or len(strange[0].text) > _LONGEST:
        return None
    if len(strange[0].text) == 1 and not _is_used(clause, strange[0]):
        return None
    listed = _may_be_listed(clause) and not _is_counted(clause, strange[0])
    if clause.has("number") and not CODE.fullmatch(strange[0].text) and not listed:
        return None
    return strange[0] if foreign or CODE.fullmatch(strange[0].text) or _is_noun(strange[0].text) else None


def _joined(words: list[Mention]) -> list[Mention]:
    """Unknown words, those side by side as one: 酱 and 油."""
    found: list[Mention] = []
    for word in words:
        if found and found[-1].end == word.start and word.start >= 0:
            found[-1] = replace(found[-1], end=word.end, text=found[-1].text + word.text)
        else:
            found.append(word)
    return found


def _may_be_listed(clause: Clause) -> bool:
    """Whether what is counted may be a list that the thing is in: a few, without a unit."""
    numbers = [m for m in clause.words if m.number is not None]
    plain = all(m.number is not None and m.number.kind == "plain" and not m.number.power for m in numbers)
    return len(numbers) == 1 and plain and not clause.has("unit")


def _is_counted(clause: Clause, word: Mention) -> bool:
    """Whether the number says how much of the thing there is, and calls no list: 「是10地价吗」, 「用地面积是2个吗」."""
    number = next(m for m in clause.words if m.number is not None)
    if number.end <= word.start:
        return number.end == word.start
    between = "".join(m.text for m in clause.words if word.end <= m.start < number.start)
    behind = "".join(m.text for m in clause.words if m.start >= number.end)
    return not (_WITHIN.search(between) or _WITHIN.search(behind))


def _is_used(clause: Clause, word: Mention) -> bool:
    """Whether a word is what a verb right before it uses: 烧煤."""
    return any(m.end == word.start and m.text in _USING and m.has("collocate") for m in clause.words)


def without(clause: Clause, word: Mention) -> Clause:
    """The clause that is left; what kind of place a foreign one is (镇, 县) goes with it."""
    kind = any(sense.kind == "place" for sense in word.senses)
    left = tuple(
        m for m in clause.mentions
        if not (word.start <= m.start and m.end <= word.end and m.end > m.start)
        and not (kind and m.start == word.end and m.has("target"))
    )  # fmt: skip
    return Clause(left, clause.catalogue)


def claim_of(scene: Scene, word: Mention) -> Query | None:
    """The question whether a list or a place holds the word; None where the rest of the clause names no such fact."""
    if scene.clause.has("number") and not CODE.fullmatch(word.text):
        lists = counted_lists(scene)
        # A list that is called by its number is whole: what it does not hold is not in it.
        claim = Claim(words=(word.text,))
        return Query("check", (lists[0].id,), (lists[0].subject,), (lists[0].measure,), claim=claim) if lists else None
    using = tuple(_made_with(scene, m) for m in scene.clause.content if m.text in _USING)
    using = tuple(piece for piece in using if piece)
    telling = scene.strong or any(len(mention.text) > 1 for mention in scene.clause.required if not mention.has("name"))
    used = not telling and bool(using)
    if used:
        scene = replace(scene, evidence=using)
    if not (telling or used) or not any(scene.is_subject(entity) for refs in scene.entities for entity in refs):
        return None
    found = scene.find(scene.names, scene.evidence, frozenset())
    is_code = bool(CODE.fullmatch(word.text))
    named = is_code or used
    if found is None or (not named and any(signature.kind not in _NAMING for signature in found.signatures)):
        return None
    ids = tuple(signature.id for signature in found.signatures)
    if not is_code and any(word.text in name for name in _names(scene, found.signatures)):
        # 「烧柴吗」 beside 柴炉: what there is tells.
        return Query("lookup", ids, found.subjects, found.measures)
    claim = Claim(words=(word.text,), unheard=not is_code)
    return Query("check", ids, found.subjects, found.measures, claim=claim)


def _made_with(scene: Scene, verb: Mention) -> Evidence:
    """The measures that a verb asks for what is used (用什么做, 烧什么炉)."""
    measures = scene.catalogue.measures
    starts = tuple(f"{verb.text}{what}" for what in _WHAT)
    return tuple(
        Sense("collocate", ref)
        for ref in verb.refs("collocate")
        if any(phrase.startswith(starts) for phrase in measures[ref].asked)
    )


def _names(scene: Scene, signatures: tuple[Signature, ...]) -> Iterator[str]:
    for signature in signatures:
        yield scene.index.own_words(signature.id)
        yield from (scene.catalogue.entities[item].name for item in signature.items)


@lru_cache(maxsize=4096)
def _is_noun(text: str) -> bool:
    import rjieba

    return all(tag.startswith(_NOUNS) or tag in ("uj", "m", "q") for _, tag in rjieba.tag(text))
