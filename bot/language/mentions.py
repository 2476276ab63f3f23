"""Folded text → mentions: the stretches that mean something, and those that mean nothing known.

All known words, numbers, ordinals and periods are laid out as a lattice over the text; the cheapest path through it
is the reading of the characters. An unknown character costs more than any known word, so that words are only left out
where nothing knows them; among readings that know equally much, fewer and longer words win.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.language.asked_numbers import asked_numbers
from bot.language.lexicon import Lexicon, Sense
from bot.language.numbers import NUMERAL_STARTS, POWERS, Number, read_number
from bot.language.periods import Period, find_periods

UNKNOWN = Sense("unknown", "")
UNKNOWN_PERSON = Sense("unknown", "person")
"""Somebody who is neither addressed nor speaking: what is said of them is not in the fact base, but tells who asks."""
_HARD = frozenset("?!。;!?;\n…")
_SOFT = frozenset(" ,,、:：~～-—·\"'“”‘’「」『』()()[]【】《》<>/\\|*#@^_=`")
_A_NOT_A = re.compile(r"([\u4e00-\u9fff])[不没](\1[\u4e00-\u9fff]?)")
_ASPECT = re.compile(r"(?=([\u4e00-\u9fff])[过了]([\u4e00-\u9fff]))")
_ASPECT_COST = 1.1
_WORDLIKE = re.compile(r"[a-z0-9]+")
_LINK = re.compile(r"(?:https?://|www\.)[!-~]+|[\w.+-]+@[\w-]+\.[a-z]{2,}")
"""Addresses of pages and mail boxes: they say nothing of what is asked."""
_LINK_COST = 0.1
_ORDINAL_BEFORE = re.compile(
    r"(?P<word>(?:倒|反|从后|从末尾|从尾巴|从下|从后往前|往回)着?(?:往[前上])?数第|倒数前|倒数|最后面?|末尾|末|后|前面?|头|第|top ?)$"
)
_BEFORE_POWER = tuple("过超破上逾满够近")
_SET_BESIDE = re.compile(r"(?:比|较|比起|相比)[了着]?$")
_STILL_COMPARED = re.compile(r"[还更要都]{0,2}[高低大小少强快慢长短]|[还更要]{1,2}多")
"""What holds a round number behind 比 to be one: 比5亿多还少."""
_POWER_COST = 0.7
_YUAN = "元"
CODE = re.compile(r"(?<![\d.+])\d+(?:\+\d+)*\+(?:\d+\+(?:\d+|n)|n)(?![\d.+a-z])")
"""A code made of numbers and n: 5+3+n. Two plain numbers are a sum."""
_CODE_COST = 1.9
_LONGEST_ORDINAL = 8
_CLASSIFIERS = tuple("个家些种类款座位条项样户处块")
_UNKNOWN_COST = 8.0
_SINGLE_COST = 0.15
"""What a word of one character costs more than a longer one."""
_A_NOT_A_COST = 0.95
"""Dearer than a phrase that an author wrote: 有没有名 asks for a rank."""
_GOING = frozenset(("collocate", "term", "family"))
"""What a verb of a yes/no question may speak of."""
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
    quoted: str = ""
    """What stands in quotation marks from here on, where that is more than one word."""

    def __hash__(self) -> int:
        """By its place and text, which tell the words of a message apart; working through all senses would take long."""
        return hash((self.start, self.end, self.text))

    def has(self, kind: str, ref: str | None = None) -> bool:
        """Whether one of its senses is of that kind (and id)."""
        for sense in self.senses:  # noqa: SIM110 a plain loop is faster, and this runs a hundred times a question
            if sense[0] == kind and (ref is None or sense[1] == ref):
                return True
        return False

    def refs(self, kind: str) -> tuple[str, ...]:
        """The ids of its senses of a kind."""
        return tuple([ref for own, ref in self.senses if own == kind])

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
        arcs[mention.start].append((cost, mention.end, mention))
    return _merge_unknown(text, _cheapest(text, arcs))


Arc = tuple[float, int, "Mention | tuple[Sense, ...]"]
"""What a stretch costs, where it ends, and what it is; of a known word only its senses, until it is on the path."""


def _arcs(text: str, lexicon: Lexicon, without: frozenset[str]) -> list[list[Arc]]:
    arcs: list[list[Arc]] = [[] for _ in range(len(text) + 1)]
    known: list[tuple[int, int, tuple[Sense, ...]]] = []
    for start, end, senses in lexicon.find(text):
        if (
            _cuts_word(text, start, end)
            or _cuts_classifier(text, start, end, senses)
            or (without and all(sense.kind in without for sense in senses))
        ):
            continue
        if end - start > 1 and senses[0].kind != "place":
            known.append((start, end, senses))
        later = _LATER if text[start:end] in lexicon.weaker else 0.0
        single = _SINGLE_COST if end - start == 1 else 0.0
        arcs[start].append((_weight_of(senses) + single + later, end, senses))
    for start, end, senses in _asked_amounts(text, lexicon):
        if _cuts_known(start, end, known):
            continue
        # Put first: a phrase that an author wrote out besides has all of its senses here.
        arcs[start].insert(0, (_weight_of(senses), end, senses))
    for asked in _a_not_a(text, lexicon):
        arcs[asked.start].append((_A_NOT_A_COST, asked.end, asked))
    for start, end, senses in _with_aspect(text, lexicon):
        arcs[start].append((_ASPECT_COST, end, Mention(start, end, text[start] + text[end - 1], senses)))
    for code in CODE.finditer(text):
        if code[0] not in lexicon.senses:
            # 「10+20+50」 is a name that nothing knows, not three numbers.
            arcs[code.start()].append((_CODE_COST, code.end(), _NOT_KNOWN))
    for period in find_periods(text):
        mention = Mention(period.start, period.end, period.text, (Sense("period", period.relation),), period=period)
        arcs[period.start].append((0.8, mention.end, mention))
    for link in _LINK.finditer(text) if "." in text else ():
        arcs[link.start()].append((_LINK_COST, link.end(), (Sense("closed", "link"),)))
    for number in _numbers(text):
        _add_number(text, number, arcs)
    return arcs


def _cuts_known(start: int, end: int, known: Iterable[tuple[int, int, tuple[Sense, ...]]]) -> bool:
    """Whether a phrase begins inside a name or a measure (企业有多少 in 配套企业有多少) or ends inside a word (多少地 in 多少地方)."""
    return any(
        (first < end < last and start <= first)
        or (first < start < last <= end and any(sense.kind in ("name", "measure") for sense in senses))
        for first, last, senses in known
    )


def _asked_amounts(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int, tuple[Sense, ...]]]:
    """Amounts partly said or left blank (五十几亿, ____户), and phrases of word classes about an amount."""
    for start, end, plain in asked_numbers(text):
        senses = lexicon.senses.get(plain, ())
        if any(sense.kind == "ask" for sense in senses):
            yield start, end, senses
    if lexicon.composed is not None:
        for start, end, senses in lexicon.composed.find(text):
            written = lexicon.senses.get(text[start:end], ())
            yield start, end, tuple(dict.fromkeys((*written, *senses)))


def _a_not_a(text: str, lexicon: Lexicon) -> Iterator[Mention]:
    """做不做, 包不包括: a yes/no question that still speaks of what its verb goes with."""
    for match in _A_NOT_A.finditer(text):
        if match[0] in lexicon.senses or match[0][:3] in lexicon.senses:
            continue
        for verb in dict.fromkeys((match[2], match[1])):
            senses = lexicon.senses.get(verb, ())
            going = tuple(sense for sense in senses if sense.kind in _GOING)
            if verb == match[1] or any(sense.kind != "term" for sense in going):
                end = match.end() if verb == match[2] else match.start() + 3
                yield Mention(match.start(), end, text[match.start() : end], (Sense("ask", "yesno"), *going))


def _with_aspect(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int, tuple[Sense, ...]]]:
    """备过案, 获了奖: a verb and its object with 过 or 了 between them speak of what they speak of together."""
    for match in _ASPECT.finditer(text):
        start = match.start()
        if text[start : start + 3] in lexicon.senses or text[start + 1 : start + 3] in lexicon.senses:
            continue
        senses = lexicon.senses.get(match[1] + match[2], ())
        if senses and all(
            sense.kind in ("collocate", "term", "basis", "value", "measure", "closed") for sense in senses
        ):
            yield start, start + 3, senses


def _numbers(text: str) -> list[Number]:
    found: list[Number] = []
    for start, character in enumerate(text):
        if character not in NUMERAL_STARTS and not character.isdigit():
            continue
        if character.isdigit() and start and (text[start - 1].isdigit() or text[start - 1] == "."):
            continue
        number = read_number(text, start)
        if number is not None:
            if _is_exceeded(text, number):
                number = replace(number, end=number.end - 1, approx=(), low=number.value, high=number.value)
            found.append(number)
            if number.is_range or number.kind == "fraction" or "/" in number.digits:
                single = read_number(text[: _first_end(text, start)], start)
                if single is not None:
                    found.append(single)
    return found


def _is_exceeded(text: str, number: Number) -> bool:
    """Whether the 多 behind a number says that something is more than it: 比5亿多吗, 2024比2023多了多少."""
    before = text[max(0, number.start - 3) : number.start]
    more = number.kind == "plain" and text[number.end - 1] == "多"
    return more and _SET_BESIDE.search(before) is not None and not _STILL_COMPARED.match(text, number.end)


def _first_end(text: str, start: int) -> int:
    match = re.compile(r"[^~\-至到/]+").match(text, start)
    return match.end() if match else start


def _add_number(text: str, number: Number, arcs: list[list[Arc]]) -> None:
    end = number.end
    plain = Mention(number.start, end, text[number.start : end], (Sense("number", number.kind),), number=number)
    bare = _is_bare_power(text, number)
    arcs[number.start].append((_POWER_COST if bare else _weight(plain), plain.end, plain))
    if bare and text[end : end + 1] == _YUAN:
        arcs[number.start].append((_POWER_COST, end + 1, replace(plain, end=end + 1, text=plain.text + _YUAN)))
    before = _ORDINAL_BEFORE.search(text, max(0, number.start - _LONGEST_ORDINAL), number.start)
    if before is None or number.kind != "plain" or number.power or number.value.denominator != 1:
        return
    word = before["word"].strip()
    tail = 1 if text[end : end + 1] in tuple("名位强甲") else 0
    if word.endswith("第"):
        role = "nth" if word == "第" else "nth_last"
    elif word in ("前", "前面", "头", "top"):
        role = "top"
    else:
        role = "bottom"
    start = before.start()
    ordinal = Mention(start, end + tail, text[start : end + tail], (Sense("operator", role),), number=number)
    arcs[start].append((0.7, ordinal.end, ordinal))


def _is_bare_power(text: str, number: Number) -> bool:
    """Whether a number is only a power of ten behind a word that sets a bound: 过亿, 上百亿."""
    return text[number.start] in POWERS and text[number.start - 1 : number.start] in _BEFORE_POWER


def _weight(mention: Mention) -> float:
    return _weight_of(mention.senses) + (_SINGLE_COST if mention.end - mention.start == 1 else 0.0)


@lru_cache(maxsize=8192)
def _weight_of(senses: tuple[Sense, ...]) -> float:
    return min((_WEIGHTS.get(sense.kind, 1.0) for sense in senses), default=1.0)


def _cuts_word(text: str, start: int, end: int) -> bool:
    """Whether a Latin word or a figure would be cut in two: 「ok」 in 「okay」."""
    first, last = text[start], text[end - 1]
    if first.isascii() and first.isalnum() and start and text[start - 1].isascii() and text[start - 1].isalnum():
        return not (first.isdigit() and text[start - 1].isalpha())
    return last.isascii() and last.isalpha() and end < len(text) and text[end].isascii() and text[end].isalpha()


def _cuts_classifier(text: str, start: int, end: int, senses: tuple[Sense, ...]) -> bool:
    """Whether a phrase ends between 哪 and what counts what is asked for: 靠哪 in 靠哪个产业."""
    asking = end - start > 1 and text[end - 1] in "哪几" and text[end : end + 1] in _CLASSIFIERS
    return asking and any(sense.kind == "asked" for sense in senses)


def _cheapest(text: str, arcs: list[list[Arc]]) -> list[Mention]:
    length = len(text)
    costs = [0.0] + [float("inf")] * length
    came: list[tuple[int, Mention | tuple[Sense, ...]]] = [(0, (UNKNOWN,))] * (length + 1)
    for position in range(length):
        cost = costs[position]
        if cost == float("inf"):
            continue
        for weight, end, made in arcs[position]:
            if cost + weight < costs[end]:
                costs[end], came[end] = cost + weight, (position, made)
        end, penalty, made = _fallback(text, position)
        if cost + penalty < costs[end]:
            costs[end], came[end] = cost + penalty, (position, made)
    path: list[Mention] = []
    position = length
    while position:
        start, made = came[position]
        path.append(made if isinstance(made, Mention) else Mention(start, position, text[start:position], made))
        position = start
    return path[::-1]


_HARD_BREAK, _SOFT_BREAK, _NOT_KNOWN = (Sense("break", "hard"),), (Sense("break", "soft"),), (UNKNOWN,)


def _fallback(text: str, position: int) -> tuple[int, float, tuple[Sense, ...]]:
    """Where a character ends that no known word takes, what it costs, and what it is."""
    character = text[position]
    if character in _HARD:
        return position + 1, 0.1, _HARD_BREAK
    if character in _SOFT or not character.isalnum():
        return position + 1, 0.1, _SOFT_BREAK
    if character.isascii():
        word = _WORDLIKE.match(text, position)
        return (word.end() if word else position + 1), _UNKNOWN_COST, _NOT_KNOWN
    return position + 1, _UNKNOWN_COST, _NOT_KNOWN


def _merge_unknown(text: str, path: list[Mention]) -> tuple[Mention, ...]:
    merged: list[Mention] = []
    position = 0
    while position < len(path):
        first = last = position
        while path[position].is_unknown and last + 1 < len(path) and path[last + 1].is_unknown:
            last += 1
        mention = path[first]
        if last > first:
            end = path[last].end
            mention = replace(mention, end=end, text=text[mention.start : end])
        merged.append(mention)
        position = last + 1
    return tuple(merged)
