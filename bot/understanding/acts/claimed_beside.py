"""What a claim says beside the facts that its words speak of: a wider place, another item of a list, another measure."""

from __future__ import annotations

from bot.knowledge.signatures import Signature
from bot.understanding.scene import Scene


def wider_place(scene: Scene, signatures: tuple[Signature, ...]) -> str:
    """The city or county that alone is named, in full, for what is a figure of a town in it: 「甲市产值130亿吗」."""
    catalogue = scene.catalogue
    if scene.inherited_names or scene.clause.classes or scene.clause.has("target") or len(scene.subject_foci) != 1:
        return ""
    place = catalogue.entities[scene.subject_foci[0][0]]
    said = next((m.text for m in scene.clause.words if place.id in m.refs("name")), "")
    named = place.kind == "city" or (place.kind == "county" and said == place.name and said != place.short)
    held = any(signature.subject == place.id for signature in signatures)
    return said if named and not held and len(said) > 2 - (place.kind == "city") else ""


def is_of_another_item(scene: Scene, fitting: tuple[Signature, ...]) -> bool:
    """Whether what is said (国家级) is of another item than the one that is meant by its noun (创新中心)."""
    items = [scene.catalogue.entities[item].name for signature in fitting for item in signature.items]
    nouns = [m.text for m in scene.clause.required if m.has("measure") and any(m.text in item for item in items)]
    said = [m.text for m in scene.clause.required if m.has("value") and any(m.text in item for item in items)]
    return any(not any(noun in item and value in item for item in items) for noun in nouns for value in said)


def levels_of_items(scene: Scene, signatures: tuple[Signature, ...]) -> tuple[str, ...]:
    """The level that is claimed of what a list of centres holds: 省级 of 「有省级技术中心吗」."""
    if not all(signature.items for signature in signatures) or any(m.has("target") for m in scene.clause.words):
        return ()
    levels = {level.id: level.name for level in scene.catalogue.levels}
    said = (ref for m in scene.clause.words if not m.has("name") for ref in m.refs("class"))
    return tuple(levels[ref] for ref in said if ref in levels)


def speaks_of_another(scene: Scene, figure: Signature) -> bool:
    """Whether a word goes with another measure of the same unit, which the subject lacks: 年产 is no 产能."""
    measures = scene.catalogue.measures
    return any(
        figure.measure not in {ref for kind, ref in piece if kind == "collocate"}
        and bool(stated := [measures[r] for k, r in piece if k == "collocate" and measures[r].formula is None])
        and all(measure.dimension == figure.unit_dimension for measure in stated)
        for piece in scene.evidence
    )
