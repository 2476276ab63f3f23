"""Claims that a figure fell (产值下滑了吧, 营收缩水没有): what it grew by says whether it did."""

from __future__ import annotations

from fractions import Fraction

from bot.language.lexicon import Sense
from bot.understanding.acts.negation import is_negated
from bot.understanding.query import Claim, Failure, Query
from bot.understanding.scene import Scene, measures_of

_SHARE = "share"
_RATES = ("速", "率", "幅", "度")
"""How words end that name the rate itself."""


def fall_claim(scene: Scene) -> Query | Failure | None:
    """The growth of the one that is named, held against a fall; None where no fall is claimed."""
    if not scene.clause.has("operator", "fall"):
        return None
    growth = _growth_measures(scene)
    subject = tuple(refs[0] for refs in scene.subject_foci[:1])
    if any(m.has("measure", measure) and m.text.endswith(_RATES) for m in scene.clause.words for measure in growth):
        # 「增速回落了吗」: how the growth itself went is not told by it.
        return scene.fail("no_such_fact", subject)
    evidence = (*scene.evidence, tuple(Sense("measure", measure) for measure in growth))
    found = scene.find(scene.names, evidence, frozenset(("amount",))) if scene.names else None
    bases = {ref for ref in measures_of(scene.evidence, scene.index) if ref not in growth}
    signatures = found.signatures if found else ()
    grown = tuple(s for s in signatures if s.measure in growth and (not bases or not s.base or s.base in bases))
    if not grown:
        measures = measures_of(scene.strong, scene.index)
        offered = [s for s in scene.index.signatures if s.subject in subject and s.measure in measures]
        return scene.fail("no_such_measure", subject, growth[:1], (s for s in offered if not s.is_derived))
    years = {m.period.year for m in scene.clause.words if m.period is not None and m.period.year}
    if any(signature.period not in years for signature in grown if years):
        return scene.fail("no_such_period", subject, (grown[0].measure,), grown, year=min(years))
    claim = Claim(number=Fraction(0), relation="under", dimension=_SHARE, negated=is_negated(scene))
    return Query(
        "check",
        tuple(signature.id for signature in grown),
        tuple(dict.fromkeys(signature.subject for signature in grown)),
        tuple(dict.fromkeys(signature.measure for signature in grown)),
        claim=claim,
        inherited=subject if scene.inherited_names else (),
    )


def _growth_measures(scene: Scene) -> tuple[str, ...]:
    """The measures by which others grow."""
    formulas = (measure.formula for measure in scene.catalogue.measures.values())
    return tuple(dict.fromkeys(formula.of[1] for formula in formulas if formula and formula.operation == "increase"))
