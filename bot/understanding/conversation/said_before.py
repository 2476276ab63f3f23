"""A clause beside the words of the last question, and what it may take from them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.language.lexicon import Sense
from bot.language.mentions import Mention
from bot.understanding.clause import Clause
from bot.understanding.context import Context
from bot.understanding.conversation.roles import is_subject, named, not_replaced, roles_of
from bot.understanding.excluding import without_left_out

_ANSWERING = frozenset(("rank", "rank_of", "which", "compare", "filter"))
"""Acts whose answer names those that a measure alone is asked of next."""
_ORDERING = frozenset(("rank", "rank_of"))
_MOST_IN_HAND = 8
_NO_CONDITION = frozenset(("only", "not", "within"))


@dataclass(frozen=True)
class Said:
    """A clause beside the words of the last question."""

    clause: Clause
    before: tuple[Mention, ...]
    context: Context

    @property
    def names(self) -> tuple[Mention, ...]:
        kept, _ = without_left_out(self.clause)
        return tuple(w for w in kept.words if is_subject(w) and not _is_negated(self.clause, w))

    @property
    def evidence(self) -> tuple[Mention, ...]:
        """Words that speak of a measure."""
        clause = self.clause
        converted = clause.has("operator", "convert")
        # 「乙排第几」 behind an order asks for its place in that order.
        ordered = self.context.act in _ORDERING
        required = tuple(
            m for m in clause.required
            if not is_subject(m) and not (converted and m.has("unit")) and not m.has("kind", "share")
            and not (ordered and m.has("operator", "rank_of"))
        )  # fmt: skip
        spare = (m for m in clause.words if is_strong(m) and not is_subject(m))
        return required or tuple(m for m in spare if not (ordered and m.has("operator", "rank_of")))

    @property
    def has_condition(self) -> bool:
        """Whether it brings an order, a bound, a number or a period."""
        return any(m.number or m.period or set(m.refs("operator")) - _NO_CONDITION for m in self.clause.words)

    @property
    def subject_before(self) -> tuple[Mention, ...]:
        return tuple(mention for mention in self.before if is_subject(mention))

    @property
    def rest_before(self) -> tuple[Mention, ...]:
        """What the last question asked, without whom it asked it of, and without what is replaced now."""
        rest = (mention for mention in self.before if not is_subject(mention))
        return not_replaced(rest, self.clause.words)

    @property
    def measure_before(self) -> tuple[Mention, ...]:
        """The last question's measure and year: what a thing that is pointed to is asked for."""
        return tuple(
            mention
            for mention in self.rest_before
            if not roles_of(mention) & {"order", "bound", "number", "ask"} and not mention.has("target")
        )

    @property
    def measure_answered(self) -> tuple[Mention, ...]:
        """The one measure of the last answer, where the question named none: 丙35.2亿对吧."""
        measures = self.clause.catalogue.measures
        known = [ref for ref in self.context.measures if ref in measures]
        return tuple(Mention(-1, -1, measures[ref].name, (Sense("measure", ref),)) for ref in known if len(known) == 1)

    @property
    def in_hand(self) -> tuple[Mention, ...]:
        """The names that a question without any goes on with."""
        entities = self.clause.catalogue.entities
        answered = tuple(entity for entity in self.context.subjects if entity in entities)
        if answered and self.context.act in _ANSWERING and len(answered) <= _MOST_IN_HAND:
            return tuple(named(entity, self.clause.catalogue) for entity in answered)
        return self.subject_before

    def narrowed(self, names: tuple[Mention, ...]) -> tuple[tuple[Mention, ...], Clause]:
        """The names and the clause, with a class or county read as the one spoken of lately that is called so: 丙少多少."""
        catalogue = self.clause.catalogue
        counties = {county.id for county in catalogue.counties}
        words = {name: name for name in names}
        for name in names:
            wide = set(name.refs("name")) <= counties
            lately = [
                e for e in self.context.recent if e in catalogue.entities and name.text in catalogue.entities[e].label
            ]
            if len(lately) == 1 and wide:
                words[name] = named(lately[0], catalogue)
        clause = Clause(tuple(words.get(word, word) for word in self.clause.words), catalogue)
        return tuple(words[name] for name in names), clause

    def beside(self, names: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """What a name is set beside that comes alone: the one in hand, or, where that is named itself, the one before."""
        own = {ref for name in names for ref in name.refs("name")}
        if not own & {ref for mention in self.in_hand for ref in mention.refs("name")}:
            return self.in_hand
        entities = self.clause.catalogue.entities
        others = [entity for entity in self.context.recent if entity in entities and entity not in own]
        return (named(others[-1], self.clause.catalogue),) if others else ()

    def of(self, *words: tuple[Mention, ...]) -> Clause:
        return Clause(tuple(word for group in words for word in group), self.clause.catalogue)


def _is_negated(clause: Clause, mention: Mention) -> bool:
    """Whether a name is only named to be set aside: 「不是甲县是乙县」."""
    words = clause.words
    position = words.index(mention)
    later = any(is_subject(other) for other in words[position + 1 :])
    return later and position > 0 and words[position - 1].has("operator", "not")


def is_strong(mention: Mention) -> bool:
    return any(sense.kind in ("measure", "asked", "family") for sense in mention.senses)
