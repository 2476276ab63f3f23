"""Draws the pictures of docs/图表.md again, and prints how long each takes and how large it is."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from bot.drawing import draw
from bot.engine import Engine

PICTURES = {
    "排名": "历史年数排名",
    "最高": "产值最高的是哪个镇",
    "占比": "祁县玻璃除了美国和欧洲还有多少",
    "套占": "美国占祁县玻璃全部产品的比例",
    "两年": "平遥牛肉2023年产值",
}
"""File → question."""
TIMES = 5


def main(folder: Path) -> None:
    """Write the pictures into a folder."""
    engine = Engine.load()
    folder.mkdir(parents=True, exist_ok=True)
    print(f"{'':8}{'ms':>8}{'CPU ms':>8}{'KB':>8}")
    for name, question in PICTURES.items():
        chart = engine.reply(question)[0].chart
        assert chart is not None, question
        png = draw(chart)
        started, busy = time.perf_counter(), time.process_time()
        for _ in range(TIMES):
            draw(chart)
        elapsed, worked = time.perf_counter() - started, time.process_time() - busy
        (folder / f"{name}.png").write_bytes(png)
        print(f"{name:8}{elapsed / TIMES * 1000:8.0f}{worked / TIMES * 1000:8.0f}{len(png) / 1024:8.0f}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/charts"))
