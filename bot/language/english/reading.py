"""English words → mentions: the same stretches that the question would have in Chinese, in an order that Chinese has.

A mention's text is the Chinese word that the English stands for; its place counts words, so that neighbours touch. What
English says by order is said by words here: a clause that begins with a verb of asking (is, does) ends with 吗.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from bot.language.english.figures import Figure, is_number_word, read_figure, read_ordinal
from bot.language.english.lexicon import SHORTEST_REPAIRED, EnglishLexicon, shortened
from bot.language.english.ordering import NUMERALS, scopes_first, with_order, with_person, with_rank
from bot.language.english.tokens import Token, tokens
from bot.language.lexicon import Sense
from bot.language.mentions import UNKNOWN, Mention
from bot.language.numbers import read_number
from bot.language.periods import Period

LATEST = Sense("period", "latest")
_YEAR = re.compile(r"(?:19|20)\d\d")
_YESNO = Mention(0, 0, "吗", (Sense("ask", "yesno"),))
_AUXILIARIES_TEXT = "is are was were do does did has have had can could will would am"
_AUXILIARIES = frozenset(_AUXILIARIES_TEXT.split())
_WH = frozenset(("amount", "share", "what", "which", "where", "when", "who", "how", "why", "howis", "define"))
_TAGS_TEXT = "right correct true yes no really"
_TAGS = frozenset(_TAGS_TEXT.split())
_UNKNOWN_COST = 100
_MOST_SLIPS = 2
_SPLIT = 0.6
_COUNTED_COST = 0.9
_LONGER = 0.01
"""Of readings with as many words, the one with the longest is better."""
_MAKERS = re.compile(r"([a-z]{4,})(makers?|making|producers?|growers?)")
_GET = frozenset(("get", "gets", "got", "gotten", "getting"))
_PARTICIPLES = frozenset(("sold", "sent", "made", "grown", "built", "brewed", "sown"))
_BEHIND_ONE = frozenset(("hundred", "thousand", "million", "billion", "half", "third", "quarter", "fifth", "percent"))
_COUNTED = frozenset(("years", "year", "yuan", "rmb", "tonnes", "tons", "people", "firms", "companies"))


def read_english(text: str, lexicon: EnglishLexicon, otherwise: bool = False) -> tuple[Mention, ...]:
    """The mentions of folded English text.

    Args:
        text: folded text.
        lexicon: the known words.
        otherwise: whether words of two meanings are taken in the second one.
    """
    clauses = [_Clause(words, stop, lexicon, otherwise) for words, stop in _split(tokens(text), lexicon)]
    placed: list[Mention] = []
    position = 0
    for clause in clauses:
        for mention in clause.mentions():
            length = max(mention.end - mention.start, 1)
            placed.append(replace(mention, start=position, end=position + length))
            position += length
        if clause.stop is not None:
            sense = Sense("break", "hard") if clause.stop.is_hard_stop else Sense("break", "soft")
            placed.append(Mention(position, position + 1, clause.stop.text, (sense,)))
            position += 1
    return with_rank(_joined(placed))


def _joined(placed: list[Mention]) -> tuple[Mention, ...]:
    """The mentions without the stops that part no clauses: commas between names or between measures, colons."""
    kept: list[Mention] = []
    for index, mention in enumerate(placed):
        before = placed[index - 1] if index else None
        after = next((m for m in placed[index + 1 :] if m.text not in ("the", "和")), None)
        listed = (
            before is not None
            and after is not None
            and any(before.has(kind) and after.has(kind) for kind in ("name", "measure"))
        )
        if not (mention.is_break and (mention.text == ":" or (mention.text == "," and listed))):
            kept.append(mention)
    return tuple(kept)


def _split(found: tuple[Token, ...], lexicon: EnglishLexicon) -> Iterator[tuple[list[str], Token | None]]:
    """The words between stops; a question word behind 「and」 begins a clause, and a tag (right?) belongs to the one before."""
    words: list[str] = []
    for index, token in enumerate(found):
        follower = found[index + 1].text if index + 1 < len(found) else ""
        if token.is_stop:
            after = [other.text for other in found[index + 1 :]]
            if _is_tag(after):
                continue
            if words:
                yield words, token
            words = []
        elif (
            token.text in ("and", "&")
            and words
            and follower in ("how", "what", "where", "when", "who", "which", "why", "whose")
        ):
            yield words, Token(",", is_soft_stop=True)
            words = []
        else:
            words += _taken_apart(token.text, lexicon)
    if words:
        yield words, None


def _taken_apart(word: str, lexicon: EnglishLexicon) -> list[str]:
    """A word for those who make something, as two words: glassmakers, vinegarmaking."""
    match = _MAKERS.fullmatch(word)
    apart = match is not None and word not in lexicon.meanings and match[1] in lexicon.meanings
    return [match[1], match[2]] if match is not None and apart else [word]


def _is_tag(words: Sequence[str]) -> bool:
    """Whether only a tag is left: right? isn't it? is that true?"""
    left = [word for word in words if word not in "?!.;"]
    return (
        bool(left)
        and len(left) <= 4
        and all(
            word in _TAGS or word in _AUXILIARIES or word in ("not", "it", "that", "this", "they", "so", "or")
            for word in left
        )
        and any(word in _TAGS or word in _AUXILIARIES for word in left)
    )


class _Clause:
    """The words of one clause on their way to mentions."""

    def __init__(self, words: list[str], stop: Token | None, lexicon: EnglishLexicon, otherwise: bool) -> None:
        self.otherwise = otherwise
        self.words, self.asks_yesno = _without_tag(words)
        self.stop = stop
        self.lexicon = lexicon
        here = set(self.words)
        self.split = [form for form in lexicon.split if form.opening[0] in here and form.closing[0] in here]

    def mentions(self) -> list[Mention]:
        """The cheapest reading of the words, in the order of Chinese."""
        found = self._cheapest()
        found = scopes_first(with_order(found))
        if found and found[0].said == "and":
            # At the beginning of a question it goes on from the last one: and the glassware?
            found[0] = replace(found[0], text="那")
        found = with_person(found)
        asked = any(ref in _WH for mention in found for ref in mention.refs("ask")) or any(
            mention.has("asked") and mention.said.startswith(("how", "what", "which", "who", "when", "where"))
            for mention in found
        )
        opens = next((m for m in found if not m.has("closed", "polite")), None)
        if not asked and (self.asks_yesno or (opens is not None and _opens_question(opens))):
            found = [*(m for m in found if not m.has("ask", "yesno")), _YESNO]
        else:
            found = [m if not m.has("ask", "yesno") else _as_harmless(m) for m in found] if asked else found
        return found

    def _cheapest(self) -> list[Mention]:
        words = self.words
        costs: list[float] = [0.0] + [float("inf")] * len(words)
        came: list[Mention | None] = [None] * (len(words) + 1)
        for start in range(len(words)):
            for cost, mention in self._arcs(start):
                if costs[start] + cost < costs[mention.end]:
                    costs[mention.end], came[mention.end] = costs[start] + cost, mention
        path: list[Mention] = []
        position = len(words)
        while position:
            mention_here = came[position]
            assert mention_here is not None
            path.append(mention_here)
            position = mention_here.start
        return path[::-1]

    def _arcs(self, start: int) -> Iterator[tuple[float, Mention]]:
        words, meanings = self.words, self.lexicon.meanings
        for end in range(start + 1, min(len(words), start + self.lexicon.longest) + 1):
            form = " ".join(words[start:end])
            meaning = meanings.get(form)
            if meaning is not None:
                period = Period("latest", "", start, end, meaning.text) if LATEST in meaning.senses else None
                text, senses = meaning.text, meaning.senses
                if self.otherwise and meaning.otherwise is not None:
                    text, senses = meaning.otherwise
                yield (
                    1.0 - _LONGER * (end - start - 1) ** 2,
                    Mention(start, end, text, senses, period=period, said=form),
                )
            counted = self.lexicon.counted.get(form) if start and is_number_word(words[start - 1]) else None
            if counted is not None:
                yield _COUNTED_COST, Mention(start, end, counted.text, counted.senses, said=form)
            yield from self._repaired(start, end)
        if words[start] in _GET and self._is_auxiliary(start):
            yield 1.0, Mention(start, start + 1, words[start], (Sense("closed", "particle"),), said=words[start])
        yield from self._numbers(start)
        yield from self._split(start)
        yield _UNKNOWN_COST, Mention(start, start + 1, words[start], (UNKNOWN,), said=words[start])

    def _is_auxiliary(self, start: int) -> bool:
        """Whether a form of get only helps: gets exported, has got, who got the most; to get somewhere is another thing."""
        following = self.words[start + 1] if start + 1 < len(self.words) else ""
        owns = self.words[start].startswith("got") and bool({"has", "have", "is", "s"} & set(self.words[:start]))
        return not following or owns or following.endswith("ed") or following in _PARTICIPLES

    def _split(self, start: int) -> Iterator[tuple[float, Mention]]:
        """How much … cost: the opening says nothing by itself, the closing what both ask together."""
        for opening, closing, meaning in self.split:
            for length, words, other in ((len(opening), opening, closing), (len(closing), closing, opening)):
                if tuple(self.words[start : start + length]) != words:
                    continue
                end = start + length
                said = " ".join(words)
                if words is opening and _holds(self.words[end:], other):
                    yield (
                        _SPLIT - _LONGER * len(opening),
                        Mention(start, end, said, (Sense("closed", "particle"),), said=said),
                    )
                elif words is closing and _holds(self.words[:start], other):
                    yield _SPLIT - _LONGER * len(opening), Mention(start, end, meaning.text, meaning.senses, said=said)

    def _numbers(self, start: int) -> Iterator[tuple[float, Mention]]:
        words = self.words
        word = words[start]
        following = words[start + 1] if start + 1 < len(words) else ""
        if _YEAR.fullmatch(word) and following not in _COUNTED:
            period = Period("year", word, start, start + 1, word)
            yield 0.8, Mention(start, start + 1, f"{word}年", (Sense("period", "year"),), period=period, said=word)
        if word == "one" and not self._counts(start, following):
            yield 1.0, Mention(start, start + 1, word, (Sense("closed", "particle"),), said=word)
            return
        figure = read_figure(words, start)
        if figure is not None:
            yield 0.9, self._figure(start, figure)
        ordinal = read_ordinal(words, start)
        if ordinal is not None:
            number = read_number(ordinal.chinese)
            text = f"第{NUMERALS.get(ordinal.chinese, ordinal.chinese)}"
            yield (
                0.95,
                Mention(
                    start,
                    ordinal.end,
                    text,
                    (Sense("operator", "nth"),),
                    number,
                    said=" ".join(words[start : ordinal.end]),
                ),
            )

    def _counts(self, start: int, following: str) -> bool:
        """Whether 「one」 is the number: one million, more than one; else it stands for a thing (the glassware one)."""
        before = self.words[start - 1] if start else ""
        return following in _BEHIND_ONE or before in ("than", "over", "least", "most", "exactly")

    def _figure(self, start: int, figure: Figure) -> Mention:
        number = read_number(figure.chinese)
        assert number is not None
        said = " ".join(self.words[start : figure.end])
        return Mention(start, figure.end, figure.chinese, (Sense("number", number.kind),), number, said=said)

    def _repaired(self, start: int, end: int) -> Iterator[tuple[float, Mention]]:
        """A known name or measure with one letter wrong in one of its words."""
        words, lexicon = self.words, self.lexicon
        wrong = [i for i in range(start, end) if self._is_slip(words[i])]
        if not wrong or len(wrong) > _MOST_SLIPS or (len(wrong) > 1 and end - start > len(wrong)):
            return
        found: dict[tuple[Sense, ...], tuple[str, str]] = {}
        for meant in product(*(_near(words[i], lexicon) if i in wrong else (words[i],) for i in range(start, end))):
            form = " ".join(meant)
            meaning = lexicon.meanings.get(form)
            if meaning is not None and any(s.kind in ("name", "measure", "class") for s in meaning.senses):
                found.setdefault(meaning.senses, (form, meaning.text))
        if len(found) == 1:
            senses, (form, text) = next(iter(found.items()))
            if len(form) > SHORTEST_REPAIRED:
                yield 1.5, Mention(start, end, text, senses, typed=" ".join(words[start:end]), said=form)

    def _is_slip(self, word: str) -> bool:
        return (
            word.isalpha()
            and len(word) >= SHORTEST_REPAIRED
            and word not in self.lexicon.words
            and word not in self.lexicon.guarded
        )


def _holds(words: Sequence[str], run: tuple[str, ...]) -> bool:
    return any(tuple(words[start : start + len(run)]) == run for start in range(len(words) - len(run) + 1))


def _near(typed: str, lexicon: EnglishLexicon) -> list[str]:
    """The words that one letter (missing, extra, other, or two swapped) makes of a typed one."""
    found: dict[str, None] = {}
    for key in (typed, *sorted(shortened(typed))):
        for word in lexicon.neighbours.get(key, ()):
            if _one_apart(typed, word):
                found[word] = None
    return list(found)


def _one_apart(a: str, b: str) -> bool:
    if len(a) == len(b):
        apart = [i for i in range(len(a)) if a[i] != b[i]]
        swapped = (
            len(apart) == 2 and apart[1] == apart[0] + 1 and a[apart[0]] == b[apart[1]] and a[apart[1]] == b[apart[0]]
        )
        return len(apart) == 1 or swapped
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    return len(longer) == len(shorter) + 1 and shorter in shortened(longer)


def _without_tag(words: list[str]) -> tuple[list[str], bool]:
    """A clause without the tag at its end, and whether it had one."""
    for index in range(max(1, len(words) - 4), len(words)):
        if _is_tag(words[index:]) and any(word in _TAGS or word == "not" for word in words[index:]):
            return words[:index], True
    return words, False


def _opens_question(mention: Mention) -> bool:
    return mention.has("ask", "yesno") or mention.said.split(" ")[0] in _AUXILIARIES


def _as_harmless(mention: Mention) -> Mention:
    """Could you tell me which …: the question word behind it is what is asked."""
    senses = tuple(sense for sense in mention.senses if sense.kind != "ask") or (Sense("closed", "particle"),)
    return replace(mention, text=mention.said, senses=senses)
