"""Writes files of an article's folder atomically."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from publish.errors import EnvironmentFault, Problem, UsageError, Where
from publish.reading.findings import Findings
from publish.reading.text import read_text


def article_file(folder: Path) -> Path:
    """Return the path of a folder's ``article.md``.

    Raises :class:`publish.errors.UsageError` if there is none.
    """
    file = folder / "article.md"
    if not file.is_file():
        raise UsageError(
            Problem(
                "no-article",
                "there is no article.md in this folder",
                "Give an article's folder, such as sources/my-article.",
                Where(folder.as_posix()),
            )
        )
    return file


def read_article(file: Path) -> bytes:
    """Return the bytes of an ``article.md``. Raises :class:`publish.errors.SourceError`."""
    return read_text(file.resolve().parent, file.resolve(), Findings(file.as_posix()))


def write_files(files: Mapping[Path, bytes], *, fresh: frozenset[Path] = frozenset()) -> None:
    """Write ``files`` in order; if one fails, restore those before it.

    Files in ``fresh`` must not exist. Permissions and links are kept. Raises
    :class:`publish.errors.UsageError` if a fresh file exists,
    :class:`publish.errors.EnvironmentFault` if the disk refuses.
    """
    done: list[tuple[Path, bytes | None]] = []
    try:
        for path, data in files.items():
            target = path.resolve()
            old = target.read_bytes() if target.exists() else None
            _write(target, data, fresh=path in fresh)
            done.append((target, old))
    except OSError as error:
        for target, old in reversed(done):
            with suppress(OSError):
                target.unlink() if old is None else _write(target, old, fresh=False)
        raise _write_error(error) from error


def _write(target: Path, data: bytes, *, fresh: bool) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", dir=target.parent)
    stage = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        stage.chmod(target.stat().st_mode & 0o7777 if target.exists() else _usual_mode())
        if fresh:
            _write_fresh(stage, target)
        else:
            stage.replace(target)
    finally:
        stage.unlink(missing_ok=True)


def _write_fresh(stage: Path, target: Path) -> None:
    try:
        os.link(stage, target)  # unlike a rename, it fails if the target exists
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK):
            raise
        with target.open("xb"):  # no hard links on this disk: reserve the name first
            stage.replace(target)


def _usual_mode() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _write_error(error: OSError) -> UsageError | EnvironmentFault:
    if isinstance(error, FileExistsError):
        where = Where(str(error.filename2 or error.filename))
        fix = "Give another name with --name, or --replace it."
        return UsageError(Problem("picture-exists", "already exists", fix, where))
    hints = {
        errno.ENOSPC: "Free disk space; nothing was changed.",
        errno.EROFS: "The disk is read-only; nothing was changed.",
    }
    return EnvironmentFault(
        Problem(
            "source-unwritable",
            f"cannot write: {error.strerror or error}",
            hints.get(error.errno or 0, "Check the folder's permissions; nothing was changed."),
            Where(str(error.filename)) if error.filename else None,
        )
    )
