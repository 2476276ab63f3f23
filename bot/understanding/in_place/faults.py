"""Whether a fault is looked for: 写错了吗, 有问题吗, 要改吗 ask the opposite of 没写错吧, 对吗."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.language.lexicon import Sense
from bot.language.mentions import Mention

FAULT = Sense("closed", "fault")
FAULTY = tuple("错反岔倒误入题病假谎谣瞎胡吹夸离改正差混")
"""Characters of words for faults."""
_FAULT = re.compile(
    r"错|反了?$|反[了吧没]|岔|颠倒|问题|毛病|有误|差错|出入|瞎|胡[说扯编]|乱[说写编讲]|吹|夸张|夸大|离谱|谣|假"
    r"|改|更正|订正|纠正|修正"
)
_SAID_WRONG = re.compile(r"错|[说写弄搞记]反|岔|吹[牛嘘]|夸大|瞎[说扯编]")
"""What is a word for a fault wherever it stands."""
_OPEN = re.compile(r"(.)[没不](?=\1)|有没(?=有)|(?:别|不会|不至于|怕不)是")
"""Parts of A不A, and of words that only suppose (别是瞎编的吧): they deny nothing."""
_DENYING = frozenset("没不未无免对真准勾")
_BEFORE = frozenset(("没", "没有", "不", "不会", "不用", "不必", "不需要", "没什么", "没啥", "并没有", "并没"))


def with_faults(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The words with those that look for a fault marked as such, where it is asked whether something is so."""
    if not any(mention.has("ask", "yesno") for mention in mentions):
        return mentions
    return tuple(
        replace(mention, senses=(*mention.senses, FAULT)) if _looks_for_fault(mentions, position) else mention
        for position, mention in enumerate(mentions)
    )


def _looks_for_fault(mentions: tuple[Mention, ...], position: int) -> bool:
    mention = mentions[position]
    text = _OPEN.sub("", mention.text)
    faulty = _FAULT if mention.has("ask", "yesno") or mention.has("closed", "correcting") else _SAID_WRONG
    if not (mention.has("ask", "yesno") or mention.has("closed")) or not faulty.search(text):
        return False
    return not _DENYING & set(text) and not (position and mentions[position - 1].text in _BEFORE)
