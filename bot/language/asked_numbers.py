"""Numbers that are asked for: 几十亿, 两千几百万, 六亿几, and a blank to fill in (____亿元, ( )户)."""

from __future__ import annotations

import re
from collections.abc import Iterator

_DIGIT = "一二两三四五六七八九十百千万亿零〇0-9"
_BLANK = r"_{2,}|\( *\)|【 *】|\[ *\]|□+|(?<![a-z0-9])x{2,}(?![a-z0-9])"
ASKED_NUMBER = f"(?:多少|几多|好多|[{_DIGIT}]*几[十百千万亿]*|{_BLANK})"
"""An amount that is asked for, as part of a regular expression."""
ASKED_NUMBER_STARTS = frozenset("多几好一二两三四五六七八九十百千万亿零〇0123456789_(【[□x")
"""Characters with which such an amount may begin."""
_PARTLY_SAID = re.compile(f"[{_DIGIT}]+几[十百千万亿]*|几[十百千万亿]+")
_LEFT_BLANK = re.compile(f"(?:{_BLANK})[余多来]?")
PLAIN = "多少"
_LONGEST_UNIT = 4


def asked_numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, the plain word for it) of each, with and without the unit behind it: 五十几亿 is 多少亿."""
    for expression in (_PARTLY_SAID, _LEFT_BLANK):
        for match in expression.finditer(text):
            # 几十万吨 asks for 多少万吨; 十, 百 and 千 are no units of their own.
            power = match[0][-1] if match[0][-1] in "万亿" else ""
            for length in range(_LONGEST_UNIT + 1):
                end = match.end() + length
                if end <= len(text):
                    plain = f"{PLAIN}{power}{text[match.end() : end]}"
                    yield match.start(), end, plain
                    if text[end : end + 2] == "之间":
                        yield match.start(), end + 2, plain
