"""English text → words: contractions spelled out, possessives and hyphens taken off, stops kept.

Also tells English from pinyin: both are written in Latin letters.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

from bot.language.folding import has_han

_LATIN_WORD = re.compile(r"[a-z]+")
_TOKEN = re.compile(
    r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[a-z]+|[?!;\n]|\.(?=\s|$)|[,:()]|(?<=\s)[-–—]+(?=\s)|%|/|&|\+"
)
_HARD = frozenset("?!;.\n")
_SOFT = frozenset(",:()")
_CONTRACTIONS = (
    (re.compile(r"[’‘`]"), "'"),
    (re.compile(r"\bcan't\b"), "can not"),
    (re.compile(r"\bwon't\b"), "will not"),
    (re.compile(r"n't\b"), " not"),
    (re.compile(r"\b(what|where|who|when|how|that|there|it|here)'s\b"), r"\1 is"),
    (re.compile(r"\blet's\b"), "let us"),
    (re.compile(r"'re\b"), " are"),
    (re.compile(r"'ve\b"), " have"),
    (re.compile(r"'ll\b"), " will"),
    (re.compile(r"'d\b"), " would"),
    (re.compile(r"\bi'm\b"), "i am"),
    (re.compile(r"'s?(?=\s|\W|$)"), " "),
    (re.compile(r"\b(whats|wheres|whos|hows|whens)\b"), lambda match: f"{match[1][:-1]} is"),
)
_SHORTEST_WORD = 4
_LONGEST_SYLLABLE = 6


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a figure or a stop."""

    text: str
    is_hard_stop: bool = False
    is_soft_stop: bool = False

    @property
    def is_stop(self) -> bool:
        """Whether it parts clauses."""
        return self.is_hard_stop or self.is_soft_stop


def tokens(text: str) -> tuple[Token, ...]:
    """The words and stops of folded English text."""
    for pattern, replacement in _CONTRACTIONS:
        text = pattern.sub(replacement, text)
    return tuple(Token(piece, piece in _HARD, piece in _SOFT or piece[0] in "-–—") for piece in _TOKEN.findall(text))


def form_of(text: str) -> str:
    """A known word or phrase in the form in which it is looked up: its tokens with one space between them."""
    return " ".join(token.text for token in tokens(text) if not token.is_stop)


def is_english(text: str, words: Container[str], syllables: frozenset[str]) -> bool | None:
    """Whether folded text is English: no Chinese character in it, and more of its words English than pinyin.

    Args:
        text: folded text.
        words: English words that are known, names of places left out.
        syllables: the syllables of pinyin.

    Returns:
        None where nothing tells, as with the name of a place.
    """
    if has_han(text):
        return False
    latin = _LATIN_WORD.findall(text)
    english = [word for word in latin if not is_pinyin(word, syllables)]
    pinyin = [word for word in latin if word not in words and word not in english and len(word) > 1]
    if english or pinyin:
        foreign = [word for word in pinyin if len(word) >= _SHORTEST_WORD]
        return bool(english) and len(english) >= len(foreign)
    if any(word in words and len(word) >= _SHORTEST_WORD for word in latin):
        return True
    return None if latin else False


def is_pinyin(word: str, syllables: frozenset[str]) -> bool:
    """Whether a word can be read as syllables of pinyin from end to end."""
    reached = {0}
    for start in range(len(word)):
        if start in reached:
            longest = min(len(word), start + _LONGEST_SYLLABLE)
            reached |= {end for end in range(start + 1, longest + 1) if word[start:end] in syllables}
    return len(word) in reached
