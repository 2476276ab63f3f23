"""Measures and facts as they begin: what the question tells of them, with gaps that only the source can fill."""

from __future__ import annotations

import re
from collections.abc import Container

from bot.gaps.fixes import TO_FILL
from bot.knowledge.model import NUMERIC_KINDS

_SHARES = re.compile(r"率|占比|比例|比重|几成|百分之")
_MONEY = re.compile(r"钱|额|资|利润|成本|价|款|费|多少亿|多少万元")
_COUNT = re.compile(r"[几多少]+[个家户条座台位名]|数$|数量")
_LIST = re.compile(r"哪些|哪几|有什么|都有啥|名单")


def measure_named(word: str, question: str, taken: Container[str]) -> dict[str, object]:
    """A measure with a name and the kind that the question looks for."""
    from pypinyin import lazy_pinyin

    id_ = re.sub(r"[^a-z0-9]+", "_", "_".join(lazy_pinyin(word)).lower()).strip("_") or "new"
    id_ = id_ if id_[0].isalpha() else f"m_{id_}"
    while id_ in taken:
        id_ += "_2"
    measure: dict[str, object] = {"id": id_, "name": word}
    if _SHARES.search(word):
        return measure | {"kind": "share", "dimension": "share"}
    if _MONEY.search(word):
        return measure | {"kind": "amount", "dimension": "money"}
    if _COUNT.search(word) or _COUNT.search(question):
        return measure | {"kind": "count", "dimension": "items"}
    return measure | {"kind": "list" if _LIST.search(question) else "statement"}


def fact_of(measure: str, kind: str) -> dict[str, object]:
    """A fact of a measure of some kind, whose value the source must give."""
    if kind in NUMERIC_KINDS:
        return {"measure": measure, "value": TO_FILL, "at": TO_FILL}
    if kind in ("list", "actor"):
        return {"measure": measure, "items": [TO_FILL], "at": TO_FILL}
    return {"measure": measure, "text": TO_FILL, "at": TO_FILL}
