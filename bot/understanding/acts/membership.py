"""Claims that a thing is of a level, in a county or on a list, and that it is the only one of its kind."""

from __future__ import annotations

from dataclasses import replace

from bot.knowledge.signatures import Signature
from bot.language.lexicon import Sense
from bot.language.mentions import Mention
from bot.understanding.acts.negation import is_negated
from bot.understanding.acts.pools import pool_of
from bot.understanding.clause import content_senses
from bot.understanding.query import Claim, Query
from bot.understanding.scene import LEVEL, Scene
from bot.understanding.vocabulary import entity_names

_SOLE = "唯一"
_TELLING_OF_SOLE = frozenset(("rank", "statement"))


def level_claim(scene: Scene) -> Query | None:
    """Whether a town, or something that has a level of its own, is of the level that is named."""
    levels = {level.id: level.name for level in scene.catalogue.levels}
    named = [s.ref for piece in scene.names for s in piece if s.kind == "class" and s.ref in levels]
    entity = _only_town(scene, set(levels)) or next((refs[0] for refs in scene.subject_foci if refs), None)
    if not named or entity is None or says_more(scene):
        return None
    own = scene.index.by_id.get(f"{entity}/level")
    town = scene.catalogue.town_of(entity)
    if scene.catalogue.entities[entity].kind not in ("town", "industry"):
        if own is None:
            return None
        # The level of a centre is a text of its own (省级,试点培育): the claimed word must stand in it.
        claim = Claim(decisive=tuple(levels[ref] for ref in named), negated=is_negated(scene))
        return Query("check", (own.id,), (entity,), ("level",), claim=claim)
    several = [t for refs in scene.subject_foci if refs and (t := scene.catalogue.town_of(refs[0]))]
    if len(several) > 1:
        # 「甲和乙都是省级的」: true if it is so of each.
        ids = tuple(f"{t}/level" for t in dict.fromkeys(several))
        others = tuple(named) if any(scene.catalogue.entities[t].level not in named for t in several) else ()
        return Query("check", ids, tuple(several), ("level",), claim=Claim(names=others, negated=is_negated(scene)))
    signature = scene.index.by_id.get(f"{town}/level")
    if town is None or signature is None:
        return None
    wrong = () if scene.catalogue.entities[town].level in named else tuple(named)
    return Query("check", (signature.id,), (town,), ("level",), claim=Claim(names=wrong, negated=is_negated(scene)))


def listing_claim(scene: Scene) -> tuple[Signature, ...]:
    """The list that holds one of the names that stand side by side."""
    if len(scene.names) < 2:
        return ()
    naming = scene.explaining(scene.names, ())
    return tuple(s for s in naming if s.items and any(refs[0] in s.items for refs in scene.foci))[:1]


def naming_claim(scene: Scene) -> tuple[Signature, ...]:
    """The fact about one of the names that names another: as an item, as a dimension, or as its whole text."""
    entities = scene.catalogue.entities
    for piece in scene.names:
        if not any(sense.kind == "name" for sense in piece):
            continue
        others = {ref for refs in scene.entities for ref in refs} - {sense.ref for sense in piece}
        words = {name for ref in others for name in entity_names(entities[ref])}
        for signature in scene.explaining((piece,), ()):
            named = {*signature.items, *(item for _, item in signature.dimensions)}
            if named & others or scene.index.own_words(signature.id) in words:
                return (signature,)
    return ()


def place_claim(scene: Scene) -> Query | None:
    """Whether a thing is in the county that is named."""
    entities = scene.catalogue.entities
    entity = next((refs[0] for refs in scene.subject_foci if refs), None)
    counties = [ref for refs in scene.entities for ref in refs if entities[ref].kind == "county"]
    if entity is None or not counties or entities[entity].kind == "county":
        return None
    town = scene.catalogue.town_of(entity)
    others = [refs for refs in scene.foci if entity not in refs and not set(refs) & set(counties)]
    signature = scene.index.by_id.get(f"{town}/county")
    if town is None or others or signature is None:
        return None
    wrong = tuple(county for county in counties if county not in scene.catalogue.above(town))
    return Query("check", (signature.id,), (entity,), ("county",), claim=Claim(names=wrong))


def sole_claim(scene: Scene) -> tuple[Signature, ...]:
    """What says that the subject is the only one, where that is claimed (就这一个镇有…, 唯一) and its words speak of it."""
    if not scene.clause.has("operator", "only") or not scene.names:
        return ()
    pieces = ((Sense("term", _SOLE),), *(piece for piece in scene.evidence if not _is_scope(piece)))
    found = scene.explaining(scene.names, pieces) or scene.explaining(scene.names, pieces[:1])
    spoken = [mention.text for mention in scene.clause.required if not mention.has("name")]
    return tuple(
        signature for signature in found
        if signature.kind in _TELLING_OF_SOLE and all(_holds_word(scene, signature, word) for word in spoken)
    )[:1]  # fmt: skip


def _holds_word(scene: Scene, signature: Signature, word: str) -> bool:
    """Whether a word stands in a fact's text, or is one by which the fact is asked for (涵盖 for 有)."""
    index = scene.index
    terms = (index.signatures[i].id for i in index.of_sense(Sense("term", word)))
    return word in index.own_words(signature.id) or signature.id in terms


def _is_scope(piece: tuple[Sense, ...]) -> bool:
    return any(sense.kind == "scope" for sense in piece)


def says_more(scene: Scene) -> bool:
    """Whether a word speaks of a statement (想打造省级专业镇), so that the level named is not what is held to be so."""
    measures = scene.catalogue.measures
    return any(
        measures[sense.ref].kind == "statement"
        for piece, mention in ((m.senses, m) for m in scene.clause.words if len(m.text) > 1 and not _of_levels(m))
        for sense in piece
        if sense.kind == "collocate" and not mention.has("ask") and not mention.has("class")
    )


def _of_levels(mention: Mention) -> bool:
    """Whether a word goes with a level itself: 属于, 评上."""
    return mention.has("collocate", LEVEL)


def statement_claim(scene: Scene) -> tuple[Signature, ...]:
    """The statement in which a level that is named is a word of its own: 「想打造省级专业镇吗」."""
    levels = {level.id: level.name for level in scene.catalogue.levels}
    named = [sense.ref for piece in scene.names for sense in piece if sense.ref in levels]
    names = tuple(piece for piece in scene.names if not any(sense.ref in levels for sense in piece))
    if not named or not names or not says_more(scene):
        return ()
    pieces = [
        content_senses(m) for m in scene.clause.content if len(m.text) > 1 and not m.has("class") and not m.has("name")
    ]
    return tuple(
        signature for signature in scene.explaining(names, pieces)
        if signature.kind == "statement"
        and all(levels[ref] in scene.index.own_words(signature.id) for ref in named)
    )[:1]  # fmt: skip


def _only_town(scene: Scene, levels: set[str]) -> str | None:
    """The one town that a county and a class leave, whatever level is claimed of it: 「甲县的醋」."""
    plain = tuple(e for e in scene.names if not any(sense.ref in levels for sense in e))
    if len(plain) < 2 or not any(sense.kind == "class" for piece in plain for sense in piece):
        return None
    pool = pool_of(replace(scene, names=plain))
    return pool[0] if len(pool) == 1 else None
