"""What can be put on a picture: text, bars, hatched ends. Colours and measures are here and nowhere else."""

from __future__ import annotations

import io
from functools import cache, lru_cache

from PIL import Image, ImageDraw

from bot.drawing.lettering import Hand

Colour = tuple[int, int, int]
Box = tuple[float, float, float, float]

WIDTH = 1080
"""As wide as the screens that it is looked at on."""
MARGIN = 56
ROOM = WIDTH - 2 * MARGIN
ROUNDING = 7

PAPER: Colour = (255, 255, 255)
INK: Colour = (24, 34, 46)
GREY: Colour = (98, 110, 122)
RULE: Colour = (226, 231, 235)
TRACK: Colour = (236, 240, 243)
BAR: Colour = (22, 112, 134)
BAR_PALE: Colour = (157, 203, 212)
BAR_BEHIND: Colour = (150, 186, 196)
"""The others, where one is picked out."""
PICKED: Colour = (216, 105, 22)
PARTS: tuple[Colour, ...] = (BAR, PICKED, (92, 135, 60), (125, 88, 160), (190, 150, 30), (170, 70, 90))
_FLAT = (RULE, TRACK, BAR_PALE, BAR_BEHIND, *PARTS)
_WRITTEN = (INK, GREY, BAR)
"""Colours of letters, whose edges have all shades between them and the paper."""
_SHADES = 20
_FINE = 3


class Canvas:
    """A picture under way."""

    def __init__(self, height: int) -> None:
        self._image = Image.new("RGB", (WIDTH, height), PAPER)
        self._draw = ImageDraw.Draw(self._image)

    def text(self, x: float, y: float, text: str, hand: Hand, colour: Colour = INK) -> None:
        """One line; x and y are its left end and its top."""
        self._draw.text((x, y), text, colour, hand.font, stroke_width=0.6 if hand.bold else 0, stroke_fill=colour)

    def text_to(self, right: float, y: float, text: str, hand: Hand, colour: Colour = INK) -> None:
        """One line that ends at the right."""
        self.text(right - hand.width(text), y, text, hand, colour)

    def block(self, box: Box, colour: Colour, rounded: bool = True) -> None:
        """A filled rectangle; nothing where it has no width."""
        left, top, right, bottom = (round(edge) for edge in box)
        if right <= left:
            return
        edges = (left, top, right - 1, bottom - 1)
        if rounded and right - left > 2 * ROUNDING:
            self._draw.rounded_rectangle(edges, ROUNDING, colour)
        else:
            self._draw.rectangle(edges, colour)

    def hatched(self, box: Box, colour: Colour) -> None:
        """A rectangle in slanting stripes: what is not known exactly."""
        left, top, right, bottom = (round(edge) for edge in box)
        if right > left:
            self._image.paste(colour, (left, top, right, bottom), _stripes(right - left, bottom - top))

    def shape(self, points: list[tuple[float, float]], colour: Colour) -> None:
        """A filled polygon."""
        self._draw.polygon(points, colour)

    def png(self) -> bytes:
        """The picture as a file."""
        target = io.BytesIO()
        # Colours that are known beforehand: several times faster than having them found in each picture.
        few = self._image.quantize(palette=_palette(), dither=Image.Dither.NONE)
        few.save(target, "PNG", compress_level=4)
        return target.getvalue()


@cache
def _palette() -> Image.Image:
    # None so near to the paper that the paper itself could be taken for it.
    shades = [
        tuple(round(paper + (colour - paper) * step / _SHADES) for colour, paper in zip(one, PAPER, strict=True))
        for one in _WRITTEN
        for step in range(1, _SHADES + 1)
    ]
    palette = Image.new("P", (1, 1))
    palette.putpalette([value for shade in (PAPER, *_FLAT, *shades) for value in shade])
    return palette


@lru_cache(maxsize=64)
def _stripes(width: int, height: int) -> Image.Image:
    fine = Image.new("L", (width * _FINE, height * _FINE), 0)
    draw = ImageDraw.Draw(fine)
    step, thick = 12 * _FINE, 6 * _FINE
    for start in range(-height * _FINE, width * _FINE + step, step):
        draw.line((start, height * _FINE, start + height * _FINE, 0), 255, thick)
    return fine.resize((width, height), Image.Resampling.BOX)
