"""Words written in Latin letters: pinyin with and without spaces, and the initials of a name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.language.groups import WordGroups
from bot.language.lexicon import Lexicon
from bot.language.mentions import Mention

_LATIN = re.compile(r"[a-z][a-z' ]*[a-z]|[a-z]")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_SPELLED = frozenset(
    ("name", "measure", "collocate", "term", "ask", "closed", "operator", "target", "unit", "family", "kind", "scope",
     "value", "asked", "class", "meta", "context")
)  # fmt: skip
_LEAST_ENGLISH = 4
_LONGEST = 48
_LEAST_HEARD = 6
"""What is spelled with an accent is only believed of a whole word of so many letters."""
_SINGLE = frozenset("的了吗呢吧啊有是在和与跟个家户几哪年镇吨亩")
"""The only single characters that are read from a syllable: 「han」 may be so much that it is nothing."""
_ORDER = ("name", "measure", "class", "asked", "ask", "operator", "closed")


@dataclass(frozen=True)
class Spellings:
    """Words by how they are spelled; made once from the lexicon."""

    words: WordGroups
    """Joined pinyin → words spelled so."""
    accented: WordGroups
    """Joined pinyin as those hear it who do not tell zh from z or ing from in → words spelled so."""
    initials: WordGroups
    """First letters → names that people abbreviate."""


def spelled_words(lexicon: Lexicon) -> list[str]:
    """The words of a lexicon that may be spelled out."""
    return [
        word
        for word, senses in lexicon.senses.items()
        if word not in lexicon.weaker and _HAN.fullmatch(word) and any(sense.kind in _SPELLED for sense in senses)
    ]


def spellings(syllables: Mapping[str, tuple[str, ...]], abbreviated: Iterable[str]) -> Spellings:
    """Spellings for words with their pinyin.

    Args:
        syllables: the pinyin of each word.
        abbreviated: names that people may write by their initials.
    """
    words: defaultdict[str, list[str]] = defaultdict(list)
    accented: defaultdict[str, list[str]] = defaultdict(list)
    initials: defaultdict[str, list[str]] = defaultdict(list)
    for word, sounds in syllables.items():
        if len(word) > 1 or word in _SINGLE:
            words["".join(sounds)].append(word)
        if len(word) > 1:
            accented[_heard("".join(sounds))].append(word)
    for word in abbreviated:
        if word in syllables:
            initials["".join(syllable[0] for syllable in syllables[word])].append(word)
    return Spellings(WordGroups.of(words), WordGroups.of(accented), WordGroups.of(initials))


def _heard(spelling: str) -> str:
    """Pinyin with sounds that accents do not tell apart written as one."""
    return spelling.replace("zh", "z").replace("ch", "c").replace("sh", "s").replace("ng", "n")


def spelled(
    text: str, mentions: Sequence[Mention], lexicon: Lexicon, table: Spellings, may_abbreviate: bool
) -> Iterator[Mention]:
    """Words that runs of Latin letters may spell, where some of a run is unknown."""
    known = [(m.start, m.end) for m in mentions if not m.is_unknown and not m.is_break]
    for run in _LATIN.finditer(text):
        if not any(m.is_unknown and m.start < run.end() and m.end > run.start() for m in mentions):
            continue
        if may_abbreviate:
            yield from _abbreviated(run, lexicon, table)
        for start in range(run.start(), run.end()):
            if text[start] not in " '" and not any(a < start < b for a, b in known):
                found = _from(start, run.end(), text, lexicon, table)
                yield from (word for word in found if len(word.text) > 1 or not _speaks_english(run, mentions))


def _speaks_english(run: re.Match[str], mentions: Sequence[Mention]) -> bool:
    """Whether a run of Latin letters holds known English words, so that 「he」 beside them is no 和."""
    words = (m for m in mentions if run.start() <= m.start and m.end <= run.end() and not m.is_unknown)
    return any(len(word.text) >= _LEAST_ENGLISH and word.text.isalpha() for word in words)


def _from(start: int, stop: int, text: str, lexicon: Lexicon, table: Spellings) -> Iterator[Mention]:
    spelling = ""
    for end in range(start + 1, min(stop, start + _LONGEST) + 1):
        if text[end - 1] in " '":
            continue
        spelling += text[end - 1]
        if len(spelling) > 1 and spelling in table.words:
            yield _as_mention(text, start, end, table.words.get(spelling), lexicon)
        elif len(spelling) >= _LEAST_HEARD and _is_whole_word(text, start, end, stop):
            words = _likeliest(table.accented.get(_heard(spelling)), lexicon)
            if words:
                yield _as_mention(text, start, end, words, lexicon)


def _likeliest(words: Sequence[str], lexicon: Lexicon) -> Sequence[str]:
    """Of words that sound alike in an accent, those that say most; none where they mean different things."""
    best = min((_rank(word, lexicon) for word in words), default=0)
    likely = [word for word in words if _rank(word, lexicon) == best]
    return likely if len({lexicon.senses[word] for word in likely}) == 1 else ()


def _is_whole_word(text: str, start: int, end: int, stop: int) -> bool:
    """Whether nothing of a word in Latin letters stands before or behind a stretch."""
    ends = end == stop or not (text[end].isascii() and text[end].isalpha())
    return ends and not (start and text[start - 1].isascii() and text[start - 1].isalpha())


def _abbreviated(run: re.Match[str], lexicon: Lexicon, table: Spellings) -> Iterator[Mention]:
    """Initials of one thing only: qx, tgmg."""
    for word in re.finditer("[a-z]+", run.group()):
        meanings = {lexicon.senses[name]: name for name in reversed(table.initials.get(word.group()))}
        if len(meanings) == 1:
            start, end = run.start() + word.start(), run.start() + word.end()
            yield _as_mention(run.string, start, end, tuple(meanings.values()), lexicon)


def _as_mention(text: str, start: int, end: int, words: Sequence[str], lexicon: Lexicon) -> Mention:
    # 剩几 does not come out of 「shengji」 where 省级 may.
    words = [word for word in words if any(s.kind != "operator" for s in lexicon.senses[word])] or words
    senses = tuple(dict.fromkeys(sense for word in words for sense in lexicon.senses[word]))
    best = min(words, key=lambda word: _rank(word, lexicon))
    return Mention(start, end, best, senses, typed=text[start:end])


def _rank(word: str, lexicon: Lexicon) -> int:
    kinds = [sense.kind for sense in lexicon.senses[word]]
    return min((_ORDER.index(kind) if kind in _ORDER else len(_ORDER) for kind in kinds), default=len(_ORDER))
