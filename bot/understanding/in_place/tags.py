"""Words right behind an order or a bound that are what is ordered, and tags that make a statement a question.

最高那个镇 asks for a town as 最高的镇 does; 甲是地标产品不是 asks as 甲是不是地标产品 does.
"""

from __future__ import annotations

from dataclasses import replace

from bot.language.lexicon import Sense
from bot.language.mentions import Mention

ORDERS = frozenset(Sense("operator", ref) for ref in ("most", "least", "nth", "nth_last"))
_LINK = "的"
_TOWN = (Sense("target", "town"),)
_AFFIRMED = frozenset(("是", "算", "算是", "属于", "属", "归", "为"))
DENIED = frozenset(("不是", "不算", "不属于", "不归"))
_TAIL = frozenset("啊呀呢嘞哦噢哈的")


def with_ordered_town(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The words with 那个镇 behind an order as the town that the order picks out."""
    found = list(mentions)
    for position, mention in enumerate(mentions):
        if not mention.has("context", "place") or not mention.text.endswith("镇"):
            continue
        before = mentions[:position]
        if before and before[-1].text == _LINK:
            before = before[:-1]
        if before and ORDERS.intersection(before[-1].senses):
            found[position] = replace(mention, senses=_TOWN)
    return tuple(found)


def with_tags(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The words with 不是 at the end of 甲是乙不是 as the question that it is."""
    said = [(i, m) for i, m in enumerate(mentions) if not m.is_break and m.text not in _TAIL]
    if len(said) < 2 or said[-1][1].text not in DENIED:
        return mentions
    position, tag = said[-1]
    verb = tag.text.removeprefix("不")
    if not any(m.text in _AFFIRMED and (m.text == verb or verb in m.text) for _, m in said[:-1]):
        return mentions
    asked = replace(tag, senses=(Sense("ask", "yesno"),))
    return (*mentions[:position], asked, *mentions[position + 1 :])
