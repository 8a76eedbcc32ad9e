"""Folders that one process works in; those of a process that was killed are found and removed.

A marker in the folder is locked for as long as its process lives, and the system lets go of
the lock however that ends. It is the first file in a folder, and the last to be removed: a
folder with other files and without it, with one that is locked, or of another user is left
alone. An empty one is removed; whoever was about to mark it takes another. Windows has no such
locks: nothing is swept there.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

MARKER = ".publish-works-here"
_NEW = f"{MARKER}.new"
_RANDOM = 8
"""Letters that ``tempfile.mkdtemp`` adds to a prefix."""
_TRIES = 100
_PREFIX = "publish-"
"""The names of folders for the temporary files of a program."""


def _never(_: Path) -> bool:
    return False


@contextmanager
def folder(parent: Path, prefix: str, is_needed: Callable[[Path], bool] = _never) -> Iterator[Path]:
    """A new folder in ``parent``, marked, and removed at the end if it is not needed any more.

    Raises ``OSError``.
    """
    own, handle = _marked(parent, prefix)
    try:
        yield own
    finally:
        if not is_needed(own):
            remove(own)
        if handle is not None:
            os.close(handle)


def remove(folder: Path) -> None:
    """Remove such a folder, its marker last; whatever resists stays, and is swept later."""
    with suppress(OSError):
        for path in sorted(folder.iterdir(), key=_is_marker):
            if path.is_dir() and not path.is_symlink():
                import shutil  # late: where nothing is left, a look at the names is all

                shutil.rmtree(path, ignore_errors=True)
            elif not _is_marker(path) or _is_last(path):
                path.unlink(missing_ok=True)
        folder.rmdir()


def _is_marker(path: Path) -> bool:
    return path.name in (MARKER, _NEW)


def _is_last(path: Path) -> bool:
    return all(_is_marker(other) for other in path.parent.iterdir())


@contextmanager
def temporary() -> Iterator[None]:
    """Have all temporary files of this process in one such folder.

    For programs, not for libraries: ``tempfile`` names another folder to everybody meanwhile.
    Those that killed programs left are removed. Nothing is raised where there is no place.
    """
    import tempfile

    usual = Path(tempfile.gettempdir())
    sweep(usual, _PREFIX)
    before = tempfile.tempdir
    with ExitStack() as stack:
        # Once more: libraries whose folders are not in ours leave them if they are killed.
        for _ in range(2):
            with suppress(OSError):
                tempfile.tempdir = str(stack.enter_context(folder(usual, _PREFIX)))
                break
        try:
            yield
        finally:
            tempfile.tempdir = before


def sweep_temporary() -> None:
    """Remove what killed programs left, for a program that needs no temporary files itself.

    Importing ``tempfile`` takes longer than that, so its folder is found as it finds it, untried.
    """
    known = sys.modules.get("tempfile")
    named = (os.environ.get(name) for name in ("TMPDIR", "TEMP", "TMP"))
    places = filter(None, (getattr(known, "tempdir", None), *named, "/tmp", "/var/tmp"))
    usual = next((place for place in map(Path, places) if place.is_dir()), None)
    if usual:
        sweep(usual, _PREFIX)


def sweep(parent: Path, prefix: str) -> None:
    """Remove the folders that killed processes left in ``parent``; whatever resists stays."""
    for path in abandoned(parent, prefix):
        remove(path)


def abandoned(parent: Path, prefix: str) -> Iterator[Path]:
    """The marked folders in ``parent`` that no process holds; each is held while it is used.

    Empty ones are removed on the way.
    """
    for path in candidates(parent, prefix):
        if sys.platform != "win32":
            with suppress(OSError):
                path.rmdir()
                continue
        for marker in (MARKER, _NEW):
            with suppress(OSError), _held(path / marker):
                yield path
                break


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


def _marked(parent: Path, prefix: str) -> tuple[Path, int | None]:
    """A new folder with a marker, and the handle that holds it.

    One that is swept before it is marked is given up for another.
    """
    from tempfile import mkdtemp

    for _ in range(_TRIES):
        own = Path(mkdtemp(prefix=prefix, dir=parent))
        try:
            return own, _mark(own)
        except FileNotFoundError:
            continue
        except BaseException:
            remove(own)
            raise
    raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(parent))


def _mark(own: Path) -> int | None:
    """Mark a folder; the marker gets its name when it is locked, so that nobody sees it free."""
    if sys.platform == "win32":
        return None
    import fcntl

    handle = os.open(own / _NEW, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        (own / _NEW).rename(own / MARKER)
    except BaseException:
        os.close(handle)
        raise
    return handle


@contextmanager
def _held(marker: Path) -> Iterator[None]:
    """Hold a folder's marker; raises ``OSError`` if there is none, or a process holds it."""
    if sys.platform == "win32":
        raise OSError("no locks")
    import fcntl

    handle = os.open(marker, os.O_RDWR | os.O_NOFOLLOW)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)
