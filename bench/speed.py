"""How much processor time a question takes, warm and from a cold process. Run by `make bench`; nothing here is a test."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial

from bench.material import questions
from bot.engine import Engine
from bot.understanding.context import EMPTY, Context

ROUNDS = 5
COLD_STARTS = 7
LENGTH = 500
TURNS = 10


def main() -> None:
    """Print the median, the 99th percentile and the slowest of each kind of message, in milliseconds."""
    engine = Engine.load()
    asked = questions()
    print(f"{ROUNDS} rounds, warm, processor time of one core in milliseconds")
    _report(f"{len(asked)} questions of the suites", _times(engine.reply, asked))
    _report("a tenth turn", _tenth_turns(engine, asked))
    background = ("我想了解一下情况,", "我昨天去了一趟超市买了些东西,", "听人家说你们那边挺不错的,")
    questioned = [_filled(text, LENGTH - 20) + "祁县玻璃出口比例是多少" for text in background]
    _report(f"{LENGTH} characters, a question behind background", _times(engine.reply, questioned))
    several = [_filled("".join(f"{q}?" for q in asked[i :: len(asked) // 4]), LENGTH) for i in range(8)]
    _report(f"{LENGTH} characters, many questions", _times(engine.reply, several))
    unknown = [
        _filled(text, LENGTH) for text in ("量子纠缠是怎么一回事", "锄禾日当午汗滴禾下土", "the quick brown fox ")
    ]
    _report(f"{LENGTH} characters, nothing known", _times(engine.reply, unknown))
    _report("an English question", _times(engine.reply, [text for text in asked if text.isascii() and " " in text]))
    strangers = [text for text in asked if engine.reply(text)[0].status in ("unknown", "off_topic")]
    _report(f"{len(strangers)} questions without an answer", _times(engine.reply, strangers))
    print(f"cold `bot ask`, {COLD_STARTS} starts of a process each")
    for text in ("祁县玻璃出口比例", "太谷马钢产直", "how many towns are there"):
        cold = sorted(_cold(text) for _ in range(COLD_STARTS))
        print(f"  {text}: median {cold[COLD_STARTS // 2]:.2f} s, slowest {cold[-1]:.2f} s")


def _filled(text: str, length: int) -> str:
    return (text * (length // len(text) + 1))[:length]


def _times(run: Callable[[str], object], texts: Iterable[str]) -> list[float]:
    texts = list(texts)
    for text in texts:
        run(text)
    return [_milliseconds(run, text) for _ in range(ROUNDS) for text in texts]


def _tenth_turns(engine: Engine, asked: tuple[str, ...]) -> list[float]:
    """Each tenth question of a conversation, asked in the context that the nine before it left."""
    turns: list[tuple[Context, str]] = []
    for start in range(0, len(asked) - TURNS, TURNS):
        context = EMPTY
        for text in asked[start : start + TURNS - 1]:
            _, context = engine.reply(text, context)
        turns.append((context, asked[start + TURNS - 1]))
    # Round by round: a message just answered is remembered, and would cost less at once.
    return [_milliseconds(partial(engine.reply, context=here), text) for _ in range(ROUNDS) for here, text in turns]


def _milliseconds(run: Callable[[str], object], text: str) -> float:
    started = time.thread_time()
    run(text)
    return (time.thread_time() - started) * 1000


def _report(what: str, times: list[float]) -> None:
    times = sorted(times)
    within = times[int(len(times) * 0.99)]
    print(f"  {what}: median {statistics.median(times):.2f}, 99 % within {within:.2f}, slowest {times[-1]:.2f}")


def _cold(text: str) -> float:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    started = time.perf_counter()
    command = [sys.executable, "-m", "bot.cli", "ask", text]
    subprocess.run(command, check=True, capture_output=True, env=kept)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
