"""Charts → pictures. Nothing of the drawing library is loaded before the first one."""

from __future__ import annotations

from bot.replies.chart import Chart


def draw(chart: Chart) -> bytes:
    """A chart as PNG, 1080 pixels wide. Takes some ten milliseconds; may run in any thread."""
    from bot.drawing.picture import picture

    return picture(chart)
