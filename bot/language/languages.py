"""The languages that the bot writes."""

from __future__ import annotations

from typing import Literal

Language = Literal["zh-Hans", "zh-Hant", "en"]

LANGUAGES: tuple[Language, ...] = ("zh-Hans", "zh-Hant", "en")
_TRADITIONAL = ("hant", "tw", "hk", "mo")


def language_of(tag: str | None) -> Language:
    """The language for someone whose programs are set to an IETF tag such as zh-hant, zh-TW or en-GB.

    What is no English gets Chinese, the language of the facts: whoever writes to the bot expects it.
    """
    parts = (tag or "").lower().replace("_", "-").split("-")
    if parts[0] == "en":
        return "en"
    return "zh-Hant" if any(part in _TRADITIONAL for part in parts[1:]) else "zh-Hans"
