"""Replies to ranks, comparisons, filters and totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answering.result import Compared, Entry, Filtered, Ranked, Totalled
from bot.replies.desk import Desk, Draft
from bot.replies.reply import Computation, Span

DOWN = frozenset(("most", "top", "nth", "rank", "ends", ""))
"""Operators whose order begins with the highest."""
_MOST_NAMED = 12


def ranked(result: Ranked, desk: Desk) -> Draft:
    """The places asked for, how many had data, and whether years differ."""
    query = result.query
    shown = tuple(result.entries[place] for place in result.shown)
    measure = ranked_measure(result, desk)
    if not shown:
        spans = desk.say("rank_none", measure=measure, some=desk.count(len(result.entries)))
        return Draft("answered", spans)
    if query.act == "rank_of":
        spans = desk.say(
            "rank_of_up" if query.operator == "rank_up" else "rank_of", place=desk.count(result.shown[0] + 1), value=desk.dated(shown[0]), subject=desk.name(shown[0].subject), measure=measure,
            some=desk.count(len(result.entries)),
        )  # fmt: skip
    elif len(shown) == 1:
        spans = desk.say(
            "rank_one", subject=ranked_name(shown[0], desk), value=desk.dated(shown[0]), pool=desk.pool(query),
            measure=measure, place=_place_words(result, desk),
        )  # fmt: skip
    else:
        order = desk.word("order_down" if query.operator in DOWN else "order_up")
        spans = desk.say("rank_head", pool=desk.pool(query), measure=measure, order=order)
        for position, entry in zip(result.shown, shown, strict=True):
            spans += desk.say(
                "rank_line",
                place=desk.count(position + 1),
                subject=ranked_name(entry, desk),
                value=desk.dated(entry),
            )
    if query.act == "rank_of" and query.claim is not None:
        place = int(query.claim.number) - 1 if query.claim.number is not None else 0
        place = len(result.entries) - 1 if query.claim.text == "least" else place
        spans = (*desk.word("compare_yes" if result.shown[0] == place else "compare_no"), *spans)
    rest = len(result.entries) - 1 - result.shown[-1] if query.operator in ("rank", "rank_up") else 0
    if query.act == "rank" and rest:
        spans += desk.say("rank_rest", rest=desk.count(rest))
    spans += coverage(result, desk, measure)
    if any(place in result.ties for place in result.shown):
        spans += desk.word("rank_tie")
    if result.aside:
        spans += told_aside(result.aside, desk)
    facts = [fact for entry in (*shown, *result.aside) for fact in entry.facts]
    return Draft(
        "answered", (*spans, *desk.sources(facts)), desk.stated((*shown, *result.aside)), desk.computations(shown),
        listed=tuple(ranked_name(entry, desk).ref for entry in shown),
        going_on=(desk.say.templates["more"],) if query.act == "rank" and rest else (),
    )  # fmt: skip


def ranked_measure(result: Ranked, desk: Desk) -> tuple[Span, ...]:
    """What is ranked, with what it is of where that matters, and its year where one was asked for."""
    shown = tuple(result.entries[place] for place in result.shown)
    bases = len({entry.facts[0].base for entry in (*result.entries, *result.aside)}) > 1 and not _are_shares(
        shown, desk
    )
    measure = desk.measure_of(result.entries[0]) if result.aside and bases else _measures(result.query.measures, desk)
    return (*desk.period(result.entries[0]), *measure) if result.query.year and result.entries else measure


def _measures(measures: Sequence[str], desk: Desk) -> tuple[Span, ...]:
    return desk.joined([(desk.measure(measure),) for measure in measures], "comma")


def _are_shares(entries: Sequence[Entry], desk: Desk) -> bool:
    return all(desk.catalogue.measures[entry.measure].kind == "share" for entry in entries)


def told_aside(entries: Sequence[Entry], desk: Desk) -> tuple[Span, ...]:
    """The entries that were not set beside the others, each with what it is of."""
    lines = [desk.line(entry) if _are_shares((entry,), desk) else desk.line_of(entry) for entry in entries]
    return desk.say("rank_aside", lines=desk.joined(lines, "semicolon"))


def ranked_name(entry: Entry, desk: Desk) -> Span:
    """What stands in the order: a market of the subject, else the subject itself."""
    dimensions = entry.facts[0].dimensions
    return desk.name(dimensions[-1][1] if dimensions else entry.subject)


def coverage(result: Ranked, desk: Desk, measure: Sequence[Span]) -> tuple[Span, ...]:
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


def compared(result: Compared, desk: Desk) -> Draft:
    """Which is more and by how much, then both figures."""
    entries = result.entries
    measure = desk.measure(entries[0].measure)
    first = entries[0]
    subjects = {entry.subject for entry in entries}
    measures = tuple(dict.fromkeys(entry.measure for entry in entries))
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
        spans = desk.say("compare_equal", measure=desk.joined([(desk.measure(m),) for m in measures], "comma"))
    elif result.figure is not None and len(subjects) == 1 and len(entries) == 2 and not name:
        larger, gap = desk.measure(first.measure), gap_of(result, desk)
        spans = desk.say("compare_measure_more", measure=larger, difference=gap)
    elif result.figure is not None and name:
        spans = (
            by_percent(result, desk)
            if operator == "percent"
            else desk.say("compare_more_by", subject=name, measure=measure, difference=gap_of(result, desk))
        )
    elif result.figure is not None:
        spans = desk.say("compare_difference", difference=gap_of(result, desk))
    else:
        spans = desk.say("compare_more", subject=name, measure=measure)
    if result.verdict is not None:
        spans = (*desk.word("compare_yes" if result.verdict == "yes" else "compare_no"), *spans)
    for entry in entries:
        spans += (*desk.word("next_line"), *desk.line(entry))
    if len({entry.period for entry in entries}) > 1 and entries[0].number is not None:
        spans += desk.word("total_mixed")
    if len({entry.measure for entry in entries}) > 1 and len(subjects) > 1:
        spans += desk.word("compare_other_measures")
    if result.pooled is not None and result.pooled[1]:
        everything, left_out = result.pooled
        pool = desk.pool(result.query) if result.query.pool_text or result.query.left_out else ()
        some = desk.count(everything - left_out)
        spans += desk.say("rank_left_out", pool=pool, all=desk.count(everything), some=some, measure=measure)
    facts = [fact for entry in entries for fact in entry.facts]
    computed += desk.computations(entries)
    return Draft(
        "answered", (*spans, *desk.sources(facts)), desk.stated(entries), computed,
        listed=tuple(dict.fromkeys(entry.subject for entry in entries)),
    )  # fmt: skip


def by_percent(result: Compared, desk: Desk) -> tuple[Span, ...]:
    """So much more or less than the one that is measured against, whichever of the two is the larger."""
    assert result.figure is not None
    larger, smaller = result.entries
    against = result.query.signatures[1]
    say, told, base = (
        ("compare_above", larger, smaller) if smaller.signature == against else ("compare_below", smaller, larger)
    )
    return desk.say(
        say, subject=desk.name(told.subject), other=desk.name(base.subject), measure=desk.measure(told.measure),
        difference=desk.figure(result.figure, "compare"),
    )  # fmt: skip


def gap_of(result: Compared, desk: Desk) -> tuple[Span, ...]:
    assert result.figure is not None
    if result.figure.dimension == "share":
        *about, figure = desk.figure(result.figure, "compare")
        return (*about, replace(figure, text=f"{figure.text.removesuffix('%')}个百分点"))
    return desk.figure(result.figure, "compare")


def filtered(result: Filtered, desk: Desk) -> Draft:
    """The towns within a bound, those that may be, and how many had no figure."""
    query = result.query
    measure, bound = _measures(query.measures, desk), bound_of(result, desk)
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
        subject: tuple[Span, ...] = (desk.name(entry.subject),)
        if len(query.measures) > 1:
            subject = (*subject, *desk.word("separator"), desk.measure(entry.measure))
        spans += desk.say("filter_line", subject=subject, value=desk.dated(entry))
    if result.uncertain:
        lines = desk.joined([desk.line(entry) for entry in result.uncertain], "semicolon")
        spans += desk.say("filter_uncertain", lines=lines)
    if result.left_out:
        held = (*result.entries, *result.uncertain) if query.year else ()
        of_year = (*desk.period(held[0]), *measure) if held else measure
        spans += desk.say("filter_left_out", left=desk.count(result.left_out), measure=of_year)
    if result.aside:
        spans += told_aside(result.aside, desk)
    reference = (result.reference,) if result.reference is not None else ()
    shown = (*result.entries, *result.uncertain)
    facts = [fact for entry in (*shown, *reference, *result.aside) for fact in entry.facts]
    stated = (*result.entries, *reference, *result.aside)
    return Draft(
        "answered", (*spans, *desk.sources(facts)), desk.stated(stated), desk.computations(stated),
        desk.stated(result.uncertain), listed=tuple(entry.subject for entry in result.entries),
    )  # fmt: skip


def bound_of(result: Filtered, desk: Desk) -> tuple[Span, ...]:
    """The condition: as typed, or 「甲镇(41亿元)以上」."""
    query = result.query
    if result.reference is None:
        return (Span(query.bound.text if query.bound else "", "quotation"),)
    subject, value = desk.name(result.reference.subject), desk.value(result.reference)
    return desk.say("bound_over" if query.operator == "over" else "bound_under", subject=subject, value=value)


def _pool_plain(desk: Desk) -> tuple[Span, ...]:
    return desk.word("pool_all")


def totalled(result: Totalled, desk: Desk) -> Draft:
    """The sum or mean with its parts; a partial one says which are missing."""
    query = result.query
    measure = desk.joined([(desk.measure(one),) for one in query.measures], "comma")
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
    if query.claim is not None:
        say = {"yes": "compare_yes", "no": "compare_no"}.get(result.verdict or "", "compare_unclear")
        spans = (*desk.word(say), *spans)
    if len(query.measures) > 1 or any(entry.facts[0].dimensions for entry in result.entries):
        lines = desk.joined([desk.line(entry) for entry in result.entries], "next_line")
    else:
        lines = desk.joined([(desk.name(e.subject), *desk.dated(e)) for e in result.entries], "comma")
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
