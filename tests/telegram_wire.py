"""Telegram's side of the wire, in process: it keeps what the bot sends, and refuses what Telegram would refuse.

No double that others wrote checks HTML, the length of what is left of it, or how often a chat is written to; here
that is checked for every call of every test.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import count
from typing import Any

from telegram import Update
from telegram.ext import Application
from telegram.request import BaseRequest, RequestData

from bot.language.lengths import utf16_units as units

BOT = {"id": 7, "is_bot": True, "first_name": "Bot", "username": "fixture_bot", "can_read_all_group_messages": False}
ALLOWED_TAGS = {"b", "i", "blockquote", "code", "pre", "u", "s", "a"}
MESSAGE, CAPTION, ALERT = 4096, 1024, 200
"""UTF-16 code units of a message, a caption, and the word that a tap gets."""


class _Html(HTMLParser):
    """Reads Telegram's HTML, and complains of what Telegram can't parse."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED_TAGS, f"<{tag}> is no tag of Telegram's"
        assert tag not in self.open, f"<{tag}> within itself"
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> without its beginning"
        assert self.open.pop() == tag, f"</{tag}> closes another tag"

    def handle_data(self, data: str) -> None:
        self.text += data


def shown(text: str, parse_mode: str | None = None) -> str:
    """What people see of a text, which must be one that Telegram can parse."""
    if parse_mode is None:
        return text
    assert parse_mode == "HTML"
    assert not re.search(r"&(?!(?:lt|gt|amp|quot|#\d+);)", text), "a bare & in HTML"
    parser = _Html()
    parser.feed(text)
    parser.close()
    assert not parser.open, f"<{parser.open[-1]}> is never closed"
    return parser.text


@dataclass(frozen=True)
class Call:
    """A call that the bot made."""

    method: str
    fields: dict[str, Any]
    files: tuple[str, ...] = ()
    id: int = 0
    """The id of the message that it made."""

    @property
    def text(self) -> str:
        """What people see."""
        return shown(self.fields.get("text") or self.fields.get("caption") or "", self.fields.get("parse_mode"))

    @property
    def buttons(self) -> dict[str, str]:
        """Labels and what is behind them."""
        markup = self.fields.get("reply_markup") or {}
        markup = json.loads(markup) if isinstance(markup, str) else markup
        return {each["text"]: each["callback_data"] for row in markup.get("inline_keyboard", ()) for each in row}


def check_call(method: str, fields: dict[str, Any]) -> None:
    """Refuse what Telegram would.

    Raises:
        AssertionError: saying what is wrong.
    """
    if method in ("sendMessage", "editMessageText"):
        text = shown(fields["text"], fields.get("parse_mode"))
        assert 0 < units(text.strip()) <= MESSAGE, f"a message of {units(text)} units"
    if method == "sendPhoto":
        assert units(shown(fields.get("caption", ""), fields.get("parse_mode"))) <= CAPTION
    if method == "answerCallbackQuery":
        assert units(fields.get("text") or "") <= ALERT
    if method == "answerInlineQuery":
        _check_inline(fields["results"])
    if method == "setMyCommands":
        for command in fields["commands"]:
            assert re.fullmatch("[a-z0-9_]{1,32}", command["command"])
            assert 1 <= len(command["description"]) <= 256
    assert len(fields.get("description", "")) <= 512
    assert len(fields.get("short_description", "")) <= 120
    _check_markup(fields.get("reply_markup"))


def _check_inline(results: Any) -> None:
    results = json.loads(results) if isinstance(results, str) else results
    assert len(results) <= 50
    ids = [result["id"] for result in results]
    assert len(set(ids)) == len(ids)
    for result in results:
        assert 1 <= len(result["id"].encode()) <= 64
        content = result["input_message_content"]
        assert 0 < units(shown(content["message_text"], content.get("parse_mode"))) <= MESSAGE
        assert 1 <= len(result["title"]) <= 256


def _check_markup(markup: Any) -> None:
    if not markup:
        return
    markup = json.loads(markup) if isinstance(markup, str) else markup
    rows = markup.get("inline_keyboard", [])
    assert all(1 <= len(row) <= 8 for row in rows)
    assert sum(map(len, rows)) <= 100
    for each in (each for row in rows for each in row):
        assert each["text"].strip()
        assert 1 <= len(each["callback_data"].encode()) <= 64, each


class Wire(BaseRequest):
    """Stands for Telegram: keeps what is sent to it and hands out the updates that it was given."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.batches: list[list[dict[str, Any]]] = []
        self.offsets: list[int | None] = []
        self.failures: list[BaseException] = []
        """Raised one after the other by attempts to send."""
        self.refusals: dict[str, Callable[[dict[str, Any]], str | None]] = {}
        """By method: why a call with some fields is refused, None where it isn't."""
        self.members: dict[int, str] = {}
        """By user: what they are in every group."""
        self.when_quiet: Callable[[], None] = lambda: None
        self.when_sent: Callable[[], None] = lambda: None
        self._ids = count(1000)

    @property
    def read_timeout(self) -> float | None:
        return 1

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        fields = dict(request_data.parameters) if request_data else {}
        files = tuple(request_data.multipart_data or ()) if request_data else ()
        name = url.rsplit("/", 1)[1]
        if name in self.refusals and (why := self.refusals[name](fields)):
            return 400, json.dumps({"ok": False, "error_code": 400, "description": f"Bad Request: {why}"}).encode()
        return 200, json.dumps({"ok": True, "result": self.result(name, fields, files)}).encode()

    def result(self, method: str, fields: dict[str, Any], files: tuple[str, ...]) -> Any:
        if method == "getMe":
            return BOT
        if method == "getUpdates":
            self.offsets.append(fields.get("offset"))
            if self.batches:
                return self.batches.pop(0)
            self.when_quiet()
            return []
        if method == "getChatMember":
            user = {"id": fields["user_id"], "is_bot": False, "first_name": "Anna"}
            status = self.members.get(fields["user_id"], "member")
            rights = dict.fromkeys(ADMIN_RIGHTS, True) if status == "administrator" else {}
            return {"status": status, "user": user, **rights}
        if method.startswith("send") and method != "sendChatAction" and self.failures:
            raise self.failures.pop(0)
        check_call(method, fields)
        id_ = next(self._ids)
        self.calls.append(Call(method, fields, files, id_))
        self.when_sent()
        if method in ("sendMessage", "sendPhoto", "editMessageText", "editMessageReplyMarkup"):
            chat = {"id": fields["chat_id"], "type": "private" if int(fields["chat_id"]) > 0 else "group"}
            return {"message_id": id_, "date": 1, "chat": chat}
        return True

    def of(self, *methods: str) -> list[Call]:
        """The calls of some methods."""
        return [call for call in self.calls if call.method in methods]

    @property
    def texts(self) -> list[str]:
        """What people see of the messages that were sent."""
        return [call.text for call in self.of("sendMessage", "sendPhoto")]


ADMIN_RIGHTS = (
    "can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
    "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories",
    "can_edit_stories", "can_delete_stories",
)  # fmt: skip


@dataclass
class Person:
    """Somebody who writes to the bot: makes the updates that Telegram would make of what they do."""

    application: Application[Any, Any, Any, Any, Any, Any]
    wire: Wire
    id: int = 42
    language: str = "zh-hans"
    group: int | None = None
    topic: int | None = None
    _updates: Any = field(default_factory=lambda: count(1))

    def say(self, text: str, **content: Any) -> list[Call]:
        """Write a message; what the bot does then."""
        return self.do({"message": self.message(text=text, **content)})

    def send(self, **content: Any) -> list[Call]:
        """Send something that is no text."""
        return self.do({"message": self.message(**content)})

    def edit(self, message_id: int, text: str) -> list[Call]:
        """Change a message."""
        return self.do({"edited_message": {**self.message(text=text), "message_id": message_id, "edit_date": 2}})

    def tap(self, call: Call, label: str, message_id: int | None = None) -> list[Call]:
        """Tap a button under one of the bot's messages."""
        return self.tap_data(call, call.buttons[label], message_id)

    def tap_data(self, call: Call, data: str, message_id: int | None = None) -> list[Call]:
        """Tap a button that holds some data."""
        markup = call.fields.get("reply_markup") or {"inline_keyboard": []}
        markup = json.loads(markup) if isinstance(markup, str) else markup
        message = self.message(text=call.text or "x", reply_markup=markup)
        message |= {"message_id": message_id or call.fields.get("message_id") or call.id, "from": BOT}
        query = {"id": "q", "from": self.user, "chat_instance": "c", "message": message, "data": data}
        return self.do({"callback_query": query})

    def ask_inline(self, text: str) -> list[Call]:
        """Type the bot's name and something in any chat."""
        return self.do({"inline_query": {"id": "i", "from": self.user, "query": text, "offset": ""}})

    def do(self, *updates: dict[str, Any]) -> list[Call]:
        """Have updates handled; the calls that the bot made."""
        before = len(self.wire.calls)

        async def handle() -> None:
            for update in updates:
                whole = {"update_id": next(self._updates), **update}
                await self.application.process_update(Update.de_json(whole, self.application.bot))

        run(self.application, handle)
        return self.wire.calls[before:]

    @property
    def user(self) -> dict[str, Any]:
        return {"id": self.id, "is_bot": False, "first_name": "Anna", "language_code": self.language}

    @property
    def chat(self) -> dict[str, Any]:
        if self.group is None:
            return {"id": self.id, "type": "private", "first_name": "Anna"}
        return {"id": self.group, "type": "supergroup", "title": "群", "is_forum": self.topic is not None}

    def message(self, **content: Any) -> dict[str, Any]:
        """A message of this person in their chat."""
        said: dict[str, Any] = {"message_id": next(_MESSAGE_IDS), "date": 1, "chat": self.chat, "from": self.user}
        if self.topic is not None:
            said |= {"message_thread_id": self.topic, "is_topic_message": True}
        text = content.get("text") or ""
        entities = list(_entities(text))
        return said | ({"entities": entities} if entities else {}) | content


_MESSAGE_IDS = count(1)


def _entities(text: str) -> Iterable[dict[str, Any]]:
    """The commands and mentions that Telegram finds in a text."""
    for kind, pattern in (("bot_command", r"^/[A-Za-z0-9_]+(@\w+)?"), ("mention", r"(?<![\w@/])@\w+")):
        for match in re.finditer(pattern, text):
            if kind == "bot_command" or not text.startswith("/"):
                yield {"type": kind, "offset": units(text[: match.start()]), "length": units(match.group())}


def run(application: Application[Any, Any, Any, Any, Any, Any], work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Do something with an application that is initialised for it."""

    async def within() -> None:
        async with application:
            await work()

    asyncio.run(within())
