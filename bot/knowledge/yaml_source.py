"""A YAML file read with the line of every value, and without YAML 1.1's surprises.

PyYAML would read `no` as False, `010` as 8 and keep the last of two equal keys. Here the nodes are read with PyYAML's
parser, and the values are made from them by a few rules that refuse what an author can't have meant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.knowledge.errors import Problem, shown

YamlPath = tuple[str | int, ...]

_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
_SURPRISES = re.compile(r"(?i:y|n|yes|no|on|off)|0[0-9]+|0[xo][0-9a-fA-F]+|[0-9][0-9_]*(:[0-5]?[0-9])+|[0-9]+_[0-9_]+")
_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*")


@dataclass(frozen=True, slots=True)
class YamlSource:
    """The value of one YAML file with the lines its parts stand on."""

    path: Path
    value: Any
    lines: dict[YamlPath, int] = field(repr=False)
    problems: tuple[Problem, ...] = ()

    def line(self, path: YamlPath) -> int:
        """The line of a value, or of the nearest thing around it."""
        while path not in self.lines and path:
            path = path[:-1]
        return self.lines.get(path, 1)

    def problem(self, path: YamlPath, what: str, fix: str) -> Problem:
        """A problem at a place of this file."""
        return Problem(shown(self.path), self.line(path), what, fix)


def read_yaml(path: Path) -> YamlSource:
    """Read one file. Mistakes of writing come back as problems; the rest of the file is still there."""
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        problem = Problem(shown(path), line, "这一行不是 UTF-8 编码", "用 UTF-8 编码另存文件")
        return YamlSource(path, None, {}, (problem,))
    except OSError as error:
        return YamlSource(
            path, None, {}, (Problem(shown(path), 0, f"读不了文件({error.strerror})", "检查文件名和权限"),)
        )
    return read_yaml_text(text, path)


def read_yaml_text(text: str, path: Path) -> YamlSource:
    """The same for text already in memory; `path` is only named in problems."""
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        node = yaml.compose(text, Loader=loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 0
        detail = getattr(error, "problem", None) or str(error).splitlines()[0]
        problem = Problem(shown(path), line, f"YAML 写法有误({detail})", "检查这一行的缩进、冒号后的空格和引号是否成对")
        return YamlSource(path, None, {}, (problem,))
    reader = _Reader(path)
    value = reader.build(node, ()) if node is not None else None
    return YamlSource(path, value, reader.lines, tuple(reader.problems))


class _Reader:
    """Turns nodes into values, noting lines and mistakes on the way."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines: dict[YamlPath, int] = {}
        self.problems: list[Problem] = []

    def build(self, node: Any, path: YamlPath) -> Any:
        line = node.start_mark.line + 1
        self.lines[path] = line
        if node.id == "mapping":
            return self._mapping(node, path)
        if node.id == "sequence":
            return [self.build(item, (*path, index)) for index, item in enumerate(node.value)]
        return self._scalar(node, line)

    def _mapping(self, node: Any, path: YamlPath) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if key_node.id != "scalar":
                self._complain(line, "键不是文字", "把键写成一个词")
                continue
            key = key_node.value
            if key == "<<":
                self._complain(line, "用了合并键「<<」", "把内容直接写出来")
                continue
            if key in result:
                first = self.lines[(*path, key)]
                self._complain(line, f"键「{key}」重复,第 {first} 行已经有了", "合并成一处,或改掉其中一个")
                continue
            result[key] = self.build(value_node, (*path, key))
            self.lines[(*path, key)] = line
        return result

    def _scalar(self, node: Any, line: int) -> Any:
        text: str = node.value
        if node.style in ("'", '"', "|", ">"):
            return text
        if text in ("", "~", "null"):
            return None
        if text in ("true", "false"):
            return text == "true"
        if _SURPRISES.fullmatch(text):
            self._complain(line, f"「{text}」在 YAML 里会被读成别的值", f'加上引号:"{text}"')
            return text
        if _DATE.fullmatch(text):
            self._complain(line, f"「{text}」会被读成日期", f'加上引号:"{text}"')
            return text
        if _INTEGER.fullmatch(text):
            return int(text)
        # Decimals stay text: a float would not keep 5.0 and 18.22 as written.
        return text

    def _complain(self, line: int, what: str, fix: str) -> None:
        self.problems.append(Problem(shown(self.path), line, what, fix))
