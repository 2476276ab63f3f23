"""Deep links (t.me/bot?start=…) that open a question: what they carry, in the characters that Telegram allows.

A link that opens a page carries the page's own id, see `bot.browsing`.
"""

from __future__ import annotations

import base64
import binascii

LONGEST = 64
"""Characters that a start parameter may have (core.telegram.org/bots/features#deep-linking)."""
_QUESTION = "q-"


def start_parameter(question: str) -> str:
    """What a link to a question carries.

    Raises:
        ValueError: when the question is too long for a link.
    """
    coded = _QUESTION + base64.urlsafe_b64encode(question.encode()).decode().rstrip("=")
    if len(coded) > LONGEST:
        raise ValueError(f"a link holds {LONGEST} characters; this question needs {len(coded)}")
    return coded


def linked_question(parameter: str) -> str | None:
    """The question that a start parameter carries; None when it carries none."""
    if not parameter.startswith(_QUESTION):
        return None
    coded = parameter.removeprefix(_QUESTION)
    try:
        return base64.urlsafe_b64decode(coded + "=" * (-len(coded) % 4)).decode() or None
    except (binascii.Error, UnicodeDecodeError):
        return None
