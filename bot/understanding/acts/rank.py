"""Rank: top and bottom, the N-th, the order of all, the rank of one (产值前三, 企业最多的镇, 排第几)."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from bot.language.lexicon import Sense
from bot.language.mentions import Mention
from bot.understanding.acts import rank_inside
from bot.understanding.acts.decisive import claims_most
from bot.understanding.acts.pools import (
    kept_of,
    left_out,
    measure_for_pool,
    named_subjects,
    of_one_kind,
    pool_of,
    pool_text,
    year_of,
)
from bot.understanding.query import Claim, Evidence, Failure, Query
from bot.understanding.scene import Scene, measures_of

_SEVERAL = {"most": "top", "least": "bottom"}
_PLURALS = ("哪些", "哪几", "有哪些")
_THINGS = frozenset(("market",))
"""Kinds of things that have no order of their own over all towns: their names are the same for each."""
_BARE_WHICH = frozenset(("哪", "哪个", "哪一个", "哪些", "哪几个"))
_BEING = ("是", "属", "数")
_BARE, _LARGE = "最", "大"
_ORDERS = ("nth_last", "nth", "top", "bottom", "rank_up", "rank", "least", "most")


def _is_of_what_was_counted(scene: Scene) -> bool:
    """Whether the largest of what was just counted for one town is meant: 「企业多少户,谁最大」."""
    measures = scene.catalogue.measures
    one = len(scene.context.subjects) == 1 and scene.catalogue.town_of(scene.context.subjects[0]) is not None
    largest = any(m.has("operator", "most") and _LARGE in m.text for m in scene.clause.words)
    counted = all(measures[ref].kind == "count" for ref in scene.context.measures if ref in measures)
    return scene.inherited_evidence and one and largest and bool(scene.context.measures) and counted


def read(scene: Scene) -> Query | Failure | None:
    """An order of towns, or of counties by their number of towns."""
    operators = scene.clause.operators()
    operator = next((name for name in _ORDERS if name in operators), "")
    if {"most", "least"} <= set(operators):
        # 「谁最多谁最少」 asks for both ends.
        operator = "ends"
    # What is to be left out, and was not found, orders nothing.
    if (
        {"sum", "average"} & set(operators)
        or (scene.names and "except" in operators)
        or ("total" in operators and scene.clause.has("ask", "amount") and "rank" not in operators)
    ):
        return None
    count = next((int(m.number.value) for m in scene.clause.words if m.number and m.has("operator")), 0)
    if not count and operator in ("most", "least"):
        # 「产值最高的三个镇」
        words = scene.clause.words
        order = next(position for position, m in enumerate(words) if m.has("operator", operator))
        # 「12个市级专业镇产值最高的是谁」 only says how many there are.
        counting = (m.number.value for m in words[order:] if m.number and m.number.value.denominator == 1)
        count = next((int(value) for value in counting), 0)
    if operator in _SEVERAL and not count and _asks_for_several(scene):
        operator = _SEVERAL[operator]
    if _says_both_ends(scene, operator) or _claims_who(scene, operator):
        return None
    if (
        operator in ("most", "rank", "top", "least", "nth")
        and scene.clause.has("target", "county")
        and scene.clause.has("target", "town")
    ):
        return Query("rank", operator=operator, count=count, target="county")
    named = named_subjects(scene)
    counties = {county.id for county in scene.catalogue.counties}
    several = len(named) > 1 and not set(named) & counties
    pool = kept_of(scene, named) if several else pool_of(scene)
    if not pool or not scene.evidence or _is_of_what_was_counted(scene):
        return None
    if len(named) == 1 and named[0] not in counties:
        return rank_inside.read(scene, named[0], operator, count)
    if _orders_things(scene):
        return None
    signatures = measure_for_pool(scene, pool)
    measures = measures_of(scene.strong, scene.index)
    if not signatures:
        return scene.fail("no_such_measure", (), measures[:1]) if measures and not scene.names else None
    signatures, aside = of_one_kind(scene, signatures)
    return Query(
        "rank",
        signatures=tuple(signature.id for signature in signatures),
        aside=tuple(signature.id for signature in aside),
        measures=tuple(dict.fromkeys(signature.measure for signature in signatures)),
        pool=pool,
        pool_text=pool_text(scene),
        left_out=left_out(scene),
        year=year_of(scene),
        operator=operator,
        count=count,
    )


def _orders_things(scene: Scene) -> bool:
    """Whether the noun behind the question word or the order is of things that are no towns: 哪个国家买得最多, 排第二的那个市场."""
    words = [m for m in scene.clause.words if m.text != "的" and not m.has("context")]
    measures = scene.catalogue.measures
    for before, noun in pairwise(words):
        leads = before.has("ask", "which") or set(before.refs("operator")) & set(_ORDERS)
        own = "measure" if noun.has("measure") else "collocate"
        kinds = {measures[ref].item_kind for ref in noun.refs(own)}
        if leads and kinds & _THINGS and "product" not in kinds and not noun.has("target") and _is_noun(noun.text):
            return True
        if (
            before.has("ask", "which")
            and not before.has("target")
            and before.text in _BARE_WHICH
            and _leads_with_thing(noun, scene)
        ):
            return True
    return False


def _leads_with_thing(noun: Mention, scene: Scene) -> bool:
    """Whether a measure's name begins with what is asked for: 哪个市场占比最大."""
    things = [m.name for m in scene.catalogue.measures.values() if m.item_kind in _THINGS]
    return len(noun.text) > len(noun.text[:2]) and any(name.endswith(noun.text[:2]) for name in things)


def _asks_for_several(scene: Scene) -> bool:
    """Whether more than one is asked for: 哪些镇产值最高, which towns."""
    words = scene.clause.words
    asking = [m for m in words if set(m.refs("ask")) & {"which", "what"}]
    nouns = [after for before, after in pairwise(words) if before in asking and _is_noun(after.text)]
    english = any(m.said.endswith("s") for m in (*asking, *nouns))
    return english or any(m.text.startswith(_PLURALS) for m in asking)


@lru_cache(maxsize=4096)
def _is_noun(text: str) -> bool:
    import rjieba

    return all(tag.startswith("n") for _, tag in rjieba.tag(text))


def _claims_who(scene: Scene, operator: str) -> bool:
    """Whether somebody named behind 是 is claimed to be at the place: 「增速最快的镇是甲县吗」 orders all, not those of 甲县."""
    if scene.asks != {"yesno"} or not scene.clause.names:
        return False
    place = next((m.start for m in scene.clause.words if m.has("operator", operator)), None)
    before = {m.end: m.text for m in scene.clause.words}
    names = scene.clause.names
    return place is not None and place < names[0].start and before.get(names[0].start, "").endswith(_BEING)


def _says_both_ends(scene: Scene, operator: str) -> bool:
    """Whether a bare 最 stands beside a word for the other end (最的低): which end is meant is not said."""
    bare = any(m.text == _BARE and m.has("operator", "most") for m in scene.clause.words)
    return operator == "most" and bare and scene.clause.has("operator", "less")


def _claimed_place(scene: Scene) -> Claim | None:
    """The place that a yes/no question holds somebody to have: 最高吗, 排第二吧."""
    if "yesno" not in scene.asks or claims_most(scene):
        # 大头 is the larger part of something, not a place in an order.
        return None
    if scene.clause.has("operator", "most", "least"):
        return Claim(text="least" if scene.clause.has("operator", "least") else "most")
    places = [m.number for m in scene.clause.words if m.number is not None and m.has("operator", "nth")]
    return Claim(number=places[0].value, text="nth") if len(places) == 1 else None


def _counties_around(scene: Scene, subject: str) -> tuple[Evidence, ...]:
    """The county that is named before the order for the towns in it: 甲县产值最高的镇是甲镇吗."""
    place = next((m.start for m in scene.clause.words if set(m.refs("operator")) & set(_ORDERS)), 0)
    around = set(scene.catalogue.above(subject))
    entities = scene.catalogue.entities
    return tuple(
        (Sense("name", ref),)
        for m in scene.clause.names
        if m.start < place
        for ref in m.refs("name")
        if ref in around and entities[ref].kind == "county"
    )


def read_rank_of(scene: Scene) -> Query | Failure | None:
    """The rank of one subject among all towns."""
    named = named_subjects(scene)
    if len(named) != 1 or not scene.evidence:
        return None
    if not scene.clause.has("operator", "rank_of") and _claimed_place(scene) is None:
        return None
    classes = (*_counties_around(scene, named[0]), *(e for e in scene.names if any(s.kind == "class" for s in e)))
    towns = pool_of(replace(scene, names=classes))
    # 「排第几」 may ask for a stated rank; beside a measure it asks for the place in the order of that measure.
    asked = [e for e in scene.evidence if {"asked", "measure"} & {s.kind for s in e} == {"asked"}]
    plain = tuple(e for e in scene.evidence if e not in asked)
    signatures = measure_for_pool(replace(scene, evidence=plain), towns)
    if not signatures:
        return None
    subject = named[0]
    if scene.catalogue.entities[subject].kind == "county":
        inside = [s.subject for s in signatures if subject in scene.catalogue.above(s.subject)]
        if len(inside) != 1:
            return None
        subject = inside[0]
    if subject not in {signature.subject for signature in signatures}:
        return scene.fail("no_such_measure", (subject,), (signatures[0].measure,))
    return Query(
        "rank_of",
        signatures=tuple(signature.id for signature in signatures),
        subjects=(subject,),
        measures=(signatures[0].measure,),
        pool=towns,
        pool_text=pool_text(replace(scene, names=classes)),
        left_out=left_out(scene),
        operator="rank_up" if scene.clause.has("operator", "rank_up") else "",
        claim=_claimed_place(scene),
        inherited=(subject,) if scene.inherited_names else (),
    )
