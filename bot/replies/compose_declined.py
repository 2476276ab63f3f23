"""Declines, each with its own words and, where there is one, a next question that works."""

from __future__ import annotations

from bot.answering.result import Declined
from bot.replies.desk import Desk, Draft
from bot.replies.reply import Span, Status

_MOST_CHOICES = 4
_OF_ITSELF = frozenset(("nothing_before", "no_more"))
"""Reasons with a wording of the same name."""


def declined(result: Declined, desk: Desk) -> Draft:
    """Why there is no answer, what there is instead, and choices where one is meant."""
    failure = result.failure
    subject = desk.names(failure.subjects)
    measure = desk.joined([(desk.measure(one),) for one in failure.measures], "comma")
    city = desk.name(desk.catalogue.city)
    words = desk.joined([(Span(word, "quotation"),) for word in failure.words], "comma")
    status: Status = "unknown"
    choices: tuple[str, ...] = ()
    reason = failure.reason
    if reason == "not_understood" and not failure.known_topic:
        reason = "off_topic"
    if reason == "not_understood":
        spans = desk.say("not_understood", words=words) if failure.words else desk.word("not_understood_plain")
    elif reason == "part_not_understood":
        spans = desk.say("part_not_understood", words=words)
    elif reason == "unknown_place":
        spans = desk.say("unknown_place", words=words, city=city)
    elif reason in ("no_such_fact", "no_such_measure"):
        spans = _absent(failure.subjects, desk, subject, measure if reason == "no_such_measure" else ())
    elif reason in ("no_such_list", "not_additive", "overlapping"):
        spans = desk.say(reason, subject=subject, measure=measure)
    elif reason == "no_such_period":
        year = Span(failure.year or "", "quotation")
        spans = desk.say("no_such_period", subject=subject, year=year, measure=measure)
    elif reason == "not_comparable":
        spans = desk.say("not_comparable", measures=measure)
    elif reason == "which_subject":
        status = "clarify"
        choices = tuple(
            f"{desk.catalogue.entities[entity].label}{desk.catalogue.measures[failure.measures[0]].name}"
            for entity in failure.choices[:_MOST_CHOICES]
        )
        spans = desk.say("which_subject", measure=measure)
    elif reason == "off_topic":
        status = "off_topic"
        spans = desk.say("off_topic", city=city)
    else:
        spans = desk.say(reason if reason in _OF_ITSELF else "not_understood_plain", subject=subject)
    facts = [fact for entry in result.offered for fact in entry.facts]
    if result.offered:
        lines = desk.joined([desk.line(entry) for entry in result.offered], "semicolon")
        spans += desk.say("offered", lines=lines)
    return Draft(
        status,
        spans,
        computed=desk.computations(result.offered),
        offered=tuple(dict.fromkeys(facts)),
        choices=choices,
        reason=reason,
        listed=failure.choices or _towns_inside(failure.subjects, desk) or failure.subjects,
    )


def _absent(
    subjects: tuple[str, ...], desk: Desk, subject: tuple[Span, ...], measure: tuple[Span, ...]
) -> tuple[Span, ...]:
    """That nobody, a county's towns, or a subject has a measure; or that nothing like it is written."""
    if not measure:
        return desk.say("no_such_fact", subject=subject) if subject else desk.word("no_such_fact_plain")
    if not subject:
        return desk.say("no_such_measure_anywhere", measure=measure)
    inside = _towns_inside(subjects, desk)
    if inside:
        return desk.say("no_such_measure_inside", subject=subject, towns=desk.names(inside), measure=measure)
    return desk.say("no_such_measure", subject=subject, measure=measure)


def _towns_inside(subjects: tuple[str, ...], desk: Desk) -> tuple[str, ...]:
    """The towns of a county that was asked about: what it lacks, all of them lack, and they are named."""
    catalogue = desk.catalogue
    counties = [subject for subject in subjects if catalogue.entities[subject].kind == "county"]
    if not counties or len(counties) < len(subjects):
        return ()
    return tuple(town.id for town in catalogue.towns if town.part_of in counties)
