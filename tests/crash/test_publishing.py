"""Publishing is cut short at each of its steps, in every way that a disk or a kill does it."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from publish.building import staging
from publish.errors import EnvironmentFault
from tests.building.test_staging import a_set, found
from tests.crash.disk import Disk, death, error, watched

OLD, NEW = a_set("old"), a_set("new")
ERRORS = ("ENOSPC", "EIO", "EDQUOT", "EACCES")


def _publish(folder: Path) -> None:
    with staging.lock(folder):
        staging.replace(folder, NEW)


def _steps(folder: Path) -> int:
    disk = Disk()
    with watched(disk):
        _publish(folder)
    return disk.count


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.fixture(params=["a set before", "none before"])
def before(request: pytest.FixtureRequest) -> dict[str, bytes]:
    """The set in the folder before, perhaps none."""
    return OLD if request.param == "a set before" else {}


@pytest.fixture(params=["two names swapped", "one after the other"])
def swap(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """How the system puts one folder in another's place."""
    if request.param == "one after the other":
        monkeypatch.setattr(staging, "_exchange", lambda *_: False)
    return str(request.param)


def _begin(folder: Path, before: dict[str, bytes]) -> None:
    if before:
        staging.replace(folder, before)


def _is_whole(folder: Path, before: dict[str, bytes]) -> bool:
    return (found(folder) if folder.exists() else {}) in (before, NEW)


@pytest.mark.parametrize(
    ("code", "lasting"), [*((code, False) for code in ERRORS), (ERRORS[0], True)]
)
def test_an_error_at_any_step_leaves_a_whole_set_and_a_message(
    tmp_path: Path, before: dict[str, bytes], swap: str, code: str, lasting: bool
) -> None:
    _begin(tmp_path / "count", before)
    for step in range(1, _steps(tmp_path / "count") + 1):
        folder = tmp_path / f"{step}" / "a"
        _begin(folder, before)
        disk = Disk(step, error(getattr(errno, code)), lasting=lasting)
        with watched(disk):
            try:
                _publish(folder)
            except EnvironmentFault as refused:
                assert refused.exit_code == 4
                assert all(problem.fix for problem in refused.problems)
                assert disk.count >= step
            else:
                assert found(folder) == NEW
        if swap == "one after the other":
            with staging.lock(folder):  # as the next build does: a set that is aside comes back
                pass
        assert _is_whole(folder, before), step
        _publish(folder)
        assert found(folder) == NEW
        assert _names(folder.parent) == {"a", ".a.lock"}, step


def test_a_kill_at_any_step_leaves_a_whole_set(
    tmp_path: Path, before: dict[str, bytes], swap: str
) -> None:
    _begin(tmp_path / "count", before)
    steps = _steps(tmp_path / "count")
    assert steps > 10
    for step in range(1, steps + 1):
        folder = tmp_path / f"{step}" / "a"
        _begin(folder, before)
        assert _in_child(partial(_die, step, folder)) != 0
        if swap == "two names swapped":
            assert _is_whole(folder, before), step
        _publish(folder)
        assert found(folder) == NEW
        assert _names(folder.parent) == {"a", ".a.lock"}, step


def test_a_set_that_is_aside_when_a_kill_comes_is_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a swap in one step there is a moment with neither: the next build mends it."""
    monkeypatch.setattr(staging, "_exchange", lambda *_: False)
    staging.replace(tmp_path / "count", OLD)
    for step in range(1, _steps(tmp_path / "count") + 1):
        folder = tmp_path / f"{step}" / "a"
        staging.replace(folder, OLD)
        _in_child(partial(_die, step, folder))
        with staging.lock(folder):
            assert found(folder) in (OLD, NEW), step


def _die(step: int, folder: Path) -> None:
    with watched(Disk(step, death)):
        _publish(folder)


def _in_child(task: Callable[[], None]) -> int:
    child = os.fork()
    if not child:
        try:
            task()
        finally:
            os._exit(0)
    return os.waitpid(child, 0)[1]
