"""The one door: a question and a context in, a reply and the next context out.

    text → folded → mentions → readings → results → drafts → checked reply

Each arrow is one call; nothing flows back. `Stages` holds what every stage made of a question, for `bot explain`.
"""

from __future__ import annotations

import time
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from bot.answering.answers import answer
from bot.answering.entries import Ledger
from bot.chat import ChatBook
from bot.in_charts import ChartSide
from bot.knowledge.model import Fact
from bot.language.folding import Folded, fold, has_han, pieces_to_traditional, to_traditional, without_spaces
from bot.language.languages import Language
from bot.language.mentions import Mention
from bot.language.reader import TextReader
from bot.language.wordclass import is_harmless_word
from bot.replies.checker import Bounds, untraced
from bot.replies.composing import compose, together
from bot.replies.desk import Desk, Draft
from bot.replies.names_known import bounds_of, names_of
from bot.replies.reply import Repair, Reply, Span
from bot.replies.suggesting import examples, next_questions
from bot.stages import Stages, described, next_context, repaired, said
from bot.understanding.as_typed import as_typed, naming_part
from bot.understanding.clause import is_harmless
from bot.understanding.context import EMPTY, Context
from bot.understanding.conversation.charting import Charting
from bot.understanding.conversation.restarting import Restarting
from bot.understanding.idle import idle_words
from bot.understanding.query import Failure, Query, Reading
from bot.understanding.reading import Understanding
from bot.world import World, load_world

if TYPE_CHECKING:
    from bot.in_english import EnglishSide

_EXAMPLES = 6
_WEAK = frozenset(("term", "collocate"))


class Engine:
    """Answers questions over one fact base. Holds no conversation: contexts go in and come out."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._words = TextReader(world.lexicon, world.repairs, world.index.go_together)
        self._understanding = Understanding(world.index, world.patterns)
        self._ledger = Ledger(world.index)
        self._desk = Desk(world.catalogue, world.wordings)
        self._chat: ChatBook = world.chat
        self._restarting = Restarting(world.lexicon)
        self._charting = Charting(world.chart_words)

    @classmethod
    def load(cls, city: Path | None = None) -> Engine:
        """An engine for a city's folder; for the city shipped with the package when none is given.

        Raises:
            KnowledgeError: with every problem of the YAML files.
        """
        return cls(load_world(city))

    @property
    def world(self) -> World:
        """All data that it answers from."""
        return self._world

    @property
    def examples(self) -> tuple[str, ...]:
        """Example questions that work."""
        return examples(self._world.catalogue, _EXAMPLES)

    @cached_property
    def sources(self) -> frozenset[str]:
        """Ids of the sources: what the span of a source's name refers to."""
        return frozenset(self._world.catalogue.sources)

    def chart_example_in(self, language: Language) -> str:
        """A question whose answer has a chart, in a language."""
        return self._charts.example(language)

    def examples_in(self, language: Language) -> tuple[str, ...]:
        """Example questions that work, in a language."""
        if language == "en":
            return self._english.phrases(self.examples)
        return tuple(map(to_traditional, self.examples)) if language == "zh-Hant" else self.examples

    def city_in(self, language: Language) -> str:
        """The name of the city in a language."""
        if language == "en":
            return self._english.phrases((self._city,))[0]
        return to_traditional(self._city) if language == "zh-Hant" else self._city

    def start_text(self) -> str:
        """A greeting in Chinese."""
        return self._chat.text("greeting", self._city)

    def help_text(self) -> str:
        """What can be asked, in Chinese."""
        return self._chat.text("help", self._city)

    def reply(self, question: str, context: Context = EMPTY) -> tuple[Reply, Context]:
        """Answer one message.

        Args:
            question: what the person typed, at most a message long; more is cut.
            context: what the last call returned for this person; empty at the start.

        Returns:
            The reply and the context for the next message. Equal input gives an equal reply but for its time.
        """
        started = time.perf_counter()
        question, context, restarts = self._after_restart(question, context)
        if restarts and not question:
            reply = self._chat_reply("reset", fold(question))
        elif (rest := self._charting.rest(question)) is not None:
            reply, context = self._with_chart(question, rest, context)
        else:
            reply, context = self._answer(question, context)
        return replace(reply, milliseconds=(time.perf_counter() - started) * 1000), context

    def _answer(self, question: str, context: Context) -> tuple[Reply, Context]:
        chat = self._small_talk(question, context)
        if chat is not None:
            return chat, context
        stages = self._stages(question, context)
        courtesy = self._courtesy(stages)
        if courtesy is not None:
            return courtesy, context
        reply = self._finish(question, stages)
        return reply, next_context(stages, reply, context, question, self._world.catalogue)

    def _with_chart(self, message: str, question: str, context: Context) -> tuple[Reply, Context]:
        """The answer to a question with its chart; without a question, the last answer once more."""
        if question:
            reply, after = self._answer(question, context)
        elif context.question:
            reply, after = self._answer(context.question, context.before or EMPTY)[0], context
        else:
            return self._charts.nothing_to_draw(message), context
        return self._charts.wanted(reply), after

    def explain(self, question: str, context: Context = EMPTY) -> str:
        """What each stage made of a question, in plain Chinese."""
        from bot.explaining import explanation

        question, context, _ = self._after_restart(question, context)
        question = self._charting.rest(question) or question
        chat = self._small_talk(question, context)
        if chat is not None:
            return f"闲聊,没有进入问答。\n回答:{chat.text}"
        stages = self._stages(question, context)
        words = tuple(mention for mention in stages.mentions if not mention.is_break)
        alternatives = tuple(self._understanding.read_clause(words, context))
        return explanation(
            stages.folded, stages.mentions, stages.readings, alternatives, self._finish(question, stages), self._desk
        )

    @property
    def _city(self) -> str:
        return self._desk.name(self._world.catalogue.city).text

    def _after_restart(self, question: str, context: Context) -> tuple[str, Context, bool]:
        """What is asked, and in which context, once 重置 or 换个话题 at its beginning is heeded."""
        rest = self._restarting.rest(fold(question).text)
        return (question, context, False) if rest is None else (rest, EMPTY, True)

    def _small_talk(self, question: str, context: Context) -> Reply | None:
        folded = fold(question)
        english = self._is_english(folded.text, context) and not has_han(context.question)
        found = self._english.small_talk(folded.text) if english else None
        if found is None:
            english = False
            found = self._chat.answer(folded.text)
        return None if found is None else self._chat_reply(found, folded, english)

    def _courtesy(self, stages: Stages) -> Reply | None:
        """Small talk with a few harmless words about it: 「谢谢你,讲得很清楚」."""
        if stages.draft.status != "off_topic" or not all(is_courteous(mention) for mention in stages.mentions):
            return None
        found = self._chat.within(stages.folded.text)
        return None if found is None else self._chat_reply(found, stages.folded)

    def _chat_reply(self, found: str, folded: Folded, english: bool = False) -> Reply:
        if english:
            text = self._english.chat_text(found, self._city)
            suggested = self._english.phrases(self.examples[:3])
            return Reply(
                "chat", (Span(text, "wording"),), suggestions=suggested, reason=found, reading=found, language="en"
            )
        text = self._chat.text(found, self._city)
        if folded.traditional:
            text = to_traditional(text)
        return Reply(
            "chat",
            (Span(text, "wording"),),
            suggestions=self.examples_in("zh-Hant" if folded.traditional else "zh-Hans")[:3],
            reason=found,
            reading=found,
            language="zh-Hant" if folded.traditional else "zh-Hans",
        )

    def _stages(self, question: str, context: Context) -> Stages:
        folded = fold(question)
        english = self._is_english(folded.text, context)
        desk = self._english.desk if english else self._desk
        mentions, readings = (
            self._english.read(folded.text, context, self._understanding)
            if english
            else self._read(folded.text, context)
        )
        outcomes = tuple(as_typed(reading.outcome, folded, reading) for reading in readings) or (
            _unread(mentions, context),
        )
        if any(isinstance(outcome, Query) for outcome in outcomes):
            pairs = zip(outcomes, readings, strict=True)
            outcomes = tuple(naming_part(outcome, folded, reading) for outcome, reading in pairs)
        results = tuple(answer(outcome, self._ledger) for outcome in outcomes)
        parts = tuple(compose(result, desk) for result in results)
        draft = together(parts, desk)
        words_repaired = repaired(readings)
        if draft.status == "answered" and words_repaired:
            words = desk.joined([(Span(word, "name"),) for word in words_repaired], "comma")
            draft = replace(draft, spans=(*draft.spans, *desk.say("repaired", word=words)))
        passed_over = [mention.text for reading in readings for mention in idle_words(reading)]
        if draft.status == "answered" and passed_over:
            words = desk.joined([(Span(word, "quotation"),) for word in passed_over], "comma")
            draft = replace(draft, spans=(*draft.spans, *desk.say("passed_over", word=words)))
        return Stages(folded, mentions, readings, results, parts, draft, english)

    def _is_english(self, text: str, context: Context) -> bool:
        """Whether a message is English; one that may be either is what the last one was."""
        if has_han(text):
            return False
        english = self._english.is_english(text)
        if english is None and context.question:
            english = self._english.is_english(fold(context.question).text)
        return bool(english)

    def _read(self, text: str, context: Context) -> tuple[tuple[Mention, ...], tuple[Reading, ...]]:
        """The words of a text and what they ask.

        A key word of one fact may swallow characters that mean something else here (多次 in 那么多次). Where the
        first reading fails, the text is read once more without words that are nothing but key words.
        """
        said = tuple(senses for _, senses in context.mentions)
        mentions = self._words.mentions(text, said)
        readings = self._understanding.read(mentions, context)
        if all(reading.is_answer for reading in readings):
            return mentions, readings
        for other in (self._words.mentions(text, said, _WEAK), self._words.mentions(without_spaces(text), said)):
            again = self._understanding.read(other, context) if other != mentions else ()
            # Spaces that part no questions (是 国家级 还是 省级) leave one.
            if again and all(r.is_answer for r in again) and (len(again) == 1 or other[-1].end == len(text)):
                return other, again
        return mentions, readings

    def _finish(self, question: str, stages: Stages) -> Reply:
        draft = stages.draft
        spans = (
            self._english.spans(draft.spans, self._cited(draft), said(stages.readings))
            if stages.english
            else draft.spans
        )
        findings = self._untraced(question, stages, spans)
        if findings:
            import logging

            logging.getLogger(__name__).error("reply withheld: %s", "; ".join(findings))
            desk = self._english.desk if stages.english else self._desk
            draft = Draft("unknown", desk.word("withheld"), reason="withheld")
            spans = draft.spans
        choices = draft.choices
        catalogue = self._world.catalogue
        subjects = draft.listed or tuple(fact.subject for fact in draft.offered)
        shown = frozenset(fact.id for fact in (*draft.facts, *draft.offered))
        suggestions = next_questions(catalogue, subjects, shown) or (
            self.examples[:2] if draft.status != "answered" else ()
        )
        if stages.english:
            choices, suggestions = self._english.phrases(choices), self._english.phrases(suggestions)
        suggestions = (*draft.going_on, *suggestions)
        if stages.folded.traditional:
            texts = pieces_to_traditional([span.text for span in spans])
            spans = tuple(replace(span, text=text) for span, text in zip(spans, texts, strict=True))
            choices = tuple(to_traditional(choice) for choice in choices)
            suggestions = tuple(to_traditional(question) for question in suggestions)
        chart = self._charts.of(stages, self._typed(question, stages)) if draft.status == "answered" else None
        return Reply(
            draft.status,
            spans,
            facts=tuple(self._desk.view(fact) for fact in draft.facts),
            computed=draft.computed,
            offered=tuple(self._desk.view(fact) for fact in draft.offered),
            choices=choices,
            suggestions=suggestions,
            going_on=draft.going_on,
            repairs=tuple(Repair(m.typed, m.said or m.text) for m in stages.mentions if m.typed),
            reason=draft.reason,
            reading="; ".join(described(reading) for reading in stages.readings),
            language="en" if stages.english else "zh-Hant" if stages.folded.traditional else "zh-Hans",
            chart=chart,
        )

    def _cited(self, draft: Draft) -> tuple[Fact, ...]:
        """All facts that a reply states, offers or computes with."""
        known = self._world.catalogue.fact_by_id
        inputs = [
            known[fact_id] for computation in draft.computed for fact_id in computation.inputs if fact_id in known
        ]
        return (*draft.facts, *draft.offered, *inputs)

    def _untraced(self, question: str, stages: Stages, spans: tuple[Span, ...]) -> tuple[str, ...]:
        """What in a reply stands on nothing: as it was composed, and, in English, as it is printed."""
        draft = stages.draft
        facts = self._cited(draft)
        typed = self._typed(question, stages)
        wordings = self._english_wordings if stages.english else self._wordings
        findings = untraced(draft.spans, facts, draft.computed, self._names, typed, (wordings,), self._bounds)
        if findings or not stages.english:
            return findings
        return self._english.untraced(draft.spans, spans, facts)

    @staticmethod
    def _typed(question: str, stages: Stages) -> str:
        """All that a quotation may come from."""
        mentions = [mention for reading in stages.readings for mention in reading.mentions]
        years = " ".join(mention.period.year for mention in mentions if mention.period is not None)
        return f"{question}{stages.folded.text}{''.join(mention.text for mention in mentions)} {years}"

    @cached_property
    def _charts(self) -> ChartSide:
        return ChartSide(self._world, self._desk, self._names, self._bounds, lambda: self._english)

    @cached_property
    def _english(self) -> EnglishSide:
        from bot.in_english import EnglishSide

        return EnglishSide(self._world)

    @cached_property
    def _names(self) -> dict[str, tuple[str, ...]]:
        return names_of(self._world.catalogue)

    @cached_property
    def _wordings(self) -> str:
        """All wordings that a reply may hold."""
        return "\n".join(self._world.wordings.templates.values())

    @cached_property
    def _english_wordings(self) -> str:
        return "\n".join(self._world.english_wordings.templates.values())

    @cached_property
    def _bounds(self) -> Bounds:
        return bounds_of(self._world.catalogue)


def _unread(mentions: tuple[Mention, ...], context: Context) -> Failure:
    """Why a message that no pattern reads has no answer."""
    known = any(mention.has(kind) for mention in mentions for kind in ("name", "class", "measure", "asked", "target"))
    if context.mentions and any(
        mention.has(kind) for mention in mentions for kind in ("context", "operator", "number", "meta")
    ):
        # 「哪个更高些」 goes on with what was said, though it is not clear how.
        known = True
    return Failure("not_understood" if known else "off_topic", known_topic=known)


def is_courteous(mention: Mention) -> bool:
    """Whether a word says nothing of the matter: punctuation, closed-class words, or words harmless by their class."""
    if mention.is_unknown:
        return is_harmless_word(mention.text)
    return is_harmless(mention) or all(sense.kind in ("ask", "context") for sense in mention.senses)
