"""Authors' forms → entities and facts, with names and references checked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from bot.knowledge.catalogue import Catalogue
from bot.knowledge.errors import Problem, shown
from bot.knowledge.model import NUMERIC_KINDS, Entity, Fact, ItemGroup, Items, Measure, Source, Text, Value
from bot.knowledge.names import NameRegister
from bot.knowledge.quantity import FigureError, Quantity, Unit, read_quantity
from bot.knowledge.schema import (
    CityFile,
    FactForm,
    ItemForm,
    NamedForm,
    PartForm,
    StatementForm,
    TownFile,
)
from bot.knowledge.yaml_source import YamlPath, YamlSource

SHARED_KINDS = frozenset(("market", "place", "region"))
"""Kinds whose items are the same thing wherever they are listed: 美国 is one market, not one a town."""
_PERIOD = re.compile(r"[0-9]{4}(/[0-9]{4})?")
_STATEMENT_KEYS = frozenset(("terms", "at", "attributed", "status"))


class Compiler:
    """Collects entities and facts; `problems` says what was wrong on the way."""

    def __init__(self, units: tuple[Unit, ...], measures: dict[str, Measure]) -> None:
        self.units = units
        self.measures = measures
        self.entities: dict[str, Entity] = {}
        self.names = NameRegister(measures.values())
        self.facts: list[Fact] = []
        self.sources: dict[str, Source] = {}
        self.levels: tuple[Entity, ...] = ()
        self.classes: tuple[Entity, ...] = ()
        self.city = ""
        self.problems: list[Problem] = []
        self._fact_ids: dict[str, int] = {}

    def add_city(self, form: CityFile, source: YamlSource) -> None:
        """The city, its counties, levels, classes and own facts."""
        self.city = form.city.id
        for item in form.sources:
            self.sources[item.id] = Source(item.id, item.title, item.authors, item.dated, item.note, item.short)
        self._entity(Entity(form.city.id, "city", **_names(form.city)), source, ("city",))
        for index, county in enumerate(form.counties):
            entity = Entity(county.id, "county", **_names(county), part_of=form.city.id)
            self._entity(entity, source, ("counties", index))
        self.levels = tuple(Entity(level.id, "level", **_names(level)) for level in form.levels)
        self.classes = tuple(Entity(item.id, "class", **_names(item)) for item in form.classes)
        for index, source_form in enumerate(form.sources):
            entity = Entity(f"source-{source_form.id}", "source", source_form.title, quoted=True)
            self._entity(entity, source, ("sources", index))
        self._body(form.city.id, form.facts, form.statements, form.parts, source, ())

    def add_town(self, form: TownFile, source: YamlSource) -> None:
        """A town with all that belongs to it."""
        head = form.town
        if head.county not in self.entities or self.entities[head.county].kind != "county":
            known = "、".join(entity.id for entity in self.entities.values() if entity.kind == "county")
            self._complain(
                source, ("town", "county"), f"县区「{head.county}」没有声明", f"写 city.yaml 里的县区 id:{known}"
            )
            return
        if head.level not in {level.id for level in self.levels}:
            known = "、".join(level.id for level in self.levels)
            self._complain(source, ("town", "level"), f"级别「{head.level}」没有声明", f"写其中之一:{known}")
            return
        self._check_classes(head.classes, source, ("town", "classes"))
        town = Entity(head.id, "town", **_names(head), part_of=head.county, level=head.level, classes=head.classes)
        if not self._entity(town, source, ("town",)):
            return
        level = next(item for item in self.levels if item.id == head.level)
        for measure, text in (("level", f"{level.name}专业镇"), ("county", self.entities[head.county].name)):
            if measure in self.measures:
                self._fact(town.id, measure, Text(text), source, ("town",), {})
        self._body(town.id, form.facts, form.statements, form.parts, source, ())

    def finish(self) -> Catalogue:
        """The catalogue of all that was added."""
        self.problems += self.names.problems
        for fact in self.facts:
            for reference in (fact.base, fact.subset_of):
                if reference and reference not in self.measures and reference not in self._fact_ids:
                    what = f"提到的指标「{reference}」没有声明"
                    self.problems.append(Problem(fact.file, fact.line, what, "写一个已声明的指标 id"))
        return Catalogue(
            self.city,
            self.entities,
            self.measures,
            self.units,
            self.sources,
            tuple(self.facts),
            self.levels,
            self.classes,
        )

    def _body(
        self,
        subject: str,
        facts: Iterable[FactForm],
        statements: Iterable[StatementForm],
        parts: Iterable[PartForm],
        source: YamlSource,
        path: YamlPath,
    ) -> None:
        # Parts first: lists of the whole may name them.
        for index, part in enumerate(parts):
            here = (*path, "parts", index)
            self._check_classes(part.classes, source, here)
            entity = Entity(
                f"{subject}/{part.id}",
                part.kind,
                **_names(part),
                part_of=subject,
                classes=part.classes,
                quoted=part.quoted,
            )
            if self._entity(entity, source, here):
                self._body(entity.id, part.facts, part.statements, part.parts, source, here)
        for index, form in enumerate(facts):
            self._add_fact(subject, form, source, (*path, "facts", index))
        for index, statement in enumerate(statements):
            self._add_statement(subject, statement, index, source, (*path, "statements", index))

    def _add_fact(self, subject: str, form: FactForm, source: YamlSource, path: YamlPath) -> None:
        measure = self.measures.get(form.measure)
        if measure is None:
            self._complain(
                source, (*path, "measure"), f"指标「{form.measure}」没有声明", self._near_measure(form.measure)
            )
            return
        value = self._value(subject, measure, form, source, path)
        if value is None:
            return
        dimensions: list[tuple[str, str]] = []
        for name, item in form.dimensions.items():
            kinds = sorted({measure.item_kind for measure in self.measures.values() if measure.item_kind})
            if name not in kinds:
                here = (*path, "dimensions", name)
                self._complain(
                    source, here, f"没有「{name}」这种维度", f"写清单指标的 item_kind 之一:{'、'.join(kinds)}"
                )
                continue
            entity = self._item(subject, ItemForm(name=item), name, source, (*path, "dimensions", name))
            dimensions.append((name, entity))
        period = None if form.period is None else str(form.period)
        if period is not None and not _PERIOD.fullmatch(period):
            self._complain(
                source,
                (*path, "period"),
                f"「{period}」不是年份",
                "写四位数的年份,如 2024;两年写 2019/2023;没有年份就不写",
            )
            return
        details = form.model_dump(include={
            "period_text", "scope", "base", "subset_of", "covers", "basis", "per", "statistic", "status", "stage",
            "attributed", "terms", "at",
        })  # fmt: skip
        details |= {"dimensions": tuple(dimensions), "period": period, "source": form.source}
        self._fact(subject, measure.id, value, source, path, details, form.id)

    def _value(
        self, subject: str, measure: Measure, form: FactForm, source: YamlSource, path: YamlPath
    ) -> Value | None:
        given = [key for key in ("value", "text", "items", "groups") if getattr(form, key) not in (None, ())]
        if len(given) != 1 and given != ["items", "groups"]:
            self._complain(source, path, "要写 value、text、items 之一", "数写 value,短句写 text,清单写 items")
            return None
        if form.value is not None and measure.kind not in NUMERIC_KINDS:
            self._complain(source, path, f"指标「{measure.name}」不是数", "短句写 text: …,清单写 items: [...]")
            return None
        if form.text is not None and measure.kind == "list":
            self._complain(source, path, f"指标「{measure.name}」要一个清单", "写 items: [...]")
            return None
        if form.value is not None:
            return self._quantity(measure, str(form.value), source, (*path, "value"))
        if measure.kind in NUMERIC_KINDS:
            self._complain(source, path, f"指标「{measure.name}」要一个数", "写 value: …")
            return None
        if form.text is not None:
            return Text(form.text, form.quoted)
        kind = measure.item_kind or "item"
        groups = tuple(
            ItemGroup(group.name, self._items(subject, group.items, kind, source, (*path, "groups", index, "items")))
            for index, group in enumerate(form.groups)
        )
        items = self._items(subject, form.items, kind, source, (*path, "items"))
        every = (*(item for group in groups for item in group.items), *items)
        return Items(tuple(dict.fromkeys(every)), form.open, groups)

    def _quantity(self, measure: Measure, text: str, source: YamlSource, path: YamlPath) -> Quantity | None:
        try:
            quantity = read_quantity(text, self.units)
        except FigureError as error:
            self._complain(source, path, str(error), "照原文写数和单位,如 6600余万元;新单位先写进 units.yaml")
            return None
        dimension = quantity.unit.dimension if quantity.unit else ""
        if measure.kind in NUMERIC_KINDS and dimension != measure.dimension:
            wanted = "、".join(unit.name for unit in self.units if unit.dimension == measure.dimension) or "无单位"
            what = f"「{text}」的单位和指标「{measure.name}」不合"
            self._complain(source, path, what, f"这个指标的单位是:{wanted}")
            return None
        return quantity

    def _items(
        self, subject: str, items: Iterable[str | ItemForm], kind: str, source: YamlSource, path: YamlPath
    ) -> tuple[str, ...]:
        made: list[str] = []
        for index, item in enumerate(items):
            form = ItemForm(name=item) if isinstance(item, str) else item
            made.append(self._item(subject, form, kind, source, (*path, index)))
        return tuple(made)

    def _item(self, subject: str, form: ItemForm, kind: str, source: YamlSource, path: YamlPath) -> str:
        """The entity of a listed name: one that is declared, a shared one, or a new one below the subject."""
        kind = form.kind or kind
        known = self._declared(subject, form.name)
        if known is not None:
            return known
        shared = kind in SHARED_KINDS
        entity_id = f"{kind}/{form.name}" if shared else f"{subject}/{form.id or form.name}"
        if entity_id in self.entities:
            return entity_id
        quoted = kind in ("honour", "document", "code")
        parent = None if shared else subject
        entity = Entity(entity_id, kind, form.name, form.aliases, form.english, parent, quoted=quoted)
        self._entity(entity, source, path, listed=True)
        return entity_id

    def _declared(self, subject: str, name: str) -> str | None:
        """The id of an entity with that name below the subject or its town."""
        whole = subject
        while self.entities[whole].part_of and self.entities[whole].kind not in ("town", "city"):
            whole = str(self.entities[whole].part_of)
        for entity_id in self.names.holders(name):
            if entity_id == whole or entity_id.startswith(f"{whole}/"):
                return entity_id
        return None

    def _add_statement(self, subject: str, form: StatementForm, index: int, source: YamlSource, path: YamlPath) -> None:
        relations: dict[str, Any] = dict(form.model_extra or {})
        if not relations:
            self._complain(source, path, "这条陈述没有内容", "写上关系和短句,如 basis: 太行山资源")
        for relation, text in relations.items():
            measure = self.measures.get(relation)
            here = (*path, relation)
            if measure is None or measure.kind in NUMERIC_KINDS or measure.kind == "list":
                self._complain(source, here, f"关系「{relation}」没有声明", self._near_measure(relation))
                continue
            if not isinstance(text, str) or not text.strip():
                self._complain(source, here, f"关系「{relation}」要写一句短文", "写成文字")
                continue
            details = form.model_dump(include=set(_STATEMENT_KEYS))
            details["group"] = f"{subject}#{index}"
            self._fact(subject, relation, Text(text.strip()), source, here, details)

    def _fact(
        self,
        subject: str,
        measure: str,
        value: Value,
        source: YamlSource,
        path: YamlPath,
        details: dict[str, Any],
        fact_id: str | None = None,
    ) -> None:
        base = fact_id or "/".join(
            (subject, measure, *(item.rsplit("/", 1)[-1] for _, item in details.get("dimensions", ())))
        )
        count = self._fact_ids[base] = self._fact_ids.get(base, 0) + 1
        if count > 1 and fact_id:
            self._complain(source, path, f"事实 id「{fact_id}」重复", "换一个 id")
        unique = base if count == 1 else f"{base}~{count}"
        cited = details.pop("source", None) or next(iter(self.sources), "")
        if cited not in self.sources:
            self._complain(source, (*path, "source"), f"来源「{cited}」没有声明", "写 city.yaml 里 sources 的 id")
        line = source.line(path)
        self.facts.append(Fact(unique, subject, measure, value, cited, **details, file=shown(source.path), line=line))

    def _entity(self, entity: Entity, source: YamlSource, path: YamlPath, listed: bool = False) -> bool:
        if entity.id in self.entities:
            self._complain(source, path, f"id「{entity.id}」已经用过", "换一个 id")
            return False
        self.entities[entity.id] = entity
        self.names.register(entity, source, path, listed)
        return True

    def _check_classes(self, classes: Iterable[str], source: YamlSource, path: YamlPath) -> None:
        known = {item.id for item in self.classes}
        for item in classes:
            if item not in known:
                self._complain(source, path, f"类别「{item}」没有声明", f"写其中之一:{'、'.join(sorted(known))}")

    def _near_measure(self, name: str) -> str:
        import difflib

        near = difflib.get_close_matches(name, self.measures, n=1)
        return f"是不是想写「{near[0]}」?" if near else "先在 knowledge/measures/ 里声明它"

    def _complain(self, source: YamlSource, path: YamlPath, what: str, fix: str) -> None:
        self.problems.append(source.problem(path, what, fix))


def _names(form: NamedForm) -> dict[str, Any]:
    return {"name": form.name, "aliases": form.aliases, "english": form.english, "short": form.short}
