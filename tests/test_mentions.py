"""The words of a question: the longest names win, numerals inside names are none, and what nothing knows stays unknown."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.folding import fold
from bot.language.hidden import with_hidden_words
from bot.language.lexicon import Lexicon, Sense, build_lexicon
from bot.language.mentions import Mention, find_mentions
from bot.language.wordclass import is_harmless_word
from bot.world import load_world

SMALL = build_lexicon(
    [
        ("三门峡", Sense("place", "三门峡")),
        ("四眼井", Sense("name", "well")),
        ("玻璃", Sense("name", "glass")),
        ("玻璃器皿", Sense("name", "glassware")),
        ("产值", Sense("measure", "output_value")),
        ("产", Sense("collocate", "output")),
        ("企业", Sense("measure", "enterprises")),
        ("企业数", Sense("measure", "enterprises")),
        ("的", Sense("closed", "particle")),
        ("和", Sense("closed", "and")),
        ("ok", Sense("closed", "polite")),
        ("亿", Sense("power", "亿")),
    ]
)


def words(text: str, lexicon: Lexicon = SMALL) -> list[str]:
    return [mention.text for mention in find_mentions(fold(text).text, lexicon) if not mention.is_break]


def unknown(text: str, lexicon: Lexicon = SMALL) -> list[str]:
    return [mention.text for mention in find_mentions(fold(text).text, lexicon) if mention.is_unknown]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("玻璃器皿的产值", ["玻璃器皿", "的", "产值"]),
        ("玻璃的企业数", ["玻璃", "的", "企业数"]),
        ("玻璃,产值", ["玻璃", "产值"]),
        ("四眼井", ["四眼井"]),
        ("三门峡的玻璃", ["三门峡", "的", "玻璃"]),
        ("前三", ["前三"]),
        ("倒数第二", ["倒数第二"]),
        ("第3名", ["第3名"]),
        ("前10强", ["前10强"]),
        ("产值3.4万", ["产值", "3.4万"]),
        ("2024年产值", ["2024年", "产值"]),
        ("1~3万", ["1~3万"]),
        ("百分之七十的玻璃", ["百分之七十", "的", "玻璃"]),
    ],
)
def test_the_longest_words_cover_the_text(text: str, found: list[str]) -> None:
    assert words(text) == found
    assert unknown(text) == []


@pytest.mark.parametrize("text", ["三门峡", "四眼井"])
def test_a_numeral_inside_a_name_is_no_number(text: str) -> None:
    assert all(mention.number is None for mention in find_mentions(text, SMALL))


@pytest.mark.parametrize(
    ("text", "role", "count"),
    [
        ("前三", "top", 3), ("前5名", "top", 5), ("头三名", "top", 3), ("top10", "top", 10), ("第二", "nth", 2), ("第3名", "nth", 3),
        ("倒数第二", "nth_last", 2), ("倒数第1", "nth_last", 1), ("倒数三名", "bottom", 3), ("后三位", "bottom", 3), ("末尾两个", "bottom", 2),
    ],
)  # fmt: skip
def test_an_ordinal_says_which_end_and_how_many(text: str, role: str, count: int) -> None:
    mention = next(m for m in find_mentions(text, SMALL) if m.number is not None)
    assert mention.refs("operator") == (role,)
    assert mention.number is not None
    assert mention.number.value == count


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("玻璃的利润率", ["利润率"]),
        ("okay", ["okay"]),
        ("abc玻璃xyz", ["abc", "xyz"]),
        ("玻璃股价和产值", ["股价"]),
        ("产品", ["品"]),
    ],
)
def test_what_nothing_knows_stays_unknown_in_one_piece(text: str, left: list[str]) -> None:
    assert unknown(text) == left


def test_a_word_of_latin_letters_is_not_cut_in_two() -> None:
    assert words("ok的") == ["ok", "的"]
    assert unknown("oks的") == ["oks"]


def test_punctuation_ends_a_sentence_or_only_separates() -> None:
    breaks = [m for m in find_mentions("产值?企业,玻璃", SMALL) if m.is_break]
    assert [m.is_hard_break for m in breaks] == [True, False]


@given(st.text(alphabet="玻璃器皿产值企业数的和三门峡四眼井百分之七十前第倒数2024年.~%万亿 ,?okax利", max_size=24))
def test_the_mentions_cover_any_text_from_end_to_end(text: str) -> None:
    mentions = find_mentions(text, SMALL)
    assert "".join(mention.text for mention in mentions) == text
    assert [mention.start for mention in mentions] == [0, *(mention.end for mention in mentions)][: len(mentions)]


@cache
def shipped() -> Lexicon:
    return load_world().lexicon


def mention(text: str, word: str) -> Mention:
    return next(m for m in find_mentions(fold(text).text, shipped()) if m.text == word)


@pytest.mark.parametrize(
    ("text", "word", "kind", "ref"),
    [
        ("祁县玻璃出口比例", "祁县玻璃", "name", "qixian-glassware"),
        ("祁縣玻璃出口比例", "出口比例", "measure", "export_share"),
        ("太谷玛钢有多少家企业", "多少家企业", "asked", "enterprises"),
        ("四眼井是哪儿的", "四眼井", "name", "yuci-vinegar/siyanjing"),
        ("产值超过10亿的镇", "超过", "operator", "over"),
        ("省级专业镇有哪些", "省级专业镇", "class", "provincial"),
        ("三门峡产值", "三门峡", "place", "三门峡"),
        ("祁门有什么专业镇", "祁门", "place", "祁门"),
        ("占全国几成", "全国", "scope", "全国"),
    ],
)
def test_words_of_the_shipped_city_have_the_sense_that_they_are_used_in(
    text: str, word: str, kind: str, ref: str
) -> None:
    found = mention(text, word)
    if kind == "name" and "/" in ref:
        assert any(name.startswith(ref.partition("/")[0]) for name in found.refs(kind))
    else:
        assert found.has(kind, ref)


@pytest.mark.parametrize(("text", "word"), [("有没有上市公司", "上市"), ("有没有公交", "公交")])
def test_a_word_that_hides_behind_single_characters_is_unknown(text: str, word: str) -> None:
    mentions = with_hidden_words(text, find_mentions(text, shipped()), frozenset())
    assert any(m.is_unknown and word in m.text for m in mentions)


@pytest.mark.parametrize(
    ("word", "harmless"),
    [("罢了", True), ("哎呀", True), ("究竟", False), ("本科", False), ("利润率", False), ("股价", False), ("张三", False), ("除了", False),
     ("不", False), ("abc", False), ("另外", False), ("翻倍", False)],
)  # fmt: skip
def test_a_word_is_passed_over_only_if_its_class_asks_nothing(word: str, harmless: bool) -> None:
    assert is_harmless_word(word) is harmless
