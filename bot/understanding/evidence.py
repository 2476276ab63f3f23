"""Which signatures a mention may speak of, and how strongly it points to them.

This is the accounting of a question: a mention is explained by a signature only if the signature is in the mention's
postings. What no signature explains blocks an answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from bot.knowledge.catalogue import Catalogue
from bot.knowledge.model import NUMERIC_KINDS, Text
from bot.knowledge.signatures import Signature, signatures
from bot.language.folding import fold_word
from bot.language.lexicon import Lexicon, Sense

Postings = Mapping[int, float]
"""Index of a signature → strength of the evidence."""

STRENGTH = {"exact": 3.0, "item": 2.6, "above": 2.0, "measure": 3.0, "asked": 2.2, "family": 2.0, "base": 1.6, "whole": 0.31, "near": 0.45,
            "collocate": 1.0, "term": 1.0, "own": 1.3, "value": 1.0, "era": 1.0, "scope": 1.0, "unit": 1.0, "primary": 0.6, "kind": 0.8}  # fmt: skip
PER = "per "
"""What the id of a word for 「for each of these」 begins with; behind it stands the measure that is divided by."""
_MOST_REMEMBERED = 20_000
CONTENT = frozenset(
    (
        "name",
        "class",
        "measure",
        "asked",
        "family",
        "collocate",
        "term",
        "value",
        "quote",
        "era",
        "scope",
        "unit",
        "kind",
    )
)
"""Kinds of sense that only a fact can explain."""
_ASKED_KINDS: dict[str, frozenset[str]] = {
    "amount": NUMERIC_KINDS,
    "share": frozenset(("share",)),
    "what": frozenset(("list", "statement", "label", "rank", "date", "place", "actor")),
    "which": frozenset(("list", "label", "place", "actor")),
    "where": frozenset(("place", "list")),
    "when": frozenset(("date",)),
    "who": frozenset(("actor", "list")),
    "how": frozenset(("statement",)),
    "howis": NUMERIC_KINDS | {"statement", "rank", "list", "label", "date"},
    "why": frozenset(("statement",)),
    "yesno": frozenset(),
}


_TIMES = {"month": "monthly", "day": "daily"}
"""What words for a shorter time (每个月) speak of: the formula of figures told by it."""


class EvidenceIndex:
    """Postings of every sense over the signatures of one fact base."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.signatures: tuple[Signature, ...] = signatures(catalogue)
        self.by_id = {signature.id: signature for signature in self.signatures}
        self.order = {signature.id: position for position, signature in enumerate(self.signatures)}
        self._cache: dict[Sense, Postings] = {}
        self._merged: dict[tuple[Sense, ...], Postings] = {}

    def of_evidence(self, senses: tuple[Sense, ...]) -> Postings:
        """The signatures that a word may speak of, over all its senses; the strongest evidence counts."""
        if len(senses) == 1:
            return self.of_sense(senses[0])
        known = self._merged.get(senses)
        if known is None:
            merged: dict[int, float] = {}
            for sense in senses:
                for index, strength in self.of_sense(sense).items():
                    if strength > merged.get(index, 0.0):
                        merged[index] = strength
            if len(self._merged) >= _MOST_REMEMBERED:
                self._merged.clear()
            known = self._merged[senses] = merged
        return known

    def go_together(self, first: tuple[Sense, ...], second: tuple[Sense, ...]) -> bool:
        """Whether some fact may be what two words both speak of."""
        return not self.of_evidence(first).keys().isdisjoint(self.of_evidence(second).keys())

    def of_sense(self, sense: Sense) -> Postings:
        """The signatures that one sense may speak of."""
        known = self._cache.get(sense)
        if known is None:
            known = self._cache[sense] = self._postings(sense)
        return known

    def warm(self, lexicon: Lexicon) -> None:
        """Work out the postings of every sense of a lexicon, so that questions only look them up."""
        for senses in lexicon.senses.values():
            for sense in senses:
                if sense.kind in CONTENT:
                    self.of_sense(sense)

    def own_words(self, signature: str) -> str:
        """The text of a statement, folded; empty for anything else. For whether a word is one of its own, no more."""
        return self._text_of.get(signature, "")

    def asked(self, kind: str) -> frozenset[str]:
        """The kinds of measure that a question word asks for; empty when it says nothing."""
        return _ASKED_KINDS.get(kind, frozenset())

    def _postings(self, sense: Sense) -> Postings:
        kind, ref = sense
        if kind in ("measure", "asked", "collocate"):
            return self._of_measure(kind, ref)
        find = {
            "name": self._of_name,
            "class": self._of_class,
            "family": self._of_family,
            "term": self._of_term,
            "value": self._of_value,
            "quote": self._of_value,
            "era": self._of_era,
            "scope": self._of_scope,
            "unit": self._of_unit,
            "kind": self._of_kind,
        }.get(kind)
        return find(ref) if find is not None else {}

    def _of_family(self, word: str) -> Postings:
        members = [measure for measure in self.catalogue.measures.values() if word in measure.families]
        found = {i: STRENGTH["family"] for measure in members for i in self._with_measure.get(measure.id, ())}
        for measure in members:
            # 「每月收入」: the generic word may stand for what is told by the month.
            for shorter in self._ratios.get(measure.id, ()):
                found |= dict.fromkeys(self._with_measure.get(shorter, ()), STRENGTH["whole"])
        return found

    def _of_term(self, term: str) -> Postings:
        own = self._own_words
        return {i: STRENGTH["own" if term in own.get(i, "") else "term"] for i in self._with_term.get(term, ())}

    def _of_scope(self, scope: str) -> Postings:
        return {i: STRENGTH["scope"] for i, signature in enumerate(self.signatures) if signature.scope == scope}

    def _of_kind(self, kind: str) -> Postings:
        if kind.startswith("/"):
            fitting = {unit.dimension for unit in self.catalogue.units if unit.name.endswith(kind)}
            # A price that is asked for is stated; 产值 by the tonne is none.
            found = {i for i, s in enumerate(self.signatures) if s.unit_dimension in fitting and not s.is_derived}
            return dict.fromkeys(found, STRENGTH["kind"])
        if kind in _TIMES:
            measures = self.catalogue.measures
            operation = _TIMES[kind]
            fitting_time = {m.id for m in measures.values() if m.formula and m.formula.operation == operation}
            return {i: STRENGTH["kind"] for i, s in enumerate(self.signatures) if s.measure in fitting_time}
        if kind.startswith(PER):
            divisor = kind.removeprefix(PER)
            return {i: STRENGTH["kind"] for i, s in enumerate(self.signatures) if self._is_per(s.measure, divisor)}
        return {i: STRENGTH["kind"] for i, signature in enumerate(self.signatures) if signature.kind == kind}

    def _of_name(self, entity: str) -> Postings:
        found: dict[int, float] = {}
        for part in self.catalogue.below(entity):
            found |= dict.fromkeys(self._with_subject.get(part, ()), STRENGTH["above"])
        found |= dict.fromkeys(self._naming.get(entity, ()), STRENGTH["item"])
        found |= dict.fromkeys(self._with_subject.get(entity, ()), STRENGTH["exact"])
        return found

    def _of_class(self, class_id: str) -> Postings:
        found: dict[int, float] = {}
        for entity in self.catalogue.entities.values():
            town = self.catalogue.town_of(entity.id)
            holders = (entity, self.catalogue.entities[town]) if town else (entity,)
            if any(class_id == holder.level or class_id in holder.classes for holder in holders):
                found |= dict.fromkeys(self._with_subject.get(entity.id, ()), STRENGTH["above"])
        return found

    def _of_measure(self, kind: str, measure_id: str) -> Postings:
        found: dict[int, float] = {}
        if kind == "measure":
            # 「产量占比」 is a share of 产量: naming the base speaks of it too.
            found |= dict.fromkeys(self._with_base.get(measure_id, ()), STRENGTH["base"])
        if kind in ("measure", "collocate", "asked"):
            # 「规上」「企业数」, 「厂子里上规模的」: the word for all may stand beside the word for some; alone it never means these.
            for part in self._subsets.get(measure_id, ()):
                found |= dict.fromkeys(self._with_measure.get(part, ()), STRENGTH["whole"])
        if kind == "asked":
            # 「年产多少吨」 beside 「每条生产线」 asks for so much a line.
            for ratio in self._ratios.get(measure_id, ()):
                found |= dict.fromkeys(self._with_measure.get(ratio, ()), STRENGTH["whole"])
        if kind in ("measure", "asked"):
            for near in self.catalogue.measures[measure_id].near:
                found |= dict.fromkeys(self._with_measure.get(near, ()), STRENGTH["near"])
        found |= dict.fromkeys(self._with_measure.get(measure_id, ()), STRENGTH[kind])
        return found

    def _of_value(self, text: str) -> Postings:
        return dict.fromkeys(self._with_term.get(text, ()), STRENGTH["value"])

    def _of_era(self, root: str) -> Postings:
        """Dates that an era lies in or touches: 明 is in 明清."""
        return {
            i: STRENGTH["era"]
            for i, signature in enumerate(self.signatures)
            if signature.kind == "date" and any(root in term for term in self._terms_of(i, signature))
        }

    def _of_unit(self, dimension: str) -> Postings:
        measures = self.catalogue.measures
        return {
            index: STRENGTH["unit"] + (STRENGTH["primary"] if measures[signature.measure].primary else 0.0)
            for index, signature in enumerate(self.signatures)
            if dimension in (signature.unit_dimension, self._numerator(signature))
        } | {
            # 「每公斤多少钱」 asks for a price a unit of mass.
            index: STRENGTH["whole"]
            for index, signature in enumerate(self.signatures)
            if dimension in self._halves.get(signature.unit_dimension, frozenset()) - {self._numerator(signature)}
        }

    def _is_per(self, measure: str, divisor: str) -> bool:
        """Whether a measure is so much for each of what another one counts: 户均产值 divides by 企业数."""
        formula = self.catalogue.measures[measure].formula
        return self.catalogue.is_per_unit(measure) and formula is not None and divisor == formula.of[1]

    @cached_property
    def _halves(self) -> dict[str, frozenset[str]]:
        """The dimensions of both halves of compound units: 元/吨 is of money and of mass."""
        of_name = {name: unit.dimension for unit in self.catalogue.units for name in (unit.name, *unit.aliases)}
        return {
            unit.dimension: frozenset(of_name.get(half, "") for half in unit.name.split("/"))
            for unit in self.catalogue.units
            if "/" in unit.name
        }

    def _numerator(self, signature: Signature) -> str:
        """The dimension of what a figure per unit divides: 亩产 is asked for in 吨 as well."""
        formula = self.catalogue.measures[signature.measure].formula
        if formula is None or formula.operation != "divide" or signature.unit_dimension == "share":
            return ""
        return self.catalogue.measures[formula.of[0]].dimension

    def _terms_of(self, index: int, signature: Signature) -> tuple[str, ...]:
        if signature.is_derived:
            return signature.terms
        from bot.understanding.vocabulary import fact_terms

        return tuple(fold_word(term) for term in fact_terms(self.catalogue, signature.id))

    @cached_property
    def _subsets(self) -> dict[str, list[str]]:
        subsets: defaultdict[str, list[str]] = defaultdict(list)
        for measure in self.catalogue.measures.values():
            if measure.subset_of:
                subsets[measure.subset_of].append(measure.id)
        return dict(subsets)

    @cached_property
    def _ratios(self) -> dict[str, list[str]]:
        ratios: defaultdict[str, list[str]] = defaultdict(list)
        for measure in self.catalogue.measures.values():
            if measure.formula is not None and (
                self.catalogue.is_per_unit(measure.id) or measure.formula.operation in _TIMES.values()
            ):
                ratios[measure.formula.of[0]].append(measure.id)
        return dict(ratios)

    @cached_property
    def _text_of(self) -> dict[str, str]:
        return {self.signatures[index].id: text for index, text in self._own_words.items()}

    @cached_property
    def _own_words(self) -> dict[int, str]:
        """The text of each statement: a word in it speaks of it more than of the other statements of the same event."""
        facts = self.catalogue.fact_by_id
        return {
            index: fold_word(value.text)
            for index, signature in enumerate(self.signatures)
            if not signature.is_derived and isinstance(value := facts[signature.id].value, Text)
        }

    @cached_property
    def bases(self) -> Mapping[str, frozenset[str]]:
        """For each measure, the bases (设计, 备案, 直接) on which some of its figures stand."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for signature in self.signatures:
            if signature.basis:
                found[signature.measure].add(signature.basis)
        return {measure: frozenset(bases) for measure, bases in found.items()}

    @cached_property
    def _with_subject(self) -> dict[str, list[int]]:
        return self._grouped(lambda signature: (signature.subject,))

    @cached_property
    def _with_measure(self) -> dict[str, list[int]]:
        return self._grouped(lambda signature: (signature.measure,))

    @cached_property
    def _with_base(self) -> dict[str, list[int]]:
        return self._grouped(lambda signature: (signature.base,) if signature.base else ())

    @cached_property
    def _naming(self) -> dict[str, list[int]]:
        return self._grouped(lambda signature: (*signature.items, *(item for _, item in signature.dimensions)))

    @cached_property
    def _with_term(self) -> dict[str, list[int]]:
        groups: defaultdict[str, list[int]] = defaultdict(list)
        for index, signature in enumerate(self.signatures):
            for term in self._terms_of(index, signature):
                groups[term].append(index)
        return dict(groups)

    def _grouped(self, keys: Callable[[Signature], Iterable[str]]) -> dict[str, list[int]]:
        groups: defaultdict[str, list[int]] = defaultdict(list)
        for index, signature in enumerate(self.signatures):
            for key in dict.fromkeys(keys(signature)):
                groups[key].append(index)
        return dict(groups)
