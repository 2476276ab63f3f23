"""Phrases with alternatives: all forms and no others, and slips are named."""

from __future__ import annotations

import pytest

from bot.knowledge.phrases import PhraseError, expand


def test_a_plain_word_is_its_only_form() -> None:
    assert expand("产值") == ("产值",)


def test_one_of_several_and_one_or_nothing() -> None:
    assert expand("做[了](多少|几个)亿") == ("做多少亿", "做几个亿", "做了多少亿", "做了几个亿")


@pytest.mark.parametrize("phrase", ["做(多少亿", "做多少)亿", "做[了(多少)]亿", "做()亿"])
def test_brackets_that_do_not_match_are_refused(phrase: str) -> None:
    with pytest.raises(PhraseError, match="括号"):
        expand(phrase)


def test_a_phrase_of_too_many_forms_is_refused() -> None:
    with pytest.raises(PhraseError, match="太多"):
        expand("(一|二|三|四|五|六|七|八)" * 3)
