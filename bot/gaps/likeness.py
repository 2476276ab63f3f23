"""Which known words an unknown word is like: in its characters, in its sound, or in its meaning by 同义词词林."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.knowledge.catalogue import Catalogue
from bot.language.folding import fold_word
from bot.language.pinyin import fuzzy, word_syllables
from bot.language.thesaurus import read_thesaurus

NEAR = 60.0
"""Likeness (0-100) from which a known word is tried in the place of an unknown one."""
_SAME_MEANING = 92.0
_LIKE_MEANING = 74.0
_SOUND_WEIGHT = 0.9
_GROUP, _PARAGRAPH = 7, 5
"""Characters of a code of the thesaurus that say: the same group, the same paragraph."""


@dataclass(frozen=True, slots=True)
class Form:
    """A known word and where it is written."""

    text: str
    id: str
    """Of the entity or measure that it belongs to."""
    key: str
    """The list of the YAML that it stands in: aliases, names, collocates or english."""
    label: str
    """The word by which what it belongs to is asked for."""


@dataclass(frozen=True, slots=True)
class Near:
    """A known word that an unknown one is like."""

    form: Form
    likeness: float


def forms_of(catalogue: Catalogue) -> tuple[Form, ...]:
    """All words by which entities and measures are named, and those that go with measures."""
    return tuple(dict.fromkeys((*_of_entities(catalogue), *_of_measures(catalogue))))


def nearest(word: str, forms: Iterable[Form], most: int) -> tuple[Near, ...]:
    """The known words that are like a word, the most like first, each thing once for each of its lists."""
    folded = fold_word(word).lower()
    best: dict[tuple[str, str], Near] = {}
    for form in forms:
        if (form.key == "english") != folded.isascii():
            continue
        score = _likeness(folded, form.text)
        place = (form.id, form.key)
        if score >= NEAR and (place not in best or best[place].likeness < score):
            best[place] = Near(form, score)
    return tuple(sorted(best.values(), key=lambda near: (-near.likeness, near.form.id)))[:most]


def _of_entities(catalogue: Catalogue) -> Iterator[Form]:
    for entity in (*catalogue.entities.values(), *catalogue.levels, *catalogue.classes):
        for name in (entity.name, entity.short, *entity.aliases):
            if name:
                yield Form(fold_word(name).lower(), entity.id, "aliases", entity.short or entity.name)
        for name in entity.english:
            yield Form(fold_word(name).lower(), entity.id, "english", entity.english[0])


def _of_measures(catalogue: Catalogue) -> Iterator[Form]:
    for measure in catalogue.measures.values():
        for name in (measure.name, *measure.names):
            yield Form(fold_word(name).lower(), measure.id, "names", measure.name)
        for name in measure.collocates:
            yield Form(fold_word(name).lower(), measure.id, "collocates", measure.name)
        for name in measure.english:
            yield Form(fold_word(name).lower(), measure.id, "english", measure.english[0])


def _likeness(word: str, known: str) -> float:
    from rapidfuzz import fuzz

    score = fuzz.ratio(word, known)
    if word.isascii():
        return score
    if len(word) == len(known) > 1:
        score = max(score, _SOUND_WEIGHT * fuzz.ratio(_sounds(word), _sounds(known)))
    return max(score, _meaning(word, known))


@lru_cache(maxsize=20_000)
def _sounds(word: str) -> tuple[str, ...]:
    return tuple(fuzzy(syllable) for syllable in word_syllables((word,))[word])


def _meaning(word: str, known: str) -> float:
    codes = read_thesaurus().codes
    mine, theirs = codes.get(word, ()), codes.get(known, ())
    if {code[:_GROUP] for code in mine if code.endswith("=")} & {code[:_GROUP] for code in theirs}:
        return _SAME_MEANING
    shared = {code[:_PARAGRAPH] for code in mine} & {code[:_PARAGRAPH] for code in theirs}
    return _LIKE_MEANING if shared else 0.0
