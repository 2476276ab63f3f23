"""Claims that the larger part is so, which a share tells: 「大头在国内卖」."""

from __future__ import annotations

from bot.knowledge.model import NUMERIC_KINDS
from bot.knowledge.signatures import Signature
from bot.understanding.clause import content_senses
from bot.understanding.query import Evidence
from bot.understanding.retrieval import explain
from bot.understanding.scene import Scene

_LOOSE = frozenset(("主要", "主要是", "为主", "大头", "居多"))


def stated_share(scene: Scene) -> tuple[Signature, ...] | None:
    """The share that a clause about a larger part speaks of, empty if none does; None where no share is meant.

    A market that is named (大头卖给美国) must be the one of the share.
    """
    subjects = tuple(piece for piece in scene.names if _is_subject(scene, piece))
    shared = [content_senses(m) for m in scene.clause.names if not _is_subject(scene, content_senses(m))]
    items = {ref for piece in shared if not _goes(piece) for kind, ref in piece if kind == "name"}
    if items and any(m.text in _LOOSE for m in scene.clause.words):
        # 「主要卖到美国」 may only say that nobody takes more.
        return ()
    places = tuple(tuple(sense for sense in piece if sense.kind == "collocate") for piece in shared)
    pieces = (*(p for p in places if p), *scene.evidence)
    # 国内 is a scope and goes with what is sold at home; 全国 is but a scope.
    plain = tuple(p for p in map(_without_scope, pieces) if p)
    of_shares = tuple(p for p in plain if not _only_goes_with_others(scene, p))
    for evidence in (plain, of_shares):
        scores = explain(scene.index, (*subjects, *evidence), scene.optional) if evidence else {}
        ranked = [scene.index.signatures[i] for i in sorted(scores, key=lambda i: (-scores[i], i))]
        shares = [s for s in ranked if s.kind == "share"]
        stated = [s for s in shares if not s.is_derived and {item for _, item in s.dimensions} == items]
        if stated:
            return tuple(stated[:1])
    return () if items else None


def _goes(piece: Evidence) -> bool:
    """Whether a name is also a word for a share: 国内."""
    return any(kind == "collocate" for kind, _ in piece)


def _only_goes_with_others(scene: Scene, piece: Evidence) -> bool:
    """Whether a word goes with what is no share, and says nothing more: the 卖掉 of 「大头是在国内卖掉的」."""
    measures = scene.catalogue.measures
    return all(kind == "collocate" and measures[ref].kind != "share" for kind, ref in piece)


def _without_scope(piece: Evidence) -> Evidence:
    going = tuple(sense for sense in piece if sense.kind == "collocate")
    return going if any(sense.kind == "scope" for sense in piece) else piece


def _is_subject(scene: Scene, piece: Evidence) -> bool:
    return any(sense.kind == "name" and scene.is_subject(sense.ref) for sense in piece)


def tells_of_most(scene: Scene, signatures: tuple[Signature, ...]) -> bool:
    """Whether facts can tell what the larger part is: a share can, or a text; a count or a list of markets can't."""
    if not signatures:
        return all(_is_subject(scene, piece) or _goes(piece) for piece in map(content_senses, scene.clause.names))
    return all(s.kind == "share" or s.kind not in NUMERIC_KINDS for s in signatures)
