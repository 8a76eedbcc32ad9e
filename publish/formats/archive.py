"""Writes a ZIP file whose bytes depend only on its content.

Dates, file modes and operating system are fixed, so the same entries give the same bytes on every
machine; names are UTF-8.
"""

from __future__ import annotations

import io
import zipfile

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest date of a ZIP entry."""

PACKED = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".woff", ".woff2")
"""Suffixes of compressed formats; deflating them again saves nothing."""

_UNIX = 3
_PLAIN_FILE = 0o100644 << 16


class Archive:
    """A ZIP file in memory; entries keep their order."""

    def __init__(self) -> None:
        self._buffer = io.BytesIO()
        self._zip = zipfile.ZipFile(self._buffer, "w")

    def writestr(self, name: str, data: str | bytes, *, stored: bool = False) -> None:
        """Add a file. Raises ``ValueError`` if the name is taken."""
        if name in self._zip.NameToInfo:
            raise ValueError(f"{name} is in the archive already")
        entry = zipfile.ZipInfo(name, EPOCH)
        entry.create_system = _UNIX
        entry.external_attr = _PLAIN_FILE
        keep = stored or name.lower().endswith(PACKED)
        entry.compress_type = zipfile.ZIP_STORED if keep else zipfile.ZIP_DEFLATED
        self._zip.writestr(entry, data, compresslevel=None if keep else 9)

    def getvalue(self) -> bytes:
        """Close the archive and return its bytes."""
        self._zip.close()
        return self._buffer.getvalue()
