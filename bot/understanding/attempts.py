"""What the patterns make of a clause, the cheapest reading first; no act looks into the facts before its reading could be the best.

What a reading costs at least (words without a role, what it inherits, the place of its pattern) is known by its words alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from heapq import heappop, heappush
from typing import NamedTuple

from bot.understanding.acts.table import NEEDS, POOLED, READERS
from bot.understanding.clause import Clause
from bot.understanding.context import Context
from bot.understanding.conversation.completing import Variant
from bot.understanding.marks import meets
from bot.understanding.patterns import Pattern, PatternTable, Roles
from bot.understanding.query import Failure, Query, Reading, ReadingCost
from bot.understanding.scene import Scene, measures_of

_ABOUT_BEFORE = frozenset(("source", "period", "computed", "repeat", "said", "more", "shorter"))


class Attempt(NamedTuple):
    """A reading that is still to be made."""

    least: ReadingCost
    make: Callable[[], Reading | None]


def ready(reading: Reading) -> Attempt:
    """A reading that nothing is left to do for."""
    return Attempt(reading.cost, lambda: reading)


def cheapest_first(attempts: Iterable[Attempt]) -> Iterator[Reading]:
    """The readings by what they cost, each made when the next one is asked for; of two that cost the same, the first tried."""
    waiting: list[tuple[ReadingCost, int, Reading]] = []
    for least, place, make in sorted([(attempt.least, place, attempt.make) for place, attempt in enumerate(attempts)]):
        while waiting and waiting[0][:2] < (least, place):
            yield heappop(waiting)[2]
        reading = make()
        if reading is not None:
            heappush(waiting, (reading.cost, place, reading))
    while waiting:
        yield heappop(waiting)[2]


@dataclass(frozen=True)
class CompletedClause:
    """A clause as one variant of it completes it, to be read by patterns."""

    clause: Clause
    """As it was said."""
    variant: Variant
    context: Context
    make_scene: Callable[[Variant, Context], Scene]

    @cached_property
    def _scene(self) -> Scene:
        return self.make_scene(self.variant, self.context)

    def attempts(self, patterns: PatternTable) -> Iterator[Attempt]:
        """One for each pattern whose roles are there and whose act may read something in it."""
        words = Roles.of(self.variant.clause.words)
        repairs = sum(1 for mention in self.clause.words if mention.typed)
        for order, pattern, violations in patterns.fitting(words):
            if meets(NEEDS.get(pattern.act, ()), self.variant.clause.marks):
                inherited = self.variant.inherited if pattern.act in POOLED else 0
                least = (violations, 0, repairs, inherited, order)
                yield Attempt(least, partial(self._read, pattern, least))

    def _read(self, pattern: Pattern, least: ReadingCost) -> Reading | None:
        outcome = self._whom() if self._points_to_nobody else READERS[pattern.act](self._scene)
        violations, _, repairs, inherited, order = least
        if violations and outcome is not None:
            outcome = Failure("not_understood", known_topic=True)
        if outcome is None or not self._may_stand(outcome, pattern):
            return None
        words = self.variant.clause.words
        return Reading(pattern.id, outcome, violations, 0, repairs, inherited, order, words)

    @property
    def _points_to_nobody(self) -> bool:
        return self.clause.has("context", "it", "place") and not self.context.subjects and not self.clause.names

    def _whom(self) -> Failure | None:
        """A question about 它 with nobody before it: who is meant is asked back."""
        scene = self._scene
        measures = measures_of(scene.strong, scene.index)
        holders = [s.subject for s in scene.index.signatures if s.measure in measures[:1] and not s.is_derived]
        return scene.fail("which_subject", (), measures[:1], choices=dict.fromkeys(holders)) if holders else None

    def _may_stand(self, outcome: Query | Failure, pattern: Pattern) -> bool:
        """Whether a clause that names no subject may be read without the one in hand.

        「出口额呢」 after a question about one town is about that town, also when that town has none.
        """
        clause, context = self.clause, self.context
        if self.variant.inherits_names or not context.mentions or pattern.act in POOLED:
            return True
        if clause.names or clause.classes or pattern.act in _ABOUT_BEFORE:
            return True
        if isinstance(outcome, Query) and outcome.subjects == (clause.catalogue.city,):
            return True
        return not any(sense.kind in ("name", "class") for _, senses in context.mentions for sense in senses)
