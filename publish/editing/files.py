"""Files of an article's folder written so that each is the old one or the new one, whole."""

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
    """The ``article.md`` of a folder, where it really is.

    Raises :class:`publish.errors.UsageError` if there is none.
    """
    file = folder / "article.md"
    if not file.is_file():
        raise UsageError(
            Problem(
                "no-article",
                "there is no article.md in this folder",
                "Name an article's folder, such as sources/my-article.",
                Where(folder.as_posix()),
            )
        )
    return file


def read_article(file: Path) -> bytes:
    """The bytes of an ``article.md``; raises :class:`publish.errors.SourceError`."""
    return read_text(file.resolve().parent, file.resolve(), Findings(file.as_posix()))


def put(files: Mapping[Path, bytes], *, fresh: frozenset[Path] = frozenset()) -> None:
    """Write ``files`` in their order; if one fails, those before it are as they were.

    A file of ``fresh`` must not be there yet. Permissions and links stay.
    Raises :class:`publish.errors.UsageError` for a fresh file that is there
    after all, :class:`publish.errors.EnvironmentFault` if the disk refuses.
    """
    done: list[tuple[Path, bytes | None]] = []
    try:
        for path, data in files.items():
            target = path.resolve()
            old = target.read_bytes() if target.exists() else None
            _put(target, data, fresh=path in fresh)
            done.append((target, old))
    except OSError as error:
        for target, old in reversed(done):
            with suppress(OSError):
                target.unlink() if old is None else _put(target, old, fresh=False)
        raise _told(error) from error


def _put(target: Path, data: bytes, *, fresh: bool) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", dir=target.parent)
    stage = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        stage.chmod(target.stat().st_mode & 0o7777 if target.exists() else _usual_mode())
        if fresh:
            _put_fresh(stage, target)
        else:
            stage.replace(target)
    finally:
        stage.unlink(missing_ok=True)


def _put_fresh(stage: Path, target: Path) -> None:
    try:
        os.link(stage, target)  # unlike a rename it fails if there is something
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK):
            raise
        with target.open("xb"):  # a disk without links: take the name first
            stage.replace(target)


def _usual_mode() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _told(error: OSError) -> UsageError | EnvironmentFault:
    if isinstance(error, FileExistsError):
        where = Where(str(error.filename2 or error.filename))
        fix = "Give another name with --name, or --replace it."
        return UsageError(Problem("picture-exists", "is already there", fix, where))
    hints = {
        errno.ENOSPC: "Free some space on the disk; nothing was changed.",
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
