"""One phrase, many ways of saying it."""

from bot.language.spoken import spoken_forms


def test_question_words_stand_for_each_other() -> None:
    assert {"怎么搞", "咋搞", "如何搞"} <= set(spoken_forms("怎么搞"))


def test_particles_come_between_a_verb_and_what() -> None:
    assert {"靠什么", "靠的是什么", "靠的是啥", "靠着啥", "靠个啥"} <= set(spoken_forms("靠什么"))


def test_a_phrase_without_a_question_word_stays_as_it_is() -> None:
    assert tuple(spoken_forms("下一步")) == ("下一步",)
