"""Fetching updates: none is lost, and none is handled twice, whatever stops the bot."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from telegram import Update
from telegram.error import NetworkError, RetryAfter
from telegram.ext import Application, TypeHandler

from bot.channels.telegram.polling import poll
from bot.channels.telegram.service import TelegramApplication, add_handlers
from bot.channels.texts import ChannelTexts
from bot.engine import Engine
from bot.settings import TelegramSettings
from bot.storage.conversations import Conversations, HandledUpdate
from bot.storage.database import open_database
from bot.storage.store import Store
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


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that the bot would have made; none is made."""
    pauses: list[float] = []

    async def no_pause(seconds: float) -> None:
        pauses.append(seconds)

    monkeypatch.setattr(asyncio, "sleep", no_pause)
    return pauses


@pytest.fixture
def answer(wire: Wire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Has the whole bot fetch and answer messages until there are no more."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")

    def answer_(*texts: str, most_per_minute: int = 1000) -> None:
        store = Store.open(f"sqlite:///{tmp_path / 'bot.sqlite3'}")
        built = Application.builder().token("1:SECRET").updater(None).request(wire).get_updates_request(wire).build()
        settings = TelegramSettings("1:SECRET", "", most_per_minute=most_per_minute)
        add_handlers(built, settings, Engine.load(), store, ChannelTexts.load())
        wire.batches = [[message(number, text) for number, text in enumerate(texts, start=5)]]
        stop = asyncio.Event()
        wire.when_quiet = stop.set
        run(built, lambda: poll(built, store.conversations, stop))
        store.close()

    return answer_


def test_what_the_network_does_not_take_is_answered_when_it_does(
    wire: Wire, answer: Callable[..., None], waited: list[float]
) -> None:
    """An outage longer than the bot's patience with one message."""
    wire.failures = [NetworkError("down")] * 12
    answer("太谷玛钢产值", "企业数呢")
    assert len(wire.texts) == 2
    assert "130亿元" in wire.texts[0]
    assert "112户" in wire.texts[1]
    assert len(waited) >= 10


def test_an_update_that_is_tried_again_counts_once_for_the_limit(
    wire: Wire, answer: Callable[..., None], waited: list[float]
) -> None:
    wire.failures = [NetworkError("down")] * 12
    answer("太谷玛钢产值", most_per_minute=1)
    assert ["130亿元" in text for text in wire.texts] == [True]


def test_a_chat_that_is_flooded_does_not_hold_up_the_others(
    wire: Wire, answer: Callable[..., None], waited: list[float]
) -> None:
    wire.failures = [RetryAfter(timedelta(seconds=300))]
    answer("太谷玛钢产值", "太谷玛钢企业数")
    assert len(wire.texts) == 1
    assert sum(waited) < 60


def test_an_update_that_cannot_be_read_is_left_out(
    application: TelegramApplication, wire: Wire, conversations: Conversations
) -> None:
    wire.batches = [[{"update_id": 5, "message": {"nonsense": 1}}, message(6, "乙")]]
    stop = asyncio.Event()
    wire.when_quiet = stop.set
    run(application, lambda: poll(application, conversations, stop))
    assert wire.texts == ["乙"]
    assert conversations.last_handled(7) == 6


def test_a_database_that_is_busy_is_tried_again(
    application: TelegramApplication, wire: Wire, conversations: Conversations, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, failures = conversations.note_handled, [OperationalError("", None, Exception("database is locked"))]

    def note_handled(handled: HandledUpdate) -> None:
        if failures:
            raise failures.pop()
        real(handled)

    monkeypatch.setattr(conversations, "note_handled", note_handled)
    monkeypatch.setattr("bot.channels.telegram.polling.NOTE_PAUSES", (0.0, 0.0))
    wire.batches = [[message(5, "甲")]]
    stop = asyncio.Event()
    wire.when_quiet = stop.set
    run(application, lambda: poll(application, conversations, stop))
    assert conversations.last_handled(7) == 5


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
