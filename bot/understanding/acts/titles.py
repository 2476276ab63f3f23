"""Titles in quotation marks that a claim is about: 「“中国竹编之都”也是甲镇的金字招牌吗」.

What stands in quotation marks is a name letter by letter: a fact that only shares words with it confirms nothing.
"""

from __future__ import annotations

from bot.knowledge.model import Items, Text
from bot.knowledge.signatures import Signature
from bot.language.folding import fold_word
from bot.understanding.query import Claim, Query
from bot.understanding.scene import Scene, measures_of
from bot.understanding.vocabulary import entity_names


def untold_title(scene: Scene, fitting: tuple[Signature, ...]) -> Query | None:
    """A quoted title that no fact of its subject holds, against the list that is named, or what speaks of it else."""
    title = next((m.quoted for m in scene.clause.words if m.quoted and not _is_told(scene, m.quoted)), None)
    subject = next((refs[0] for refs in scene.subject_foci if refs), None)
    if title is None or subject is None:
        return None
    named = [scene.index.by_id.get(f"{subject}/{measure}") for measure in measures_of(scene.strong, scene.index)]
    lists = [s for s in named if s is not None and s.kind == "list"]
    against = tuple(lists[:1]) or fitting
    if not against:
        return None
    return Query(
        "check",
        tuple(s.id for s in against),
        tuple(dict.fromkeys(s.subject for s in against)),
        tuple(dict.fromkeys(s.measure for s in against)),
        claim=Claim(words=(title,), unheard=not lists),
    )


def _is_told(scene: Scene, title: str) -> bool:
    """Whether a fact of a subject, or of what belongs to it, holds a title."""
    catalogue = scene.catalogue
    subjects = {entity for refs in scene.entities for entity in refs}
    inside = {*subjects, *(part for entity in subjects for part in catalogue.below(entity))}
    wanted = _plain(title)
    for fact in catalogue.facts:
        if fact.subject not in inside:
            continue
        texts = list(fact.terms)
        if isinstance(fact.value, Text):
            texts.append(fact.value.text)
        elif isinstance(fact.value, Items):
            texts += [name for item in fact.value.items for name in entity_names(catalogue.entities[item])]
        if any(wanted in _plain(text) for text in texts):
            return True
    return any(wanted in _plain(name) for entity in inside for name in entity_names(catalogue.entities[entity]))


def _plain(text: str) -> str:
    return "".join(character for character in fold_word(text) if character.isalnum())
