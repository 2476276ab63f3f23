"""The figures that were said last: what 「加起来」, 「差多少」 and 「占几成」 are about."""

from __future__ import annotations

from bot.knowledge.model import NUMERIC_KINDS
from bot.knowledge.signatures import Signature
from bot.understanding.query import Query
from bot.understanding.retrieval import postings_of
from bot.understanding.scene import Scene

_NUMBERS = {"两": 2, "俩": 2, "二": 2, "三": 3, "仨": 3, "四": 4}


def figures_in_hand(scene: Scene, count: int) -> tuple[Signature, ...]:
    """The figures that were said last, in the order in which they were said.

    Args:
        scene: the clause.
        count: how many are meant; 0 for those of the last answer, or of the last answers by one measure.
    """
    groups = _groups(scene)
    if not groups:
        return ()
    last = groups[-1]
    if (len(last) > 1 and not count) or len(last) == count:
        return last
    run: list[Signature] = []
    for group in reversed(groups):
        if len(group) > 1 or group[0] in run or (run and not alike(group[0], run[0])):
            break
        run.insert(0, group[0])
    return tuple(run[-count:])


def figures_of_subject(scene: Scene) -> tuple[Signature, ...]:
    """All figures said lately of the one that the last figure is of, the latest last."""
    said = tuple(dict.fromkeys(signature for group in _groups(scene) for signature in group))
    return tuple(signature for signature in said if signature.subject == said[-1].subject)


def alike(one: Signature, other: Signature) -> bool:
    """Whether two figures can be set side by side: one measure of two subjects, or two measures of one."""
    return one.unit_dimension == other.unit_dimension and (one.measure == other.measure or one.subject == other.subject)


def go_with(scene: Scene, figures: tuple[Signature, ...]) -> bool:
    """Whether each figure is one that the words of the clause may speak of."""
    positions = [scene.index.signatures.index(figure) for figure in figures]
    return bool(figures) and all(
        position in postings_of(scene.index, piece) for piece in scene.evidence for position in positions
    )


def number_meant(scene: Scene) -> int:
    """The number in 这两个, 三家; 0 when none is said."""
    words = "".join(mention.text for mention in scene.clause.words if mention.has("context", "they"))
    return next((_NUMBERS[character] for character in words if character in _NUMBERS), 0)


def looked_up(figures: tuple[Signature, ...], convert: str = "") -> Query:
    """A look-up of figures that go on with what was said."""
    subjects = tuple(dict.fromkeys(figure.subject for figure in figures))
    measures = tuple(dict.fromkeys(figure.measure for figure in figures))
    return Query(
        "lookup", ids(figures), subjects, measures, convert=convert, operator="convert" if convert else "",
        inherited=subjects, about_last=True,
    )  # fmt: skip


def ids(figures: tuple[Signature, ...]) -> tuple[str, ...]:
    """The ids of some figures."""
    return tuple(figure.id for figure in figures)


def _groups(scene: Scene) -> list[tuple[Signature, ...]]:
    known = scene.index.by_id
    groups = [
        tuple(known[i] for i in group if i in known and known[i].kind in NUMERIC_KINDS)
        for group in scene.context.figures
    ]
    return [group for group in groups if group]
