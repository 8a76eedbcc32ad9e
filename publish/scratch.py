"""Folders that one process works in; those of a process that was killed are found and removed.

A marker in the folder is locked for as long as its process lives, and the system lets go of
the lock however that ends. A folder without a marker, with one that is locked, or of another
user is left alone. Windows has no such locks: nothing is swept there.
"""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

MARKER = ".publish-works-here"
_RANDOM = 8
"""Letters that ``tempfile.mkdtemp`` adds to a prefix."""


@contextmanager
def folder(parent: Path, prefix: str) -> Iterator[Path]:
    """A new folder in ``parent``, marked, and removed at the end. Raises ``OSError``."""
    own = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
    handle: int | None = None
    try:
        handle = _mark(own)
        yield own
    finally:
        shutil.rmtree(own, ignore_errors=True)
        if handle is not None:
            os.close(handle)


@contextmanager
def temporary() -> Iterator[None]:
    """Have all temporary files of this process in one such folder.

    For programs, not for libraries: ``tempfile`` names another folder to everybody meanwhile.
    Those that killed programs left are removed. Nothing is raised where there is no place.
    """
    usual = Path(tempfile.gettempdir())
    sweep(usual, "publish-")
    before = tempfile.tempdir
    try:
        own = folder(usual, "publish-")
        tempfile.tempdir = str(own.__enter__())
    except OSError:
        yield
        return
    try:
        yield
    finally:
        tempfile.tempdir = before
        own.__exit__(None, None, None)


def sweep(parent: Path, prefix: str) -> None:
    """Remove the folders that killed processes left in ``parent``; whatever resists stays."""
    for path in abandoned(parent, prefix):
        shutil.rmtree(path, ignore_errors=True)


def abandoned(parent: Path, prefix: str) -> Iterator[Path]:
    """The marked folders in ``parent`` that no process holds; each is held while it is used."""
    for path in candidates(parent, prefix):
        with suppress(OSError), _held(path):
            yield path


def candidates(parent: Path, prefix: str) -> list[Path]:
    """Folders of this user that are called like ours, marked or not."""
    try:
        names = [p for p in parent.iterdir() if p.name.startswith(prefix)]
    except OSError:
        return []
    return [p for p in sorted(names) if len(p.name) == len(prefix) + _RANDOM and _is_own(p)]


def _is_own(path: Path) -> bool:
    try:
        about = path.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(about.st_mode) and (sys.platform == "win32" or about.st_uid == os.getuid())


def _mark(own: Path) -> int | None:
    """Mark a folder; the marker gets its name when it is locked, so that nobody sees it free."""
    if sys.platform == "win32":
        return None
    import fcntl

    new = own / f"{MARKER}.new"
    handle = os.open(new, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    fcntl.flock(handle, fcntl.LOCK_EX)
    new.rename(own / MARKER)
    return handle


@contextmanager
def _held(path: Path) -> Iterator[None]:
    """Hold the marker of a folder; raises ``OSError`` if there is none, or a process holds it."""
    if sys.platform == "win32":
        raise OSError("no locks")
    import fcntl

    handle = os.open(path / MARKER, os.O_RDWR | os.O_NOFOLLOW)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)
