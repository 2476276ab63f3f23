"""Denials in yes/no questions: 「没有…吧」 claims that it is not so, 「不是…吗」 and 「难道没有…」 claim that it is."""

from __future__ import annotations

from bot.language.mentions import Mention
from bot.understanding.clause import is_harmless
from bot.understanding.scene import Scene

_DENYING = frozenset(("不是", "没有", "没", "并非", "不", "未", "没啥", "并不是", "并没有", "并不", "并没"))
_NOT_EVEN = frozenset(("也", "都"))
"""Before a denial at the end: 一个也没有吧."""
_ASKING_BACK = frozenset(("吗", "么", "嘛"))
_BEING = frozenset(("不是", "并非", "并不是"))
_SURPRISE = ("难道", "难不成", "莫非", "莫不是")
"""Words by which somebody holds a thing to be so that the rest of the clause denies."""


def is_negated(scene: Scene) -> bool:
    """Whether a claim is that something is not so."""
    words = scene.clause.words
    denials = [word for position, word in enumerate(words) if _denies(words, position)]
    if not denials:
        return False
    if any(word.text.startswith(_SURPRISE) for word in words):
        return False
    asked_back = any(word.text in _ASKING_BACK for word in words[-1:])
    if asked_back and denials[0].text in _BEING:
        return False
    return len(denials) % 2 == 1


def _denies(words: tuple[Mention, ...], position: int) -> bool:
    """Whether a word denies what follows; at the end (卖得到没有) it only asks."""
    word = words[position]
    if word.text not in _DENYING and not word.has("operator", "not"):
        return False
    if position and words[position - 1].text in _NOT_EVEN:
        return True
    return any(not is_harmless(other) and not _only_asks(other) for other in words[position + 1 :])


def _only_asks(word: Mention) -> bool:
    return all(sense.kind == "ask" for sense in word.senses)
