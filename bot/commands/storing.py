"""The store, opened for a command, and the options of commands that read it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from bot.commands.command import CommandError

if TYPE_CHECKING:
    from bot.storage.store import Store


def add_since(parser: argparse.ArgumentParser) -> None:
    """The option that leaves out what is older."""
    parser.add_argument("--since", metavar="日期", help="只看这一天以来的,写成 2025-01-31")


def day(text: str | None) -> date | None:
    """A day as typed.

    Raises:
        CommandError: if it is none.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"--since 的日期写得不对:{text}。应当像 2025-01-31") from error


@contextmanager
def store() -> Iterator[Store]:
    """The store at BOT_DATABASE_URL.

    Raises:
        CommandError: if it can't be used.
    """
    import os

    from sqlalchemy.exc import SQLAlchemyError

    from bot.settings import database_url
    from bot.storage.database import StorageError
    from bot.storage.store import Store

    try:
        opened = Store.open(database_url(os.environ))
    except StorageError as error:
        raise CommandError(str(error)) from error
    try:
        yield opened
    except SQLAlchemyError as error:
        cause = getattr(error, "orig", None) or type(error).__name__
        raise CommandError(f"数据库读写失败({cause})。请检查 BOT_DATABASE_URL 所指的数据库。") from error
    finally:
        opened.close()
