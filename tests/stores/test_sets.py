"""A set in a store is the old one or the new one, whichever step of putting it there fails."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from fsspec.implementations.local import LocalFileSystem
from fsspec.implementations.memory import MemoryFileSystem

from publish.building.digest import sha256
from publish.building.manifest import NAME, Manifest
from publish.errors import EnvironmentFault
from publish.stores.address import Store, opened
from publish.stores.sets import bring_set, put_set

STEPS = ("put_file", "cp_file", "rm_file", "rm", "makedirs")
Files = Mapping[str, bytes]


def whole(files: Files) -> dict[str, bytes]:
    """A set with its manifest."""
    outputs = {name: sha256(data) for name, data in files.items()}
    record = Manifest("ferry", "sources/ferry", "briefing", "", {}, {}, outputs)
    return {**files, NAME: record.to_json()}


OLD = whole({"a.pdf": b"old", "b.epub": b"same", "c.txt": b"gone"})
NEW = whole({"a.pdf": b"new", "b.epub": b"same", "d.docx": b"fresh"})


class Failed(Exception):
    pass


@pytest.fixture(params=["memory", "file"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    MemoryFileSystem.store.clear()
    MemoryFileSystem.pseudo_dirs[:] = [""]
    top = "memory://store" if request.param == "memory" else f"file://{tmp_path}/store"
    yield opened(f"{top}/build").within("ferry")
    MemoryFileSystem.store.clear()


def written(folder: Path, files: Files) -> Path:
    folder.mkdir(parents=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def there(place: Store) -> dict[str, bytes]:
    found = place.files()
    return {name: place.system.cat_file(f"{place.path}/{name}") for name in found}


def beside(place: Store) -> dict[str, bytes]:
    above = place.parent
    assert above
    return there(above.within(".ferry.new"))


def test_a_set_is_replaced_and_nothing_is_left(place: Store, tmp_path: Path) -> None:
    put_set(written(tmp_path / "old", OLD), place, {})
    assert (there(place), beside(place)) == (OLD, {})
    before = bring_set(place, tmp_path / "brought")
    put_set(written(tmp_path / "new", NEW), place, before)
    assert (there(place), beside(place)) == (NEW, {})


def test_every_step_can_fail(place: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old set, or the new one whole beside it; the next build has one of them, whole."""
    old, new = written(tmp_path / "old", OLD), written(tmp_path / "new", NEW)
    kinds = {MemoryFileSystem, LocalFileSystem}
    usual = {(kind, step): getattr(kind, step) for kind in kinds for step in STEPS}
    left = [0]

    def counted(step: Any) -> Any:
        def run(*arguments: Any, **named: Any) -> Any:
            left[0] -= 1
            if left[0] == 0:
                raise Failed
            return step(*arguments, **named)

        return run

    ended = set()
    for failing in range(1, 100):
        left[0] = 0
        with suppress(FileNotFoundError):
            above = place.parent
            assert above
            place.system.rm(above.path, recursive=True)
        put_set(old, place, {})
        before = bring_set(place, tmp_path / f"before-{failing}")
        left[0] = failing
        for (kind, step), function in usual.items():
            monkeypatch.setattr(kind, step, counted(function))
        failed = False
        try:
            put_set(new, place, before)
        except EnvironmentFault:
            failed = True
        left[0] = 0
        monkeypatch.undo()
        kept = there(place) == OLD or beside(place) == NEW or there(place) == NEW
        assert kept, failing
        found = bring_set(place, tmp_path / f"after-{failing}")
        assert there(place) in (OLD, NEW), failing
        assert beside(place) == {}
        assert found == {name: sha256(data) for name, data in there(place).items()}
        ended.add((failed, there(place) == NEW))
        if not failed:
            break
    assert failing > len(NEW)
    assert ended == {(True, False), (True, True), (False, True)}


def test_files_that_no_build_made_outlive_an_interrupted_one(place: Store, tmp_path: Path) -> None:
    put_set(written(tmp_path / "old", OLD), place, {})
    above = place.parent
    assert above
    for name, data in NEW.items():
        waiting = above.within(".ferry.new")
        place.system.makedirs(waiting.path, exist_ok=True)
        place.system.pipe_file(f"{waiting.path}/{name}", data)
    place.system.pipe_file(f"{place.path}/notes.txt", b"mine")
    bring_set(place, tmp_path / "brought")
    assert there(place) == {**NEW, "notes.txt": b"mine"}
