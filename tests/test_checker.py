"""The reply checker finds nothing in the replies of any suite, and catches every doctored one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from bot.engine import Engine
from bot.knowledge.model import Fact
from bot.knowledge.quantity import Quantity
from bot.language.folding import fold, has_han
from bot.language.periods import find_periods
from bot.replies.checker import Bounds, untraced
from bot.replies.reply import Computation, Reply, Span
from bot.replies.wordings import Wordings
from bot.suites.reading import read_suites
from bot.understanding.context import EMPTY, Context
from bot.understanding.evidence import EvidenceIndex
from bot.world import World, load_world

QUESTIONS = Path(__file__).parent / "questions"
FILES = sorted([*QUESTIONS.glob("*.yaml"), *(QUESTIONS / "facts").glob("*.yaml")])


@cache
def world() -> World:
    return load_world()


@cache
def engine() -> Engine:
    return Engine(world())


def names() -> dict[str, tuple[str, ...]]:
    catalogue = world().catalogue
    called: dict[str, tuple[str, ...]] = {}
    for entity in (*catalogue.entities.values(), *catalogue.levels, *catalogue.classes):
        called[entity.id] = (*called.get(entity.id, ()), entity.name, entity.short, *entity.aliases)
    for measure in catalogue.measures.values():
        called[measure.id] = (*called.get(measure.id, ()), measure.name)
    for source in catalogue.sources.values():
        called[source.id] = (*called.get(source.id, ()), source.label, *source.authors)
    return called


def bounds() -> Bounds:
    catalogue = world().catalogue
    return Bounds(len(catalogue.towns), {unit.name: unit.factor for unit in catalogue.units})


def findings(reply: Reply, question: str, spans: tuple[Span, ...] | None = None) -> tuple[str, ...]:
    """What the checker finds in a reply, from the outside: only from what the reply itself cites."""
    known = world().catalogue.fact_by_id
    cited = [view.id for view in (*reply.facts, *reply.offered)]
    cited += [fact for computation in reply.computed for fact in computation.inputs]
    facts: list[Fact] = [known[fact] for fact in dict.fromkeys(cited) if fact in known]
    templates = world().wordings.templates.values()
    return untraced(spans or reply.spans, facts, reply.computed, names(), question, templates, bounds())


def replies(file: Path) -> Iterator[tuple[str, Reply]]:
    """Every question of a suite as it was asked, with its reply; small talk has words of its own."""
    (suite,), problems = read_suites([file])
    assert not problems
    for case in suite.cases:
        context: Context = EMPTY
        typed = ""
        for turn in case.turns:
            reply, context = engine().reply(turn.ask, context)
            typed += f"\n{turn.ask}"
            yield typed, reply


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(QUESTIONS)))
def test_no_reply_of_a_suite_is_withheld(file: Path) -> None:
    withheld = [question for question, reply in replies(file) if reply.reason == "withheld"]
    assert withheld == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(QUESTIONS)))
def test_every_figure_of_every_reply_of_a_suite_is_traced(file: Path) -> None:
    for question, reply in replies(file):
        folded = fold(question)
        # A reply in traditional script or in English was checked before it was converted.
        if reply.status != "chat" and not folded.traditional and has_han(question):
            years = "".join(period.year or "" for period in find_periods(folded.text))
            assert findings(reply, question + folded.text + years) == (), question


def reply_to(question: str) -> Reply:
    reply, _ = engine().reply(question)
    assert reply.status == "answered", reply.text
    assert findings(reply, question) == ()
    return reply


def doctored(question: str, origin: str, text: str, old: str | None = None) -> tuple[str, ...]:
    """What is found when the first span of an origin (that holds `old`) says something else."""
    reply = reply_to(question)
    place = next(i for i, span in enumerate(reply.spans) if span.origin == origin and (old is None or old in span.text))
    changed = reply.spans[place].text.replace(old, text) if old else text
    spans = (*reply.spans[:place], replace(reply.spans[place], text=changed), *reply.spans[place + 1 :])
    return findings(reply, question, spans)


GLASS = "祁县玻璃出口比例"


def test_a_fact_with_another_value_is_caught() -> None:
    (found,) = doctored(GLASS, "fact", "约80%")
    assert "does not state '约80%'" in found


def test_a_fact_that_lost_its_approximation_is_caught() -> None:
    found = doctored(GLASS, "fact", "70%")
    assert any("lost its approximation" in line for line in found)


@pytest.mark.parametrize("lost", ["6600万元", "6600余元", "6600余亿元", "6601余万元", "66余万元"])
def test_a_fact_that_lost_its_unit_its_power_or_a_digit_is_caught(lost: str) -> None:
    assert doctored("太谷玛钢出口额", "fact", lost)


def test_a_year_that_is_not_the_facts_is_caught() -> None:
    (found,) = doctored("太谷玛钢出口额", "fact", "2023", "2024")
    assert "does not state '2023'" in found


def test_a_fact_that_the_reply_does_not_cite_is_caught() -> None:
    reply = reply_to(GLASS)
    (found,) = findings(replace(reply, facts=()), GLASS)[:1]
    assert "no such fact cited" in found


def test_a_name_that_is_not_the_entitys_is_caught() -> None:
    (found,) = doctored(GLASS, "name", "平遥牛肉")
    assert "is not called '平遥牛肉'" in found


def test_a_measure_under_another_measures_name_is_caught() -> None:
    (found,) = doctored(GLASS, "name", "内销比例", "出口比例")
    assert "export_share is not called '内销比例'" in found


def test_a_figure_that_was_worked_out_and_not_declared_is_caught() -> None:
    reply = reply_to("太谷玛钢产能利用率")
    (computed,) = reply.computed
    undeclared = replace(reply, computed=(replace(computed, value="64.8"),))
    assert any("computed but not declared" in line for line in findings(undeclared, "太谷玛钢产能利用率"))


@pytest.mark.parametrize("text", ["共3个镇", "二十家企业", "70%", "约5万人", "1~3万元"])
def test_a_numeral_in_a_wording_is_caught(text: str) -> None:
    reply = reply_to(GLASS)
    spans = (*reply.spans, Span(text, "wording"))
    assert any(line.startswith("numeral in a wording") for line in findings(reply, GLASS, spans))


def test_a_wording_that_was_never_loaded_is_caught() -> None:
    reply = reply_to(GLASS)
    (found,) = findings(reply, GLASS, (*reply.spans, Span("据专家估计", "wording")))
    assert found == "wording not loaded: '据专家估计'"


def test_a_quotation_with_a_figure_that_nobody_typed_is_caught() -> None:
    reply = reply_to(GLASS)
    (found,) = findings(reply, GLASS, (*reply.spans, Span("8亿元", "quotation")))
    assert found == "a quotation of 3 characters is not in the question"


def test_every_stated_figure_of_the_fact_base_is_recognised_when_it_is_changed() -> None:
    checked = 0
    for fact in world().catalogue.facts:
        if isinstance(fact.value, Quantity) and fact.value.digits[0].isdigit():
            label = (Span("甲", "name", fact.subject), Span("乙", "name", fact.measure))
            right = (*label, Span(fact.value.written, "fact", fact.id))
            wrong = (*label, Span(fact.value.written.replace(fact.value.digits[0], "", 1) + "9", "fact", fact.id))
            assert untraced(right, [fact], (), {}, "", (), bounds()) == (), fact.id
            assert untraced(wrong, [fact], (), {}, "", (), bounds()), fact.id
            checked += 1
    assert checked > 60


def engine_that_says(name: str, wording: str) -> Engine:
    """An engine with one wording doctored after loading, as if a composer had gone wrong."""
    templates = {**world().wordings.templates, name: wording}
    return Engine(replace(world(), wordings=Wordings(templates)))


@pytest.mark.parametrize(
    ("name", "wording", "question"),
    [
        ("one", "{value}\n{label},居全国前3个", "祁县玻璃出口比例"),
        ("one", "{value}\n{label}共三十家", "祁县玻璃企业数"),
        ("line", "{label}:{value}约5万人", "介绍一下祁县玻璃"),
        ("yes", "是的,超过2亿元,{value}。\n{label}", "太谷玛钢产值超过100亿吗"),
        ("no_such_measure", "没有收录{subject}的{measure},大约是3亿元。", "祁县玻璃产值"),
        ("rank_head", "{pool}{measure}{order},共16个:", "产值前三"),
    ],
)
def test_a_reply_with_a_doctored_wording_is_withheld_and_logged(
    name: str, wording: str, question: str, caplog: pytest.LogCaptureFixture
) -> None:
    reply, _ = engine_that_says(name, wording).reply(question)
    assert (reply.status, reply.reason) == ("unknown", "withheld")
    assert reply.facts == ()
    assert reply.computed == ()
    assert "numeral in a wording" in caplog.text


def test_the_same_reply_without_the_doctored_wording_is_given() -> None:
    reply, _ = engine_that_says("one", "{value}\n{label}").reply(GLASS)
    assert reply.reason is None
    assert "约70%" in reply.text


def test_an_engine_whose_facts_are_printed_without_their_approximation_withholds_the_reply() -> None:
    catalogue = world().catalogue
    facts = tuple(_without_about(fact) for fact in catalogue.facts)
    changed = replace(catalogue, facts=facts)
    reply, _ = Engine(replace(world(), catalogue=changed, index=EvidenceIndex(changed))).reply(GLASS)
    assert reply.reason == "withheld"


def _without_about(fact: Fact) -> Fact:
    if not isinstance(fact.value, Quantity):
        return fact
    return replace(fact, value=replace(fact.value, written=fact.value.written.replace("约", "")))


def test_a_computation_says_what_it_was_worked_out_from() -> None:
    reply = reply_to("太谷玛钢产能利用率")
    (computed,) = reply.computed
    assert isinstance(computed, Computation)
    assert set(computed.inputs) <= set(world().catalogue.fact_by_id)
    assert "120万吨" in computed.formula
    assert "188万吨" in computed.formula


@pytest.mark.parametrize(
    ("question", "ref", "text", "other"),
    [
        ("祁县玻璃企业数", "qixian-glassware", "平遥铸造", "pingyao-casting"),
        ("祁县玻璃企业数", "enterprises", "产值", "output_value"),
        ("产值前三", "count", "99", "count"),
        ("昔阳压饼年产值折合多少亿", "converted", "4.32亿元", "converted"),
    ],
)
def test_a_figure_under_another_things_name_or_a_false_count_is_caught(
    question: str, ref: str, text: str, other: str
) -> None:
    reply = reply_to(question)
    spans = tuple(replace(span, text=text, ref=other) if span.ref == ref else span for span in reply.spans)
    assert spans != reply.spans
    assert findings(reply, question, spans)
