"""Snapshots: a short cut past the YAML that is taken only for the very files it was made from."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from bot.language.lexicon import Sense
from bot.snapshot import Snapshot

VALUE = (Sense("name", "a"), Sense("measure", "b"))


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "facts"
    folder.mkdir()
    (folder / "city.yaml").write_text("a: 1\n")
    return folder


def test_the_shipped_snapshot_is_read_where_its_files_are_the_ones_at_hand(files: Path, tmp_path: Path) -> None:
    shipped = tmp_path / "world.bin"
    shipped.write_bytes(Snapshot.of((files,), shipped).packed(VALUE))
    assert Snapshot.of((files,), shipped).read() == VALUE
    (files / "city.yaml").write_text("a: 2\n")
    assert Snapshot.of((files,), shipped).read() is None


def test_where_the_files_lie_makes_no_difference(files: Path, tmp_path: Path) -> None:
    moved = tmp_path / "elsewhere"
    moved.mkdir()
    (moved / "city.yaml").write_bytes((files / "city.yaml").read_bytes())
    assert Snapshot.of((moved,), files).key == Snapshot.of((files,), files).key


def test_a_snapshot_in_the_cache_is_read_until_a_file_changes(files: Path, tmp_path: Path) -> None:
    none = tmp_path / "none"
    Snapshot.of((files,), none).write(VALUE)
    assert Snapshot.of((files,), none).read() == VALUE
    (files / "town.yaml").write_text("b: 1\n")
    assert Snapshot.of((files,), none).read() is None


def test_values_of_other_packages_are_refused(files: Path, tmp_path: Path) -> None:
    shipped = tmp_path / "world.bin"
    snapshot = Snapshot.of((files,), shipped)
    shipped.write_bytes(snapshot.key.encode() + pickle.dumps(tmp_path))
    assert snapshot.read() is None
    shipped.write_bytes(b"broken")
    assert snapshot.read() is None
