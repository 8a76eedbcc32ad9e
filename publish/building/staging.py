"""Writing: a new set of files replaces the old one at once, or not at all.

It is written in a work folder beside its place, ``.<slug>.XXXXXXXX``. A process that is killed
leaves that; the next build of the article removes it.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from publish import scratch
from publish.building import strangers
from publish.building.manifest import load
from publish.errors import EnvironmentFault, LockedError, Problem, SourceError, UsageError, Where
from publish.inputs.unpacked import folder_of, members
from publish.interruption import put_off

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
"""linux/fs.h; renameat2(2)."""


_OLD = "old"
"""The name of the old set in a work folder while the new one takes its place."""


def replace(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make ``folder`` hold ``files``, and besides only files that somebody changed by hand.

    A reader sees the old set or the new one, never a mixture, even if the process is killed or the
    disk fills up. Raises ``UsageError`` if ``folder`` holds files that no build put there,
    ``EnvironmentFault`` if it cannot be written.
    """
    strangers.refuse(folder)
    with writable(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)

        def has_the_only_set(work: Path) -> bool:
            return not folder.exists() and (work / _OLD).is_dir()

        with scratch.folder(folder.parent, f".{folder.name}.", has_the_only_set) as work:
            stage = work / "set"
            stage.mkdir()
            stage.chmod(0o755)
            for name in files:
                data = files[name]
                _put(stage / name, data)
                if unpacked := folder_of(name):
                    _unpack(stage / unpacked, data)
            for name, file in strangers.carried(folder).items():
                _take_along(file, stage / name)
            with put_off("the new files are in place"):
                _swap(stage, folder, work / _OLD)


def clean(folder: Path) -> None:
    """Remove the remains of killed builds beside ``folder``, for a caller that has locked it.

    If the only existing set was left in a work folder, it is restored first.
    """
    prefix = f".{folder.name}."
    for work in scratch.abandoned(folder.parent, prefix):
        if not folder.exists() and (work / _OLD).is_dir():
            (work / _OLD).rename(folder)
        scratch.remove(work)
    # Earlier versions left sets without a marker: whole ones are ours beyond doubt.
    for path in scratch.candidates(folder.parent, prefix):
        if not (path / scratch.MARKER).exists() and _is_whole_set(path, folder.name):
            shutil.rmtree(path, ignore_errors=True)


def _is_whole_set(path: Path, slug: str) -> bool:
    """Whether there is nothing in a folder but a set of ``slug`` as its manifest has it."""
    try:
        record = load(path)
        strangers.refuse(path)
        return bool(record and record.slug == slug and not strangers.edited(path, record))
    except (SourceError, UsageError):
        return False


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Lock ``folder`` against other builds; raise ``LockedError`` if another has the lock.

    Remains of killed builds beside it are removed.
    """
    with writable(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
        handle = os.open(folder.parent / f".{folder.name}.lock", flags, 0o644)
    try:
        with _locked(handle, folder):
            clean(folder)
            yield
    finally:
        os.close(handle)


@contextmanager
def _locked(handle: int, folder: Path) -> Iterator[None]:
    if sys.platform == "win32":
        # Windows does not let an open file be replaced, which is lock enough.
        yield
        return
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise LockedError(
            Problem(
                "out-locked", "another build is writing here", "Wait for it.", Where(str(folder))
            )
        ) from error
    yield


@contextmanager
def writable(folder: Path) -> Iterator[None]:
    """Raise ``EnvironmentFault``, with a fix, where the disk is full or cannot be written."""
    try:
        yield
    except OSError as error:
        hints = {
            errno.ENOSPC: "Free some space on the disk; the old files are untouched.",
            errno.EROFS: "The disk is read-only; give another folder with --out.",
        }
        raise EnvironmentFault(
            Problem(
                "out-unwritable",
                f"cannot write: {error.strerror or error}",
                hints.get(error.errno or 0, "Give a folder that you may write to with --out."),
                Where(str(error.filename or folder)),
            )
        ) from error


def _put(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _unpack(folder: Path, data: bytes) -> None:
    for name, part in members(data):
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        _put(place, part)


def _take_along(file: Path, to: Path) -> None:
    """Give a file another name too: a program that has it open continues to write there."""
    try:
        os.link(file, to, follow_symlinks=False)
    except (OSError, NotImplementedError):  # no hard links on this disk
        shutil.copy2(file, to, follow_symlinks=False)


def _swap(stage: Path, folder: Path, aside: Path) -> None:
    """Put ``stage`` in the place of ``folder``, and the old files in that of ``stage``."""
    if not folder.exists():
        stage.rename(folder)
        return
    if sys.platform == "linux" and _exchange(stage, folder):
        return
    # Elsewhere there is a moment with neither. If the second step fails, the old set comes back.
    folder.rename(aside)
    try:
        stage.rename(folder)
    except OSError:
        with suppress(OSError):
            aside.rename(folder)
        raise


def _exchange(one: Path, other: Path) -> bool:
    """Swap two names in one step; False where the kernel or the file system cannot."""
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "renameat2"):
        return False
    done = libc.renameat2(
        _AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE
    )
    code = ctypes.get_errno()
    if done == 0:
        return True
    if code in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), str(other))
