"""Text as typed becomes text as compared, and every character still knows where it was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.folding import LONGEST_QUESTION, fold, fold_word, to_traditional


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("祁縣玻璃出口額多少錢", "祁县玻璃出口额多少钱"),
        ("請問製造業有哪些", "请问制造业有哪些"),
        ("臺灣", "台湾"),
        ("什麼", "什么"),
        ("甚麼", "什么"),
        ("喫飯", "吃饭"),
        ("乾隆年間", "乾隆年间"),
        ("著名", "著名"),
        ("祁县", "祁县"),
        ("ＧＤＰ２０２４％", "gdp2024%"),
        ("QiXian", "qixian"),
        ("①", "1"),
        ("㎡", "m2"),
        ("ﬁ", "fi"),
        ("祁\u200b县\u2060玻\ufeff璃", "祁县玻璃"),
        ("\u202e祁县\u202c", "祁县"),
        ("祁县\x00\x07玻璃", "祁县玻璃"),
        ("祁县😀玻璃🙏", "祁县 玻璃"),
        ("👍🏽", ""),
        ("  祁县 \u3000\t 玻璃\n\n", "祁县 玻璃"),
        ("<b>祁县</b>出口", "祁县 出口"),
        ('<script src="x">祁县', "祁县"),
        ("3<5", "3<5"),
        ("产值?!", "产值?!"),
        ("", ""),
        ("\n\r\t ", ""),
    ],
)
def test_what_is_typed_in_many_ways_is_compared_in_one(typed: str, folded: str) -> None:
    assert fold(typed).text == folded


@pytest.mark.parametrize(
    ("typed", "traditional"),
    [
        ("祁縣玻璃", True),
        ("什麼", True),
        ("祁县玻璃", False),
        ("平遥牛肉", False),
        ("著名", False),
        ("ABC", False),
        ("", False),
    ],
)
def test_it_notes_whether_traditional_script_was_typed(typed: str, traditional: bool) -> None:
    assert fold(typed).traditional is traditional


@pytest.mark.parametrize(
    ("typed", "piece", "quoted"),
    [
        ("<b>祁縣</b> 出口額", "出口额", "出口額"),
        ("２０２４年產值", "2024年", "２０２４年"),
        ("祁\u200b县玻璃", "祁县", "祁\u200b县"),
        ("GDP增速", "gdp", "GDP"),
    ],
)
def test_a_piece_is_quoted_back_as_it_was_typed(typed: str, piece: str, quoted: str) -> None:
    folded = fold(typed)
    start = folded.text.index(piece)
    assert folded.quote(start, start + len(piece)) == quoted


def test_nothing_is_quoted_of_nothing() -> None:
    assert fold("祁县").quote(1, 1) == ""


def test_a_very_long_question_is_cut_and_says_so() -> None:
    folded = fold("产" * (LONGEST_QUESTION + 1))
    assert folded.truncated
    assert len(folded.text) == LONGEST_QUESTION
    assert not fold("产" * LONGEST_QUESTION).truncated


@given(st.text(max_size=60))
def test_any_text_folds_and_every_offset_points_into_it(typed: str) -> None:
    folded = fold(typed)
    assert len(folded.offsets) == len(folded.text)
    assert list(folded.offsets) == sorted(folded.offsets)
    assert all(0 <= offset < len(typed) for offset in folded.offsets)


@given(st.text(alphabet="祁縣县玻璃產产值２2４%ＡbC \u200b😀<b>臺麼", max_size=30))
def test_folding_twice_is_folding_once(typed: str) -> None:
    once = fold_word(typed)
    assert fold_word(once) == once


@pytest.mark.parametrize(
    ("text", "converted"),
    [("祁县玻璃", "祁縣玻璃"), ("产值130亿元", "產值130億元"), ("来源", "來源"), ("推光漆", "推光漆")],
)
def test_a_reply_can_be_given_in_traditional_script(text: str, converted: str) -> None:
    assert to_traditional(text) == converted
