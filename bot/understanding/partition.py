"""One message → the clauses that it may consist of: by question, by sentence, as a whole, or each stretch for itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.language.lexicon import Sense
from bot.language.mentions import UNKNOWN_PERSON, Mention
from bot.language.numbers import read_number
from bot.understanding.claims_apart import claims_apart
from bot.understanding.clause import is_harmless
from bot.understanding.fused import SOFT_ASKS, fuses, questions_in
from bot.understanding.quoted import with_quoted

_MOST_CLAUSES = 6
_JOINING = frozenset("、\"'“”‘’「」『』()[]【】《》<>/\\|*#@^_=`·")
"""Marks inside a clause: 产值、企业数, 《…》."""
_LISTING = "、"
_OWNERS = frozenset(
    [
        "我",
        "我们",
        "咱",
        "咱们",
        "俺",
        "他",
        "她",
        "你",
        "您",
        "是",
        "听",
        "跟",
        "和",
        "被",
        "有",
        "问",
        "给",
        "让",
        "告诉",
        "做",
    ]
)
_SPEAKING = frozenset(
    [
        "说",
        "讲",
        "问",
        "讲的",
        "说的",
        "告诉我",
        "跟我说",
        "想",
        "想问",
        "想知道",
        "要",
        "让",
        "让我",
        "叫",
        "写",
        "写的",
        "写着",
        "报道",
        "提到",
        "提到的",
        "介绍",
        "说是",
        "讲是",
        "称",
        "非说",
        "硬说",
        "咬定",
    ]
)
"""Around a person, these say that the person only tells or asks."""
_HAVING = frozenset(("有", "是", "就", "只有", "才有", "就有", "共有", "有没有"))
"""Before a number of towns: 有俩专业镇."""
FIRST_PERSON = frozenset(("我", "我们", "咱", "咱们", "俺", "本人"))
"""Who speaks of themself gives background: what they say of themself asks nothing."""


_TOGETHER = {"俩": "2", "两": "2", "仨": "3", "三": "3", "四": "4", "五": "5"}
"""How many a word such as 那仨 points to."""


def without_parts_of_names(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """A number that stands in a code named before it (10+30+50里的30) is that part of it and counts nothing."""
    found: list[Mention] = []
    codes = ""
    for mention in mentions:
        if mention.number is not None and not mention.has("operator") and mention.text in codes.split("+"):
            found.append(replace(mention, senses=(Sense("closed", "part"),), number=None))
            continue
        if mention.has("name") and "+" in mention.text:
            codes = mention.text
        found.append(mention)
    return tuple(found)


_DENYING = frozenset(("没有", "没", "无", "没啥"))
_COMING = frozenset(("去", "来"))
NEGATING: frozenset[Sense | str] = frozenset(
    (*_DENYING, *_COMING, "不", Sense("operator", "under"), Sense("closed", "person"), Sense("context", "they"))
)
"""What `with_negations` changes words at."""


def with_negations(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """没有 and 没 ask at the end of a clause; before something, beside another question word, they deny it."""
    asked = any(m.has("ask") and not m.has("ask", "yesno") for m in mentions)
    found: list[Mention] = []
    mentions = tuple(_as_topic(mentions, position) for position in range(len(mentions)))
    mentions = tuple(_as_count(mentions, position) for position in range(len(mentions)))
    mentions = tuple(_as_complement(mentions, position) for position in range(len(mentions)))
    for position, mention in enumerate(mentions):
        follows = position + 1 < len(mentions) and not mentions[position + 1].is_break
        if (
            mention.text in _DENYING
            and (asked or _heads_nominal(mentions, position))
            and follows
            and not is_particle(mentions[position + 1])
        ):
            found.append(replace(mention, senses=(Sense("operator", "without"),)))
        elif mention.text == "不" and not follows and not found and position + 1 < len(mentions):
            # 「不,产量」 sets right what was asked before.
            found.append(replace(mention, senses=(Sense("closed", "correcting"),)))
        elif mention.text == "不" and mention.is_unknown and follows and _is_claim(mentions):
            found.append(replace(mention, senses=(Sense("operator", "not"),)))
        elif (mention.has("operator", "under") and _repeats_bound(mentions, position)) or (
            mention.text == "不" and not follows
        ):
            found.append(replace(mention, senses=(Sense("ask", "yesno"),)))
        else:
            found.append(mention)
    return tuple(found)


def _is_claim(mentions: tuple[Mention, ...]) -> bool:
    """Whether a message only asks whether something is so: its 不 (不往外卖吧) then denies what follows."""
    return {ref for m in mentions for ref in m.refs("ask")} == {"yesno"}


def _heads_nominal(mentions: tuple[Mention, ...], position: int) -> bool:
    """Whether a clause is 「没拿到这资格的(呢)」: it names those that lack something, and asks for no yes or no."""
    behind = [m.text for m in mentions[position + 1 :] if not m.is_break]
    while behind and behind[-1] in ("呢", "啊", "呀"):
        behind.pop()
    return position == 0 and len(behind) > 1 and behind[-1].endswith("的")


def _repeats_bound(mentions: tuple[Mention, ...], position: int) -> bool:
    """突破20亿没突破: the denial of a word said before asks whether it is so."""
    text = mentions[position].text
    return any(
        before.has("operator", "over") and text in (f"没{before.text}", f"没有{before.text}")
        for before in mentions[:position]
    )


def _as_topic(mentions: tuple[Mention, ...], position: int) -> Mention:
    """A person is harmless who says something or is addressed (我同学说, 老板,); named beside a town they are asked about."""
    mention = mentions[position]
    if not mention.has("closed", "person") or any(sense.kind != "closed" for sense in mention.senses):
        return mention
    before = mentions[position - 1] if position else None
    follower = mentions[position + 1] if position + 1 < len(mentions) else None
    addressed = (before is None or before.is_break) and (follower is None or follower.is_break or is_particle(follower))
    owned = before is not None and before.text in _OWNERS
    speaks = follower is not None and follower.text in _SPEAKING
    return mention if addressed or owned or speaks else replace(mention, senses=(UNKNOWN_PERSON,))


def _as_count(mentions: tuple[Mention, ...], position: int) -> Mention:
    """两个 is a number before what it counts (有两个片区吗) and behind a measure (规上企业两个吗); else it points to two things."""
    mention = mentions[position]
    number = read_number(mention.text) if mention.has("context", "they") else None
    before = mentions[position - 1] if position else None
    if before is not None and mention.has("context", "they") and {"most", "least"} & set(before.refs("operator")):
        # 「垫底那仨」 are as many places.
        held = next((found for c in mention.text if c in _TOGETHER and (found := read_number(_TOGETHER[c]))), None)
        if held is not None:
            return replace(mention, senses=(Sense("number", held.kind),), number=held)
    if number is None:
        return mention
    follower = mentions[position + 1] if position + 1 < len(mentions) else None
    counts = follower is not None and _is_counted(follower)
    if counts and follower is not None and follower.has("target"):
        counts = before is not None and before.text in _HAVING
    counted = before is not None and any(before.has(kind) for kind in ("measure", "asked"))
    counted = counted or (before is not None and before.text in _HAVING)
    if not counts and not (counted and (follower is None or follower.is_break or follower.has("ask", "yesno"))):
        return mention
    return replace(mention, senses=(Sense("number", number.kind),), number=number)


_TOWARDS = ("到", "往", "向", "进", "回")
_MOST_BETWEEN = 3


def _as_complement(mentions: tuple[Mention, ...], position: int) -> Mention:
    """去 and 来 that only close 到…: 卖到外国去, 运往欧洲去."""
    mention = mentions[position]
    if mention.text not in _COMING or position < 1:
        return mention
    before = mentions[max(0, position - _MOST_BETWEEN) : position]
    towards = any(other.text.endswith(_TOWARDS) and len(other.text) > 1 for other in before[:-1])
    return replace(mention, senses=(Sense("closed", "particle"),)) if towards else mention


def _is_counted(mention: Mention) -> bool:
    other = any(mention.has(kind) for kind in ("name", "class", "ask", "operator", "context"))
    if mention.has("target", "town"):
        return mention.text != "镇"
    return not other and any(mention.has(kind) for kind in ("measure", "collocate", "unit"))


def is_particle(mention: Mention) -> bool:
    """Whether a word only closes a clause."""
    return mention.has("closed", "particle")


def segments_of(mentions: tuple[Mention, ...]) -> list[tuple[tuple[Mention, ...], bool]]:
    """The stretches between punctuation, each with whether a sentence ends behind it."""
    segments: list[tuple[tuple[Mention, ...], bool]] = []
    current: list[Mention] = []
    mentions = with_quoted(mentions)
    for position, mention in enumerate(mentions):
        if mention.is_break:
            if current and _sets_aside(current):
                current = []
            if mention.text in _JOINING and not (mention.text == _LISTING and _asks_on(mentions, position, current)):
                continue
            if current:
                segments.append((tuple(current), mention.is_hard_break))
                current = []
            elif segments and mention.is_hard_break:
                segments[-1] = (segments[-1][0], True)
        else:
            if mention.has("operator", "within") and any(m.has("ask", "amount") or m.has("asked") for m in current):
                # 「一共几家企业其中规上几家」 asks twice.
                segments.append((tuple(current), False))
                current = []
            current.append(mention)
    if current and not (segments and _sets_aside(current)):
        segments.append((tuple(current), True))
    return segments


def _sets_aside(segment: list[Mention]) -> bool:
    """Whether a stretch says that what has no figure does not count: 没公布户数的不用管. No order counts it anyway."""
    lacking = any(mention.has("operator", "without") for mention in segment)
    aside = any(mention.has("operator", "except_behind") for mention in segment)
    return lacking and aside and not any(mention.has("ask") or mention.has("name") for mention in segment)


def _asks_on(mentions: tuple[Mention, ...], position: int, before: list[Mention]) -> bool:
    """Whether a list mark stands between two questions: 种多少亩、出多少吨."""
    behind: list[Mention] = []
    for mention in mentions[position + 1 :]:
        if mention.is_break:
            break
        behind.append(mention)
    return all(any(set(m.refs("ask")) - SOFT_ASKS or m.has("asked") for m in piece) for piece in (before, behind))


def partitions(segments: list[tuple[tuple[Mention, ...], bool]]) -> Iterator[list[tuple[Mention, ...]]]:
    """Ways to group the segments into clauses: all as one, by sentence, and each for itself."""
    if not segments:
        return
    seen: set[tuple[tuple[int, int, int], ...]] = set()
    questions = questions_in(segments)
    for partition in _groupings(segments):
        key = tuple([(clause[0].start, clause[-1].end, len(clause)) for clause in partition if clause])
        if not partition or key in seen or len(partition) > _MOST_CLAUSES:
            continue
        seen.add(key)
        if len(partition) > 1 and any(_hangs(clause) for clause in partition[1:]):
            continue
        if not any(fuses(clause, questions) for clause in partition):
            yield list(partition)


def _groupings(segments: list[tuple[tuple[Mention, ...], bool]]) -> Iterator[list[tuple[Mention, ...]]]:
    """The ways in their order, each made when the ones before it read not whole; several may be the same."""
    single = [segment for segment, _ in segments]
    yield _run_on(single)
    yield claims_apart(single)
    if len(single) == 1:
        yield single
        return
    ends = {id(segment) for segment, hard in segments if hard}
    asking = _by_question(single, ends)
    plain = [segment for segment in single if not _introduces_self(segment)]
    yield _by_question(plain, ends) if plain and len(plain) < len(single) else asking
    yield asking
    yield [tuple(mention for segment in single for mention in segment)]
    yield _sentences(segments)
    yield single
    yield from _adjacent(single)


def _sentences(segments: list[tuple[tuple[Mention, ...], bool]]) -> list[tuple[Mention, ...]]:
    sentences: list[tuple[Mention, ...]] = []
    current: tuple[Mention, ...] = ()
    for segment, hard in segments:
        current += segment
        if hard:
            sentences.append(current)
            current = ()
    return [*sentences, current] if current else sentences


def _hangs(clause: tuple[Mention, ...]) -> bool:
    """Whether a clause says of what stands before it that all of it, or only it, is so: 「17个技术中心,清一色国家级?」."""
    opening = next((m for m in clause if not m.has("closed", "particle")), None)
    alone = not any(m.has("name") or m.has("target") or m.number is not None for m in clause)
    asks = {ref for m in clause for ref in m.refs("ask")}
    return opening is not None and opening.has("operator", "all") and alone and asks <= {"yesno"}


def _run_on(single: list[tuple[Mention, ...]]) -> list[tuple[Mention, ...]]:
    """Segments cut behind each number asked for, as when someone speaks without stops: 省级的有几个市级的有几个."""
    pieces: list[tuple[Mention, ...]] = []
    for segment in single:
        current: list[Mention] = []
        for mention in segment:
            current.append(mention)
            if mention.has("ask", "amount"):
                pieces.append(tuple(current))
                current = []
        if current and pieces and all(is_harmless(m) for m in current):
            pieces[-1] += tuple(current)
        elif current:
            pieces.append(tuple(current))
    several = sum(1 for piece in pieces if any(m.has("class") or m.has("name") for m in piece)) > 1
    every = all(any(m.has("ask") for m in piece) for piece in pieces)
    return pieces if several and every else []


def _introduces_self(segment: tuple[Mention, ...]) -> bool:
    """Whether a segment only says who is asking: 「做外贸的想问下」, 「我是外地来的学生」."""
    if any(m.has("ask") or m.has("name") or m.has("operator") for m in segment):
        return False
    opening = [m for m in segment if m.text not in FIRST_PERSON][:1]
    return bool(opening) and opening[0].has("frame", "self") and any(m.text.startswith("的") for m in segment)


def _by_question(single: list[tuple[Mention, ...]], ends: set[int]) -> list[tuple[Mention, ...]]:
    """Segments joined so that each holds one question: what asks nothing goes with the question that follows."""
    groups: list[tuple[Mention, ...]] = []
    current: tuple[Mention, ...] = ()
    for segment in single:
        current += segment
        soft = frozenset() if id(segment) in ends else SOFT_ASKS
        if any(set(mention.refs("ask")) - soft or mention.has("asked") for mention in segment):
            groups.append(current)
            current = ()
    if current and groups:
        groups[-1] += current
    return groups or [current]


def _adjacent(single: list[tuple[Mention, ...]]) -> Iterator[list[tuple[Mention, ...]]]:
    """Each for itself but for two neighbours read together."""
    if len(single) > _MOST_CLAUSES:
        return
    for index in range(len(single) - 1):
        yield [*single[:index], single[index] + single[index + 1], *single[index + 2 :]]
    for index in range(1, len(single) - 1):
        joined = tuple(mention for segment in single[index:] for mention in segment)
        yield [*single[:index], joined]
