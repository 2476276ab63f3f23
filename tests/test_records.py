"""What is kept of questions and replies: exchanges, votes, gaps, counts, group settings; and how it is forgotten."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.storage.conversations import ConversationKey
from bot.storage.counting import today
from bot.storage.database import open_database
from bot.storage.exchanges import KEPT, KEPT_FOR, Exchange
from bot.storage.feedback import Feedback
from bot.storage.gaps import KEPT_FOR as GAPS_KEPT_FOR
from bot.storage.gaps import Gap
from bot.storage.masking import LONGEST, masked
from bot.storage.store import Forgotten, Store
from bot.storage.tables import CONVERSATIONS, COUNTS, EXCHANGE_REPLIES, EXCHANGES, FEEDBACK, GAPS
from bot.understanding.context import Context

ANNA = ConversationKey("telegram:1", "1")
BORIS = ConversationKey("telegram:-5", "2")
ANNA_IN_GROUP = ConversationKey("telegram:-5", "1")
DAY = date(2025, 3, 1)


@pytest.fixture
def database(address: str) -> Iterator[sa.Engine]:
    engine = open_database(address)
    yield engine
    engine.dispose()


@pytest.fixture
def store(database: sa.Engine) -> Store:
    return Store(database)


def exchange(key: ConversationKey, message: int, question: str = "甲", reply: str = "乙", *replies: int) -> Exchange:
    return Exchange(key, message, question, reply, replies or (message + 1,), Context(question="前"))


# exchanges


def test_an_exchange_is_found_by_either_side(store: Store) -> None:
    kept = exchange(ANNA, 10, "甲", "乙", 11, 12)
    store.exchanges.keep(kept)
    assert store.exchanges.find_by_message(ANNA, 10) == kept
    assert store.exchanges.find_by_reply("telegram:1", 12) == kept
    assert store.exchanges.find_by_message(BORIS, 10) is None
    assert store.exchanges.find_by_reply("telegram:-5", 12) is None


def test_a_message_that_is_answered_again_takes_the_place_of_the_first(store: Store) -> None:
    store.exchanges.keep(exchange(ANNA, 10, "甲", "乙", 11, 12))
    store.exchanges.keep(exchange(ANNA, 20, "丁", "戊", 21))
    again = exchange(ANNA, 10, "丙", "己", 11)
    store.exchanges.keep(again)
    assert store.exchanges.find_by_reply("telegram:1", 11) == again
    assert store.exchanges.find_by_reply("telegram:1", 12) is None
    latest = store.exchanges.latest(ANNA)
    assert latest is not None
    assert latest.message_id == 20


def test_only_the_last_exchanges_of_each_conversation_are_kept(store: Store, database: sa.Engine) -> None:
    store.exchanges.keep(exchange(BORIS, 1))
    for number in range(0, 2 * KEPT + 10, 2):
        store.exchanges.keep(exchange(ANNA, number))
    assert store.exchanges.find_by_message(ANNA, 8) is None
    assert store.exchanges.find_by_message(ANNA, 10) is not None
    assert store.exchanges.find_by_message(BORIS, 1) is not None
    with database.connect() as connection:
        for table in (EXCHANGES, EXCHANGE_REPLIES):
            assert connection.scalar(sa.select(sa.func.count()).select_from(table)) == KEPT + 1


def test_an_exchange_is_kept_for_two_days(store: Store, database: sa.Engine) -> None:
    store.exchanges.keep(exchange(ANNA, 10))
    with database.begin() as connection:
        old = datetime.now(UTC) - KEPT_FOR - timedelta(minutes=1)
        connection.execute(sa.update(EXCHANGES).values(created_at=old))
    assert store.exchanges.find_by_message(ANNA, 10) is None
    assert store.exchanges.find_by_reply("telegram:1", 11) is None
    store.exchanges.keep(exchange(BORIS, 1))
    with database.connect() as connection:
        assert list(connection.scalars(sa.select(EXCHANGES.c.message_id))) == [1]
        assert list(connection.scalars(sa.select(EXCHANGE_REPLIES.c.reply_id))) == [2]


def test_one_exchange_or_all_of_a_conversation_can_be_dropped(store: Store) -> None:
    for message in (10, 20, 30):
        store.exchanges.keep(exchange(ANNA, message))
    assert store.exchanges.forget(ANNA, 10) == 1
    assert store.exchanges.find_by_reply("telegram:1", 11) is None
    assert store.exchanges.forget(ANNA) == 2


# votes


def kept(store: Store, key: ConversationKey = ANNA, message: int = 10) -> Exchange:
    store.exchanges.keep(exchange(key, message))
    found = store.exchanges.find_by_message(key, message)
    assert found is not None
    return found


def verdicts(feedback: Feedback) -> list[str]:
    return [entry.verdict for entry in feedback.entries()]


def test_one_reply_gets_one_vote_and_one_correction(store: Store) -> None:
    mine = kept(store)
    assert [store.feedback.vote(mine, vote) for vote in ("up", "up", "down")] == ["counted", "same", "changed"]
    assert verdicts(store.feedback) == ["down"]
    assert store.feedback.correct(mine, "应当是丙,电话13812345678")
    assert not store.feedback.correct(mine, "又")
    (_, correction) = store.feedback.entries()
    assert (correction.question, correction.reply, correction.comment) == ("甲", "乙", "应当是丙,电话〔号码〕")
    assert correction.day == today()


def test_changing_a_vote_takes_back_one_vote_and_no_more(store: Store) -> None:
    first, second = kept(store, ANNA, 10), kept(store, BORIS, 10)
    store.feedback.vote(first, "up")
    store.feedback.vote(second, "up")
    store.feedback.vote(second, "down")
    assert sorted(verdicts(store.feedback)) == ["down", "up"]


def test_a_reply_that_changed_may_be_voted_on_again(store: Store) -> None:
    store.feedback.vote(kept(store), "down")
    store.exchanges.keep(exchange(ANNA, 10, "甲改", "乙改"))
    again = store.exchanges.find_by_message(ANNA, 10)
    assert again is not None
    assert again.vote == ""
    assert store.feedback.vote(again, "up") == "counted"
    assert verdicts(store.feedback) == ["down", "up"]


def test_a_vote_on_what_was_forgotten_is_not_counted(store: Store) -> None:
    mine = kept(store)
    store.forget(ANNA)
    assert store.feedback.vote(mine, "up") == "gone"
    assert not store.feedback.correct(mine, "错")
    assert store.feedback.entries() == []


def test_two_taps_at_once_are_one_vote(store: Store) -> None:
    mine = kept(store)
    outcomes: list[str] = []
    threads = [threading.Thread(target=lambda: outcomes.append(store.feedback.vote(mine, "up"))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["counted", *["same"] * 5]
    assert verdicts(store.feedback) == ["up"]


# gaps


def test_the_same_question_on_the_same_day_adds_up(store: Store) -> None:
    for text in ("甲镇利润率?", "甲鎮利潤率", " 甲镇利润率 "):
        store.gaps.keep(Gap(text, "not_understood", words=("利润率",), day=DAY_NOW))
    store.gaps.keep(Gap("甲镇利润率", "not_understood", day=DAY_NOW - timedelta(days=1)))
    store.gaps.keep(Gap("甲镇利润率", "no_such_measure", day=DAY_NOW))
    found = store.gaps.entries(DAY_NOW)
    assert [(gap.reason, gap.count, gap.words) for gap in found] == [
        ("no_such_measure", 1, ()),
        ("not_understood", 3, ("利润率",)),
    ]
    assert len(store.gaps.entries()) == 3
    assert store.gaps.clear(DAY_NOW) == 1
    assert store.gaps.clear() == 2


DAY_NOW = today()


def test_gaps_are_dropped_after_half_a_year(store: Store) -> None:
    store.gaps.keep(Gap("旧", "not_understood", day=DAY_NOW - GAPS_KEPT_FOR - timedelta(days=1)))
    store.gaps.keep(Gap("新", "not_understood"))
    assert [gap.text for gap in store.gaps.entries()] == ["新"]


def test_many_threads_may_count_at_once(store: Store) -> None:
    failures: list[Exception] = []

    def work() -> None:
        try:
            for _ in range(5):
                store.counts.add("telegram", "zh-Hans", "answered", DAY)
                store.gaps.keep(Gap("甲", "not_understood"))
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert store.counts.rows() == [(DAY, "telegram", "zh-Hans", "answered", 30)]
    assert [gap.count for gap in store.gaps.entries()] == [30]


def test_counts_are_by_day_channel_language_and_status(store: Store) -> None:
    store.counts.add("telegram", "en", "unknown", DAY)
    store.counts.add("telegram", "en", "unknown", DAY)
    store.counts.add("terminal", "en", "unknown", DAY - timedelta(days=1))
    assert store.counts.rows(DAY) == [(DAY, "telegram", "en", "unknown", 2)]
    assert len(store.counts.rows()) == 2


# nothing tells who


@pytest.mark.parametrize("table", [GAPS, FEEDBACK, COUNTS], ids=lambda table: table.name)
def test_what_is_kept_for_long_has_no_column_for_a_person_a_chat_or_a_time(table: sa.Table) -> None:
    assert not {column.name for column in table.c} & {"chat_key", "user_key", "message_id", "reply_id", "created_at"}
    assert not [column for column in table.c if isinstance(column.type, sa.DateTime)]


@pytest.mark.parametrize(
    ("text", "kept_as"),
    [
        ("我电话13812345678,甲镇怎么样", "我电话〔号码〕,甲镇怎么样"),
        ("打+86 138-1234-5678", "打〔号码〕"),
        ("座机0354-1234567", "座机〔号码〕"),
        ("电话一三八一二三四五六七八", "电话〔号码〕"),
        ("138 1234 5678", "〔号码〕"),
        ("写信给 wang.wu+x@example.com.cn", "写信给 〔邮箱〕"),
        ("联系@zhangsan_1", "联系〔用户名〕"),
        ("身份证14240119900101123X查一下", "身份证〔证件号〕查一下"),
        ("卡号6222 0200 0000 0000 000", "卡号〔号码〕"),
        ("加微信:abc_12345", "加微信〔账号〕"),
        ("我的QQ号是123456", "我的〔账号〕"),
        ("看 https://t.me/x?start=1 这个", "看 〔网址〕 这个"),
        ("晋K12345停哪", "〔车牌〕停哪"),
        ("我叫张三,想问产值", "我叫〔姓名〕,想问产值"),
        ("送到3号楼2单元501室", "送到〔门牌〕"),
    ],
)
def test_personal_data_are_masked(text: str, kept_as: str) -> None:
    assert masked(text) == kept_as


@pytest.mark.parametrize(
    "text",
    [
        "产值超过130000000元吗",
        "2022-2023产值",
        "2019 2023年",
        "3400吨和66000000元哪个大",
        "三亿五千万",
        "第12个",
        "1~3万元",
    ],
)
def test_figures_are_left_alone(text: str) -> None:
    assert masked(text) == text


def test_a_text_is_masked_before_it_is_cut() -> None:
    text = "甲" * (LONGEST - 6) + "13812345678"
    assert "138" not in masked(text)
    assert len(masked("甲" * 3000)) == LONGEST


def test_words_that_were_masked_in_the_text_are_not_kept_beside_it(store: Store) -> None:
    store.gaps.keep(Gap("联系@zhangsan 问股价", "not_understood", words=("zhangsan", "股价")))
    (gap,) = store.gaps.entries()
    assert (gap.text, gap.words) == ("联系〔用户名〕 问股价", ("股价",))


# groups and forgetting


def test_a_group_is_on_until_it_is_turned_off(store: Store) -> None:
    assert store.groups.is_on("telegram:-5")
    for on in (False, False, True, False):
        store.groups.set("telegram:-5", on)
        assert store.groups.is_on("telegram:-5") is on
    assert store.groups.is_on("telegram:-6")


def test_forgetting_drops_what_is_kept_of_a_person_in_one_chat_or_everywhere(store: Store) -> None:
    elsewhere = ConversationKey("matrix:1", "1")
    for key in (ANNA, ANNA_IN_GROUP, BORIS, elsewhere):
        store.conversations.save(key, Context(question="甲"))
        store.exchanges.keep(exchange(key, 10 + len(key.chat + key.user)))
        store.exchanges.keep(exchange(key, 40 + ord(key.user)))
    assert store.forget(ANNA) == Forgotten(conversations=1, exchanges=2)
    assert store.forget(ANNA) == Forgotten(0, 0)
    assert store.conversations.load(ANNA_IN_GROUP).question == "甲"
    assert store.forget(ANNA, everywhere=True) == Forgotten(1, 2)
    assert store.exchanges.latest(ANNA_IN_GROUP) is None
    assert store.exchanges.latest(BORIS) is not None
    assert store.exchanges.latest(elsewhere) is not None


def test_tidying_drops_what_is_too_old_though_nobody_writes(store: Store, database: sa.Engine) -> None:
    for key in (ANNA, BORIS):
        store.conversations.save(key, Context(question="甲"))
        store.exchanges.keep(exchange(key, 1))
    old = datetime.now(UTC) - KEPT_FOR - timedelta(minutes=1)
    with database.begin() as connection:
        for table, column in ((EXCHANGES, "created_at"), (CONVERSATIONS, "updated_at")):
            connection.execute(sa.update(table).where(table.c.user_key == ANNA.user).values({column: old}))
    store.tidy(None)
    assert store.conversations.load(ANNA).question == "甲"
    store.tidy(timedelta(hours=1))
    assert store.conversations.load(ANNA).question == ""
    assert store.conversations.load(BORIS).question == "甲"
    with database.connect() as connection:
        assert list(connection.scalars(sa.select(EXCHANGES.c.user_key))) == [BORIS.user]


@pytest.mark.parametrize(
    ("typed", "stays"), [("我叫张伟想问玻璃利润率", "张伟"), ("微信id zhangwei88问利润", "zhangwei88")]
)
def test_a_name_or_an_account_in_a_running_text_is_masked(typed: str, stays: str) -> None:
    assert stays not in masked(typed)
    assert "利润" in masked(typed)


def test_what_is_forgotten_is_in_no_file_of_the_database(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'bot.sqlite3'}")
    key = ConversationKey("telegram:1", "1")
    for number in range(30):
        store.exchanges.keep(Exchange(key, number, f"独一无二的话 {number}"))
    store.forget(key)
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    store.close()
    assert "独一无二".encode() not in kept
