"""Wordings: the fixed words of replies, read from intents/wordings.yaml. None of them may hold a quantity."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.knowledge.errors import KnowledgeError
from bot.knowledge.yaml_source import read_yaml
from bot.replies.reply import Span

_SLOT = re.compile(r"\{([a-z_]+)\}")
_QUANTITY = re.compile(
    r"[0-9零〇一二三四五六七八九十百千万亿两半]"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|thousand|million|billion|half|third|twice)\b",
    re.IGNORECASE,
)

Filling = Span | Sequence[Span]


@dataclass(frozen=True)
class Wordings:
    """Templates by name."""

    templates: Mapping[str, str]

    def __call__(self, name: str, /, **slots: Filling) -> tuple[Span, ...]:
        """A wording with its slots filled.

        Raises:
            KeyError: when the wording or one of its slots is missing.
        """
        spans: list[Span] = []
        for piece in _pieces(self.templates[name]):
            filling = piece if isinstance(piece, Span) else slots[piece]
            if isinstance(filling, Span):
                spans.append(filling)
            else:
                spans += filling
        return tuple(spans)


@lru_cache(maxsize=1024)
def _pieces(template: str) -> tuple[Span | str, ...]:
    """A template taken apart: its words, and between them the names of its slots."""
    pieces: list[Span | str] = []
    position = 0
    for match in _SLOT.finditer(template):
        if match.start() > position:
            pieces.append(Span(template[position : match.start()], "wording"))
        pieces.append(match[1])
        position = match.end()
    if position < len(template):
        pieces.append(Span(template[position:], "wording"))
    return tuple(pieces)


def read_wordings(path: Path) -> Wordings:
    """The wordings of a file.

    Raises:
        KnowledgeError: with every wording that is no text or holds a quantity.
    """
    source = read_yaml(path)
    problems = list(source.problems)
    entries = source.value.get("wordings") if isinstance(source.value, dict) else None
    if not isinstance(entries, dict):
        raise KnowledgeError((*problems, source.problem((), "缺少「wordings」", "写成 wordings: {名字: 措辞}")))
    for name, text in entries.items():
        if not isinstance(text, str):
            problems.append(source.problem(("wordings", name), f"措辞「{name}」不是文字", "写成一句话,加引号"))
        elif found := _QUANTITY.search(text):
            what = f"措辞「{name}」里有数字「{found.group()}」"
            problems.append(source.problem(("wordings", name), what, "数字只能来自事实,用 {…} 填"))
    if problems:
        raise KnowledgeError(tuple(problems))
    return Wordings(dict(entries))


def read_translated(path: Path, original: Wordings) -> Wordings:
    """The wordings of another language: the same names with the same slots.

    Raises:
        KnowledgeError: with every wording that is missing, unknown, lacks a slot, or holds a quantity.
    """
    translated = read_wordings(path)
    source = read_yaml(path)
    problems = [
        source.problem(("wordings",), f"缺少措辞「{name}」", f"补上它,原文是:{text.strip()}")
        for name, text in original.templates.items()
        if name not in translated.templates
    ]
    for name, text in translated.templates.items():
        here = ("wordings", name)
        if name not in original.templates:
            problems.append(source.problem(here, f"没有措辞「{name}」", "删掉它,或先在 wordings.yaml 里写"))
        elif set(_SLOT.findall(text)) != set(_SLOT.findall(original.templates[name])):
            slots = "、".join(sorted(set(_SLOT.findall(original.templates[name]))))
            problems.append(source.problem(here, f"措辞「{name}」的空和原文不同", f"用这些空:{slots}"))
    if problems:
        raise KnowledgeError(tuple(problems))
    return translated
