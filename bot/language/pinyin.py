"""Toneless pinyin of words and characters, with what accents and input methods confuse made equal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

_INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"))
_FINALS = (("ang", "an"), ("eng", "en"), ("ing", "in"))
_F_AND_H = {"hua": "fa", "huan": "fan", "hui": "fei", "hun": "fen", "hu": "fu", "hong": "fen", "huang": "fan"}


@lru_cache(maxsize=4096)
def fuzzy(syllable: str) -> str:
    """A syllable with n/l, zh/z, ang/an and hu/f made equal: 「玻璃」 and 「菠利」 are one, so are 「留」 and 「牛」."""
    sound = syllable.replace("ü", "v")
    for long, short in _INITIALS:
        if sound.startswith(long):
            sound = short + sound[len(long) :]
    sound = _F_AND_H.get(sound, sound)
    for long, short in _FINALS:
        if sound.endswith(long):
            sound = sound[: -len(long)] + short
    if sound.startswith("n"):
        sound = "l" + sound[1:]
    return sound


def word_syllables(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The syllables of each word, read as a phrase. Needs pypinyin, so it runs when tables are made, not per question."""
    from pypinyin import lazy_pinyin

    return {word: tuple(lazy_pinyin(word, errors="default")) for word in words}


def character_table() -> dict[str, str]:
    """The commonest reading of every character of GB 2312, toneless."""
    from pypinyin import lazy_pinyin

    characters = [chr(code) for code in range(0x4E00, 0xA000) if _is_common(chr(code))]
    return {character: lazy_pinyin(character)[0] for character in characters}


def sound_of(text: str, table: Mapping[str, str]) -> tuple[str, ...] | None:
    """The syllables of a text; None when a character has none."""
    sounds = tuple(table.get(character, "") for character in text)
    return sounds if all(sounds) else None


def _is_common(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
