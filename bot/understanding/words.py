"""The words of intents/: question words, operators, closed-class words, with the sense each has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.knowledge.errors import KnowledgeError, Problem
from bot.knowledge.phrases import PhraseError, expand
from bot.knowledge.yaml_source import YamlSource, read_yaml
from bot.language.lexicon import Sense

SENSE_KINDS = frozenset(
    (
        "ask",
        "kind",
        "operator",
        "target",
        "scope",
        "meta",
        "context",
        "closed",
        "power",
        "unit",
        "frame",
        "era",
        "order",
        "currency",
    )
)
CHANGES_ANSWER = frozenset(
    [
        "不",
        "没",
        "非",
        "只",
        "最",
        "前",
        "都",
        "各",
        "每",
        "共",
        "均",
        "除",
        "其中",
        "仅",
        "未",
        "无",
        "除了",
        "唯一",
        "不是",
        "没有",
        "平均",
        "合计",
        "一共",
        "总共",
    ]
)
"""Words that no list of harmless words may hold: leaving them out would change an answer."""


def read_words(folder: Path) -> tuple[tuple[str, Sense], ...]:
    """All words of a folder's YAML files.

    Raises:
        KnowledgeError: with every problem found.
    """
    problems: list[Problem] = []
    words: list[tuple[str, Sense]] = []
    for path in sorted(folder.glob("*.yaml")):
        source = read_yaml(path)
        problems += source.problems
        words += _of_file(source, problems)
    if problems:
        raise KnowledgeError(tuple(problems))
    return tuple(words)


def _of_file(source: YamlSource, problems: list[Problem]) -> Iterator[tuple[str, Sense]]:
    entries = source.value.get("words") if isinstance(source.value, dict) else None
    if not isinstance(entries, list):
        problems.append(source.problem((), "缺少清单「words」", "写成 words: [{sense: …, forms: [...]}]"))
        return
    for index, entry in enumerate(entries):
        here = ("words", index)
        if not isinstance(entry, dict) or set(entry) != {"sense", "forms"}:
            problems.append(
                source.problem(here, "每一条要有 sense 和 forms,没有别的", "写成 {sense: ask.amount, forms: [多少]}")
            )
            continue
        kind, _, ref = str(entry["sense"]).partition(".")
        if kind not in SENSE_KINDS or not ref:
            known = "、".join(sorted(SENSE_KINDS))
            problems.append(
                source.problem((*here, "sense"), f"不认识的词类「{entry['sense']}」", f"第一段写其中之一:{known}")
            )
            continue
        for word in _forms(source, here, entry["forms"] or (), problems):
            if kind == "closed" and word in CHANGES_ANSWER:
                problems.append(
                    source.problem((*here, "forms"), f"「{word}」会改变答案,不能当虚词", "移到 operators.yaml")
                )
                continue
            yield word, Sense(kind, ref)


def _forms(
    source: YamlSource, here: tuple[str | int, ...], phrases: Iterable[object], problems: list[Problem]
) -> Iterator[str]:
    """All forms of the phrases of an entry: 没(记|说)错[吧] stands for four."""
    for phrase in phrases:
        try:
            yield from expand(str(phrase))
        except PhraseError as error:
            problems.append(source.problem((*here, "forms"), str(error), "写成 没(记|说)错[吧]"))


def read_groups(path: Path) -> dict[str, tuple[str, ...]]:
    """The classes of words of which phrases are put together: 「<做>」.

    Raises:
        KnowledgeError: when the file can't be read.
    """
    source = read_yaml(path)
    groups = source.value.get("groups") if isinstance(source.value, dict) else None
    if not isinstance(groups, dict):
        raise KnowledgeError((*source.problems, source.problem((), "缺少「groups」", "写成 groups: {做: [做, 干]}")))
    return {str(name): tuple(dict.fromkeys(str(word) for word in words)) for name, words in groups.items()}
