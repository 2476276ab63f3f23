"""A short question that follows another: the last question with something put in another's place.

「那乙镇呢」 after a question about 甲镇 is the last question with another name; 「产能呢」 the last subject with another measure;
「放宽到5亿呢」 the last question with another number. Each way gives a clause of its own; reading decides by cost.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.language.mentions import UNKNOWN, Mention
from bot.understanding.clause import Clause
from bot.understanding.context import Context
from bot.understanding.conversation.references import resolve
from bot.understanding.conversation.roles import (
    BOUNDS,
    COMPARING,
    ORDERS,
    is_shared,
    is_subject,
    is_wide,
    not_replaced,
    restored,
    roles_of,
)
from bot.understanding.conversation.said_before import Said, is_strong
from bot.understanding.conversation.subsets import whole_of_last
from bot.understanding.conversation.turning import next_place, turned, with_exclusion, without_pointed_measure

_COUNTING = frozenset(("amount", "what", "which"))
"""With a level or class, these ask for its towns: 「市级的有几个」 stands by itself."""
_DESCRIBING = frozenset(("howis", "what", "where", "who"))
_LISTING = frozenset(("towns", "counties", "filter", "which"))
_CHOOSING = frozenset(("which", "who"))
_ALL_TOWNS = frozenset(("all", "each"))
_SOFTENERS = frozenset("吧呗")


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to complete a clause from the conversation."""

    clause: Clause
    inherits_names: bool = False
    inherits_rest: bool = False
    points: bool = False
    """Whether a word points to what comes from the conversation."""

    @property
    def inherited(self) -> int:
        """What speaks against it: a question with a measure of its own is narrowed by nobody who was spoken of before."""
        return int(self.inherits_names and not self.inherits_rest and not self.points)


def supposes_another(clause: Clause, context: Context) -> bool:
    """Whether 要是乙呢, 如果是5亿呢 only puts something else into the last question: nothing is asked of what is not so."""
    plain = all(
        word.has("closed") or word.has("frame") or word.has("operator", "only") or word.number or is_subject(word)
        for word in clause.words
    )
    return plain and bool(context.mentions) and any(word.number or is_subject(word) for word in clause.words)


def variants(clause: Clause, context: Context) -> Iterator[Variant]:
    """The clause as it stands, and completed from what was said before."""
    before = tuple(restored(word) for word in context.mentions)
    clause = without_pointed_measure(clause, context) if before else clause
    order = before if _orders(Clause(before, clause.catalogue)) else tuple(restored(word) for word in context.pooled)
    clause = with_exclusion(turned(clause, order)) if before else turned(clause, ())
    if context.act == "rank":
        clause = next_place(clause, order, len(context.figures[-1]) if context.figures else len(context.listed))
    referred = resolve(_without_softeners(clause) if before else clause, context)
    said = Said(referred.clause, before, context)
    if referred.points:
        yield from _pointing(said)
        return
    if not before:
        yield Variant(clause)
        return
    yield from _completed(said)


def _without_softeners(clause: Clause) -> Clause:
    """「都报一下吧」 asks for nothing to be confirmed: it names nothing that could be so or not."""
    if clause.has("closed", "correcting"):
        # 「不对吧,我说的是…」: what is set right comes behind.
        kept = (m for m in clause.words if m.text not in _SOFTENERS and not m.has("closed", "correcting"))
        return Clause(tuple(kept), clause.catalogue)
    names_something = any(is_subject(m) or m.number or is_strong(m) or m in clause.required for m in clause.words)
    if names_something:
        return clause
    return Clause(tuple(m for m in clause.words if m.text not in _SOFTENERS), clause.catalogue)


def _pointing(said: Said) -> Iterator[Variant]:
    """A clause with names in place of what it points to; what it does not ask itself, the last question asked."""
    clause = said.clause
    if speaks_of_share(clause) and said.context.act == "total" and not said.evidence:
        # 「前者占几成」 behind a sum is a share of that sum.
        yield Variant(clause, points=True)
    compared = clause.has("operator", *COMPARING) or speaks_of_share(clause)
    if compared and len(clause.names) == 1 and not said.evidence:
        clause = said.of(said.beside(clause.names), clause.words)
    # 「俩都说说」 asks the last question of both.
    both = len(clause.names) > 1 and clause.has("operator", "each")
    described = bool(clause.asks() & {"howis"}) and not both
    if said.evidence or described or any(word.is_unknown for word in clause.words):
        yield Variant(clause, inherits_names=True, points=True)
        return
    if clause.has("operator", "remainder") or ("yesno" in clause.asks() and not said.has_condition):
        # 「那个镇还有别的产业吗」 asks something of its own, which the last measure does not answer.
        yield Variant(clause, inherits_names=True, points=True)
        return
    completed = said.of(clause.words, said.measure_before or said.measure_answered)
    yield Variant(completed, inherits_names=True, inherits_rest=True, points=True)


def _completed(said: Said) -> Iterator[Variant]:
    clause, names, evidence = said.clause, said.names, said.evidence
    whole = whole_of_last(said)
    if whole:
        yield Variant(said.of(said.in_hand, whole), True, True)
        return
    if clause.has("operator", "within") and _widens(said, names) and all(word.has("unit") for word in evidence):
        # 「其中甲市本地几家」 behind a figure of one town of it: how much of that lies where is not told.
        rest = tuple(word for word in clause.words if word not in names)
        yield Variant(said.of(tuple(replace(name, senses=(UNKNOWN,)) for name in names), rest), True, True)
        return
    if names and not evidence:
        yield from _other_subject(said, names)
        return
    if not names and evidence and all(word.has("scope") for word in evidence) and not speaks_of_share(clause):
        yield from _other_condition(said)
        return
    if not names and evidence:
        if _asks_same_unit(said):
            # 「几户」 behind a count of firms of one kind is that count.
            yield Variant(said.of(said.in_hand, said.measure_before), True, True)
            return
        yield from _other_measure(said)
    elif not names and (said.has_condition or clause.asks()):
        yield from _other_condition(said)
    yield Variant(clause)


def _other_subject(said: Said, names: tuple[Mention, ...]) -> Iterator[Variant]:
    """Names alone: what was asked last is asked of them."""
    clause = said.clause
    if clause.has("operator", "within"):
        yield from _of_names(said, names)
        return
    if (
        speaks_of_share(clause)
        and said.context.act == "towns"
        and all(name.has("name", clause.catalogue.city) for name in names)
    ):
        # 「占全市总数的几成」 behind a number of towns: the city is the whole that they are a part of.
        yield Variant(said.of(not_replaced(said.before, clause.words), clause.words), inherits_rest=True)
    counties = tuple(m for m in said.before if _is_county(m, clause))
    levels = all(name.has("class") and not name.has("name") for name in names)
    if levels and counties and said.context.act == "towns" and _asks_which_first(clause):
        # 「哪个是市级的」 is asked of those that were just listed.
        yield Variant(said.of(counties, clause.words), inherits_names=True, points=True)
        return
    if any(name.has("class") for name in names) and clause.asks() & _COUNTING and not clause.has("operator", "only"):
        yield Variant(clause)
        return
    held = clause.has("operator", *BOUNDS) and clause.asks() == {"yesno"} and not any(m.number for m in clause.words)
    if held or _chooses(clause) or clause.has("operator", *COMPARING):
        names, clause = said.narrowed(names)
        rest = tuple(word for word in clause.words if word not in names)
        first = said.beside(names) if len(names) == 1 else ()
        if any(a.has("operator", "difference") and b.has("target", "town") for a, b in pairwise(clause.words)):
            # 「省级的比市级的少几个镇」 counts towns, whatever was spoken of before.
            yield Variant(clause)
            return
        yield Variant(said.of(first, names, said.rest_before, rest), True, True)
        return
    if said.context.act == "total" and clause.has("operator", "sum"):
        # 「把丙也算进去」 adds to what was added up.
        yield Variant(said.of(said.before, names), inherits_rest=True)
        return
    wholes = _wholes(said, names)
    if speaks_of_share(clause) and wholes:
        # 「里头丙占了百分之几」 behind the figure of the whole.
        yield Variant(said.of(names, wholes, said.measure_before, clause.words), inherits_rest=True)
    if not clause.asks() & _DESCRIBING and not clause.has("target") and not said.has_condition:
        yield from _of_names(said, names)
        if speaks_of_share(clause):
            yield Variant(clause)
        return
    if said.has_condition:
        yield from _of_names(said, names)
    if not (clause.has("operator", "only") and any(name.has("class") for name in names)):
        yield Variant(clause)


def _widens(said: Said, names: tuple[Mention, ...]) -> bool:
    """Whether all that is named lies around what was spoken of."""
    catalogue = said.clause.catalogue
    held = [ref for mention in said.subject_before for ref in mention.refs("name")[:1]] or list(said.context.subjects)
    around = {up for ref in held if ref in catalogue.entities for up in catalogue.above(ref)} | {catalogue.city}
    return (
        said.context.act == "lookup" and bool(held and names) and all(set(name.refs("name")) & around for name in names)
    )


def _chooses(clause: Clause) -> bool:
    """Whether it asks which of two is more or less so: 哪个老, 谁高."""
    asking = [word for word in clause.words if word.has("operator", "more") or word.has("operator", "less")]
    return bool(asking) and (bool(clause.asks() & _CHOOSING) or any(word.text[0] in "哪谁" for word in asking))


def _of_names(said: Said, names: tuple[Mention, ...]) -> Iterator[Variant]:
    """The last question about another subject; a class or county of the last one is kept where it fits."""
    catalogue = said.clause.catalogue
    rest = said.rest_before
    spoken = tuple(m for m in said.clause.words if m in names or (not is_subject(m) and not _is_joint(m)))
    texts = {name.text for name in names}
    wider = tuple(m for m in said.before if is_wide(m, catalogue) and m.text not in texts)
    if all(is_shared(name, catalogue) for name in names):
        # A market is no subject: 「美国呢」 stays with the town that was spoken of.
        own = tuple(m for m in said.before if is_subject(m) and not is_shared(m, catalogue))
        yield Variant(said.of(own, spoken, rest), inherits_names=True, inherits_rest=True)
        return
    if any(name.has("name", catalogue.city) for name in names):
        # 「全市呢」 widens the pool to all towns.
        wider = ()
    if any(name.has("class") for name in names):
        # Another level or class takes the place of the last one: 「市级的呢」 after 「省级的」.
        wider = tuple(m for m in wider if not m.has("class"))
    if wider:
        yield Variant(said.of(spoken, wider, rest), inherits_rest=True)
    around = tuple(m for m in said.before if m not in wider and _lies_around(m, names, said))
    if around:
        # 「占全镇几成」: another part of the same whole.
        yield Variant(said.of(spoken, around, rest), inherits_rest=True)
    yield Variant(said.of(spoken, rest), inherits_rest=True)
    if _orders(Clause(rest, catalogue)):
        # Of a single town an order or a bound is not asked: its figure is.
        yield Variant(said.of(spoken, said.measure_before), inherits_rest=True)


def _wholes(said: Said, names: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The name of the last question, where the new name is of a part of it."""
    above = {up for name in names for ref in name.refs("name") for up in said.clause.catalogue.above(ref)}
    towns = tuple(m for m in said.subject_before if set(m.refs("name")) & above)
    return towns if len(towns) == len(said.subject_before) == 1 else ()


def _is_joint(mention: Mention) -> bool:
    """不是, 其中: words that only say how a name stands to the last one."""
    return mention.has("operator", "not") or mention.has("operator", "within")


def _lies_around(mention: Mention, names: tuple[Mention, ...], said: Said) -> bool:
    """Whether a word of the last question names what both its subject and the new one are parts of."""
    above = said.clause.catalogue.above
    inside = [ref for other in (*said.before, *names) for ref in other.refs("name")]
    own = mention.refs("name")
    new = [ref for name in names for ref in name.refs("name")]
    return (
        any(ref in above(other) for ref in own for other in inside if other not in new)
        and any(ref in above(other) for ref in own for other in new)
        and said.clause.catalogue.entities[own[0]].kind == "town"
    )


def _other_measure(said: Said) -> Iterator[Variant]:
    """A measure alone: it is asked of whom was spoken of last, or of the towns that were listed."""
    clause = said.clause
    if clause.has("operator", "of_all") and said.context.act == "remainder":
        # 「放到全部产品里算呢」 behind what some markets leave: the same rest, of all that is sold.
        spread = tuple(word for word in clause.words if not word.has("operator", "over"))
        yield Variant(said.of(not_replaced(said.before, clause.words), spread), True, True)
        return
    if clause.has("operator", "with") and clause.has("operator", "only") and said.context.act in _LISTING:
        # 「只要产值写明的」 asks once more which towns, by another measure.
        asking = tuple(m for m in said.before if m.has("target") or m.has("ask"))
        yield Variant(said.of(said.subject_before, asking, clause.words), inherits_names=True, points=True)
        return
    if _orders(clause):
        # 「产值最高的是哪个」 is asked of all towns, unless towns were just listed and no others are spoken of.
        among = _asks_which_first(clause)
        pool = tuple(m for m in said.before if m.has("class") or (among and _is_county(m, clause)))
        if clause.has("closed", "again"):
            pool = tuple(word for word in map(restored, said.context.pooled) if word.has("class"))
        listed = said.context.act in _LISTING or (among and said.context.act == "rank")
        if pool and (listed or clause.has("closed", "again")) and not _speaks_of_all(clause):
            yield Variant(said.of(pool, clause.words), inherits_names=True, points=True)
            return
        yield Variant(said.of(said.subject_before, clause.words), inherits_names=True)
        return
    if speaks_of_share(clause):
        # 「占产值多少」 behind an export figure: one measure as a share of another.
        yield Variant(said.of(said.in_hand, said.measure_before, clause.words), inherits_names=True, inherits_rest=True)
    yield Variant(said.of(said.in_hand, _kept_sum(said), clause.words), inherits_names=True)


def _asks_same_unit(said: Said) -> bool:
    """Whether nothing but a unit of the last measure is asked for, and nothing else was looked up since."""
    clause, measures = said.clause, said.clause.catalogue.measures
    plain = all(word.has("unit") or word.has("closed") for word in clause.words) and said.context.act == "which"
    units = {ref for word in clause.words for ref in word.refs("unit")}
    own = {measures[ref].dimension for ref in said.context.measures if ref in measures}
    return plain and len(said.context.measures) == 1 and (own <= units or _counts(said))


def _counts(said: Said) -> bool:
    measures = said.clause.catalogue.measures
    return all(measures[ref].kind == "count" for ref in said.context.measures)


def _kept_sum(said: Said) -> tuple[Mention, ...]:
    """合起来 of the last question, where several were added up: 「那多增了几个亿」 is asked of their sum too."""
    together = tuple(mention for mention in said.before if mention.has("operator", "sum"))
    own = said.clause.has("operator", "each", "sum", *COMPARING) or said.clause.asks() & _CHOOSING
    return together[:1] if len(said.in_hand) > 1 and not own else ()


def _other_condition(said: Said) -> Iterator[Variant]:
    """An order, a bound, a number or a year alone: the last question with it."""
    clause = said.clause
    before = said.before
    if clause.asks() == {"yesno"} and not said.has_condition:
        # 「真的吗」, 「不对吧」 doubt the last answer: it is given once more.
        yield Variant(said.of(before), inherits_names=True, inherits_rest=True)
        return
    if _asks_for_year(clause):
        # 「有没有去年的」: the last question of that year.
        years = tuple(word for word in clause.words if word.period is not None)
        if not any(year.period.year for year in years if year.period is not None):
            # 「有没有去年的」 doubts that there is one; 去年 alone asks for the latest.
            before = tuple(word for word in before if not word.has("ask"))
            years = (*years, *(word for word in clause.words if word.has("ask", "yesno")))
        yield Variant(said.of(not_replaced(before, years), years), inherits_names=True, inherits_rest=True)
        return
    if clause.has("operator", "remainder"):
        # 「还有别的镇吗」, 「剩下的呢」 are about others than were spoken of.
        return
    ordered = any("order" in roles_of(word) for word in clause.words)
    if ordered and not _orders(Clause(before, clause.catalogue)):
        # 「第三高的呢」 goes on with the order that was asked for before something else came up.
        before = tuple(restored(word) for word in said.context.pooled) or before
    if clause.has("operator", *_ALL_TOWNS):
        # 「不限级别, 全部的呢」 widens the pool.
        before = tuple(word for word in before if not word.has("class"))
    yield Variant(_with_condition(said, before), inherits_names=True, inherits_rest=True)
    if ordered and clause.asks() & _CHOOSING:
        # 「谁最高」 behind the figure of one town is asked of all of them.
        yield Variant(said.of(said.measure_before, clause.words), inherits_rest=True)


def _asks_for_year(clause: Clause) -> bool:
    """Whether it asks if there is a figure of a year, and nothing else: 有没有去年的, 有2024年的吗."""
    years = [word for word in clause.words if word.period is not None]
    rest = [word for word in clause.words if word.period is None]
    return bool(years) and clause.asks() == {"yesno"} and all(word.has("ask") or word.has("closed") for word in rest)


def _with_condition(said: Said, before: tuple[Mention, ...]) -> Clause:
    """The last question with what the clause brings in the place of what it replaces."""
    words = said.clause.words
    brought = frozenset(role for word in words for role in roles_of(word))
    old = next((i for i, word in enumerate(before) if "number" in roles_of(word)), None)
    if old is None or "number" not in brought or "bound" in brought:
        return said.of(not_replaced(before, words), words)
    # 「放宽到5亿」 brings a number alone: it stands where the old one stood, beside 超过.
    new = next(i for i, word in enumerate(words) if "number" in roles_of(word))
    return said.of(not_replaced(before[:old], words), words[new:], not_replaced(before[old:], words), words[:new])


def _orders(clause: Clause) -> bool:
    return bool(set(clause.operators()) & (ORDERS | BOUNDS))


def _asks_which_first(clause: Clause) -> bool:
    """Whether 哪个 comes first: 「哪个收入最高」 asks among those that were listed."""
    first = next((word for word in clause.words if not word.has("closed")), None)
    return first is not None and first.has("ask", "which")


def _is_county(mention: Mention, clause: Clause) -> bool:
    return any(clause.catalogue.entities[ref].kind == "county" for ref in mention.refs("name"))


def _speaks_of_all(clause: Clause) -> bool:
    return clause.has("target") or clause.has("operator", *_ALL_TOWNS)


def speaks_of_share(clause: Clause) -> bool:
    """Whether a word says that a share is meant: 占几成, 占比."""
    return clause.has("kind", "share") or "share" in clause.asks()
