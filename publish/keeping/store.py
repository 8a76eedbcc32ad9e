"""Bytes by their keys, in a folder that only the user can write to; nothing depends on it.

Each file has the hash of its content, so a broken one is a miss. Files are replaced at once, and
several processes can use the folder. It can be deleted at any time; where there can be none (no
home, a full disk, a folder that others can write to), nothing is kept.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import re
import stat
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from publish.values import dataclass

VARIABLE = "PUBLISH_CACHE"
"""The environment variable that names the folder; ``off`` keeps nothing."""
OFF = "off"
MOST = 64 * 1024 * 1024
"""Bytes of the folder; the longest unused files go first."""
LARGEST = 8 * 1024 * 1024
"""Bytes of one file."""
_MAGIC = b"publish keeps 1\n"
_HEAD = len(_MAGIC) + hashlib.sha256().digest_size
_SUFFIX = ".kept"
_NEW = ".kept-"
_OWN = re.compile(r"[0-9a-f]{64}\.kept|\.kept-[0-9]+-[0-9]+")
"""Names of files that are ours to remove."""
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
_ABANDONED = 3600
"""Seconds after which a file that nobody finished is one of a killed process."""
_COUNTED_EVERY = 32
_numbers = itertools.count()


@dataclass(frozen=True)
class Store:
    """The files in ``folder``."""

    folder: Path

    def get(self, key: str) -> bytes | None:
        """The bytes that were put for ``key``; None if there are none, or they are not whole."""
        with suppress(OSError), _opened(self.folder) as at:
            data = _read(at, key + _SUFFIX)
            if data[:_HEAD] == _MAGIC + hashlib.sha256(data[_HEAD:]).digest():
                with suppress(OSError):  # a folder that can only be read
                    os.utime(key + _SUFFIX, dir_fd=at, follow_symlinks=False)
                return data[_HEAD:]
        return None

    def put(self, key: str, data: bytes) -> None:
        """Keep ``data`` for ``key``; where that fails, the key is as before, or gone."""
        if len(data) > LARGEST:
            return
        number = next(_numbers)
        with suppress(OSError), _opened(self.folder, make=True) as at:
            new = f"{_NEW}{os.getpid()}-{number}"
            try:
                _write(at, new, _MAGIC + hashlib.sha256(data).digest() + data)
                os.rename(new, key + _SUFFIX, src_dir_fd=at, dst_dir_fd=at)
            except OSError:
                with suppress(OSError):
                    os.unlink(new, dir_fd=at)
                raise
            if number % _COUNTED_EVERY == 0:
                _make_room(at)

    def trouble(self) -> str:
        """The reason why nothing is kept in the folder; empty if there is none."""
        try:
            with _opened(self.folder, make=True):
                return ""
        except OSError as error:
            return error.strerror or str(error)

    def size(self) -> tuple[int, int]:
        """The number of its files, and their bytes."""
        with suppress(OSError), _opened(self.folder) as at:
            sizes = [about.st_size for _, about in _files(at)]
            return len(sizes), sum(sizes)
        return 0, 0


def store(environment: Mapping[str, str] | None = None) -> Store | None:
    """The user's store; None where they want none, or have no place for it."""
    environment = os.environ if environment is None else environment
    named = environment.get(VARIABLE, "")
    # Windows' files have no owner and no mode that say who can write.
    if named == OFF or sys.platform == "win32":
        return None
    if named:
        return Store(Path(named).absolute())
    # XDG Base Directory Specification: a relative folder is ignored.
    home = Path(environment.get("HOME") or os.path.expanduser("~"))  # noqa: PTH111  never raises
    places = (Path(environment.get("XDG_CACHE_HOME", "")), home / ".cache")
    base = next((place for place in places if place.is_absolute()), None)
    return Store(base / "publish") if base else None


def recall(name: str) -> dict[str, Any]:
    """The table that was left under ``name``; empty if there is none."""
    place = store()
    data = place.get(_key(name)) if place else None
    try:
        table = json.loads(data or b"{}")
    except ValueError:
        return {}
    return table if isinstance(table, dict) else {}


def remember(name: str, table: Mapping[str, Any]) -> None:
    """Leave a table of JSON under ``name``."""
    place = store()
    if place:
        place.put(_key(name), json.dumps(table).encode())


def _key(name: str) -> str:
    return hashlib.sha256(f"table\n{name}".encode()).hexdigest()


@contextmanager
def _opened(folder: Path, *, make: bool = False) -> Iterator[int]:
    """The folder's handle; raises ``OSError`` where others could write to it."""
    if make and not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        _refuse_others(os.fstat(handle))
        yield handle
    finally:
        os.close(handle)


def _refuse_others(about: os.stat_result) -> None:
    if about.st_uid != os.geteuid():
        raise PermissionError(0, "it belongs to another user")
    if about.st_mode & _OTHERS_WRITE:
        raise PermissionError(0, "others can write to it")


def _read(at: int, key: str) -> bytes:
    # Nobody waits for a pipe that somebody put there.
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    with os.fdopen(os.open(key, flags, dir_fd=at), "rb") as file:
        about = os.fstat(file.fileno())
        _refuse_others(about)
        if not stat.S_ISREG(about.st_mode) or about.st_size > LARGEST + _HEAD:
            raise PermissionError(0, "it is no file of ours")
        return file.read()


def _write(at: int, name: str, data: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    with os.fdopen(os.open(name, flags, 0o600, dir_fd=at), "wb") as file:
        file.write(data)


def _files(at: int) -> list[tuple[str, os.stat_result]]:
    """Our files in the folder; what vanishes meanwhile is not there."""
    found = []
    for name in filter(_OWN.fullmatch, os.listdir(at)):
        with suppress(OSError):
            about = os.stat(name, dir_fd=at, follow_symlinks=False)
            if stat.S_ISREG(about.st_mode):
                found.append((name, about))
    return found


def _make_room(at: int) -> None:
    """Remove the longest unused files beyond three quarters of the limit, and abandoned ones."""
    files = sorted(_files(at), key=lambda file: file[1].st_mtime)
    newest = files[-1][1].st_mtime if files else 0.0
    whole = sum(about.st_size for _, about in files)
    too_much = whole > MOST
    for name, about in files:
        is_left = name.startswith(_NEW) and about.st_mtime < newest - _ABANDONED
        if is_left or (too_much and whole > MOST * 3 // 4):
            with suppress(OSError):
                os.unlink(name, dir_fd=at)
                whole -= about.st_size
