"""Phrases with alternatives, as authors write them: 「做[了|到](多少|几)[个]亿」 stands for all its forms.

`(a|b)` is one of several, `[a|b]` one of several or nothing. Neither is nested in the other.
"""

from __future__ import annotations

import re
from itertools import product

_PART = re.compile(r"\((?P<one>[^()\[\]]+)\)|\[(?P<optional>[^()\[\]]+)\]|(?P<plain>[^()\[\]]+)")
MOST_FORMS = 400
"""A phrase of more forms than this is a slip of the pen."""


class PhraseError(ValueError):
    """A phrase that can't be read; the message says why, in Chinese."""


def expand(phrase: str) -> tuple[str, ...]:
    """All forms of a phrase, in a fixed order.

    Raises:
        PhraseError: for brackets that don't match, and for too many forms.
    """
    parts: list[tuple[str, ...]] = []
    position = 0
    while position < len(phrase):
        match = _PART.match(phrase, position)
        if match is None:
            raise PhraseError(f"「{phrase}」的括号不成对,或一个套着另一个")
        if match["plain"]:
            parts.append((match["plain"],))
        elif match["one"]:
            parts.append(tuple(match["one"].split("|")))
        else:
            parts.append(("", *match["optional"].split("|")))
        position = match.end()
    count = 1
    for part in parts:
        count *= len(part)
    if count > MOST_FORMS:
        raise PhraseError(f"「{phrase}」有{count}种写法,太多了")
    return tuple(dict.fromkeys(form for combination in product(*parts) if (form := "".join(combination))))
