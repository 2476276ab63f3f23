"""Replies to ranks, comparisons, filters and totals."""

from __future__ import annotations

from dataclasses import replace

from bot.answering.result import Compared, Entry, Filtered, Ranked, Totalled
from bot.knowledge.model import NUMERIC_KINDS
from bot.replies.desk import Desk, Draft
from bot.replies.reply import Computation, Span

_DOWN = frozenset(("most", "top", "nth", "rank", ""))
_MOST_NAMED = 12


def ranked(result: Ranked, desk: Desk) -> Draft:
    """The places asked for, how many had data, and whether years differ."""
    query = result.query
    shown = tuple(result.entries[place] for place in result.shown)
    measure = desk.measure(query.measures[0])
    if not shown:
        spans = desk.say("rank_none", measure=measure, some=desk.count(len(result.entries)))
        return Draft("answered", spans)
    if query.act == "rank_of":
        spans = desk.say(
            "rank_of", place=desk.count(result.shown[0] + 1), value=_with_period(shown[0], desk), subject=desk.name(shown[0].subject), measure=measure,
            some=desk.count(len(result.entries)),
        )  # fmt: skip
    elif len(shown) == 1:
        spans = desk.say(
            "rank_one", subject=desk.name(shown[0].subject), value=_with_period(shown[0], desk), pool=desk.pool(query),
            measure=measure, place=_place_words(result, desk),
        )  # fmt: skip
    else:
        order = desk.word("order_down" if query.operator in _DOWN else "order_up")
        spans = desk.say("rank_head", pool=desk.pool(query), measure=measure, order=order)
        for position, entry in zip(result.shown, shown, strict=True):
            spans += desk.say(
                "rank_line",
                place=desk.count(position + 1),
                subject=desk.name(entry.subject),
                value=_with_period(entry, desk),
            )
    if query.act == "rank_of" and query.claim is not None:
        place = 0 if query.claim.text == "most" else len(result.entries) - 1
        spans = (*desk.word("compare_yes" if result.shown[0] == place else "compare_no"), *spans)
    spans += _coverage(result, desk, measure)
    if any(place in result.ties for place in result.shown):
        spans += desk.word("rank_tie")
    facts = [fact for entry in shown for fact in entry.facts]
    return Draft(
        "answered", (*spans, *desk.sources(facts)), desk.stated(shown), desk.computations(shown),
        listed=tuple(entry.subject for entry in shown),
    )  # fmt: skip


def _coverage(result: Ranked, desk: Desk, measure: Span) -> tuple[Span, ...]:
    spans: tuple[Span, ...] = ()
    if result.left_out:
        pool = desk.pool(result.query) if result.query.pool_text else ()
        total = desk.count(len(result.query.pool))
        some = desk.count(len(result.query.pool) - result.left_out)
        spans += desk.say("rank_left_out", pool=pool, all=total, some=some, measure=measure)
    if len({result.entries[place].period for place in result.shown}) > 1:
        spans += desk.word("rank_mixed") if result.left_out else desk.word("total_mixed")
    return spans


def _place_words(result: Ranked, desk: Desk) -> tuple[Span, ...]:
    operator, place = result.query.operator, desk.count(result.query.count or 1)
    if operator in ("nth", "nth_last"):
        return desk.say(operator, place=place)
    return desk.word("least" if operator in ("least", "bottom") else "most")


def _with_period(entry: Entry, desk: Desk) -> tuple[Span, ...]:
    if desk.catalogue.measures[entry.measure].kind not in NUMERIC_KINDS:
        return desk.value(entry)
    pieces = [*desk.qualifications(entry), desk.period(entry)]
    return (*desk.value(entry), *desk.say("period_in", period=desk.joined(pieces, "comma")))


def compared(result: Compared, desk: Desk) -> Draft:
    """Which is more and by how much, then both figures."""
    entries = result.entries
    measure = desk.measure(entries[0].measure)
    first = entries[0]
    subjects = {entry.subject for entry in entries}
    name = (
        (desk.name(first.subject),)
        if len(subjects) > 1
        else tuple(desk.name(item) for _, item in first.facts[0].dimensions)
    )
    operator = result.query.operator
    computed: tuple[Computation, ...] = () if result.figure is None else (desk.computation(result.figure),)
    if result.undecided:
        spans = desk.word("compare_undecided")
    elif result.figure is not None and (operator == "ratio" or result.query.act == "share"):
        spans = desk.say("compare_ratio", ratio=desk.figure(result.figure, "compare"))
    elif result.figure is not None and result.figure.value == 0:
        spans = desk.say("compare_equal", measure=measure)
    elif result.figure is not None and name:
        spans = desk.say("compare_more_by", subject=name, measure=measure, difference=_gap(result, desk))
    elif result.figure is not None:
        spans = desk.say("compare_difference", difference=_gap(result, desk))
    else:
        spans = desk.say("compare_more", subject=name, measure=measure)
    if result.verdict is not None:
        spans = (*desk.word("compare_yes" if result.verdict == "yes" else "compare_no"), *spans)
    for entry in entries:
        spans += (*desk.word("next_line"), *desk.line(entry))
    if len({entry.period for entry in entries}) > 1 and entries[0].number is not None:
        spans += desk.word("total_mixed")
    facts = [fact for entry in entries for fact in entry.facts]
    computed += desk.computations(entries)
    return Draft(
        "answered", (*spans, *desk.sources(facts)), desk.stated(entries), computed,
        listed=tuple(dict.fromkeys(entry.subject for entry in entries)),
    )  # fmt: skip


def _gap(result: Compared, desk: Desk) -> tuple[Span, ...]:
    assert result.figure is not None
    if result.figure.dimension == "share":
        *about, figure = desk.figure(result.figure, "compare")
        return (*about, replace(figure, text=f"{figure.text.removesuffix('%')}个百分点"))
    return desk.figure(result.figure, "compare")


def filtered(result: Filtered, desk: Desk) -> Draft:
    """The towns within a bound, those that may be, and how many had no figure."""
    query = result.query
    assert query.bound is not None
    measure, bound = desk.measure(query.measures[0]), Span(query.bound.text, "quotation")
    pool = desk.pool(query) if query.pool_text or query.left_out else ()
    if result.entries:
        spans = desk.say(
            "filter_head",
            count=desk.count(len(result.entries)),
            pool=pool or _pool_plain(desk),
            measure=measure,
            bound=bound,
        )
    else:
        spans = desk.say("filter_none", pool=pool or _pool_plain(desk), measure=measure, bound=bound)
    for entry in result.entries:
        spans += desk.say("filter_line", subject=desk.name(entry.subject), value=_with_period(entry, desk))
    if result.uncertain:
        lines = desk.joined([desk.line(entry) for entry in result.uncertain], "semicolon")
        spans += desk.say("filter_uncertain", lines=lines)
    if result.left_out:
        spans += desk.say("filter_left_out", left=desk.count(result.left_out), measure=measure)
    shown = (*result.entries, *result.uncertain)
    facts = [fact for entry in shown for fact in entry.facts]
    return Draft(
        "answered", (*spans, *desk.sources(facts)), desk.stated(result.entries), desk.computations(result.entries),
        desk.stated(result.uncertain), listed=tuple(entry.subject for entry in result.entries),
    )  # fmt: skip


def _pool_plain(desk: Desk) -> tuple[Span, ...]:
    return desk.word("pool_all")


def totalled(result: Totalled, desk: Desk) -> Draft:
    """The sum or mean with its parts; a partial one says which are missing."""
    query = result.query
    measure = desk.measure(query.measures[0])
    kind = desk.word("average" if query.operator == "average" else "sum")
    value = desk.figure(result.figure, "total", query.convert)
    formula = Span(result.figure.formula, "computed", "total")
    lacking = result.lacking
    if lacking:
        spans = desk.say(
            "total_partial", value=value, measure=measure, kind=kind, all=desk.count(len(query.pool)),
            some=desk.count(len(query.pool) - len(lacking)),
        )  # fmt: skip
    else:
        spans = desk.say("total", value=value, measure=measure, kind=kind, formula=formula)
    lines = desk.joined([(desk.name(e.subject), *_with_period(e, desk)) for e in result.entries], "comma")
    spans += desk.say("total_lines", lines=lines)
    if lacking:
        names = desk.names(lacking[:_MOST_NAMED])
        spans += desk.say("total_lacking", lacking=names)
    if len({entry.period for entry in result.entries}) > 1:
        spans += desk.word("total_mixed")
    facts = [fact for entry in result.entries for fact in entry.facts]
    return Draft(
        "answered", (*spans, *desk.sources(facts)), desk.stated(result.entries),
        (desk.computation(result.figure),), listed=tuple(entry.subject for entry in result.entries),
    )  # fmt: skip
