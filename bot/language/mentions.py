"""Folded text → mentions: the stretches that mean something, and those that mean nothing known.

All known words, numbers, ordinals and periods are laid out as a lattice over the text; the cheapest path through it
is the reading of the characters. An unknown character costs more than any known word, so that words are only left out
where nothing knows them; among readings that know equally much, fewer and longer words win.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from bot.language.lexicon import Lexicon, Sense
from bot.language.numbers import POWERS, Number, read_number
from bot.language.periods import Period, find_periods

UNKNOWN = Sense("unknown", "")
UNKNOWN_PERSON = Sense("unknown", "person")
"""Somebody who is neither addressed nor speaking: what is said of them is not in the fact base, but tells who asks."""
BREAK = Sense("break", "")
_HARD = frozenset("?!。;!?;\n…")
_SOFT = frozenset(" ,,、:：~～-—·\"'“”‘’「」『』()()[]【】《》<>/\\|*#@^_=`")
_A_NOT_A = re.compile(r"([\u4e00-\u9fff])[不没](\1[\u4e00-\u9fff]?)")
_WORDLIKE = re.compile(r"[a-z0-9]+")
_ORDINAL_BEFORE = re.compile(r"(?P<word>倒数第|倒数前|倒数|最后面?|末尾|后|前面?|头|第|top ?)$")
_BEFORE_POWER = tuple("过超破上逾满够")
_POWER_COST = 0.7
_UNKNOWN_COST = 8.0
_LATER = 1.5
"""What a word of the public thesaurus costs more than one that an author wrote."""
_WEIGHTS = {
    "name": 0.9,
    "measure": 0.9,
    "asked": 0.92,
    "number": 1.05,
    "closed": 1.0,
    "collocate": 0.98,
    "value": 1.0,
    "place": 1.3,
}


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of folded text with what it may mean."""

    start: int
    end: int
    text: str
    senses: tuple[Sense, ...]
    number: Number | None = None
    period: Period | None = None
    typed: str = ""
    """What was typed where the text is a repair of it; empty when nothing was repaired."""
    said: str = ""
    """The English words where the text is the Chinese that they stand for; empty in Chinese questions."""

    def has(self, kind: str, ref: str | None = None) -> bool:
        """Whether one of its senses is of that kind (and id)."""
        return any(sense.kind == kind and (ref is None or sense.ref == ref) for sense in self.senses)

    def refs(self, kind: str) -> tuple[str, ...]:
        """The ids of its senses of a kind."""
        return tuple(sense.ref for sense in self.senses if sense.kind == kind)

    @property
    def is_unknown(self) -> bool:
        """Whether nothing known explains it."""
        return self.senses[0].kind == "unknown"

    @property
    def is_break(self) -> bool:
        """Whether it is punctuation or a space."""
        return self.senses[0].kind == "break"

    @property
    def is_hard_break(self) -> bool:
        """Whether a sentence ends here."""
        return self.senses[0] == Sense("break", "hard")


def find_mentions(
    text: str,
    lexicon: Lexicon,
    repaired: Iterable[Mention] = (),
    without: frozenset[str] = frozenset(),
    costs: Mapping[int, float] | None = None,
) -> tuple[Mention, ...]:
    """The best reading of the characters of a text, covering it from end to end.

    Args:
        text: folded text.
        lexicon: the known words.
        repaired: further words that stretches of the text may stand for.
        without: kinds of sense; words that have no other are left out.
        costs: for each of the further words, by its `id`, what it costs; half a word more than an exact one by default.
    """
    arcs = _arcs(text, lexicon, without)
    for mention in repaired:
        cost = _weight(mention) + 0.5 if costs is None else costs[id(mention)]
        arcs[mention.start].append((cost, mention))
    return _merge_unknown(text, _cheapest(text, arcs))


Arc = tuple[float, Mention]


def _arcs(text: str, lexicon: Lexicon, without: frozenset[str]) -> list[list[Arc]]:
    arcs: list[list[Arc]] = [[] for _ in range(len(text) + 1)]
    for start, end, senses in lexicon.find(text):
        if _cuts_word(text, start, end) or (without and all(sense.kind in without for sense in senses)):
            continue
        mention = Mention(start, end, text[start:end], senses)
        later = _LATER if mention.text in lexicon.weaker else 0.0
        arcs[start].append((_weight(mention) + later, mention))
    for asked in _a_not_a(text, lexicon):
        arcs[asked.start].append((0.9, asked))
    for period in find_periods(text):
        mention = Mention(period.start, period.end, period.text, (Sense("period", period.relation),), period=period)
        arcs[period.start].append((0.8, mention))
    for number in _numbers(text):
        _add_number(text, number, arcs)
    return arcs


def _a_not_a(text: str, lexicon: Lexicon) -> Iterator[Mention]:
    """做不做, 包不包括: a yes/no question that still speaks of what its verb goes with."""
    for match in _A_NOT_A.finditer(text):
        for verb in dict.fromkeys((match[2], match[1])):
            senses = lexicon.senses.get(verb, ())
            if verb == match[1] or senses:
                end = match.end() if verb == match[2] else match.start() + 3
                going = tuple(sense for sense in senses if sense.kind in ("collocate", "term"))
                yield Mention(match.start(), end, text[match.start() : end], (Sense("ask", "yesno"), *going))


def _numbers(text: str) -> list[Number]:
    found: list[Number] = []
    for start, character in enumerate(text):
        if character.isdigit() and start and (text[start - 1].isdigit() or text[start - 1] == "."):
            continue
        number = read_number(text, start)
        if number is not None:
            found.append(number)
            if number.is_range or number.kind == "fraction" or "/" in number.digits:
                single = read_number(text[: _first_end(text, start)], start)
                if single is not None:
                    found.append(single)
    return found


def _first_end(text: str, start: int) -> int:
    match = re.compile(r"[^~\-至到/]+").match(text, start)
    return match.end() if match else start


def _add_number(text: str, number: Number, arcs: list[list[Arc]]) -> None:
    end = number.end
    plain = Mention(number.start, end, text[number.start : end], (Sense("number", number.kind),), number=number)
    arcs[number.start].append((_POWER_COST if _is_bare_power(text, number) else _weight(plain), plain))
    before = _ORDINAL_BEFORE.search(text, 0, number.start)
    if before is None or number.kind != "plain" or number.power or number.value.denominator != 1:
        return
    word = before["word"].strip()
    tail = 1 if text[end : end + 1] in tuple("名位强甲") else 0
    if word in ("第", "倒数第"):
        role = "nth" if word == "第" else "nth_last"
    elif word in ("前", "前面", "头", "top"):
        role = "top"
    else:
        role = "bottom"
    start = before.start()
    ordinal = Mention(start, end + tail, text[start : end + tail], (Sense("operator", role),), number=number)
    arcs[start].append((0.7, ordinal))


def _is_bare_power(text: str, number: Number) -> bool:
    """Whether a number is only a power of ten behind a word that sets a bound: 过亿, 上百亿."""
    return text[number.start] in POWERS and text[number.start - 1 : number.start] in _BEFORE_POWER


def _weight(mention: Mention) -> float:
    best = min((_WEIGHTS.get(sense.kind, 1.0) for sense in mention.senses), default=1.0)
    if mention.end - mention.start == 1:
        best += 0.15
    return best


def _cuts_word(text: str, start: int, end: int) -> bool:
    """Whether a Latin word or a figure would be cut in two: 「ok」 in 「okay」."""
    first, last = text[start], text[end - 1]
    if first.isascii() and first.isalnum() and start and text[start - 1].isascii() and text[start - 1].isalnum():
        return not (first.isdigit() and text[start - 1].isalpha())
    return last.isascii() and last.isalpha() and end < len(text) and text[end].isascii() and text[end].isalpha()


def _cheapest(text: str, arcs: list[list[Arc]]) -> list[Mention]:
    length = len(text)
    costs = [0.0] + [float("inf")] * length
    came: list[Mention | None] = [None] * (length + 1)
    for position in range(length):
        cost = costs[position]
        if cost == float("inf"):
            continue
        for weight, mention in arcs[position]:
            total = cost + weight
            if total < costs[mention.end]:
                costs[mention.end], came[mention.end] = total, mention
        fallback, penalty = _fallback(text, position)
        if cost + penalty < costs[fallback.end]:
            costs[fallback.end], came[fallback.end] = cost + penalty, fallback
    path: list[Mention] = []
    position = length
    while position:
        mention_here = came[position]
        assert mention_here is not None
        path.append(mention_here)
        position = mention_here.start
    return path[::-1]


def _fallback(text: str, position: int) -> tuple[Mention, float]:
    character = text[position]
    if character in _HARD:
        return Mention(position, position + 1, character, (Sense("break", "hard"),)), 0.1
    if character in _SOFT or not character.isalnum():
        return Mention(position, position + 1, character, (Sense("break", "soft"),)), 0.1
    word = _WORDLIKE.match(text, position)
    end = word.end() if word else position + 1
    return Mention(position, end, text[position:end], (UNKNOWN,)), _UNKNOWN_COST


def _merge_unknown(text: str, path: list[Mention]) -> tuple[Mention, ...]:
    merged: list[Mention] = []
    for mention in path:
        last = merged[-1] if merged else None
        if last is not None and last.is_unknown and mention.is_unknown:
            merged[-1] = replace(last, end=mention.end, text=text[last.start : mention.end])
        else:
            merged.append(mention)
    return tuple(merged)
