"""Claims about something that nothing knows: 「甲镇出口到越南吗」 where the fact base has no word for the last place.

Nothing contradicts such a claim and nothing confirms it: the answer is that it is not written, and what is.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from bot.language.mentions import CODE, Mention
from bot.language.wordclass import is_harmless_word
from bot.understanding.acts.counted_list import counted_lists
from bot.understanding.clause import Clause
from bot.understanding.query import Claim, Query
from bot.understanding.scene import Scene

_SOFT = frozenset(("yesno",))
_NAMING = frozenset(("list", "place", "actor", "date"))
"""Kinds of answer that a name can be missing from."""
_NOUNS = ("n", "s", "x", "j", "nz", "i", "l")
_LONGEST = 12


def unheard_thing(clause: Clause) -> Mention | None:
    """The one word of a yes/no question that nothing knows, if it is a noun or a place."""
    if not clause.asks() or clause.asks() - _SOFT or clause.has("operator") or clause.has("era"):
        return None
    foreign = [word for word in clause.words if all(sense.kind == "place" for sense in word.senses)]
    unknown = [word for word in clause.unknown if not is_harmless_word(word.text)]
    strange = _joined([word for word in clause.words if word in foreign or word in unknown])
    if len(strange) != 1 or not 1 < len(strange[0].text) <= _LONGEST:
        return None
    if clause.has("number") and not CODE.fullmatch(strange[0].text) and not _may_be_listed(clause):
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


def without(clause: Clause, word: Mention) -> Clause:
    """The clause that is left."""
    left = tuple(m for m in clause.mentions if not (word.start <= m.start and m.end <= word.end and m.end > m.start))
    return Clause(left, clause.catalogue)


def claim_of(scene: Scene, word: Mention) -> Query | None:
    """The question whether a list or a place holds the word; None where the rest of the clause names no such fact."""
    if scene.clause.has("number") and not CODE.fullmatch(word.text):
        lists = counted_lists(scene)
        # A list that is called by its number is whole: what it does not hold is not in it.
        claim = Claim(words=(word.text,))
        return Query("check", (lists[0].id,), (lists[0].subject,), (lists[0].measure,), claim=claim) if lists else None
    telling = scene.strong or any(len(mention.text) > 1 for mention in scene.clause.required if not mention.has("name"))
    if not telling or not any(scene.is_subject(entity) for refs in scene.entities for entity in refs):
        return None
    found = scene.find(scene.names, scene.evidence, frozenset())
    is_code = bool(CODE.fullmatch(word.text))
    if found is None or (not is_code and any(signature.kind not in _NAMING for signature in found.signatures)):
        return None
    claim = Claim(words=(word.text,), unheard=not is_code)
    ids = tuple(signature.id for signature in found.signatures)
    return Query("check", ids, found.subjects, found.measures, claim=claim)


@lru_cache(maxsize=4096)
def _is_noun(text: str) -> bool:
    import rjieba

    return all(tag.startswith(_NOUNS) or tag in ("uj", "m", "q") for _, tag in rjieba.tag(text))
