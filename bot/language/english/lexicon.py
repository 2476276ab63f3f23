"""The English words and phrases that are known, each with the Chinese word that it stands for and that word's senses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from bot.language.english.tokens import form_of
from bot.language.lexicon import Sense


class EnglishWord(NamedTuple):
    """An English word or phrase, as data gives it."""

    form: str
    stands_for: str
    senses: tuple[Sense, ...]
    otherwise: tuple[str, tuple[Sense, ...]] | None = None
    """What it means where the first meaning answers nothing: output is a mass or a value."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a known form comes to."""

    text: str
    """The Chinese word that it stands for; readers of questions look at this one."""
    senses: tuple[Sense, ...]
    otherwise: tuple[str, tuple[Sense, ...]] | None = None


class SplitForm(NamedTuple):
    """A phrase that goes around what it is about: how much … cost."""

    opening: tuple[str, ...]
    closing: tuple[str, ...]
    meaning: Meaning


@dataclass(frozen=True)
class EnglishLexicon:
    """Forms with their meanings, and what tells a slip of the pen from another word."""

    meanings: Mapping[str, Meaning]
    split: tuple[SplitForm, ...]
    counted: Mapping[str, Meaning]
    """What forms mean right behind a number: 50 companies."""
    longest: int
    """How many words the longest form has."""
    words: frozenset[str]
    """All single words that forms are made of."""
    common: frozenset[str]
    """Words of forms that are no names: what tells English from pinyin."""
    neighbours: Mapping[str, tuple[str, ...]]
    """A word with a letter left out → the words of names and measures that it may come from."""
    guarded: frozenset[str]
    """English words that are one letter away from a known one: words of their own, never a slip."""
    syllables: frozenset[str]
    """The syllables of pinyin."""


_GAP = "…"
_BEHIND_NUMBER = "#"
_REPAIRED = frozenset(("name", "measure", "class"))
SHORTEST_REPAIRED = 4


def build_english(
    entries: Iterable[EnglishWord],
    key_words: Iterable[EnglishWord],
    dictionary: Iterable[str],
    syllables: frozenset[str],
) -> EnglishLexicon:
    """A lexicon of English forms; a form given twice has all senses, and stands for the word given first.

    Args:
        entries: the forms; regular plurals and singulars come by themselves.
        key_words: words that only speak of single facts, where they are not among the forms.
        dictionary: English words at large.
        syllables: the syllables of pinyin.
    """
    meanings: dict[str, Meaning] = {}
    given: list[EnglishWord] = []
    split: list[SplitForm] = []
    counted: dict[str, Meaning] = {}
    for entry in entries:
        if _GAP in entry.form:
            opening, _, closing = entry.form.partition(_GAP)
            meaning = Meaning(entry.stands_for, entry.senses)
            split.append(SplitForm(tuple(form_of(opening).split()), tuple(form_of(closing).split()), meaning))
            continue
        if entry.form.startswith(_BEHIND_NUMBER):
            counted[form_of(entry.form)] = Meaning(entry.stands_for, entry.senses)
            continue
        given += [entry._replace(form=form) for form in _numbers(form_of(entry.form)) if form]
    # Forms as they were given come before their regular plurals.
    for entry in sorted(given, key=lambda entry: entry.form.endswith("\0")):
        form = entry.form.removesuffix("\0")
        known = meanings.get(form)
        if known is None:
            meanings[form] = Meaning(entry.stands_for, entry.senses, entry.otherwise)
        elif not entry.form.endswith("\0"):
            meanings[form] = Meaning(known.text, tuple(dict.fromkeys((*known.senses, *entry.senses))))
    for entry in key_words:
        meanings.setdefault(entry.form, Meaning(entry.stands_for, entry.senses))
    repaired: set[str] = set()
    for form, meaning in meanings.items():
        if any(sense.kind in _REPAIRED for sense in meaning.senses):
            repaired.update(word for word in form.split() if len(word) >= SHORTEST_REPAIRED)
    neighbours: defaultdict[str, set[str]] = defaultdict(set)
    for word in repaired:
        for key in {word, *shortened(word)}:
            neighbours[key].add(word)
    words = frozenset(word for form in meanings for word in form.split()) | {
        word for form in split for word in (*form.opening, *form.closing)
    }
    named = {word for form, meaning in meanings.items() for word in form.split() if _is_name(meaning)}
    common = {word for form, meaning in meanings.items() for word in form.split() if not _is_name(meaning)}
    return EnglishLexicon(
        meanings,
        tuple(split),
        counted,
        max((len(form.split()) for form in meanings), default=1),
        words,
        frozenset(common) | frozenset(word for word in named if word in common),
        {key: tuple(sorted(near)) for key, near in neighbours.items()},
        frozenset(word for word in dictionary if word not in words and _is_near(word, neighbours)),
        syllables,
    )


def shortened(word: str) -> set[str]:
    """A word with each of its letters left out."""
    return {word[:index] + word[index + 1 :] for index in range(len(word))}


def _is_near(word: str, neighbours: Mapping[str, object]) -> bool:
    return word in neighbours or any(short in neighbours for short in shortened(word))


def _is_name(meaning: Meaning) -> bool:
    return all(sense.kind in ("name", "place") for sense in meaning.senses)


def _numbers(form: str) -> list[str]:
    """A form with its regular plural or singular; those are marked, since a form that was given itself comes first."""
    *rest, last = form.split() or [""]
    forms = [form]
    if len(last) > 2 and last.isalpha():
        for other in _inflected(last):
            forms.append(" ".join((*rest, other)) + "\0")
    return forms


def _inflected(word: str) -> list[str]:
    if word.endswith("ies"):
        return [f"{word[:-3]}y"]
    if word.endswith("y") and word[-2] not in "aeiou":
        return [f"{word[:-1]}ies", f"{word}s"]
    if word.endswith(("ss", "sh", "ch", "x")):
        return [f"{word}es"]
    if word.endswith("s"):
        return [word[:-1], *([word[:-2]] if word.endswith(("ches", "shes", "sses", "xes")) else [])]
    return [f"{word}s"]
