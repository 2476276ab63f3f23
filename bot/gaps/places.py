"""Where in the YAML a thing is declared: its file, and the way to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.knowledge.yaml_source import YamlPath, read_yaml


@dataclass(frozen=True, slots=True)
class Place:
    """Where one entity or measure stands."""

    file: str
    """As someone standing beside the folder knowledge/ types it."""
    path: YamlPath
    """Keys and positions that lead to it."""
    facts: YamlPath
    """The same for its list of facts."""


def places(city: Path) -> Mapping[str, Place]:
    """Entities and measures by id, for a city's folder and the measures beside it."""
    found: dict[str, Place] = {}
    shared = city.parent / "measures"
    for path in sorted((*shared.glob("*.yaml"), *(city / "measures").glob("*.yaml"))):
        for index, measure in enumerate(_list(read_yaml(path).value, "measures")):
            _add(found, measure, _shown(path, city), ("measures", index), ())
    for path in sorted((*city.glob("towns/*.yaml"), city / "city.yaml")):
        value = read_yaml(path).value
        file = _shown(path, city)
        head = "city" if path.name == "city.yaml" else "town"
        if not isinstance(value, dict) or not isinstance(value.get(head), dict):
            continue
        _add(found, value[head], file, (head,), ("facts",))
        for name in ("levels", "counties", "classes"):
            for index, item in enumerate(_list(value, name)):
                _add(found, item, file, (name, index), ())
        for entity, way, part in _parts(value, str(value[head].get("id")), ()):
            _add(found, {**part, "id": entity}, file, way, (*way, "facts"))
    return found


def _parts(value: Any, above: str, way: YamlPath) -> Iterator[tuple[str, YamlPath, Mapping[str, Any]]]:
    """(entity id, way, part) of all parts below something."""
    for index, part in enumerate(_list(value, "parts")):
        if isinstance(part, dict):
            entity, here = f"{above}/{part.get('id')}", (*way, "parts", index)
            yield entity, here, part
            yield from _parts(part, entity, here)


def _add(found: dict[str, Place], item: Any, file: str, path: YamlPath, facts: YamlPath) -> None:
    if isinstance(item, dict) and isinstance(item.get("id"), str):
        found.setdefault(item["id"], Place(file, path, facts))


def _list(value: Any, name: str) -> list[Any]:
    entries = value.get(name) if isinstance(value, dict) else None
    return entries if isinstance(entries, list) else []


def _shown(path: Path, city: Path) -> str:
    return f"knowledge/{path.relative_to(city.parent).as_posix()}"
