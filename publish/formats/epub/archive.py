"""The EPUB container: a ZIP file whose bytes depend on its content alone.

Follows EPUB 3.3 §4.2 (OCF ZIP container): ``mimetype`` comes first, stored,
without an extra field; every other name is UTF-8. Dates, file modes and the
operating system are fixed, so the same entries give the same bytes on every
machine and at every hour.
"""

from __future__ import annotations

import io
import zipfile

MEDIA_TYPE = "application/epub+zip"

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a ZIP file can hold."""

PACKED = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".woff", ".woff2")
"""Formats that are compressed themselves: deflating them again costs time and wins nothing."""

_UNIX = 3
_PLAIN_FILE = 0o100644 << 16


class Archive:
    """What ebooklib's writer calls its ``out``: entries are kept in the order they come in."""

    def __init__(self) -> None:
        self._buffer = io.BytesIO()
        self._zip = zipfile.ZipFile(self._buffer, "w")
        self.writestr("mimetype", MEDIA_TYPE, stored=True)

    def writestr(self, name: str, data: str | bytes, *, stored: bool = False) -> None:
        """Add one file. ``ValueError`` if the name is taken: readers would see one of the two."""
        if name in self._zip.NameToInfo:
            raise ValueError(f"{name} is in the archive already")
        entry = zipfile.ZipInfo(name, EPOCH)
        entry.create_system = _UNIX
        entry.external_attr = _PLAIN_FILE
        keep = stored or name.lower().endswith(PACKED)
        entry.compress_type = zipfile.ZIP_STORED if keep else zipfile.ZIP_DEFLATED
        self._zip.writestr(entry, data, compresslevel=None if keep else 9)

    def getvalue(self) -> bytes:
        """The whole file. Nothing can be added afterwards."""
        self._zip.close()
        return self._buffer.getvalue()
