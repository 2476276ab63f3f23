"""The real `bot telegram` process, the real engine, and a stand-in for Telegram's servers, talking over HTTP."""

from __future__ import annotations

import http.server
import json
import subprocess
import sys
import threading
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.telegram_process import (
    PATIENCE,
    TOKEN,
    USER,
    Telegram,
    bot_running,
    buttons_of,
    environment,
    stop,
    telegram,
    text_of,
)
from tests.telegram_wire import check_call

__all__ = ["telegram"]

GROUP = -100


def every_call_is_one_that_telegram_takes(telegram: Telegram) -> None:
    for call in telegram.calls():
        fields = {
            name: json.loads(value) if isinstance(value, str) and name in ("commands", "results") else value
            for name, value in call.items()
            if name not in ("method", "made", "files")
        }
        check_call(call["method"], fields)


def test_a_question_over_telegram_gets_the_figure_and_the_thread_survives_a_restart(
    telegram: Telegram, tmp_path: Path
) -> None:
    with bot_running(telegram, tmp_path) as process:
        assert telegram.reply_to("/start")
        assert "70%" in telegram.reply_to("祁县玻璃出口比例")
        assert "35.2" in telegram.reply_to("那平遥牛肉产值")
        stop(process)
    with bot_running(telegram, tmp_path) as process:
        reply = telegram.reply_to("推光漆呢")
        assert "推光漆" in reply
        assert "5.0亿" in reply
        stop(process)
    log = (tmp_path / "bot.log").read_text(encoding="utf-8")
    assert TOKEN not in log
    assert "祁县" not in log


def test_what_is_asked_while_the_bot_is_down_is_answered_after_its_start(telegram: Telegram, tmp_path: Path) -> None:
    with bot_running(telegram, tmp_path) as process:
        telegram.reply_to("/start")
        process.kill()
        process.wait(PATIENCE)
    count = len(telegram.heard())
    telegram.say("祁县玻璃出口比例")
    with bot_running(telegram, tmp_path) as process:
        # Killed between sending and confirming, the bot may greet once more: at most one repeat a kill.
        replies = [text_of(telegram.next_after(count))]
        if "70%" not in replies[0]:
            replies.append(text_of(telegram.next_after(count + 1)))
        assert "70%" in replies[-1]
        stop(process)


def test_every_command_does_something_and_the_profile_is_set(telegram: Telegram, tmp_path: Path) -> None:
    with bot_running(telegram, tmp_path) as process:
        start = telegram.after(lambda: telegram.say("/start"))
        assert len(buttons_of(start)) >= 4
        assert "70%" in telegram.reply_to("祁县玻璃出口比例")
        for command in ("why", "source", "help", "towns", "faq", "privacy", "stats", "gaps", "reset", "forget"):
            assert telegram.reply_to(f"/{command}"), command
        for word in ("帮助", "目录", "投资问答", "来源", "重置"):
            assert telegram.reply_to(word), word
        assert telegram.reply_to("/start qixian-glassware")
        stop(process)
    commands = [call for call in telegram.calls() if call["method"] == "setMyCommands"]
    assert {call.get("language_code") for call in commands} >= {None, "zh", "en"}
    every_call_is_one_that_telegram_takes(telegram)


def test_buttons_lead_to_the_last_level_and_still_work_after_a_restart(telegram: Telegram, tmp_path: Path) -> None:
    with bot_running(telegram, tmp_path) as process:
        page = telegram.after(lambda: telegram.say("/towns"))
        first = page
        stop(process)
    with bot_running(telegram, tmp_path) as process:
        trail = []
        while True:
            fresh = [label for label, data in buttons_of(page).items() if data.startswith("p:") and data not in trail]
            if not fresh:
                break
            trail.append(buttons_of(page)[fresh[0]])
            page = telegram.after(partial(telegram.tap, page, fresh[0]))
            page["made"] = first["made"]
        assert len(trail) >= 4
        telegram.tap(
            {**first, "reply_markup": {"inline_keyboard": [[{"text": "旧", "callback_data": "p:gone"}]]}}, "旧"
        )
        answered = len([call for call in telegram.calls() if call["method"] == "answerCallbackQuery"])
        assert telegram.call_of("answerCallbackQuery", max(answered - 1, len(trail)))["text"]
        stop(process)
    every_call_is_one_that_telegram_takes(telegram)


def test_next_questions_choices_votes_and_edits(telegram: Telegram, tmp_path: Path) -> None:
    with bot_running(telegram, tmp_path) as process:
        asked: list[int] = []
        answer = telegram.after(lambda: asked.append(telegram.say("祁县玻璃出口比例")))
        label = next(label for label, data in buttons_of(answer).items() if data.startswith("l:"))
        following = telegram.after(lambda: telegram.tap(answer, label))
        assert text_of(following).startswith(label)
        telegram.tap(answer, "👍")
        assert int(telegram.call_of("editMessageReplyMarkup")["message_id"]) == answer["made"]
        fix = telegram.after(lambda: telegram.tap(answer, "纠错"))
        prompt = {**telegram.message(text=text_of(fix)), "message_id": fix["made"]}
        assert "谢谢" in telegram.reply_to("应当是八成", reply_to_message=prompt)
        edited = telegram.message(text="祁县玻璃器皿企业数") | {"message_id": asked[0], "edit_date": 2}
        changed = telegram.after(lambda: telegram.update(edited_message=edited))
        assert changed["method"] == "editMessageText"
        assert int(changed["message_id"]) == answer["made"]
        assert "64户" in text_of(changed)
        stop(process)
    every_call_is_one_that_telegram_takes(telegram)


def test_a_picture_is_sent_with_its_figures_in_the_caption(telegram: Telegram, tmp_path: Path) -> None:
    with bot_running(telegram, tmp_path) as process:
        answer = telegram.after(lambda: telegram.say("产值前三"))
        picture = telegram.after(lambda: telegram.tap(answer, "📊 图表"))
        assert picture["method"] == "sendPhoto"
        assert "130亿元" in text_of(picture)
        assert sum(picture["files"].values()) > 10_000
        again = telegram.after(lambda: telegram.say("/chart"))
        assert again["method"] == "sendPhoto"
        stop(process)
    every_call_is_one_that_telegram_takes(telegram)


def test_inline_queries_offer_answers_and_an_empty_one_examples(telegram: Telegram, tmp_path: Path) -> None:
    with bot_running(telegram, tmp_path) as process:
        for number, query in enumerate(("祁县玻璃出口比例", "")):
            inline: dict[str, Any] = {"id": str(number + 1), "query": query, "offset": ""}
            telegram.update(inline_query={**inline, "from": USER})
        first, second = (telegram.call_of("answerInlineQuery", number) for number in range(2))
        assert "70%" in json.dumps(first["results"], ensure_ascii=False)
        assert len(json.loads(second["results"]) if isinstance(second["results"], str) else second["results"]) >= 4
        stop(process)
    every_call_is_one_that_telegram_takes(telegram)


def test_in_groups_only_what_is_meant_for_the_bot_is_answered(telegram: Telegram, tmp_path: Path) -> None:
    with bot_running(telegram, tmp_path) as process:
        telegram.say("你们谁知道祁县玻璃出口比例", chat=GROUP)
        mentioned = telegram.after(lambda: telegram.say("@fixture_bot 祁县玻璃出口比例", chat=GROUP))
        assert "70%" in text_of(mentioned)
        assert len(telegram.heard()) == 1
        asked = {**telegram.message(text=text_of(mentioned)), "message_id": mentioned["made"]}
        asked["from"] = {"id": 123456, "is_bot": True, "first_name": "Bot"}
        stop(process)
    every_call_is_one_that_telegram_takes(telegram)


@pytest.mark.parametrize(
    "content",
    [
        {"photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]},
        {"voice": {"file_id": "a", "file_unique_id": "b", "duration": 1}},
        {"location": {"latitude": 37.0, "longitude": 112.0}},
    ],
)
def test_what_is_no_text_gets_a_kind_word(telegram: Telegram, tmp_path: Path, content: dict[str, Any]) -> None:
    with bot_running(telegram, tmp_path) as process:
        reply = telegram.after(lambda: telegram.update(message=telegram.message(**content)))
        assert "字" in text_of(reply) or "县名" in text_of(reply)
        stop(process)


class _Refusing(http.server.BaseHTTPRequestHandler):
    """Telegram's reply to a token that it doesn't know."""

    def do_POST(self) -> None:
        body = b'{"ok": false, "error_code": 401, "description": "Unauthorized"}'
        self.send_response(401)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None: ...


def run_to_end(tmp_path: Path, api_base: str, **settings: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot.cli", "telegram"]
    variables = {**environment(tmp_path, api_base), **settings}
    return subprocess.run(command, env=variables, capture_output=True, text=True, timeout=PATIENCE, check=False)


def test_a_refused_token_ends_the_bot_with_advice(tmp_path: Path) -> None:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Refusing) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        done = run_to_end(tmp_path, f"http://127.0.0.1:{server.server_port}/bot")
        server.shutdown()
    assert done.returncode == 2
    assert "@BotFather" in done.stderr
    assert TOKEN not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("settings", "advice"),
    [
        ({"TELEGRAM_BOT_TOKEN": ""}, "@BotFather"),
        ({"BOT_ADMINS": "@anna"}, "BOT_ADMINS"),
        ({"BOT_MOST_PER_MINUTE": "0"}, "BOT_MOST_PER_MINUTE"),
    ],
)
def test_a_setting_that_is_missing_or_wrong_ends_the_bot_with_advice(
    tmp_path: Path, settings: dict[str, str], advice: str
) -> None:
    done = run_to_end(tmp_path, "", **settings)
    assert done.returncode == 2
    assert advice in done.stderr


def test_a_server_that_cannot_be_reached_ends_the_bot_with_advice(tmp_path: Path) -> None:
    done = run_to_end(tmp_path, "http://127.0.0.1:1/bot")
    assert done.returncode == 2
    assert "连不上" in done.stderr
    assert TOKEN not in done.stdout + done.stderr
