"""Puts the files of a folder in a ZIP beside it, and compares the two."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path, PurePosixPath

from publish.unpacked import folder_of


def folders(names: Iterable[str]) -> dict[str, str]:
    """The folders of a set with these files: the name of each, and that of its ZIP."""
    found = ((folder_of(name), name) for name in names)
    return {folder: name for folder, name in found if folder}


def members(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The files in a ZIP of ours, by their paths below its one folder."""
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
    try:
        return {name: sha256(data).hexdigest() for name, data in members(packed.read_bytes())}
    except (OSError, zipfile.BadZipFile):
        return {}


def _hash(file: Path) -> str | None:
    try:
        return sha256(file.read_bytes()).hexdigest() if not file.is_symlink() else None
    except OSError:
        return None
