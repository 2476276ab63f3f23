"""One change of the YAML: what to add to which list of which file."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any

from bot.knowledge.yaml_source import YamlPath

TO_FILL = "〔照原文填〕"
"""Stands where only the source can say what belongs there; `bot check` stumbles over it until it is filled."""


@dataclass(frozen=True, slots=True)
class Fix:
    """Entries to add to one list of one file."""

    file: str
    path: YamlPath
    """The way to the mapping that holds the list."""
    key: str
    entries: tuple[Any, ...]
    when: str
    """On what condition it is right, in Chinese: only a person who knows the source can tell."""
    of: str = ""
    """What the list is of, as a person calls it; empty for a list that is of the whole file."""
    tried: str = ""
    """The question with a known word in the place of the new one, when that is answered."""

    @property
    def is_ready(self) -> bool:
        """Whether it can be written as it stands."""
        return TO_FILL not in self.yaml

    @property
    def yaml(self) -> str:
        """The entries under their key."""
        import yaml

        text: str = yaml.dump(
            {self.key: list(copy.deepcopy(self.entries))},
            allow_unicode=True,
            default_flow_style=None,
            sort_keys=False,
            width=110,
        )
        return text.rstrip()

    def added_to(self, document: Any) -> Any:
        """The value of the file with the entries in it."""
        changed = copy.deepcopy(document) if document is not None else {}
        holder = changed
        for step in self.path:
            holder = holder[step]
        known = list(holder.get(self.key) or ())
        holder[self.key] = [*known, *(entry for entry in self.entries if entry not in known)]
        return changed

    def as_json(self) -> dict[str, Any]:
        """For programs that edit the files."""
        return {
            "file": self.file,
            "path": list(self.path),
            "key": self.key,
            "add": list(self.entries),
            "yaml": self.yaml,
            "when": self.when,
            "ready": self.is_ready,
            "tried": self.tried or None,
        }
