"""Opening the database: connection settings, tables, and the version of their layout."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from bot.storage.tables import METADATA, SCHEMA, SCHEMA_VERSION
from bot.storage.upgrades import UPGRADES

_KINDS = ("sqlite", "postgresql")
_UNKNOWN_KIND = "BOT_DATABASE_URL 的数据库种类不认识:{name}。可用 sqlite 或 postgresql。"


class StorageError(Exception):
    """A database that can't be used; the text says why and what to do, in Chinese."""


def open_database(address: str) -> Engine:
    """Connect, and lay out the tables if they are not there yet.

    Args:
        address: a SQLAlchemy URL, such as sqlite:////var/lib/bot/bot.sqlite3 or postgresql://user@host/name.

    Raises:
        StorageError: if the address, the driver or the database can't be used.
    """
    url = _url(address)
    if url.drivername.partition("+")[0] not in _KINDS:
        raise StorageError(_UNKNOWN_KIND.format(name=url.drivername))
    try:
        engine = (
            _sqlite(url)
            if url.get_backend_name() == "sqlite"
            else sa.create_engine(url, pool_pre_ping=True, hide_parameters=True)
        )
    except NoSuchModuleError as error:
        raise StorageError(_UNKNOWN_KIND.format(name=url.drivername)) from error
    except ModuleNotFoundError as error:
        hint = "。PostgreSQL 的驱动这样安装:pip install 'specialty-town-bot[postgresql]'"
        raise StorageError(f"缺少数据库驱动 {error.name}{hint}") from error
    try:
        with engine.begin() as connection:
            _lay_out(connection)
    except StorageError:
        engine.dispose()
        raise
    except SQLAlchemyError as error:
        engine.dispose()
        # The address is shown without its password, and the driver's own words without the statement.
        cause = getattr(error, "orig", None) or type(error).__name__
        raise StorageError(f"数据库打不开:{url.render_as_string()}({cause})。请检查 BOT_DATABASE_URL。") from error
    return engine


def _url(address: str) -> URL:
    try:
        url = make_url(address)
    except ArgumentError as error:
        example = "sqlite:////var/lib/bot/bot.sqlite3 或 postgresql://用户:密码@主机/库名"
        raise StorageError(f"BOT_DATABASE_URL 写得不对,应当像:{example}") from error
    if url.drivername in ("postgres", "postgresql"):
        # Which driver the bare name means differs between SQLAlchemy's versions; the extra installs this one.
        url = url.set(drivername="postgresql+psycopg")
    return url


def _sqlite(url: URL) -> Engine:
    if url.database in (None, "", ":memory:"):
        raise StorageError(
            "BOT_DATABASE_URL 没有写文件名,重启后什么都不会留下。应当像:sqlite:////var/lib/bot/bot.sqlite3"
        )
    try:
        Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"建不了数据库所在的目录:{Path(str(url.database)).parent}({error.strerror})") from error
    engine = sa.create_engine(url, connect_args={"timeout": 10}, hide_parameters=True)

    @sa.event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        # With a write-ahead log a reader (a backup, say) doesn't hold up the bot; what is committed survives a kill.
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        # What is deleted on somebody's wish must not stay readable in the file.
        connection.execute("PRAGMA secure_delete=ON")

    return engine


def _lay_out(connection: Connection) -> None:
    METADATA.create_all(connection, tables=(SCHEMA,))
    version = connection.scalar(sa.select(SCHEMA.c.version))
    if version is None:
        METADATA.create_all(connection)
        connection.execute(sa.insert(SCHEMA).values(version=SCHEMA_VERSION))
        return
    if version > SCHEMA_VERSION:
        advice = "请升级程序,或换一个 BOT_DATABASE_URL。"
        raise StorageError(f"数据库是更新的程序建的(版式 {version},本程序只懂 {SCHEMA_VERSION})。{advice}")
    for step in range(version, SCHEMA_VERSION):
        UPGRADES[step](connection)
    connection.execute(sa.update(SCHEMA).values(version=SCHEMA_VERSION))
