"""Measures that follow from others by rule: so much for each of these (户均产值), a part's share of them (规上企业占比),
what is no such part (非规上企业数), so much a month or a day (产值平均每月).

The words for it stand with the measure that figures are divided by (`per_words`, `share_words`, `rest_words`), so that a measure added
by YAML has its figures per head and its shares at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from bot.knowledge.model import Formula, Measure

_DIVISIBLE = frozenset(("amount", "count"))
_TIMES: tuple[tuple[Literal["monthly", "daily"], str, str], ...] = (
    ("monthly", "平均每月", "per month"),
    ("daily", "平均每天", "per day"),
)
"""By which shorter times a yearly figure is told, and how its name says so."""


def derived_measures(measures: Mapping[str, Measure]) -> dict[str, Measure]:
    """The measures that follow from declared ones."""
    made: dict[str, Measure] = {}
    declared = {m.formula.of for m in measures.values() if m.formula is not None and m.formula.operation == "divide"}
    for divisor in measures.values():
        if divisor.per_words:
            for measure in measures.values():
                if _may_be_divided(measure, divisor) and (measure.id, divisor.id) not in declared:
                    made[f"{measure.id}_per_{divisor.id}"] = _per(measure, divisor)
        if divisor.share_words:
            for part in measures.values():
                if part.subset_of == divisor.id:
                    made[f"{part.id}_ratio"] = _share(part, divisor)
        if divisor.rest_words:
            for part in measures.values():
                if part.subset_of == divisor.id:
                    made[f"{part.id}_rest"] = _rest(part, divisor)
                    made[f"{part.id}_rest_ratio"] = _rest_share(part, divisor)
    yearly = [measure for measure in measures.values() if measure.yearly and measure.formula is None]
    made |= {f"{measure.id}_{time[0]}": _over_time(measure, *time) for measure in yearly for time in _TIMES}
    return {name: measure for name, measure in made.items() if name not in measures}


def _may_be_divided(measure: Measure, divisor: Measure) -> bool:
    return (
        measure.additive and measure.formula is None and measure.kind in _DIVISIBLE
        and measure.id != divisor.id and measure.dimension != divisor.dimension and not measure.subset_of
    )  # fmt: skip


def _per(measure: Measure, divisor: Measure) -> Measure:
    names = tuple(f"{word}{name}" for word in divisor.per_words for name in (measure.name, *measure.names))
    return Measure(
        id=f"{measure.id}_per_{divisor.id}",
        name=f"{divisor.per_words[0]}{measure.name}",
        kind=measure.kind,
        names=tuple(dict.fromkeys(names)),
        collocates=tuple(dict.fromkeys((*divisor.per_words, measure.name, *measure.names, *measure.collocates))),
        dimension=measure.dimension,
        formula=Formula("divide", (measure.id, divisor.id)),
        english=tuple(f"{name} per {each}" for each in divisor.english_each for name in measure.english),
    )


def _over_time(measure: Measure, operation: Literal["monthly", "daily"], name: str, english: str) -> Measure:
    """A yearly figure by the month or the day."""
    return Measure(
        id=f"{measure.id}_{operation}",
        name=f"{measure.name}{name}",
        kind=measure.kind,
        collocates=tuple(dict.fromkeys((measure.name, *measure.names, *measure.families, *measure.collocates))),
        dimension=measure.dimension,
        formula=Formula(operation, (measure.id,)),
        english=tuple(f"{one} {english}" for one in measure.english),
    )


def _rest(part: Measure, whole: Measure) -> Measure:
    """All that are no such part: 非规上企业数."""
    names = _rest_names(part, whole)
    return Measure(
        id=f"{part.id}_rest",
        name=names[0],
        kind=part.kind,
        names=names[1:],
        collocates=tuple(dict.fromkeys((whole.name, *whole.names, *whole.collocates))),
        dimension=part.dimension,
        formula=Formula("subtract", (whole.id, part.id)),
    )


def _rest_share(part: Measure, whole: Measure) -> Measure:
    """What share of the whole is no such part: 非规上企业占比."""
    names = _rest_names(part, whole)
    every = tuple(f"{name}{word}" for word in whole.share_words for name in names)
    return Measure(
        id=f"{part.id}_rest_ratio",
        name=f"{names[0].removesuffix('数')}{whole.share_words[0] if whole.share_words else ''}",
        kind="share",
        names=every,
        collocates=tuple(dict.fromkeys((*names, whole.name, *whole.names, *whole.collocates, *whole.share_words))),
        dimension="share",
        formula=Formula("rest", (part.id, whole.id)),
    )


def _rest_names(part: Measure, whole: Measure) -> tuple[str, ...]:
    prefixed = (f"{word}{name}" for word in whole.rest_words for name in (part.name, *part.names))
    return tuple(dict.fromkeys((*part.rest_words, *prefixed)))


def _share(part: Measure, whole: Measure) -> Measure:
    stem = part.name.removesuffix("数")
    names = tuple(f"{name}{word}" for word in whole.share_words for name in (stem, part.name, *part.names))
    return Measure(
        id=f"{part.id}_ratio",
        name=f"{stem}{whole.share_words[0]}",
        kind="share",
        names=tuple(dict.fromkeys(names)),
        collocates=tuple(
            dict.fromkeys(
                (stem, part.name, *part.names, whole.name, *whole.names, *whole.collocates, *whole.share_words)
            )
        ),
        dimension="share",
        formula=Formula("divide", (part.id, whole.id)),
        english=tuple(
            f"{opening}{name}{closing}"
            for name in part.english[:1]
            if whole.english_each
            for opening, closing in (
                ("", f" as a share of all {whole.english_each[0]}s"),
                ("share of ", ""),
                ("percentage of ", ""),
            )
        ),
    )
