"""What one wrong character does: the same answer or a decline, never another answer through a repair.

Each answerable question is mutated by dropping, swapping, inserting and replacing one character, with a fixed seed.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator

from bench.material import answerable, questions
from bot.engine import Engine
from bot.language.pinyin import character_table, fuzzy

SEED = 20240601
DEFAULT_COUNT = 20_000


def mutants(
    question: str, random_source: random.Random, homophones: dict[str, list[str]], others: str
) -> Iterator[tuple[str, str]]:
    """(kind, text) of one mutation of each kind."""
    if len(question) < 3:
        return
    place = random_source.randrange(len(question))
    yield "drop", question[:place] + question[place + 1 :]
    swap = random_source.randrange(len(question) - 1)
    yield "swap", question[:swap] + question[swap + 1] + question[swap] + question[swap + 2 :]
    yield "insert", question[:place] + random_source.choice(others) + question[place:]
    same = homophones.get(question[place], [])
    if same:
        yield "homophone", question[:place] + random_source.choice(same) + question[place + 1 :]


def main(count: int = DEFAULT_COUNT) -> None:
    """Print how many mutants get the same facts, a decline, or something else, by kind; and list the last."""
    engine = Engine.load()
    known = answerable(engine)
    table = {character: fuzzy(sound) for character, sound in character_table().items()}
    homophones: dict[str, list[str]] = {}
    by_sound: dict[str, list[str]] = {}
    for character, sound in table.items():
        by_sound.setdefault(sound, []).append(character)
    for same in by_sound.values():
        homophones |= {character: [other for other in same if other != character] for character in same}
    others = "".join(questions())
    source = random.Random(SEED)
    tally: Counter[tuple[str, str]] = Counter()
    repaired_elsewhere: list[str] = []
    made = 0
    pool = list(known)
    while made < count:
        question = pool[made % len(pool)]
        for kind, text in mutants(question, source, homophones, others):
            reply, _ = engine.reply(text)
            made += 1
            facts = frozenset(fact.id for fact in reply.facts)
            outcome = "same" if facts == known[question] else "declined" if not facts else "other"
            tally[kind, outcome] += 1
            if outcome == "other" and reply.repairs and not facts & known[question]:
                repairs = "、".join(f"{repair.typed}→{repair.read_as}" for repair in reply.repairs)
                repaired_elsewhere.append(f"{text} ({question}; {repairs}): {sorted(facts)[:2]}")
    for kind in ("drop", "swap", "insert", "homophone"):
        total = sum(number for (k, _), number in tally.items() if k == kind) or 1
        shares = ", ".join(
            f"{outcome} {tally[kind, outcome]} ({tally[kind, outcome] / total:.1%})"
            for outcome in ("same", "declined", "other")
        )
        print(f"{kind}: {shares}")
    print(f"{made} mutants; another answer through a repair: {len(repaired_elsewhere)}")
    for line in repaired_elsewhere:
        print(f"  {line}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_COUNT)
