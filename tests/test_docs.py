"""What the guides show is true: every YAML example loads or fails as it says, and every command exists."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from bot.chat import read_chat
from bot.cli import build_parser
from bot.commands import COMMANDS
from bot.engine import Engine
from bot.knowledge.errors import KnowledgeError
from bot.knowledge.loading import load_catalogue
from bot.knowledge.schema import FactForm, MeasureForm
from bot.replies.wordings import read_wordings
from bot.suites.reading import read_suites
from bot.understanding.context import EMPTY
from bot.understanding.patterns import read_patterns
from bot.understanding.words import read_words
from bot.world import data_folder

ROOT = Path(__file__).parent.parent
FACTS, PATTERNS, README = ROOT / "docs/写事实.md", ROOT / "docs/写句式.md", ROOT / "README.md"
OPERATING = ROOT / "docs/运营.md"
BLOCK = re.compile(r"```yaml\n(.*?)```", re.DOTALL)
HEAD = re.compile(r"# (新文件|摘自|错|词错|词|句式错|句式|措辞错|措辞|闲聊)[: :]?(.*)")


def blocks(guide: Path, *kinds: str) -> list[tuple[str, str]]:
    """The rest of the first line, and the text, of the examples of a kind."""
    found = []
    for text in BLOCK.findall(guide.read_text(encoding="utf-8")):
        head = HEAD.match(text)
        assert head, f"an example in {guide.name} does not say what it is: {text.splitlines()[0]}"
        if head[1] in kinds:
            found.append((head[2].strip(), text))
    return found


def shared_knowledge(folder: Path) -> Path:
    """Units and measures, and beside them an empty city."""
    knowledge = data_folder("knowledge")
    shutil.copytree(knowledge / "measures", folder / "measures")
    shutil.copy(knowledge / "units.yaml", folder / "units.yaml")
    return folder / "yunjiang"


def write_documented_city(folder: Path) -> Path:
    city = shared_knowledge(folder)
    for name, text in blocks(FACTS, "新文件"):
        path = city / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return city


def problems(read: Callable[[], object]) -> list[str]:
    try:
        read()
    except KnowledgeError as error:
        return [problem.what for problem in error.problems]
    return []


def write_facts(city: Path, text: str) -> None:
    head = "town: {id: example, name: 例子专业镇, county: baixi, level: municipal}\nfacts:\n"
    indented = "".join(f"  {line}\n" for line in text.splitlines())
    (city / "towns/example.yaml").write_text(head + indented, encoding="utf-8")


def test_the_new_files_of_the_guide_make_a_city_that_loads(tmp_path: Path) -> None:
    catalogue = load_catalogue(write_documented_city(tmp_path))
    assert [town.name for town in catalogue.towns] == ["白溪竹编专业镇"]
    assert "kilns" in catalogue.measures
    assert {fact.measure for fact in catalogue.facts} >= {"output_value", "market_share", "basis", "effect"}


@pytest.mark.parametrize(("origin", "text"), blocks(FACTS, "摘自"))
def test_facts_that_the_guide_shows_load(tmp_path: Path, origin: str, text: str) -> None:
    city = write_documented_city(tmp_path)
    write_facts(city, text)
    load_catalogue(city)
    for file in re.findall(r"towns/[a-z-]+\.yaml", origin):
        assert (data_folder("knowledge") / "jinzhong" / file).is_file()


@pytest.mark.parametrize(("said", "text"), blocks(FACTS, "错"))
def test_a_mistake_that_the_guide_shows_is_reported_as_it_says(tmp_path: Path, said: str, text: str) -> None:
    city = write_documented_city(tmp_path)
    write_facts(city, text)
    assert said in problems(lambda: load_catalogue(city))


def test_every_key_that_the_guide_names_is_a_key_of_a_fact() -> None:
    text = FACTS.read_text(encoding="utf-8")
    named = set(re.findall(r"^\| `([a-z_]+)` \|", text, re.MULTILINE))
    assert named
    assert named <= set(FactForm.model_fields)


def test_every_kind_of_measure_is_explained() -> None:
    text = FACTS.read_text(encoding="utf-8")
    for kind in MeasureForm.model_json_schema()["properties"]["kind"]["enum"]:
        assert f"`{kind}`" in text


READERS: dict[str, tuple[str, Callable[[Path], object]]] = {
    "词": ("words/x.yaml", lambda path: read_words(path.parent)),
    "句式": ("patterns.yaml", read_patterns),
    "措辞": ("wordings.yaml", read_wordings),
    "闲聊": ("chat.yaml", read_chat),
}
RIGHT = [(kind, text) for kind in READERS for _, text in blocks(PATTERNS, kind)]
WRONG = [(kind, said, text) for kind in READERS for said, text in blocks(PATTERNS, f"{kind}错")]


def read_as(kind: str, folder: Path, text: str) -> list[str]:
    name, read = READERS[kind]
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return problems(lambda: read(path))


@pytest.mark.parametrize(("kind", "text"), RIGHT)
def test_words_patterns_and_wordings_that_the_guide_shows_load(tmp_path: Path, kind: str, text: str) -> None:
    assert read_as(kind, tmp_path, text) == []


@pytest.mark.parametrize(("kind", "said", "text"), WRONG)
def test_those_that_it_calls_wrong_are_refused_as_it_says(tmp_path: Path, kind: str, said: str, text: str) -> None:
    assert said in read_as(kind, tmp_path, text)


def test_both_guides_show_mistakes_too() -> None:
    assert len(blocks(FACTS, "错")) >= 5
    assert len(WRONG) >= 5


@pytest.mark.parametrize("file", ["words/closed.yaml", "words/questions.yaml", "words/operators.yaml", "words/units.yaml",
                                  "patterns.yaml", "wordings.yaml", "chat.yaml"])  # fmt: skip
def test_every_file_of_words_is_named_in_the_guide(file: str) -> None:
    assert file in PATTERNS.read_text(encoding="utf-8")
    assert (data_folder("intents") / file).is_file()


@pytest.mark.parametrize("guide", [FACTS, PATTERNS, OPERATING, README], ids=lambda path: path.name)
def test_every_command_that_a_guide_shows_exists(guide: Path) -> None:
    text = guide.read_text(encoding="utf-8")
    shown = re.findall(r"`bot ([^`]+)`", text)
    assert shown
    names = {command.name for command in COMMANDS}
    for line in shown:
        words = shlex.split(line.split(">")[0])
        assert words[0] in names, line
        if len(words) > 1 and "…" not in line:
            assert build_parser().parse_args(words).command == words[0]


def test_the_questions_of_the_readme_are_a_suite_that_reads(tmp_path: Path) -> None:
    (text,) = BLOCK.findall(README.read_text(encoding="utf-8"))
    assert set(yaml.safe_load(text)) == {"suite", "cases", "series", "never"}
    (tmp_path / "readme.yaml").write_text(text, encoding="utf-8")
    _, found = read_suites([tmp_path / "readme.yaml"])
    assert found == ()


def test_the_conversation_in_the_readme_is_one_that_takes_place() -> None:
    text = README.read_text(encoding="utf-8")
    shown = re.findall(
        r"^    (> .*|[^>\n].*)$", text[text.index("<!-- transcript -->") : text.index("## Start")], re.MULTILINE
    )
    engine, context, said = Engine.load(), EMPTY, []
    for line in shown:
        if line.startswith("> "):
            reply, context = engine.reply(line[2:], context)
            said += [line, *reply.text.split("\n")]
    assert len(said) > 20
    assert shown == said, "the conversation now goes:\n" + "\n".join(f"    {line}" for line in said)
