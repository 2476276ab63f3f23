"""Names that only say which of another thing is meant: 手编 beside 果盘, where a thing is called 手编果盘."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.mentions import Mention
from bot.understanding.clause import AND, Clause
from bot.understanding.query import Evidence

_PRODUCT = "product"


def without_modifiers(named: Sequence[tuple[Mention, Evidence]], clause: Clause) -> tuple[Evidence, ...]:
    """The names of a clause without those that are but a part of the full name of another one that it names."""
    return tuple(
        piece
        for mention, piece in named
        if not any(other is not mention and _modifies(mention, other, clause) for other, _ in named)
    )


def _modifies(mention: Mention, other: Mention, clause: Clause) -> bool:
    entities = clause.catalogue.entities
    own, meant = mention.refs("name"), other.refs("name")
    products = [entities[ref] for ref in (*own, *meant)]
    if not own or not meant or set(own) & set(meant) or any(product.kind != _PRODUCT for product in products):
        return False
    first, last = sorted((clause.words.index(mention), clause.words.index(other)))
    if any(word.text in AND for word in clause.words[first:last]):
        # 「手编的竹器和果盘」 sets two beside each other.
        return False
    return all(mention.text in entities[ref].name and other.text in entities[ref].name for ref in meant)
