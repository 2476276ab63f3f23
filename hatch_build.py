"""Makes the snapshot of the shipped city when the wheel is built, so that the first start after an install is a fast one."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class SnapshotHook(BuildHookInterface[Any]):
    """Adds bot/_data/world.bin to the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Read the YAML and write what it comes to; an editable install makes its own snapshots, since files change."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from bot.world import city_folder, read_world, snapshot_of

        folder = city_folder()
        path = Path(tempfile.mkdtemp()) / "world.bin"
        path.write_bytes(snapshot_of(folder).packed(read_world(folder)))
        build_data["force_include"][str(path)] = "bot/_data/world.bin"
