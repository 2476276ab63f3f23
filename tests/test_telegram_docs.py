"""The conversations in docs/Telegram.md are ones that take place.

In an indented block, `> ` says something, `> [标签]` taps that button under the newest message, `> ✎ ` edits the last
thing said; below it stands what people then see, with the buttons in brackets, a row a line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from telegram.ext import Application

from bot.channels.telegram.service import add_handlers
from bot.channels.texts import ChannelTexts
from bot.engine import Engine
from bot.settings import TelegramSettings
from bot.storage.store import Store
from tests.telegram_wire import Call, Person, Wire

PAGE = Path(__file__).parent.parent / "docs" / "Telegram.md"
BLOCK = re.compile(r"(?:^    .*\n|^\n(?=    ))+", re.MULTILINE)
MESSAGES = ("sendMessage", "sendPhoto", "editMessageText")


@pytest.fixture
def anna(tmp_path: Path) -> Iterator[Person]:
    store, wire = Store.open(f"sqlite:///{tmp_path / 'bot.sqlite3'}"), Wire()
    application = Application.builder().token("1:A").updater(None).request(wire).get_updates_request(wire).build()
    settings = TelegramSettings("1:A", "", quiet=timedelta(hours=1), most_per_minute=1000)
    add_handlers(application, settings, Engine.load(), store, ChannelTexts.load())
    yield Person(application, wire)
    store.close()


def blocks() -> list[list[str]]:
    """The conversations of the page, line by line."""
    text = PAGE.read_text(encoding="utf-8")
    found = [[line[4:] for line in block.rstrip().split("\n")] for block in BLOCK.findall(text)]
    return [block for block in found if any(line.startswith("> ") for line in block)]


def as_lines(call: Call) -> list[str]:
    """A message as the page shows it."""
    markup = call.fields.get("reply_markup") or {}
    markup = json.loads(markup) if isinstance(markup, str) else markup
    rows = [" ".join(f"[{each['text']}]" for each in row) for row in markup.get("inline_keyboard", ())]
    picture = ["(图)"] if call.method == "sendPhoto" else []
    return [*picture, *call.text.split("\n"), *rows]


def carried_out(person: Person, block: list[str]) -> list[str]:
    """What a conversation looks like when it takes place."""
    happened: list[str] = []
    newest: Call | None = None
    said: dict[str, Any] = {}
    for line in block:
        if not line.startswith("> "):
            continue
        happened.append(line)
        typed = line[2:]
        if typed.startswith("✎ "):
            calls = person.edit(said["message_id"], typed[2:])
        elif typed.startswith("[") and newest is not None:
            calls = person.tap(newest, typed.strip("[]"))
        else:
            said = person.message(text=typed)
            calls = person.do({"message": said})
        for call in calls:
            if call.method in MESSAGES:
                newest = call
                happened += as_lines(call)
            elif call.method == "answerCallbackQuery" and call.text:
                happened.append(f"({call.text})")
    return happened


@pytest.mark.parametrize("number", range(len(blocks())))
def test_a_conversation_of_the_page_takes_place_like_this(anna: Person, number: int) -> None:
    block = blocks()[number]
    happened = carried_out(anna, block)
    shown = [line for line in block if line.strip()]
    now = [line for line in happened if line.strip()]
    assert shown == now, "it now goes:\n" + "\n".join(f"    {line}" for line in happened)


def test_the_page_has_conversations() -> None:
    assert len(blocks()) >= 5
