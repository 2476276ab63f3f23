"""Names and measures typed wrongly: homophones, look-alikes, one character missing, extra, other or swapped; pinyin.

Only what nothing exact explains is repaired, and a repair is only an offer: it becomes an arc of the lattice that costs
more than any exact word, and the question must still be accounted for as a whole. Words that change an answer
(numbers, negations, operators) are never the outcome of a repair.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.language.lexicon import Lexicon, Sense
from bot.language.mentions import Mention
from bot.language.pinyin import character_table, fuzzy, sound_of, word_syllables
from bot.language.shapes import Shape, look_alike, shape_table

K = TypeVar("K")

_REPAIRED = frozenset(("name", "measure"))
_SPELLED = _REPAIRED | {
    "collocate",
    "term",
    "ask",
    "closed",
    "operator",
    "target",
    "unit",
    "family",
    "kind",
    "scope",
    "value",
}
_ANCHORS = _REPAIRED | {"unit", "asked", "collocate", "class", "family"}
"""Exact words beside which a repair of two characters is believed."""
_FUNCTION_WORDS = frozenset("的了吗呢啊吧呀么嘛是有在和与跟到给把被就都也还我你他它这那谁几哪不没")
_SHORT = 3
"""A stretch this short that holds a function word is two words, not one typed wrongly."""
_NEVER_REPAIRED = frozenset(("operator", "number", "period"))
_REACH = 7
_LONGEST = 12
_TWO = 2
_SHORTEST_EDIT = 3
_LATIN = re.compile(r"[a-z][a-z' ]*[a-z]|[a-z]")
_HAN = re.compile(r"[\u4e00-\u9fff]+")


@dataclass(frozen=True)
class RepairTables:
    """What repairs are looked up in; made once from the lexicon."""

    sounds: Mapping[tuple[str, ...], tuple[str, ...]]
    """Fuzzy syllables → words with that sound."""
    syllables: Mapping[str, tuple[str, ...]]
    """The exact syllables of each word that may be repaired."""
    spellings: Mapping[str, tuple[str, ...]]
    """Joined pinyin → words spelled so."""
    initials: Mapping[str, tuple[str, ...]]
    """First letters → names of places."""
    neighbours: Mapping[str, tuple[str, ...]]
    """A word with one character left out → the words that it may come from."""
    characters: Mapping[str, str]
    """Toneless pinyin of single characters."""
    shapes: Mapping[str, Shape]
    guarded: frozenset[str]
    """Words that are never repaired into one another: measures that differ by one character, known places."""


def repair_tables(lexicon: Lexicon, abbreviated: Iterable[str], guarded: Iterable[str]) -> RepairTables:
    """Tables for a lexicon.

    Args:
        lexicon: all known words.
        abbreviated: names that people may write by their initials.
        guarded: forms that are things of their own and never a slip of the pen.
    """
    written = {word: senses for word, senses in lexicon.senses.items() if word not in lexicon.weaker}
    words = [word for word, senses in written.items() if _is_repairable(word, senses)]
    spelled = [
        word for word, senses in written.items() if _HAN.fullmatch(word) and any(s.kind in _SPELLED for s in senses)
    ]
    syllables = word_syllables(spelled)
    sounds: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    spellings: defaultdict[str, list[str]] = defaultdict(list)
    initials: defaultdict[str, list[str]] = defaultdict(list)
    neighbours: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        sounds[tuple(fuzzy(syllable) for syllable in syllables[word])].append(word)
        if len(word) >= _TWO:
            for key in {word, *_shortened(word)}:
                neighbours[key].append(word)
    for word in spelled:
        spellings["".join(syllables[word])].append(word)
    for word in abbreviated:
        if word in syllables:
            initials["".join(syllable[0] for syllable in syllables[word])].append(word)
    return RepairTables(
        sounds=_frozen(sounds),
        syllables={word: syllables[word] for word in words},
        spellings=_frozen(spellings),
        initials=_frozen(initials),
        neighbours=_frozen(neighbours),
        characters=character_table(),
        shapes=shape_table(),
        guarded=frozenset(guarded),
    )


def repairs(text: str, mentions: Sequence[Mention], lexicon: Lexicon, tables: RepairTables) -> tuple[Mention, ...]:
    """What the unexplained stretches of a text may have been meant to be."""
    found: dict[tuple[int, int], Mention] = {}
    has_anchor = any(_is_content(mention) for mention in mentions)
    has_name = any(mention.has("name") for mention in mentions)
    for mention in mentions:
        if not mention.is_unknown:
            continue
        for start, end in _windows(text, mention):
            if (end - start <= _SHORT and _FUNCTION_WORDS & set(text[start:end])) or _cuts_name(start, end, mentions):
                continue
            words = _candidates(text[start:end], lexicon, tables, has_anchor, has_name)
            if words and (start, end) not in found:
                found[(start, end)] = _as_mention(text, start, end, words, lexicon)
    found |= {(m.start, m.end): m for m in _spelled(text, mentions, lexicon, tables, has_anchor)}
    return tuple(found.values())


def _cuts_name(start: int, end: int, mentions: Sequence[Mention]) -> bool:
    """Whether a stretch takes only part of a word that was typed rightly, or swallows one that may change an answer."""
    decisive = any(
        mention.start < end and mention.end > start and any(sense.kind in _NEVER_REPAIRED for sense in mention.senses)
        for mention in mentions
        if not any(sense.kind in ("closed", "name", "measure") for sense in mention.senses)
    )
    return decisive or any(
        not mention.is_unknown
        and mention.start < end
        and mention.end > start
        and not start <= mention.start < mention.end <= end
        for mention in mentions
        if mention.end - mention.start > 1
    )


def _candidates(
    typed: str, lexicon: Lexicon, tables: RepairTables, has_anchor: bool, has_name: bool
) -> tuple[str, ...]:
    """The words that a stretch may be: by sound first, then by one character; none where two different things tie."""
    if typed in tables.guarded or typed in lexicon.senses or not _HAN.fullmatch(typed):
        return ()
    named_only = _is_dictionary_word(typed) or (len(typed) == _TWO and not has_name)
    ranked = [_distinct(_sounding(typed, lexicon, tables), lexicon)]
    if len(typed) == _TWO and not has_anchor:
        return ()
    ranked.append(_distinct(_swapped(typed, lexicon), lexicon))
    slips = _distinct(_one_apart(typed, lexicon, tables), lexicon)
    if slips and ranked[0] and {lexicon.senses[word] for word in slips} != {lexicon.senses[word] for word in ranked[0]}:
        # 祁县璃 sounds like 祁县梨 and lacks a character of 祁县玻璃: nobody can tell.
        return ()
    ranked.append(slips)
    for words in ranked:
        meant = tuple(
            word
            for word in words
            if (not named_only or _is_name(word, lexicon)) and not _loses_place(typed, word, tables)
        )
        if meant:
            return meant if len(meant) == 1 else ()
    return ()


def _loses_place(typed: str, word: str, tables: RepairTables) -> bool:
    """Whether a place that was typed would be gone from the repaired word: 怀化老陈醋 is not 怀仁老陈醋."""
    forms = {typed[i : i + length] for length in (2, 3) for i in range(len(typed) - length + 1)}
    return any(form in tables.guarded and form not in word for form in forms)


def _is_name(word: str, lexicon: Lexicon) -> bool:
    return any(sense.kind == "name" for sense in lexicon.senses[word])


def _is_dictionary_word(text: str) -> bool:
    """Whether jieba's dictionary holds a text as one word: 股市 was not meant to be 故事, but 太古 may be 太谷."""
    import rjieba

    return len(rjieba.cut(text, False)) == 1


def _distinct(words: Iterable[str], lexicon: Lexicon) -> tuple[str, ...]:
    """One word for each different meaning."""
    by_meaning: dict[tuple[Sense, ...], str] = {}
    for word in words:
        by_meaning.setdefault(lexicon.senses[word], word)
    return tuple(by_meaning.values())


def _swapped(typed: str, lexicon: Lexicon) -> tuple[str, ...]:
    forms = (typed[:i] + typed[i + 1] + typed[i] + typed[i + 2 :] for i in range(len(typed) - 1))
    return tuple(form for form in forms if form != typed and _is_repairable(form, lexicon.senses.get(form, ())))


def _sounding(typed: str, lexicon: Lexicon, tables: RepairTables) -> tuple[str, ...]:
    """Words that sound alike; a measure of two characters only to the letter, since accents would make it another."""
    exact = sound_of(typed, tables.characters)
    if exact is None:
        return ()
    words = tables.sounds.get(tuple(fuzzy(syllable) for syllable in exact), ())
    return tuple(
        word for word in words if len(word) > _TWO or _is_name(word, lexicon) or tables.syllables[word] == exact
    )


def _one_apart(typed: str, lexicon: Lexicon, tables: RepairTables) -> tuple[str, ...]:
    """Words that the typed one is but for one character: a look-alike, one missing, or one too many inside."""
    found: dict[str, None] = {}
    for key in (typed, *_shortened(typed)):
        for word in tables.neighbours.get(key, ()):
            if _is_slip(typed, word, _is_name(word, lexicon), tables):
                found[word] = None
    return tuple(found)


def _is_slip(typed: str, word: str, is_name: bool, tables: RepairTables) -> bool:
    if len(typed) == len(word):
        apart = [(a, b) for a, b in zip(typed, word, strict=True) if a != b]
        return len(apart) == 1 and look_alike(*apart[0], tables.shapes)
    if len(word) < (_SHORTEST_EDIT if is_name else _SHORTEST_EDIT + 1):
        return False
    if len(typed) == len(word) + 1:
        # One too many at an end is no part of the word: it is something that the question says besides.
        inside = [i for i in range(1, len(typed) - 1) if typed[i] not in _FUNCTION_WORDS]
        return any(typed[:i] + typed[i + 1 :] == word for i in inside)
    return (
        len(typed) == len(word) - 1
        and len(typed) > 1
        and any(word[:i] + word[i + 1 :] == typed for i in range(len(word)))
    )


def _shortened(word: str) -> Iterator[str]:
    for index in range(len(word)):
        yield word[:index] + word[index + 1 :]


def _windows(text: str, unknown: Mention) -> Iterator[tuple[int, int]]:
    """Stretches around an unexplained one, longest first."""
    spans = [
        (start, end)
        for start in range(max(0, unknown.start - _REACH), unknown.end)
        for end in range(max(start + 2, unknown.start + 1), min(len(text), unknown.end + _REACH) + 1)
        if end - start <= _LONGEST and end > unknown.start
    ]
    return iter(sorted(spans, key=lambda span: span[0] - span[1]))


def _spelled(
    text: str, mentions: Sequence[Mention], lexicon: Lexicon, tables: RepairTables, has_anchor: bool
) -> Iterator[Mention]:
    """Pinyin typed out, word by word, over whole runs of Latin letters; and initials."""
    known = [(m.start, m.end) for m in mentions if not m.is_unknown and not m.is_break]
    for run in _LATIN.finditer(text):
        unknown = any(m.is_unknown and m.start < run.end() and m.end > run.start() for m in mentions)
        if not unknown:
            continue
        if has_anchor:
            yield from _abbreviated(text, run, lexicon, tables)
        for start in range(run.start(), run.end()):
            if text[start] in " '" or any(a < start < b for a, b in known):
                continue
            spelling = ""
            for end in range(start + 1, min(run.end(), start + 40) + 1):
                if text[end - 1] not in " '":
                    spelling += text[end - 1]
                if text[end - 1] in " '" or len(spelling) < 2 or spelling not in tables.spellings:
                    continue
                yield _as_mention(text, start, end, tables.spellings[spelling], lexicon)


def _abbreviated(text: str, run: re.Match[str], lexicon: Lexicon, tables: RepairTables) -> Iterator[Mention]:
    """Initials of one thing only: qx, tgmg."""
    words = _distinct(tables.initials.get(run.group(), ()), lexicon)
    if len(words) == 1:
        yield _as_mention(text, run.start(), run.end(), words, lexicon)


def _as_mention(text: str, start: int, end: int, words: Sequence[str], lexicon: Lexicon) -> Mention:
    senses = tuple(dict.fromkeys(sense for word in words for sense in lexicon.senses[word]))
    best = min(words, key=lambda word: _rank(lexicon.senses[word]))
    return Mention(start, end, best, senses, typed=text[start:end])


def _rank(senses: tuple[Sense, ...]) -> int:
    order = ("name", "measure", "class", "asked", "ask", "operator", "closed")
    return min((order.index(sense.kind) if sense.kind in order else len(order) for sense in senses), default=99)


def _is_repairable(word: str, senses: tuple[Sense, ...]) -> bool:
    return len(word) >= 2 and bool(_HAN.fullmatch(word)) and any(sense.kind in _REPAIRED for sense in senses)


def _is_content(mention: Mention) -> bool:
    return any(sense.kind in _ANCHORS for sense in mention.senses)


def _frozen(groups: Mapping[K, list[str]]) -> dict[K, tuple[str, ...]]:
    return {key: tuple(dict.fromkeys(words)) for key, words in groups.items()}
