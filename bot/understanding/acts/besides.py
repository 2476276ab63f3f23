"""Besides: what else a list holds (除了丙还做什么, 除了甲厂还有哪些企业)."""

from __future__ import annotations

from bot.knowledge.signatures import Signature
from bot.understanding.clause import content_senses
from bot.understanding.query import Failure, Query
from bot.understanding.retrieval import postings_of
from bot.understanding.scene import Scene

_OTHER_ASKS = frozenset(("amount", "share", "yesno", "when", "why", "how"))
_REST = frozenset(("还", "还有", "另外", "别的", "其他", "其它"))


def read(scene: Scene) -> Query | Failure | None:
    """The list of which everything that is left out is a part, without it."""
    out = [{sense.ref for sense in piece if sense.kind == "name"} for piece in scene.left_out]
    if scene.asks & _OTHER_ASKS or not out or not all(out) or len(scene.subject_foci) > 1 or not _asks_for_more(scene):
        return None
    focus = scene.subject_foci[0] if scene.subject_foci else ()
    around = {*focus, *(part for entity in focus for part in scene.catalogue.below(entity))}
    lists = [
        signature
        for position, signature in enumerate(scene.index.signatures)
        if signature.items
        and (not focus or signature.subject in around)
        and all(refs & set(signature.items) for refs in out)
        and _is_spoken_of(scene, position)
    ]
    if len(lists) != 1:
        return None
    return _without(lists[0], {ref for refs in out for ref in refs}, scene)


def _without(found: Signature, out: set[str], scene: Scene) -> Query | None:
    rest = tuple(item for item in found.items if item not in out)
    if not rest:
        return None
    inherited = (found.subject,) if scene.inherited_names else ()
    return Query(
        "lookup", (found.id,), (found.subject,), (found.measure,), options=rest, target="items", inherited=inherited
    )


def _asks_for_more(scene: Scene) -> bool:
    """Whether a word says that more of the same is asked for: 还, 别的."""
    more = any(mention.text.startswith(tuple(_REST)) for mention in scene.clause.words)
    return more or scene.clause.has("operator", "remainder")


def _is_spoken_of(scene: Scene, position: int) -> bool:
    """Whether all that is said goes with a list; 还 and 别的 only say that there is more."""
    more = {content_senses(mention) for mention in scene.clause.words if mention.text in _REST}
    return all(position in postings_of(scene.index, piece) for piece in scene.evidence if piece not in more)


def leaves_out(scene: Scene, signatures: tuple[Signature, ...]) -> bool:
    """Whether the lists hold nothing of what was left out: 「除了美国欧洲剩下的卖给谁」 asks for the other markets."""
    out = {sense.ref for piece in scene.left_out for sense in piece if sense.kind == "name"}
    return all(signature.items and not out & {signature.subject, *signature.items} for signature in signatures)
