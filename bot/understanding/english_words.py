"""The English vocabulary of one city: its names and measures in English, and the words of intents/english/."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

from bot.knowledge.catalogue import Catalogue
from bot.knowledge.errors import KnowledgeError, Problem
from bot.knowledge.yaml_source import read_yaml
from bot.language.english.lexicon import EnglishLexicon, EnglishWord, build_english
from bot.language.english.tokens import form_of, is_pinyin
from bot.language.folding import fold_word
from bot.language.lexicon import Lexicon, Sense
from bot.understanding.words import SENSE_KINDS

CHANGES_ANSWER_TEXT = """
no not none never without except excluding only most least more less fewer all each every both other others
"""
CHANGES_ANSWER = frozenset(CHANGES_ANSWER_TEXT.split())
"""English words that no list of harmless words may hold."""
_SHORT_VERB = 3
_KINDS = SENSE_KINDS | {"period"}


@dataclass(frozen=True, slots=True)
class WordEntry:
    """English forms with the Chinese words that they stand for, or with a sense of their own."""

    forms: tuple[str, ...]
    stands_for: tuple[str, ...] = ()
    sense: Sense | None = None
    otherwise: str = ""
    """The Chinese word that they stand for where the first answers nothing."""


def read_english_words(path: Path) -> tuple[WordEntry, ...]:
    """The entries of a file.

    Raises:
        KnowledgeError: with every problem found.
    """
    source = read_yaml(path)
    problems: list[Problem] = list(source.problems)
    entries = source.value.get("words") if isinstance(source.value, dict) else None
    if not isinstance(entries, list):
        raise KnowledgeError(
            (*problems, source.problem((), "缺少清单「words」", "写成 words: [{as: 多少, forms: [how many]}]"))
        )
    found: list[WordEntry] = []
    for index, given_entry in enumerate(entries):
        here = ("words", index)
        entry = _with_verb_forms(given_entry)
        if not isinstance(entry, dict) or set(entry) not in (
            {"as", "forms"},
            {"sense", "forms"},
            {"as", "else", "forms"},
        ):
            problems.append(
                source.problem(here, "每一条要有 forms,和 as、sense 之一", "写成 {as: 多少, forms: [how many]}")
            )
            continue
        forms = tuple(str(form) for form in entry["forms"] or ())
        if "as" in entry:
            given = entry["as"] if isinstance(entry["as"], list) else [entry["as"]]
            found.append(WordEntry(forms, tuple(str(word) for word in given), otherwise=str(entry.get("else", ""))))
            continue
        kind, _, ref = str(entry["sense"]).partition(".")
        if kind not in _KINDS or not ref:
            known = "、".join(sorted(_KINDS))
            problems.append(
                source.problem((*here, "sense"), f"不认识的词类「{entry['sense']}」", f"第一段写其中之一:{known}")
            )
            continue
        for form in forms:
            if kind == "closed" and form in CHANGES_ANSWER:
                problems.append(
                    source.problem((*here, "forms"), f"「{form}」会改变答案,不能当虚词", "用 as 写它相当于哪个中文词")
                )
        found.append(WordEntry(forms, (), Sense(kind, ref)))
    if problems:
        raise KnowledgeError(tuple(problems))
    return tuple(found)


def english_vocabulary(
    catalogue: Catalogue, words: Iterable[WordEntry], lexicon: Lexicon, syllables: Iterable[str]
) -> EnglishLexicon:
    """All English words that questions may hold; each means what its Chinese word means in the lexicon of the city."""
    entries = [*_named(catalogue, lexicon), *_listed(words, lexicon)]
    return build_english(entries, _key_words(lexicon), _dictionary(), frozenset(syllables))


def with_english(lexicon: Lexicon, english: EnglishLexicon) -> Lexicon:
    """The lexicon for Chinese text with the English words that people put into it (甲镇的 market share).

    Function words are left out, and so is what can be read as pinyin, unless it is a name.
    """
    mixed = {
        form: meaning.senses
        for form, meaning in english.meanings.items()
        if form not in lexicon.senses
        and not all(sense.kind in ("closed", "context") for sense in meaning.senses)
        and (
            any(sense.kind == "name" for sense in meaning.senses)
            or not all(is_pinyin(word, english.syllables) for word in form.split())
        )
    }
    return replace(lexicon, senses={**lexicon.senses, **mixed})


def _with_verb_forms(entry: Any) -> Any:
    """An entry of verbs with all their forms: reach, reaches, reached, reaching."""
    if not isinstance(entry, dict) or set(entry) not in ({"as", "verbs"}, {"sense", "verbs"}):
        return entry
    forms = [form for verb in entry["verbs"] or () for form in verb_forms(str(verb))]
    return {**{key: value for key, value in entry.items() if key != "verbs"}, "forms": forms}


_VOWELS = "aeiou"


def verb_forms(verb: str) -> Iterator[str]:
    """A regular verb with its third person, past and participle; of a phrase (pick up) the first word changes.

    Irregular forms are given by a slash: go/went/gone.
    """
    first, *rest = verb.split(" ")
    stem, *irregular = first.split("/")
    doubled = (
        stem + stem[-1]
        if len(stem) == _SHORT_VERB and stem[-2] in _VOWELS and stem[-1] not in "wxy" + _VOWELS
        else stem
    )
    third = (
        f"{stem[:-1]}ies"
        if stem.endswith("y") and stem[-2] not in _VOWELS
        else f"{stem}es"
        if stem.endswith(("s", "sh", "ch", "x", "z", "o"))
        else f"{stem}s"
    )
    past = f"{stem}d" if stem.endswith("e") else f"{stem[:-1]}ied" if third.endswith("ies") else f"{doubled}ed"
    participle = f"{stem[:-1]}ing" if stem.endswith("e") and not stem.endswith("ee") else f"{doubled}ing"
    for form in dict.fromkeys((stem, third, *(irregular or (past,)), participle)):
        yield " ".join((form, *rest))


def _named(catalogue: Catalogue, lexicon: Lexicon) -> Iterator[EnglishWord]:
    for entity in catalogue.entities.values():
        yield from _as_chinese((*entity.english, *catalogue.english.get(entity.name, ())), entity.name, lexicon)
    for item in (*catalogue.levels, *catalogue.classes):
        yield from _as_chinese((*item.english, *catalogue.english.get(item.name, ())), item.name, lexicon)
    for measure in catalogue.measures.values():
        yield from _as_chinese(measure.english, measure.name, lexicon)
    for chinese, forms in catalogue.english.items():
        yield from _as_chinese(forms, chinese, lexicon)


def _listed(words: Iterable[WordEntry], lexicon: Lexicon) -> Iterator[EnglishWord]:
    for entry in words:
        if entry.sense is not None:
            for form in entry.forms:
                yield EnglishWord(form, form, (entry.sense,))
            continue
        known = [word for word in entry.stands_for if word in lexicon.senses]
        senses = tuple(dict.fromkeys(sense for word in known for sense in lexicon.senses[word]))
        other = lexicon.senses.get(entry.otherwise)
        otherwise = None if other is None else (entry.otherwise, other)
        if senses:
            for form in entry.forms:
                yield EnglishWord(form, known[0], senses, otherwise)


def _key_words(lexicon: Lexicon) -> Iterator[EnglishWord]:
    """The content words of the English texts of facts."""
    for word, senses in lexicon.senses.items():
        if word.isascii() and "+" in word and any(sense.kind == "name" for sense in senses):
            # Codes are written the same in both languages: 4+N.
            yield EnglishWord(form_of(word), word, senses)
        if word.isascii() and word.isalpha() and all(sense.kind == "term" for sense in senses):
            yield EnglishWord(word, word, senses)


def _as_chinese(forms: Iterable[str], chinese: str, lexicon: Lexicon) -> Iterator[EnglishWord]:
    text = fold_word(chinese)
    senses = lexicon.senses.get(text, ())
    for form in forms if senses else ():
        yield EnglishWord(fold_word(form), text, senses)


def _dictionary() -> Iterable[str]:
    """English words at large: pyspellchecker's list of English, read when tables are made and never per question."""
    packed = files("spellchecker").joinpath("resources/en.json.gz").read_bytes()
    words: dict[str, int] = json.loads(gzip.decompress(packed))
    return words
