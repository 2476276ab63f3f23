"""Facts that all words of a look-up speak of, and that are no answer to it all the same."""

from __future__ import annotations

from bot.knowledge.model import NUMERIC_KINDS
from bot.understanding.acts.overclaims import is_share_of_whole
from bot.understanding.fitting import answers_question, counts_whole_for_branch
from bot.understanding.query import Failure
from bot.understanding.retrieval import Found
from bot.understanding.scene import Scene

_FIGURES_AND_NAMES = frozenset(("amount", "count", "share", "list"))


def beside_the_point(scene: Scene, focus: tuple[str, ...], found: Found) -> Failure | None:
    """Why facts that all words speak of are no answer all the same."""
    if focus == (scene.catalogue.city,) and (_is_of_one_town(scene, found) or _is_held_by_one_town(scene, found)):
        return scene.fail("no_such_fact", focus)
    if not answers_question(scene, found) or _is_of_place_itself(scene, focus, found):
        return scene.fail("no_such_fact", focus)
    if counts_whole_for_branch(scene, found.signatures) or is_share_of_whole(scene, found.signatures):
        return scene.fail("no_such_fact", focus[:1], offered=found.signatures)
    if _only_counted(scene, found):
        return scene.fail("no_such_list", found.subjects[:1], found.measures[:1], found.signatures)
    if _asks_for_sum(scene) and not any(signature.kind in NUMERIC_KINDS for signature in found.signatures):
        return scene.fail("no_such_fact", focus[:1])
    return None


def _is_of_place_itself(scene: Scene, focus: tuple[str, ...], found: Found) -> bool:
    """Whether a generic word (面积) is asked of a county alone: its own figure is meant then, not that of a town in it."""
    counties = [entity for entity in focus if scene.catalogue.entities[entity].kind == "county"]
    generic = scene.strong and all(any(s.kind == "family" for s in e) for e in scene.strong)
    named = any(sense.kind in ("measure", "asked") for piece in scene.strong for sense in piece)
    figures = any(signature.kind in NUMERIC_KINDS for signature in found.signatures)
    alone = len(scene.names) == 1 and len(scene.evidence) == 1 and not scene.inherited_names
    return bool(counties and alone and generic and not named and figures)


def only_verbs(scene: Scene, found: Found) -> bool:
    """Whether a number was asked for by words that merely go with something (卖多少), and what was found is none."""
    return "amount" in scene.asks and not scene.strong and not found.kind_fits


def _asks_for_sum(scene: Scene) -> bool:
    """Whether a number in 万 or 亿 is asked for (卖多少万), which no name or statement answers."""
    words = [mention for mention in scene.clause.words if mention.has("ask", "amount")]
    return any(mention.has("power") or mention.text[-1] in "万亿" for mention in words)


def _is_of_one_town(scene: Scene, found: Found) -> bool:
    """Whether a statement is about a town where the city was asked about: what is said of a part is not said of the whole."""
    return all(
        signature.kind not in _FIGURES_AND_NAMES and scene.catalogue.town_of(signature.subject) is not None
        for signature in found.signatures
    )


def _is_held_by_one_town(scene: Scene, found: Found) -> bool:
    """Whether a figure is of one town only where the city was asked about, not its towns: 某市农民人均收入."""
    towns = {scene.catalogue.town_of(signature.subject) for signature in found.signatures}
    return len(towns) == 1 and None not in towns and not scene.clause.has("target", "town")


def _only_counted(scene: Scene, found: Found) -> bool:
    """Whether names were asked for and the page gives only their number."""
    wants_names = bool(scene.asks & {"what", "which", "who"}) and not scene.asks & {"amount", "share", "howis"}
    return wants_names and all(signature.kind == "count" for signature in found.signatures)
