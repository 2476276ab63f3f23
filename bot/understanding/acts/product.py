"""Product: two stated figures multiplied as the question spells it out (产能全做满、按每吨的价格,值多少钱)."""

from __future__ import annotations

from bot.knowledge.signatures import Signature
from bot.understanding.acts.claimed import claimed_numbers
from bot.understanding.query import Claim, Evidence, Failure, Query
from bot.understanding.retrieval import postings_of
from bot.understanding.scene import Scene, measures_of, mention_evidence

_WORTH = frozenset("值卖钱货")


def read(scene: Scene) -> Query | Failure | None:
    """The product, where the words name both figures, by their measures or by the numbers themselves."""
    if "amount" not in scene.asks and not any(s.kind == "asked" for e in scene.evidence for s in e):
        return None
    if len(scene.subject_foci) != 1 or not _asks_worth(scene):
        return None
    given = tuple(claimed_numbers(scene))
    found = [s for s in _products(scene) if s.subject in scene.subject_foci[0] and _is_spelled_out(scene, s, given)]
    if len(found) != 1:
        return None
    return Query("product", (found[0].id,), (found[0].subject,), (found[0].measure,), given=given)


def _asks_worth(scene: Scene) -> bool:
    """Whether the clause asks what something comes to (值多少钱, 卖多少), or how much more there would be."""
    more = scene.clause.has("operator", "difference", "more")
    return more or any(_WORTH & set(mention.text) for mention in scene.clause.words)


def _products(scene: Scene) -> list[Signature]:
    """The figures that multiply two that are no shares; where more is asked for than there is, what one leaves of another."""
    measures = scene.catalogue.measures
    wanted = "subtract" if scene.clause.has("operator", "difference", "more") else "multiply"
    return [
        s for s in scene.index.signatures
        if s.is_derived and s.kind == "amount"
        and (formula := measures[s.measure].formula) is not None and formula.operation == wanted
    ]  # fmt: skip


def _is_spelled_out(scene: Scene, product: Signature, given: tuple[Claim, ...]) -> bool:
    factors = [scene.index.by_id[i] for i in product.inputs]
    known = {"", *(dimension for factor in factors for dimension in _dimensions(factor))}
    if scene.clause.has("operator", "difference", "more"):
        # 「全开满比现在能多出多少」: what there is now need not be named.
        factors = factors[:1]
    return all(_tells(scene, factor, given) for factor in factors) and all(c.dimension in known for c in given)


def _tells(scene: Scene, factor: Signature, given: tuple[Claim, ...]) -> bool:
    """Whether a factor is named, or a number of its unit is said, or a word that only goes with it stands there."""
    place = scene.index.order[factor.id]
    number = any(claim.dimension in _dimensions(factor) for claim in given)
    named = factor.measure in measures_of(scene.strong, scene.index)
    return number or named or any(place in postings_of(scene.index, piece) for piece in _weak(scene))


def _weak(scene: Scene) -> list[Evidence]:
    """The words that only go with a measure: 每吨, 满负荷."""
    pieces = (mention_evidence(mention) for mention in scene.clause.required)
    return [p for p in pieces if p and all(sense.kind in ("collocate", "kind") for sense in p)]


def _dimensions(factor: Signature) -> tuple[str, str]:
    """The dimension of a figure; of a price, money as well."""
    return factor.unit_dimension, factor.unit_dimension.removeprefix("unit_").replace("price", "money")
