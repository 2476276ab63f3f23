"""What is exact around a slip of the pen: which words a repair may not cut, and which it has for company."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from bot.language.lexicon import Sense
from bot.language.mentions import Mention
from bot.language.slips import NUMERALS, Slip

Senses = tuple[Sense, ...]

CONTENT = frozenset(("name", "measure", "asked", "family", "collocate", "term", "value", "unit", "class"))
LOCKED = frozenset(("operator", "number", "period"))
_AROUND = 9
_WHOLE = 5
"""A name of so many characters is not hit by chance."""
_WEAK = frozenset(("term", "collocate", "value", "closed"))
_NEAR = 2
_ENDINGS = frozenset("业值量额率数")


@dataclass(frozen=True)
class Surroundings:
    """A text with its exact reading and what was said before."""

    text: str
    mentions: tuple[Mention, ...]
    said: tuple[Senses, ...]

    def company(self, start: int, end: int) -> tuple[Senses, ...]:
        """The senses of what is exact in the same sentence outside a stretch, and of what was said before."""
        stops = [m.end for m in self.mentions if m.is_hard_break]
        low = max((stop for stop in stops if stop <= start), default=0)
        high = min((stop for stop in stops if stop >= end), default=len(self.text))
        exact = (
            m.senses
            for m in self.mentions
            if low <= m.start and m.end <= high and (m.end <= start or m.start >= end)
            if not m.is_unknown and not m.is_break
        )
        return (*exact, *self.said)

    @cached_property
    def dictionary_words(self) -> tuple[tuple[int, int], ...]:
        """Where jieba's dictionary has words of two characters or more that are unknown here in whole or in part."""
        import rjieba

        unknown = [m for m in self.mentions if m.is_unknown]
        spans: list[tuple[int, int]] = []
        end = 0
        for word in rjieba.cut(self.text, False):
            start, end = end, end + len(word)
            if len(word) > 1 and any(m.start < end and m.end > start for m in unknown):
                spans.append((start, end))
        return tuple(spans)

    def cuts(self, start: int, end: int, slip: Slip) -> bool:
        """Whether a stretch takes part of a word that was typed rightly, or swallows one that may change an answer."""
        if any(low < end and high > start and not start <= low < high <= end for low, high in self.dictionary_words):
            # 是税收 is not 是谁收: 税收 is a word.
            return True
        for mention in self.mentions:
            if mention.is_unknown or mention.start >= end or mention.end <= start:
                continue
            if len(mention.text) > 1:
                if not start <= mention.start < mention.end <= end:
                    return True
                if mention.text in slip.word or (_is_whole_name(slip) and all(s.kind in _WEAK for s in mention.senses)):
                    # 右全学生机地 sounds like a whole name: that it holds the word 生机 is chance.
                    continue
                if any(s.kind in CONTENT | LOCKED for s in mention.senses):
                    return True
            elif not _may_be_swallowed(mention, slip, self, start, end):
                return True
        return False

    def is_displaced(self, start: int, end: int, slip: Slip) -> bool:
        """Whether the character that a stretch lacks stands close by, or the one that it has too many is a word."""
        typed = self.text[start:end]
        if slip.kind == "missing":
            lacking = Counter(slip.word) - Counter(typed)
            near = self.text[max(0, start - _NEAR) : start] + self.text[end : end + _NEAR]
            return bool(set(lacking) & set(near)) or self._is_common(start, end)
        if slip.kind == "sound" and not slip.is_subject and len(slip.word) > 2:
            # 发展式 is no slip of 发展史: all but one character is a word by itself, and the last may be anything.
            return self._is_common(start, end)
        if slip.kind == "extra":
            spare = set(Counter(typed) - Counter(slip.word))
            inside = (m for m in self.mentions if start <= m.start and m.end <= end and m.text in spare)
            return any(not m.is_unknown for m in inside)
        return False

    def ends_clause(self, end: int) -> bool:
        """Whether nothing but punctuation follows."""
        after = next((m for m in self.mentions if m.start >= end), None)
        return after is None or after.is_break

    def _is_common(self, start: int, end: int) -> bool:
        """Whether all but one character of a stretch is a word that many names share (酥专业镇), or the one is any noun's."""
        inside = [
            m for m in self.mentions if start <= m.start and m.end <= end and len(m.text) > 1 and not m.is_unknown
        ]
        own = [i for i in range(start, end) if not any(m.start <= i < m.end for m in inside)]
        if not inside or len(own) > 1:
            return False
        return not any(m.has("name") for m in inside) or any(self.text[i] in _ENDINGS for i in own)

    def follows_count(self, mention: Mention) -> bool:
        """Whether a numeral counts something: what comes next is a unit, a power or another numeral."""
        after = next((m for m in self.mentions if m.start == mention.end), None)
        return after is not None and any(s.kind in ("unit", "power", "number") for s in after.senses)

    def is_bound(self, i: int) -> bool:
        """Whether the characters at i and i + 1 are in exact words of two characters or more that say something."""
        return i in self._bound or i + 1 in self._bound

    @cached_property
    def _bound(self) -> frozenset[int]:
        """Where the characters of such words stand, and single ones that may change an answer."""
        found: set[int] = set()
        for m in self.mentions:
            if len(m.text) == 1:
                found.update((m.start,) if _is_locked(m) else ())
            elif len(m.text) > 1 and not m.is_unknown and _says_something(m):
                found.update(range(m.start, m.end))
        return frozenset(found)

    def stretch(self, i: int) -> tuple[int, int]:
        """The words around a place, nine characters each way or less."""
        starts = [m.start for m in self.mentions if m.start <= i and (m.start >= i - _AROUND or m.end > i - _AROUND)]
        ends = [m.end for m in self.mentions if m.end >= i + 2 and m.start <= i + _AROUND]
        return min(starts, default=0), max(ends, default=len(self.text))


def _is_whole_name(slip: Slip) -> bool:
    return slip.kind == "sound" and slip.is_subject and len(slip.word) >= _WHOLE


def _says_something(mention: Mention) -> bool:
    kinds = {sense.kind for sense in mention.senses}
    return bool(kinds & (CONTENT | LOCKED | {"place"})) and "closed" not in kinds


def _is_locked(mention: Mention) -> bool:
    kinds = {sense.kind for sense in mention.senses}
    return bool(kinds & LOCKED) and not kinds & {"closed", "name", "measure"}


def _may_be_swallowed(mention: Mention, slip: Slip, line: Surroundings, start: int, end: int) -> bool:
    """Whether a single known character may be part of a word typed wrongly: one that decides nothing, or is kept."""
    if not _is_locked(mention) or mention.text in slip.word:
        return True
    if slip.kind != "sound":
        return False
    if mention.text in NUMERALS:
        return not line.follows_count(mention)
    return len(slip.word) > 2 and start < mention.start and mention.end < end
