"""A statement with a question mark asks whether it is so: 「丙区的展馆就仨?」, 「丁镇也做竹灯了?」.

A noun phrase with a question mark (丙区展馆数?) asks for what it names.
"""

from __future__ import annotations

from dataclasses import replace

from bot.language.lexicon import Sense
from bot.language.mentions import Mention

MARK = "?"
_STATING = frozenset(
    ("就", "也", "都", "才", "全", "只", "连", "已经", "居然", "竟然", "就是", "只有", "全是", "都是", "还是")
)
"""Words that only a statement has."""
_COPULAS = frozenset(("是", "算", "算是", "属于", "就是"))
_DONE, OR, DENYING = "了", "还是", frozenset(("没", "没有", "不", "未", "不是"))


def with_asking_tone(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The words with the question that the mark behind a statement asks."""
    said = [mention for mention in mentions if not mention.is_break]
    if not said or any(mention.has("ask") for mention in said) or not _is_marked(mentions) or not _states(said):
        return mentions
    last = max(position for position, mention in enumerate(mentions) if not mention.is_break)
    end = mentions[last].end
    return (*mentions[: last + 1], Mention(end, end, "", (Sense("ask", "yesno"),)), *mentions[last + 1 :])


def with_repeated_denial(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """达标了还是没达标 asks whether it is so, as 达没达标 does."""
    position = next((i for i, m in enumerate(mentions) if m.text == OR and i), None)
    if position is None or position + 2 >= len(mentions) or mentions[position + 1].text not in DENYING:
        return mentions
    behind = [m.text for m in mentions[position + 2 :] if not m.is_break and not m.has("closed", "particle")]
    before = [m.text for m in mentions[:position] if not m.is_break and not m.has("closed", "particle")]
    if not behind or before[-len(behind) :] != behind:
        return mentions
    asked = replace(mentions[position], end=mentions[-1].end, text=OR, senses=(Sense("ask", "yesno"),))
    return (*mentions[:position], asked)


def _is_marked(mentions: tuple[Mention, ...]) -> bool:
    return mentions[-1].is_break and mentions[-1].text == MARK


def _states(said: list[Mention]) -> bool:
    numbers = any(mention.number is not None and not mention.has("operator") for mention in said)
    stated = numbers or said[-1].text == _DONE or any(mention.text in _STATING for mention in said)
    return stated or _is_predicated(said)


def _is_predicated(said: list[Mention]) -> bool:
    """Whether something is said to be something: 甲镇是省级?"""
    return any(
        mention.text in _COPULAS
        and any(before.has("name") for before in said[:position])
        and any(_is_predicate(after) for after in said[position + 1 :])
        for position, mention in enumerate(said)
    )


def _is_predicate(mention: Mention) -> bool:
    return any(mention.has(kind) for kind in ("class", "term", "value", "name"))
