"""The numbers that a yes/no question states, and which facts they can be held against."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from bot.knowledge.model import NUMERIC_KINDS
from bot.knowledge.signatures import Signature
from bot.language.mentions import Mention
from bot.understanding.acts.negation import is_negated
from bot.understanding.in_place.bounds import OR
from bot.understanding.query import Claim, Evidence
from bot.understanding.scene import Scene

_COUNTING = frozenset("个家户名人条种项类座次系列")
_REACHED = frozenset(
    (
        "有",
        "到",
        "有没有",
        "够",
        "达",
        "达到",
        "有个",
        "能有",
        "能到",
        "到没到",
        "够不够",
        "有没有到",
        "有没有达到",
        "到了",
    )
)
"""「有90户吗」 and 「到35亿了吗」 hold for more as well."""
_TRAILING = ("以", "之", "往", "朝", "上", "下")
_OR_NOT = "有没有"
"""「增速有没有18%」 asks whether there is as much, however exact the number."""
_REACHING = frozenset("到达够")
_TAGS = frozenset("对是错")
_ROUND = 10
FOREIGN_MONEY = "foreign money"
"""A number of dollars is no figure in yuan, though the digits be the same."""
_MONEY, _SUMS = "money", "亿"
"""A number of 亿 that counts nothing is one of money."""
_INSIDE = frozenset(("里", "里面", "里头", "当中", "中", "之中", "其中", "里边"))


def claimed_number(scene: Scene) -> Claim | None:
    """The first number that a clause states, with its relation and unit."""
    return next(claimed_numbers(scene), None)


def claimed_numbers(scene: Scene) -> Iterator[Claim]:
    """The numbers that a clause states, in order."""
    words = scene.clause.words
    for position, mention in enumerate(words):
        if mention.number is None or mention.has("operator") or _is_per_unit(words, position):
            continue
        if _is_whole_of(words, position):
            continue
        relation = _relation(words, position)
        if mention.number.value == 1 and is_negated(scene):
            # 「一个也没有吧」: one would do.
            relation = "over"
        unit = next((ref for follower in words[position + 1 : position + 2] for ref in follower.refs("unit")), "")
        if mention.number.kind in ("percent", "fraction"):
            unit = "share"
        elif scene.clause.has("currency"):
            unit = FOREIGN_MONEY
        number = mention.number
        counted = bool(unit or number.power) or any(
            word.text in _COUNTING for word in words[position + 1 : position + 2]
        )
        bounded = relation in ("over", "under") or (number.is_range and scene.clause.has("operator", "between"))
        if not counted and not bounded and "yesno" not in scene.asks:
            # A bare number claims nothing by itself: 「二七豆干」 is about a place; 「过亿」 sets a bound.
            continue
        yield Claim(
            number=number.value, low=number.low, high=number.high, relation=relation, dimension=unit, text=mention.text,
            is_either=relation in ("over", "under") and any(OR in m.text and m.has("ask", "yesno") for m in words),
        )  # fmt: skip


def _is_per_unit(words: tuple[Mention, ...], position: int) -> bool:
    """Whether a number is the one of 「一吨」, 「一亩」, beside another number that is the claim."""
    number = words[position].number
    unit = any(mention.has("unit") for mention in words[position + 1 : position + 2])
    others = any(m.number is not None and m is not words[position] for m in words)
    return number is not None and number.value == 1 and unit and others


def _is_whole_of(words: tuple[Mention, ...], position: int) -> bool:
    """Whether a number counts the whole of which a later number is a part: 34家 in 「34家企业里规上的有5家」."""
    later = any(m.number is not None and not m.has("operator") for m in words[position + 1 :])
    near = words[position + 1 : position + 4]
    return later and any(m.text in _INSIDE for m in near) and not any(m.number is not None for m in near)


def _relation(words: tuple[Mention, ...], position: int) -> Literal["equal", "reached", "over", "under"]:
    near = (*words[max(0, position - 2) : position], *_behind(words, position))
    if any(mention.has("operator", "under") for mention in near):
        return "under"
    reached = any(mention.text in _REACHED for mention in words[max(0, position - 2) : position])
    if any(mention.has("operator", "over") and mention.text not in _REACHED for mention in near):
        return "over"
    asked = any(mention.text.startswith(_OR_NOT) for mention in words[max(0, position - 2) : position])
    only_had = (
        reached and not asked and not any(_REACHING & set(m.text) for m in words[max(0, position - 2) : position])
    )
    if only_had and (_is_tagged(words, position) or not _is_rough(words[position])):
        # 「有36.9亿,对吧」 states the figure; only 「有100亿吗」 asks whether there is as much.
        return "equal"
    return "reached" if reached and _is_round(words[position]) else "equal"


def _behind(words: tuple[Mention, ...], position: int) -> tuple[Mention, ...]:
    """What bounds a number from behind (以上, 以下), without what stands before the next one: 超过2亿不到10亿."""
    near = words[position + 1 : position + 3]
    following = next(
        (i for i in range(position + 1, min(len(words), position + 4)) if words[i].number is not None), None
    )
    if following is None:
        return near
    own = words[position + 1 : following]
    return own[:-1] if own and not own[-1].text.startswith(_TRAILING) else own


def _is_tagged(words: tuple[Mention, ...], position: int) -> bool:
    """Whether a claim is but to be confirmed: 对吧, 没错吧."""
    return any(m.has("ask", "yesno") and len(m.text) > 1 and set(m.text) & _TAGS for m in words[position + 1 :])


def _is_rough(mention: Mention) -> bool:
    """Whether a number has but one digit that says something, or a five behind it: 100亿, 3500万."""
    digits = str(mention.number.value.numerator).rstrip("0") if mention.number is not None else ""
    if mention.number is not None and mention.number.value.denominator != 1:
        digits = f"{float(mention.number.value):.6f}".rstrip("0").replace(".", "").lstrip("0")
    return len(digits) <= 1 or (len(digits) == 2 and digits[-1] == "5")


def _is_round(mention: Mention) -> bool:
    """Whether a number is one that people ask to be reached (90户, 半数, 上亿); 「有两个」 means just two."""
    number = mention.number
    if number is None or number.kind in ("percent", "fraction") or number.power:
        return True
    return number.value >= _ROUND and number.value % _ROUND == 0


def fits(scene: Scene, signature: Signature, claim: Claim) -> bool:
    if signature.kind not in NUMERIC_KINDS:
        return False
    if not claim.dimension:
        return signature.unit_dimension != "share"
    if claim.dimension == FOREIGN_MONEY:
        return signature.unit_dimension == _MONEY
    return claim.dimension in (
        signature.unit_dimension,
        signature.unit_dimension.removeprefix("unit_").replace("price", "money"),
    )


def numeric(scene: Scene, names: tuple[Evidence, ...], evidence: tuple[Evidence, ...], claim: Claim) -> list[Signature]:
    """The figures that explain the words and have the claimed unit; of several, those that are best explained."""
    plain = tuple(piece for piece in evidence if not any(sense.kind == "unit" for sense in piece))
    candidates = [s for s in scene.explaining(names, plain) if fits(scene, s, claim) and scene.stands_on(s)]
    if not candidates:
        return []
    first = candidates[0]
    return [s for s in candidates if s.measure == first.measure and s.dimensions == first.dimensions]


def bare_figure(scene: Scene, claim: Claim) -> tuple[Signature, ...]:
    """What a number is held against that comes with nothing but a name (乙镇做到4亿了): the first of its figures of that kind."""
    subjects = [refs[0] for refs in scene.subject_foci if refs]
    if len(subjects) != 1:
        return ()
    meant = claim if claim.dimension else replace(claim, dimension=_MONEY) if claim.text.endswith(_SUMS) else claim
    own = [
        s for s in scene.index.signatures
        if s.subject == subjects[0] and not s.is_derived and not s.qualifiers and meant.dimension and fits(scene, s, meant)
    ]  # fmt: skip
    first = [s for s in own if scene.catalogue.measures[s.measure].primary]
    return tuple(first[:1] or (own if len(own) == 1 else ()))
