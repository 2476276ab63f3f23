"""The rooms of the package: a question flows one way through them, and none of them knows what is data."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import bot
from bot.world import load_world

PACKAGE = Path(bot.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))
LONGEST_FILE = 400

MAY_IMPORT = {
    "language": set[str](),
    "knowledge": {"language"},
    "understanding": {"knowledge", "language"},
    "answering": {"understanding", "knowledge", "language"},
    "replies": {"answering", "knowledge", "language"},
    "drawing": {"language", "replies"},
    "storage": {"language", "understanding"},
    "gaps": {"engine", "knowledge", "language", "replies", "storage", "world"},
    "suites": {"engine", "knowledge", "replies", "understanding"},
    "browsing": {"engine", "replies", "answering", "knowledge", "language"},
    "channels": {
        "browsing",
        "drawing",
        "gaps",
        "engine",
        "language",
        "replies",
        "settings",
        "storage",
        "understanding",
        "world",
    },
}
"""Room → the rooms and files that it may know. A question goes down this list; nothing goes back up."""
STAGES = ("language", "knowledge", "understanding", "answering", "replies")
SMALL_WORDS = {"全国", "全省", "全球", "全县", "国内", "规模", "市级", "省级"}
"""Words of ordinary Chinese that are also a name somewhere; a scope is a word of the schema."""

by_name = pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))


def imported(path: Path) -> set[str]:
    """The rooms and files of the package that a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "bot":
            rest = node.module.split(".")[1:]
            found |= {rest[0]} if rest else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("bot.")}
    return found


def modules_imported(path: Path) -> set[str]:
    """The packages of others that a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
        elif isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
    return found


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_knows_only_the_rooms_before_it(room: str) -> None:
    files = sorted((PACKAGE / room).rglob("*.py"))
    assert files
    strangers = {str(path.relative_to(PACKAGE)): imported(path) - MAY_IMPORT[room] - {room} for path in files}
    assert {path: rooms for path, rooms in strangers.items() if rooms} == {}


def test_the_list_of_rooms_is_complete() -> None:
    rooms = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()}
    assert rooms == set(MAY_IMPORT) | {"commands"}


@pytest.mark.parametrize("file", ["engine.py", "world.py", "chat.py", "explaining.py", "snapshot.py"])
def test_the_engine_knows_no_channel_no_storage_and_no_command(file: str) -> None:
    assert not imported(PACKAGE / file) & {"channels", "storage", "commands", "suites", "settings", "cli"}


@pytest.mark.parametrize("room", STAGES)
def test_no_stage_of_a_question_touches_a_network_or_a_database(room: str) -> None:
    outside = {"socket", "urllib", "http", "httpx", "requests", "telegram", "sqlalchemy", "asyncio", "subprocess"}
    for path in (PACKAGE / room).rglob("*.py"):
        assert not modules_imported(path) & outside, path


@pytest.mark.parametrize("room", ["understanding", "answering", "replies"])
def test_no_stage_reads_the_clock_or_draws_lots(room: str) -> None:
    for path in (PACKAGE / room).rglob("*.py"):
        assert not modules_imported(path) & {"time", "datetime", "random", "secrets", "uuid"}, path


def test_understanding_asks_who_has_a_measure_and_never_for_a_figure() -> None:
    for path in (PACKAGE / "understanding").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert not attributes & {"base_value", "base_interval", "written"}, path
        assert "bot.knowledge.quantity" not in modules, path


def test_the_checker_shares_no_code_with_what_it_checks() -> None:
    tree = ast.parse((PACKAGE / "replies/checker.py").read_text(encoding="utf-8"))
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    own = {module for module in modules if module and module.startswith("bot.")}
    assert own <= {"bot.knowledge.model", "bot.knowledge.quantity", "bot.replies.reply"}


def test_a_cold_answer_loads_neither_telegram_nor_the_database_nor_the_yaml_schema() -> None:
    code = (
        "import sys\nfrom bot.engine import Engine\nEngine.load()\n"
        "Engine.load().reply('祁县玻璃出口比例')\n"
        "print([m for m in ('telegram', 'sqlalchemy', 'prompt_toolkit', 'asyncio', 'PIL') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.decode().strip() == "[]"


@by_name
def test_no_file_is_too_long_to_read(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@by_name
def test_no_file_is_called_after_nothing(path: Path) -> None:
    assert path.stem not in {"utils", "util", "common", "helpers", "manager", "misc", "base", "core"}


def texts(path: Path) -> Iterator[tuple[int, str]]:
    """The string constants of a file with their lines, without docstrings and descriptions of any kind."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    docstrings |= {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "description"
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value


@cache
def names_of_data() -> set[str]:
    """Names of everything in the shipped fact base: entities, classes and measures, with their ids where those are long."""
    catalogue = load_world().catalogue
    names: set[str] = set()
    for entity in (*catalogue.entities.values(), *catalogue.classes):
        names |= {entity.name, entity.short, *entity.aliases}
    for measure in catalogue.measures.values():
        names |= {measure.name, *measure.names}
    return {name for name in names if len(name) > 1 and re.search(r"[\u4e00-\u9fff]", name)} - SMALL_WORDS


@by_name
def test_no_file_names_a_town_a_product_a_company_or_a_measure(path: Path) -> None:
    names = names_of_data()
    chinese = [(line, text) for line, text in texts(path) if re.search(r"[\u4e00-\u9fff]", text)]
    found = {(line, text) for line, text in chinese if text in names}
    long = {name for name in names if len(name) > 2}
    found |= {(line, name) for line, text in chinese for name in long if name in text}
    assert found == set()
