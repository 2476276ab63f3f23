"""Patterns: which kinds of mention make which kind of question. Data, read from intents/patterns.yaml."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

from bot.knowledge.errors import KnowledgeError, Problem
from bot.knowledge.yaml_source import YamlSource, read_yaml
from bot.language.lexicon import Sense
from bot.language.mentions import Mention
from bot.understanding.clause import is_harmless
from bot.understanding.query import Act

_ROLES = {
    "name": "subject", "class": "class", "measure": "measure", "asked": "measure", "family": "measure",
    "collocate": "measure", "unit": "measure", "kind": "measure", "term": "term", "value": "term", "quote": "term", "era": "era", "scope": "scope",
    "power": "power", "currency": "currency",
    "number": "number", "period": "period",
}  # fmt: skip
_DETAILED = frozenset(("ask", "operator", "target", "meta", "context"))
_KEYS = frozenset(("id", "act", "needs", "may", "examples", "never"))


@dataclass(frozen=True, slots=True)
class Pattern:
    """One kind of question."""

    id: str
    act: Act
    needs: tuple[frozenset[str], ...]
    """Each set: one of these roles must be there."""
    may: frozenset[str]
    """All roles that may be there, the needed ones included."""
    examples: tuple[str, ...]
    never: tuple[str, ...]
    """Questions that look alike and are something else."""

    def violations(self, words: Roles) -> int | None:
        """How many words of a clause it has no role for; None when a role that it needs is missing."""
        for need in self.needs:
            if need.isdisjoint(words.every):
                return None
        return sum([self.may.isdisjoint(label) for label in words.explained])


class PatternTable:
    """Which patterns have all roles that they need, found by one bit for each of their needs."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self._met_by: dict[str, int] = {}
        """For each role the needs that it meets, of all patterns together."""
        self._patterns: list[tuple[int, Pattern, int]] = []
        bit = 1
        for order, pattern in enumerate(patterns):
            all_needs = 0
            for need in pattern.needs:
                for role in need:
                    self._met_by[role] = self._met_by.get(role, 0) | bit
                all_needs |= bit
                bit <<= 1
            self._patterns.append((order, pattern, all_needs))

    def fitting(self, words: Roles) -> list[tuple[int, Pattern, int]]:
        """The patterns that fit, each with its place in the file and the number of words that it has no role for."""
        met = 0
        for role in words.every:
            met |= self._met_by.get(role, 0)
        return [
            (order, pattern, sum([pattern.may.isdisjoint(label) for label in words.explained]))
            for order, pattern, needs in self._patterns
            if met & needs == needs
        ]


@dataclass(frozen=True, slots=True)
class Roles:
    """The roles that the words of a clause may play, taken together once for all patterns."""

    every: frozenset[str]
    """All of them."""
    explained: tuple[frozenset[str], ...]
    """For each word that has to have a role in the pattern, those that it may play."""

    @classmethod
    def of(cls, mentions: Iterable[Mention]) -> Roles:
        """The roles of the words of a clause."""
        labelled = [(mention, label) for mention in mentions if (label := roles(mention))]
        return cls(
            frozenset().union(*[label for _, label in labelled]),
            tuple([label for mention, label in labelled if not is_harmless(mention) and not _points(label)]),
        )


def _points(label: frozenset[str]) -> bool:
    """Whether a word points to something (这个, 它): who is meant is found before patterns are tried."""
    return all(role.startswith("context.") for role in label)


def roles(mention: Mention) -> frozenset[str]:
    """The roles that a mention may play; none for punctuation and purely closed-class words."""
    return _roles_of(mention.senses)


@lru_cache(maxsize=8192)
def _roles_of(senses: tuple[Sense, ...]) -> frozenset[str]:
    found: set[str] = set()
    for kind, ref in senses:
        if kind in _DETAILED:
            found.add(f"{kind}.{ref}")
        elif kind in _ROLES:
            found.add(_ROLES[kind])
    return frozenset(found)


def read_patterns(path: Path) -> tuple[Pattern, ...]:
    """All patterns of a file.

    Raises:
        KnowledgeError: with every problem found.
    """
    source = read_yaml(path)
    problems = list(source.problems)
    entries = source.value.get("patterns") if isinstance(source.value, dict) else None
    if not isinstance(entries, list):
        raise KnowledgeError((*problems, source.problem((), "缺少清单「patterns」", "写成 patterns: [{id: …}]")))
    patterns = [_pattern(source, index, entry, problems) for index, entry in enumerate(entries)]
    if problems:
        raise KnowledgeError(tuple(problems))
    return tuple(pattern for pattern in patterns if pattern is not None)


def _pattern(source: YamlSource, index: int, entry: Any, problems: list[Problem]) -> Pattern | None:
    here = ("patterns", index)
    if not isinstance(entry, dict) or not set(entry) <= _KEYS or not {"id", "act", "needs"} <= set(entry):
        problems.append(source.problem(here, "句式的键不对", f"只写这些键:{'、'.join(sorted(_KEYS))}"))
        return None
    if entry["act"] not in get_args(Act):
        problems.append(
            source.problem((*here, "act"), f"没有「{entry['act']}」这种问法", f"写其中之一:{'、'.join(get_args(Act))}")
        )
        return None
    every = [role for need in entry["needs"] for role in need] + list(entry.get("may", ()))
    for role in every:
        if role not in _ROLES.values() and role.partition(".")[0] not in _DETAILED:
            # A pattern speaks of kinds of mention only: a subject, a value or a measure in it would be a special case.
            fix = f"写角色:{'、'.join(sorted(set(_ROLES.values())))},或 ask.…、operator.… 等词类"
            problems.append(source.problem(here, f"「{role}」不是角色", fix))
    return Pattern(
        id=str(entry["id"]),
        act=entry["act"],
        needs=tuple(frozenset(need) for need in entry["needs"]),
        may=frozenset(every),
        examples=tuple(entry.get("examples", ())),
        never=tuple(entry.get("never", ())),
    )
