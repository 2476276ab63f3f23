"""Choose: one of two named values (民生产业还是文化产业, 省级还是市级)."""

from __future__ import annotations

from dataclasses import replace

from bot.knowledge.model import NUMERIC_KINDS
from bot.understanding.acts.falling import fall_claim
from bot.understanding.query import Evidence, Failure, Query
from bot.understanding.scene import Scene, measure_evidence

_OR = "还是"


def read(scene: Scene) -> Query | Failure | None:
    """The fact that holds one of the values on either side of 还是."""
    words = scene.clause.words
    if not scene.clause.has("ask", "choice") and not any(_OR in mention.text for mention in words):
        return None
    fallen = fall_claim(scene)
    if fallen is not None:
        # 「涨了还是跌了」: the growth says which.
        return replace(fallen, act="lookup", claim=None) if isinstance(fallen, Query) else fallen
    figures = [mention for mention in words if mention.number is not None]
    if len(figures) > 1 and scene.names:
        # 「30万吨还是50万吨」: the figure itself says which.
        return _query(scene, scene.names, scene.evidence)
    levels = {level.id for level in scene.catalogue.levels}
    named = [e for e in scene.names if any(s.kind == "class" and s.ref in levels for s in e)]
    if len(named) >= 2:
        return _query(scene, tuple(e for e in scene.names if e not in named), (measure_evidence("level"),))
    values = [e for e in scene.evidence if any(s.kind == "value" for s in e)]
    if len(values) >= 2:
        rest = tuple(e for e in scene.evidence if e not in values)
        # A word that is said of both (汉唐兴起还是明清兴起) has to fit; only what is said of one of them need not.
        twice = tuple(e for e in rest if rest.count(e) > 1)
        for value in values:
            query = _query(scene, scene.names, (*rest, value))
            if query is not None and (not twice or _all_speak(scene, query, twice)):
                return query
    return None


def _all_speak(scene: Scene, query: Query, pieces: tuple[Evidence, ...]) -> bool:
    """Whether a measure that a piece names is the one found."""
    named = {ref for piece in pieces for kind, ref in piece if kind == "measure"}
    return not named or set(query.measures) <= named


def _query(scene: Scene, names: tuple[Evidence, ...], evidence: tuple[Evidence, ...]) -> Query | None:
    if not names and scene.clause.has("context", "it"):
        # 「它算省级还是市级」 with nobody before it is about nobody.
        return None
    found = scene.find(names, evidence, frozenset())
    if found is None:
        return None
    kept = [s for s in found.signatures if s.kind in ("label", "date", *NUMERIC_KINDS)] or list(found.signatures)
    return Query(
        "lookup",
        signatures=tuple(s.id for s in kept[:2]),
        subjects=tuple(dict.fromkeys(s.subject for s in kept[:2])),
        measures=tuple(dict.fromkeys(s.measure for s in kept[:2])),
    )
