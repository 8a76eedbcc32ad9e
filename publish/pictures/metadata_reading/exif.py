"""EXIF's statements about a picture's maker (CIPA DC-008 §4.6.5), and those of Windows' tags."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.pictures.metadata_reading import tiff
from publish.pictures.metadata_reading.statement import Source, Statement
from publish.pictures.metadata_reading.text import clean, decoded
from publish.values import dataclass


@dataclass(frozen=True)
class _Row:
    name: str
    field: str
    wide: bool = False
    """In UTF-16, the form of Windows' tags."""


_ROWS = {
    0x013B: _Row("Artist", "creator"),
    0xA437: _Row("Photographer", "creator"),  # since EXIF 3.0, like the title
    0x8298: _Row("Copyright", "copyright"),
    0xA436: _Row("ImageTitle", "title"),
    0x010E: _Row("ImageDescription", "caption"),
    0x9C9D: _Row("XPAuthor", "creator", wide=True),
    0x9C9B: _Row("XPTitle", "title", wide=True),
}

_CAMERA = re.compile(
    r"(\w+ )*digital ?(still )?camera|sony dsc|exif_jpeg_picture|dcim[\\/].*|applemark|ascii"
    r"|default|samsung|my beautiful picture|untitled",
    re.IGNORECASE,
)
"""Text that devices write into ImageDescription by themselves."""


def statements(data: bytes) -> Iterator[Statement]:
    """The statements of the tags; ``Broken`` where they cannot be read further."""
    for tag in tiff.tags(data):
        row = _ROWS.get(tag.number)
        if row is not None:
            text = _text(tag, row)
            if text and not (row.field == "caption" and _CAMERA.fullmatch(text)):
                yield Statement(row.field, text, f"EXIF {row.name}", Source.EXIF)


def _text(tag: tiff.Tag, row: _Row) -> str:
    if row.wide:
        return clean(tag.data.decode("utf-16-le", "replace").split("\0")[0])
    # The copyright can have two parts, the photographer's and the editor's, each ended by a NUL; if
    # only the editor's exists, the first is a space. No other tag has parts.
    parts = tag.data.split(b"\0")[: 2 if row.field == "copyright" else 1]
    return "; ".join(filter(None, (clean(decoded(part)) for part in parts)))
