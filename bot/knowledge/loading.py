"""YAML files → catalogue, with every mistake of every file reported at once."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from bot.knowledge.catalogue import Catalogue
from bot.knowledge.compiling import Compiler
from bot.knowledge.derivation import derived_measures
from bot.knowledge.errors import KnowledgeError, Problem, shown
from bot.knowledge.messages import validation_problem
from bot.knowledge.model import Formula, Measure, Topic
from bot.knowledge.phrases import expand
from bot.knowledge.quantity import Unit
from bot.knowledge.schema import (
    CityFile,
    EnglishFile,
    Form,
    MeasureForm,
    MeasuresFile,
    TownFile,
    UnitForm,
    UnitsFile,
)
from bot.knowledge.yaml_source import YamlPath, YamlSource, read_yaml

F = TypeVar("F", bound=Form)


@dataclass(slots=True)
class _Reading:
    """Problems gathered while the files of a fact base are read."""

    problems: list[Problem] = field(default_factory=list)

    def form(self, source: YamlSource, model: type[F]) -> F | None:
        self.problems += source.problems
        if source.value is None:
            if not source.problems:
                self.problems.append(Problem(shown(source.path), 0, "文件是空的", "写上内容,或删掉这个文件"))
            return None
        try:
            return model.model_validate(source.value)
        except ValidationError as error:
            details = error.errors()
            self.problems += [validation_problem(source, detail) for detail in details]
        try:
            # What is wrong in form is set aside, so that mistakes of meaning in the rest are reported with it.
            return model.model_validate(without(source.value, [detail["loc"] for detail in details]))
        except ValidationError:
            return None


def without(value: Any, places: Iterable[YamlPath]) -> Any:
    """A value without the list items, or top-level keys, in which some places lie."""
    kept: Any = copy.deepcopy(value)
    for place in sorted(set(places), key=str, reverse=True):
        depth = max((index for index, step in enumerate(place) if isinstance(step, int)), default=-1)
        cut = place[: depth + 1] if depth >= 0 else place[:1]
        holder = kept
        try:
            for step in cut[:-1]:
                holder = holder[step]
            if depth >= 0:
                holder[cut[-1]] = _GONE
            else:
                holder.pop(cut[-1])
        except (KeyError, IndexError, TypeError):
            continue
    return _cleaned(kept)


_GONE = object()


def _cleaned(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _cleaned(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_cleaned(item) for item in value if item is not _GONE]
    return value


def load_catalogue(city: Path) -> Catalogue:
    """Read a city's folder and the shared vocabulary beside it.

    Args:
        city: folder with city.yaml and towns/; measures/ and units.yaml are looked for in it and in its parent.

    Raises:
        KnowledgeError: with every problem of every file.
    """
    reading = _Reading()
    shared = city.parent
    reading.problems += _unread_files((city, city / "towns", city / "measures", shared / "measures"))
    units = _units(reading, [shared / "units.yaml", city / "units.yaml"])
    files = _measure_files(reading, city)
    topics = _topics(reading, files)
    measures = _measures(reading, files, topics)
    compiler = Compiler(units, measures)
    city_path = city / "city.yaml"
    if not city_path.is_file():
        problem = Problem(shown(city_path), 0, "没有这个文件", "写一个 city.yaml,写明城市、来源、级别和县区")
        raise KnowledgeError((*reading.problems, problem))
    city_source = read_yaml(city_path)
    city_form = reading.form(city_source, CityFile)
    if city_form is None:
        # The towns can't be put together without their city, but what is wrong in their form is told all the same.
        for path in sorted((city / "towns").glob("*.yaml")):
            reading.form(read_yaml(path), TownFile)
        raise KnowledgeError(tuple(reading.problems))
    compiler.add_city(city_form, city_source)
    for path in _town_paths(city, city_form.order, city_source, reading):
        source = read_yaml(path)
        town = reading.form(source, TownFile)
        if town is not None:
            compiler.add_town(town, source)
    english = _english(reading, [shared / "english.yaml", city / "english.yaml"])
    catalogue = replace(compiler.finish(), english=english, topics=topics)
    problems = (*reading.problems, *compiler.problems)
    if problems:
        raise KnowledgeError(tuple(problems))
    return catalogue


def _unread_files(folders: Iterable[Path]) -> Iterator[Problem]:
    """Files that look like facts and would not be read: their names end otherwise."""
    for folder in folders:
        for path in sorted(folder.glob("*.yml")):
            yield Problem(shown(path), 0, "文件名不是以 .yaml 结尾,不会读它", f"改名为 {path.stem}.yaml")


def _town_paths(city: Path, order: tuple[str, ...], source: YamlSource, reading: _Reading) -> list[Path]:
    """The files of the towns, in the order that the city gives them."""
    paths = sorted((city / "towns").glob("*.yaml"))
    known = {path.stem for path in paths}
    for index, name in enumerate(order):
        if name not in known:
            fix = "写 towns/ 里一个文件的名字,不带 .yaml"
            reading.problems.append(source.problem(("order", index), f"没有文件「towns/{name}.yaml」", fix))
    places = {name: place for place, name in enumerate(order)}
    return sorted(paths, key=lambda path: (places.get(path.stem, len(places)), path))


def _english(reading: _Reading, paths: list[Path]) -> dict[str, tuple[str, ...]]:
    """What the texts of the YAML are in English; a city's own file comes before the shared one."""
    found: dict[str, tuple[str, ...]] = {}
    for path in paths:
        if path.is_file():
            form = reading.form(read_yaml(path), EnglishFile)
            for chinese, english in (form.english if form else {}).items():
                found[chinese] = (english,) if isinstance(english, str) else english
    return found


def _units(reading: _Reading, paths: list[Path]) -> tuple[Unit, ...]:
    units: list[Unit] = []
    for path in paths:
        if not path.is_file():
            continue
        source = read_yaml(path)
        form = reading.form(source, UnitsFile)
        for index, unit in enumerate(form.units if form else ()):
            made = _unit(unit)
            if made is None:
                place: Any = ("units", index, "factor")
                reading.problems.append(
                    source.problem(place, f"换算倍数「{unit.factor}」不是数", '写整数,或 "1/2"、"0.5"')
                )
            else:
                units.append(made)
    return tuple(units)


def _unit(form: UnitForm) -> Unit | None:

    try:
        factor = Fraction(str(form.factor))
    except (ValueError, ZeroDivisionError):
        return None
    return Unit(form.name, form.dimension, factor, form.aliases, form.english, form.spoken)


def measures_without_topic(city: Path) -> tuple[Problem, ...]:
    """The measures that declare no topic: their facts are browsed under the last one, where nobody looks for them."""
    files = _measure_files(_Reading(), city)
    topics = "、".join(topic.id for _, file in files for topic in file.topics)
    fix = f"写上 topic: …,其中之一:{topics}" if topics else "先写 topics,再给它写上 topic: …"
    return tuple(
        source.problem(("measures", index), f"指标「{form.id}」没有写主题", fix)
        for source, file in files
        for index, form in enumerate(file.measures)
        if not form.topic
    )


def _measure_files(reading: _Reading, city: Path) -> list[tuple[YamlSource, MeasuresFile]]:
    """The files of measures and topics: the shared ones, then the city's own."""
    folders = (city.parent / "measures", city / "measures")
    sources = [read_yaml(path) for folder in folders for path in sorted(folder.glob("*.yaml"))]
    return [(source, form) for source in sources if (form := reading.form(source, MeasuresFile)) is not None]


def _topics(reading: _Reading, files: list[tuple[YamlSource, MeasuresFile]]) -> tuple[Topic, ...]:
    topics: dict[str, Topic] = {}
    for source, file in files:
        for index, form in enumerate(file.topics):
            if form.id in topics:
                what = f"主题「{form.id}」已经声明过"
                reading.problems.append(source.problem(("topics", index, "id"), what, "换一个 id,或删掉其中一个"))
            topics.setdefault(form.id, Topic(form.id, form.name, form.english))
    return tuple(topics.values())


def _measures(
    reading: _Reading, files: list[tuple[YamlSource, MeasuresFile]], topics: tuple[Topic, ...]
) -> dict[str, Measure]:
    measures: dict[str, Measure] = {}
    where: dict[str, str] = {}
    named: dict[str, str] = {}
    forms: list[tuple[YamlSource, int, MeasureForm]] = []
    for source, file in files:
        forms += [(source, index, measure) for index, measure in enumerate(file.measures)]
    known = {form.id for _, _, form in forms}
    browsed = {topic.id for topic in topics}
    for source, index, form in forms:
        if form.id in measures:
            fix = "换一个 id,或删掉其中一个"
            reading.problems.append(
                source.problem(("measures", index, "id"), f"指标「{form.id}」已在{where[form.id]}声明", fix)
            )
            continue
        twin = named.get(form.name)
        if twin is not None:
            fix = "换一个名字:回答里要分得清是哪一个"
            reading.problems.append(
                source.problem(("measures", index, "name"), f"指标名「{form.name}」已在{where[twin]}用了", fix)
            )
        named.setdefault(form.name, form.id)
        references = (form.subset_of, *(form.formula.of if form.formula else ()))
        for reference in references:
            if reference and reference not in known:
                fix = "写一个已声明的指标 id"
                reading.problems.append(source.problem(("measures", index), f"提到的指标「{reference}」没有声明", fix))
        if form.topic and form.topic not in browsed:
            what, fix = f"主题「{form.topic}」没有声明", f"写其中之一:{'、'.join(topic.id for topic in topics)}"
            reading.problems.append(source.problem(("measures", index, "topic"), what, fix))
        where[form.id] = f"{shown(source.path)}:{source.line(('measures', index))}"
        measures[form.id] = _measure(form)
    return measures | derived_measures(measures)


def _measure(form: MeasureForm) -> Measure:
    formula = Formula(form.formula.operation, form.formula.of) if form.formula else None
    values = form.model_dump(exclude={"formula"})
    for words in ("names", "collocates", "asked"):
        values[words] = tuple(dict.fromkeys(word for phrase in values[words] for word in expand(phrase)))
    return Measure(**values, formula=formula)
