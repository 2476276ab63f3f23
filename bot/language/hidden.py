"""Words that hide behind single characters: 上市 is not 上 and 市.

A row of characters each of which is known by itself may be a word that nothing knows. jieba's dictionary tells: where it
has one word over such a row, the row is that word, and the word is unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.language.mentions import UNKNOWN, Mention

_CONTENT_TAGS = "nvaijlbtsz"
_FUNCTION_WORDS = frozenset("的了吗呢啊吧呀么嘛是有在和与跟到给把被就都也还我你他它这那想带能会要去来做搞用一个家户")
_SINGLES = frozenset(("closed", "operator", "collocate", "unit", "kind", "ask", "context", "scope", "target"))


def with_hidden_words(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions, with every dictionary word that was taken apart into single characters made one unknown mention."""
    if not any(_is_single(a) and _is_single(b) for a, b in pairwise(mentions)):
        return tuple(mentions)
    import rjieba

    starts = {mention.start: index for index, mention in enumerate(mentions)}
    ends = {mention.end: index for index, mention in enumerate(mentions)}
    found: list[Mention] = []
    position, done = 0, 0
    for word, tag in rjieba.tag(text):
        start, end = position, position + len(word)
        position = end
        if tag[0] not in _CONTENT_TAGS or tag == "zg" or start not in starts or end not in ends:
            continue
        first, last = starts[start], ends[end]
        inside = mentions[first : last + 1]
        if first >= done and any(_is_single(a) and _is_single(b) for a, b in pairwise(inside)):
            found += [*mentions[done:first], Mention(start, end, text[start:end], (UNKNOWN,))]
            done = last + 1
    return (*found, *mentions[done:])


def _is_single(mention: Mention) -> bool:
    """Whether a mention is one character whose senses say little, and no function word either."""
    return (
        mention.end - mention.start == 1
        and mention.text not in _FUNCTION_WORDS
        and not mention.is_break
        and all(sense.kind in _SINGLES for sense in mention.senses)
    )
