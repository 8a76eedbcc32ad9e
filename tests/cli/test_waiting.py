"""Waiting for changes, where the system tells of them and where it does not; without a clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
import watchfiles

from publish.cli import waiting

ONE, OTHER = Path("/one"), Path("/other")
EVENT = {(watchfiles.Change.modified, "/one/article.md")}
Told = list[tuple[tuple[Path, ...], bool | None]]


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Told]:
    """Has the system tell of events, or refuse to watch; the folders that it was asked to watch."""
    monkeypatch.setattr(waiting, "_PATIENCE", 0)

    def tells(events: list[Any], refuses: tuple[bool | None, ...] = ()) -> Told:
        told: Told = []

        def watch(*folders: Path, force_polling: bool | None, **_: Any) -> Iterator[Any]:
            told.append((folders, force_polling))
            if force_polling in refuses:
                raise OSError("OS file watch limit reached")
            yield from events

        monkeypatch.setattr(watchfiles, "watch", watch)
        return told

    return tells


def test_each_event_is_passed_on_and_the_beginning_is_one(system: Callable[..., Told]) -> None:
    told = system([set(), EVENT, set(), EVENT])
    found = waiting.changes(lambda: [ONE])
    assert list(islice(found, 3)) == [None] * 3
    assert told == [((ONE,), None)]


def test_other_folders_are_watched_as_soon_as_they_are_named(system: Callable[..., Told]) -> None:
    told = system([set(), EVENT])
    folders = [ONE]
    found = waiting.changes(lambda: folders)
    next(found)
    folders = [ONE, OTHER]
    next(found)
    assert [{*folders} for folders, _ in told] == [{ONE}, {ONE, OTHER}]


def test_files_are_looked_at_where_the_system_is_silent(system: Callable[..., Told]) -> None:
    silent: list[Any] = [set()] * (1 + 2 * (waiting._ROUNDS + 1))
    system(silent)
    found = waiting.changes(lambda: [ONE])
    assert list(islice(found, 3)) == [None] * 3


def test_what_cannot_be_watched_is_polled(system: Callable[..., Told]) -> None:
    told = system([set(), EVENT], refuses=(None,))
    assert list(islice(waiting.changes(lambda: [ONE]), 2)) == [None, None]
    assert told == [((ONE,), None), ((ONE,), True)]


def test_what_cannot_even_be_polled_is_looked_at(system: Callable[..., Told]) -> None:
    system([], refuses=(None, True))
    assert list(islice(waiting.changes(lambda: [ONE]), 3)) == [None] * 3
