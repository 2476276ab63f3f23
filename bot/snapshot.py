"""A cold start without reading YAML: what the files came to, kept until one of them changes.

Reading and checking the YAML, tagging words and making the tables of pinyin takes over a second; a stored snapshot loads
in some ten milliseconds. It is named after the contents of all files that it was made from. One is made when the wheel is
built and ships in it; others lie in the user's own cache folder. A snapshot holds only values of this package: anything
else in it is refused.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import io
import os
import pickle
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar, cast

T = TypeVar("T")
_SUFFIXES = (".yaml", ".py", ".tsv")
_ALLOWED = {("fractions", "Fraction"), ("collections", "OrderedDict"), ("builtins", "frozenset"), ("builtins", "set"),
            ("array", "array"), ("array", "_array_reconstructor")}  # fmt: skip
_KEPT_SECONDS = 7 * 24 * 3600
_KEY_LENGTH = 64


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The stored form of what a set of files came to."""

    key: str
    """SHA-256 of the files, in hexadecimal."""
    shipped: Path
    """Where the wheel has its snapshot, which is of use when its key is this one."""

    @classmethod
    def of(cls, folders: Iterable[Path], shipped: Path) -> Snapshot:
        """The snapshot of all data and Python files below some folders, as they are now."""
        digest = hashlib.sha256()
        for place, folder in enumerate(folders):
            for path in sorted(_files(folder)):
                digest.update(f"{place}\0{path.relative_to(folder)}\0".encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
        return cls(digest.hexdigest(), shipped)

    @property
    def path(self) -> Path:
        """Where a snapshot that this machine made lies."""
        return _cache_folder() / f"world-{self.key[:24]}.bin"

    def read(self) -> object | None:
        """What was stored; None when there is nothing or it can't be used."""
        for path in (self.shipped, self.path):
            stored = self._read(path)
            if stored is not None:
                return stored
        return None

    def _read(self, path: Path) -> object | None:
        try:
            with path.open("rb") as file:
                if file.read(_KEY_LENGTH).decode("ascii") != self.key:
                    return None
                return _loaded(file.read())
        except Exception:  # a snapshot is only a short cut: whatever is wrong with one, the YAML is still there
            return None

    def write(self, value: object) -> None:
        """Store a value in the cache, and remove snapshots of earlier states. A cache that can't be written is no error."""
        import tempfile

        with contextlib.suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            for old in self.path.parent.glob("world-*.bin"):
                if old != self.path:
                    _retire(old)
            with tempfile.NamedTemporaryFile(dir=self.path.parent, delete=False) as file:
                file.write(self.packed(value))
            Path(file.name).replace(self.path)

    def packed(self, value: object) -> bytes:
        """The bytes of a snapshot file: the key, then the value."""
        return self.key.encode("ascii") + pickle.dumps(value, protocol=5)


class Later(Generic[T]):
    """A part of a snapshot that most starts have no use for: it is loaded when it is first asked for."""

    def __init__(self, value: T) -> None:
        self._value: T | None = value
        self._packed = b""

    @property
    def value(self) -> T:
        """What it holds."""
        if self._value is None:
            self._value = cast("T", _loaded(self._packed))
        return self._value

    def __getstate__(self) -> bytes:
        return pickle.dumps(self.value, protocol=5)

    def __setstate__(self, packed: bytes) -> None:
        self._value, self._packed = None, packed


def _retire(path: Path) -> None:
    """Remove a snapshot that has not been made lately: another city's may still be in use."""
    if time.time() - path.stat().st_mtime > _KEPT_SECONDS:
        path.unlink()


def _files(folder: Path) -> Iterable[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith((".", "_"))]
        for name in names:
            if name.endswith(_SUFFIXES):
                yield Path(root, name)


def _cache_folder() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("specialty-town-bot", appauthor=False)


def _loaded(packed: bytes) -> object:
    """The value of some bytes. Nothing of it is garbage yet, so that looking for garbage meanwhile only costs time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        value: object = _Unpickler(io.BytesIO(packed)).load()
    finally:
        if collecting:
            gc.enable()
    return value


class _Unpickler(pickle.Unpickler):
    """Loads values of this package and a few plain ones, nothing that could run code of others."""

    def find_class(self, module: str, name: str) -> object:
        if module.partition(".")[0] == "bot" or (module, name) in _ALLOWED:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} has no place in a snapshot")
