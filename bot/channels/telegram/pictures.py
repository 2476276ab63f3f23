"""Drawing off the event loop."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

from bot.engine import Engine
from bot.replies.chart import Chart

# One thread: the drawing library's caches are not made for several, and updates are handled one after the other.
_WORKER = ThreadPoolExecutor(max_workers=1, thread_name_prefix="drawing")


async def warm_up(engine: Engine) -> None:
    """Draw a picture that nobody sees: the first one takes longer, since it loads the library and the font."""
    chart = engine.reply(engine.chart_example_in("zh-Hans"))[0].chart
    if chart is not None:
        await drawn(chart)


async def drawn(chart: Chart) -> bytes:
    """A chart as PNG, drawn in a thread of its own."""
    return await asyncio.get_running_loop().run_in_executor(_WORKER, _draw, chart)


def _draw(chart: Chart) -> bytes:
    from bot.drawing import draw

    return draw(chart)
