"""A short question that follows another: the last question with something put in another's place.

「那乙镇呢」 after a question about 甲镇 is the last question with another name; 「产能呢」 the last subject with another measure;
「放宽到5亿呢」 the last question with another number. Each way gives a clause of its own; reading decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.knowledge.catalogue import Catalogue
from bot.language.lexicon import Sense
from bot.language.mentions import Mention
from bot.language.numbers import read_number
from bot.language.periods import find_periods
from bot.understanding.clause import Clause
from bot.understanding.context import Context

_SUBJECT = frozenset(("name", "class", "place"))
_MEASURE = frozenset(("measure", "asked", "family", "collocate", "unit", "kind", "term", "value"))
_COUNTING = frozenset(("amount", "what", "which"))
"""With a level or class, these ask for its towns: 「市级的有几个」 stands by itself."""
_DESCRIBING = frozenset(("howis", "what", "where", "who"))


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to complete a clause from the conversation."""

    clause: Clause
    inherits_names: bool = False
    inherits_rest: bool = False


def variants(clause: Clause, context: Context) -> Iterator[Variant]:
    """The clause as it stands, and completed from what was said before."""
    before = tuple(_restore(text, senses) for text, senses in context.mentions)
    names = _subject_words(clause)
    pointing = clause.has("context", "it", "this", "they", "former", "other")
    if pointing and context.subjects and not names:
        yield _pointed(clause, context, before)
        return
    if not before:
        yield Variant(clause)
        return
    converted = clause.has("operator", "convert")
    evidence = [m for m in clause.required if not _is_subject(m) and not (converted and m.has("unit"))] or _strong(
        clause
    )
    other = any(m.number or m.period or m.has("operator") for m in clause.words)
    if names and not evidence and clause.has("operator", "within"):
        yield from _other_names(clause, names, before)
        return
    if any(name.has("class") for name in names) and clause.asks() & _COUNTING and not evidence:
        yield Variant(clause)
        return
    compared = clause.has("operator", "than", "difference", "ratio")
    if names and not evidence and compared:
        yield Variant(
            _of(
                (*_first_subject(before), *names, *_not_replaced(_rest(before), clause), *_others(clause, names)),
                clause,
            ),
            True,
            True,
        )
        return
    if names and not evidence and not clause.asks() & _DESCRIBING and not clause.has("target") and not other:
        yield from _other_names(clause, names, before)
        return
    if names and not evidence and other:
        yield from _other_names(clause, names, before)
    if not names and evidence:
        kept = tuple(mention for mention in before if _is_subject(mention))
        yield Variant(_merged(clause, kept), inherits_names=True)
    if not names and not evidence and (other or clause.asks()):
        yield Variant(_merged(clause, _not_replaced(before, clause)), inherits_names=True, inherits_rest=True)
    yield Variant(clause)


def _rest(before: tuple[Mention, ...]) -> tuple[Mention, ...]:
    return tuple(mention for mention in before if not _is_subject(mention))


def _first_subject(before: tuple[Mention, ...]) -> tuple[Mention, ...]:
    return tuple(mention for mention in before if _is_subject(mention))


def _others(clause: Clause, names: tuple[Mention, ...]) -> tuple[Mention, ...]:
    return tuple(mention for mention in clause.words if mention not in names)


def _subject_words(clause: Clause) -> tuple[Mention, ...]:
    return tuple(mention for mention in clause.words if _is_subject(mention) and not _is_negated(clause, mention))


def _is_subject(mention: Mention) -> bool:
    return any(sense.kind in _SUBJECT for sense in mention.senses)


def _is_negated(clause: Clause, mention: Mention) -> bool:
    """Whether a name is only named to be set aside: 「不是太谷是祁县」."""
    words = clause.words
    position = words.index(mention)
    later = any(_is_subject(other) for other in words[position + 1 :])
    return later and position > 0 and words[position - 1].has("operator", "not")


def _strong(clause: Clause) -> list[Mention]:
    return [
        m
        for m in clause.words
        if any(sense.kind in ("measure", "asked", "family") for sense in m.senses) and not _is_subject(m)
    ]


def _other_names(clause: Clause, names: tuple[Mention, ...], before: tuple[Mention, ...]) -> Iterator[Variant]:
    """The last question about another subject; a class or county of the last one is kept where it fits."""
    rest = tuple(mention for mention in before if not _is_subject(mention))
    rest = _not_replaced(rest, clause)
    spoken = tuple(m for m in clause.words if m in names or (not _is_subject(m) and not m.has("operator", "not")))
    wider = tuple(m for m in before if _is_wide(m, clause.catalogue) and m.text not in {name.text for name in names})
    if all(_is_shared(name, clause.catalogue) for name in names):
        # A market is no subject: 「美国呢」 stays with the town that was spoken of.
        own = tuple(m for m in before if _is_subject(m) and not _is_shared(m, clause.catalogue))
        yield Variant(_of((*own, *spoken, *rest), clause), inherits_names=True, inherits_rest=True)
        return
    if any(name.has("class") for name in names):
        # Another level or class takes the place of the last one: 「市级的呢」 after 「省级的」.
        wider = tuple(m for m in wider if not m.has("class"))
    if wider:
        yield Variant(_of((*spoken, *wider, *rest), clause), inherits_rest=True)
    yield Variant(_of((*spoken, *rest), clause), inherits_rest=True)


def _is_shared(mention: Mention, catalogue: Catalogue) -> bool:
    """Whether a name is the same thing for all towns: a market, a city that was visited."""
    refs = mention.refs("name")
    return bool(refs) and all(not catalogue.entities[ref].part_of and ref != catalogue.city for ref in refs)


def _is_wide(mention: Mention, catalogue: Catalogue) -> bool:
    shared = any(sense.kind == "name" and not catalogue.entities[sense.ref].part_of for sense in mention.senses)
    return any(sense.kind == "class" for sense in mention.senses) or shared


def _pointed(clause: Clause, context: Context, before: tuple[Mention, ...]) -> Variant:
    """它, 这两个, 前者, 后者: the subjects of the last answer."""
    subjects = context.listed or context.subjects
    if clause.has("context", "they"):
        chosen = subjects if len(subjects) > 1 else context.recent[-2:]
    elif clause.has("context", "other"):
        chosen = subjects[-1:]
    elif clause.has("context", "former"):
        chosen = subjects[:1]
    else:
        chosen = context.subjects[:1]
    named = tuple(_named(entity, clause.catalogue) for entity in chosen if entity in clause.catalogue.entities)
    own = [mention for mention in clause.required if not _is_subject(mention)]
    rest = (
        () if own or clause.asks() & {"howis"} else tuple(m for m in before if not _is_subject(m) and not m.has("ask"))
    )
    return Variant(_merged(clause, (*named, *rest)), inherits_names=True, inherits_rest=bool(rest))


def _named(entity: str, catalogue: Catalogue) -> Mention:
    name = catalogue.entities[entity].name
    return Mention(-1, -1, name, (Sense("name", entity),))


def _not_replaced(before: tuple[Mention, ...], clause: Clause) -> tuple[Mention, ...]:
    """The words of the last question for which the new one brings nothing of the same role."""
    number = any(m.number and not m.has("operator") for m in clause.words)
    period = any(m.period for m in clause.words)
    order = {"most", "least", "top", "bottom", "nth", "nth_last", "rank", "rank_up"}
    ordered = any(set(m.refs("operator")) & order for m in clause.words)
    bounds = {"over", "under"}
    bounded = any(set(m.refs("operator")) & bounds for m in clause.words)
    asks = bool(clause.asks() - {"yesno"})
    kept: list[Mention] = []
    for mention in before:
        operators = set(mention.refs("operator"))
        if (number and mention.number and not operators) or (period and mention.period):
            continue
        if (ordered and operators & order) or (bounded and operators & bounds) or (asks and mention.has("ask")):
            continue
        kept.append(mention)
    return tuple(kept)


def _merged(clause: Clause, inherited: tuple[Mention, ...]) -> Clause:
    return _of((*inherited, *clause.words), clause)


def _of(mentions: tuple[Mention, ...], clause: Clause) -> Clause:
    return Clause(mentions, clause.catalogue)


def _restore(text: str, senses: tuple[Sense, ...]) -> Mention:
    """A mention from its text and senses, with the number or period that the text holds."""
    number = None
    if any(sense.kind == "number" or sense == Sense("operator", "top") for sense in senses) or any(
        sense.kind == "operator" and sense.ref in ("nth", "nth_last", "bottom") for sense in senses
    ):
        number = next((found for start in range(len(text)) if (found := read_number(text, start))), None)
    periods = find_periods(text) if any(sense.kind == "period" for sense in senses) else []
    return Mention(-1, -1, text, senses, number, periods[0] if periods else None)
