"""English in, English out: what is English, how its numbers read, and that no English reply says more than the Chinese."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from bot.engine import Engine
from bot.language.english.figures import read_figure
from bot.language.english.reading import read_english
from bot.language.english.tokens import is_english
from bot.language.mentions import Mention
from bot.replies.checker_english import english_names, untraced_english
from bot.replies.english import English
from bot.replies.reply import Span
from bot.world import World, load_world


@cache
def world() -> World:
    return load_world()


def mentions(text: str) -> tuple[Mention, ...]:
    return read_english(text, world().english)


@pytest.mark.parametrize("text", ["qixian glass export share", "source?", "beef", "pingyao beaf outptu vaule 2024"])
def test_english_is_known_as_english(text: str) -> None:
    assert is_english(text, world().english.common, world().english.syllables)


@pytest.mark.parametrize(
    "text", ["pingyao niurou 2024 chanzhi duoshao", "祁县 glass export", "qixian suli chanzhi", "???"]
)
def test_pinyin_and_chinese_are_not_english(text: str) -> None:
    assert not is_english(text, world().english.common, world().english.syllables)


@pytest.mark.parametrize(
    ("text", "chinese"),
    [
        ("10 billion", "100亿"),
        ("one million", "100万"),
        ("a third", "1/3"),
        ("two thirds", "2/3"),
        ("half", "1/2"),
        ("80 per cent", "80%"),
        ("1.2 m", "120万"),
        ("twenty five", "25"),
        ("4/5", "4/5"),
    ],
)
def test_numbers_come_out_as_in_chinese(text: str, chinese: str) -> None:
    words = text.replace("/", " / ").split()
    figure = read_figure(words, 0)
    assert figure is not None
    assert (figure.chinese, figure.end) == (chinese, len(words))


def test_a_question_that_begins_with_a_verb_ends_with_a_question_word() -> None:
    assert [mention.text for mention in mentions("is glassware provincial")][-1] == "吗"


def test_one_is_a_number_only_where_it_counts() -> None:
    assert not any(mention.number for mention in mentions("and the glassware one"))
    assert any(mention.number for mention in mentions("more than one million"))


@pytest.mark.parametrize("text", ["grass", "beer", "lion", "carton"])
def test_an_english_word_is_no_slip_of_the_pen(text: str) -> None:
    assert mentions(text)[0].is_unknown


def test_a_slip_of_the_pen_is_repaired_and_kept() -> None:
    (mention,) = mentions("malleble iron")
    assert mention.has("name")
    assert mention.typed == "malleble iron"


def spans() -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    catalogue = world().catalogue
    fact = catalogue.fact_by_id["lingshi-humic-acid/capacity"]
    chinese = (Span("200余万吨", "fact", fact.id), Span("\n", "wording"), Span("灵石腐植酸", "name", fact.subject))
    return chinese, English(catalogue).spans(chinese, (fact,))


def test_a_figure_is_given_in_english_with_the_original_beside_it() -> None:
    _, english = spans()
    assert english[0].text == "over 2 million tonnes (200余万吨)"
    assert english[2].text == "Lingshi humic acid (灵石腐植酸)"


@pytest.mark.parametrize(
    "text",
    [
        "2 million tonnes (200余万吨)",
        "over 2 billion tonnes (200余万吨)",
        "over 20 million tonnes",
        "over 2 million yuan",
        "about 2 million tonnes",
        "over 2 million tonnes (200万吨)",
    ],
)
def test_the_checker_finds_a_figure_that_says_something_else(text: str) -> None:
    chinese, english = spans()
    catalogue = world().catalogue
    facts = (catalogue.fact_by_id["lingshi-humic-acid/capacity"],)
    assert untraced_english(chinese, english, facts, catalogue, english_names(catalogue)) == ()
    doctored = (replace(english[0], text=text), *english[1:])
    assert untraced_english(chinese, doctored, facts, catalogue, english_names(catalogue))


def test_the_checker_finds_a_wrong_name_and_a_changed_wording() -> None:
    chinese, english = spans()
    catalogue = world().catalogue
    facts = (catalogue.fact_by_id["lingshi-humic-acid/capacity"],)
    for place, text in ((2, "Jiexiu carbon"), (1, " · not ")):
        doctored = tuple(replace(span, text=text) if i == place else span for i, span in enumerate(english))
        assert untraced_english(chinese, doctored, facts, catalogue, english_names(catalogue))


def test_choices_and_suggestions_of_english_replies_work_when_typed() -> None:
    engine = Engine(world())
    reply, _ = engine.reply("What is the output value of Jiexiu carbon?")
    assert reply.suggestions
    for suggestion in reply.suggestions:
        again, _ = engine.reply(suggestion)
        assert again.status == "answered", suggestion


def test_every_text_of_the_shipped_city_has_an_english_one() -> None:
    catalogue = world().catalogue
    english = English(catalogue)
    texts = [entity.name for entity in catalogue.entities.values() if not entity.english]
    texts += [fact.value.text for fact in catalogue.facts if hasattr(fact.value, "text")]
    texts += [
        text for f in catalogue.facts for text in (f.scope, f.basis, f.statistic, f.covers, f.period_text) if text
    ]
    assert [text for text in dict.fromkeys(texts) if english.text(text) == text and not text.isascii()] == []


def test_every_chinese_word_that_english_stands_for_is_known() -> None:
    from bot.understanding.english_words import read_english_words
    from bot.world import data_folder

    entries = read_english_words(data_folder("intents") / "english" / "words.yaml")
    assert [w for entry in entries for w in entry.stands_for if w not in world().lexicon.senses] == []
