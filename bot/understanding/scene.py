"""What one act sees when it reads a clause: the clause, what was inherited, and the index of who has what."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from bot.knowledge.catalogue import Catalogue
from bot.knowledge.model import NUMERIC_KINDS
from bot.knowledge.signatures import Signature
from bot.language.lexicon import Sense
from bot.language.mentions import Mention
from bot.understanding.clause import Clause, content_senses
from bot.understanding.context import Context
from bot.understanding.evidence import PER, STRENGTH, EvidenceIndex
from bot.understanding.query import Evidence, Failure, Reason
from bot.understanding.retrieval import Found, explain, name_evidence, postings_of, select

STRONG = frozenset(("measure", "asked", "family"))
"""Senses that speak of a measure by themselves."""
COUNTY, LEVEL = "county", "level"
"""Measures that follow from where a town's file puts it; what belongs to the town shares them."""
_OPERATIONS = {"increase": ("increase",), "previous": ("previous",), "of_all": ("multiply", "divide")}
_MOST_OFFERED = 2
_WHICHEVER = re.compile("也好|也罢|也行|不管|不论|无论|甭管|别管|随便")
"""What stands beside alternatives that make no difference: 备案也好设计也好."""


@dataclass(frozen=True)
class Scene:
    """A clause with its evidence, some of it perhaps from the conversation."""

    clause: Clause
    index: EvidenceIndex
    context: Context
    names: tuple[Evidence, ...]
    """Evidence of subjects: names and classes."""
    evidence: tuple[Evidence, ...]
    """Required evidence that is not a name: measures, terms, scopes."""
    inherited_names: bool = False
    inherited_evidence: bool = False
    left_out: tuple[Evidence, ...] = ()
    """Evidence of what the clause leaves out: 除甲镇外."""

    @property
    def catalogue(self) -> Catalogue:
        """The fact base."""
        return self.index.catalogue

    @cached_property
    def optional(self) -> tuple[Evidence, ...]:
        """Evidence that adds to a match but may be passed over."""
        required = set(self.clause.required)
        return tuple(content_senses(mention) for mention in self.clause.content if mention not in required)

    @cached_property
    def asks(self) -> frozenset[str]:
        """The question words of the clause."""
        return self.clause.asks()

    @cached_property
    def entities(self) -> tuple[tuple[str, ...], ...]:
        """For each name, the entities that it may be."""
        refs = [tuple(sense.ref for sense in evidence if sense.kind == "name") for evidence in self.names]
        return tuple(ref for ref in refs if ref)

    @cached_property
    def foci(self) -> tuple[tuple[str, ...], ...]:
        """The entities that it is about, without those in which another one lies."""
        kept: dict[tuple[str, ...], None] = {}
        for here, refs in enumerate(self.entities):
            lies_around = {up for there, others in enumerate(self.entities) if there != here and others != refs
                           for entity in others for up in self.catalogue.above(entity)}  # fmt: skip
            inside = tuple(entity for entity in refs if entity not in lies_around)
            if inside:
                kept[inside] = None
        return tuple(kept)

    @cached_property
    def around(self) -> tuple[Evidence, ...]:
        """Names and classes that only say where a focus lies."""
        foci = {entity for refs in self.subject_foci for entity in refs}
        in_town = not foci or any(self.catalogue.town_of(entity) or self.catalogue.below(entity) for entity in foci)
        return tuple(
            evidence for evidence in self.names
            if not any(sense.kind == "name" and sense.ref in foci for sense in evidence)
            # What the city has besides its towns (a group, a plan) is of no level: 市里 only says whose it is.
            and (in_town or any(sense.kind == "name" for sense in evidence))
        )  # fmt: skip

    @cached_property
    def subject_foci(self) -> tuple[tuple[str, ...], ...]:
        """The foci that can be subjects: not markets and other shared names, unless nothing else is there."""
        own = tuple(refs for refs in self.foci if any(self.is_subject(entity) for entity in refs))
        return own or self.foci

    def is_subject(self, entity: str) -> bool:
        """Whether an entity belongs to a place of the fact base, so that it can have facts."""
        return bool(self.catalogue.entities[entity].part_of) or entity == self.catalogue.city

    @cached_property
    def strong(self) -> tuple[Evidence, ...]:
        """Required evidence that names or asks for a measure."""
        return tuple(evidence for evidence in self.evidence if any(sense.kind in STRONG for sense in evidence))

    def find(
        self, names: Iterable[Evidence], evidence: Iterable[Evidence], asks: frozenset[str] | None = None
    ) -> Found | None:
        """The best signatures that explain all of it."""
        pieces = tuple(evidence)
        scores = self._without_bases(explain(self.index, (*names, *pieces), self.optional), pieces)
        scores = self.truly_named(self._derived_as_asked(scores), pieces)
        return select(self.index, scores, self.asks if asks is None else asks)

    def truly_named(self, scores: dict[int, float], evidence: tuple[Evidence, ...]) -> dict[int, float]:
        """Without signatures that a measure's name speaks of only because it also goes with another measure.

        「产值」 may stand beside 增速, and 企业数 beside 规上; alone each means itself. A figure worked out from the measures
        that are named is meant by them together; a scope or a basis that is named is no other one.
        """
        named = set(measures_of(evidence, self.index))
        loose = [
            postings_of(self.index, piece) for piece in evidence if any(sense.kind == "measure" for sense in piece)
        ]
        units = {ref for piece in evidence for kind, ref in piece if kind == "unit"}
        scopes = self._scopes
        kept: dict[int, float] = {}
        for i, score in scores.items():
            signature = self.index.signatures[i]
            if (scopes and signature.scope and signature.scope not in scopes) or not self.stands_on(signature):
                continue
            own = signature.kind not in NUMERIC_KINDS or signature.unit_dimension in units
            if own or self.is_named(signature, named) or all(p.get(i, 9.0) > STRENGTH["collocate"] for p in loose):
                kept[i] = score
        return kept

    @cached_property
    def _scopes(self) -> frozenset[str]:
        return frozenset(ref for mention in self.clause.words for ref in mention.refs("scope"))

    @cached_property
    def _content_text(self) -> str:
        """The words that only a fact can explain, one a line."""
        return "\n".join(mention.text for mention in self.clause.content)

    def stands_on(self, signature: Signature) -> bool:
        """Whether a figure stands on the basis that is named (设计产能); 备案也好设计也好 asks for any, with a basis or without."""
        index = self.index
        stated = [index.by_id[i] for i in signature.inputs if i in index.by_id] or [signature]
        named = {
            basis for figure in stated for basis in index.bases.get(figure.measure, ()) if basis in self._content_text
        }
        if len(named) > 1 and _WHICHEVER.search("".join(mention.text for mention in self.clause.words)):
            return True
        return not named or any(figure.basis in named for figure in stated)

    def is_named(self, signature: Signature, named: set[str]) -> bool:
        """Whether a signature's measure is named, or all that it is worked out from."""
        formula = self.catalogue.measures[signature.measure].formula
        if signature.measure in named or formula is None:
            return signature.measure in named
        first_named = formula.of[0] in named
        parted = first_named or f"{formula.of[0]}_rest" in named
        share = signature.kind == "share" and self.speaks_of_share and parted
        if (
            first_named
            and self.catalogue.is_per_unit(signature.measure)
            and self.clause.has("kind", f"{PER}{formula.of[1]}")
        ):
            return True
        if first_named and self.clause.has("kind", "month", "day"):
            return True
        if first_named and formula.operation == "whole" and self.clause.has("scope", signature.scope):
            return not self.speaks_of_share
        asked = any(formula.operation in _OPERATIONS.get(name, ()) for name in self.clause.operators())
        return share or asked or set(formula.of) <= named

    def _derived_as_asked(self, scores: dict[int, float]) -> dict[int, float]:
        """Only figures worked out the way that an operator names: 净增 is no growth rate."""
        wanted = [one for name in self.clause.operators() for one in _OPERATIONS.get(name, ())]
        if not wanted:
            return scores
        measures, signatures = self.catalogue.measures, self.index.signatures
        return {
            i: score for i, score in scores.items()
            if (formula := measures[signatures[i].measure].formula) is not None and formula.operation in wanted
        }  # fmt: skip

    def _held(self, subjects: tuple[str, ...], measures: tuple[str, ...]) -> tuple[Signature, ...]:
        """What some subjects, or anybody when none is named, do have of some measures."""
        inside = {*subjects, *(part for entity in subjects for part in self.catalogue.below(entity))}
        return tuple(
            signature
            for signature in self.index.signatures
            if signature.measure in measures
            and not signature.is_derived
            and (not subjects or signature.subject in inside)
        )

    @cached_property
    def speaks_of_share(self) -> bool:
        """Whether a word says that a share is meant."""
        return "share" in self.asks or self.clause.has("kind", "share") or self.clause.has("operator", "of_all")

    def may_be_meant(self, signature: Signature) -> bool:
        """Whether a share may be what the clause speaks of: it says so, or names that very share."""
        named = set(measures_of(self.evidence, self.index))
        return self.speaks_of_share or signature.measure in named or not is_share_of(signature, named)

    def _without_bases(self, scores: dict[int, float], evidence: tuple[Evidence, ...]) -> dict[int, float]:
        """Without shares of a measure where the measure itself was asked for: 「产量」 is no 「产量占比」."""
        if self.speaks_of_share or self.clause.has("number"):
            return scores
        named = set(measures_of(evidence, self.index))
        signatures = self.index.signatures
        return {
            i: s for i, s in scores.items()
            if signatures[i].measure in named or not is_share_of(signatures[i], named) or self._spoken_of(signatures[i])
        }  # fmt: skip

    def _spoken_of(self, signature: Signature) -> bool:
        """Whether a word beside the one for its base speaks of a figure in percent: 「产值增长」."""
        return signature.kind != "share" and any(
            mention.has(kind, signature.measure) and not mention.has("measure", signature.base)
            for mention in self.clause.words
            for kind in ("measure", "asked", "collocate")
        )

    def explaining(self, names: Iterable[Evidence], evidence: Iterable[Evidence]) -> tuple[Signature, ...]:
        """All signatures that explain all of it, best or not."""
        pieces = tuple(evidence)
        scores = self._without_bases(explain(self.index, (*names, *pieces), self.optional), pieces)
        order = sorted(scores, key=lambda i: (-scores[i], i))
        return tuple(self.index.signatures[i] for i in order)

    def names_of(self, focus: tuple[str, ...]) -> tuple[Evidence, ...]:
        """The name evidence that goes with one focus: itself and what lies around it."""
        lineage = {up for entity in focus for up in self.catalogue.above(entity)}
        fitting = tuple(
            evidence for evidence in self.around
            if any(sense.kind != "name" or sense.ref in lineage or not self.is_subject(sense.ref) for sense in evidence)
        )  # fmt: skip
        own = tuple(
            evidence
            for evidence in self.names
            if set(focus) & {sense.ref for sense in evidence if sense.kind == "name"}
        )
        return (*(own or (name_evidence(focus),)), *fitting)

    def fail(
        self,
        reason: Reason,
        subjects: Iterable[str] = (),
        measures: Iterable[str] = (),
        offered: Iterable[Signature] = (),
        year: str | None = None,
        choices: Iterable[str] = (),
    ) -> Failure:
        """A failure of this clause.

        That something lacks a measure is only said where it is so; where it has the measure, the question says
        something more that no fact explains, and what there is may be offered.
        """
        subjects, measures, offered = tuple(subjects), tuple(dict.fromkeys(measures)), tuple(offered)
        if reason == "no_such_measure":
            held = self._held(subjects, measures)
            if held:
                reason, measures = "no_such_fact", ()
                offered = held if subjects else ()
        return Failure(
            reason,
            subjects,
            measures,
            year=year,
            offered=tuple(signature.id for signature in offered)[:_MOST_OFFERED],
            choices=tuple(choices),
            known_topic=True,
        )


def is_share_of(signature: Signature, named: set[str]) -> bool:
    """Whether a signature is a share that only the word for its base, or for a part of it, speaks of."""
    return signature.base in named or (signature.is_derived and signature.kind == "share")


def mention_evidence(mention: Mention) -> Evidence:
    """The content senses of a mention."""
    return content_senses(mention)


def is_name(evidence: Evidence) -> bool:
    """Whether evidence can be a subject: a name, a level or a class."""
    return any(sense.kind in ("name", "class") for sense in evidence)


def measures_of(evidence: Iterable[Evidence], index: EvidenceIndex) -> tuple[str, ...]:
    """The measures that strong evidence names."""
    found: dict[str, None] = {}
    for senses in evidence:
        for kind, ref in senses:
            if kind in ("measure", "asked"):
                found[ref] = None
            elif kind == "family":
                members = (m.id for m in index.catalogue.measures.values() if ref in m.families)
                found |= dict.fromkeys(members)
    return tuple(found)


def measure_evidence(measure: str) -> Evidence:
    """Evidence that names a measure."""
    return (Sense("measure", measure),)
