"""Towns and counties: which there are, how many, of which level, county or class; and what something belongs to."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from bot.knowledge.model import NUMERIC_KINDS
from bot.knowledge.signatures import Signature
from bot.understanding.acts.claimed import claimed_number
from bot.understanding.acts.negation import is_negated
from bot.understanding.acts.pools import left_out, pool_of, pool_text, year_of
from bot.understanding.query import Claim, Evidence, Failure, Query
from bot.understanding.scene import COUNTY, Scene, measures_of

_MEASURED = frozenset(("measure", "asked", "family"))
_TELLING = frozenset(("measure", "asked", "family", "term", "value", "scope", "unit"))
_NAMING = frozenset(("list", "label", "statement"))
_FIRM_COUNTERS = "家户"
_TO_LIST = ("列", "罗列", "名字", "名单", "名称", "点名", "报一", "数一", "念一")
_PLACE_ASKS = frozenset(("which", "where", "who"))


def read(scene: Scene) -> Query | Failure | None:
    """A list or a number of towns or counties."""
    counted = scene.clause.asks_for_town and scene.clause.has("target", "town")
    telling = _TELLING - {"unit"} if counted else _TELLING
    if any(sense.kind in telling for evidence in scene.evidence for sense in evidence):
        return None
    counties = scene.clause.has("target", "county") and not any(
        scene.catalogue.entities[ref].kind == "county" for refs in scene.entities for ref in refs
    )
    towns = scene.clause.has("target", "town")
    classes = bool(scene.clause.classes)
    if not towns and not counties and not (classes and (scene.asks or claimed_number(scene))):
        return None
    if _speaks_of_more(scene, towns or counties):
        return None
    plain = [e for e in scene.names if not any(sense.kind == "class" for sense in e)]
    kinds = {scene.catalogue.entities[sense.ref].kind for e in plain for sense in e if sense.kind == "name"}
    if kinds - {"county", "city"}:
        return None
    together = _added_up(scene)
    pool = together or pool_of(scene)
    if not pool:
        return scene.fail("no_such_fact", tuple(ref for refs in scene.entities for ref in refs))
    claim = claimed_number(scene)
    listed = not scene.asks and _wants_names(scene)
    if claim is not None and (listed or scene.asks - {"yesno", "howis"}):
        if claim.number != len(pool) or "amount" in scene.asks:
            return None
        # 「12个市级专业镇有哪些」 says how many there are and asks which.
        claim = None
    if claim is None and towns and scene.asks == {"yesno"} and any(_is_county(scene, e) for e in scene.names):
        # 「丙县连一个专业镇也没有吧」: there is one, whatever was thought.
        claim = Claim(number=Fraction(1), low=Fraction(1), relation="over", negated=is_negated(scene))
    elif claim is not None:
        claim = replace(claim, negated=is_negated(scene))
    asks_number = "amount" in scene.asks or scene.clause.has("operator", "total")
    asks_names = bool(scene.asks & {"what", "which", "who", "where", "howis"})
    if counties and not towns and not asks_names and not asks_number:
        return None
    of_counties = counties and not (towns and asks_number and not asks_names and not _counts_counties(scene))
    return Query(
        "counties" if of_counties else "towns",
        pool=pool,
        pool_text="" if together else pool_text(scene),
        left_out=left_out(scene),
        operator="count" if asks_number and not asks_names else "",
        claim=claim,
        target="county" if counties else "town",
    )


def _wants_names(scene: Scene) -> bool:
    """Whether names are to be listed, without a question word: 把12个市级的名字列一遍."""
    return any(mention.text.startswith(_TO_LIST) for mention in scene.clause.words)


def _speaks_of_more(scene: Scene, towns: bool) -> bool:
    """Whether something that towns have is asked for: 专业镇企业一共多少家, 甲县那条丙的链子上有什么."""
    if "amount" in scene.asks and scene.clause.has("unit") and scene.clause.has("family"):
        return True
    measures = scene.catalogue.measures
    nouns = (ref for e in scene.evidence for kind, ref in e if kind == "collocate")
    return not towns and bool(scene.asks & {"what"}) and any(measures[ref].kind in _NAMING for ref in nouns)


def _is_county(scene: Scene, piece: Evidence) -> bool:
    return any(sense.kind == "name" and scene.catalogue.entities[sense.ref].kind == "county" for sense in piece)


def _added_up(scene: Scene) -> tuple[str, ...]:
    """The towns that 「那一共呢」 counts behind the towns of a level or two: those together; behind one number, all."""
    own = [mention for mention in scene.clause.words if mention.start >= 0]
    summed = any(set(mention.refs("operator")) & {"sum", "total"} for mention in own)
    if not summed or not scene.context.counted or any(m.has("name") or m.has("class") for m in own):
        return ()
    towns = [town.id for town in scene.catalogue.towns]
    said = {town for group in scene.context.counted for town in group}
    return tuple(town for town in towns if town in said) if len(scene.context.counted) > 1 else tuple(towns)


def _counts_counties(scene: Scene) -> bool:
    """Whether the number asked for is of counties: of the two nouns, the one nearer to the question word."""
    words = scene.clause.words
    asked = next((i for i, mention in enumerate(words) if mention.has("ask", "amount")), 0)
    targets = [i for i, mention in enumerate(words) if mention.has("target")]
    nearest = min(targets, key=lambda i: abs(i - asked))
    return words[nearest].has("target", "county")


def read_which(scene: Scene) -> Query | Failure | None:
    """To which town something belongs, or which towns have something (某牌是哪儿的, 哪些镇有产品出口)."""
    target = scene.clause.asks_for_town
    if scene.evidence and scene.foci and _asks_only_where(scene):
        return _belongs(scene)
    if scene.evidence and (not _without_subject(scene) or _lists_who(scene)):
        return None
    if target and not scene.evidence and any(sense.kind == "class" for e in scene.names for sense in e):
        return None
    if not scene.evidence:
        return _belongs(scene) if scene.asks & _PLACE_ASKS or (target and scene.asks) else None
    scopes = all(any(sense.kind == "scope" for sense in piece) for piece in scene.evidence)
    if (scopes and not scene.clause.has("operator", "only")) or not _asks_which(scene, target) or _asks_total(scene):
        # 「全国多半出自哪个县」: a scope tells no town from another.
        return None
    found = _of_named_measure(scene, scene.explaining(scene.names, scene.evidence))
    holders = _of_year(scene, _by_town(scene, found))
    if not holders:
        return None
    if not target and "who" in scene.asks and all(signature.kind == "count" for signature in holders):
        # 「那家单项冠军企业是谁」 asks for a name, of which the page has only the number.
        return scene.fail("no_such_list", (holders[0].subject,), (holders[0].measure,), holders)
    return Query(
        "which",
        left_out=left_out(scene),
        signatures=tuple(signature.id for signature in holders),
        subjects=tuple(dict.fromkeys(signature.subject for signature in holders)),
        measures=tuple(dict.fromkeys(signature.measure for signature in holders)),
        pool_text=pool_text(scene),
        operator="count" if "amount" in scene.asks else "",
        target="county" if scene.clause.has("target", "county") and not scene.clause.has("target", "town") else "town",
    )


def _of_year(scene: Scene, holders: tuple[Signature, ...]) -> tuple[Signature, ...]:
    """Only what is of the year that is named: 「有2024年产值的镇」."""
    year = year_of(scene)
    return holders if year is None else tuple(signature for signature in holders if signature.period == year)


def _asks_only_where(scene: Scene) -> bool:
    """Whether all words ask where the named thing is (归哪个县管), or where such things are made (丙是哪里产的)."""
    measures = scene.catalogue.measures
    named = measures_of(scene.evidence, scene.index)
    if named:
        lacking = not scene.find(scene.names, scene.evidence)
        return set(named) == {COUNTY} or (lacking and all(measures[measure].kind == "place" for measure in named))
    kinds = {scene.catalogue.entities[ref].kind for refs in scene.subject_foci for ref in refs}
    return (
        bool(scene.asks & {"where", "which"})
        and len(scene.subject_foci) == 1
        and all(
            any(sense.kind == "collocate" and measures[sense.ref].item_kind in kinds for sense in piece)
            for piece in scene.evidence
        )
    )


def _lists_who(scene: Scene) -> bool:
    """Whether firms or people of a place are asked for: 甲县专精特新的都是谁家."""
    if "who" not in scene.asks or scene.clause.asks_for_town or not scene.names:
        return False
    return any(signature.kind in ("list", "actor") for signature in scene.explaining(scene.names, scene.evidence))


def _asks_which(scene: Scene, target: bool) -> bool:
    """Whether towns are asked for by something that tells them apart.

    How many there are is only counted by a measure; without 镇 or 县, one word alone (创新中心在哪里) may be about anything.
    """
    if "amount" in scene.asks and not any(sense.kind in _MEASURED for e in scene.evidence for sense in e):
        return False
    if sum(mention.has("ask", "who") for mention in scene.clause.words) > 1:
        # 「谁帮谁」 asks how two things stand to each other.
        return False
    valued = any(sense.kind == "value" for evidence in scene.evidence for sense in evidence)
    quoted = valued and not scene.names and scene.asks != {"yesno"}
    if target or quoted:
        return True
    return bool(scene.asks & _PLACE_ASKS) and (bool(scene.names) or len(scene.evidence) > 1)


def _asks_total(scene: Scene) -> bool:
    """Whether a sum is asked for (规上企业总共多少户), not how many towns there are (一共几个镇)."""
    summed = scene.clause.has("operator", "sum", "total") and not scene.asks - {"amount", "howis"}
    return summed and any(sense.kind == "unit" for evidence in scene.evidence for sense in evidence)


def _without_subject(scene: Scene) -> bool:
    """Whether no town or part of one is named, so that towns can be what is asked for."""
    kinds = {scene.catalogue.entities[ref].kind for refs in scene.entities for ref in refs}
    return not kinds - {"county", "city", "market", "place", "region"} or not kinds


def _belongs(scene: Scene) -> Query | Failure | None:
    """What the named thing belongs to."""
    if scene.left_out or _asks_for_firm(scene):
        # 「哪个镇的丙不含丁」 says of the thing what nothing tells.
        return None
    things = [
        ref for refs in scene.foci for ref in refs if scene.catalogue.entities[ref].kind not in ("city", "county")
    ]
    if not things:
        return None
    towns = [scene.catalogue.town_of(thing) for thing in things]
    if any(town is not None for town in towns):
        inside = [thing for thing, town in zip(things, towns, strict=True) if town is not None]
        signatures = [scene.index.by_id.get(f"{scene.catalogue.town_of(thing)}/county") for thing in inside]
        return Query(
            "which",
            signatures=tuple(signature.id for signature in signatures if signature),
            subjects=tuple(inside),
            target="place",
        )
    found = scene.explaining(scene.names, ())
    holders = _by_town(scene, found)
    if not holders:
        return None
    return Query("which", tuple(s.id for s in holders), tuple(dict.fromkeys(s.subject for s in holders)), target="town")


def _asks_for_firm(scene: Scene) -> bool:
    """Whether a firm is asked for that has the named thing itself: 拥有国家级企业技术中心的是哪家."""
    firms = any(m.has("ask", "which") and m.text[-1] in _FIRM_COUNTERS for m in scene.clause.words)
    named = [ref for refs in scene.foci for ref in refs]
    naming = [fact.subject for ref in named for fact in scene.catalogue.facts_naming.get(ref, ())]
    return firms and any(scene.catalogue.entities[subject].kind == "company" for subject in naming)


def _of_named_measure(scene: Scene, found: tuple[Signature, ...]) -> tuple[Signature, ...]:
    """Of a figure that is named (哪些镇有产值), only that one; towns have it themselves before parts of theirs do.

    Where the name is also a word of other facts (专精特新), towns that lack the figure have those.
    """
    named = {sense.ref for evidence in scene.strong for sense in evidence if sense.kind in ("measure", "asked")}
    if any(sense.kind == "family" for evidence in scene.strong for sense in evidence):
        # 「出口」 may be any of its measures.
        return found
    if not any(s.kind in NUMERIC_KINDS and s.measure in named for s in found):
        return found
    kept = [signature for signature in found if signature.measure in named]
    holders = {scene.catalogue.town_of(signature.subject) for signature in kept}
    if any(sense.kind in ("term", "value") for evidence in scene.strong for sense in evidence):
        kept += [s for s in found if s.kind in _NAMING and scene.catalogue.town_of(s.subject) not in holders]
    return tuple(sorted(kept, key=lambda s: scene.catalogue.town_of(s.subject) != s.subject))


def _by_town(scene: Scene, found: tuple[Signature, ...]) -> tuple[Signature, ...]:
    """The best signature of each town that is not left out, stated before derived ones, in the order of the towns."""
    pool = set(pool_of(scene)) if scene.left_out else {town.id for town in scene.catalogue.towns}
    best: dict[str, Signature] = {}
    for signature in found:
        town = scene.catalogue.town_of(signature.subject)
        if town is not None and town in pool and not signature.is_derived and town not in best:
            best[town] = signature
    return tuple(best[town.id] for town in scene.catalogue.towns if town.id in best)
