"""The ways in which one question phrase is said: 靠什么, 靠啥, 靠的是什么, 靠了个啥.

An author writes a phrase once, in its plain form; people say it with other question words and particles, and mean the same.
"""

from __future__ import annotations

from collections.abc import Iterator

_SAME = (
    ("什么", ("啥", "甚", "个啥", "个什么", "个甚", "些啥", "些什么", "点啥", "点什么", "什么东西", "甚么")),
    ("怎么", ("咋", "怎样", "如何", "咋个", "怎么个")),
    ("哪里", ("哪儿", "哪搭", "哪")),
)
"""Question words that stand for each other inside a phrase."""
_ASPECTS = ("的是", "的", "了", "着", "过", "的就是")
"""What may stand between a verb and 什么 without asking for something else."""
_VERB_AND_WHAT = 3


def spoken_forms(phrase: str) -> Iterator[str]:
    """A phrase and what it is also said as, each once, the phrase itself first."""
    plain = [phrase]
    if phrase.endswith("什么") and len(phrase) == _VERB_AND_WHAT:
        plain += [f"{phrase[0]}{aspect}什么" for aspect in _ASPECTS]
    found = dict.fromkeys(plain)
    for form in plain:
        for word, others in _SAME:
            if form.count(word) == 1:
                found |= dict.fromkeys(form.replace(word, other) for other in others)
    yield from found
