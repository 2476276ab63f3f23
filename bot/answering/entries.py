"""Signatures → entries: the stated value, or the one that a formula gives."""

from __future__ import annotations

from bot.answering.arithmetic import derived
from bot.answering.result import Entry
from bot.knowledge.catalogue import Catalogue
from bot.knowledge.quantity import Quantity, Unit
from bot.knowledge.signatures import Signature, span_years
from bot.understanding.evidence import EvidenceIndex


class Ledger:
    """Values by signature. The only place of answering that opens facts."""

    def __init__(self, index: EvidenceIndex) -> None:
        self.index = index
        self.catalogue: Catalogue = index.catalogue

    def entry(self, signature_id: str) -> Entry:
        """The entry of one signature."""
        signature = self.index.by_id[signature_id]
        if not signature.is_derived:
            fact = self.catalogue.fact_by_id[signature.id]
            return Entry(signature.id, signature.subject, signature.measure, fact.value, (fact,), fact.period)
        return self._derived(signature)

    def entries(self, signature_ids: tuple[str, ...]) -> tuple[Entry, ...]:
        """The entries of several signatures, in order."""
        return tuple(self.entry(signature_id) for signature_id in signature_ids)

    def unit(self, dimension: str) -> Unit:
        """The first declared unit of a dimension."""
        return next((unit for unit in self.catalogue.units if unit.dimension == dimension), Unit("", dimension))

    def _derived(self, signature: Signature) -> Entry:
        measure = self.catalogue.measures[signature.measure]
        assert measure.formula is not None
        facts = tuple(self.catalogue.fact_by_id[fact_id] for fact_id in signature.inputs)
        parts = [(fact.id, fact.value) for fact in facts if isinstance(fact.value, Quantity)]
        names = [self.catalogue.measures[fact.measure].name for fact in facts]
        years = span_years(facts[0]) or 0
        figure = derived(measure.formula.operation, parts, names, self.unit(measure.dimension), years)
        return Entry(signature.id, signature.subject, signature.measure, figure, facts, signature.period)
