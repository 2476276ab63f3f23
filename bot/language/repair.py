"""Names and words typed wrongly, put right in the text: 甲县马钢产直 → 甲镇产值.

Only what nothing exact explains is repaired. Each way to put a stretch right is an arc of the lattice that costs more
than an exact word; the cheapest path says which are taken, and the text so repaired is read anew, so that it is
understood exactly as if it had been typed so. Where two ways to put it right would be understood differently, none is
taken. What may change an answer (numbers, negations, operators, levels) never comes out of a repair.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import inf

from bot.language.edits import Edit, Repaired, apply
from bot.language.lexicon import Lexicon, Sense
from bot.language.mentions import Mention, find_mentions
from bot.language.pinyin import word_syllables
from bot.language.slips import COSTS, DECISIVE, HAN, Slip, SlipTables, slip_tables, slips
from bot.language.spelling import Spellings, spelled_words, spellings
from bot.language.surroundings import CONTENT, LOCKED, Senses, Surroundings

Belong = Callable[[Senses, Senses], bool]
"""Whether two words may speak of one fact."""

_ORDERING = frozenset(("most", "least", "top", "bottom", "nth", "nth_last", "rank", "over", "under", "sum", "average"))
_LOOSE = frozenset("的了是有在和与跟到给把被就都也还比占较达")
"""Small words that may follow anything."""
_FUNCTION_WORDS = frozenset("之其所而于以的了吗呢啊吧呀么嘛是有在和与跟到给把被就都也还我你他它这那谁几哪不没")
_FINAL = frozenset("吗呢啊吧呀嘛")
_SHORT = 3
"""A stretch this short that holds a function word is two words, not one typed wrongly."""
_REACH = 8
_LONGEST = 12
_MOST_UNKNOWN = 30
"""A message with more unknown characters than this is about something else, not typed wrongly."""
_MOST_ALTERNATIVES = 6
_AROUND = 6


@dataclass(frozen=True)
class RepairTables:
    """What repairs are looked up in; made once from the lexicon."""

    slips: SlipTables
    spellings: Spellings
    guarded: frozenset[str]
    """Forms that are things of their own and never a slip of the pen: places."""


def repair_tables(lexicon: Lexicon, abbreviated: Iterable[str], guarded: Iterable[str]) -> RepairTables:
    """Tables for a lexicon.

    Args:
        lexicon: all known words.
        abbreviated: names that people may write by their initials.
        guarded: forms that are things of their own and never a slip of the pen.
    """
    syllables = word_syllables(spelled_words(lexicon))
    return RepairTables(slip_tables(lexicon, syllables), spellings(syllables, abbreviated), frozenset(guarded))


class Repairer:
    """Puts texts right over one lexicon."""

    def __init__(self, lexicon: Lexicon, tables: RepairTables, belong: Belong) -> None:
        self._lexicon = lexicon
        self._tables = tables
        self._belong = belong

    def repaired(self, text: str, mentions: Sequence[Mention], said: Sequence[Senses]) -> Repaired | None:
        """The text put right; None where it needs no repair, or nobody can tell which.

        Args:
            text: folded text.
            mentions: its reading; what is unknown in it may be repaired.
            said: the senses of what was talked about before.
        """
        unknown = [m for m in mentions if m.is_unknown and HAN.search(m.text)]
        if not unknown or sum(len(m.text) for m in unknown) > _MOST_UNKNOWN:
            return None
        line = Surroundings(text, tuple(mentions), tuple(said))
        edits = tuple(self._edits(line, unknown))
        if all(edit.cost == inf for edit in edits):
            return None
        arcs = tuple(Mention(e.start, e.end, e.meant, (Sense("edit", str(i)),)) for i, e in enumerate(edits))
        costs = {id(arc): edit.cost for arc, edit in zip(arcs, edits, strict=True)}
        path = find_mentions(text, self._lexicon, arcs, costs=costs)
        taken = [edits[int(m.senses[0].ref)] for m in path if m.senses[0].kind == "edit"]
        kept = [edit for edit in taken if not self._is_tied(edit, edits, taken, text)]
        return apply(text, kept) if kept else None

    def _edits(self, line: Surroundings, unknown: Sequence[Mention]) -> Iterator[Edit]:
        swaps = tuple(edit for mention in unknown for edit in self._across(line, mention))
        yield from swaps
        seen: set[tuple[int, int]] = set()
        for mention in unknown:
            for start, end in _windows(line.text, mention):
                if (start, end) not in seen:
                    seen.add((start, end))
                    yield from self._of_window(line, start, end)

    def _of_window(self, line: Surroundings, start: int, end: int) -> Iterator[Edit]:
        """What one stretch may have been meant to be."""
        typed = line.text[start:end]
        if typed in self._tables.guarded or typed in self._lexicon.senses or not HAN.fullmatch(typed):
            return
        found = [
            slip for slip in slips(typed, self._lexicon, self._tables.slips) if self._is_fit(line, start, end, slip)
        ]
        if found and _is_dictionary_word(typed):
            # 股市 was not meant to be 故事, nor 有机 to be 丙, but 太古 may be 甲县.
            found = [slip for slip in found if slip.kind != "missing" and slip.is_subject]
        for slip in found:
            # What is rather a character too many is never taken, but another way to put it right is in doubt beside it.
            cost = inf if self._is_intruded(line, start, end, slip) else 0.9 + COSTS[slip.kind]
            yield Edit(start, end, slip.word, cost, slip.kind == "swap")

    def _is_fit(self, line: Surroundings, start: int, end: int, slip: Slip) -> bool:
        typed, senses = line.text[start:end], self._lexicon.senses[slip.word]
        if (
            len(typed) <= _SHORT
            and slip.kind not in ("swap", "shape")
            and set(typed) & _FUNCTION_WORDS - set(slip.word)
        ):
            return False
        if line.cuts(start, end, slip) or line.is_displaced(start, end, slip) or self._loses_place(typed, slip.word):
            return False
        if slip.kind == "extra" and self._goes_elsewhere(line, start, end, slip):
            return False
        return not slip.needs_company or self._has_company(line, start, end, senses)

    def _goes_elsewhere(self, line: Surroundings, start: int, end: int, slip: Slip) -> bool:
        """Whether the character too many makes a word with what is next to the stretch: 甲县铸怎造么."""
        spare = next(iter(Counter(line.text[start:end]) - Counter(slip.word)))
        before, after = line.text[max(0, start - 1) : start], line.text[end : end + 1]
        return spare + after in self._lexicon.senses or before + spare in self._lexicon.senses

    def _is_intruded(self, line: Surroundings, start: int, end: int, slip: Slip) -> bool:
        """Whether there is rather a character too many in another word: 哪阳里 is 哪里, not 哪样里."""
        if slip.kind in ("double", "extra") or (slip.kind == "swap" and slip.is_subject):
            return False
        least = len(slip.word) - (slip.kind == "swap")
        text = line.text
        for i in range(max(1, start - 1), min(len(text) - 1, end + 1)):
            low = max(0, i - _AROUND)
            without = text[low:i] + text[i + 1 : i + 1 + _AROUND]
            gap = i - low
            for first, last, _ in self._lexicon.find(without):
                whole = without[first:last]
                if first < gap < last and last - first >= least and whole not in self._lexicon.weaker:
                    return True
        return False

    def _has_company(self, line: Surroundings, start: int, end: int, senses: Senses) -> bool:
        """Whether something exact in the message, or what was talked about, belongs with a word."""
        kinds = {sense.kind for sense in senses}
        company = line.company(start, end)
        if kinds & {"ask", "target"} or not kinds & CONTENT:
            return any(sense.kind in CONTENT for other in company for sense in other)
        content = tuple(sense for sense in senses if sense.kind in CONTENT)
        names = [other for other in company if any(sense.kind == "name" for sense in other)]
        if "name" in kinds:
            return any(self._belong(content, other) for other in company)
        if names:
            return any(self._belong(content, other) for other in names)
        return any(
            sense.kind == "target" or (sense.kind == "operator" and sense.ref in _ORDERING)
            for other in company
            for sense in other
        )

    def _loses_place(self, typed: str, word: str) -> bool:
        """Whether a place that was typed would be gone from the repaired word: 怀化白茶 is not 怀远白茶."""
        forms = {typed[i : i + length] for length in (2, 3) for i in range(len(typed) - length + 1)}
        return any(form in self._tables.guarded and form not in word for form in forms)

    def _across(self, line: Surroundings, unknown: Mention) -> Iterator[Edit]:
        """Two characters swapped where two words meet: 甲县玛产钢能 is 甲镇 and 产能."""
        text = line.text
        for i in range(max(0, unknown.start - 2), min(unknown.end + 1, len(text) - 1)):
            a, b = text[i], text[i + 1]
            if (
                a == b
                or not HAN.fullmatch(a + b)
                or {a, b} & DECISIVE
                or line.is_bound(i)
                or _is_dictionary_word(a + b)
            ):
                continue
            if _is_dictionary_word(a + b):
                # 事故 is no 故事, nor 人口 a slip for 口人.
                continue
            low, high = line.stretch(i)
            swapped = text[low:i] + b + a + text[i + 2 : high]
            if not any(s <= i + 1 - low and e > i - low and e - s > 1 for s, e, _ in self._lexicon.find(swapped)):
                continue
            edit = self._swap(line, unknown, i, low, swapped)
            if edit is not None:
                yield edit

    def _swap(self, line: Surroundings, unknown: Mention, i: int, low: int, swapped: str) -> Edit | None:
        touched = [m for m in find_mentions(swapped, self._lexicon) if m.start <= i + 1 - low and m.end > i - low]
        start, end = low + touched[0].start, low + touched[-1].end
        if len(touched) == 1:
            return None
        longest = max(touched, key=lambda m: m.end - m.start)
        if (
            any(m.is_unknown or m.is_break or m.text in self._lexicon.weaker for m in touched)
            or unknown.start < start
            or unknown.end > end
        ):
            return None
        if longest.end - longest.start < 2 or any({s.kind for s in m.senses} & LOCKED for m in touched):
            return None
        if any(
            m.has("closed", "polite")
            or (len(m.text) == 1 and not _stands_alone(m, line.ends_clause(end) and m is touched[-1]))
            for m in touched
        ):
            # 智是能 may be 智能是 or 是智能, or have a 是 too many: what a small word goes with is not known.
            return None
        if self._may_be_left_out(line.text, i):
            return None
        for mention in touched:
            others = tuple(m.senses for m in touched if m is not mention)
            content = tuple(s for s in mention.senses if s.kind in CONTENT)
            if len(mention.text) > 1 and content and not any(s.kind == "closed" for s in mention.senses):
                names = any(s.kind == "name" for s in content) and len(mention.text) > 2
                company = any(self._belong(content, other) for other in others)
                if not names and not company and not self._has_company(line, start, end, mention.senses):
                    return None
        meant = swapped[start - low : end - low]
        if self._loses_place(line.text[start:end], meant):
            return None
        return Edit(start, end, meant, 0.95 * len(touched) + COSTS["swap"], True)

    def _may_be_left_out(self, text: str, i: int) -> bool:
        """Whether one of two characters may as well be one too many: 云占江有 is 云江有."""
        for spare in (i, i + 1):
            low = max(0, spare - _AROUND)
            words = find_mentions(text[low:spare] + text[spare + 1 : spare + 1 + _AROUND], self._lexicon)
            gap = spare - low
            whole = any(m.start < gap < m.end and not m.is_unknown for m in words)
            after = next((m for m in words if m.start < gap + 1 < m.end or m.start == gap + 1), None)
            known = not any(m.is_unknown for m in words)
            if whole and known and (after is None or after.text in _LOOSE):
                return True
        return False

    def _is_tied(self, edit: Edit, edits: Sequence[Edit], taken: Sequence[Edit], text: str) -> bool:
        """Whether the same stretch may as well have been meant to be something that would be understood differently."""
        rivals = [
            other
            for other in edits
            if other.start < edit.end
            and other.end > edit.start
            and other.is_strong >= edit.is_strong
            and not other.agrees_with(edit)
            # The same word put into less of the text leaves a piece of it over: 营业收 of 营业收人.
            and not (other.meant == edit.meant and edit.start <= other.start and other.end <= edit.end)
        ]
        if not rivals:
            return False
        rest = [other for other in taken if other is not edit]
        meaning = self._meaning(text, [*rest, edit])
        for rival in sorted(rivals, key=lambda other: other.cost)[:_MOST_ALTERNATIVES]:
            beside = [other for other in rest if other.end <= rival.start or other.start >= rival.end]
            unknown, pieces, senses = self._meaning(text, [*beside, rival])
            as_plain = not edit.is_strong or pieces <= meaning[1]
            if unknown <= meaning[0] and as_plain and senses != meaning[2]:
                return True
        return False

    def _meaning(self, text: str, edits: Sequence[Edit]) -> tuple[int, int, tuple[Senses, ...]]:
        """How many characters of a text put right are unknown, of how many words it is, and what they mean."""
        mentions = find_mentions(apply(text, edits).text, self._lexicon)
        unknown = sum(len(mention.text) for mention in mentions if mention.is_unknown)
        telling = (m.senses for m in mentions if not all(s.kind in ("closed", "break") for s in m.senses))
        return unknown, len(mentions), tuple(telling)


def _stands_alone(mention: Mention, is_last: bool) -> bool:
    """Whether a single character is a word by itself: one that ends a question."""
    return mention.text in _FINAL and is_last


def _windows(text: str, unknown: Mention) -> Iterator[tuple[int, int]]:
    """Stretches around an unexplained one."""
    for start in range(max(0, unknown.start - _REACH), unknown.end):
        shortest = max(start + 2, unknown.start + 1)
        for end in range(shortest, min(len(text), unknown.end + _REACH, start + _LONGEST) + 1):
            if not "\u4e00" <= text[end - 1] <= "\u9fff":
                break
            yield start, end


@lru_cache(maxsize=4096)
def _is_dictionary_word(text: str) -> bool:
    """Whether jieba's dictionary holds a text as one word."""
    import rjieba

    return len(rjieba.cut(text, False)) == 1
