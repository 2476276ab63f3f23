"""Pieces of a yes/no question that decide it and that only the fact's own text can confirm.

「国内第一」 is confirmed by 「国内第一、全球前三」, 「全球第一」 and 「国内第二」 are not: ranks, scopes and 主要 are compared letter by letter.
"""

from __future__ import annotations

from itertools import pairwise

from bot.language.mentions import Mention
from bot.understanding.scene import Scene

_ORDERS = frozenset(("most", "least", "nth", "nth_last", "top", "bottom"))
MOSTLY = frozenset(
    ("主要", "为主", "主要是", "居多", "大部分", "多数", "大多", "绝大部分", "大头", "多半", "绝大多数", "大多数")
)
"""Words that claim more than half of a share."""


_SOLE = "唯一"
_AMONG = "之一"
_MOST = "最"


def decisive_pieces(scene: Scene) -> tuple[str, ...]:
    """The decisive words of a clause; those that stand together are one piece."""
    pieces: list[str] = []
    last: Mention | None = None
    for mention in scene.clause.words:
        if not _is_decisive(mention, scene):
            continue
        if last is not None and last.end == mention.start and mention.start >= 0 and not _is_term_of_most(mention):
            pieces[-1] += mention.text
        else:
            pieces.append(mention.text)
        last = mention
    if any(_AMONG in mention.text for mention in scene.clause.words):
        pieces.append(_AMONG)
    return tuple(pieces)


def _is_term_of_most(mention: Mention) -> bool:
    """Whether a key word of a fact says that something is the first: 规模最大."""
    return _MOST in mention.text and mention.has("term")


def claims_most(scene: Scene) -> bool:
    """Whether a share is claimed to be the larger part."""
    # Some of these words are read in two parts: 大 and 部分.
    words = scene.clause.words
    pairs = [first.text + second.text for first, second in pairwise(words) if first.end == second.start]
    return any(text in MOSTLY for text in (*(m.text for m in words), *pairs))


def _is_decisive(mention: Mention, scene: Scene) -> bool:
    ordered = bool(set(mention.refs("operator")) & _ORDERS) or _is_term_of_most(mention)
    whole = mention.has("name", scene.catalogue.city) and mention.text.startswith("全")
    return ordered or mention.has("scope") or whole or mention.text in MOSTLY or mention.text == _SOLE
