"""Folders that a set has beside files which are those folders in a ZIP.

A web page is one file, so that it is proved, hashed, sent and kept like any other, and the same
files in a folder, so that a web server, or a browser, can take it as it is.
"""

from __future__ import annotations

import io
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path, PurePosixPath

_FOLDER_IN_A_ZIP = re.compile(r"(?P<stem>[a-z0-9-]+)\.(?P<kind>[a-z0-9]+)\.zip")


def folder_of(name: str) -> str | None:
    """``ferry-html`` for ``ferry.html.zip``; None for a file that is not unpacked."""
    found = _FOLDER_IN_A_ZIP.fullmatch(name)
    return f"{found['stem']}-{found['kind']}" if found else None


def folders(names: Iterable[str]) -> dict[str, str]:
    """The folders of a set with these files: the name of each, and that of its ZIP."""
    found = ((folder_of(name), name) for name in names)
    return {folder: name for folder, name in found if folder}


def members(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The files in a ZIP of ours, by their paths below its one folder."""
    import zipfile  # late: the verdict on a set asks for names alone

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in archive.infolist():
            yield str(PurePosixPath(*PurePosixPath(entry.filename).parts[1:])), archive.read(entry)


def strangers(folder: Path, packed: Path) -> Iterator[str]:
    """The paths in ``folder`` that are not as they are in the ZIP ``packed``, or not in it."""
    known = _hashes(packed)
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_dir() and not path.is_symlink():
            if not any(other.startswith(f"{name}/") for other in known):
                yield name
        elif not stat.S_ISREG(path.lstat().st_mode) or _hash(path) != known.get(name):
            yield name


def is_whole(folder: Path, packed: Path) -> bool:
    """Whether every file of the ZIP is in ``folder``, to the byte."""
    return all(_hash(folder / name) == known for name, known in _hashes(packed).items())


def _hashes(packed: Path) -> Mapping[str, str]:
    from zipfile import BadZipFile

    try:
        return {name: sha256(data).hexdigest() for name, data in members(packed.read_bytes())}
    except (OSError, ValueError, BadZipFile):
        return {}


def _hash(file: Path) -> str | None:
    try:
        return sha256(file.read_bytes()).hexdigest() if not file.is_symlink() else None
    except OSError:
        return None
