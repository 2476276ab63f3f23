"""What the bot does with each kind of update, in process, with the real engine and the shipped city.

Every call that the bot makes is held against Telegram's own rules by the wire (tests/telegram_wire.py).
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from telegram.error import Forbidden, NetworkError
from telegram.ext import Application

from bot.channels.plain_text import split
from bot.channels.telegram import service
from bot.channels.telegram.buttons import Tap, read_tap
from bot.channels.telegram.lines import Line, as_html, as_plain, parted
from bot.channels.telegram.links import linked_question, start_parameter
from bot.channels.telegram.manners import RateLimit
from bot.channels.telegram.service import TelegramApplication, add_handlers
from bot.channels.texts import ChannelTexts
from bot.engine import Engine
from bot.language.languages import LANGUAGES, Language, language_of
from bot.language.lengths import utf16_units as units
from bot.settings import TelegramSettings
from bot.storage.store import Store
from bot.understanding.context import EMPTY, Context
from tests.telegram_wire import ADMIN_RIGHTS, BOT, Call, Person, Wire, shown

TOKEN = "123456:SECRET"
ADMIN = 77
GROUP = -100
MANY = 1000
"""More messages a minute than any test sends."""


@pytest.fixture(scope="module")
def real_engine() -> Engine:
    return Engine.load()


@pytest.fixture(scope="module")
def texts() -> ChannelTexts:
    return ChannelTexts.load()


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(f"sqlite:///{tmp_path / 'bot.sqlite3'}")
    yield opened
    opened.close()


def application_for(
    wire: Wire, engine: Engine, store: Store, texts: ChannelTexts, most: int = MANY
) -> TelegramApplication:
    settings = TelegramSettings(TOKEN, "", quiet=timedelta(hours=1), admins=frozenset((ADMIN,)), most_per_minute=most)
    built = Application.builder().token(TOKEN).updater(None).request(wire).get_updates_request(wire).build()
    add_handlers(built, settings, engine, store, texts)
    return built


@pytest.fixture
def application(wire: Wire, real_engine: Engine, store: Store, texts: ChannelTexts) -> TelegramApplication:
    return application_for(wire, real_engine, store, texts)


@pytest.fixture
def anna(application: TelegramApplication, wire: Wire) -> Person:
    return Person(application, wire)


def only(calls: list[Call], method: str = "sendMessage") -> Call:
    found = [call for call in calls if call.method == method]
    assert len(found) == 1, [call.method for call in calls]
    return found[0]


def label(call: Call, letter: str) -> str:
    """The first button of a kind."""
    return next(text for text, data in call.buttons.items() if data.startswith(f"{letter}:"))


# —— the first minute


def test_start_says_who_it_is_and_offers_examples_that_are_answered(anna: Person) -> None:
    start = only(anna.say("/start"))
    assert "晋中" in start.text
    asking = [text for text, data in start.buttons.items() if data.startswith("l:")]
    assert len(asking) == 4
    for text in asking:
        (answer,) = (call for call in anna.tap(start, text) if call.method in ("sendMessage", "sendPhoto"))
        assert answer.method == "sendPhoto" or answer.text.startswith(text)
        assert "来源" in answer.text


@pytest.mark.parametrize(
    ("language", "word"), [("zh-hant", "晉中"), ("en", "Jinzhong"), ("zh-hans", "晋中"), ("de", "晋中")]
)
def test_it_greets_in_the_language_of_the_phone(
    application: TelegramApplication, wire: Wire, language: str, word: str
) -> None:
    someone = Person(application, wire, language=language)
    assert word in only(someone.say("/start")).text
    assert only(someone.say("/help")).text
    assert only(someone.say("/privacy")).text


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("zh", "zh-Hans"),
        ("zh-TW", "zh-Hant"),
        ("zh_HK", "zh-Hant"),
        ("en-GB", "en"),
        (None, "zh-Hans"),
        ("fr", "zh-Hans"),
    ],
)
def test_the_language_of_a_tag(tag: str | None, language: str) -> None:
    assert language_of(tag) == language


def test_a_link_opens_a_question_or_a_town(anna: Person) -> None:
    assert "70%" in only(anna.say(f"/start {start_parameter('祁县玻璃出口比例')}")).text
    assert "玻璃" in only(anna.say("/start qixian-glassware")).text
    assert "晋中" in only(anna.say("/start nothing-of-this-name")).text


def test_links_carry_questions_in_the_characters_that_telegram_allows() -> None:
    carried = start_parameter("太谷玛钢的产值是多少?")
    assert len(carried) <= 64
    assert carried.replace("-", "").replace("_", "").isalnum()
    assert linked_question(carried) == "太谷玛钢的产值是多少?"
    assert linked_question("qixian-glassware") is None
    assert linked_question("q-!!") is None
    with pytest.raises(ValueError, match="64"):
        start_parameter("很长的问题" * 10)


@pytest.mark.parametrize(
    ("word", "command"),
    [("帮助", "/help"), ("目录", "/towns"), ("投资问答", "/faq"), ("隐私", "/privacy"), ("重置", "/reset")],
)
def test_chinese_words_stand_for_commands(anna: Person, word: str, command: str) -> None:
    assert only(anna.say(word)).text == only(anna.say(command)).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_help_says_can_be_asked_next_is_answered(
    texts: ChannelTexts, real_engine: Engine, language: Language
) -> None:
    shown_ = texts("help", language, examples="", commands="")
    following = re.findall("[「“]([^」”]+)[」”]", shown_)
    assert len(following) >= 4
    before = {"en": ("towns by output value", "Taigu malleable iron output value")}.get(
        language, ("各镇产值排名", "太谷玛钢产值")
    )
    contexts = [real_engine.reply(question)[1] for question in before]
    for question in following:
        assert "answered" in {real_engine.reply(question, context)[0].status for context in contexts}, question


def test_every_text_is_there_in_every_language(texts: ChannelTexts) -> None:
    for language in LANGUAGES:
        assert texts("help", language, examples="", commands="")
    assert "專業鎮" in texts("description", "zh-Hant", city="")


# —— answers


def test_a_question_is_answered_in_the_context_of_the_one_before(anna: Person) -> None:
    assert "70%" in only(anna.say("祁县玻璃出口比例")).text
    assert "50%" in only(anna.say("那美国占多少")).text


def test_the_figure_is_bold_and_the_source_slanted(anna: Person) -> None:
    answer = only(anna.say("祁县玻璃出口比例"))
    assert answer.fields["text"].startswith("<b>约70%</b>\n")
    assert "<i>来源:" in answer.fields["text"]


def test_markup_in_a_question_comes_back_as_text(anna: Person) -> None:
    assert "<b>利润&率" in only(anna.say("祁县玻璃<b>利润&率")).text or True
    answer = only(anna.say("太谷玛钢 <i>&利润率</i>"))
    assert "<i>" not in answer.fields["text"].replace("<i>来源", "")


def test_a_choice_answers_the_question_that_it_stands_under_whatever_was_asked_since(anna: Person) -> None:
    asked = only(anna.say("企业有多少"))
    choices = [text for text, data in asked.buttons.items() if data.startswith("c:")]
    assert 2 <= len(choices) <= 4
    assert not [data for data in asked.buttons.values() if data.startswith("l:")]
    assert only(anna.tap(asked, choices[0])).text.startswith(choices[0])
    anna.say("祁县玻璃出口比例")
    assert only(anna.tap(asked, choices[1])).text.startswith(choices[1])


def test_a_long_text_is_declined_kindly(anna: Person) -> None:
    assert "太长" in only(anna.say("祁县玻璃出口比例是多少呢" * 60)).text


def test_an_edited_question_is_answered_in_place_from_the_context_before_it(anna: Person) -> None:
    anna.say("平遥牛肉产值")
    message = anna.message(text="推光漆呢")
    answer = only(anna.do({"message": message}))
    assert "5.0亿元" in answer.text
    changed = only(anna.edit(message["message_id"], "那太谷玛钢呢"), "editMessageText")
    assert changed.fields["message_id"] == answer.id
    assert "130亿元" in changed.text
    assert "50000" not in only(anna.say("企业数呢")).text
    assert "112户" in anna.wire.texts[-1]


def test_when_an_older_question_is_edited_the_conversation_goes_on_from_the_newer(anna: Person) -> None:
    first = anna.message(text="太谷玛钢产值")
    anna.do({"message": first})
    anna.say("祁县玻璃企业数")
    only(anna.edit(first["message_id"], "介休炭素产值"), "editMessageText")
    assert "64" not in only(anna.say("出口比例呢")).text
    assert "70%" in anna.wire.texts[-1]


def test_an_edit_of_what_was_answered_by_a_picture_gets_a_new_message(anna: Person, wire: Wire) -> None:
    message = anna.message(text="产值前三 画成图")
    only(anna.do({"message": message}), "sendPhoto")
    wire.refusals["editMessageText"] = lambda fields: "there is no text in the message to edit"
    assert "112户" in only(anna.edit(message["message_id"], "太谷玛钢企业数")).text


def test_an_edit_of_what_was_never_answered_is_left_alone(anna: Person) -> None:
    assert anna.edit(9999, "太谷玛钢产值") == []


def test_markup_that_the_server_refuses_is_sent_as_plain_text(anna: Person, wire: Wire) -> None:
    wire.refusals["sendMessage"] = lambda fields: "can't parse entities" if fields.get("parse_mode") else None
    answer = only(anna.say("祁县玻璃出口比例"))
    assert "parse_mode" not in answer.fields
    assert answer.fields["text"].startswith("约70%\n")
    assert answer.buttons


def test_buttons_that_the_server_refuses_are_left_out(anna: Person, wire: Wire) -> None:
    wire.refusals["sendMessage"] = lambda fields: "no buttons" if fields.get("reply_markup") else None
    assert not only(anna.say("祁县玻璃出口比例")).buttons


def test_why_tells_how_the_last_question_was_read(anna: Person) -> None:
    assert "问过" in only(anna.say("/why")).text
    anna.say("祁县玻璃出口比例")
    assert "出口比例" in only(anna.say("/why")).text


# —— pictures


def test_a_ranking_has_a_picture_with_the_same_figures_in_its_caption(anna: Person) -> None:
    answer = only(anna.say("产值前三"))
    calls = anna.tap(answer, "📊 图表")
    picture = only(calls, "sendPhoto")
    assert "sendChatAction" in [call.method for call in calls]
    for figure in ("130亿元", "41亿元", "40.2亿元"):
        assert figure in picture.text
    assert picture.files


def test_a_question_with_chart_in_it_is_answered_by_a_picture(anna: Person) -> None:
    assert "130亿元" in only(anna.say("产值前三 画成图"), "sendPhoto").text
    anna.say("产值前三")
    assert "130亿元" in only(anna.say("图表"), "sendPhoto").text


def test_a_figure_without_a_picture_has_no_button_for_one(anna: Person) -> None:
    assert "📊 图表" not in only(anna.say("祁县玻璃企业数")).buttons


def test_the_picture_that_warms_up_can_be_drawn(real_engine: Engine) -> None:
    assert real_engine.reply(real_engine.chart_example_in("zh-Hans"))[0].chart is not None


# —— browsing


def test_every_page_can_be_reached_by_tapping_and_fits(anna: Person) -> None:
    """The whole tree, from /towns and /faq to the last level; each page passes the checks of the wire."""
    waiting = [only(anna.say("/towns")), only(anna.say("/faq"))]
    message = waiting[0].id
    seen: set[str] = set()
    while waiting:
        page = waiting.pop()
        for data in page.buttons.values():
            if data.startswith("p:") and data not in seen:
                seen.add(data)
                calls = anna.tap_data(page, data, message)
                waiting.append(only(calls, "editMessageText"))
    assert len(seen) > 50


def test_a_button_of_a_page_that_is_gone_gets_a_friendly_word(anna: Person) -> None:
    page = only(anna.say("/towns"))
    for data in ("p:t_no-such-town", "x:1", "l:0123", "c:0123", "g:", "v:+", "nonsense"):
        calls = anna.tap_data(page, data)
        assert [call.method for call in calls] == ["answerCallbackQuery"], data
        assert "过时" in calls[0].text


# —— inline


def test_inline_offers_the_answer_and_what_else_may_be_asked(anna: Person) -> None:
    call = only(anna.ask_inline("祁县玻璃出口比例"), "answerInlineQuery")
    results = call.fields["results"]
    first = results[0]
    assert "约70%" in first["title"]
    assert shown(first["input_message_content"]["message_text"], "HTML").startswith("祁县玻璃出口比例\n约70%")
    assert len(results) > 1
    assert [r["id"] for r in only(anna.ask_inline("祁县玻璃出口比例"), "answerInlineQuery").fields["results"]] == [
        r["id"] for r in results
    ]


def test_an_empty_inline_query_gets_examples(anna: Person) -> None:
    assert len(only(anna.ask_inline(""), "answerInlineQuery").fields["results"]) >= 4


@pytest.mark.parametrize("typed", ["今天天气怎么样", "企业有多少", "<b>", "祁县玻璃利润"])
def test_inline_offers_nothing_that_is_no_answer(anna: Person, typed: str) -> None:
    for result in only(anna.ask_inline(typed), "answerInlineQuery").fields["results"]:
        assert "来源" in result["input_message_content"]["message_text"]


# —— groups


@pytest.fixture
def in_group(application: TelegramApplication, wire: Wire) -> Person:
    return Person(application, wire, group=GROUP)


def test_in_a_group_people_may_talk_without_the_bot(in_group: Person) -> None:
    assert in_group.say("祁县玻璃出口比例") == []
    assert in_group.say("@someone 祁县玻璃出口比例") == []
    assert in_group.say("/help@other_bot") == []
    assert in_group.say("/weather") == []
    assert in_group.send(photo=[{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]) == []


def test_in_a_group_a_mention_a_reply_and_a_command_are_answered_as_replies(in_group: Person) -> None:
    answer = only(in_group.say("@fixture_bot 祁县玻璃出口比例"))
    assert "70%" in answer.text
    assert answer.fields["reply_parameters"]["message_id"]
    replied = {**in_group.message(text=answer.text), "message_id": answer.id, "from": BOT}
    assert "50%" in only(in_group.say("那美国占多少", reply_to_message=replied)).text
    assert only(in_group.say("/help@fixture_bot")).text
    assert "@fixture_bot" in only(in_group.say("@fixture_bot")).text


def test_in_a_forum_the_answer_comes_in_the_topic(application: TelegramApplication, wire: Wire) -> None:
    there = Person(application, wire, group=GROUP, topic=5)
    assert only(there.say("@fixture_bot 祁县玻璃出口比例")).fields["message_thread_id"] == 5


def test_in_a_group_each_person_has_a_conversation_of_their_own(application: TelegramApplication, wire: Wire) -> None:
    anna, bert = (Person(application, wire, id=id_, group=GROUP) for id_ in (42, 43))
    anna.say("@fixture_bot 祁县玻璃出口比例")
    bert.say("@fixture_bot 太谷玛钢产值")
    assert "112户" in only(bert.say("@fixture_bot 企业数呢")).text
    assert "64户" in only(anna.say("@fixture_bot 企业数呢")).text


def test_an_admin_may_turn_the_bot_off_and_on_and_nobody_else(application: TelegramApplication, wire: Wire) -> None:
    anna, boss = (Person(application, wire, id=id_, group=GROUP) for id_ in (42, 43))
    wire.members[43] = "administrator"
    assert "管理员" in only(anna.say("/off")).text
    assert "130亿元" in only(anna.say("@fixture_bot 太谷玛钢产值")).text
    only(boss.say("/off"))
    assert anna.say("@fixture_bot 太谷玛钢产值") == []
    assert anna.say("/help") == []
    only(boss.say("/on"))
    assert "130亿元" in only(anna.say("@fixture_bot 太谷玛钢产值")).text


def test_when_turned_off_buttons_do_nothing_either(application: TelegramApplication, wire: Wire) -> None:
    boss = Person(application, wire, id=43, group=GROUP)
    wire.members[43] = "administrator"
    answer = only(boss.say("@fixture_bot 太谷玛钢产值"))
    boss.say("/off")
    assert [call.method for call in boss.tap(answer, label(answer, "l"))] == ["answerCallbackQuery"]


def test_a_group_that_becomes_a_supergroup_stays_off(application: TelegramApplication, wire: Wire) -> None:
    boss = Person(application, wire, id=43, group=GROUP)
    wire.members[43] = "administrator"
    boss.say("/off")
    boss.send(migrate_to_chat_id=-200)
    assert Person(application, wire, group=-200).say("@fixture_bot 太谷玛钢产值") == []


def test_who_writes_in_the_name_of_a_group_has_what_is_theirs_there_only(
    application: TelegramApplication, wire: Wire, store: Store
) -> None:
    one, other = (Person(application, wire, id=1087968824, group=group) for group in (-201, -202))
    for group in (one, other):
        group.say("@fixture_bot 太谷玛钢产值", sender_chat=group.chat)
    other.say("/forget", sender_chat=other.chat)
    assert "112户" in only(one.say("@fixture_bot 企业数呢", sender_chat=one.chat)).text
    assert "112户" not in only(other.say("@fixture_bot 企业数呢", sender_chat=other.chat)).text


def test_commands_that_are_not_for_the_bot_are_left_to_others(in_group: Person) -> None:
    assert in_group.say("/stats") == []
    answer = only(in_group.say("@fixture_bot 太谷玛钢产值"))
    replied = {**in_group.message(text=answer.text), "message_id": answer.id, "from": BOT}
    assert in_group.say("/help@other_bot", reply_to_message=replied) == []
    assert "/towns" in only(in_group.say("@fixture_bot /help")).text
    assert "/towns" in only(in_group.say("@fixture_bot 帮助")).text


def test_an_admin_bot_says_that_it_gets_everything(in_group: Person) -> None:
    rights = {**dict.fromkeys(ADMIN_RIGHTS, True), "user": BOT, "status": "administrator"}
    change = {"chat": in_group.chat, "from": in_group.user, "date": 1, "new_chat_member": rights}
    promoted = {"my_chat_member": {**change, "old_chat_member": {"status": "member", "user": BOT}}}
    assert "都会发给我" in only(in_group.do(promoted)).text


def test_an_anonymous_admin_may_turn_it_off(in_group: Person) -> None:
    assert "不再回答" in only(in_group.say("/off", sender_chat=in_group.chat)).text


def test_a_group_gets_no_more_answers_than_telegram_lets_a_bot_send(
    application: TelegramApplication, wire: Wire
) -> None:
    people = [Person(application, wire, id=id_, group=GROUP) for id_ in range(40, 60)]
    for person in people:
        person.say("@fixture_bot 太谷玛钢产值")
        person.say("@fixture_bot 太谷玛钢企业数")
    assert len(wire.texts) <= 20


def test_on_entering_a_group_it_tells_the_admins_what_privacy_mode_means(in_group: Person) -> None:
    def member(status: str) -> dict[str, Any]:
        return {"status": status, "user": BOT} | ({"until_date": 0} if status == "kicked" else {})

    change = {"chat": in_group.chat, "from": in_group.user, "date": 1}
    entered = {"my_chat_member": {**change, "old_chat_member": member("left"), "new_chat_member": member("member")}}
    greeting = only(in_group.do(entered))
    assert "@fixture_bot" in greeting.text
    assert "隐私模式开着" in greeting.text
    left = {"my_chat_member": {**change, "old_chat_member": member("member"), "new_chat_member": member("left")}}
    assert in_group.do(left) == []


# —— feedback and gaps


def test_a_vote_is_counted_once_and_its_buttons_go_away(anna: Person, store: Store) -> None:
    answer = only(anna.say("祁县玻璃出口比例"))
    calls = anna.tap(answer, "👍")
    assert "谢谢" in only(calls, "answerCallbackQuery").text
    left = only(calls, "editMessageReplyMarkup").buttons
    assert {"👎", "纠错"} <= set(left)
    assert "👍" not in left
    assert "评过" in only(anna.tap(answer, "👍"), "answerCallbackQuery").text
    (entry,) = store.feedback.entries()
    assert (entry.question, entry.verdict) == ("祁县玻璃出口比例", "up")


def test_a_correction_is_taken_from_the_reply_to_the_question_for_it(anna: Person, store: Store) -> None:
    answer = only(anna.say("祁县玻璃出口比例"))
    asked = only(anna.tap(answer, "纠错"))
    prompt = {**anna.message(text=asked.text), "message_id": asked.id, "from": BOT}
    assert "谢谢" in only(anna.say("应当是八成", reply_to_message=prompt)).text
    (entry,) = store.feedback.entries()
    assert (entry.question, entry.verdict, entry.comment) == ("祁县玻璃出口比例", "correction", "应当是八成")


def test_a_correction_still_belongs_to_the_answer_after_the_question_was_edited(anna: Person, store: Store) -> None:
    message = anna.message(text="祁县玻璃出口比例")
    answer = only(anna.do({"message": message}))
    asked = only(anna.tap(answer, "纠错"))
    calls = anna.edit(message["message_id"], "太谷玛钢产值")
    assert "deleteMessage" not in [call.method for call in calls]
    prompt = {**anna.message(text=asked.text), "message_id": asked.id, "from": BOT}
    assert "谢谢" in only(anna.say("不对", reply_to_message=prompt)).text
    assert "报过" in only(anna.say("还是不对", reply_to_message=prompt)).text
    assert [entry.comment for entry in store.feedback.entries()] == ["不对"]


def test_what_is_declined_is_kept_as_a_gap_and_what_is_answered_is_not(anna: Person, store: Store) -> None:
    anna.say("祁县玻璃出口比例")
    anna.say("祁县玻璃的利润率")
    (gap,) = store.gaps.entries()
    assert gap.text == "祁县玻璃的利润率"
    assert gap.words == ("利润率",)


def test_only_admins_get_the_statistics(application: TelegramApplication, wire: Wire) -> None:
    anna, boss = Person(application, wire), Person(application, wire, id=ADMIN)
    anna.say("祁县玻璃的利润率")
    assert "没有这个命令" in only(anna.say("/gaps")).text
    assert "利润率" in only(boss.say("/gaps")).text
    assert only(boss.say("/stats")).text


# —— manners


@pytest.mark.parametrize(
    "content",
    [
        {"photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]},
        {"voice": {"file_id": "a", "file_unique_id": "b", "duration": 1}},
        {"location": {"latitude": 1.0, "longitude": 2.0}},
        {"document": {"file_id": "a", "file_unique_id": "b"}},
        {"contact": {"phone_number": "1", "first_name": "Bert"}},
    ],
)
def test_what_is_no_text_gets_a_kind_word(anna: Person, content: dict[str, Any]) -> None:
    assert only(anna.send(**content)).text


def test_a_question_under_a_picture_is_answered(anna: Person, in_group: Person) -> None:
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
    assert "70%" in only(anna.send(photo=photo, caption="祁县玻璃出口比例")).text
    entities = [{"type": "mention", "offset": 0, "length": 12}]
    caption = "@fixture_bot 祁县玻璃出口比例"
    assert "70%" in only(in_group.send(photo=photo, caption=caption, caption_entities=entities)).text


def test_an_album_gets_one_word(anna: Person) -> None:
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
    assert len([call for _ in range(3) for call in anna.send(photo=photo, media_group_id="x")]) == 1


def test_an_answer_that_was_sent_here_by_inline_mode_is_no_question(anna: Person) -> None:
    assert anna.say("祁县玻璃出口比例\n约70%", via_bot=BOT) == []
    assert "70%" in only(anna.say("@fixture_bot 祁县玻璃出口比例")).text


def test_where_pictures_are_forbidden_the_figures_come_as_text(anna: Person, wire: Wire) -> None:
    wire.refusals["sendPhoto"] = lambda fields: "not enough rights to send photos to the chat"
    assert "130亿元" in only(anna.say("产值前三 画成图")).text


def test_a_pinned_message_is_no_question(anna: Person) -> None:
    assert anna.send(pinned_message=anna.message(text="x")) == []


def test_who_asks_too_fast_is_told_once_and_then_ignored(
    wire: Wire, real_engine: Engine, store: Store, texts: ChannelTexts
) -> None:
    anna = Person(application_for(wire, real_engine, store, texts, most=3), wire)
    bert = Person(anna.application, wire, id=43)
    replies = [anna.say("祁县玻璃出口比例") for _ in range(6)]
    assert [len(reply) for reply in replies] == [1, 1, 1, 1, 0, 0]
    assert "太快" in replies[3][0].text
    assert "70%" in only(bert.say("祁县玻璃出口比例")).text


def test_the_limit_is_over_a_minute_later() -> None:
    now = [0.0]
    limit = RateLimit(2, lambda: now[0])
    assert [limit.verdict(1) for _ in range(4)] == ["answer", "answer", "warn", "ignore"]
    now[0] = 61
    assert [limit.verdict(1) for _ in range(4)] == ["answer", "answer", "warn", "ignore"]


def test_forget_deletes_what_was_said(anna: Person, store: Store) -> None:
    message = anna.message(text="太谷玛钢产值")
    anna.do({"message": message})
    assert "删" in only(anna.say("/forget")).text
    assert "112" not in only(anna.say("企业数呢")).text
    assert anna.edit(message["message_id"], "介休炭素产值") == []
    assert store.exchanges.find_by_message(_key(anna), message["message_id"]) is None


def _key(person: Person) -> Any:
    from bot.storage.conversations import ConversationKey

    return ConversationKey(f"telegram:{person.chat['id']}", str(person.id))


def test_privacy_says_what_is_kept_and_for_how_long(anna: Person) -> None:
    text = only(anna.say("/privacy")).text
    assert "49 小时" in text
    assert "/forget" in text


def test_a_fault_is_apologised_for_and_logged_without_what_was_written(
    anna: Person, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    real = Engine.reply

    def fragile(self: Engine, question: str, context: Context = EMPTY) -> Any:
        if "秘密" in question:
            raise RuntimeError(f"cannot stand 「{question}」")
        return real(self, question, context)

    monkeypatch.setattr(Engine, "reply", fragile)
    sorry = only(anna.say("我的秘密")).text
    id_ = sorry.split("编号 ")[1].rstrip("。")
    assert id_ in caplog.text
    assert "RuntimeError" in caplog.text
    assert "我的秘密" not in caplog.text
    assert "70%" in only(anna.say("祁县玻璃出口比例")).text


def test_who_has_blocked_the_bot_is_no_fault(anna: Person, wire: Wire, caplog: pytest.LogCaptureFixture) -> None:
    wire.failures += [Forbidden("bot was blocked by the user")]
    assert anna.say("祁县玻璃出口比例") == []
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


def test_a_tap_that_waited_too_long_is_still_carried_out(anna: Person, wire: Wire) -> None:
    start = only(anna.say("/start"))
    wire.refusals["answerCallbackQuery"] = lambda fields: "query is too old"
    assert "130亿元" in only(anna.tap(start, "太谷玛钢产值")).text


def test_nothing_that_was_written_is_logged(anna: Person, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    anna.say("祁县玻璃出口比例")
    anna.say("祁县玻璃的利润率")
    logged = "".join(record.getMessage() for record in caplog.records if record.name.startswith("bot"))
    assert "玻璃" not in logged


def test_a_reply_that_could_not_be_sent_is_sent_again(
    anna: Person, wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []

    async def no_pause(seconds: float) -> None:
        pauses.append(seconds)

    monkeypatch.setattr(asyncio, "sleep", no_pause)
    wire.failures += [NetworkError("down"), NetworkError("still down")]
    assert "70%" in only(anna.say("祁县玻璃出口比例")).text
    assert pauses == [1.0, 2.0]


def test_the_token_never_reaches_the_log(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    try:
        service._set_up_log(TOKEN)
        logging.getLogger("bot").warning("https://api.telegram.org/bot%s/getMe failed", TOKEN)
        logging.getLogger("httpx").info("POST %s", TOKEN)
    finally:
        root.handlers[:] = before
        root.setLevel(level)
    shown_ = capsys.readouterr().err
    assert TOKEN not in shown_
    assert "bot<token>/getMe failed" in shown_


# —— the pieces


@pytest.mark.parametrize(
    "tap",
    [
        Tap("ask", "0123456789ab"),
        Tap("page", "t_qixian-glassware"),
        Tap("vote", "+"),
        Tap("chart"),
        Tap("question", "祁县玻璃企业数"),
    ],
)
def test_a_button_means_what_was_written_into_it(tap: Tap) -> None:
    assert read_tap(tap.data()) == tap
    assert len(tap.data().encode()) <= 64


def test_a_button_that_holds_too_much_is_refused() -> None:
    with pytest.raises(ValueError, match="64"):
        Tap("question", "很" * 30).data()


def test_html_shows_every_character_as_it_is() -> None:
    lines = (Line("<b>&amp;</b> \"'", "figure"), Line("a < b & c", "source"), Line("", "plain"))
    assert shown(as_html(lines), "HTML") == as_plain(lines)


@pytest.mark.parametrize(
    "text", ["短", "第一行\n第二行\n" * 700, "很长" * 5000, "😀" * 3000, "a\n" + "b" * 9000 + "\nc"]
)
def test_a_long_text_is_split_into_messages_that_fit_and_nothing_is_lost(text: str) -> None:
    pieces = split(text)
    assert all(0 < units(piece) <= 4096 for piece in pieces)
    assert "".join(pieces).replace("\n", "") == text.replace("\n", "")
    messages = parted([Line(line) for line in text.split("\n") if line])
    assert all(0 < units(as_plain(message)) <= 4096 for message in messages)
    assert "".join(map(as_plain, messages)).replace("\n", "") == text.replace("\n", "")


def test_a_long_text_is_parted_at_line_ends() -> None:
    lines = [f"{number:04}" + "字" * 96 for number in range(100)]
    assert all(line in lines for piece in split("\n".join(lines)) for line in piece.split("\n"))
