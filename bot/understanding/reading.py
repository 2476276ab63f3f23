"""Mentions → readings: the clauses of a message, each read by every pattern, the best reading kept."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain, pairwise

from bot.knowledge.catalogue import Catalogue
from bot.language.mentions import Mention
from bot.language.wordclass import is_harmless_word
from bot.understanding.acts.table import READERS
from bot.understanding.attempts import Attempt, CompletedClause, cheapest_first, ready
from bot.understanding.background import asked_ends, foregrounds, is_personal, run_on_pieces, without_asides
from bot.understanding.clause import Clause, is_harmless
from bot.understanding.context import Context
from bot.understanding.conversation.completing import Variant, supposes_another, variants
from bot.understanding.conversation.remembering import after_clause
from bot.understanding.evidence import CONTENT, EvidenceIndex
from bot.understanding.excluding import without_left_out
from bot.understanding.given import with_given, without_inside
from bot.understanding.hypotheses import only_tells_how
from bot.understanding.idle import may_pass_over, with_idle_words
from bot.understanding.in_place.settling import in_place
from bot.understanding.modifiers import without_modifiers
from bot.understanding.partition import partitions, segments_of
from bot.understanding.patterns import Pattern, PatternTable, Roles
from bot.understanding.query import Claim, Evidence, Failure, Query, Reading
from bot.understanding.retrieval import name_evidence
from bot.understanding.scene import Scene, is_name, mention_evidence
from bot.understanding.unheard import claim_of, unheard_thing, without
from bot.understanding.weighing import (
    asks,
    cost_of,
    is_strong,
    names_measure,
    stands_alone,
    with_own_subject,
    without_background,
    without_strangers,
)

Segment = tuple[Mention, ...]
Readings = tuple[Reading, ...]
Cost = tuple[int, int, int]

_FOLLOWING = frozenset(("呢", "那", "那么"))
"""「利润呢」 after a question about a town is about that town."""
_MOST_REMEMBERED = 64
_ASKING_FIGURES = frozenset(("amount", "share"))


class Understanding:
    """Reads messages over one fact base."""

    def __init__(self, index: EvidenceIndex, patterns: Sequence[Pattern]) -> None:
        self.index = index
        self.patterns = tuple(patterns)
        self._table = PatternTable(self.patterns)
        # A message is grouped in several ways; a clause that comes up in several of them is read once.
        self._best_reading = lru_cache(maxsize=_MOST_REMEMBERED)(self._first_reading)

    def read(self, mentions: tuple[Mention, ...], context: Context) -> tuple[Reading, ...]:
        """The readings of a message, one for each thing that it asks."""
        mentions = in_place(mentions, self.index.catalogue)
        segments = segments_of(mentions)
        best = self._best(segments, context)
        if best is None:
            return ()
        if best[0][0]:
            plain = self._without_background(segments, context, asked_ends(mentions)) or self._without_idle_words(
                segments, context
            )
            if plain:
                return plain
        return with_own_subject(best[1], context, self.index.catalogue)

    def _without_idle_words(self, segments: Sequence[tuple[Segment, bool]], context: Context) -> Readings:
        """The readings of a message whose unknown words only paint; nothing if that reads not whole."""
        marked = with_idle_words(segments)
        if marked == tuple(segments):
            return ()
        best = self._best(marked, context)
        return best[1] if best and not best[0][0] and all(may_pass_over(reading) for reading in best[1]) else ()

    def _best(self, segments: Sequence[tuple[Segment, bool]], context: Context) -> tuple[Cost, Readings] | None:
        """The readings of the grouping into clauses that leaves the least unexplained."""
        best: tuple[Cost, Readings] | None = None
        for partition in partitions(list(segments)):
            readings = self._read_clauses(partition, context)
            cost = cost_of(readings)
            if best is None or cost < best[0]:
                best = cost, readings
            if not cost[0]:
                break
        return best

    def _without_background(
        self, segments: Sequence[tuple[Segment, bool]], context: Context, asked: Container[int]
    ) -> Readings:
        """The readings of what a message asks, where the rest of it only tells something; nothing if that reads not whole."""
        told = without_asides(segments)
        if told and len(told) < len(segments):
            best = self._best(told, context)
            if best and not best[0][0] and all(stands_alone(r, self.index.catalogue) for r in best[1]):
                return best[1]
            segments = told
        whole = tuple(segments)
        pieces = tuple(
            (piece, hard and piece[-1] is segment[-1]) for segment, hard in whole for piece in run_on_pieces(segment)
        )
        for cut in dict.fromkeys((whole, pieces)):
            ends = {id(segment) for segment, hard in cut if hard}
            for foreground in foregrounds(cut, self.index.catalogue, asked):
                if _drops_part(whole, foreground.kept, self.index.catalogue):
                    continue
                about = _told_of(foreground.names) or context
                best = self._best([(segment, id(segment) in ends) for segment in foreground.kept], about)
                if best is None or best[0][0] or not all(stands_alone(r, self.index.catalogue) for r in best[1]):
                    continue
                if any(asks(reading) or names_measure(reading) for reading in best[1]):
                    return best[1]
        return ()

    def read_clause(self, mentions: tuple[Mention, ...], context: Context) -> Iterator[Reading]:
        """The readings of one clause, best first, each made when it is asked for."""
        found = self._readings(mentions, context)
        best = next(found, None)
        given = None if best is not None and best.is_answer else self._read_with_given(mentions, context)
        if given is not None:
            yield from given
        elif best is not None:
            yield best
            yield from found

    def _read_with_given(self, mentions: tuple[Mention, ...], context: Context) -> Iterator[Reading] | None:
        """The readings of a clause that spells out a figure of whom it asks about; None if that is not what it does."""
        return self._read_pointed(*with_given(mentions, self.index.catalogue), context) or self._read_pointed(
            *without_inside(mentions), context
        )

    def _read_pointed(
        self, pointed: tuple[Mention, ...], given: tuple[Claim, ...], context: Context
    ) -> Iterator[Reading] | None:
        named = any(is_strong(m) and not m.text.startswith(claim.text) for m in pointed for claim in given)
        if not given or not (named or any(m.has("ask") or m.has("operator") for m in pointed)):
            # 「甲县那51户,」 says who is meant and asks nothing.
            return None
        found = self._readings(pointed, context)
        best = next(found, None)
        if best is None or not best.is_answer or not isinstance(best.outcome, Query):
            return None
        return chain((replace(best, outcome=replace(best.outcome, given=given)),), found)

    def _readings(self, mentions: tuple[Mention, ...], context: Context) -> Iterator[Reading]:
        return cheapest_first(self._attempts(Clause(mentions, self.index.catalogue), context))

    def _first_reading(self, mentions: tuple[Mention, ...], context: Context) -> Reading | None:
        return next(self.read_clause(mentions, context), None)

    def _read_clauses(self, partition: Sequence[tuple[Mention, ...]], context: Context) -> tuple[Reading, ...]:
        readings: list[Reading] = []
        here = context
        last = len(partition) - 1
        for place, mentions in enumerate(partition):
            found = self._best_reading(mentions, here)
            if found is None:
                if not all(is_harmless(mention) for mention in mentions):
                    readings.append(_patternless(Clause(mentions, self.index.catalogue)))
                continue
            readings.append(found)
            if place == last:
                break
            if isinstance(found.outcome, Query):
                here = after_clause(found, here)
            elif any(mention.has("name") or mention.has("class") for mention in mentions):
                # 它 behind something that was not understood is nobody who was spoken of before.
                here = replace(here, subjects=(), recent=(), listed=(), mentions=())
        return without_strangers(without_background(tuple(readings)), self.index.catalogue)

    def _attempts(self, clause: Clause, context: Context) -> Iterator[Attempt]:
        places = [m for m in clause.words if is_foreign_place(m)]
        unexplained = sum(len(m.text) for m in clause.unknown if not is_harmless_word(m.text)) + sum(
            len(m.text) for m in places
        )
        unreal = clause.has("frame", "hypothesis") and not only_tells_how(clause)
        if unreal and not supposes_another(clause, context):
            # What would be if something else were so is nowhere stated.
            yield from map(ready, self._spelled_out(clause, context))
            nothing = Failure("not_understood", known_topic=True)
            yield ready(Reading("none", nothing, 1, order=99, mentions=clause.words))
            return
        claimed = self._unheard(clause, context) if unexplained else None
        if claimed is not None:
            yield ready(claimed)
            return
        if unexplained:
            reading = _unread(clause, unexplained, tuple(m.text for m in places))
            follows = any(m.text in _FOLLOWING for m in clause.words) or clause.asks() & _ASKING_FIGURES
            yield ready(_of_topic(reading) if context.mentions and follows else reading)
            return
        for variant in variants(clause, context):
            missing = tuple(m for m in variant.clause.unknown if not is_harmless_word(m.text))
            if missing:
                # What was unknown when it was asked of one town is unknown of the next.
                yield ready(_of_topic(_unread(variant.clause, sum(len(m.text) for m in missing), ())))
            else:
                yield from CompletedClause(clause, variant, context, self._scene).attempts(self._table)

    def _spelled_out(self, clause: Clause, context: Context) -> Iterator[Reading]:
        """A hypothetical figure that the clause itself says how to work out from stated ones."""
        for order, pattern in enumerate(self.patterns):
            if pattern.act != "product" or clause.unknown:
                continue
            for variant in variants(clause, context):
                outcome = READERS[pattern.act](self._scene(variant, context))
                if pattern.violations(Roles.of(variant.clause.words)) == 0 and isinstance(outcome, Query):
                    yield Reading(pattern.id, outcome, order=order, mentions=variant.clause.words)

    def _unheard(self, clause: Clause, context: Context) -> Reading | None:
        """A yes/no question about a thing that nothing knows, where the rest names what it would be in."""
        thing = unheard_thing(clause)
        pattern = next((pattern for pattern in self.patterns if pattern.act == "check"), None)
        if thing is None or pattern is None:
            return None
        rest = without(clause, thing)
        if pattern.violations(Roles.of(rest.words)) != 0:
            return None
        query = claim_of(self._scene(Variant(rest), context), thing)
        return None if query is None else Reading(pattern.id, query, mentions=clause.words)

    def _inside_named(self, names: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        """Names that are also classes mean the thing itself where what it belongs to is named: 甲镇的醋."""
        catalogue = self.index.catalogue
        said = {sense.ref for piece in names for sense in piece if sense.kind == "name"}
        kept: list[Evidence] = []
        for piece in names:
            own = tuple(sense for sense in piece if sense.kind == "name")
            classes = tuple(sense for sense in piece if sense.kind == "class")
            inside = any(set(catalogue.above(sense.ref)) & said for sense in own)
            elsewhere = own and not inside and any(catalogue.entities[ref].kind == "county" for ref in said)
            kept.append(own if inside and classes else classes if elsewhere and classes else piece)
        return tuple(kept)

    def _of_city(self, names: tuple[Evidence, ...], evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        """市里 means the city, not its towns of that level, where what is asked is stated of the city alone: 市里的总体思路."""
        catalogue = self.index.catalogue
        own = {level.id for level in catalogue.levels if level.name[0] == catalogue.entities[catalogue.city].name[-1]}
        if len(names) != 1 or not all(sense.kind == "class" and sense.ref in own for sense in names[0]):
            return names
        asked = {ref for piece in evidence for kind, ref in piece if kind == "measure"}
        holders = {s.subject for s in self.index.signatures if s.measure in asked}
        return (name_evidence((catalogue.city,)),) if holders == {catalogue.city} else names

    def _is_apposition(self, piece: Evidence, kinds: set[str], clause: Clause) -> bool:
        """Whether a word only says what kind of thing a name is: 某牌这个牌子, 某厂这家企业."""
        measures = self.index.catalogue.measures
        own = [ref for kind, ref in piece if kind == "measure"]
        return any(measures[ref].item_kind in kinds for ref in own) and "amount" not in clause.asks()

    def _scene(self, variant: Variant, context: Context) -> Scene:
        clause, left_out = without_left_out(variant.clause)
        required = clause.required
        evidence = [(mention, _evidence_of(mention, clause)) for mention in required]
        named = without_modifiers([pair for pair in evidence if is_name(pair[1])], clause)
        names = self._inside_named(named)
        kinds = {self.index.catalogue.entities[s.ref].kind for piece in names for s in piece if s.kind == "name"}
        others = tuple(
            piece for _, piece in evidence if not is_name(piece) and not self._is_apposition(piece, kinds, clause)
        )
        if not others:
            # A word that is harmless beside a measure speaks of one where nothing else does: 「企业有多少」.
            spare = [
                m for m in clause.content if m not in required and len(m.text) > 1 and not is_name(mention_evidence(m))
            ]
            asked_for = _asked_for(clause)
            strong = [m for m in spare if is_strong(m) and not self._is_apposition(mention_evidence(m), kinds, clause)]
            others = tuple(
                mention_evidence(m)
                for m in strong[:1] or asked_for or (spare if len(spare) > 1 and clause.asks() else ())
            )
        names = self._of_city(names, others)
        return Scene(
            clause, self.index, context, names, others, variant.inherits_names, variant.inherits_rest,
            tuple(mention_evidence(mention) for mention in left_out),
        )  # fmt: skip


def _drops_part(whole: Sequence[tuple[Segment, bool]], kept: Sequence[Segment], catalogue: Catalogue) -> bool:
    """Whether what is left names only what lies around a thing that was dropped: 「果盘手编的那种,甲县牛在哪」."""
    left = {ref for segment in kept for m in segment for ref in m.refs("name")[:1]}
    said = {
        ref for segment, _ in whole if not is_personal(segment) for m in segment for ref in m.refs("name")[:1]
    } - left
    around = {up for ref in said if catalogue.entities[ref].kind == "product" for up in catalogue.above(ref)}
    return bool(left & around)


def _asked_for(clause: Clause) -> tuple[Mention, ...]:
    """The noun right behind a question word, where it goes with a measure: 有哪些产业."""
    for question, noun in pairwise(clause.words):
        if (
            question.has("ask", "what")
            and noun.has("collocate")
            and not noun.has("target")
            and noun.start == question.end
            and len(noun.text) > 1
        ):
            return (noun,)
    return ()


def _is_of_a_level(mention: Mention, clause: Clause) -> bool:
    """Whether something may be of a level itself (省级非遗), as money and masses are not (省级产值)."""
    measures = clause.catalogue.measures
    return any(measures[ref].kind != "amount" for ref in mention.refs("measure"))


def _evidence_of(mention: Mention, clause: Clause) -> Evidence:
    """What a mention is evidence of. A level before something else than a town is that thing's: 省级非遗.

    「省级专业镇」 is about towns, whatever follows.
    """
    if mention.has("class") and mention.end >= 0 and not mention.has("name"):
        follower = next((m for m in clause.words if m.start == mention.end), None)
        others = tuple(sense for sense in mention.senses if sense.kind in ("value", "term", "collocate"))
        levels = {level.id for level in clause.catalogue.levels}
        of_towns = any(town.name.endswith(mention.text[-1]) for town in clause.catalogue.towns)
        if (
            others and not of_towns
            and follower is not None and _is_of_a_level(follower, clause) and set(mention.refs("class")) & levels
        ):  # fmt: skip
            return others
    return mention_evidence(mention)


def is_foreign_place(mention: Mention) -> bool:
    """Whether a word is a place of the country that the fact base does not hold, and nothing else."""
    return all(sense.kind == "place" for sense in mention.senses)


def _of_topic(reading: Reading) -> Reading:
    """A question with unknown words that goes on with what was talked about."""
    assert isinstance(reading.outcome, Failure)
    return replace(reading, outcome=replace(reading.outcome, known_topic=True))


def _patternless(clause: Clause) -> Reading:
    """A clause that says something and that no pattern reads: what stands beside it can't be read as if it were not."""
    known = any(clause.has(kind) for kind in ("name", "class", "measure", "asked", "target")) or clause.has(
        "operator", "other_level"
    )
    return Reading("none", Failure("not_understood", known_topic=known), 1, order=99, mentions=clause.words)


def _unread(clause: Clause, unexplained: int, places: tuple[str, ...]) -> Reading:
    if places:
        failure = Failure("unknown_place", words=places, known_topic=True)
        return Reading("none", failure, 0, unexplained, order=99, mentions=clause.words)
    words = tuple(m.text for m in clause.unknown if not is_harmless_word(m.text))
    subjects = tuple(ref for mention in clause.names for ref in mention.refs("name")[:1])
    topic = clause.has("target") or any(
        sense.kind in CONTENT and sense.kind not in ("kind", "unit") for m in clause.required for sense in m.senses
    )
    failure = Failure("not_understood", subjects, words=words, known_topic=topic)
    return Reading("none", failure, 0, unexplained, order=99, mentions=clause.words)


def _told_of(names: tuple[Mention, ...]) -> Context | None:
    """What the rest of a message is about by the names in its background; None where there are none."""
    if not names:
        return None
    subjects = dict.fromkeys(mention.refs("name")[0] for mention in names)
    mentions = tuple((mention.text, mention.senses) for mention in names)
    return Context(mentions=mentions, subjects=tuple(subjects) if len(subjects) == 1 else ())
