"""The last figure in another unit: 换成万元, 合多少斤, 多少公斤, 是多少万, 几成, 一公斤呢."""

from __future__ import annotations

from bot.knowledge.model import NUMERIC_KINDS
from bot.knowledge.signatures import Signature
from bot.language.mentions import Mention
from bot.understanding.acts.in_hand import figures_in_hand, ids, looked_up
from bot.understanding.query import Query
from bot.understanding.scene import Scene

_TENTHS = "成"
_HUNDREDTHS = "%"


def read(scene: Scene) -> Query | None:
    """The last figures in the unit that is named; None where no unit of theirs is."""
    figures = tuple(
        signature for i in scene.context.signatures
        if (signature := scene.index.by_id.get(i)) is not None and signature.kind in NUMERIC_KINDS
    )  # fmt: skip
    if not figures or len({figure.unit_dimension for figure in figures}) > 1:
        return None
    wanted = _unit(scene, figures[0])
    if wanted is None:
        return None
    if scene.context.act == "total" and wanted in ("亿", "万"):
        return _sum_in(scene, wanted)
    return looked_up(figures, wanted)


def _sum_in(scene: Scene, power: str) -> Query | None:
    members = figures_in_hand(scene, 0)
    if len(members) < 2:
        return None
    subjects = tuple(member.subject for member in members)
    return Query(
        "total", ids(members), measures=(members[0].measure,), pool=subjects, operator="sum", convert=power,
        inherited=subjects, about_last=True,
    )  # fmt: skip


def _unit(scene: Scene, figure: Signature) -> str | None:
    """The unit or power of ten asked for; None where the clause asks something else, or for a unit of another kind."""
    words = scene.clause.words
    if any(not _may_stand(mention) for mention in scene.clause.required):
        return None
    powers = [ref for mention in words for ref in mention.refs("power")]
    powers += [mention.text[-1] for mention in words if mention.has("ask", "amount") and mention.text[-1] in "亿万"]
    if len(set(powers)) > 1:
        return ""
    units = [found for mention in words if mention.has("unit") if (found := _named(scene, mention, figure)) is not None]
    kinds = {ref for mention in words for ref in mention.refs("unit")}
    if kinds and not units and not (powers and kinds == {figure.unit_dimension}):
        return None
    if figure.unit_dimension == "share":
        text = "".join(mention.text for mention in words)
        return _HUNDREDTHS if "百分" in text else _TENTHS if _TENTHS in text else None
    return (powers or units)[-1] if powers or units else None


def _named(scene: Scene, mention: Mention, figure: Signature) -> str | None:
    """The unit of the figure's kind that a word ends in: 公斤 of 多少公斤; for a price, what it is the price of."""
    fitting = [unit for unit in scene.catalogue.units if unit.dimension == figure.unit_dimension]
    names = {name: unit.name for unit in fitting for name in (unit.name, *unit.aliases)}
    names |= {unit.name.partition("/")[2]: unit.name for unit in fitting if "/" in unit.name}
    endings = [name for name in names if name and mention.text.endswith(name)]
    return names[max(endings, key=len)] if endings else None


def _may_stand(mention: Mention) -> bool:
    return mention.has("unit") or mention.has("power") or mention.has("ask") or mention.has("kind")
