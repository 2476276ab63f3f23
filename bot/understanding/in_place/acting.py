"""Small verbs that are what is asked: 走了多少人 asks how many left, where 走的路 only paints."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from bot.language.lexicon import Sense
from bot.language.mentions import UNKNOWN, Mention

DONE = "了"
NEEDING, _PERSONS = frozenset(("需要", "需", "缺", "要")), ("人", "名")
_SO_MANY = ("多少", "几")
_LIGHT = Sense("closed", "light_verb")


def with_acting_verbs(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The words; a small verb that was done to so many (走了多少人, 拆了几家) has to be explained like any other."""
    found = list(mentions)
    for position in range(len(mentions) - 2):
        verb, done, asked = mentions[position : position + 3]
        amount = asked.has("ask", "amount") or asked.text.startswith(_SO_MANY)
        if len(verb.text) == 1 and _LIGHT in verb.senses and done.text == DONE and amount:
            content = tuple(sense for sense in verb.senses if sense.kind not in ("closed", "frame"))
            found[position] = replace(verb, senses=content or (UNKNOWN,))
    for position, (need, asked) in enumerate(pairwise(mentions)):
        if need.text in NEEDING and asked.has("ask", "amount") and asked.text.endswith(_PERSONS):
            found[position] = replace(need, senses=(UNKNOWN,))
    return tuple(found)
