"""The real `bot telegram` process and a stand-in for Telegram's servers, for end-to-end tests."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import pytest

from tests.telegram_wire import BOT, shown

T = TypeVar("T")
TOKEN = "123456:TEST-secret"
PATIENCE = 60.0
"""Seconds after which a process that should have done something is taken to hang; nothing waits that long normally."""
SHOWING = ("sendMessage", "sendPhoto", "editMessageText")
"""Calls after which people see something new."""


def until(outcome: Callable[[], T | None], what: str) -> T:
    """The first outcome that is not None."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        found = outcome()
        if found is not None:
            return found
        time.sleep(0.02)
    pytest.fail(f"gave up waiting for {what}")


class Telegram:
    """Telegram's servers, and a person who writes to the bot by them."""

    def __init__(self, port: int) -> None:
        self.root = f"http://127.0.0.1:{port}"
        self._ids = count(1)

    def update(self, **update: Any) -> None:
        """Queue an update for the bot."""
        body = json.dumps({"token": TOKEN, "update": update}).encode()
        headers = {"Content-Type": "application/json"}
        urllib.request.urlopen(urllib.request.Request(f"{self.root}/__fixture/updates", body, headers)).close()

    def say(self, text: str, **about: Any) -> int:
        """Write a message to the bot; its id."""
        said = self.message(text=text, **about)
        self.update(message=said)
        return int(said["message_id"])

    def message(self, chat: int = 42, **content: Any) -> dict[str, Any]:
        """A message of the person, in a chat with the bot or in a group (below zero)."""
        kind = {"type": "private", "first_name": "Anna"} if chat > 0 else {"type": "group", "title": "群"}
        about = {"message_id": next(self._ids), "date": 1, "chat": {"id": chat, **kind}, "from": USER}
        text = content.get("text") or ""
        if text.startswith("/"):
            content["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
        elif "@fixture_bot" in text:
            offset = text.index("@fixture_bot")
            content["entities"] = [{"type": "mention", "offset": offset, "length": len("@fixture_bot")}]
        return about | content

    def tap(self, call: dict[str, Any], label: str) -> None:
        """Tap a button under a message."""
        message = self.message(text=call.get("text") or "x") | {
            "message_id": call["made"] or call["message_id"],
            "from": BOT,
            "reply_markup": markup_of(call),
        }
        data = buttons_of(call)[label]
        self.update(callback_query={"id": "1", "from": USER, "chat_instance": "1", "message": message, "data": data})

    def calls(self) -> list[dict[str, Any]]:
        with urllib.request.urlopen(f"{self.root}/calls") as response:
            found: list[dict[str, Any]] = json.load(response)
        return found

    def seen(self) -> list[dict[str, Any]]:
        """What people have seen of the bot."""
        return [call for call in self.calls() if call["method"] in SHOWING]

    def heard(self) -> list[str]:
        """The texts that people have seen."""
        return [text_of(call) for call in self.seen()]

    def after(self, action: Callable[[], object]) -> dict[str, Any]:
        """What the bot shows after something was done."""
        before = len(self.seen())
        action()
        return self.next_after(before)

    def next_after(self, number: int) -> dict[str, Any]:
        def newest() -> dict[str, Any] | None:
            seen = self.seen()
            return seen[number] if len(seen) > number else None

        return until(newest, "something to see")

    def reply_to(self, text: str, **about: Any) -> str:
        """What the bot says after a text was said."""
        return text_of(self.after(lambda: self.say(text, **about)))

    def call_of(self, method: str, number: int = 0) -> dict[str, Any]:
        """A call of some method, when it has been made."""

        def found() -> dict[str, Any] | None:
            calls = [call for call in self.calls() if call["method"] == method]
            return calls[number] if len(calls) > number else None

        return until(found, method)


USER = {"id": 42, "is_bot": False, "first_name": "Anna", "language_code": "zh-hans"}


def text_of(call: dict[str, Any]) -> str:
    """What people see of a message; HTML that Telegram could not parse fails the test."""
    return shown(call.get("text") or call.get("caption") or "", call.get("parse_mode"))


def markup_of(call: dict[str, Any]) -> dict[str, Any]:
    markup = call.get("reply_markup") or {}
    found: dict[str, Any] = json.loads(markup) if isinstance(markup, str) else markup
    return found


def buttons_of(call: dict[str, Any]) -> dict[str, str]:
    """Labels of the buttons under a message, and what is behind them."""
    return {each["text"]: each["callback_data"] for row in markup_of(call).get("inline_keyboard", ()) for each in row}


@pytest.fixture
def telegram() -> Iterator[Telegram]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    script = Path(__file__).with_name("telegram_server.py")
    with subprocess.Popen([sys.executable, str(script), str(port)]) as process:
        server = Telegram(port)

        def answers() -> bool | None:
            try:
                server.calls()
            except urllib.error.URLError:
                return None
            return True

        try:
            until(answers, "the stand-in for Telegram")
            yield server
        finally:
            process.terminate()


def environment(tmp_path: Path, api_base: str) -> dict[str, str]:
    database = f"sqlite:///{tmp_path / 'bot.sqlite3'}"
    inherited = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    return {
        **inherited,
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_BASE": api_base,
        "BOT_DATABASE_URL": database,
        "BOT_ADMINS": "42",
        "BOT_MOST_PER_MINUTE": "500",
        "PYTHONUNBUFFERED": "1",
        "PYTHONPATH": str(Path(__file__).parent.parent),
    }


@contextmanager
def bot_running(telegram: Telegram, tmp_path: Path, **settings: str) -> Iterator[subprocess.Popen[bytes]]:
    """The bot's process; its log is added to bot.log."""
    command = [sys.executable, "-m", "bot.cli", "telegram"]
    variables = {**environment(tmp_path, f"{telegram.root}/bot"), **settings}
    with (
        (tmp_path / "bot.log").open("ab") as log,
        subprocess.Popen(command, env=variables, stderr=log) as process,
    ):
        try:
            yield process
        finally:
            process.kill()


def stop(process: subprocess.Popen[bytes]) -> None:
    """What a service manager does."""
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE) == 0
