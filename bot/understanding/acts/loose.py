"""Small words that a fact need not explain where its measure is called by its name: 「自动线总共有多少条」, 「由哪几部分组成」.

A verb, an adjective or a single character that merely goes with some measure says little beside the name of another one.
A word that conditions a figure somewhere in the fact base (设计, 备案, 直接, 配套) is never passed over.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from bot.knowledge.model import NUMERIC_KINDS
from bot.language.mentions import Mention
from bot.understanding.clause import content_senses
from bot.understanding.query import Evidence
from bot.understanding.retrieval import Found
from bot.understanding.scene import Scene, measures_of

_LOOSE_SENSES = frozenset(("collocate", "term"))
_MOST = 2
_SPEECH = ("v", "a", "d", "q", "u", "p", "z", "k", "g")


def found_without_loose(scene: Scene, names: tuple[Evidence, ...]) -> Found | None:
    """The facts of the named measures that explain all but a few small words; None where there are none."""
    kept = without_loose(scene)
    found = scene.find(names, kept) if kept else None
    return found if found is not None and found.kind_fits and _are_named(scene, found) else None


def without_loose(scene: Scene) -> tuple[Evidence, ...]:
    """The evidence without its small words; nothing where no measure is called by name, or too much would be passed over."""
    if not _named(scene) or not any(scene.is_subject(entity) for refs in scene.entities for entity in refs):
        return ()
    loose = {content_senses(mention) for mention in scene.clause.required if _is_loose(mention, scene)}
    kept = tuple(piece for piece in scene.evidence if piece not in loose)
    return kept if 0 < len(scene.evidence) - len(kept) <= _MOST else ()


def _named(scene: Scene) -> tuple[Evidence, ...]:
    return tuple(e for e in scene.strong if any(sense.kind in ("measure", "asked") for sense in e))


def _are_named(scene: Scene, found: Found) -> bool:
    """Whether the facts are of the named measures, and no figures: a small word makes another figure of one (增加了多少)."""
    measures = set(measures_of(_named(scene), scene.index))
    figures = any(signature.kind in NUMERIC_KINDS for signature in found.signatures)
    return set(found.measures) <= measures and not figures


def _is_loose(mention: Mention, scene: Scene) -> bool:
    senses = content_senses(mention)
    if not senses or any(sense.kind not in _LOOSE_SENSES for sense in senses):
        return False
    if any(mention.text in text for text in scene.catalogue.qualifiers) or _is_asked_for(mention, scene):
        return False
    return is_small(mention.text)


def _is_asked_for(mention: Mention, scene: Scene) -> bool:
    """Whether a word is the noun behind a question word: the 山 of 靠的什么山."""
    words = scene.clause.words
    return any(
        after is mention and before.end == after.start and before.text.endswith(("什么", "啥", "哪", "哪种"))
        for before, after in pairwise(words)
    )


@lru_cache(maxsize=4096)
def is_small(text: str) -> bool:
    """Whether a word is no noun, as jieba's dictionary tags it, or but one character."""
    import rjieba

    return len(text) == 1 or all(tag.startswith(_SPEECH) and tag != "vn" for _, tag in rjieba.tag(text))


def only_goes_along(scene: Scene) -> bool:
    """Whether no word speaks of a measure by itself: 「省级的占几个」 asks for no share that all towns of a level have."""
    return bool(scene.evidence) and all(s.kind in ("collocate", "kind") for piece in scene.evidence for s in piece)
