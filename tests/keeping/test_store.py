"""The folder of what is kept: whole or nothing, the user's own, bounded, and never needed."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from publish.keeping import store as room
from publish.keeping.store import OFF, VARIABLE, Store, recall, remember, store

KEY, OTHER = "ab" * 32, "cd" * 32


@pytest.fixture
def place(tmp_path: Path) -> Store:
    return Store(tmp_path / "cache" / "publish")


def only(place: Store) -> Path:
    (file,) = place.folder.iterdir()
    return file


def test_bytes_come_back_and_the_folder_is_the_users_alone(place: Store) -> None:
    assert place.get(KEY) is None
    place.put(KEY, b"work")
    place.put(OTHER, b"")
    assert (place.get(KEY), place.get(OTHER)) == (b"work", b"")
    place.put(KEY, b"again")
    assert place.get(KEY) == b"again"
    assert stat.S_IMODE(place.folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in place.folder.iterdir()} == {0o600}


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


def altered(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[-1] ^= 1
    file.write_bytes(data)


def of_another_version(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b"keeps 1", b"keeps 2"))


def writable_by_others(file: Path) -> None:
    file.chmod(0o666)


def a_link(file: Path) -> None:
    target = file.rename(file.parent.parent / "elsewhere")
    file.symlink_to(target)


def a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def a_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


@pytest.mark.parametrize(
    "harm",
    [emptied, cut, altered, of_another_version, writable_by_others, a_link, a_folder, a_pipe],
)
def test_a_file_that_is_not_as_we_left_it_is_a_miss(
    place: Store, harm: Callable[[Path], None]
) -> None:
    place.put(KEY, b"work")
    harm(only(place))
    assert place.get(KEY) is None
    place.put(KEY, b"new")  # raises nothing


def test_a_folder_that_others_can_write_to_is_not_used(place: Store) -> None:
    place.put(KEY, b"work")
    for mode in (0o770, 0o707, 0o777):
        place.folder.chmod(mode)
        assert place.get(KEY) is None
        place.put(OTHER, b"more")
        assert place.trouble() == "others can write to it"
    place.folder.chmod(0o755)
    assert (place.get(KEY), place.get(OTHER)) == (b"work", None)


def test_a_folder_of_another_user_is_not_used(
    place: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.put(KEY, b"work")
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert place.get(KEY) is None
    assert place.trouble() == "it belongs to another user"


def test_a_link_in_the_folders_place_is_not_followed(place: Store) -> None:
    target = Store(place.folder.parent / "target")
    target.put(KEY, b"work")
    place.folder.symlink_to(target.folder)
    assert place.get(KEY) is None


def test_where_nothing_can_be_written_nothing_is_kept(
    place: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = Store(tmp_path / "file" / "publish")
    (tmp_path / "file").write_text("not a folder")
    blocked.put(KEY, b"work")
    assert blocked.get(KEY) is None
    assert blocked.trouble()
    place.put(KEY, b"work")

    def full(*_: object, **__: object) -> Any:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    for name in ("write", "rename"):
        with monkeypatch.context() as broken:
            if name == "write":
                broken.setattr(room, "_write", full)
            else:
                broken.setattr(os, "rename", full)
            place.put(KEY, b"new")
        assert place.get(KEY) == b"work"
        assert only(place).suffix == ".kept"
    with monkeypatch.context() as broken:
        broken.setattr(os, "utime", full)
        assert place.get(KEY) == b"work", "a folder that can only be read"


def test_several_at_once_read_what_one_of_them_wrote(place: Store) -> None:
    whole = {bytes([number]) * 5000 for number in range(8)}

    def work(data: bytes) -> set[bytes | None]:
        found = set()
        for _ in range(40):
            place.put(KEY, data)
            found.add(place.get(KEY))
        return found

    with ThreadPoolExecutor(8) as threads:
        assert set().union(*threads.map(work, whole)) <= whole
    assert only(place).suffix == ".kept"


def test_the_folder_is_bounded_and_the_longest_unused_files_go(
    place: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "MOST", 40_000)
    monkeypatch.setattr(room, "_COUNTED_EVERY", 1)
    mine = place.folder / "notes.txt"
    left = place.folder / ".kept-1-1"
    for number in range(64):
        place.put(f"{number:064x}", bytes(1000))
        if number == 0:
            mine.write_bytes(bytes(100_000))
            left.write_bytes(b"unfinished")
            os.utime(left, (0, 0))
        else:
            os.utime(place.folder / f"{number:064x}.kept", (10_000 + number, 10_000 + number))
        assert place.get(f"{0:064x}") is not None, "used all the time"
    assert place.size()[1] <= 41_000
    assert place.get(f"{63:064x}") is not None
    assert place.get(f"{1:064x}") is None
    assert mine.exists(), "it is not ours"
    assert not left.exists()
    place.put(KEY, bytes(room.LARGEST + 1))
    assert place.get(KEY) is None


@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        ({"HOME": "/home/ada"}, "/home/ada/.cache/publish"),
        ({"HOME": "/home/ada", "XDG_CACHE_HOME": "/var/ada"}, "/var/ada/publish"),
        ({"HOME": "/home/ada", "XDG_CACHE_HOME": "relative"}, "/home/ada/.cache/publish"),
        ({"HOME": "relative"}, None),
        ({"HOME": "/home/ada", VARIABLE: "/srv/kept"}, "/srv/kept"),
        ({"HOME": "/home/ada", VARIABLE: OFF}, None),
        ({"HOME": "/home/ada", VARIABLE: ""}, "/home/ada/.cache/publish"),
    ],
)
def test_the_folder_is_in_the_users_cache(environment: dict[str, str], folder: str | None) -> None:
    found = store(environment)
    assert (str(found.folder) if found else None) == folder


def test_tables_are_left_under_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "kept"))
    assert recall("one") == {}
    remember("one", {"a": [1]})
    assert recall("one") == {"a": [1]}
    monkeypatch.setenv(VARIABLE, OFF)
    remember("two", {})
    assert recall("one") == {}
