"""Charts of replies: composed from the results, checked against the facts, given in the language of the reply."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from bot.knowledge.model import NUMERIC_KINDS, Fact
from bot.language.folding import fold, has_han, pieces_to_traditional
from bot.language.languages import Language
from bot.replies.chart import Chart, Spans
from bot.replies.charting import chart_of
from bot.replies.checker import Bounds, untraced
from bot.replies.checker_chart import misdrawn
from bot.replies.desk import Desk
from bot.replies.reply import Reply
from bot.stages import Stages, said
from bot.world import World

if TYPE_CHECKING:
    from bot.in_english import EnglishSide

_LOG = logging.getLogger(__name__)


class ChartSide:
    """Charts over one world."""

    def __init__(
        self,
        world: World,
        desk: Desk,
        names: Mapping[str, tuple[str, ...]],
        bounds: Bounds,
        english: Callable[[], EnglishSide],
    ) -> None:
        self._world = world
        self._desk = desk
        self._names = names
        self._bounds = bounds
        self._english = english

    def of(self, stages: Stages, typed: str) -> Chart | None:
        """The chart of an answer; None where it has none, or where what was composed is not as the facts have it."""
        chart = chart_of(stages.results, self._english().desk if stages.english else self._desk)
        if chart is None:
            return None
        facts = self.facts(chart)
        findings = self.untraced(chart, typed, stages.english)
        if not findings and stages.english:
            told = said(stages.readings)
            in_english = chart.mapped(lambda spans: self._english().spans(spans, facts, told), "en")
            findings = self._english().untraced(chart.spans, in_english.spans, facts)
            chart = in_english
        if findings:
            _LOG.error("chart withheld: %s", "; ".join(findings))
            return None
        return chart.mapped(_to_traditional, "zh-Hant") if stages.folded.traditional else chart

    def untraced(self, chart: Chart, typed: str = "", english: bool = False) -> tuple[str, ...]:
        """What on a chart as composed stands on nothing."""
        facts = self.facts(chart)
        wordings = self._world.english_wordings if english else self._world.wordings
        texts = untraced(
            chart.spans, facts, chart.computed, self._names, typed, wordings.templates.values(), self._bounds
        )
        return texts + misdrawn(chart, facts, self._bounds.factors)

    def facts(self, chart: Chart) -> tuple[Fact, ...]:
        """All facts that a chart shows or works with."""
        known = self._world.catalogue.fact_by_id
        ids: Iterable[str] = (*chart.facts, *(fact_id for one in chart.computed for fact_id in one.inputs))
        return tuple(known[fact_id] for fact_id in dict.fromkeys(ids) if fact_id in known)

    def wanted(self, reply: Reply) -> Reply:
        """A reply to which a picture is to be sent; one that can't be drawn says so, with a question that can."""
        reply = replace(reply, wants_chart=True)
        if reply.chart is not None or reply.status != "answered":
            return reply
        told, example = self._said("chart_none", reply.language)
        return replace(reply, spans=(*reply.spans, *told), suggestions=(example, *reply.suggestions[:2]))

    def example(self, language: Language) -> str:
        """A question whose answer can be drawn, in a language."""
        return self._said("chart_none_before", language)[1]

    def nothing_to_draw(self, message: str) -> Reply:
        """The reply where no answer was given yet."""
        language: Language = "zh-Hant" if fold(message).traditional else "zh-Hans" if has_han(message) else "en"
        told, example = self._said("chart_none_before", language)
        return Reply(
            "chat", told, suggestions=(example,), reason="nothing_to_draw", wants_chart=True, language=language
        )

    def _said(self, wording: str, language: Language) -> tuple[Spans, str]:
        """A wording that gives an example, and the example, in a language."""
        english = language == "en"
        desk = self._english().desk if english else self._desk
        example = desk.say("chart_example", measure=desk.measure(self._measure))
        told = desk.say(wording, example=example)
        if english:
            example, told = (self._english().spans(spans, (), {}) for spans in (example, told))
        if language == "zh-Hant":
            example, told = _to_traditional(example), _to_traditional(told)
        return told, "".join(span.text for span in example).strip()

    @cached_property
    def _measure(self) -> str:
        """The measure of which the most towns have a figure."""
        catalogue = self._world.catalogue
        counts = Counter(
            fact.measure
            for town in catalogue.towns
            for fact in catalogue.facts_of.get(town.id, ())
            if catalogue.measures[fact.measure].kind in NUMERIC_KINDS and not fact.dimensions
        )
        return max(counts, key=lambda measure: counts[measure])


def _to_traditional(spans: Spans) -> Spans:
    texts = pieces_to_traditional([span.text for span in spans])
    return tuple(replace(span, text=text) for span, text in zip(spans, texts, strict=True))
