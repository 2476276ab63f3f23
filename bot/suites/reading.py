"""Question suites in YAML → cases, with every mistake of every file reported at once.

A file looks like this; everything but `ask` (or `turns`) may be left out:

    suite: 某组问题
    cases:                      # one conversation each; only the last reply is judged
      - {id: a1, ask: …, expect: answered, must: [[70%, 七成]], must_not: […], facts: […], tags: [lookup], note: …}
      - {id: a2, turns: [先问这句, 再问这句], expect: [answered, clarify], who: 记者}
    series:                     # one conversation each; every reply is judged
      - {id: b1, turns: [{ask: …, must: [[…]]}, {ask: …, expect: unknown}]}
    never:                      # no reply may state a fact
      - {category: 别处的事, ask: […, …]}
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

from bot.knowledge.errors import Problem, shown
from bot.knowledge.yaml_source import YamlPath, YamlSource, read_yaml
from bot.replies.reply import Status
from bot.suites.suite import Case, Expectation, Suite, Turn

_JUDGED = ("expect", "must", "must_not", "facts")
_ABOUT = ("id", "who", "tags", "note")
_STATUSES: dict[str, Status] = {status: status for status in get_args(Status)}


def suite_files(paths: Sequence[Path]) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """The files that the paths name; of a folder its own *.yaml, not those of folders in it."""
    files: list[Path] = []
    problems: list[Problem] = []
    for path in paths:
        if path.is_dir():
            found = sorted(path.glob("*.yaml"))
            if not found:
                problems.append(Problem(shown(path), 0, "这个目录里没有题集(*.yaml)", "写上题集所在的文件或目录"))
            files += found
        elif path.is_file():
            files.append(path)
        else:
            problems.append(Problem(shown(path), 0, "没有这个文件或目录", "写上题集所在的文件或目录"))
    return tuple(dict.fromkeys(files)), tuple(problems)


def read_suites(files: Sequence[Path]) -> tuple[tuple[Suite, ...], tuple[Problem, ...]]:
    """The suites of the files and what is wrong with them; suites with problems are not to be run."""
    suites: list[Suite] = []
    problems: list[Problem] = []
    first_uses: dict[str, str] = {}
    for file in files:
        reader = _SuiteReader(read_yaml(file))
        suite = reader.suite()
        problems += reader.problems
        for case in suite.cases:
            place = f"{case.file}:{case.line}"
            first = first_uses.setdefault(case.id, place)
            if first != place:
                problems.append(Problem(case.file, case.line, f"id「{case.id}」重复,{first} 已经用了", "换一个 id"))
        suites.append(suite)
    return tuple(suites), tuple(sorted(problems))


class _SuiteReader:
    """Reads one file, noting every mistake on the way."""

    def __init__(self, source: YamlSource) -> None:
        self.source = source
        self.problems: list[Problem] = list(source.problems)

    def suite(self) -> Suite:
        stem = self.source.path.stem
        if self.source.value is None:
            if not self.problems:
                self._complain((), "文件是空的", "写上题目,或删掉这个文件")
            return Suite(stem, ())
        whole = self._mapping(self.source.value, (), ("suite", "cases", "series", "never"))
        cases = [self._case(entry, path, stem) for entry, path in self._entries(whole, ("cases",))]
        cases += [self._series(entry, path, stem) for entry, path in self._entries(whole, ("series",))]
        for entry, path in self._entries(whole, ("never",)):
            cases += self._never(entry, path, stem)
        if not cases and not self.problems:
            self._complain((), "没有题目", "写上 cases、series 或 never")
        return Suite(self._text(whole, ("suite",), stem), tuple(cases))

    def _case(self, value: Any, path: YamlPath, stem: str) -> Case:
        entry = self._mapping(value, path, (*_ABOUT, "ask", "turns", *_JUDGED))
        asked = self._texts(entry, (*path, "turns"))
        if "ask" in entry:
            if asked:
                self._complain((*path, "ask"), "ask 和 turns 只能写一个", "一句用 ask,几句用 turns")
            asked = (self._question(entry, path),)
        elif not asked:
            self._complain(path, "没有问题", "写上 ask: …(一句)或 turns: […](几句)")
        expectation = self._expectation(entry, path)
        turns = tuple(
            Turn(ask, expectation if place == len(asked) else None) for place, ask in enumerate(asked, start=1)
        )
        return self._about(entry, path, stem, turns)

    def _series(self, value: Any, path: YamlPath, stem: str) -> Case:
        entry = self._mapping(value, path, (*_ABOUT, "turns"))
        turns = []
        for item, place in self._entries(entry, (*path, "turns")):
            turn = self._mapping(item, place, ("ask", "note", *_JUDGED))
            turns.append(Turn(self._question(turn, place), self._expectation(turn, place)))
        if not turns:
            self._complain(path, "没有问题", "写上 turns: [{ask: …}, …]")
        return self._about(entry, path, stem, tuple(turns))

    def _never(self, value: Any, path: YamlPath, stem: str) -> list[Case]:
        entry = self._mapping(value, path, ("category", "ask", "note"))
        category = self._text(entry, (*path, "category"), "")
        if not category:
            self._complain(path, "没有写 category", "写上这类问题为什么不该答,如 category: 别处的事")
        asked = self._texts(entry, (*path, "ask"))
        if not asked:
            self._complain(path, "没有问题", "写上 ask: …")
        return [
            Case(
                id=f"{stem}:{self.source.line((*path, 'ask', index))}:{question}",
                turns=(Turn(question, Expectation(no_fact=True)),),
                tags=("never", category),
                note=self._text(entry, (*path, "note"), ""),
                file=shown(self.source.path),
                line=self.source.line((*path, "ask", index)),
            )
            for index, question in enumerate(asked)
        ]

    def _about(self, entry: dict[str, Any], path: YamlPath, stem: str, turns: tuple[Turn, ...]) -> Case:
        line = self.source.line(path)
        return Case(
            id=self._text(entry, (*path, "id"), f"{stem}:{line}"),
            turns=turns,
            tags=self._texts(entry, (*path, "tags")),
            who=self._text(entry, (*path, "who"), ""),
            note=self._text(entry, (*path, "note"), ""),
            file=shown(self.source.path),
            line=line,
        )

    def _expectation(self, entry: dict[str, Any], path: YamlPath) -> Expectation:
        statuses = []
        for status in self._texts(entry, (*path, "expect")):
            if status in _STATUSES:
                statuses.append(_STATUSES[status])
            else:
                self._complain((*path, "expect"), f"没有「{status}」这种状态", f"写成其中之一:{'、'.join(_STATUSES)}")
        must = tuple(self._as_texts(group, place) for group, place in self._entries(entry, (*path, "must")))
        return Expectation(
            statuses=tuple(statuses) or ("answered",),
            must=must,
            must_not=self._texts(entry, (*path, "must_not")),
            facts=self._texts(entry, (*path, "facts")),
        )

    def _mapping(self, value: Any, path: YamlPath, keys: tuple[str, ...]) -> dict[str, Any]:
        if not isinstance(value, dict):
            self._complain(path, "这里应当是「键: 值」", f"可用的键:{'、'.join(keys)}")
            return {}
        for key in value:
            if key not in keys:
                near = difflib.get_close_matches(key, keys, n=1)
                fix = f"是不是想写「{near[0]}」?" if near else f"可用的键:{'、'.join(keys)}"
                self._complain((*path, key), f"不认识的键「{key}」", fix)
        return value

    def _entries(self, entry: dict[Any, Any], path: YamlPath) -> list[tuple[Any, YamlPath]]:
        """The items of a list with their places; none where the key is left out."""
        value = entry.get(path[-1])
        if value is None:
            return []
        if not isinstance(value, list):
            self._complain(path, f"「{path[-1]}」应当是清单", "写成 [… , …],或每项一行、以「- 」开头")
            return []
        return [(item, (*path, index)) for index, item in enumerate(value)]

    def _question(self, entry: dict[str, Any], path: YamlPath) -> str:
        """The question of an entry. An empty one is a question too: people do send it."""
        value = entry.get("ask")
        if isinstance(value, str | int) and not isinstance(value, bool):
            return str(value)
        self._complain((*path, "ask"), "没有问题", '写上 ask: …(空的问题写成 "")')
        return ""

    def _text(self, entry: dict[Any, Any], path: YamlPath, default: str) -> str:
        value = entry.get(path[-1])
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, str | int):
            self._complain(path, f"「{path[-1]}」应当是文字", "写成一行文字")
            return default
        return str(value)

    def _texts(self, entry: dict[Any, Any], path: YamlPath) -> tuple[str, ...]:
        """A list of texts; one text alone stands for a list of one."""
        value = entry.get(path[-1])
        return () if value is None else self._as_texts(value, path)

    def _as_texts(self, value: Any, path: YamlPath) -> tuple[str, ...]:
        items = value if isinstance(value, list) else [value]
        if any(isinstance(item, bool) or not isinstance(item, str | int) for item in items):
            self._complain(path, f"「{path[-1]}」应当是文字或一列文字", "写成 [… , …];true、false 要加引号")
            return ()
        return tuple(str(item) for item in items)

    def _complain(self, path: YamlPath, what: str, fix: str) -> None:
        self.problems.append(self.source.problem(path, what, fix))
