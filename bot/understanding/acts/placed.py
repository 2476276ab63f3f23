"""A place named with the trade that is at home there: 某地那个竹编专业镇 is the trade, and the place says where it is."""

from __future__ import annotations

from bot.understanding.retrieval import Found, name_evidence
from bot.understanding.scene import Scene


def found_around_place(scene: Scene, focus: tuple[str, ...]) -> Found | None:
    """What the trade has that a clause names beside a place in it; None where the focus is no such place."""
    entities = scene.catalogue.entities
    if not focus or entities[focus[0]].kind != "place":
        return None
    said = {ref for refs in scene.entities for ref in refs}
    wholes = tuple(up for up in scene.catalogue.above(focus[0]) if up in said and entities[up].kind == "town")
    found = scene.find((name_evidence(wholes),), scene.evidence) if wholes else None
    return found if found is not None and found.kind_fits else None
