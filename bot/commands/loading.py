"""The engine, loaded for a command."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.command import CommandError

if TYPE_CHECKING:
    from bot.engine import Engine


def add_city(parser: argparse.ArgumentParser) -> None:
    """The option that takes another city's folder of facts."""
    parser.add_argument(
        "--city", metavar="目录", type=Path, default=None, help="用这个目录里的事实库(默认用随程序安装的那座城市)"
    )


def load_engine(city: Path | None = None) -> Engine:
    """The engine for a city.

    Raises:
        CommandError: with every problem of the fact base, when it can't be used.
    """
    from bot.engine import Engine
    from bot.knowledge.errors import KnowledgeError

    if city is not None and not city.is_dir():
        raise CommandError(f"没有这个目录:{city}。请写事实库所在的目录,例如 --city knowledge/某市")
    try:
        return Engine.load(city)
    except KnowledgeError as error:
        report = f"事实库读不进来,有 {len(error.problems)} 个问题:\n{error}"
        raise CommandError(f"{report}\n改好后用 bot check 再查一遍。") from error
