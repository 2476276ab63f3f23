"""Fonts, and text broken into lines that fit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from PIL import ImageFont

from bot.language.languages import Language

_PACKAGE = "noto_cjk_sans_otc"
_FILE = "NotoSansCJK-Regular.ttc"
_FACES: dict[Language, int] = {"zh-Hans": 2, "zh-Hant": 3, "en": 2}
"""The face of each script in the collection: the same code points are drawn by the custom of the mainland or of Taiwan."""
_PIECE = re.compile(r"[0-9A-Za-z\u00c0-\u024f.,%~/—–'’+-]+|\s+|.", re.DOTALL)
_NOT_FIRST = frozenset("、,。;:!?)」』》”’%·…")
_NOT_LAST = frozenset("(「『《“‘")
_LEAST_WIDTH = 40


@dataclass(frozen=True, slots=True)
class Hand:
    """A font in one size."""

    font: ImageFont.FreeTypeFont
    size: int
    bold: bool = False

    @property
    def line_height(self) -> int:
        """From one line to the next."""
        return round(self.size * 1.36)

    def width(self, text: str) -> float:
        """How wide a text is."""
        return _width(self.font, text) + (1 if self.bold else 0)

    def lines(self, text: str, room: float) -> tuple[str, ...]:
        """A text in lines no wider than there is room, about as long as one another."""
        return tuple(line for paragraph in text.split("\n") for line in self._balanced(paragraph.strip(), room))

    def _balanced(self, text: str, room: float) -> list[str]:
        lines = self._broken(text, room)
        if len(lines) < 2:
            return lines
        low, high = max(_LEAST_WIDTH, self.width(text) / len(lines)), room
        while high - low > self.size / 2:
            middle = (low + high) / 2
            if len(self._broken(text, middle)) > len(lines):
                low = middle
            else:
                high = middle
        return self._broken(text, high)

    def _broken(self, text: str, room: float) -> list[str]:
        lines: list[str] = []
        current = ""
        for piece in _pieces(text):
            if current and self.width(current + piece.rstrip()) > room:
                lines.append(current.rstrip())
                current = piece.lstrip()
            else:
                current += piece
        return [*lines, current.rstrip()]


def _pieces(text: str) -> list[str]:
    """What may not be parted: words, figures with their unit signs, a mark and what it belongs to."""
    pieces: list[str] = []
    for match in _PIECE.finditer(text):
        piece = match.group()
        if pieces and (piece[0] in _NOT_FIRST or piece.isspace() or pieces[-1][-1] in _NOT_LAST):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces


@lru_cache(maxsize=32)
def hand(language: Language, size: int, bold: bool = False) -> Hand:
    """A font that has the characters of a script."""
    path = files(_PACKAGE) / _FILE
    font = ImageFont.truetype(str(path), size, index=_FACES[language], layout_engine=ImageFont.Layout.BASIC)
    return Hand(font, size, bold)


@lru_cache(maxsize=4096)
def _width(font: ImageFont.FreeTypeFont, text: str) -> float:
    return font.getlength(text)
