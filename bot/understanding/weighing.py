"""The readings of one message weighed against each other: what they cost together, and which of them may stand."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise

from bot.knowledge.catalogue import Catalogue
from bot.language.mentions import Mention
from bot.understanding.background import asks_either
from bot.understanding.context import Context
from bot.understanding.partition import FIRST_PERSON
from bot.understanding.query import Failure, Query, Reading

_BEING = "是"
_MOST_READINGS = 100
_RECKONING = frozenset(("算", "来算", "计", "来看", "算的话"))
_SOFT_ASKS = frozenset(("yesno", "howis"))
_OF_ALL = frozenset(("total", "all", "each", "sum"))
"""Operators of a measure's own name (出口总额) set no condition."""


def without_background(readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """Leave out clauses that ask nothing where another one reads whole."""
    if not any(reading.is_answer for reading in readings):
        return readings
    again = any(reading.pattern == "repeat" for reading in readings)
    kept = tuple(reading for reading in readings if reading.is_answer or not (_is_background(reading) or again))
    kept = tuple(_as_condition(reading) if len(kept) > 1 else reading for reading in kept)
    asking = any(reading.is_answer and asks(reading) for reading in kept)
    return tuple(r for r in kept if not (asking and _only_tells(r))) or readings


def _as_condition(reading: Reading) -> Reading:
    """A clause that says how to reckon (按年产量算,) is no question of its own: what follows is not answered without it."""
    told = reading.is_answer and not asks(reading) and _says_how(reading)
    return replace(reading, outcome=Failure("not_understood", known_topic=True)) if told else reading


def _says_how(reading: Reading) -> bool:
    words = reading.mentions
    begins = bool(words) and words[0].has("frame", "condition")
    return begins and words[-1].text in _RECKONING and any(is_strong(m) for m in words)


def _only_tells(reading: Reading) -> bool:
    """Whether a clause names somebody beside words that only go with a measure: it asks nothing (画画的去甲县)."""
    looked_up = isinstance(reading.outcome, Query) and reading.outcome.act == "lookup"
    kinds = {sense.kind for mention in reading.mentions for sense in mention.senses}
    asking = {"ask", "operator", "measure", "asked", "family", "number", "meta", "period", "kind", "unit"}
    return looked_up and not kinds & asking and not reading.inherited


def without_strangers(readings: tuple[Reading, ...], catalogue: Catalogue) -> tuple[Reading, ...]:
    """A name by itself is what the words behind it are about: an answer about somebody else is none to them.

    「某牌 是 国家级 还是 省级」 does not ask for a description and then for what is of the state.
    """
    for first, second in combinations(readings, 2):
        if _is_narrower(first, second, catalogue):
            spoiled = replace(second, outcome=Failure("not_understood", known_topic=True))
            return tuple(spoiled if reading is second else reading for reading in readings)
        if _is_bare_name(first) and _is_of_another(first, second, catalogue):
            assert isinstance(first.outcome, Query)
            failure = Failure("no_such_fact", first.outcome.subjects[:1], known_topic=True)
            spoiled = replace(second, outcome=failure)
            return tuple(spoiled if reading is second else reading for reading in readings if reading is not first)
    return readings


def _is_narrower(first: Reading, second: Reading, catalogue: Catalogue) -> bool:
    """Whether what was named and not understood lies inside what is answered behind it: 「果盘手编的那种,甲县牛在哪」."""
    if first.is_answer or asks(first) or not isinstance(second.outcome, Query):
        return False
    named = {ref for m in first.mentions for ref in m.refs("name")[:1] if catalogue.entities[ref].kind == "product"}
    around = {up for ref in named for up in catalogue.above(ref)}
    return bool(named) and not named & set(second.outcome.subjects) and bool(around & set(second.outcome.subjects))


def _is_bare_name(reading: Reading) -> bool:
    named = isinstance(reading.outcome, Query) and reading.outcome.act == "describe"
    return named and not any(mention.has("ask") or mention.has("meta") for mention in reading.mentions)


def _is_of_another(first: Reading, second: Reading, catalogue: Catalogue) -> bool:
    if not isinstance(first.outcome, Query) or not isinstance(second.outcome, Query):
        return False
    if any(mention.has("name") and mention.start >= 0 for mention in second.mentions):
        return False
    if second.outcome.act == "towns":
        return not asks(second) and not any(mention.has("target") for mention in second.mentions)
    own = {
        up
        for subject in first.outcome.subjects
        for up in (subject, *catalogue.above(subject), *catalogue.below(subject))
    }
    return bool(second.outcome.subjects) and own.isdisjoint(second.outcome.subjects)


def _is_background(reading: Reading) -> bool:
    kinds = {sense.kind for mention in reading.mentions for sense in mention.senses}
    if asks_either(reading.mentions):
        return False
    if reading.unexplained and not any(mention.text in FIRST_PERSON for mention in reading.mentions):
        return False
    asking = {
        "ask",
        "operator",
        "measure",
        "asked",
        "family",
        "number",
        "name",
        "meta",
        "period",
        "scope",
        "era",
        "kind",
    }
    return not kinds & asking and not any(mention.has("frame", "condition") for mention in reading.mentions)


def cost_of(readings: tuple[Reading, ...]) -> tuple[int, int, int]:
    """What ways to group a message are ordered by; a message that asks two things is worth answering by half."""
    if not readings:
        return (_MOST_READINGS, 0, 0)
    failed = [reading for reading in readings if not reading.is_answer or _is_topic(reading, readings)]
    answered = sum(1 for reading in readings if reading.is_answer and asks(reading))
    # Questions of their own that the facts do not answer are named as missing: they do not make one answered question worse.
    unanswered = 1 if answered and all(_is_own_question(reading) for reading in failed) else len(failed)
    detail = sum(reading.violations * 3 + reading.unexplained for reading in failed)
    return min(unanswered, len(failed)), -answered, detail * _MOST_READINGS + len(readings)


def _is_own_question(reading: Reading) -> bool:
    """Whether a clause asks with a question word of its own, yes/no and 怎么样 aside."""
    return any(set(mention.refs("ask")) - _SOFT_ASKS or mention.has("asked") for mention in reading.mentions)


def _is_topic(reading: Reading, readings: tuple[Reading, ...]) -> bool:
    """Whether a bare name is read as a request to introduce it, though it is what the rest is about: 「甲镇 能耗 有多少」."""
    described = isinstance(reading.outcome, Query) and reading.outcome.act == "describe" and not asks(reading)
    return described and any(not other.is_answer or asks(other) for other in readings if other is not reading)


def with_own_subject(readings: tuple[Reading, ...], context: Context, catalogue: Catalogue) -> tuple[Reading, ...]:
    """Beside a clause that is about something unknown, an answer that names no subject is about that too: drop it."""
    if all(reading.is_answer for reading in readings):
        return readings
    for reading in readings:
        if isinstance(reading.outcome, Failure) and _qualifies(reading):
            # 「除甲镇外,」 is no question of its own: what follows means something else without it.
            return (replace(reading, outcome=replace(reading.outcome, known_topic=True)),)
    for before, reading in pairwise(readings):
        if reading.is_answer and before.unexplained and not before.is_answer and _asks_what_it_is(reading):
            # 「要来回搓的,是哪样工艺品」 asks for what the clause before tells of, which was not understood.
            return tuple(one for one in readings if one is not reading)
    if context.mentions:
        return readings
    # A question that is left without a subject is not answered, and said to be so.
    nothing = Failure("not_understood", known_topic=True)
    named = any(not reading.is_answer or _names_subject(reading, catalogue) for reading in readings)
    return (
        tuple(
            reading
            if not reading.is_answer or _names_subject(reading, catalogue)
            else replace(reading, outcome=nothing)
            for reading in readings
            if not reading.is_answer or _names_subject(reading, catalogue) or _is_own_question(reading)
        )
        if named
        else readings[:1]
    )


def _asks_what_it_is(reading: Reading) -> bool:
    """Whether a clause says no more than 是 before its question word, so that what is asked about stands before it."""
    before = ""
    for mention in reading.mentions:
        if set(mention.refs("ask")) & {"which", "what"}:
            return mention.text.startswith(_BEING) or before.endswith(_BEING)
        if not mention.has("closed"):
            return False
        before = mention.text
    return False


def _qualifies(reading: Reading) -> bool:
    """Whether a clause that reads not whole sets a condition to its neighbours: an exception, an if, a year by itself."""
    words = reading.mentions
    if any(m.has("period") for m in words) and not any(is_strong(m) or m.has("name") for m in words):
        return not any(set(m.refs("ask")) - _SOFT_ASKS for m in words)
    return not asks(reading) and any(set(m.refs("operator")) - _OF_ALL or m.has("frame", "condition") for m in words)


def stands_alone(reading: Reading, catalogue: Catalogue) -> bool:
    """Whether a reading needs nothing of what was left out: it says, or was told, whom it is about."""
    return reading.is_answer and _names_subject(reading, catalogue)


def names_measure(reading: Reading) -> bool:
    """Whether a measure is named as typed, so that a bare noun phrase (甲镇产值) asks for it; a guess at one does not."""
    return any(is_strong(mention) and not mention.typed for mention in reading.mentions)


def _names_subject(reading: Reading, catalogue: Catalogue) -> bool:
    """Whether a town, a part of one, a class or 专业镇 is named; a foreign market or city is no subject."""
    return any(
        m.has("class") or m.has("target") or any(catalogue.entities[ref].part_of for ref in m.refs("name"))
        for m in reading.mentions
    )


def asks(reading: Reading) -> bool:
    return any(mention.has("ask") or mention.has("asked") for mention in reading.mentions)


def is_strong(mention: Mention) -> bool:
    """Whether a word speaks of a measure by itself."""
    return any(sense.kind in ("measure", "asked", "family") for sense in mention.senses)
