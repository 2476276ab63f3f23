"""Describe: a town, a county, a product, a company, the city, without naming a measure (介绍一下甲镇)."""

from __future__ import annotations

from itertools import pairwise

from bot.understanding.query import Failure, Query
from bot.understanding.scene import Scene

_OR, _WHICH = "还是", "哪"


def read(scene: Scene) -> Query | Failure | None:
    """The subjects to describe."""
    if scene.evidence or "yesno" in scene.asks or any(_OR in mention.text for mention in scene.clause.words):
        # 「算两个镇还是一个」 asks which, and no introduction tells.
        return None
    if any(m.has("ask") and m.text[0] == _WHICH and noun.has("name") for m, noun in pairwise(scene.clause.words)):
        # 「经上万次摩挲的,是哪种工艺品」 asks of which kind something is that was told of before, and not about the kind.
        return None
    subjects = [refs for refs in scene.foci if refs]
    if len(subjects) > 1:
        # Two things at once are not told as one: to describe the first would leave the second out.
        return None
    classes = [sense.ref for evidence in scene.names for sense in evidence if sense.kind == "class"]
    if not subjects or _is_rather_a_class(scene, subjects[0][0], classes):
        if not classes:
            return None
        pool = tuple(dict.fromkeys(town.id for ref in classes for town in scene.catalogue.members(ref)))
        names = {item.id: item.name for item in (*scene.catalogue.levels, *scene.catalogue.classes)}
        return Query("towns", pool=pool, pool_text="".join(names[ref] for ref in classes), target="town")
    return Query(
        "describe",
        subjects=tuple(entity for refs in subjects for entity in refs[:1]),
        inherited=tuple(refs[0] for refs in subjects) if scene.inherited_names else (),
    )


def _is_rather_a_class(scene: Scene, entity: str, classes: list[str]) -> bool:
    """Whether a bare word (醋) that calls a thing of one town is also what several towns make: these are told of."""
    members = {town.id for ref in classes for town in scene.catalogue.members(ref)}
    return len(scene.names) == 1 and len(members) > 1 and scene.catalogue.town_of(entity) in members
