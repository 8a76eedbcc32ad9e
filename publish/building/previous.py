"""The set of files in a folder before a build."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from publish.building import manifest
from publish.building.digest import sha256_of
from publish.building.manifest import Manifest
from publish.inputs import record as records
from publish.inputs.record import File
from publish.values import dataclass


@dataclass(frozen=True)
class Previous:
    """A set that was built before: its manifest, and the hashes of its files as they are now.

    ``sha256`` is the hash of the manifest file, which identifies the set.
    """

    manifest: Manifest
    sha256: str
    found: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, File] = field(default_factory=dict)
    """The origins of its files, as far as they are known."""

    def made_from(self, name: str, key: str) -> bool:
        """Whether a file is as a build left it that made it from the inputs with this ``key``."""
        file = self.files.get(name)
        whole = name in self.found and self.found[name] == self.manifest.outputs.get(name)
        return whole and file is not None and file.key == key

    @property
    def edited(self) -> Mapping[str, str]:
        """The files that somebody changed by hand, with their hashes as they are now."""
        return {n: sha for n, sha in self.found.items() if sha != self.manifest.outputs[n]}


def previous(folder: Path) -> Previous | None:
    """The set in ``folder``; None if there is none.

    Raises ``SourceError`` if its manifest is broken.
    """
    record = manifest.load(folder) if folder.is_dir() else None
    if record is None:
        return None
    hashes = {n: hash_of(folder / n) for n in record.outputs}
    found = {name: known for name, known in hashes.items() if known}
    sha = hash_of(folder / manifest.NAME) or ""
    known = records.read(folder)
    return Previous(record, sha, found, known.files if known and known.manifest == sha else {})


def hash_of(file: Path) -> str | None:
    """The hash of a file's bytes; None if it cannot be read, or is none."""
    try:
        return sha256_of(file) if file.is_file() else None
    except OSError:
        return None
