"""Whether a word that no list knows may be passed over, by its part of speech in jieba's dictionary.

Particles, interjections and sounds ask nothing; nouns, verbs, adjectives and names do. Adverbs, pronouns, prepositions and
conjunctions are only harmless where an author or the thesaurus says so: the dictionary has 本科, 进度 and 立法 among them.
"""

from __future__ import annotations

from functools import lru_cache

_HARMLESS_TAGS = frozenset(("y", "e", "o", "u", "uj", "ul", "uz", "ug", "ud", "uv"))
_DECISIVE = frozenset("不没未非最仅只都各每共均除无莫勿别另再更几半双倍")
"""Characters that may change an answer, whatever the dictionary says of the word they stand in."""


@lru_cache(maxsize=4096)
def is_harmless_word(text: str) -> bool:
    """Whether every word of an unexplained stretch is of a harmless class."""
    if text.isascii() or may_change_answer(text):
        return False
    import rjieba

    tagged: list[tuple[str, str]] = rjieba.tag(text)
    return all(tag in _HARMLESS_TAGS for _, tag in tagged)


def may_change_answer(text: str) -> bool:
    """Whether a word holds a character of negation, restriction, quantity or repetition."""
    return any(character in _DECISIVE for character in text)
