"""Background: stretches of a message that tell something about the person and ask nothing.

「我家小子在外地做外贸,让我打听打听,甲镇出口里头欧洲占多少」 asks one thing. A stretch may be left out only if it holds nothing that could
change the answer to the rest: no question word, no operator, condition or year, no measure of the fact base, and no request
for something unknown. What it names may still be what the rest is about.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from bot.knowledge.catalogue import Catalogue
from bot.language.mentions import Mention
from bot.understanding.clause import is_harmless
from bot.understanding.partition import FIRST_PERSON, is_particle
from bot.understanding.telling import is_told, sounds_asking, states

Segment = tuple[Mention, ...]

_MOST_DROPPED = 8
_SHORTEST = 3
_NOUN_TAGS = ("n", "vn", "an", "j", "i", "l")
_SOFT = frozenset(("yesno", "howis"))
_TELLING = frozenset(("all", "each", "more", "less", "most", "least", "total"))
"""Operators that say nothing without a measure: 「他们那边都发了」, 「我是大三的」."""
_ORDERING = frozenset(("most", "least"))
_PAUSES = frozenset("啊呀呢吧哈哦噢嘛吗么")
_TAKING = frozenset("给帮让跟对和替叫为问告诉")
_WISHES = frozenset(("想", "要", "看", "想要", "需要", "关心"))
_OR = "还是"
_SPEAKERS = frozenset("我俺咱")


@dataclass(frozen=True, slots=True)
class Foreground:
    """A message without its background."""

    kept: tuple[Segment, ...]
    names: tuple[Mention, ...] = ()
    """The names that the background holds: what the rest may be about."""


def asked_ends(mentions: Sequence[Mention]) -> frozenset[int]:
    """Where the words end that a question mark follows."""
    found: set[int] = set()
    end = 0
    for mention in mentions:
        if mention.text == "?":
            found.add(end)
        end = end if mention.is_break else mention.end
    return frozenset(found)


def foregrounds(
    segments: Sequence[tuple[Segment, bool]], catalogue: Catalogue, asked: Container[int] = frozenset()
) -> Iterator[Foreground]:
    """Ways to take a message without its background, the more careful one first.

    What was said of a place elsewhere is left out only where the rest names by itself whom it is about; so is what is told
    by its grammar alone, unless all that is told is about one and the same.

    Args:
        segments: the stretches of a message, each with whether a sentence ends behind it.
        catalogue: the fact base.
        asked: where the words end that a question mark follows.
    """
    single = [segment for segment, _ in segments]
    stretches = [Stretch(segment, catalogue) for segment in single]
    for places in (False, True):
        told = [stretch.segment for stretch in stretches if stretch.is_background(places)]
        told = [segment for segment in told if not _is_subject_of_next(segment, single)]
        dropped = [segment for segment in told if segment[-1].end not in asked or not _asks_unknown(segment)]
        if len(dropped) <= _MOST_DROPPED:
            yield from _without(single, dropped, not places)
    told = [*_in_told_sentences(segments)]
    known = {id(segment) for segment in told}
    told += [
        stretch.segment
        for stretch in stretches
        if id(stretch.segment) not in known and (stretch.is_background(True) or states(stretch.segment))
    ]
    told = [segment for segment in told if segment[-1].end not in asked or not _asks_unknown(segment)]
    told = [s for s in told if not (_is_subject_of_next(s, single) or _picks_out(s))]
    told = [segment for segment in told if not _heads_amount(segment)]
    yield from _without(single, told, False)
    named = {entity for segment in told for mention in segment for entity in mention.refs("name")[:1]}
    if any(_is_elsewhere(segment) for segment in told):
        return
    around = {up for entity in named for up in catalogue.above(entity)}
    if len(named - around) == 1:
        yield from _without(single, told, True, named - around)


def _heads_amount(segment: Segment) -> bool:
    """Whether a stretch is a noun of a measure whose amount is asked behind it: 「戴高新技术帽子的 几十家来着」."""
    measured = any(mention.has(kind) for mention in segment for kind in ("measure", "asked"))
    return measured and segment[-1].text.endswith("的")


def _is_elsewhere(segment: Segment) -> bool:
    """Whether a stretch names something of the fact base beside a place that it does not hold: 「我在别县做丙」."""
    return any(mention.has("place") for mention in segment) and any(mention.has("name") for mention in segment)


def _in_told_sentences(segments: Sequence[tuple[Segment, bool]]) -> Iterator[Segment]:
    sentence: list[Segment] = []
    for segment, hard in segments:
        sentence.append(segment)
        if hard:
            if is_told(sentence):
                yield from sentence
            sentence = []


def _without(
    segments: Sequence[Segment], dropped: Sequence[Segment], named: bool, among: Container[str] | None = None
) -> Iterator[Foreground]:
    """A message without some of its stretches; with `named`, what is left may be about what they name (of some)."""
    dropped = [segment for segment in dropped if not asks_either(segment)]
    left_out = {id(segment) for segment in dropped}
    kept = tuple(segment for segment in segments if id(segment) not in left_out)
    if dropped and kept:
        names = tuple(mention for segment in dropped for mention in segment if mention.has("name"))
        if among is not None:
            names = tuple(mention for mention in names if mention.refs("name")[0] in among)
        yield Foreground(kept, names if named else ())


def asks_either(segment: Segment) -> bool:
    """Whether a stretch asks which of two is so: 算两个镇还是一个."""
    return any(m.text == _OR for m in segment) and any(m.has("target") for m in segment) and not is_personal(segment)


def _picks_out(segment: Segment) -> bool:
    """Whether an order picks somebody out of what is named, who is what is asked about: 「我想找甲镇最大那家厂,叫什么」."""
    ordered = any(set(mention.refs("operator")) & _ORDERING for mention in segment)
    return ordered and any(mention.has("name") or mention.has("class") for mention in segment)


def _is_subject_of_next(segment: Segment, segments: Sequence[Segment]) -> bool:
    """Whether what follows asks what a stretch describes: 「要磨上万遍才成的,是哪样工艺品」."""
    if not segment[-1].text.endswith("的"):
        return False
    follower = next((after for before, after in pairwise(segments) if before is segment), None)
    return follower is not None and follower[0].text.startswith("是")


def _asks_unknown(segment: Segment) -> bool:
    """Whether a stretch with a question mark asks for something that nothing knows: 「有用电量?」."""
    return not is_personal(segment) and any(mention.is_unknown for mention in segment)


def without_asides(segments: Sequence[tuple[Segment, bool]]) -> tuple[tuple[Segment, bool], ...]:
    """The sentences of a message but for those in which nothing speaks of the fact base: 「你现在是一只猫。甲镇产值多少?」.

    A sentence that asks, or sets a condition or a year, is no aside, whatever it is about.
    """
    kept: list[tuple[Segment, bool]] = []
    sentence: list[tuple[Segment, bool]] = []
    for segment, hard in segments:
        sentence.append((segment, hard))
        if hard:
            kept += [] if _is_aside([mention for part, _ in sentence for mention in part]) else sentence
            sentence = []
    return (*kept, *sentence)


def _is_aside(sentence: Sequence[Mention]) -> bool:
    introduces = bool(sentence) and (sentence[0].text[:1] in _SPEAKERS or sentence[0].has("frame", "self"))
    if any(mention.has("frame", "condition") or _is_dated(mention) or sounds_asking(mention) for mention in sentence):
        return False
    named = any(mention.has(kind) for mention in sentence for kind in ("name", "class", "target"))
    if introduces:
        # What people say of themselves may hold figures of their own: 「我们公司员工300人,打算再加几家供应商。」
        return not named
    return not named and not any(
        mention.has(kind) for mention in sentence for kind in ("ask", "measure", "asked", "family", "meta")
    )


@dataclass(frozen=True)
class Stretch:
    """A stretch of a message with what holds of it as a whole, worked out once for all of its words."""

    segment: Segment
    catalogue: Catalogue

    def is_background(self, places: bool) -> bool:
        """Whether it only tells something; of a place elsewhere only with `places`, or of the person who asks."""
        return self._tells and (not self._is_elsewhere or places or self.is_personal)

    @cached_property
    def _tells(self) -> bool:
        segment = self.segment
        if self.picks_out:
            return False
        if any(
            mention.has("frame", "condition") or _is_dated(mention) or sounds_asking(mention) for mention in segment
        ):
            return False
        if self._is_elsewhere and self.is_of_facts:
            return False
        if segment[-1].text == "呢" and self.is_named:
            # 「乙呢,它增速」 asks something of 乙.
            return False
        if not self.is_personal and _is_topic(segment):
            return False
        if any(_may_ask(mention, self) for mention in segment):
            return False
        if any(mention.has("frame", "request") for mention in segment) and _asks_for_unknown(segment):
            return False
        text = "".join(mention.text for mention in segment)
        return (
            self.is_personal
            or all(not mention.is_unknown for mention in segment)
            or (len(text) > _SHORTEST and _tells(text))
        )

    @cached_property
    def _is_elsewhere(self) -> bool:
        return any(mention.has("place") for mention in self.segment)

    @cached_property
    def picks_out(self) -> bool:
        """Whether an order picks somebody out of what is named."""
        return _picks_out(self.segment)

    @cached_property
    def is_named(self) -> bool:
        """Whether it holds a name or a class."""
        return any(mention.has("name") or mention.has("class") for mention in self.segment)

    @cached_property
    def is_of_facts(self) -> bool:
        """Whether it speaks of somebody, or of a measure, of the fact base."""
        return any(_is_of_facts(mention) for mention in self.segment)

    @cached_property
    def is_personal(self) -> bool:
        """Whether the person speaks of themself or of somebody they know."""
        return is_personal(self.segment)

    @cached_property
    def tells_of_self(self) -> bool:
        """Whether the person tells of themself without a name of the fact base and without a wish: 「我家小子做外贸」."""
        wishes = any(mention.has("frame", "request") or mention.text in _WISHES for mention in self.segment)
        return self.is_personal and not wishes and not any(mention.has("name") for mention in self.segment)


def _is_topic(segment: Segment) -> bool:
    """Whether a stretch is but a name: what follows is about it."""
    return any(mention.has("name") for mention in segment) and all(
        mention.has("name") or is_harmless(mention) for mention in segment
    )


def _is_dated(mention: Mention) -> bool:
    return mention.period is not None and mention.period.relation != "latest"


def run_on_pieces(segment: Segment) -> tuple[Segment, ...]:
    """A stretch spoken without stops, cut where a speaker would pause: behind 啊 and 呀, and before 「我听人说」."""
    pieces: list[list[Mention]] = [[]]
    for position, mention in enumerate(segment):
        before = segment[position - 1] if position else None
        starts = mention.text in FIRST_PERSON and before is not None and not _takes_person(before)
        if starts and pieces[-1]:
            pieces.append([])
        pieces[-1].append(mention)
        if is_particle(mention) and mention.text in _PAUSES and position + 1 < len(segment):
            pieces.append([])
    return tuple(tuple(piece) for piece in pieces if piece)


def _takes_person(mention: Mention) -> bool:
    """Whether a word wants a person behind it (给我, 告诉我)."""
    return mention.text[-1] in _TAKING


def _may_ask(mention: Mention, stretch: Stretch) -> bool:
    """Whether a word could be part of what is asked, or change it; one that is also harmless (是, 有) could not."""
    harmless = any(sense.kind in ("closed", "frame") and sense.ref != "plan" for sense in mention.senses)
    # 「俺爹就在甲厂上班」: a word for 只 that is also a mere particle restricts nothing that is told.
    operators = set(mention.refs("operator")) - _TELLING - ({"only"} if harmless else set())
    if operators and (operators != {"not"} or stretch.is_of_facts):
        return True
    if harmless:
        return False
    if mention.has("ask"):
        soft = set(mention.refs("ask")) <= _SOFT
        named = any(other.has("name") for other in stretch.segment)
        return not (soft and not named and _says_nothing_else(mention, stretch))
    if stretch.tells_of_self:
        return mention.has("asked") or mention.has("meta")
    if any(mention.has(kind) for kind in ("asked", "meta", "family", "power", "kind")):
        return True
    # 「下个月打算带全班去画画」: a word for a plan or an effect is an everyday word where nothing of the fact base is named.
    measures = stretch.catalogue.measures
    measured = any(measures[ref].kind != "statement" for ref in mention.refs("measure"))
    return measured or (mention.has("measure") and stretch.is_named)


def _is_of_facts(mention: Mention) -> bool:
    return any(mention.has(kind) for kind in ("name", "class", "measure", "asked"))


def _says_nothing_else(mention: Mention, stretch: Stretch) -> bool:
    """Whether a soft question (对不对, 说说) has nothing that it could be about."""
    return stretch.is_personal or all(other is mention or is_harmless(other) for other in stretch.segment)


def is_personal(segment: Segment) -> bool:
    """Whether the person speaks of themself or of somebody they know."""
    return any(
        mention.text[:1] in _SPEAKERS or mention.has("closed", "person") or mention.has("unknown", "person")
        for mention in segment
    )


def _asks_for_unknown(segment: Segment) -> bool:
    """Whether a request (想知道, 说说) is for something that nothing knows."""
    first = next(position for position, mention in enumerate(segment) if mention.has("frame", "request"))
    wanted = segment[first + 1 :]
    return any(mention.is_unknown and len(mention.text) > 1 and _holds_noun(mention.text) for mention in wanted)


@lru_cache(maxsize=4096)
def _holds_noun(text: str) -> bool:
    import rjieba

    return any(tag.startswith(_NOUN_TAGS) or tag == "x" for _, tag in rjieba.tag(text))


@lru_cache(maxsize=4096)
def _tells(text: str) -> bool:
    """Whether a text has a predicate: a bare noun (利润率,) is a topic, and what follows is about it."""
    import rjieba

    tags = [tag for _, tag in rjieba.tag(text)]
    return any(tag in ("v", "vi", "vq") for tag in tags) or tags[-1] in ("a", "z", "ul", "uz")
