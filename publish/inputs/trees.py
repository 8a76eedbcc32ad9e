"""The content of a whole folder as one hash, which is computed again only if stats have changed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import MutableMapping
from typing import Any

from publish import seen

Memory = MutableMapping[str, Any]
"""The findings of an earlier look, as plain JSON. Any part can be missing or wrong."""


def content(root: str, memory: Memory) -> str:
    """The hash of all files below ``root``, or of one file; compiled Python does not count."""
    known = memory.get(root)
    if isinstance(known, list) and len(known) == 2 and known[0] == _stats(_files(root)):
        return str(known[1])
    began = seen.file_system_time()
    found = _files(root)
    sure = all(seen.vouching(about, began) for _, about in found)
    whole = hashlib.sha256()
    for name, _ in found:
        data = _read(os.path.join(root, name) if name else root)
        whole.update(f"{name}:{len(data)}:".encode() + data)
    memory[root] = [_stats(found) if sure else "", whole.hexdigest()]
    return whole.hexdigest()


def _stats(found: list[tuple[str, os.stat_result]]) -> str:
    """The stats of all files as one value."""
    return _hash(repr([(name, *seen.stats_of(about)) for name, about in found]).encode())


def names(roots: tuple[str, ...], memory: Memory) -> str:
    """The hash of the names and sizes of all files below ``roots``.

    As long as no folder has changed, none is listed again.
    """
    known = memory.get("\n".join(roots))
    if isinstance(known, list) and len(known) == 2 and _same(known[0]):
        return str(known[1])
    began = seen.file_system_time()
    folders: dict[str, int] = {root: _changed(root) for root in roots}
    sizes: list[tuple[str, int]] = []
    for root in roots:
        for at, inner, files in os.walk(root):
            inner.sort()
            folders |= {os.path.join(at, name): _changed(os.path.join(at, name)) for name in inner}
            paths = (os.path.join(at, name) for name in sorted(files))
            sizes += ((path, os.stat(path).st_size) for path in paths if os.path.isfile(path))
    value = _hash(repr(sizes).encode())
    if max(folders.values(), default=0) + seen.FINE < began:
        memory["\n".join(roots)] = [folders, value]
    return value


def _same(folders: object) -> bool:
    return isinstance(folders, dict) and all(_changed(f) == at for f, at in folders.items())


def _changed(folder: str) -> int:
    """When names in a folder last changed; 0 without a folder."""
    try:
        return os.stat(folder).st_mtime_ns
    except OSError:
        return 0


def _files(root: str) -> list[tuple[str, os.stat_result]]:
    """The files below ``root`` by their paths from there, in order; ``""`` for a file itself."""
    if os.path.isfile(root):
        return [("", os.stat(root))]
    found: list[tuple[str, os.stat_result]] = []
    folders = [""]
    while folders:
        base = folders.pop()
        with os.scandir(f"{root}/{base}") as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    if entry.name != "__pycache__":
                        folders.append(f"{base}{entry.name}/")
                elif not entry.name.endswith(".pyc") and entry.is_file():
                    found.append((base + entry.name, entry.stat()))
    return sorted(found)


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
