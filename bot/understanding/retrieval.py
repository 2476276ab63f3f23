"""From the evidence of a question to the signatures that explain all of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.knowledge.signatures import Signature
from bot.language.lexicon import Sense
from bot.understanding.evidence import EvidenceIndex, Postings
from bot.understanding.query import Evidence

_TIE = 0.06
_QUALIFIER = 0.4
_DERIVED = 0.7
_SUBSET = 0.25
_ASKED = 0.9
_FIRST_ANSWER = 0.8


@dataclass(frozen=True, slots=True)
class Found:
    """The signatures that a question may mean, best first, all equally good."""

    signatures: tuple[Signature, ...]
    strength: float
    kind_fits: bool = True
    """Whether the kind of answer is the kind asked for (a number for 多少, names for 哪些)."""

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures found."""
        return tuple(dict.fromkeys(signature.measure for signature in self.signatures))

    @property
    def subjects(self) -> tuple[str, ...]:
        """The subjects found."""
        return tuple(dict.fromkeys(signature.subject for signature in self.signatures))


def explain(index: EvidenceIndex, required: Iterable[Evidence], optional: Iterable[Evidence] = ()) -> dict[int, float]:
    """Scores of the signatures that explain every piece of required evidence; optional evidence only adds to them."""
    scores: dict[int, float] | None = None
    for evidence in required:
        postings = postings_of(index, evidence)
        if scores is None:
            scores = dict(postings)
        else:
            scores = {i: score + postings[i] for i, score in scores.items() if i in postings}
        if not scores:
            return {}
    if scores is None:
        return {}
    for evidence in optional:
        postings = postings_of(index, evidence)
        # Few facts explain what is required, while many may go with a word that is not.
        for i in postings if len(postings) < len(scores) else tuple(scores):
            if i in scores and i in postings:
                scores[i] += postings[i] / 2
    return scores


def postings_of(index: EvidenceIndex, evidence: Evidence) -> Postings:
    """The postings of all senses of one mention together."""
    return index.of_evidence(evidence)


def select(index: EvidenceIndex, scores: dict[int, float], asks: frozenset[str]) -> Found | None:
    """The best of the explaining signatures: the plainest facts of the kind asked for, parts not beside their whole."""
    if not scores:
        return None
    wanted = frozenset(kind for ask in asks for kind in index.asked(ask))
    adjusted = {i: score + _preference(index, index.signatures[i], wanted, asks) for i, score in scores.items()}
    adjusted = _without_parts(index, adjusted)
    fitting = {i: score for i, score in adjusted.items() if index.signatures[i].kind in wanted}
    pool = fitting or adjusted
    best = max(pool.values())
    winners = [index.signatures[i] for i, score in pool.items() if score >= best - _TIE]
    winners = _same_measure_elsewhere(index, pool, winners, best)
    return Found(tuple(winners), best, bool(fitting) or not wanted)


def _preference(index: EvidenceIndex, signature: Signature, wanted: frozenset[str], asks: frozenset[str]) -> float:
    measure = index.catalogue.measures[signature.measure]
    preference = -_QUALIFIER * signature.qualifiers
    if measure.formula is not None:
        # A sum over years is only met by words for a sum (总产量), and then meant.
        preference += 0.2 if measure.formula.operation == "span" else -_DERIVED
    if measure.subset_of:
        preference -= _SUBSET
    if measure.primary:
        preference += 0.1
    if signature.kind in wanted:
        preference += _ASKED
    if asks.intersection(measure.answers):
        preference += _FIRST_ANSWER
    return preference


def _without_parts(index: EvidenceIndex, scores: dict[int, float]) -> dict[int, float]:
    """Leave out the facts of a part where its whole has the same measure and was not named less directly."""
    holders = {(s.subject, s.measure, s.dimensions, s.scope) for s in (index.signatures[i] for i in scores)}
    kept: dict[int, float] = {}
    for i, score in scores.items():
        signature = index.signatures[i]
        wholes = index.catalogue.above(signature.subject)
        if any((whole, signature.measure, signature.dimensions, signature.scope) in holders for whole in wholes):
            rivals = [
                scores[j]
                for j in scores
                if index.signatures[j].subject in wholes and index.signatures[j].measure == signature.measure
            ]
            if rivals and max(rivals) >= score - _TIE:
                continue
        kept[i] = score
    return kept


def _same_measure_elsewhere(
    index: EvidenceIndex, pool: dict[int, float], winners: list[Signature], best: float
) -> list[Signature]:
    """A county with two towns: the town that explains the words a little worse still answers, with the same measure."""
    measures = {winner.measure for winner in winners}
    subjects = {winner.subject for winner in winners}
    plain = [winner for winner in winners if not winner.dimensions]
    if not plain:
        return winners
    more = [
        index.signatures[i]
        for i, score in pool.items()
        if index.signatures[i].measure in measures
        and index.signatures[i].subject not in subjects
        and not index.signatures[i].dimensions
        and index.signatures[i].kind in ("amount", "count", "share")
        and score >= best - 1.2
    ]
    return sorted([*winners, *more], key=lambda signature: index.order[signature.id])


def name_evidence(entities: Sequence[str]) -> Evidence:
    """Evidence that names one of some entities."""
    return tuple(Sense("name", entity) for entity in entities)
