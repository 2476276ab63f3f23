"""What a stretch of text may have been meant to be: a word that sounds or looks like it, or is one character away.

A candidate is only an offer; `repair.py` decides which offers a message takes up.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import Literal

from bot.language.groups import WordGroups
from bot.language.lexicon import Lexicon, Sense
from bot.language.pinyin import character_table, fuzzy, sound_of

Kind = Literal["sound", "swap", "shape", "missing", "extra", "double"]

HAN = re.compile(r"[\u4e00-\u9fff]+")
NUMERALS = frozenset("零〇一二两三四五六七八九十百千万亿半几")
DECISIVE = frozenset("不没未非最仅只都各每共均除无莫勿别另再更双倍成前后上下级省国全总") | NUMERALS
"""Characters that may change an answer: no repair brings one in or takes one away, unless it is part of a name."""
COSTS: Mapping[Kind, float] = {"sound": 0.4, "swap": 0.4, "double": 0.4, "shape": 0.5, "missing": 0.6, "extra": 0.6}
_NAMES = frozenset(("name", "measure"))
_RELATIONS = frozenset(("asked", "collocate", "family", "term", "value", "unit", "kind"))
_ASKING = frozenset(("asked", "family"))
_GRAMMAR = frozenset(("ask", "target"))
_YES_OR_NO = Sense("ask", "yesno")
_POLITE = Sense("closed", "polite")
_NEVER = frozenset(("operator", "class", "place", "context", "power", "frame"))
_SHORTEST_NAME = 3
_SHORTEST_WORD = 4
_TWO = 2
_LONG = 5


@dataclass(frozen=True, slots=True)
class Slip:
    """A word that a stretch may have been meant to be."""

    word: str
    kind: Kind
    needs_company: bool
    """Whether it is only believed beside something exact that belongs with it."""
    is_subject: bool
    """Whether it names a subject."""


@dataclass(frozen=True)
class SlipTables:
    """What slips are looked up in; made once from the lexicon."""

    sounds: WordGroups
    """Fuzzy syllables → words with that sound."""
    exact: WordGroups
    """Exact syllables → words with that sound, of all that may be repaired."""
    neighbours: WordGroups
    """A word, and a word with one character left out → the words that it may come from."""
    characters: Mapping[str, str]
    """Toneless pinyin of single characters."""
    shapes: WordGroups
    """For each character of these words, those that look like it."""

    @cached_property
    def words(self) -> frozenset[str]:
        """All words that may be repaired."""
        return frozenset(self.sounds.all_words())

    def may_sound(self, typed: str) -> bool:
        """Whether some word begins with the sounds of the first two characters of a stretch."""
        return f"{self._fuzzy.get(typed[0])} {self._fuzzy.get(typed[1])}" in self._first_sounds

    def may_be_near(self, typed: str) -> bool:
        """Whether a stretch may be one character, or one swap, away from a word.

        In a stretch that is long enough, one slip leaves its first two characters or its last two as they were.
        """
        return len(typed) < _LONG or typed[:2] in self._beginnings or typed[-2:] in self._endings

    @cached_property
    def _fuzzy(self) -> dict[str, str]:
        return {character: fuzzy(sound) for character, sound in self.characters.items()}

    @cached_property
    def _first_sounds(self) -> frozenset[str]:
        return frozenset([" ".join(key.split(" ", 2)[:2]) for key in self.sounds])

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        return frozenset([word[:2] for word in self.words])

    @cached_property
    def _endings(self) -> frozenset[str]:
        return frozenset([word[-2:] for word in self.words])


def is_repairable(word: str, lexicon: Lexicon) -> bool:
    """Whether a word may be the outcome of a repair: one that an author wrote, and that changes no answer."""
    senses = lexicon.senses.get(word, ())
    if not senses or word in lexicon.weaker or _YES_OR_NO in senses:
        return False
    kinds = {sense.kind for sense in senses}
    if len(word) < _TWO or not HAN.fullmatch(word) or (kinds & _NEVER and not kinds & _NAMES):
        return False
    if "name" not in kinds and "级" in word:
        return False
    if kinds & _NAMES:
        return "operator" not in kinds
    if len(word) == _TWO and not kinds & (_ASKING | _GRAMMAR) and _POLITE not in senses:
        return False  # 气价 was not meant to be 起家: two characters of a mere collocate or key word prove nothing
    return bool(kinds & (_RELATIONS | _GRAMMAR) or _POLITE in senses) and not set(word) & DECISIVE


def slip_tables(lexicon: Lexicon, syllables: Mapping[str, tuple[str, ...]]) -> SlipTables:
    """Tables for a lexicon.

    Args:
        lexicon: all known words.
        syllables: the pinyin of its Chinese words.
    """
    from bot.language.shapes import look_alikes

    words = [word for word in syllables if is_repairable(word, lexicon)]
    sounds: defaultdict[str, list[str]] = defaultdict(list)
    exact: defaultdict[str, list[str]] = defaultdict(list)
    neighbours: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        sounds[_fuzzy_key(syllables[word])].append(word)
        exact[_key(syllables[word])].append(word)
        for key in {word: None, **dict.fromkeys(shortened(word))}:
            neighbours[key].append(word)
    shapes = look_alikes(character for word in words for character in word)
    return SlipTables(
        sounds=WordGroups.of(sounds),
        exact=WordGroups.of(exact),
        neighbours=WordGroups.of(neighbours),
        characters=character_table(),
        shapes=WordGroups.of({character: sorted(alike) for character, alike in shapes.items()}),
    )


def slips(typed: str, lexicon: Lexicon, tables: SlipTables) -> Iterator[Slip]:
    """All words that a stretch may have been meant to be, by sound, by order, by look, by a character too few or many."""
    for word in _sounding(typed, lexicon, tables) if tables.may_sound(typed) else ():
        if word != typed and _keeps_decisive(typed, word, lexicon, homophones=True):
            yield Slip(word, "sound", len(word) == _TWO or not _is_name(word, lexicon), _is_subject(word, lexicon))
    if not tables.may_be_near(typed):
        return
    for word in _swapped(typed, tables):
        yield Slip(word, "swap", len(word) == _TWO or not _is_name(word, lexicon), _is_subject(word, lexicon))
    seen: set[str] = set()
    near = tables.neighbours.places
    for key in (typed, *shortened(typed)):
        for word in tables.neighbours.get(key) if key in near else ():
            if word in seen:
                continue
            seen.add(word)
            kind = _one_apart(typed, word, lexicon, tables)
            if kind is not None and _keeps_decisive(typed, word, lexicon, homophones=False):
                needs_company = min(len(word), len(typed)) == _TWO or not _is_name(word, lexicon)
                yield Slip(word, kind, needs_company, _is_subject(word, lexicon))


def shortened(word: str) -> Iterator[str]:
    """A word with each of its characters left out in turn."""
    for index in range(len(word)):
        yield word[:index] + word[index + 1 :]


def _sounding(typed: str, lexicon: Lexicon, tables: SlipTables) -> Iterator[str]:
    """Words that sound alike; with the accents of a region for names, to the letter for short words and all others."""
    exact = sound_of(typed, tables.characters)
    if exact is None:
        return
    near = tables.sounds.get(_fuzzy_key(exact))
    same = tables.exact.get(_key(exact)) if near else ()
    for word in near:
        senses = lexicon.senses[word]
        accents = any(s.kind == "name" for s in senses) or (len(word) > _TWO and _is_name(word, lexicon))
        if accents or word in same:
            yield word


def _swapped(typed: str, tables: SlipTables) -> Iterator[str]:
    for i in range(len(typed) - 1):
        form = typed[:i] + typed[i + 1] + typed[i] + typed[i + 2 :]
        if form in tables.words and form != typed:
            yield form


def _one_apart(typed: str, word: str, lexicon: Lexicon, tables: SlipTables) -> Kind | None:
    """How a stretch differs from a word by one character; None when it does otherwise."""
    is_name = _is_name(word, lexicon)
    is_subject = _is_subject(word, lexicon)
    if len(typed) == len(word):
        if len(word) == _TWO and not is_subject:
            return None
        apart = [(a, b) for a, b in zip(typed, word, strict=True) if a != b]
        alike = len(apart) == 1 and apart[0][0] in tables.shapes.get(apart[0][1])
        return "shape" if alike else None
    long_enough = len(word) >= (_SHORTEST_NAME if is_name else _SHORTEST_WORD)
    if len(typed) == len(word) - 1:
        return "missing" if long_enough and len(typed) > _TWO else None
    kind = _intruder(typed, word, tables) if len(typed) == len(word) + 1 else None
    return kind if kind == "double" or len(word) >= (_SHORTEST_NAME if is_subject else _SHORTEST_WORD) else None


def _intruder(typed: str, word: str, tables: SlipTables) -> Kind | None:
    """Whether the one character too many says nothing: it doubles its neighbour, or stands in the middle of a word.

    Between two words of a name it may be a word of its own: 甲县酱瓜 is not 甲县瓜.
    """
    places = [i for i in range(len(typed)) if typed[:i] + typed[i + 1 :] == word]
    for i in places:
        sound = tables.characters.get(typed[i])
        beside = [typed[j] for j in (i - 1, i + 1) if 0 <= j < len(typed)]
        at_edge = i in (0, len(word))
        if typed[i] in beside and not (at_edge and _sounds_like_part(typed, tables)):
            return "double"
        inside = 0 < i < len(word) and i not in _breaks(word)
        if not at_edge and (inside or any(tables.characters.get(other) == sound for other in beside)):
            return "extra"
    return None


def _sounds_like_part(typed: str, tables: SlipTables) -> bool:
    """Whether the end of a stretch sounds like another word: 乙漆 may be 乙器."""
    sounds = sound_of(typed, tables.characters)
    return sounds is None or any(_fuzzy_key(sounds[start:]) in tables.sounds for start in range(len(typed) - 1))


def _keeps_decisive(typed: str, word: str, lexicon: Lexicon, homophones: bool) -> bool:
    """Whether no character that may change an answer comes or goes; a numeral may be a slip inside a longer name."""
    lost, gained = Counter(typed) - Counter(word), Counter(word) - Counter(typed)
    is_subject = _is_subject(word, lexicon)
    changed = set(lost) | (set() if is_subject else set(gained))
    if homophones and is_subject and (len(word) > _TWO or set(lost) <= {"零"}):
        changed -= NUMERALS | {"全"}
    return not changed & DECISIVE


def _is_name(word: str, lexicon: Lexicon) -> bool:
    """Whether a word names a subject or a measure."""
    return any(sense.kind in _NAMES for sense in lexicon.senses[word])


def _is_subject(word: str, lexicon: Lexicon) -> bool:
    """Whether a word names a subject."""
    return any(sense.kind == "name" for sense in lexicon.senses[word])


@lru_cache(maxsize=4096)
def _breaks(word: str) -> frozenset[int]:
    """Where one word of a name ends and another begins: a character put in there is a word of its own."""
    import rjieba

    return frozenset(accumulate(len(part) for part in rjieba.cut(word, False)[:-1]))


def _key(syllables: Sequence[str]) -> str:
    return " ".join(syllables)


def _fuzzy_key(syllables: Sequence[str]) -> str:
    return " ".join([fuzzy(syllable) for syllable in syllables])
