"""The bot in a terminal, or on a pipe: one question a line."""

from __future__ import annotations

import sys
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import Literal

from bot.browsing.directory import FAQ, HOME, Directory
from bot.browsing.page import Button
from bot.engine import Engine
from bot.replies.chart import Chart
from bot.replies.reply import Reply
from bot.settings import data_folder
from bot.understanding.context import EMPTY, Context

Style = Literal["text", "aside", "choice"]
"""How a line is to look: what is said, what may be skipped (source, hints), what can be picked by its number."""

HINT = (
    "输入问题,或:目录 · 投资问答 · /help 说明 · /examples 例子 · /why 上一句是怎样读懂的 · "
    "/图表 图.png 把上一个回答存成图 · /reset 从头开始 · /quit 退出"
)
WORDS = {
    "帮助": "/help", "例子": "/examples", "重来": "/reset", "退出": "/quit",
    "目录": "/towns", "towns": "/towns", "投资问答": "/faq", "faq": "/faq",
}  # fmt: skip
"""Words that stand for commands."""
CHART_COMMANDS = ("/图表", "/圖表", "/chart")
"""Followed by a file, they draw the last answer."""
EXAMPLES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Line:
    """One line of output."""

    text: str
    style: Style = "text"


class TerminalConversation:
    """A conversation as lines in and lines out, however they are read and shown."""

    def __init__(
        self, engine: Engine, quiet: timedelta | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._engine = engine
        self._quiet = quiet
        self._clock = clock
        self._spoken = clock()
        """When something was last typed."""
        self._context = EMPTY
        self._last: tuple[str, Context] | None = None
        """The last question and the context that it was asked in."""
        self._chart: Chart | None = None
        """What the last answer can be drawn as."""
        self._numbered: tuple[str | Button, ...] = ()
        """What the last reply or page offered; its numbers can be typed instead."""
        self.over = False
        self.commands: dict[str, Callable[[], Iterable[Line]]] = {
            "/help": self._help,
            "/examples": self._examples,
            "/towns": lambda: self._leaf(HOME),
            "/faq": lambda: self._leaf(FAQ),
            "/why": self._why,
            "/reset": self._reset,
            "/quit": self._quit,
        }

    def greeting(self) -> Iterator[Line]:
        """What is shown before the first question."""
        yield from _lines(self._engine.start_text())
        yield from self._examples()
        yield Line(HINT, "aside")

    def respond(self, typed: str) -> Iterator[Line]:
        """What is shown after a line was typed."""
        typed = typed.strip()
        if not typed:
            return
        self._forget_after_quiet()
        command = self.commands.get(WORDS.get(typed.lower(), typed.lower()))
        if command:
            yield from command()
            return
        first, _, file = typed.partition(" ")
        if first.lower() in CHART_COMMANDS:
            yield from self._draw(file.strip())
            return
        picked = self._picked(typed)
        if isinstance(picked, Button) and not picked.question:
            yield Line(f"→ {picked.label}", "aside")
            yield from self._leaf(picked.target)
            return
        asked = picked.question if isinstance(picked, Button) else picked
        if asked:
            yield Line(f"→ {asked}", "aside")
        yield from self._answer(asked or typed)

    def _forget_after_quiet(self) -> None:
        now = self._clock()
        if self._quiet is not None and now - self._spoken > self._quiet.total_seconds():
            self._context = EMPTY
        self._spoken = now

    def _answer(self, question: str) -> Iterator[Line]:
        self._last = (question, self._context)
        reply, self._context = self._engine.reply(question, self._context)
        self._chart = reply.chart
        yield from _lines(reply.text)
        if reply.wants_chart and reply.chart is not None:
            yield Line("终端里显示不了图。要存成图片,输入:/图表 图.png", "aside")
        for source in _sources(reply):
            yield Line(f"出处:{source}", "aside")
        self._numbered = ()
        yield from self._offer(reply.choices)
        if reply.suggestions:
            yield Line("还可以问:", "aside")
            yield from self._offer(reply.suggestions)

    def _offer(self, texts: tuple[str, ...]) -> Iterator[Line]:
        """Texts to pick from, numbered on from those already offered."""
        for number, text in enumerate(texts, start=len(self._numbered) + 1):
            yield Line(f"  {number}. {text}", "choice")
        self._numbered += texts

    def _leaf(self, target: str) -> Iterator[Line]:
        """A page of the directory, with its buttons numbered row by row."""
        page = self._directory.page(target)
        if page is None:
            yield Line("这一页已经没有了,输入「目录」重新看。")
            return
        yield from _lines(page.text)
        number = 1
        for row in page.rows:
            yield Line("  ".join(f"{place}. {button.label}" for place, button in enumerate(row, number)), "choice")
            number += len(row)
        self._numbered = page.buttons

    @cached_property
    def _directory(self) -> Directory:
        return Directory(self._engine)

    def _picked(self, typed: str) -> str | Button:
        """What a typed number stands for; "" where the number, or what was typed, is no such thing."""
        number = unicodedata.normalize("NFKC", typed).rstrip(".。、")
        if not (number.isascii() and number.isdigit()) or len(number) > 3:
            return ""
        place = int(number)
        return self._numbered[place - 1] if 1 <= place <= len(self._numbered) else ""

    def _help(self) -> Iterator[Line]:
        yield from _lines(self._engine.help_text())
        yield Line(HINT, "aside")

    def _examples(self) -> Iterator[Line]:
        self._numbered = ()
        yield Line("可以这样问(输入序号也行):", "aside")
        yield from self._offer(self._engine.examples[:EXAMPLES_SHOWN])

    def _why(self) -> Iterator[Line]:
        if self._last is None:
            yield Line("还没有问过问题。")
            return
        yield from _lines(self._engine.explain(*self._last))

    def _draw(self, file: str) -> Iterator[Line]:
        if self._chart is None:
            yield Line("上一个回答画不成图。有几个能比的数、占比或者两年的数才画得出。")
        elif not file:
            yield Line("要写上文件名,比如:/图表 图.png")
        else:
            from bot.drawing import draw

            try:
                Path(file).expanduser().write_bytes(draw(self._chart))
            except OSError as error:
                yield Line(f"写不了「{file}」:{error.strerror}。")
            else:
                yield Line(f"画好了,存在「{file}」。")

    def _reset(self) -> Iterator[Line]:
        self._context, self._last, self._chart, self._numbered = EMPTY, None, None, ()
        yield Line("好,前面说的不算了,从头开始。")

    def _quit(self) -> Iterator[Line]:
        self.over = True
        yield Line("再见。")


def converse(engine: Engine, quiet: timedelta | None = None) -> bool:
    """Talk until the input ends; False if some of it could not be read."""
    conversation = TerminalConversation(engine, quiet)
    if sys.stdin.isatty() and sys.stdout.isatty():
        _converse_with_person(conversation)
        return True
    return _converse_by_pipe(conversation)


def _converse_by_pipe(conversation: TerminalConversation) -> bool:
    """One question a line, without greeting or prompt."""
    readable = True
    for number, raw in enumerate(sys.stdin.buffer, start=1):
        try:
            typed = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            print(f"第 {number} 行不是 UTF-8,没有读。", file=sys.stderr)
            readable = False
            continue
        for line in conversation.respond(typed):
            print(line.text)
        sys.stdout.flush()
        if conversation.over:
            break
    return readable


def _converse_with_person(conversation: TerminalConversation) -> None:
    from prompt_toolkit import PromptSession, print_formatted_text
    from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
    from prompt_toolkit.completion import WordCompleter
    from prompt_toolkit.formatted_text import FormattedText
    from prompt_toolkit.history import FileHistory, History, InMemoryHistory
    from prompt_toolkit.styles import Style as Styles

    styles = Styles.from_dict({"prompt": "ansicyan bold", "aside": "ansibrightblack", "choice": "ansicyan", "text": ""})

    def show(lines: Iterable[Line]) -> None:
        for line in lines:
            print_formatted_text(FormattedText([(f"class:{line.style}", line.text)]), style=styles)
        print()

    path = _history_path()
    history: History = FileHistory(str(path)) if path else InMemoryHistory()
    session: PromptSession[str] = PromptSession(
        history=history,
        auto_suggest=AutoSuggestFromHistory(),
        # Completes commands only: "/" begins no question.
        completer=WordCompleter(list(conversation.commands), sentence=True),
        style=styles,
    )
    show(conversation.greeting())
    while not conversation.over:
        try:
            typed = session.prompt(FormattedText([("class:prompt", "问> ")]))
        except KeyboardInterrupt:
            print("要离开,输入「退出」或按 Ctrl-D。")
            continue
        except EOFError:
            break
        if typed.strip():
            show(conversation.respond(typed))


def _history_path() -> Path | None:
    """The file that keeps what was typed, for ↑; None where none can be written."""
    path = data_folder() / "history"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    except OSError:
        return None
    return path


def _lines(text: str) -> Iterator[Line]:
    return (Line(line) for line in text.splitlines())


def _sources(reply: Reply) -> tuple[str, ...]:
    """Sources that the reply rests on and does not name itself."""
    return tuple(dict.fromkeys(fact.source for fact in reply.facts if fact.source not in reply.text))
