"""Pages in words: composed at the desk, given in the language of the reader, and checked like every reply."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.engine import Engine
from bot.knowledge.model import Fact
from bot.language.folding import has_han, pieces_to_traditional, to_traditional
from bot.language.languages import Language
from bot.replies.checker import untraced
from bot.replies.checker_english import english_names, untraced_english
from bot.replies.desk import Desk
from bot.replies.english import English
from bot.replies.names_known import bounds_of, names_of
from bot.replies.reply import Reply, Span
from bot.replies.wordings import Filling


class Printer:
    """Prints in one language."""

    def __init__(self, engine: Engine, language: Language) -> None:
        world = engine.world
        self._engine = engine
        self.language = language
        self._catalogue = world.catalogue
        self._wordings = world.english_wordings if language == "en" else world.wordings
        self.desk = Desk(world.catalogue, self._wordings)
        self._english = English(world.catalogue)
        self._names = names_of(world.catalogue)
        self._english_names = english_names(world.catalogue)
        self._bounds = bounds_of(world.catalogue)
        self._asked: dict[str, Reply | None] = {}

    def spans(self, composed: Sequence[Span], facts: Iterable[Fact] = ()) -> tuple[Span, ...]:
        """A page as it is shown; what does not pass the check is withheld."""
        cited = tuple(facts)
        composed = tuple(composed)
        printed = self._in_language(composed, cited)
        findings = self.untraced(composed, printed, cited)
        if findings:
            logging.getLogger(__name__).error("page withheld: %s", "; ".join(findings))
            return self._in_language(self.desk.word("withheld"), ())
        return printed

    def untraced(
        self, composed: tuple[Span, ...], printed: tuple[Span, ...], facts: tuple[Fact, ...]
    ) -> tuple[str, ...]:
        """What on a page stands on nothing."""
        templates = self._wordings.templates.values()
        findings = untraced(composed, facts, (), self._names, "", templates, self._bounds)
        if self.language != "en" or findings:
            return findings
        return untraced_english(composed, printed, facts, self._catalogue, self._english_names)

    def text(self, composed: Sequence[Span]) -> str:
        """A few spans as plain text, for a label, a title or a question: names in one language only."""
        if self.language == "en":
            return "".join(self._english.phrase(span.text) if has_han(span.text) else span.text for span in composed)
        return "".join(span.text for span in self._in_language(tuple(composed), ()))

    def word(self, name: str, **slots: Filling) -> str:
        """A wording as plain text."""
        return self.text(self.desk.say(name, **slots))

    def names(self, entity: str) -> tuple[str, ...]:
        """What a label may call an entity, the best first."""
        label = self.text((self.desk.name(entity),))
        if self.language != "en" or entity not in self._catalogue.entities:
            return (label,)
        known = self._catalogue.entities[entity].english
        return (*known[:1], *sorted(known[1:], key=len, reverse=True)) or (label,)

    def answer(self, question: str) -> Reply | None:
        """What the engine replies to a question of ours; None where it has no answer, so that it is not offered."""
        if question not in self._asked:
            reply, _ = self._engine.reply(question)
            if self.language == "zh-Hant":
                # A question of characters that both scripts share is answered in the simplified one.
                reply = replace(reply, spans=self._in_language(reply.spans, ()))
            self._asked[question] = reply if reply.status == "answered" else None
        return self._asked[question]

    def _in_language(self, spans: tuple[Span, ...], facts: tuple[Fact, ...]) -> tuple[Span, ...]:
        if self.language == "en":
            return self._english.spans(spans, facts)
        if self.language == "zh-Hant" and spans:
            texts = pieces_to_traditional([span.text for span in spans])
            return tuple(replace(span, text=text) for span, text in zip(spans, texts, strict=True))
        return spans

    def translated(self, text: str, english: str) -> str:
        """A text of the data that is no entity, such as a topic's name."""
        if self.language == "en":
            return english or text
        return to_traditional(text) if self.language == "zh-Hant" else text
