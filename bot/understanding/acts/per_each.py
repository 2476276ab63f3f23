"""So much for each: 一户摊到几万吨产能, 一个人给那里留下几个钱. The thing counted off and the unit asked for say which figure is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.knowledge.model import NUMERIC_KINDS
from bot.knowledge.signatures import Signature
from bot.language.mentions import Mention
from bot.understanding.acts.claimed import claimed_numbers
from bot.understanding.acts.pools import year_of
from bot.understanding.acts.wanted_unit import unit_named
from bot.understanding.clause import content_senses
from bot.understanding.evidence import PER
from bot.understanding.query import Claim, Evidence, Failure, Query
from bot.understanding.retrieval import postings_of
from bot.understanding.scene import Scene, measures_of

_EACH = re.compile(r"(?:平均|均摊|摊|匀|合|分|按|到|每|单|一)*(?:每|单|一)(?:个|名|位|座)?(?P<what>[^一每个]{1,4})")
_LONGEST = 5
_MONEY = frozenset("钱块")


@dataclass(frozen=True)
class _Cue:
    """The words that count off, and what they count."""

    words: tuple[Mention, ...]
    measures: frozenset[str]


def read(scene: Scene) -> Query | Failure | None:
    """The one figure of the subject that is so much for each of what is counted off."""
    cue = _cue(scene)
    if cue is None or not scene.names or not scene.asks & {"amount", "howis", "share"} | _asked(scene):
        return None
    found = [s for s in _candidates(scene, cue) if _goes(scene, cue, s)]
    figure = _plainest(scene, found)
    if figure is None:
        return None
    year = year_of(scene)
    if year is not None and figure.period != year:
        return scene.fail("no_such_period", (figure.subject,), (figure.measure,), (figure,), year=year)
    time = next((name for name in ("month", "day") if scene.clause.has("kind", name)), "")
    if time and not scene.catalogue.measures[_formula(scene, figure)[0]].yearly:
        return None
    given = _given(scene, cue)
    units = [unit_named(scene, word.text) for word in scene.clause.words if word.has("unit") and word not in cue.words]
    return Query(
        "product", (figure.id,), (figure.subject,), (figure.measure,), given=given, convert=(units or [""])[-1],
        operator=time,
        inherited=tuple(refs[0] for refs in scene.entities) if scene.inherited_names else (),
    )  # fmt: skip


def counts_off(scene: Scene) -> bool:
    """Whether words count something off: 每亩, 平均一户."""
    return _cue(scene) is not None


def _plainest(scene: Scene, found: list[Signature]) -> Signature | None:
    """The one that is meant: of all, not of some (规上), and of what is first asked in that unit."""
    measures = scene.catalogue.measures
    for part, wanted in ((1, lambda m: not m.subset_of), (0, lambda m: m.primary)):
        kept = [s for s in found if wanted(measures[_formula(scene, s)[part]])]
        found = kept if kept and len(found) > 1 else found
    return found[0] if len(found) == 1 else None


def _asked(scene: Scene) -> frozenset[str]:
    asked = any(sense.kind == "asked" for piece in scene.evidence for sense in piece)
    converted = any(m.has("operator", "convert") and "多少" in m.text for m in scene.clause.words)
    return frozenset(("amount",)) if asked or converted else frozenset()


def _cue(scene: Scene) -> _Cue | None:
    words = scene.clause.words
    for start in range(len(words)):
        held = frozenset(ref.removeprefix(PER) for ref in words[start].refs("kind") if ref.startswith(PER))
        if held:
            spoken = _EACH.fullmatch(words[start].text)
            held |= _counted(scene, spoken["what"], words[start]) if spoken else frozenset()
            return _Cue((words[start],), held)
        for end in range(min(len(words), start + _LONGEST), start, -1):
            match = _EACH.fullmatch("".join(word.text for word in words[start:end]))
            held = _counted(scene, match["what"], words[end - 1]) if match else frozenset()
            if held:
                return _Cue(words[start:end], held)
    return None


def _counted(scene: Scene, what: str, word: Mention) -> frozenset[str]:
    """The measures that count what a word names: 户 companies, 亩 an area, 工人 people."""
    names = [(name, unit) for unit in scene.catalogue.units if unit.spoken for name in (unit.name, *unit.aliases)]
    # 「一个人」 may be one of the people or one who came: 人次.
    units = {unit.dimension for name, unit in names if name.startswith(what) and "/" not in name}
    stated = [m for m in scene.catalogue.measures.values() if m.formula is None]
    of_unit = frozenset(m.id for m in stated if m.dimension in units)
    if of_unit or word.text != what:
        return of_unit
    going = {ref for kind, ref in word.senses if kind in ("measure", "asked", "collocate", "family")}
    return frozenset(m.id for m in stated if m.id in going and m.kind == "count" and m.per_words)


def _formula(scene: Scene, figure: Signature) -> tuple[str, ...]:
    formula = scene.catalogue.measures[figure.measure].formula
    return formula.of if formula is not None else ("", "")


def _is_of(scene: Scene, figure: Signature) -> bool:
    """Whether all names speak of the figure."""
    place = scene.index.order[figure.id]
    return all(place in postings_of(scene.index, piece) for piece in scene.names)


def _candidates(scene: Scene, cue: _Cue) -> list[Signature]:
    """The figures of the subject that divide what is asked for by what is counted off."""
    measures = scene.catalogue.measures
    own = set(cue.words)
    strong = tuple(e for e in scene.strong if not any(content_senses(word) == e for word in own))
    named = {m for m in measures_of(strong, scene.index) if measures[m].formula is None}
    words = [word for word in scene.clause.words if word not in own]
    units = {ref for word in words for ref in word.refs("unit")} | (
        {"money"} if any(_MONEY & set(word.text) for word in words) else set()
    )
    found = [
        s for s in scene.index.signatures
        if s.is_derived and scene.catalogue.is_per_unit(s.measure) and _is_of(scene, s)
        and _formula(scene, s)[1] in cue.measures
    ]  # fmt: skip
    by_name = [s for s in found if _formula(scene, s)[0] in named]
    if by_name:
        return by_name
    # What a tonne costs is no output value by the tonne.
    return [
        s for s in found
        if measures[_formula(scene, s)[0]].dimension in units and measures[_formula(scene, s)[1]].dimension != "mass"
    ]  # fmt: skip


def _goes(scene: Scene, cue: _Cue, figure: Signature) -> bool:
    """Whether each word speaks of the figure or of one of the two that it is worked out from."""
    places = [scene.index.order[i] for i in (figure.id, *figure.inputs)]
    pieces = [content_senses(word) for word in scene.clause.required if not _says_else(word) and word not in cue.words]
    return all(
        any(place in postings_of(scene.index, piece) for place in places) or _is_light(scene, piece, figure)
        for piece in pieces
    )


def _says_else(word: Mention) -> bool:
    """Whether a word names somebody, or the shorter time that the figure is told by."""
    return word.has("name") or bool({"month", "day"} & set(word.refs("kind")))


def _is_light(scene: Scene, piece: Evidence, figure: Signature) -> bool:
    """Whether a word only goes with what is told in words (做, 拉), or asks for an amount of the same unit (能产多少)."""
    measures = scene.catalogue.measures
    dimension = measures[_formula(scene, figure)[0]].dimension
    weak = all(kind == "collocate" and measures[ref].kind not in NUMERIC_KINDS for kind, ref in piece)
    money = dimension == "money" and all(kind in ("collocate", "term") for kind, _ in piece) and _is_money(scene, piece)
    return weak or money or any(kind == "asked" and measures[ref].dimension == dimension for kind, ref in piece)


def _is_money(scene: Scene, piece: Evidence) -> bool:
    return any(content_senses(word) == piece and _MONEY & set(word.text) for word in scene.clause.words)


def _given(scene: Scene, cue: _Cue) -> tuple[Claim, ...]:
    texts = {word.text for word in cue.words}
    return tuple(claim for claim in claimed_numbers(scene) if claim.text not in texts)
