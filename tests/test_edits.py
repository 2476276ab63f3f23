"""A text put right still knows where each of its characters was typed."""

from __future__ import annotations

import pytest

from bot.language.edits import Edit, apply
from bot.language.lexicon import Sense
from bot.language.mentions import Mention
from bot.language.shapes import look_alikes


@pytest.mark.parametrize(
    ("typed", "edits", "repaired"),
    [
        ("太谷马刚产值", [Edit(2, 4, "玛钢", 1.3)], "太谷玛钢产值"),
        ("祁县玻产能", [Edit(0, 3, "祁县玻璃", 1.5)], "祁县玻璃产能"),
        ("玻玻璃产能", [Edit(0, 3, "玻璃", 1.3)], "玻璃产能"),
        ("怀人老陈错", [Edit(0, 2, "怀仁", 1.3), Edit(2, 5, "老陈醋", 1.4)], "怀仁老陈醋"),
    ],
)
def test_all_edits_are_made(typed: str, edits: list[Edit], repaired: str) -> None:
    text = apply(typed, edits)
    assert text.text == repaired
    assert len(text.sources) == len(repaired)


def test_a_word_of_the_repaired_text_is_quoted_as_typed() -> None:
    typed = "祁县玻产能"
    text = apply(typed, [Edit(0, 3, "祁县玻璃", 1.5)])
    name = text.as_typed(Mention(0, 4, "祁县玻璃", (Sense("name", "x"),)), typed)
    exact = text.as_typed(Mention(4, 6, "产能", (Sense("measure", "y"),)), typed)
    assert (name.start, name.end, name.typed) == (0, 3, "祁县玻")
    assert (exact.start, exact.end, exact.typed) == (3, 5, "")


def test_a_repair_of_a_repaired_text_is_one_of_the_first() -> None:
    typed = "怀人老陈错"
    first = apply(typed, [Edit(2, 5, "老陈醋", 1.4)])
    second = apply(first.text, [Edit(0, 5, "怀仁老陈醋", 1.3)]).after(first)
    name = second.as_typed(Mention(0, 5, "怀仁老陈醋", (Sense("name", "x"),)), typed)
    assert name.typed == typed


@pytest.mark.parametrize(
    ("character", "other"), [("休", "体"), ("社", "杜"), ("菜", "莱"), ("壳", "売"), ("醋", "错"), ("牛", "生")]
)
def test_characters_that_look_alike(character: str, other: str) -> None:
    assert other in look_alikes([character])[character]


@pytest.mark.parametrize(("character", "other"), [("能", "值"), ("产", "量"), ("祁", "平")])
def test_characters_that_do_not(character: str, other: str) -> None:
    assert other not in look_alikes([character])[character]
