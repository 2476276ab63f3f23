"""What is asked of the things on a list that is only called by its measure: 工作方案是谁发的, 两大母企哪年建的.

Where no fact explains the name of a list together with the rest, the rest may be stated of what the list holds.
"""

from __future__ import annotations

from bot.knowledge.signatures import Signature
from bot.understanding.query import Evidence
from bot.understanding.retrieval import Found, name_evidence
from bot.understanding.scene import Scene

_MOST = 3


def of_items(scene: Scene, names: tuple[Evidence, ...]) -> Found | None:
    """The facts of the things on a named list that explain the rest of the clause; None where there are none."""
    measures = scene.catalogue.measures
    for piece in scene.evidence:
        lists = [s.ref for s in piece if s.kind == "measure" and measures[s.ref].item_kind]
        rest = tuple(other for other in scene.evidence if other is not piece)
        if (
            not lists
            or not rest
            or not any(sense.kind in ("asked", "measure", "collocate") for e in rest for sense in e)
        ):
            continue
        named = tuple((sense,) for sense in piece if sense.kind == "measure" and sense.ref in lists)
        holding = [s for sense in named for s in scene.explaining(names, (sense,)) if s.measure in lists]
        items = tuple(dict.fromkeys(item for signature in holding for item in signature.items))
        own = tuple(item for item in items if scene.is_subject(item) and scene.catalogue.facts_of.get(item))
        found = scene.find((name_evidence(own),), rest) if own else None
        if found is None or len(found.signatures) > _MOST or not found.kind_fits:
            continue
        if all(signature.subject in own and signature.measure not in lists for signature in found.signatures):
            return found
    return None


def is_of_named_list(scene: Scene, signatures: tuple[Signature, ...]) -> bool:
    """Whether facts are of things on a list that the clause calls by its measure."""
    measures = scene.catalogue.measures
    named = {s.ref for e in scene.evidence for s in e if s.kind == "measure" and measures[s.ref].item_kind}
    listed = {item for s in scene.index.signatures if s.measure in named for item in s.items}
    return bool(signatures) and all(signature.subject in listed for signature in signatures)
