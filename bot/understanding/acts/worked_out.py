"""What follows from figures that were said: 占几成, 占全镇几成, 平均一家多少, 比上年多了多少."""

from __future__ import annotations

from dataclasses import replace

from bot.knowledge.signatures import Signature
from bot.language.mentions import Mention
from bot.understanding.acts.in_hand import figures_in_hand, figures_of_subject, go_with, ids, looked_up
from bot.understanding.clause import content_senses
from bot.understanding.query import Evidence, Query
from bot.understanding.scene import Scene


def share_of_sum(scene: Scene) -> Query | None:
    """「甲镇占几成」 behind a sum: its figure as a share of that sum."""
    figures = sum_in_hand(scene) or figures_in_hand(scene, 0)
    inside = scene.clause.has("operator", "within")
    if len(figures) < 2 or not (scene.context.act == "total" or inside) or len({f.measure for f in figures}) > 1:
        return None
    if figures[0].unit_dimension == "share" or len(scene.entities) != 1:
        return None
    above = scene.catalogue.above
    parts = [f for f in figures if any(ref == f.subject or ref in above(f.subject) for ref in scene.entities[0])]
    if len(parts) != 1 or any(not _is_cue(mention_kinds) for mention_kinds in _kinds(scene)):
        return None
    return Query(
        "share", ids((parts[0], *figures)), (parts[0].subject,), (parts[0].measure,), about_last=True,
        inherited=tuple(figure.subject for figure in figures),
    )  # fmt: skip


def sum_in_hand(scene: Scene) -> tuple[Signature, ...]:
    """The figures that the last answer added up; nothing where it left some out or was no sum."""
    context, known = scene.context, scene.index.by_id
    if context.worked_out[:1] != ("total",) or context.worked_out[1] == "average":
        return ()
    return tuple(known[i] for i in context.signatures if i in known)


def part_of_whole(scene: Scene) -> Query | None:
    """占比多少 behind the figure of a part (规上): the share of the whole that it comes to."""
    figures = figures_in_hand(scene, 1)
    if not figures or any(not _is_cue(kinds) for kinds in _kinds(scene)):
        return None
    shares = [s for s in _derived(scene, figures[0], "divide") if s.kind == "share" and s.inputs[0] == figures[0].id]
    return looked_up((shares[0],)) if len(shares) == 1 else None


def rest_of_whole(scene: Scene) -> Query | None:
    """剩下的呢 behind the figure of a part (规上): what of the whole is no such part."""
    figures = figures_in_hand(scene, 1)
    if not figures or not all(_may_stand_beside_rest(scene, mention, figures[0]) for mention in scene.clause.required):
        return None
    if figures[0].kind == "share" and not figures[0].is_derived:
        # 「剩下的是谁的」 asks for no share.
        return None if scene.asks & {"who", "which", "what", "where"} else _rest_of_shares(scene, figures[0])
    rests = [s for s in _derived(scene, figures[0], "subtract") if s.inputs[-1] == figures[0].id]
    return looked_up((rests[0],)) if len(rests) == 1 else None


def _rest_of_shares(scene: Scene, figure: Signature) -> Query:
    """剩下的呢 behind one share of a whole, or behind several of them: what they leave of it."""
    said = [one for one in figures_of_subject(scene) if (one.measure, one.scope) == (figure.measure, figure.scope)]
    return Query(
        "remainder",
        ids(tuple(said)),
        (figure.subject,),
        (figure.measure,),
        inherited=(figure.subject,),
        about_last=True,
    )


def _may_stand_beside_rest(scene: Scene, mention: Mention, figure: Signature) -> bool:
    if mention.has("operator", "remainder") or mention.has("ask"):
        return True
    position = scene.index.order[figure.id]
    return position in scene.index.of_evidence(content_senses(mention))


def from_both(scene: Scene) -> Query | None:
    """平均一家多少, 人均: what two figures that were said of one subject give."""
    said = figures_of_subject(scene)
    if len(said) < 2:
        return None
    inputs = {figure.id for figure in said}
    found = [
        signature for signature in _derived(scene, said[-1], "divide")
        if set(signature.inputs) <= inputs and said[-1].id in signature.inputs and signature.kind != "share"
        and go_with(scene, (signature,))
    ]  # fmt: skip
    if len(found) != 1:
        return None
    # 「亩产」 is a measure of its own, which may be asked of the next town too; 「平均一家多少」 is not.
    return replace(looked_up((found[0],)), about_last=not scene.strong)


def increase(scene: Scene) -> Query | None:
    """比上年多了多少: the increase of the last figure over the year before."""
    figures = figures_in_hand(scene, 1)
    years = [mention.period.year for mention in scene.clause.words if mention.period is not None]
    if not figures or figures[0].period is None:
        return None
    before = str(int(figures[0].period[:4]) - 1)
    if any(year not in (None, before) for year in years):
        return None
    found = [s for s in _derived(scene, figures[0], "increase") if s.inputs[0] == figures[0].id]
    return looked_up((found[0],)) if len(found) == 1 else None


def by_time(scene: Scene) -> Query | None:
    """摊到每个月多少: the last figure, if it is of a year, by the month or the day."""
    figures = figures_in_hand(scene, 1)
    operation = "monthly" if scene.clause.has("kind", "month") else "daily"
    if not figures or not go_with(
        replace(scene, evidence=tuple(e for e in scene.evidence if not _is_time(e))), figures
    ):
        return None
    found = [s for s in _derived(scene, figures[0], operation) if s.inputs == (figures[0].id,)]
    return looked_up((found[0],)) if len(found) == 1 else None


def _is_time(piece: Evidence) -> bool:
    return any(sense.kind == "kind" and sense.ref in ("month", "day") for sense in piece)


def _derived(scene: Scene, figure: Signature, operation: str) -> list[Signature]:
    measures = scene.catalogue.measures
    return [
        signature for signature in scene.index.signatures
        if signature.is_derived and signature.subject == figure.subject
        and (formula := measures[signature.measure].formula) is not None and formula.operation == operation
    ]  # fmt: skip


def _kinds(scene: Scene) -> list[set[str]]:
    return [{sense.kind for sense in piece} for piece in scene.evidence]


def _is_cue(kinds: set[str]) -> bool:
    """Whether a word only says that a share is meant."""
    return "kind" in kinds and not kinds & {"measure", "asked"}
