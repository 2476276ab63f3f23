from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.settings import SettingsError, quiet_spell, telegram_settings
from bot.storage import database
from bot.storage.conversations import ConversationKey, Conversations, HandledUpdate
from bot.storage.database import StorageError, open_database
from bot.storage.gaps import Gap
from bot.storage.store import Store
from bot.storage.tables import CONVERSATIONS, HANDLED_UPDATES, METADATA, SCHEMA, SCHEMA_VERSION
from bot.understanding.context import EMPTY, Context

Start = Callable[[], sa.Engine]
ANNA = ConversationKey("telegram:1", "1")
BORIS = ConversationKey("telegram:2", "2")


@pytest.fixture
def start(address: str) -> Iterator[Start]:
    """Opens the database as a start of the bot does."""
    with ExitStack() as opened:

        def start_() -> sa.Engine:
            engine = open_database(address)
            opened.callback(engine.dispose)
            return engine

        yield start_


@pytest.fixture
def conversations(start: Start) -> Conversations:
    return Conversations(start())


def test_a_new_conversation_has_an_empty_context(conversations: Conversations) -> None:
    assert conversations.load(ANNA) == EMPTY


def test_a_conversation_that_was_quiet_for_too_long_starts_afresh(conversations: Conversations) -> None:
    conversations.save(ANNA, Context(question="甲"))
    assert conversations.load(ANNA, timedelta(minutes=60)) == Context(question="甲")
    assert conversations.load(ANNA, timedelta(0)) == EMPTY


def test_how_long_a_conversation_is_kept_in_mind_is_a_setting() -> None:
    assert quiet_spell({}) == timedelta(minutes=60)
    assert quiet_spell({"BOT_QUIET_MINUTES": "5"}) == timedelta(minutes=5)
    assert quiet_spell({"BOT_QUIET_MINUTES": "0"}) is None
    with pytest.raises(SettingsError, match="BOT_QUIET_MINUTES"):
        quiet_spell({"BOT_QUIET_MINUTES": "bald"})


def test_each_conversation_keeps_its_own_context_over_a_restart(start: Start) -> None:
    before = Conversations(start())
    before.save(ANNA, Context(question="甲"))
    before.save(BORIS, Context(question="丙"))
    before.save(ANNA, Context(question="乙"))
    before.close()
    after = Conversations(start())
    assert after.load(ANNA) == Context(question="乙")
    assert after.load(BORIS) == Context(question="丙")


def test_a_context_that_cannot_be_read_is_a_fresh_start(start: Start) -> None:
    engine = start()
    conversations = Conversations(engine)
    conversations.save(ANNA, Context(question="甲"))
    with engine.begin() as connection:
        connection.execute(sa.update(CONVERSATIONS).values(context='{"of": "another version"}'))
    assert conversations.load(ANNA) == EMPTY


def test_the_update_that_led_to_a_context_is_noted_with_it(conversations: Conversations) -> None:
    assert conversations.last_handled(7) is None
    conversations.save(ANNA, Context(question="甲"), HandledUpdate(7, 100))
    conversations.note_handled(HandledUpdate(8, 5))
    assert (conversations.last_handled(7), conversations.last_handled(8)) == (100, 5)


def test_many_threads_may_save_at_once(conversations: Conversations) -> None:
    failures: list[Exception] = []

    def work(number: int) -> None:
        key = ConversationKey("telegram:9", str(number))
        try:
            for turn in range(10):
                conversations.save(key, Context(question=str(turn)))
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert all(conversations.load(ConversationKey("telegram:9", str(n))).question == "9" for n in range(8))


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
def test_sqlite_keeps_a_write_ahead_log(start: Start) -> None:
    with start().connect() as connection:
        assert connection.scalar(sa.text("PRAGMA journal_mode")) == "wal"


def test_a_database_of_a_newer_program_is_left_alone(start: Start) -> None:
    engine = start()
    with engine.begin() as connection:
        connection.execute(sa.update(SCHEMA).values(version=SCHEMA_VERSION + 1))
    with pytest.raises(StorageError, match="更新的程序"):
        start()


VERSION_1 = Path(__file__).parent / "databases/version-1.db"
"""A database that the program of the first layout wrote."""


def test_a_file_of_the_first_version_keeps_what_it_holds_and_gets_the_new_tables(tmp_path: Path) -> None:
    path = tmp_path / "bot.sqlite3"
    shutil.copy(VERSION_1, path)
    for _ in range(2):
        store = Store.open(f"sqlite:///{path}")
        assert store.conversations.load(ANNA) == Context(question="甲")
        assert store.conversations.load(BORIS) == Context(question="丙", subjects=("a", "b"))
        assert store.conversations.last_handled(7) == 100
        store.gaps.keep(Gap("甲", "not_understood"))
        store.close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT version FROM schema_version").fetchall() == [(2,)]
        assert connection.execute("SELECT count FROM gaps").fetchall() == [(2,)]
    connection.close()


def test_a_postgresql_database_of_the_first_version_is_upgraded(
    new_postgresql_database: Callable[[], str],
) -> None:
    address = new_postgresql_database()
    engine = sa.create_engine(address.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        METADATA.create_all(connection, tables=(SCHEMA, CONVERSATIONS, HANDLED_UPDATES))
        connection.execute(sa.insert(SCHEMA).values(version=1))
    Conversations(engine).save(ANNA, Context(question="甲"))
    engine.dispose()
    store = Store.open(address)
    assert store.conversations.load(ANNA) == Context(question="甲")
    store.gaps.keep(Gap("甲", "not_understood"))
    assert [gap.text for gap in store.gaps.entries()] == ["甲"]
    store.close()


def test_a_database_of_an_older_program_is_upgraded_step_by_step(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    start()
    taken: list[int] = []
    steps = {SCHEMA_VERSION: lambda _: taken.append(1), SCHEMA_VERSION + 1: lambda _: taken.append(2)}
    monkeypatch.setattr(database, "SCHEMA_VERSION", SCHEMA_VERSION + 2)
    monkeypatch.setattr(database, "UPGRADES", steps)
    for _ in range(2):
        start()
    assert taken == [1, 2]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("nonsense", "写得不对"),
        ("sqlite://", "没有写文件名"),
        ("sqlite:////dev/null/x/bot.sqlite3", "建不了"),
        ("oracle2://x", "不认识"),
        ("mysql://bot:secret@host/bot", "不认识"),
        ("postgresql://bot:secret@127.0.0.1:1/bot", "BOT_DATABASE_URL|驱动"),
    ],
)
def test_an_address_that_does_not_work_is_explained_without_its_password(address: str, said: str) -> None:
    with pytest.raises(StorageError, match=said) as error:
        open_database(address)
    assert "secret" not in str(error.value)


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a database " * 100)
    with pytest.raises(StorageError, match=r"notes\.txt"):
        open_database(f"sqlite:///{path}")


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, "没有设置 TELEGRAM_BOT_TOKEN.*@BotFather"),
        ({"TELEGRAM_BOT_TOKEN": "  "}, "没有设置 TELEGRAM_BOT_TOKEN"),
        ({"TELEGRAM_BOT_TOKEN": "12345"}, "写得不完整"),
        ({"TELEGRAM_BOT_TOKEN": "1:A", "TELEGRAM_API_BASE": "127.0.0.1:8081"}, "TELEGRAM_API_BASE"),
        ({"TELEGRAM_BOT_TOKEN": "1:A", "TELEGRAM_API_BASE": "http://127.0.0.1:8081"}, "/bot 结尾"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(environment: dict[str, str], said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        telegram_settings(environment)


def test_settings_do_not_print_their_secrets() -> None:
    settings = telegram_settings({"TELEGRAM_BOT_TOKEN": "1:SECRET", "BOT_DATABASE_URL": "postgresql://a:PASSWORD@b/c"})
    assert "SECRET" not in repr(settings)
    assert "PASSWORD" not in repr(settings)


def test_by_default_conversations_are_kept_in_a_file_of_the_user() -> None:
    assert telegram_settings({"TELEGRAM_BOT_TOKEN": "1:A"}).database_url.startswith("sqlite:///")
