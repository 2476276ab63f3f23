from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest
from telegram import Update
from telegram.error import NetworkError
from telegram.ext import Application
from telegram.request import BaseRequest, RequestData

from bot.channels import telegram
from bot.channels.plain_text import split
from bot.channels.polling import poll
from bot.channels.telegram import Conversation, TelegramApplication
from bot.engine import Engine
from bot.storage.conversations import Conversations
from bot.storage.database import open_database
from tests.conftest import ParrotEngine, reply

TOKEN = "123456:SECRET"
USER = {"id": 42, "is_bot": False, "first_name": "Anna"}


class RecordingRequest(BaseRequest):
    """Stands for Telegram: keeps what is sent to it and hands out the updates that it was given."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []
        self.batches: list[list[dict[str, Any]]] = []
        self.offsets: list[int | None] = []
        self.failures: list[BaseException] = []
        """Raised one after the other by attempts to send."""
        self.when_quiet: Callable[[], None] = lambda: None
        self.when_sent: Callable[[], None] = lambda: None

    @property
    def read_timeout(self) -> float | None:
        return 1

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        fields = request_data.parameters if request_data else {}
        return 200, json.dumps({"ok": True, "result": self.result(url.rsplit("/", 1)[1], fields)}).encode()

    def result(self, method: str, fields: dict[str, Any]) -> Any:
        if method == "getMe":
            return {"id": 7, "is_bot": True, "first_name": "Bot", "username": "fixture_bot"}
        if method == "getUpdates":
            self.offsets.append(fields.get("offset"))
            if self.batches:
                return self.batches.pop(0)
            self.when_quiet()
            return []
        assert method == "sendMessage"
        if self.failures:
            raise self.failures.pop(0)
        self.sent.append(fields)
        self.when_sent()
        return {"message_id": 1, "date": 1, "chat": {"id": fields["chat_id"], "type": "private"}}

    @property
    def texts(self) -> list[str]:
        return [fields["text"] for fields in self.sent]


def message(update_id: int, text: str | None = None, chat: str = "private", **content: Any) -> dict[str, Any]:
    said: dict[str, Any] = {"text": text} if text is not None else {}
    if text and text.startswith("/"):
        said["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
    about = {"message_id": update_id, "date": 1, "chat": {"id": 42, "type": chat}, "from": USER}
    return {"update_id": update_id, "message": {**about, **said, **content}}


@pytest.fixture
def request_() -> RecordingRequest:
    return RecordingRequest()


@pytest.fixture
def conversations(tmp_path: Path) -> Iterator[Conversations]:
    opened = Conversations(open_database(f"sqlite:///{tmp_path / 'bot.sqlite3'}"))
    yield opened
    opened.close()


Talk = Callable[..., list[str]]


@pytest.fixture
def application(engine: Engine, request_: RecordingRequest, conversations: Conversations) -> TelegramApplication:
    builder = Application.builder().token(TOKEN).updater(None).request(request_).get_updates_request(request_)
    built = builder.build()
    Conversation(engine, conversations).add_to(built)
    return built


def run(application: TelegramApplication, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    async def within() -> None:
        async with application:
            await work()

    asyncio.run(within())


@pytest.fixture
def talk(application: TelegramApplication, request_: RecordingRequest) -> Talk:
    """Hands updates to the handlers and gives back what was sent in reply."""

    def talk_(*updates: dict[str, Any]) -> list[str]:
        async def handle() -> None:
            for update in updates:
                await application.process_update(Update.de_json(update, application.bot))

        run(application, handle)
        return request_.texts

    return talk_


def test_start_greets_and_help_helps(talk: Talk) -> None:
    assert talk(message(1, "/start"), message(2, "/help")) == ["你好", "怎样问"]


def test_a_question_is_answered_in_the_context_of_the_one_before(talk: Talk) -> None:
    assert talk(message(1, "甲"), message(2, "乙")) == ["「甲」", "「乙」,上一句「甲」"]


def test_help_keeps_the_thread_and_start_drops_it(talk: Talk) -> None:
    texts = talk(message(1, "甲"), message(2, "/help"), message(3, "乙"), message(4, "/start"), message(5, "丙"))
    assert texts == ["「甲」", "怎样问", "「乙」,上一句「甲」", "你好", "「丙」"]


def test_next_questions_stand_on_a_line_below(talk: Talk, parrot: ParrotEngine) -> None:
    parrot.replies["产值"] = reply("70亿", suggestions=("甲", "乙"))
    assert talk(message(1, "产值")) == ["70亿\n还可以问:甲 / 乙"]


def test_a_foreign_command_is_a_question_like_any_other(talk: Talk) -> None:
    assert talk(message(1, "/settings")) == ["「/settings」"]


@pytest.mark.parametrize(
    "content",
    [{"photo": []}, {"sticker": {}}, {"voice": {"file_id": "a", "file_unique_id": "b", "duration": 1}}, {}],
)
def test_a_message_without_text_gets_a_kind_word(talk: Talk, content: dict[str, Any]) -> None:
    content.pop("sticker", None)
    assert talk(message(1, **content)) == [telegram.NOT_TEXT]


def test_groups_and_edited_messages_are_left_alone(talk: Talk) -> None:
    edited = message(2, "乙")
    edited["edited_message"] = {**edited.pop("message"), "edit_date": 2}
    assert talk(message(1, "甲", chat="group"), edited) == []


def test_a_fault_is_apologised_for_and_logged_without_what_was_written(
    talk: Talk, parrot: ParrotEngine, caplog: pytest.LogCaptureFixture
) -> None:
    parrot.failing.add("我的秘密")
    first, second = talk(message(1, "我的秘密"), message(2, "甲"))
    id_ = first.split("编号 ")[1].rstrip("。")
    assert id_ in caplog.text
    assert "RuntimeError" in caplog.text
    assert "我的秘密" not in caplog.text
    assert second == "「甲」"


def test_a_reply_that_could_not_be_sent_is_sent_again(
    talk: Talk, request_: RecordingRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []

    async def no_pause(seconds: float) -> None:
        pauses.append(seconds)

    monkeypatch.setattr(asyncio, "sleep", no_pause)
    request_.failures += [NetworkError("down"), NetworkError("still down")]
    assert talk(message(1, "甲")) == ["「甲」"]
    assert pauses == [1.0, 2.0]


def test_updates_are_confirmed_only_after_they_were_handled(
    application: TelegramApplication, request_: RecordingRequest, conversations: Conversations
) -> None:
    request_.batches = [[message(5, "甲"), message(6, "乙")]]
    stop = asyncio.Event()
    request_.when_quiet = stop.set
    run(application, lambda: poll(application, conversations, stop))
    assert request_.texts == ["「甲」", "「乙」,上一句「甲」"]
    assert request_.offsets == [None, 7]
    assert conversations.last_handled(7) == 6


def test_after_a_crash_only_what_was_not_answered_is_answered(
    application: TelegramApplication, request_: RecordingRequest, conversations: Conversations
) -> None:
    batch = [message(5, "甲"), message(6, "乙"), message(7, "丙")]
    request_.batches = [batch]

    class Killed(BaseException):
        """Nothing catches it, as nothing catches a kill."""

    request_.when_sent = lambda: request_.failures.append(Killed())
    with pytest.raises(Killed):
        run(application, lambda: poll(application, conversations, asyncio.Event()))

    request_.when_sent = lambda: None
    request_.batches = [batch]
    stop = asyncio.Event()
    request_.when_quiet = stop.set
    run(application, lambda: poll(application, conversations, stop))
    assert request_.texts == ["「甲」", "「乙」,上一句「甲」", "「丙」,上一句「乙」"]


def test_ids_that_start_afresh_after_a_quiet_week_are_handled(
    application: TelegramApplication, request_: RecordingRequest, conversations: Conversations
) -> None:
    stop = asyncio.Event()
    request_.when_quiet = stop.set
    request_.batches = [[message(900_000, "甲")], [message(12, "乙")]]
    run(application, lambda: poll(application, conversations, stop))
    assert len(request_.texts) == 2


def test_when_told_to_stop_the_rest_of_a_batch_stays_with_telegram(
    application: TelegramApplication, request_: RecordingRequest, conversations: Conversations
) -> None:
    stop = asyncio.Event()
    request_.when_sent = stop.set
    request_.batches = [[message(5, "甲"), message(6, "乙")]]
    run(application, lambda: poll(application, conversations, stop))
    assert request_.texts == ["「甲」"]
    assert request_.offsets == [None]
    assert conversations.last_handled(7) == 5


def test_the_token_never_reaches_the_log(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    try:
        telegram._set_up_log(TOKEN)
        logging.getLogger("bot").warning("https://api.telegram.org/bot%s/getMe failed", TOKEN)
        logging.getLogger("httpx").info("POST %s", TOKEN)
    finally:
        root.handlers[:] = before
        root.setLevel(level)
    shown = capsys.readouterr().err
    assert TOKEN not in shown
    assert "bot<token>/getMe failed" in shown


@pytest.mark.parametrize(
    "text", ["短", "第一行\n第二行\n" * 700, "很长" * 5000, "😀" * 3000, "a\n" + "b" * 9000 + "\nc"]
)
def test_a_long_text_is_split_into_messages_that_fit_and_nothing_is_lost(text: str) -> None:
    pieces = split(text)
    assert all(0 < len(piece.encode("utf-16-le")) // 2 <= 4096 for piece in pieces)
    assert "".join(pieces).replace("\n", "") == text.replace("\n", "")


def test_a_long_text_is_parted_at_line_ends() -> None:
    lines = [f"{number:04}" + "字" * 96 for number in range(100)]
    assert all(line in lines for piece in split("\n".join(lines)) for line in piece.split("\n"))
