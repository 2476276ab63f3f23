"""Drawing off the event loop."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

from bot.replies.chart import Chart

# One thread: the drawing library's caches are not made for several, and updates are handled one after the other.
_WORKER = ThreadPoolExecutor(max_workers=1, thread_name_prefix="drawing")


async def drawn(chart: Chart) -> bytes:
    """A chart as PNG, drawn in a thread of its own."""
    return await asyncio.get_running_loop().run_in_executor(_WORKER, _draw, chart)


def _draw(chart: Chart) -> bytes:
    from bot.drawing import draw

    return draw(chart)
