"""Every fact of the fact base comes back when somebody asks for it."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

from bot.engine import Engine
from bot.suites.reading import read_suites, suite_files
from bot.suites.running import run_suites
from bot.world import load_world

QUESTIONS = Path(__file__).parent / "questions"
STRUCTURE = {"level": "{}是哪级专业镇", "county": "{}在哪个县"}
"""Facts that every town has by its place in the files, with a question that asks for each."""
YES_OR_NO = ("吗", "吧", "对不对", "是不是", "有没有", "没有", "是否", "对不", "真的假的")
CONFIRMED_BY_ANOTHER = {"jinzhong/action"}
"""What another fact says from the other side (the fields in which towns are fostered): yes/no questions bring that one."""


@cache
def engine() -> Engine:
    return Engine(load_world())


@cache
def cited_by_suites() -> frozenset[str]:
    """The facts that a right reply to a question of the suites cites."""
    files, problems = suite_files([QUESTIONS, QUESTIONS / "facts"])
    suites, more = read_suites(files)
    assert not (*problems, *more)
    return frozenset(fact.id for result in run_suites(engine(), suites) if result.passed for fact in result.reply.facts)


def cited_by_structure() -> frozenset[str]:
    catalogue = load_world().catalogue
    asked = [question.format(town.label) for town in catalogue.towns for question in STRUCTURE.values()]
    return frozenset(fact.id for question in asked for fact in engine().reply(question)[0].facts)


def test_no_fact_is_out_of_reach() -> None:
    reached = cited_by_suites() | cited_by_structure()
    assert [fact.id for fact in load_world().catalogue.facts if fact.id not in reached] == []


def test_every_fact_is_asked_for_in_three_ways() -> None:
    """At least three questions bring each stated fact back, one of them a yes/no question."""
    files, _ = suite_files([QUESTIONS / "facts", QUESTIONS])
    suites, _ = read_suites(files)
    asked: Counter[str] = Counter()
    confirmed: set[str] = set()
    for result in run_suites(engine(), suites):
        cited = {fact.id for fact in result.reply.facts} if result.passed else set()
        asked.update(cited)
        if "yesno" in result.case.tags or any(word in result.asked[-1] for word in YES_OR_NO):
            confirmed |= cited
    stated = [fact for fact in load_world().catalogue.facts if fact.measure not in STRUCTURE]
    assert [fact.id for fact in stated if asked[fact.id] < 3] == []
    assert {fact.id for fact in stated if fact.id not in confirmed} <= CONFIRMED_BY_ANOTHER
