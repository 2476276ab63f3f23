"""Which of the last list's items hold a word: 里面哪个跟外贸有关 behind 四大招牌."""

from __future__ import annotations

from bot.understanding.clause import is_harmless
from bot.understanding.query import Query
from bot.understanding.scene import Scene

_ABOUT = frozenset(
    ("有关", "相关", "沾边", "有关系", "提到", "提到了", "带", "带着", "含", "含有", "有", "是", "写着", "写了")
)
_SHORTEST = 2


def read(scene: Scene) -> Query | None:
    """The items of the list that was told last whose names hold all that is said of them."""
    known = scene.index.by_id
    lists = [known[i] for i in scene.context.signatures if i in known and known[i].items]
    if len(lists) != 1 or not scene.asks & {"which", "what"} or scene.asks - {"which", "what"}:
        return None
    words = scene.clause.words
    cued = scene.clause.has("operator", "within") or any(mention.text in _ABOUT for mention in words)
    said = [
        mention.text.removesuffix("的") for mention in words
        if not (is_harmless(mention) or mention.has("ask") or mention.has("operator", "within") or mention.text in _ABOUT)
    ]  # fmt: skip
    if not cued or len(said) != 1 or len(said[0]) < _SHORTEST:
        return None
    items = tuple(item for item in lists[0].items if said[0] in scene.catalogue.entities[item].name)
    if not items or len(items) == len(lists[0].items):
        return None
    subject = lists[0].subject
    return Query(
        "lookup", (lists[0].id,), (subject,), (lists[0].measure,), options=items, target="items",
        inherited=(subject,), about_last=True,
    )  # fmt: skip
