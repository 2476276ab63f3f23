"""The figures of the year that a clause names, stated or worked out, and those of the year before."""

from __future__ import annotations

from bot.knowledge.signatures import Signature
from bot.understanding.query import Failure
from bot.understanding.scene import Scene


def in_year(scene: Scene, signatures: tuple[Signature, ...], year: str | None) -> tuple[Signature, ...] | Failure:
    """The signatures of the year that a clause names (前一年 included), stated or worked out; else what there is."""
    subjects = dict.fromkeys(signature.subject for signature in signatures)
    measures = dict.fromkeys(signature.measure for signature in signatures)
    if year is None:
        if not scene.clause.has("operator", "previous"):
            return signatures
        before = tuple(s for signature in signatures for s in _before(scene, signature))
        return before or scene.fail("no_such_period", subjects, measures, signatures)
    kept = tuple(signature for signature in signatures if signature.period == year)
    kept = kept or tuple(s for signature in signatures for s in _reckoned(scene, signature, year))
    if not kept:
        return scene.fail("no_such_period", subjects, measures, signatures, year=year)
    if len(measures) > 1:
        # 「从业人数、2024年产值」 names the year of one of several measures; each reply line states its own.
        kept = tuple(s for s in signatures if s in kept or s.period is None)
    return kept


_LAST_YEAR = ("去年", "上年度", "今年", "本年度")


def last_year_claimed(scene: Scene, signatures: tuple[Signature, ...]) -> str:
    """The word for a year (去年) that a claim sets and that is not the latest of the fact base; empty where there is none.

    There is no clock: 去年 may be the latest year that is told of, and is surely none before it.
    """
    said = next((m.text for m in scene.clause.words if m.period is not None and m.text.startswith(_LAST_YEAR)), "")
    latest = max((s.period for s in scene.index.signatures if s.period is not None), default=None)
    return said if said and all(signature.period != latest for signature in signatures) else ""


def _before(scene: Scene, signature: Signature) -> tuple[Signature, ...]:
    """The figure of the year before, where a growth rate gives it; the signature itself when it is one."""
    formula = scene.catalogue.measures[signature.measure].formula
    if formula is not None and formula.operation == "previous":
        return (signature,)
    if signature.period is None:
        return ()
    return _reckoned(scene, signature, str(int(signature.period[:4]) - 1))


def _reckoned(scene: Scene, signature: Signature, year: str) -> tuple[Signature, ...]:
    """The figure of that year that follows from a growth rate."""
    measures = scene.catalogue.measures
    return tuple(
        other for other in scene.index.signatures
        if other.is_derived and other.subject == signature.subject and other.period == year
        and (formula := measures[other.measure].formula) is not None
        and formula.operation == "previous" and formula.of[0] == signature.measure
    )  # fmt: skip
