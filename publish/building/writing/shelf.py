"""Files that were made, until they are published: large ones wait on the disk, not in memory.

A large one is in a temporary file without a name, which goes with the process, however that ends.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import IO

from publish.values import dataclass

LARGE = 4 << 20
"""Bytes from which a file waits on the disk."""


@dataclass(frozen=True, eq=False)
class Stored:
    """The bytes of one file."""

    small: bytes = field(default=b"", repr=False)
    large: IO[bytes] | None = None

    def read(self) -> bytes:
        """All of them."""
        if self.large is None:
            return self.small
        self.large.seek(0)
        return self.large.read()


def stored(data: bytes, place: IO[bytes] | None = None) -> Stored:
    """Keep ``data``, in ``place`` if it is large. Raises ``OSError`` where the disk has no room."""
    if len(data) < LARGE:
        return Stored(data)
    # It is closed when nobody holds it any more.
    file = place or tempfile.TemporaryFile()  # noqa: SIM115
    file.write(data)
    file.flush()
    return Stored(large=file)


class Shelf(Mapping[str, bytes]):
    """Files by their names; each is read when it is asked for.

    Pickled, it is all of their bytes: it can go to another process, or another machine.
    """

    def __init__(self, files: Mapping[str, Stored | bytes]) -> None:
        self._files = {
            name: stored(file) if isinstance(file, bytes) else file for name, file in files.items()
        }

    def __getitem__(self, name: str) -> bytes:
        return self._files[name].read()

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def __reduce__(self) -> tuple[type[Shelf], tuple[dict[str, bytes]]]:
        return Shelf, (dict(self),)
