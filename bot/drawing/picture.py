"""The picture of a chart: what it is of, the bars, what was left out and the source, from top to bottom.

Everything first says how high it is, then is put in its place; nothing is drawn twice.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.drawing.blocks import Block, Gap, Keys, Paragraph, Rule
from bot.drawing.canvas import BAR, GREY, INK, WIDTH, Canvas
from bot.drawing.lettering import hand
from bot.drawing.rows import rows_of
from bot.replies.chart import Chart

_TITLE, _HEADLINE, _COMMON, _NOTE, _SOURCE = 54, 42, 32, 30, 27
_STRIP = 14


def picture(chart: Chart) -> bytes:
    """A chart as PNG."""
    blocks = _blocks(chart)
    height = sum(block.height for block in blocks)
    canvas = Canvas(height)
    canvas.block((0, 0, WIDTH, _STRIP), BAR, rounded=False)
    y = 0
    for block in blocks:
        block.paint(canvas, y)
        y += block.height
    return canvas.png()


def _blocks(chart: Chart) -> list[Block]:
    language = chart.language
    blocks: list[Block] = [Gap(_STRIP + 38)]
    blocks.append(Paragraph(chart.line(chart.title), hand(language, _TITLE, True), INK))
    if chart.headline:
        blocks += [Gap(10), Paragraph(chart.line(chart.headline), hand(language, _HEADLINE), BAR)]
    if chart.common:
        blocks += [Gap(8), Paragraph(chart.line(chart.common), hand(language, _COMMON), GREY)]
    blocks.append(Gap(34))
    blocks += rows_of(chart)
    blocks += _foot(chart)
    blocks.append(Gap(36))
    return blocks


def _foot(chart: Chart) -> Sequence[Block]:
    language = chart.language
    blocks: list[Block] = [Gap(6), Rule(), Gap(20)]
    if chart.keys:
        blocks += [Keys(chart.keys, hand(language, _NOTE)), Gap(10)]
    for note in chart.notes:
        blocks += [Paragraph(chart.line(note), hand(language, _NOTE), GREY), Gap(6)]
    return [*blocks, Paragraph(chart.line(chart.source), hand(language, _SOURCE), GREY)]
