"""Measures that stand in a row (产值、企业和产能): which words belong to each, and what each finds."""

from __future__ import annotations

from bot.understanding.query import Evidence
from bot.understanding.retrieval import Found
from bot.understanding.scene import Scene


def groups_of(scene: Scene) -> list[tuple[Evidence, ...]]:
    """The evidence split by measure: each strong piece with the weak pieces that follow it and go with it, else with the next."""
    groups: list[list[Evidence]] = []
    loose: list[Evidence] = []
    for evidence in scene.evidence:
        if evidence in scene.strong:
            groups.append([*loose, evidence])
            loose = []
        elif groups and all(scene.index.go_together(piece, evidence) for piece in groups[-1]):
            groups[-1].append(evidence)
        else:
            loose.append(evidence)
    if loose and groups:
        groups[-1] += loose
    return [tuple(group) for group in groups]


def one_of_row(scene: Scene, names: tuple[Evidence, ...], group: tuple[Evidence, ...]) -> Found | None:
    """What one of several measures finds: a family's word beside figures (企业、产能) is asked for as a figure, too."""
    if not scene.asks and any(sense.kind == "family" for evidence in group for sense in evidence):
        return scene.find(names, group, frozenset(("amount",))) or scene.find(names, group)
    return scene.find(names, group)
