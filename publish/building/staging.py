"""Writing: a new set of files replaces the old one at once, or not at all."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from publish.building.manifest import NAME, load
from publish.errors import EnvironmentFault, LockedError, Problem, UsageError, Where

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
"""linux/fs.h; renameat2(2)."""


def replace(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make ``folder`` hold ``files`` and nothing else.

    A reader sees the old set or the new one, never a mixture, even if the process is
    killed or the disk fills up. Raises ``UsageError`` if ``folder`` holds files that no
    build put there, ``EnvironmentFault`` if it cannot be written.
    """
    refuse_strangers(folder)
    with writable(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
        try:
            stage.chmod(0o755)
            for name, data in files.items():
                _put(stage / name, data)
            _swap(stage, folder)
        finally:
            shutil.rmtree(stage, ignore_errors=True)


def refuse_strangers(folder: Path) -> None:
    """Raise ``UsageError`` if ``folder`` holds a file that its manifest does not list."""
    if not folder.exists():
        return
    manifest = load(folder) if folder.is_dir() else None
    ours = {NAME, *manifest.outputs} if manifest else set()
    strangers = (
        sorted(p.name for p in folder.iterdir() if p.name not in ours)
        if folder.is_dir()
        else [folder.name]
    )
    if strangers:
        raise UsageError(
            Problem(
                "out-not-ours",
                f"the folder has files that publish did not make: {', '.join(strangers[:3])}",
                "Move them away, or give another folder with --out.",
                Where(str(folder)),
            )
        )


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Lock ``folder`` against other builds; raise ``LockedError`` if another has the lock."""
    with writable(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder.parent / f".{folder.name}.lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        with _locked(handle, folder):
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


def _swap(stage: Path, folder: Path) -> None:
    """Put ``stage`` in the place of ``folder``, and the old files in that of ``stage``."""
    if not folder.exists():
        stage.rename(folder)
        return
    if sys.platform == "linux" and _exchange(stage, folder):
        return
    # Elsewhere there is a moment with neither. If the second step fails, the old set comes back.
    aside = folder.with_name(f".{folder.name}.old")
    shutil.rmtree(aside, ignore_errors=True)
    folder.rename(aside)
    try:
        stage.rename(folder)
    except OSError:
        with suppress(OSError):
            aside.rename(folder)
        raise
    shutil.rmtree(aside, ignore_errors=True)


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
