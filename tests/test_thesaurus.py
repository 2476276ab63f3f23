"""Words from the public thesaurus: more wordings, no more meanings."""

from __future__ import annotations

from functools import cache

import pytest

from bot.engine import Engine
from bot.language.lexicon import Lexicon, Sense, build_lexicon
from bot.language.thesaurus import Thesaurus, read_thesaurus
from bot.understanding.synonyms import further_words
from bot.world import load_world


@cache
def table() -> Thesaurus:
    return read_thesaurus()


def further(lexicon: Lexicon) -> set[tuple[str, Sense]]:
    return set(further_words(lexicon, table(), {"markets"}, frozenset(("怀集",))))


def test_the_table_has_the_size_that_the_docs_name() -> None:
    assert 75_000 < len(table().codes) < 80_000
    assert 3_000 < len(load_world().lexicon.weaker) < 4_000


def test_a_synonym_goes_with_the_measure_that_its_word_goes_with() -> None:
    words = further(build_lexicon([("游客", Sense("collocate", "markets"))]))
    assert ("游人", Sense("collocate", "markets")) in words


def test_what_is_only_worked_out_gets_no_words() -> None:
    assert ("游人", Sense("collocate", "per_head")) not in further(
        build_lexicon([("游客", Sense("collocate", "per_head"))])
    )


def test_a_group_that_holds_a_measure_gives_nothing() -> None:
    lexicon = build_lexicon([("游客", Sense("collocate", "markets")), ("观光者", Sense("measure", "visitors"))])
    assert not {word for word, sense in further(lexicon) if sense.kind == "collocate"}


@pytest.mark.parametrize("word", ["怀集", "净利润", "盈利", "何日", "将要", "今晚", "预期", "都", "没有"])
def test_what_may_change_an_answer_is_not_taken(word: str) -> None:
    assert word not in load_world().lexicon.weaker


@pytest.mark.parametrize("word", ["爹", "老汉", "儿媳妇", "老婆子"])
def test_relatives_are_persons(word: str) -> None:
    assert Sense("closed", "person") in load_world().lexicon.senses[word]


def test_words_of_the_table_are_no_outcome_of_a_repair() -> None:
    world = load_world()
    repaired = set(world.repairs.spellings.words.all_words())
    repaired |= set(world.repairs.slips.sounds.all_words())
    assert not repaired & world.lexicon.weaker


def test_a_word_that_an_author_wrote_wins_over_one_of_the_table() -> None:
    reply, _ = Engine.load().reply("俺爹是太谷的,想知道太谷玛钢有多少企业")
    assert "112" in reply.text
