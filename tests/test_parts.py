"""Facts do not flow from a whole to its parts: a part that lacks a figure has none, in whatever words it is asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pytest

from bot.engine import Engine
from bot.knowledge.model import NUMERIC_KINDS
from bot.world import load_world

LEAST = 300
FORMS = ("{part}的{measure}是多少", "{part}{measure}", "请问{part}{measure}有多少")


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.load()


def lacking() -> Iterator[tuple[str, str]]:
    """(part, measure) names of figures that something around a part has, and neither it nor anything in it."""
    index = load_world().index
    catalogue = index.catalogue
    held: defaultdict[str, set[str]] = defaultdict(set)
    for signature in index.signatures:
        held[signature.subject].add(signature.measure)
    for part in catalogue.entities.values():
        around = {measure for whole in catalogue.above(part.id) for measure in held[whole]}
        own = {measure for inside in (part.id, *catalogue.below(part.id)) for measure in held[inside]}
        for measure in sorted(around - own):
            if part.part_of and catalogue.measures[measure].kind in NUMERIC_KINDS:
                yield part.name, catalogue.measures[measure].name


@pytest.mark.parametrize("form", FORMS)
def test_a_part_is_never_given_the_figure_of_its_whole(engine: Engine, form: str) -> None:
    pairs = list(lacking())
    assert len(pairs) >= LEAST
    answered = []
    for part, measure in pairs:
        question = form.format(part=part, measure=measure)
        reply, _ = engine.reply(question)
        if reply.status == "answered":
            answered.append(f"{question} → {reply.text}")
    assert answered == []
