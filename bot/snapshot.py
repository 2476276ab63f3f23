"""A cold start without reading YAML: what the files came to, kept until one of them changes.

Reading and checking the YAML, tagging words and making the tables takes a second; a stored snapshot loads in some ten
milliseconds. It is named after the sizes and times of all files that it was made from, lies in the user's own
cache folder, and holds only values of this package: anything else in it is refused.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import pickle
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_SUFFIXES = (".yaml", ".py")
_ALLOWED = {("fractions", "Fraction"), ("collections", "OrderedDict"), ("builtins", "frozenset"), ("builtins", "set")}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Where a snapshot lies."""

    path: Path

    @classmethod
    def of(cls, folders: Iterable[Path]) -> Snapshot:
        """The snapshot of all YAML and Python files below some folders, as they are now."""
        digest = hashlib.sha256(sys.version.encode())
        for path in sorted({path for folder in folders for path in _files(folder)}):
            status = path.stat()
            digest.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
        return cls(_cache_folder() / f"world-{digest.hexdigest()[:24]}.bin")

    def read(self) -> object | None:
        """What was stored; None when there is nothing or it can't be used."""
        try:
            stored: object = _Unpickler(io.BytesIO(self.path.read_bytes())).load()
            return stored
        except Exception:  # a snapshot is only a short cut: whatever is wrong with one, the YAML is still there
            return None

    def write(self, value: object) -> None:
        """Store a value, and remove snapshots of earlier states. A cache that can't be written is no error."""
        with contextlib.suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            for old in self.path.parent.glob("world-*.bin"):
                if old != self.path:
                    _retire(old)
            with tempfile.NamedTemporaryFile(dir=self.path.parent, delete=False) as file:
                file.write(pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL))
            Path(file.name).replace(self.path)


_KEPT_SECONDS = 7 * 24 * 3600


def _retire(path: Path) -> None:
    """Remove a snapshot that has not been made lately: another city's may still be in use."""
    import time

    if time.time() - path.stat().st_mtime > _KEPT_SECONDS:
        path.unlink()


def _files(folder: Path) -> Iterable[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith((".", "__"))]
        for name in names:
            if name.endswith(_SUFFIXES):
                yield Path(root, name)


def _cache_folder() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("specialty-town-bot", appauthor=False)


class _Unpickler(pickle.Unpickler):
    """Loads values of this package and a few plain ones, nothing that could run code of others."""

    def find_class(self, module: str, name: str) -> object:
        if module.partition(".")[0] == "bot" or (module, name) in _ALLOWED:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} has no place in a snapshot")
