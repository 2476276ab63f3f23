"""What one wrong character does: the same answer or a decline, never another answer through a repair.

Each answerable question is mutated by dropping, swapping, inserting and replacing one character, with a fixed seed. A
mutant may itself be another good question (规上企业数 without 规); those that answer otherwise are listed, to be read.
"""

from __future__ import annotations

import itertools
import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from zlib import crc32

from bench.material import answerable, questions
from bot.engine import Engine
from bot.language.pinyin import character_table, fuzzy

SEED = 20240601
DEFAULT_COUNT = 20_002
KINDS = ("drop", "swap", "insert", "homophone")
Outcome = Literal["same", "declined", "part", "other", "repaired"]


@dataclass(frozen=True, slots=True)
class Mutant:
    """A question with one wrong character, and what became of it."""

    kind: str
    question: str
    text: str
    outcome: Outcome
    """same facts; a decline; part of the facts, or more than them; others, as typed; more or others, through a repair."""
    repairs: tuple[tuple[str, str], ...]
    facts: tuple[str, ...]


def mutants(
    question: str, source: random.Random, homophones: dict[str, list[str]], others: str
) -> Iterator[tuple[str, str]]:
    """(kind, text) of one mutation of each kind."""
    if len(question) < 3:
        return
    place = source.randrange(len(question))
    yield "drop", question[:place] + question[place + 1 :]
    swap = source.randrange(len(question) - 1)
    yield "swap", question[:swap] + question[swap + 1] + question[swap] + question[swap + 2 :]
    yield "insert", question[:place] + source.choice(others) + question[place:]
    same = homophones.get(question[place], [])
    if same:
        yield "homophone", question[:place] + source.choice(same) + question[place + 1 :]


def tried(engine: Engine, count: int, seed: int = SEED) -> Iterator[Mutant]:
    """So many mutants of the answerable questions of the suites, each with its outcome."""
    known = answerable(engine)
    homophones = _homophones()
    others = "".join(questions())
    # Each question has its own seed, so that a new question in a suite changes no mutant of another.
    pool = sorted(known, key=lambda question: crc32(question.encode()))
    made = 0
    for turn in itertools.count():
        if made >= count:
            return
        question = pool[turn % len(pool)]
        source = random.Random(crc32(question.encode()) + seed + turn // len(pool))
        for kind, text in mutants(question, source, homophones, others):
            made += 1
            yield _tried(engine, kind, question, text, known[question])


def _tried(engine: Engine, kind: str, question: str, text: str, known: frozenset[str]) -> Mutant:
    reply, _ = engine.reply(text)
    plain, _ = engine.reply(question)
    repairs = tuple((repair.typed, repair.read_as) for repair in reply.repairs)
    facts = frozenset(fact.id for fact in reply.facts)
    outcome: Outcome
    if facts == known:
        outcome = "same"
    elif reply.status != "answered":
        outcome = "declined"
    elif not facts < known and set(repairs) - {(repair.typed, repair.read_as) for repair in plain.repairs}:
        outcome = "repaired"
    else:
        outcome = "part" if facts & known else "other"
    return Mutant(kind, question, text, outcome, repairs, tuple(sorted(facts)))


def _homophones() -> dict[str, list[str]]:
    by_sound: dict[str, list[str]] = {}
    for character, sound in character_table().items():
        by_sound.setdefault(fuzzy(sound), []).append(character)
    return {
        character: [other for other in same if other != character]
        for same in by_sound.values()
        for character in same
    }  # fmt: skip


def main(count: int = DEFAULT_COUNT) -> None:
    """Print how many mutants get the same facts, a decline, or something else, by kind; and list what to read."""
    tally: Counter[tuple[str, str]] = Counter()
    listed: dict[str, Mutant] = {}
    for mutant in tried(Engine.load(), count):
        tally[mutant.kind, mutant.outcome] += 1
        if mutant.outcome in ("other", "repaired"):
            listed[mutant.text] = mutant
    for kind in KINDS:
        total = sum(number for (own, _), number in tally.items() if own == kind) or 1
        outcomes = ("same", "declined", "part", "other", "repaired")
        print(
            f"{kind}: "
            + ", ".join(f"{name} {tally[kind, name]} ({tally[kind, name] / total:.1%})" for name in outcomes)
        )
    total = sum(tally.values())
    for name, what in (
        ("repaired", "another answer through a repair"),
        ("other", "another question, answered as typed"),
    ):
        number = sum(tally[kind, name] for kind in KINDS)
        print(f"{total} mutants; {what}: {number} ({number / total:.2%})")
    for mutant in sorted(listed.values(), key=lambda m: (m.outcome != "repaired", m.text)):
        repairs = "、".join(f"{typed}→{read}" for typed, read in mutant.repairs)
        print(f"  {mutant.outcome}: {mutant.text} ({mutant.question}; {repairs}): {list(mutant.facts)[:2]}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_COUNT)
