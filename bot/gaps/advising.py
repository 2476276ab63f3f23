"""What to write in the YAML so that a group of questions is answered.

A proposal is tried before it is made: a known word is put in the place of the unknown one, and the question is asked
again. Where that is answered, the unknown word stands where such a word may stand; whether it means the same, only a
person can tell.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from bot.engine import Engine
from bot.gaps.blocked import asks_already, is_noun, pieces, tags_of
from bot.gaps.drafting import fact_of, measure_named
from bot.gaps.fixes import Fix
from bot.gaps.grouping import Group
from bot.gaps.likeness import Form, forms_of, nearest
from bot.gaps.places import Place, places
from bot.knowledge.catalogue import Catalogue
from bot.language.folding import fold, has_han
from bot.language.wordclass import may_change_answer
from bot.replies.reply import Reply
from bot.storage.gaps import Gap
from bot.world import World, city_folder

_MOST_FIXES = 3
_MOST_TRIED = 8
_SURE = 85.0
"""Likeness from which a known word is proposed before anything else."""
_LACKING = frozenset(("no_such_measure", "no_such_period", "parts_missing"))
_MAY_BE_READ = frozenset(("not_understood", "no_such_fact", "part_not_understood"))
"""Reasons that a word or a pattern may do away with."""
_WORDS = "intents/words/closed.yaml"
_IF = {
    "aliases": "如果「{word}」说的就是{known}",
    "names": "如果「{word}」就是{known}的另一种说法",
    "collocates": "如果「{word}」只是问{known}时常带的词,不说也是这个意思",
    "english": "如果 {word} 说的就是 {known}",
}


class Advisor:
    """Knows the YAML and the engine that reads it."""

    def __init__(self, engine: Engine, world: World, city: Path | None = None) -> None:
        """Of the city's folder; of the city shipped with the package when none is given."""
        self._engine = engine
        self._catalogue: Catalogue = world.catalogue
        self._lexicon = world.lexicon
        self._city = city_folder(city)

    def without_names(self, text: str) -> str:
        """A folded text without the names of the fact base."""
        for start, end, senses in sorted(self._lexicon.find(text), key=lambda found: found[0] - found[1]):
            if end - start > 1 and any(sense.kind == "name" for sense in senses):
                text = text.replace(text[start:end], "")
        return text

    def is_answered(self, gap: Gap) -> bool:
        """Whether the question is answered by now, as far as it stands for itself."""
        return self._ask(gap.text).status == "answered"

    def name(self, ref: str) -> str:
        """What an entity or measure is called; empty for an id that is no longer known."""
        if ref in self._catalogue.measures:
            return self._catalogue.measures[ref].name
        entity = self._catalogue.entities.get(ref)
        return (entity.short or entity.name) if entity else ""

    def fixes(self, group: Group) -> tuple[Fix, ...]:
        """What may be written, the likeliest first."""
        gap = max(group.gaps, key=lambda gap: gap.count)
        found: dict[tuple[object, ...], Fix] = {}
        for fix in self._proposals(group, gap):
            found.setdefault((fix.file, fix.path, fix.key), fix)
            if len(found) == _MOST_FIXES:
                break
        if not found and group.reason in _MAY_BE_READ:
            return (_case(gap),)
        return tuple(found.values())

    def _proposals(self, group: Group, gap: Gap) -> Iterator[Fix]:
        if group.reason in _LACKING:
            yield from self._facts(group.about, gap, group.reason)
            return
        for word in pieces(group, gap, self._lexicon):
            yield from self._facts((*group.about, *self._spoken_of(word)), gap)
        words = pieces(group, gap, self._lexicon)
        sure = [fix for word in reversed(words) for fix in self._known_forms(word, gap, _SURE, 101.0)]
        if sure:
            yield from sure
            return
        for word in words:
            yield from self._known_forms(word, gap, 0.0, _SURE)
            if group.word and group.reason in _MAY_BE_READ:
                yield from self._left_out(word, gap)
        for word in reversed(words):
            if group.reason in _MAY_BE_READ and is_noun(word):
                yield from self._another_name(word, gap)
                yield from self._new_measure(word, gap)

    def _known_forms(self, word: str, gap: Gap, least: float, below: float) -> Iterator[Fix]:
        """The unknown word as another form of what a word like it belongs to, where the question is answered with that."""
        for near in nearest(word, self._forms, _MOST_TRIED):
            form = near.form
            place = self._places.get(form.id)
            if place is None or not least <= near.likeness < below:
                continue
            tried = self._with(gap.text, word, form.text if form.key == "collocates" else form.label, form.id)
            if tried:
                when = _IF[form.key].format(word=word, known=form.label)
                yield Fix(place.file, place.path, form.key, (word,), when, form.label, tried)

    def _with(self, text: str, word: str, known: str, ref: str) -> str:
        """The question with a known word in the place of an unknown one, if that is answered and about it; else empty.

        A name may stand behind another one that it holds itself (甲县, 甲县竹编): then it stands for both.
        """
        tries = [text.replace(word, known)]
        before = text[: text.find(word)]
        tries += [
            before[:-size] + known + text[len(before) + len(word) :]
            for size in (2, 3)
            if known.startswith(before[-size:])
        ]
        for tried in tries:
            reply = self._ask(tried)
            if reply.status == "answered" and reply.facts and self._is_about(reply, ref):
                return tried
        return ""

    def _is_about(self, reply: Reply, ref: str) -> bool:
        if ref in self._catalogue.measures:
            return ref in {fact.measure for fact in reply.facts}
        return ref in {span.ref for span in reply.spans} or ref not in self._catalogue.facts_of

    def _left_out(self, word: str, gap: Gap) -> Iterator[Fix]:
        """The unknown word as one that only goes with what is asked: the question names it, and is answered without the word."""
        rest = gap.text.replace(word, "")
        if word.isascii() or may_change_answer(word) or not asks_already(rest, self._lexicon):
            return
        reply = self._ask(rest)
        measures = {fact.measure for fact in reply.facts}
        if reply.status != "answered" or len(measures) != 1:
            return
        (measure,) = measures
        tags, place = tags_of(word), self._places.get(measure)
        if tags[0].startswith("v") and place is not None:
            known = self.name(measure)
            when = _IF["collocates"].format(word=word, known=known)
            yield Fix(place.file, place.path, "collocates", (word,), when, known, rest)
        elif not any(tag.startswith(("n", "v", "m", "t", "s", "l")) for tag in tags):
            entry = {"sense": "closed.hedge", "forms": [word]}
            yield Fix(_WORDS, (), "words", (entry,), f"如果有没有「{word}」,问的都是同一件事", "", rest)

    def _another_name(self, word: str, gap: Gap) -> Iterator[Fix]:
        """The unknown word as a name of a town, where a question names no more than a county."""
        rest = gap.text.replace(word, "")
        if not asks_already(rest, self._lexicon) or not self._names_only_places(rest):
            return
        for subject in self._named(gap.text):
            place, known = self._places.get(subject), self.name(subject)
            tried = self._with(gap.text, word, known, subject) if place is not None else ""
            if place is not None and tried:
                when = _IF["aliases"].format(word=word, known=known)
                yield Fix(place.file, place.path, "aliases", (word,), when, known, tried)

    def _new_measure(self, word: str, gap: Gap) -> Iterator[Fix]:
        """The unknown word as a measure that nobody has yet: some other measure is answered in its place."""
        subject = self._subject_with_a_measure_for(word, gap)
        if subject is None or not has_han(word):
            return
        measure = measure_named(word, gap.text, self._catalogue.measures)
        own = f"knowledge/{self._city.name}/measures/own.yaml"
        yield Fix(own, (), "measures", (measure,), f"如果原文写了「{word}」,它又不是已有的指标")
        place = self._places.get(subject)
        if place is not None and place.facts:
            fact = fact_of(str(measure["id"]), str(measure["kind"]))
            known = self.name(subject)
            yield Fix(place.file, place.facts[:-1], "facts", (fact,), f"再写上{known}的{word}", known)

    def _subject_with_a_measure_for(self, word: str, gap: Gap) -> str | None:
        """Whom the question is about, if one of their measures in the place of the word makes it answered."""
        if asks_already(gap.text.replace(word, ""), self._lexicon):
            return None
        for subject in self._named(gap.text):
            measures = [fact.measure for fact in self._catalogue.facts_of.get(subject, ())]
            for measure in tuple(dict.fromkeys(measures))[:_MOST_TRIED]:
                reply = self._ask(gap.text.replace(word, self.name(measure)))
                if reply.status == "answered" and measure in {fact.measure for fact in reply.facts}:
                    return reply.facts[0].subject_id
        return None

    def _names_only_places(self, text: str) -> bool:
        """Whether all names of a text may be those of a county or the city."""
        places_ = {self._catalogue.city, *(county.id for county in self._catalogue.counties)}
        found = (
            {sense.ref for sense in senses if sense.kind == "name"}
            for start, end, senses in self._lexicon.find(fold(text).text)
            if end - start > 1
        )
        return all(not refs or refs & places_ for refs in found)

    def _named(self, text: str) -> tuple[str, ...]:
        """Entities that a text names and that have facts; for a county, its towns."""
        named: dict[str, None] = {}
        for _, _, senses in sorted(self._lexicon.find(fold(text).text), key=lambda found: found[0] - found[1]):
            for sense in senses:
                if sense.kind == "name" and sense.ref in self._catalogue.entities:
                    named |= {sense.ref: None}
                    named |= {town.id: None for town in self._catalogue.towns if town.part_of == sense.ref}
        return tuple(entity for entity in named if entity in self._catalogue.facts_of)[:_MOST_TRIED]

    def _spoken_of(self, word: str) -> tuple[str, ...]:
        """The measures that a known word goes with."""
        senses = self._lexicon.senses.get(fold(word).text, ())
        return tuple(sense.ref for sense in senses if sense.kind == "collocate")

    def _facts(self, about: Sequence[str], gap: Gap, reason: str = "") -> Iterator[Fix]:
        """A fact of each subject that lacks a measure."""
        measures = [ref for ref in about if ref in self._catalogue.measures]
        years = [word for word in gap.words if re.fullmatch("[0-9]{4}", word)]
        for subject in about:
            place = self._places.get(subject)
            if place is None or not place.facts:
                continue
            stated = {fact.measure for fact in self._catalogue.facts_of.get(subject, ())}
            for measure in measures:
                fact = fact_of(measure, self._catalogue.measures[measure].kind)
                when = f"如果原文写了{self.name(subject)}的{self.name(measure)}"
                if reason == "no_such_period" and years:
                    fact, when = {**fact, "period": years[0]}, f"{when}({years[0]}年)"
                elif measure in stated:
                    continue
                yield Fix(place.file, place.facts[:-1], "facts", (fact,), when, self.name(subject))

    def _ask(self, question: str) -> Reply:
        reply, _ = self._engine.reply(question)
        return reply

    @cached_property
    def _places(self) -> Mapping[str, Place]:
        return places(self._city)

    @cached_property
    def _forms(self) -> tuple[Form, ...]:
        return forms_of(self._catalogue)


def _case(gap: Gap) -> Fix:
    """The question as one that waits to be understood."""
    name = hashlib.sha256(gap.text.encode()).hexdigest()[:8]
    case = {"id": f"gap-{name}", "ask": gap.text, "expect": "answered"}
    when = "如果原文答得了:先记成题,再照 docs/写句式.md 找少了哪个词、哪个句式"
    return Fix("tests/questions/open/gaps.yaml", (), "cases", (case,), when)
