"""Gaps that are about the same thing, as one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.storage.gaps import Gap, same_question

SAME_WORD = 75.0
"""Similarity (0-100) from which two unknown words are taken for one: 利润率 and 利润 are, 股价 and 股票 are not."""
SAME_TEXT = 70.0
"""The same for whole questions once the names in them are left out: 「怎么去甲县」 and 「去乙县怎么走」."""
_ANY_ORDER = 0.9
_TONE = str.maketrans("", "", "啊呀呢吗吧哦嘛哈啦呗")
_BY_NAME = frozenset(("no_such_measure", "no_such_period", "no_such_list", "not_comparable", "not_additive", "overlapping", "which_subject"))  # fmt: skip
"""Reasons where what is missing is known by its id, so that likeness need not be guessed."""
_MOST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that one change would answer."""

    reason: str
    word: str
    """The unexplained word that most of them hold; empty where there is none."""
    about: tuple[str, ...]
    """Ids of entities and measures that all of them are about, where the reason names them."""
    gaps: tuple[Gap, ...]

    @property
    def count(self) -> int:
        """How often they were asked."""
        return sum(gap.count for gap in self.gaps)

    @property
    def days(self) -> int:
        """On how many days."""
        return len({gap.day for gap in self.gaps})

    @property
    def words(self) -> tuple[str, ...]:
        """All their unexplained words, the commonest first."""
        counted: Counter[str] = Counter()
        for gap in self.gaps:
            for word in blocking(gap):
                counted[word] += gap.count
        return tuple(word for word, _ in counted.most_common())

    @property
    def examples(self) -> tuple[str, ...]:
        """Some of the questions, the commonest first."""
        counted: Counter[str] = Counter()
        for gap in self.gaps:
            counted[gap.text] += gap.count
        return tuple(text for text, _ in counted.most_common(_MOST_SHOWN))


def blocking(gap: Gap) -> tuple[str, ...]:
    """The unexplained words of a question; pieces that stand side by side in it are one: 投资 and 额."""
    joined: list[str] = []
    for word in gap.words:
        if joined and joined[-1] + word in gap.text:
            joined[-1] += word
        else:
            joined.append(word)
    return tuple(joined)


def grouped(gaps: Iterable[Gap], without_names: Callable[[str], str] = str) -> tuple[Group, ...]:
    """The gaps in groups, the biggest first.

    Args:
        gaps: all of them.
        without_names: takes the names of the fact base out of a folded text.
    """
    known: dict[tuple[str, ...], list[Gap]] = {}
    by_word: list[tuple[str, Gap]] = []
    by_text: list[tuple[str, Gap]] = []
    for gap in gaps:
        words = blocking(gap)
        if gap.reason in _BY_NAME and gap.about:
            known.setdefault((gap.reason, *gap.about), []).append(gap)
        elif words and gap.reason != "no_such_period":
            by_word.append((same_question(max(words, key=len)), gap))
        else:
            asked = same_question(gap.text).translate(_TONE)
            by_text.append((without_names(asked) or asked, gap))
    groups = [Group(key[0], "", key[1:], tuple(members)) for key, members in known.items()]
    for members in _alike(by_word, SAME_WORD):
        word = Counter({gap: gap.count for gap in members}).most_common(1)[0][0]
        groups.append(Group(members[0].reason, max(blocking(word), key=len), (), tuple(members)))
    for members in _alike(by_text, SAME_TEXT):
        about = members[0].about if len({gap.about for gap in members}) == 1 else ()
        groups.append(Group(members[0].reason, "", about, tuple(members)))
    return tuple(sorted(groups, key=lambda group: (-group.count, group.word, group.examples)))


def _alike(pairs: Sequence[tuple[str, Gap]], threshold: float) -> list[list[Gap]]:
    """Gaps whose keys are alike: each joins the first group of its reason to whose first key it is near, the commonest first."""
    numbers: Counter[tuple[str, str]] = Counter()
    for key, gap in pairs:
        numbers[key, gap.reason] += gap.count
    groups: list[tuple[str, str, list[Gap]]] = []
    order = sorted(pairs, key=lambda pair: (-numbers[pair[0], pair[1].reason], pair[0], str(pair[1].day)))
    for key, gap in order:
        for first, reason, members in groups:
            if reason == gap.reason and _likeness(first, key) >= threshold:
                members.append(gap)
                break
        else:
            groups.append((key, gap.reason, [gap]))
    return [members for _, _, members in groups]


def _likeness(first: str, second: str) -> float:
    """Likeness (0-100), in their order or, a little less, in any order."""
    from rapidfuzz import fuzz

    in_any_order = _ANY_ORDER * fuzz.ratio(sorted(first), sorted(second))
    return max(fuzz.ratio(first, second), in_any_order)
