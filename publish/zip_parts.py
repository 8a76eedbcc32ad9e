"""The parts of a zipped file (EPUB, DOCX) in memory, and the addresses between them.

What is inspected comes from strangers, and what is proved may have been edited. No part is
unpacked beyond the size that the directory says.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

MOST_BYTES = 512 * 2**20
"""Bytes that all parts together may unpack to."""


_UNPACKING = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,  # an unknown method
    RuntimeError,  # an encrypted part
)


class BadZip(Exception):
    """A file, or a part of it, that cannot be unpacked; the text says why."""


class ZipParts:
    """A zipped file. Raises :class:`BadZip` if its directory is broken."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise BadZip(str(error)) from None

    def sizes(self) -> Mapping[str, int]:
        """The parts and their unpacked sizes, in order, as the directory says."""
        return {e.filename: e.file_size for e in self._zip.infolist() if not e.is_dir()}

    @property
    def is_encrypted(self) -> bool:
        """Whether all entries are."""
        entries = self._zip.infolist()
        return bool(entries) and all(entry.flag_bits & 1 for entry in entries)

    def read(self, part: str) -> bytes:
        """A part's bytes; raises :class:`BadZip`."""
        try:
            return self._zip.read(part)
        except _UNPACKING as error:
            raise BadZip(str(error)) from None


def resolve(base: str, address: str) -> str:
    """The part that ``address`` refers to in the part ``base``; ``../…`` if it leaves the file."""
    try:
        path = unquote(urlsplit(address).path)
    except ValueError:  # as an address with half a bracket
        path = address
    joined = path if path.startswith("/") else posixpath.join(posixpath.dirname(base), path)
    return posixpath.normpath(joined).lstrip("/")
