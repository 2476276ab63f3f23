"""Targets: the names of pages. They are made of ids of the YAML, so that a button still works after a restart.

A target holds letters, digits, 「-」 and 「_」 only and at most 48 bytes, so that it fits a button's data and a link alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")

MOST_BYTES = 48
_LONGEST_FIRST, _LONGEST_NEXT = 24, 20
"""Characters of the first id of a target, and of the ids behind it."""
_ID_DIGEST, _ANCHOR_DIGEST = 4, 3
"""Bytes of the digest that stands for the end of a long id, and for the entry with which a later page begins."""


def target(kind: str, *ids: str) -> str:
    """The target of a page about some things: t_bamboo_output."""
    return "_".join((kind, *(token(each, first=place == 0) for place, each in enumerate(ids))))


def token(full: str, first: bool = True) -> str:
    """An id as it stands in targets: itself, or its beginning and a digest where it is long.

    Ids of measures have 「_」 and no 「-」, all others the other way round, so that no two become one.
    """
    longest = _LONGEST_FIRST if first else _LONGEST_NEXT
    plain = full.replace("_", "-")
    return plain if len(plain) <= longest else f"{plain[: longest - 2 * _ID_DIGEST - 1]}-{_digest(full, _ID_DIGEST)}"


def anchor(entry: str) -> str:
    """What stands for the entry with which a later page begins; no id looks like it."""
    return f"-{_digest(entry, _ANCHOR_DIGEST)}"


def parted(text: str) -> tuple[str, list[str], str]:
    """The kind, the ids and the anchor of a target."""
    kind, *ids = text.split("_")
    at = ids.pop() if ids and ids[-1].startswith("-") else ""
    return kind, ids, at


def by_token(ids: Iterable[str]) -> dict[str, str]:
    """Ids by how they stand in targets, wherever in it."""
    return {token(full, first): full for full in ids for first in (True, False)}


def _digest(text: str, size: int) -> str:
    return blake2b(text.encode(), digest_size=size).hexdigest()


def leaves(
    entries: Sequence[tuple[str, T]], sizes: Sequence[int], most: int, spare: int = 0
) -> list[list[tuple[str, T]]]:
    """A list in pages of at most some size; what little would be left over stays on the page before.

    Args:
        entries: ids with what they stand for.
        sizes: how much room each takes.
        most: the room of a page.
        spare: how much more the last page may take.
    """
    pages: list[list[tuple[str, T]]] = []
    room = 0
    for place, (entry, size) in enumerate(zip(entries, sizes, strict=True)):
        if not pages or (size > room and sum(sizes[place:]) > room + spare):
            pages.append([])
            room = most
        pages[-1].append(entry)
        room -= size
    return pages


def page_at(pages: Sequence[Sequence[tuple[str, T]]], wanted: str) -> int:
    """The place of the page that begins with an anchor; the first page where none does any more."""
    places = (place for place, page in enumerate(pages) if page and anchor(page[0][0]) == wanted)
    return next(places, 0)
