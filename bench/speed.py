"""How long a question takes, warm and from a cold process. Run by `make bench`; nothing here is a test."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

from bench.material import questions
from bot.engine import Engine

ROUNDS = 5
COLD_STARTS = 7


def main() -> None:
    """Print the median, the 99th percentile and the slowest, in milliseconds."""
    engine = Engine.load()
    asked = questions()
    for question in asked:
        engine.reply(question)
    times = [_milliseconds(engine, question) for _ in range(ROUNDS) for question in asked]
    times.sort()
    print(f"{len(asked)} questions, {ROUNDS} rounds, warm")
    print(
        f"  median {statistics.median(times):.2f} ms, 99 % within {times[int(len(times) * 0.99)]:.2f} ms, slowest {times[-1]:.2f} ms"
    )
    long = "请问" + "我想了解一下情况," * 60 + "祁县玻璃出口比例是多少"
    engine.reply(long)
    print(f"  a message of {len(long)} characters: {_milliseconds(engine, long):.2f} ms")
    cold = sorted(_cold() for _ in range(COLD_STARTS))
    print(f"cold `bot ask`, {COLD_STARTS} starts: median {cold[COLD_STARTS // 2]:.2f} s, slowest {cold[-1]:.2f} s")


def _milliseconds(engine: Engine, question: str) -> float:
    started = time.perf_counter()
    engine.reply(question)
    return (time.perf_counter() - started) * 1000


def _cold() -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "bot.cli", "ask", "祁县玻璃出口比例"], check=True, capture_output=True)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
