"""Statements by their grammar: stretches in which somebody does, has or plans something, and nothing is asked for.

What such a stretch is about does not matter, whether the fact base knows its words or not: 「我和闺蜜打算国庆自驾去甲县」, 「供应商给我报价按吨算」.
It may only be left out beside a question that reads whole and names by itself what it is about.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from bot.language.mentions import Mention
from bot.understanding.clause import is_harmless

Segment = Sequence[Mention]

_LIMITING = frozenset(
    ("other_time", "only", "except", "except_behind", "within", "reverse", "previous", "increase", "convert")
)
"""Operators that change what a neighbour asks, wherever they stand."""
_FACTS = ("name", "class", "measure", "asked", "value", "scope", "number", "power", "meta", "family")
_SOFT = frozenset(("yesno", "howis"))
_SPEAKERS = ("我", "俺", "咱", "他", "她", "它", "人家", "大家", "大伙", "i", "we", "he", "she", "my", "our")
_OWN = ("我", "俺", "咱", "i", "we")
_OWN_DOING = ("讲", "写")
"""Behind 想 these are what the person wants to do: 想讲讲醋."""
_DOUBTS = ("不知", "不清", "搞不", "分不", "拿不", "弄不", "没搞", "忘")
_ASPECTS = ("了", "过", "着")
_UNDER_WAY = frozenset(
    (
        "正在",
        "已经",
        "已",
        "一直",
        "刚",
        "刚刚",
        "刚才",
        "曾",
        "曾经",
        "从来",
        "老",
        "总",
        "到处",
    )
)
_IMPERATIVE = (
    "请",
    "帮",
    "麻烦",
    "给我",
    "发我",
    "把",
    "顺便",
    "顺带",
    "另外",
    "以及",
    "同时",
    "再",
    "也",
    "还",
    "一下",
    "说说",
    "讲讲",
    "列",
)
_PLANNING = ("想", "要", "想要", "需要", "得")
_ASKING_SOUNDS = ("几", "哪", "谁", "什么", "啥", "怎", "咋", "多少", "吗")
_PREDICATES = ("v", "a", "d", "z", "ul", "uz", "ug", "i", "l")


def states(segment: Segment) -> bool:
    """Whether a stretch is a statement that asks for nothing, and sets no condition to what is asked beside it."""
    if any(mention.has("frame", "condition") or mention.has("frame", "hypothesis") for mention in segment):
        return False
    if any(_limits(mention) or sounds_asking(mention) for mention in segment) or _requests(segment):
        return False
    if any({"month", "day"} & set(mention.refs("kind")) for mention in segment) and not _is_personal(segment):
        # 「要按月算」 says by what time a figure is to be told.
        return False
    about_facts = any(mention.has(kind) for mention in segment for kind in _FACTS)
    told = _is_told(segment)
    if any(set(mention.refs("ask")) - _SOFT or mention.has("asked") for mention in segment):
        measured = any(mention.has(kind) for mention in segment for kind in ("measure", "asked", "family", "value"))
        return not measured and _embeds_question(segment)
    if any(mention.has("period") for mention in segment) and about_facts:
        return False
    if about_facts or any(mention.has("ask") for mention in segment):
        return told
    return told or _has_predicate("".join(mention.text for mention in segment))


def is_told(sentence: Sequence[Segment]) -> bool:
    """Whether a whole sentence is told: one of its stretches states something, and none asks or restricts what is asked.

    A condition in which somebody speaks of themself is about them: 「要是还在烧煤我们的产品就很对口」.
    """
    stated = False
    for segment in sentence:
        if states(segment):
            stated = True
            continue
        conditional = any(
            mention.has("frame", "condition") or mention.has("frame", "hypothesis") for mention in segment
        )
        if conditional and not _is_personal(segment):
            return False
        if any(_limits(m) or sounds_asking(m) for m in segment) or _requests(segment) or _is_question(segment):
            return False
        if any(mention.has("period") for mention in segment) and not _is_personal(segment):
            return False
        stated = stated or conditional
    return stated


def _is_question(segment: Segment) -> bool:
    asked = any(set(mention.refs("ask")) - _SOFT or mention.has("asked") for mention in segment)
    if asked:
        return not _embeds_question(segment)
    about_facts = any(mention.has(kind) for mention in segment for kind in _FACTS)
    return about_facts and any(mention.has("ask") and not is_harmless(mention) for mention in segment)


def _limits(mention: Mention) -> bool:
    """Whether a word restricts what is asked (只, 除了, 其中); one that may also be a mere particle (就) does not."""
    return bool(set(mention.refs("operator")) & _LIMITING) and not is_harmless(mention)


def _requests(segment: Segment) -> bool:
    """Whether somebody is asked to say something that a fact, or a word that nothing knows, may be."""
    for position, mention in enumerate(segment):
        rest = segment[position + 1 :]
        if mention.has("frame", "request") and any(
            other.is_unknown or any(sense.kind in _FACTS for sense in other.senses) for other in rest
        ):
            return True
        if mention.has("frame", "request") and not rest and _names_measure(segment):
            # 「他们各自产值报一下」
            return True
        if mention.text in _PLANNING and rest and _takes_answer(rest[0]):
            return True
        if (
            mention.text in _IMPERATIVE
            and not _is_personal(segment)
            and any(m.is_unknown or m.has("measure") for m in segment)
        ):
            return True
    return False


def _names_measure(segment: Segment) -> bool:
    """Whether a measure is named of others than the speaker."""
    own = any(mention.text.startswith(_OWN) for mention in segment)
    return not own and any(mention.has("measure") or mention.has("asked") for mention in segment)


def _takes_answer(mention: Mention) -> bool:
    """Whether what is wanted is an answer: 想知道, 想要产能; who wants to write, buy or go only tells a plan."""
    if mention.text.startswith(_OWN_DOING) and mention.has("ask"):
        return False
    return any(mention.has(kind) for kind in _FACTS) or mention.has("frame", "request") or mention.has("ask")


def _embeds_question(segment: Segment) -> bool:
    """Whether a question word stands inside what somebody says of their plans or doubts: 「我打算住几天」, 「我都不知道该信哪个」."""
    own = segment[0].text.startswith(_OWN)
    return own and any(mention.has("frame", "plan") or mention.text.startswith(_DOUBTS) for mention in segment)


def _is_personal(segment: Segment) -> bool:
    return any(
        mention.text.startswith(_SPEAKERS) or mention.has("closed", "person") or mention.has("unknown", "person")
        for mention in segment
    )


def _is_told(segment: Segment) -> bool:
    """Whether somebody is spoken of, or something is under way or done."""
    if _is_personal(segment) or any(mention.text in _UNDER_WAY or mention.has("frame", "plan") for mention in segment):
        return True
    return any(
        mention.text in _ASPECTS or (mention.text.endswith(_ASPECTS) and len(mention.text) > 1)
        for mention in segment[1:]
    )


@lru_cache(maxsize=4096)
def _has_predicate(text: str) -> bool:
    import rjieba

    tags = [tag for _, tag in rjieba.tag(text)]
    compound = tags[-1].startswith("n") and all(tag.startswith(("n", "v", "a")) for tag in tags)
    # 点击量 is a thing that may be asked for, whatever verb its name is made of.
    return not compound and any(tag in _PREDICATES for tag in tags)


def sounds_asking(mention: Mention) -> bool:
    """Whether an unknown word holds a question word: 几块钱."""
    return mention.is_unknown and any(sound in mention.text for sound in _ASKING_SOUNDS)
