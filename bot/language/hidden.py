"""Words that hide behind single characters: 上市 is not 上 and 市.

A row of characters each of which is known by itself may be a word that nothing knows. jieba's dictionary tells: where it
has one word over such a row, the row is that word, and the word is unknown.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from bot.language.lexicon import Sense
from bot.language.mentions import UNKNOWN, Mention

_CONTENT_TAGS = "nvaijlbtsz"
_BOUNDS = frozenset(("上百", "上千", "上万", "过百", "过千", "过万", "破百", "破千", "破万", "成百", "超百"))
_FUNCTION_WORDS = frozenset("的了吗呢啊吧呀么嘛是有在和与跟到给把被就都也还我你他它这那从想带能会要去来做搞用一个家户")
_ENDINGS = frozenset("于得去来到出起成里有着过了")
_RESIDUE = frozenset("业值量额率称效")
"""Last syllables of nouns that speak of figures and things."""
_COUNTED = frozenset(("measure", "asked", "family", "term", "value"))
_LIGHT_NOUN = Sense("closed", "light_noun")
_INDUSTRIES = frozenset(("name", "class", "target"))
_SINGLES = frozenset(
    ("number", "power", "closed", "operator", "collocate", "unit", "kind", "ask", "context", "scope", "target")
)
_SMALL = _SINGLES | {"term", "frame"}
_PLACE_PARTS = _SINGLES | {"unknown", "number", "power"}


def with_hidden_words(text: str, mentions: Sequence[Mention], places: Container[str]) -> tuple[Mention, ...]:
    """The mentions, with what was taken apart into single characters made whole again.

    Args:
        text: folded text.
        mentions: its reading so far.
        places: forms of places that the fact base does not hold; such a row is called a place, others are unknown.
    """
    found = tuple(_without_residue(tuple(_with_places(text, mentions, places))))
    if not any(_is_taken_apart((a, b)) for a, b in pairwise(found)):
        return found
    import rjieba

    starts = {mention.start: index for index, mention in enumerate(found)}
    ends = {mention.end: index for index, mention in enumerate(found)}
    whole: list[Mention] = []
    position, done = 0, 0
    for word, tag in rjieba.tag(text):
        start, end = position, position + len(word)
        position = end
        if tag[0] not in _CONTENT_TAGS or tag == "zg" or start not in starts or end not in ends:
            continue
        first, last = starts[start], ends[end]
        inside = found[first : last + 1]
        if word in _BOUNDS:
            # 「上百」 is a bound as 「过百」 is.
            continue
        if inside[0].number is not None and first and (set(found[first - 1].refs("operator")) & {"over", "under"}):
            # 「破百户」 names a number of 户, not the rank of old.
            continue
        if first >= done and any(_is_taken_apart(pair) for pair in pairwise(inside)) and _is_word(word):
            whole += [*found[done:first], Mention(start, end, text[start:end], (UNKNOWN,))]
            done = last + 1
    return (*whole, *found[done:])


def _without_residue(mentions: Sequence[Mention]) -> Iterator[Mention]:
    """What is left of a word that was cut in two is unknown: 值 in 「产是值多大」, 成 in 「甲镇的成」.

    A noun's last syllable says nothing harmless unless it follows what it counts; and behind 的 or 什么 a question does
    not end with half a word.
    """
    last = len(mentions) - 1
    for position, mention in enumerate(mentions):
        before = mentions[position - 1] if position else None
        follower = mentions[position + 1] if position < last else None
        single = mention.end - mention.start == 1 and all(s.kind in ("closed", "collocate") for s in mention.senses)
        if single and (
            (mention.text in _RESIDUE and not _counts(before, mention, follower))
            or _is_cut_off(before, mention, follower)
            or _counts_something_else(before, mention)
        ):
            yield replace(mention, senses=(UNKNOWN,))
        else:
            yield mention


def _counts(before: Mention | None, mention: Mention, follower: Mention | None) -> bool:
    """Whether a noun's last syllable follows something that it counts, or is the verb of what it costs (值多少)."""
    if follower is not None and (follower.has("unit") or follower.text == "数"):
        return follower.has("unit")
    counted = _COUNTED | _INDUSTRIES if mention.text == "业" else _COUNTED
    return before is not None and (before.number is not None or any(sense.kind in counted for sense in before.senses))


def _counts_something_else(before: Mention | None, mention: Mention) -> bool:
    """Whether a word that is harmless by itself is what is counted: 论文数."""
    joined = before is not None and before.end == mention.start and before.end - before.start > 1
    return mention.text == "数" and joined and before is not None and all(s == _LIGHT_NOUN for s in before.senses)


def _is_cut_off(before: Mention | None, mention: Mention, follower: Mention | None) -> bool:
    """Whether a single character that is no word of its own ends a clause behind 的 or 什么."""
    if before is None or not (before.text == "的" or before.text.endswith(("什么", "啥"))):
        return False
    ends = follower is None or follower.is_break
    harmless = mention.has("closed") and not mention.has("closed", "particle") and not mention.has("collocate")
    return ends and harmless and not _is_noun(mention.text)


@lru_cache(maxsize=512)
def _is_noun(character: str) -> bool:
    import rjieba

    return bool(rjieba.tag(character)[0][1].startswith("n"))


def _with_places(text: str, mentions: Sequence[Mention], places: Container[str]) -> Iterator[Mention]:
    """Two single characters, or an unknown word, that are the name of a place: 大同 is not 大 and 同."""
    taken = False
    for position, mention in enumerate(mentions):
        if taken:
            taken = False
            continue
        follower = mentions[position + 1] if position + 1 < len(mentions) else None
        if mention.is_unknown and mention.text in places:
            yield replace(mention, senses=(Sense("place", mention.text),))
        elif (
            follower is not None
            and _may_be_place(mention)
            and _may_be_place(follower)
            and mention.text + follower.text in places
        ):
            taken = True
            name = text[mention.start : follower.end]
            yield Mention(mention.start, follower.end, name, (Sense("place", name),))
        else:
            yield mention


def _may_be_place(mention: Mention) -> bool:
    if mention.end - mention.start != 1:
        return False
    return all(sense.kind in _PLACE_PARTS for sense in mention.senses)


def _is_word(word: str) -> bool:
    """Whether the dictionary itself has a word, not only the guess of its model, and it is more than a verb with 于 or 去."""
    import rjieba

    return word[-1] not in _ENDINGS and len(rjieba.cut(word, False)) == 1


def _is_taken_apart(pair: tuple[Mention, Mention]) -> bool:
    """Whether two neighbours, if the dictionary has them as one word, are that word and not two.

    Two single characters are (上市), and so is a word that says little with one of them (销售额, 零售价); a name or a class
    with one is still that name or class.
    """
    first, second = pair
    if _is_small(first) and _is_small(second):
        return True
    if _is_single(first):
        return _is_single(second) or _says_little(second)
    return _is_single(second) and _says_little(first)


def _says_little(mention: Mention) -> bool:
    return not mention.is_break and not any(
        sense.kind in ("name", "class", "ask", "period") for sense in mention.senses
    )


def _is_single(mention: Mention) -> bool:
    """Whether a mention is one character whose senses say little, and no function word either."""
    return _is_small(mention) and all(sense.kind in _SINGLES for sense in mention.senses)


def _is_small(mention: Mention) -> bool:
    """Whether a mention is one character that is a word of a fact at most: 化学 is not 化 and 学."""
    return (
        mention.end - mention.start == 1
        and mention.text not in _FUNCTION_WORDS
        and not mention.is_break
        and all(sense.kind in _SMALL for sense in mention.senses)
    )
