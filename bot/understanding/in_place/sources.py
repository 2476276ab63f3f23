"""Who or what says a claim: 字幕打的是「…」, 片子里说…, 采访对象说…. Whatever it is, what it says is asked about all the same."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from bot.language.lexicon import Sense
from bot.language.mentions import Mention
from bot.language.thesaurus import read_thesaurus

_SAYING = re.compile(
    r"(?:里|上|上面|里面|里头)?(?:这么|是|都)?(?:说|写|讲|打|标|印|登|念|报|称|配|提|介绍|声称|宣称)(?:的|着|了|到|道|过|是|成)*"
)
SAYING = tuple("说写讲打标印登念报称配提绍")
_TEXTS_AND_PEOPLE = ("Dk", "A", "Bp", "Bm07", "Bb04")
"""Classes of the thesaurus for what is written, shown or printed, and for people."""
_HEADS = (
    "词",
    "稿",
    "文",
    "帖",
    "号",
    "视频",
    "单",
    "牌",
    "册",
    "书",
    "报",
    "刊",
    "篇",
    "页",
    "卡",
    "板",
    "片",
    "剧",
    "网",
    "站",
    "图",
)
_SUBJECT = frozenset(("name", "class", "measure", "asked", "family", "number", "period", "operator", "target"))
_ON = "上"
_MOST_BEFORE = 4
_SOURCE = Sense("closed", "source")


def without_sources(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The words with what says a claim as harmless, where it is asked whether that is so."""
    if not any(mention.has("ask", "yesno") for mention in mentions):
        return mentions
    found = list(mentions)
    for position in range(len(mentions)):
        if position and not mentions[position - 1].is_break:
            continue
        saying = _saying_of(mentions, position)
        for place in range(position, saying):
            if mentions[place].is_unknown or mentions[place].text == _ON:
                found[place] = replace(mentions[place], senses=(_SOURCE,))
    return tuple(found)


def _saying_of(mentions: tuple[Mention, ...], start: int) -> int:
    """Where the verb of saying stands whose subject a stretch begins with; its own start where there is none."""
    last = min(len(mentions) - 1, start + _MOST_BEFORE)
    for position in range(start, last):
        mention = mentions[position]
        if mention.is_break or (mention.text != _ON and any(sense.kind in _SUBJECT for sense in mention.senses)):
            return start
        if position > start and mention.has("closed") and _SAYING.fullmatch(mention.text):
            said = any(other.is_unknown for other in mentions[start:position])
            told = any(other.has("name") for other in mentions[position + 1 :])
            return position if said and told else start
        if mention.is_unknown and not _is_source(mention.text):
            return start
    return start


@lru_cache(maxsize=4096)
def _is_source(text: str) -> bool:
    """Whether a noun is a person, or something that is read, heard or looked at."""
    import rjieba

    word, tag = rjieba.tag(text)[-1]
    if text.isascii() or not tag.startswith(("n", "v", "i", "l")):
        return text in ("ppt", "app", "pdf", "word", "excel")
    codes = read_thesaurus().codes.get(word, ())
    return word.endswith(_HEADS) or any(code.startswith(_TEXTS_AND_PEOPLE) for code in codes)
