"""Questions about the figures that were just said: 加起来, 差多少, 哪个高, 是几倍, 换成万元, 过亿了没.

They name neither a subject nor a measure; both are those of the last answers. What they do name (差几户) must go with
those figures, else something new is asked.
"""

from __future__ import annotations

from bot.knowledge.model import NUMERIC_KINDS
from bot.knowledge.signatures import Signature
from bot.language.numbers import read_number
from bot.understanding.acts.check import claimed_number
from bot.understanding.query import Claim, Failure, Query
from bot.understanding.retrieval import postings_of
from bot.understanding.scene import Scene

_COMPARING = ("ratio", "difference", "than", "more", "less")
_SUMMING = ("sum", "total", "average")
_NUMBERS = {"两": 2, "俩": 2, "二": 2, "三": 3, "仨": 3, "四": 4}


def read(scene: Scene) -> Query | Failure | None:
    """What is asked of the figures in hand."""
    if scene.inherited_names or scene.inherited_evidence or scene.names or not scene.context.figures:
        return None
    operators = set(scene.clause.operators())
    if "convert" in operators:
        return _converted(scene)
    if not scene.speaks_of_share and not _go_with(scene, in_hand(scene, 0)):
        return None
    number = claimed_number(scene) or _claimed_power(scene)
    if "yesno" in scene.asks and number is not None:
        return _checked(scene, number)
    if scene.speaks_of_share and not operators:
        return _part_of_whole(scene)
    if operators & set(_SUMMING):
        return _summed(scene, "average" if "average" in operators else "sum")
    if operators & set(_COMPARING):
        return _compared(scene, next(name for name in _COMPARING if name in operators))
    return None


def in_hand(scene: Scene, count: int) -> tuple[Signature, ...]:
    """The figures that were said last.

    Args:
        scene: the clause.
        count: how many are meant; 0 for those of the last answer, or of the last answers by one measure.
    """
    known = scene.index.by_id
    groups = [tuple(known[i] for i in group if i in known) for group in scene.context.figures]
    groups = [group for group in groups if group]
    if not groups:
        return ()
    last = groups[-1]
    if (len(last) > 1 and not count) or len(last) == count:
        return last
    run: list[Signature] = []
    for group in reversed(groups):
        if len(group) > 1 or group[0] in run or (run and not _alike(group[0], run[0])):
            break
        run.insert(0, group[0])
    return tuple(run[-count:])


def _alike(one: Signature, other: Signature) -> bool:
    """Whether two figures can be set side by side: one measure of two subjects, or two measures of one."""
    return one.unit_dimension == other.unit_dimension and (one.measure == other.measure or one.subject == other.subject)


def _go_with(scene: Scene, figures: tuple[Signature, ...]) -> bool:
    """Whether each figure is one that the words of the clause may speak of."""
    positions = [scene.index.signatures.index(figure) for figure in figures]
    return bool(figures) and all(
        position in postings_of(scene.index, piece) for piece in scene.evidence for position in positions
    )


def _count(scene: Scene) -> int:
    """The number in 这两个, 三家."""
    words = "".join(mention.text for mention in scene.clause.words if mention.has("context", "they"))
    return next((_NUMBERS[character] for character in words if character in _NUMBERS), 0)


def _summed(scene: Scene, operator: str) -> Query | None:
    figures = in_hand(scene, _count(scene))
    measures = {figure.measure for figure in figures}
    subjects = tuple(dict.fromkeys(figure.subject for figure in figures))
    if len(figures) < 2 or len(measures) > 1 or len(subjects) < 2 or figures[0].unit_dimension == "share":
        return None
    return Query(
        "total", _ids(figures), measures=tuple(measures), pool=subjects, operator=operator, inherited=subjects,
        about_last=True,
    )  # fmt: skip


def _compared(scene: Scene, operator: str) -> Query | None:
    figures = in_hand(scene, _count(scene))
    if len(figures) < 2 or not all(_alike(figures[0], figure) for figure in figures):
        return None
    if operator in ("difference", "ratio", "than"):
        figures = figures[-2:]
    subjects = tuple(dict.fromkeys(figure.subject for figure in figures))
    return Query(
        "compare", _ids(figures), subjects, tuple(dict.fromkeys(figure.measure for figure in figures)),
        operator=operator, inherited=subjects, about_last=True,
    )  # fmt: skip


def _checked(scene: Scene, claim: Claim) -> Query | None:
    figures = in_hand(scene, 1)
    if len(figures) != 1 or claim.dimension not in ("", figures[0].unit_dimension):
        return None
    if not claim.dimension and figures[0].unit_dimension == "share":
        return None
    return Query(
        "check", _ids(figures), (figures[0].subject,), (figures[0].measure,), claim=claim,
        inherited=(figures[0].subject,), about_last=True,
    )  # fmt: skip


def _part_of_whole(scene: Scene) -> Query | None:
    """占比多少 behind the figure of a part: the share that the whole's figure gives."""
    figures = in_hand(scene, 1)
    measures = scene.catalogue.measures
    shares = [
        signature for signature in scene.index.signatures
        if figures and signature.subject == figures[0].subject and signature.kind == "share"
        and (formula := measures[signature.measure].formula) is not None
        and formula.operation == "divide" and signature.inputs[0] == figures[0].id
    ]  # fmt: skip
    if len(shares) != 1:
        return None
    return Query("lookup", _ids((shares[0],)), (shares[0].subject,), (shares[0].measure,), about_last=True)


def _claimed_power(scene: Scene) -> Claim | None:
    """上亿, 过万: a number that is only a power of ten."""
    for mention in scene.clause.words:
        if mention.text[0] in "上过破超" and len(mention.text) == 2:
            number = read_number("1" + mention.text[1], 0)
            if number is not None:
                return Claim(number=number.value, low=number.low, high=number.high, relation="over", text=mention.text)
    return None


def _converted(scene: Scene) -> Query | None:
    signatures = tuple(
        signature for i in scene.context.signatures
        if (signature := scene.index.by_id.get(i)) is not None and signature.kind in NUMERIC_KINDS
    )  # fmt: skip
    others = [m for m in scene.clause.required if not m.has("unit")]
    powers = [ref for mention in scene.clause.words for ref in mention.refs("power")]
    units = [mention.text for mention in scene.clause.words if mention.has("unit")]
    wanted = (powers or units or [""])[-1]
    if not signatures or others or not wanted:
        return None
    return Query(
        "lookup", _ids(signatures), tuple(dict.fromkeys(s.subject for s in signatures)),
        tuple(dict.fromkeys(s.measure for s in signatures)), convert=wanted, about_last=True,
    )  # fmt: skip


def _ids(figures: tuple[Signature, ...]) -> tuple[str, ...]:
    return tuple(figure.id for figure in figures)
