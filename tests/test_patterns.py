"""The words, patterns and wordings of intents/: examples are read as they say, and what would be a special case is refused."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
import yaml

from bot.chat import read_chat
from bot.engine import Engine
from bot.knowledge.errors import KnowledgeError
from bot.language.folding import fold
from bot.language.mentions import find_mentions
from bot.replies.wordings import read_wordings
from bot.understanding.context import EMPTY
from bot.understanding.patterns import Pattern, read_patterns
from bot.understanding.words import CHANGES_ANSWER, read_words
from bot.world import World, data_folder, load_world

INTENTS = data_folder("intents")
PATTERNS = read_patterns(INTENTS / "patterns.yaml")
EXAMPLES = [(pattern.id, example) for pattern in PATTERNS for example in pattern.examples]
COUNTER_EXAMPLES = [(pattern.id, never) for pattern in PATTERNS for never in pattern.never]
AFTER = ("介休炭素产值", "太谷玛钢产值")
"""What was asked before an example that is about the last answers (来源是什么, 差多少)."""


@cache
def world() -> World:
    return load_world()


@cache
def engine() -> Engine:
    return Engine(world())


def patterns_read(question: str) -> list[str]:
    """The ids of the patterns by which the clauses of a question are read, after other questions."""
    context = EMPTY
    for before in AFTER:
        _, context = engine().reply(before, context)
    reply, _ = engine().reply(question, context)
    return [part.partition(":")[0] for part in reply.reading.split("; ")]


@pytest.mark.parametrize(("pattern", "example"), EXAMPLES)
def test_an_example_is_read_by_its_pattern(pattern: str, example: str) -> None:
    assert patterns_read(example) == [pattern]


@pytest.mark.parametrize(("pattern", "never"), COUNTER_EXAMPLES)
def test_a_counter_example_is_not_read_by_its_pattern(pattern: str, never: str) -> None:
    assert pattern not in patterns_read(never)


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.id)
def test_every_pattern_has_an_example(pattern: Pattern) -> None:
    assert pattern.examples


def test_no_two_patterns_have_one_id() -> None:
    ids = [pattern.id for pattern in PATTERNS]
    assert len(ids) == len(set(ids))


def problems(read: Callable[[Path], object], path: Path, text: str) -> list[str]:
    path.write_text(text, encoding="utf-8")
    try:
        read(path)
    except KnowledgeError as error:
        return [f"{problem.line}: {problem.what}" for problem in error.problems]
    return []


@pytest.mark.parametrize(
    ("role", "speaks_of"),
    [
        ("玻璃", "a product"),
        ("qixian-glassware", "a town"),
        ("subject.qixian", "a county"),
        ("measure.output_value", "a measure"),
        ("产值", "a measure"),
        ("number.10", "a value"),
        ("10亿元", "a value"),
        ("class.food", "a class"),
        ("term.非遗", "a key word"),
        ("name", "a kind of sense that is no role"),
    ],
)
@pytest.mark.parametrize("key", ["needs", "may"])
def test_a_pattern_that_names_a_subject_a_measure_or_a_value_is_refused(
    tmp_path: Path, role: str, speaks_of: str, key: str
) -> None:
    needs, may = ([role], []) if key == "needs" else (["measure"], [role])
    text = yaml.safe_dump(
        {"patterns": [{"id": "a", "act": "lookup", "needs": [needs], "may": may}]}, allow_unicode=True
    )
    assert any(f"「{role}」不是角色" in problem for problem in problems(read_patterns, tmp_path / "p.yaml", text)), (
        speaks_of
    )


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("patterns: [{id: a, act: guess, needs: [[measure]]}]", "没有「guess」这种问法"),
        ("patterns: [{id: a, act: lookup}]", "句式的键不对"),
        ("patterns: [{id: a, act: lookup, needs: [[measure]], value: 70%}]", "句式的键不对"),
        ("patterns: 3", "缺少清单「patterns」"),
        ("patterns: [", "YAML 写法有误"),
    ],
)
def test_a_badly_written_pattern_is_refused(tmp_path: Path, text: str, what: str) -> None:
    assert any(what in problem for problem in problems(read_patterns, tmp_path / "p.yaml", text))


@pytest.mark.parametrize("word", sorted(CHANGES_ANSWER))
def test_a_word_that_changes_an_answer_is_refused_among_the_harmless_ones(tmp_path: Path, word: str) -> None:
    (tmp_path / "closed.yaml").write_text(f"words: [{{sense: closed.particle, forms: [的, {word}]}}]", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=f"「{word}」会改变答案"):
        read_words(tmp_path)


@pytest.mark.parametrize("word", ["不", "没", "非", "只", "最", "前", "都", "各", "每", "共", "均", "除", "其中"])
def test_the_words_that_the_design_names_are_among_those_that_change_an_answer(word: str) -> None:
    assert word in CHANGES_ANSWER
    assert not any(sense.kind == "closed" for sense in world().lexicon.senses.get(word, ()))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("words: [{sense: noun.thing, forms: [东西]}]", "不认识的词类「noun.thing」"),
        ("words: [{sense: ask, forms: [多少]}]", "不认识的词类「ask」"),
        ("words: [{sense: ask.amount, forms: [多少], note: x}]", "每一条要有 sense 和 forms"),
        ("word: []", "缺少清单「words」"),
        ("words: [{sense: closed.particle, forms: [no]}]", "「no」在 YAML 里"),
    ],
)
def test_a_badly_written_word_list_is_refused(tmp_path: Path, text: str, what: str) -> None:
    (tmp_path / "words.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=what):
        read_words(tmp_path)


@pytest.mark.parametrize(
    "wording",
    [
        "共16个",
        "约5万人",
        "有两个镇",
        "排第一",
        "三分之一",
        "占70%",
        "一半",
        "十家",
        "2024年",
        "{value},在全国排前3",
        "零",
    ],
)
def test_a_wording_with_a_quantity_is_refused(tmp_path: Path, wording: str) -> None:
    text = yaml.safe_dump({"wordings": {"one": wording}}, allow_unicode=True)
    (found,) = problems(read_wordings, tmp_path / "w.yaml", text)
    assert "措辞「one」里有数字" in found


@pytest.mark.parametrize("wording", ["{value}", "是的,{value}。", "原文没有写{claim}"])
def test_a_wording_without_a_quantity_is_read(tmp_path: Path, wording: str) -> None:
    text = yaml.safe_dump({"wordings": {"one": wording}}, allow_unicode=True)
    assert problems(read_wordings, tmp_path / "w.yaml", text) == []


def test_small_talk_with_a_figure_is_refused(tmp_path: Path) -> None:
    text = "chat: [{id: a, forms: [你好], reply: 这里有16个镇}]"
    assert any("数字" in problem for problem in problems(read_chat, tmp_path / "c.yaml", text))


@pytest.mark.parametrize("form", sorted(read_chat(INTENTS / "chat.yaml").forms))
def test_every_form_of_small_talk_is_small_talk(form: str) -> None:
    reply, _ = engine().reply(form, EMPTY)
    assert reply.status == "chat"
    assert not reply.facts


DECISIVE = frozenset((
    "most", "least", "rank", "rank_of", "under", "sum", "total", "average", "except", "not", "remainder",
    "previous", "increase", "difference", "ratio", "each", "of_all",
))  # fmt: skip
"""Operators without which a question would get another answer, however it is worded."""


@pytest.mark.parametrize("operator", sorted(DECISIVE))
def test_a_decisive_operator_has_no_harmless_sense_beside_it(operator: str) -> None:
    words = [word for word, sense in read_words(INTENTS / "words") if (sense.kind, sense.ref) == ("operator", operator)]
    harmless = [word for word in words if any(s.kind == "closed" for s in world().lexicon.senses[fold(word).text])]
    assert words
    assert harmless == []


def test_harmless_words_alone_are_all_explained() -> None:
    mentions = find_mentions("请问一下那个到底是怎么样的呢", world().lexicon)
    assert not any(mention.is_unknown for mention in mentions)
