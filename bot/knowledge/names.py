"""Who holds which name; refuses names that two different things would answer to."""

from __future__ import annotations

from collections.abc import Iterable

from bot.knowledge.errors import Problem
from bot.knowledge.model import Entity, Measure
from bot.knowledge.yaml_source import YamlPath, YamlSource


class NameRegister:
    """Names seen so far with their holders."""

    def __init__(self, measures: Iterable[Measure] = ()) -> None:
        self._measures = {name: measure.name for measure in measures for name in (measure.name, *measure.names)}
        self.problems: list[Problem] = []
        self._holders: dict[str, list[str]] = {}
        self._declared: dict[str, tuple[str, str]] = {}

    def register(self, entity: Entity, source: YamlSource, path: YamlPath, listed: bool) -> None:
        """Note an entity's names.

        Listed items may share a name with other items (two towns may make one product); declared entities may not
        share one with another declared entity.
        """
        for name in dict.fromkeys((entity.name, *entity.aliases, *((entity.short,) if entity.short else ()))):
            self._holders.setdefault(name, []).append(entity.id)
            if listed or entity.kind == "source":
                continue
            problem = source.problem(path, "", "")
            measure = self._measures.get(name)
            if measure is not None:
                # An entity called like a measure would make every question for the measure one about itself.
                what = f"名字「{name}」已是指标「{measure}」的叫法"
                self.problems.append(Problem(problem.file, problem.line, what, "换一个更具体的叫法,如带上镇名"))
                continue
            known = self._declared.get(name)
            if known is not None and known[0] != entity.id:
                what = f"名字「{name}」已是「{known[0]}」的({known[1]})"
                self.problems.append(Problem(problem.file, problem.line, what, "去掉其中一个,或换一个更具体的叫法"))
                continue
            self._declared[name] = (entity.id, f"{problem.file}:{problem.line}")

    def holders(self, name: str) -> tuple[str, ...]:
        """Ids of the entities with that name."""
        return tuple(self._holders.get(name, ()))
