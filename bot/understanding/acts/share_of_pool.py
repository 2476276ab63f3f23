"""Share of a pool: one town's figure, or the first N, of the sum of all that have it (甲占竹编两镇产能的几成)."""

from __future__ import annotations

from dataclasses import replace

from bot.understanding.acts.pools import left_out, measure_for_pool, other_numbers, pool_of, pool_text
from bot.understanding.fitting import asks_for_things
from bot.understanding.query import Evidence, Failure, Query
from bot.understanding.scene import Scene

_NAMING = frozenset(("which", "what", "who"))
_ALL = ("all", "total", "sum", "with", "each")


def read(scene: Scene) -> Query | Failure | None:
    """The figures of a pool, and which of them are the part."""
    if not scene.speaks_of_share or not scene.evidence or other_numbers(scene) or asks_for_things(scene):
        return None
    entities = scene.catalogue.entities
    wide = tuple(e for e in scene.names if _is_wide(scene, e))
    parts = tuple(refs[0] for refs in scene.subject_foci if entities[refs[0]].kind == "town")
    count = next((int(m.number.value) for m in scene.clause.words if m.number and m.has("operator", "top")), 0)
    if scene.clause.has("context", "they") or (scene.inherited_names and len(parts) > 1) or scene.asks & _NAMING:
        # 「占这三个镇的比重」 speaks of them as the whole; 「哪个镇占比最高」 asks for a rank.
        return None
    first = count or int(scene.clause.has("operator", "most") and not parts)
    if bool(parts) == bool(first) or not (
        wide or scene.clause.has("target", "town") or scene.clause.has("operator", *_ALL)
    ):
        return None
    if not wide and not scene.clause.has("target", "town") and not scene.clause.has("operator", "with"):
        return None
    plain: tuple[Evidence, ...] = tuple(e for e in scene.evidence if any(s.kind in ("measure", "asked") for s in e))
    whole = replace(scene, names=wide, evidence=plain)
    pool = pool_of(whole)
    signatures = measure_for_pool(whole, pool) if plain else ()
    if len(signatures) < 2 or not scene.catalogue.measures[signatures[0].measure].additive:
        return None
    if parts and not set(parts) <= {s.subject for s in signatures}:
        return None
    return Query(
        "share_of_pool",
        signatures=tuple(signature.id for signature in signatures),
        subjects=parts,
        measures=(signatures[0].measure,),
        pool=pool,
        pool_text=pool_text(whole),
        left_out=left_out(scene),
        count=first,
        inherited=parts if scene.inherited_names else (),
    )


def _is_wide(scene: Scene, evidence: Evidence) -> bool:
    """Whether a name is a class, a level or a county, or stands for one."""
    kinds = {scene.catalogue.entities[sense.ref].kind for sense in evidence if sense.kind == "name"}
    return not kinds - {"county"} and any(sense.kind in ("class", "name") for sense in evidence)
