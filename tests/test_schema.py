"""The JSON Schema accepts what is shipped, refuses what is wrong, and says of every key what it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bot.cli import main
from bot.knowledge.json_schema import json_schema
from bot.knowledge.yaml_source import read_yaml, read_yaml_text
from bot.world import data_folder

KNOWLEDGE = data_folder("knowledge")
FILES = sorted(KNOWLEDGE.rglob("*.yaml"))


def errors(value: Any) -> list[str]:
    return [error.message for error in jsonschema.Draft202012Validator(json_schema()).iter_errors(value)]


def read(text: str) -> Any:
    return read_yaml_text(text, Path("x.yaml")).value


def test_the_schema_is_a_valid_json_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(KNOWLEDGE)))
def test_every_shipped_file_is_valid(path: Path) -> None:
    assert errors(read_yaml(path).value) == []


@pytest.mark.parametrize(
    "text",
    [
        "town: {id: a, name: 甲, county: b}",
        "town: {id: a, name: 甲, county: b, level: c, colour: 红}",
        "town: {id: A, name: 甲, county: b, level: c}",
        "town: {id: a, name: 甲, county: b, level: c}\nfacts: [{measure: output, value: 3吨}]",
        "town: {id: a, name: 甲, county: b, level: c}\nfacts: [{measure: output, valeu: 3吨, at: x}]",
        "town: {id: a, name: 甲, county: b, level: c}\nfacts: [{measure: output, value: 3吨, status: done, at: x}]",
        "measures: []",
        "measures: [{id: a, name: 甲, kind: number}]",
        "units: [{name: 箩}]",
        "city: {id: a, name: 甲}",
    ],
)
def test_what_bot_check_refuses_for_its_form_the_schema_refuses_too(text: str) -> None:
    assert errors(read(text))


def test_a_fact_offers_an_editor_the_keys_that_authors_use() -> None:
    fact = json_schema()["$defs"]["FactForm"]
    used = {key for path in FILES for key in _fact_keys(read_yaml(path).value)}
    assert used <= set(fact["properties"])
    assert set(fact["required"]) == {"measure", "at"}


def _fact_keys(value: Any) -> set[str]:
    if isinstance(value, list):
        return {key for item in value for key in _fact_keys(item)}
    if not isinstance(value, dict):
        return set()
    own = set(value) if "measure" in value else set()
    return own | {key for item in value.values() for key in _fact_keys(item)}


@pytest.mark.parametrize("form", ["FactForm", "MeasureForm", "UnitForm"])
def test_keys_that_do_not_explain_themselves_are_described(form: str) -> None:
    plain = {"id", "name", "measure", "source", "english", "noun", "per", "status", "formula", "dimension", "aliases"}
    properties = json_schema()["$defs"][form]["properties"]
    assert {key for key, about in properties.items() if not about.get("description")} <= plain


def test_bot_schema_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == json_schema()
