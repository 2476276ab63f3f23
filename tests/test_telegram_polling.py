"""Fetching updates: none is lost, and none is handled twice, whatever stops the bot."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from telegram import Update
from telegram.ext import Application, TypeHandler

from bot.channels.telegram.polling import poll
from bot.channels.telegram.service import TelegramApplication
from bot.storage.conversations import Conversations
from bot.storage.database import open_database
from tests.telegram_wire import Wire, run


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
def conversations(tmp_path: Path) -> Iterator[Conversations]:
    opened = Conversations(open_database(f"sqlite:///{tmp_path / 'bot.sqlite3'}"))
    yield opened
    opened.close()


@pytest.fixture
def application(wire: Wire) -> TelegramApplication:
    """One that says every message back."""
    built = Application.builder().token("123456:SECRET").updater(None).request(wire).get_updates_request(wire).build()

    async def echo(update: Update, _: Any) -> None:
        assert update.message is not None
        await built.bot.send_message(update.message.chat.id, update.message.text or "")

    built.add_handler(TypeHandler(Update, echo))
    return built


def message(update_id: int, text: str) -> dict[str, Any]:
    user = {"id": 42, "is_bot": False, "first_name": "Anna"}
    about = {"message_id": update_id, "date": 1, "chat": {"id": 42, "type": "private"}, "from": user}
    return {"update_id": update_id, "message": {**about, "text": text}}


def test_updates_are_confirmed_only_after_they_were_handled(
    application: TelegramApplication, wire: Wire, conversations: Conversations
) -> None:
    wire.batches = [[message(5, "甲"), message(6, "乙")]]
    stop = asyncio.Event()
    wire.when_quiet = stop.set
    run(application, lambda: poll(application, conversations, stop))
    assert wire.texts == ["甲", "乙"]
    assert wire.offsets == [None, 7]
    assert conversations.last_handled(7) == 6


def test_after_a_crash_only_what_was_not_answered_is_answered(
    application: TelegramApplication, wire: Wire, conversations: Conversations
) -> None:
    batch = [message(5, "甲"), message(6, "乙"), message(7, "丙")]
    wire.batches = [batch]

    class Killed(BaseException):
        """Nothing catches it, as nothing catches a kill."""

    wire.when_sent = lambda: wire.failures.append(Killed())
    with pytest.raises(Killed):
        run(application, lambda: poll(application, conversations, asyncio.Event()))

    wire.when_sent = lambda: None
    wire.batches = [batch]
    stop = asyncio.Event()
    wire.when_quiet = stop.set
    run(application, lambda: poll(application, conversations, stop))
    assert wire.texts == ["甲", "乙", "丙"]


def test_ids_that_start_afresh_after_a_quiet_week_are_handled(
    application: TelegramApplication, wire: Wire, conversations: Conversations
) -> None:
    stop = asyncio.Event()
    wire.when_quiet = stop.set
    wire.batches = [[message(900_000, "甲")], [message(12, "乙")]]
    run(application, lambda: poll(application, conversations, stop))
    assert len(wire.texts) == 2


def test_when_told_to_stop_the_rest_of_a_batch_stays_with_telegram(
    application: TelegramApplication, wire: Wire, conversations: Conversations
) -> None:
    stop = asyncio.Event()
    wire.when_sent = stop.set
    wire.batches = [[message(5, "甲"), message(6, "乙")]]
    run(application, lambda: poll(application, conversations, stop))
    assert wire.texts == ["甲"]
    assert wire.offsets == [None]
    assert conversations.last_handled(7) == 5
