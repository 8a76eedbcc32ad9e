"""The metadata blocks of a PNG (PNG 3rd ed. §11.3), and ImageMagick's text chunks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.pictures.metadata_reading.block import Block, Form
from publish.pictures.metadata_reading.statement import Source, Statement
from publish.pictures.metadata_reading.text import clean, decoded
from publish.pictures.structure import png
from publish.pictures.structure.jpeg import EXIF, PHOTOSHOP, XMP

_TEXTS = (b"tEXt", b"zTXt", b"iTXt")
_PROFILE = re.compile(r"Raw profile type (\w+)")
_XMP = png.XMP.decode("ascii")

_FIELDS = {
    "title": "title",
    "author": "creator",
    "copyright": "copyright",
    "description": "caption",
    # By the specification the device that made the picture; an address there is the picture's
    # source.
    "source": "source",
}


def blocks(data: bytes) -> Iterator[Block]:
    """Every block, before the picture data and after; ``Damaged`` where it is truncated."""
    for chunk in png.chunks(data):
        if chunk.type == b"eXIf":
            yield Block(Form.EXIF, chunk.payload)
        elif chunk.type in _TEXTS:
            keyword, _, rest = chunk.payload.partition(b"\0")
            name = decoded(keyword)
            if name != _XMP and name.lower() not in _FIELDS and not _PROFILE.match(name):
                continue
            text = png.text(chunk.type, rest)
            if name == _XMP:
                yield Block(Form.XMP, text)
            elif match := _PROFILE.match(name):
                yield from _profile(match[1].lower(), text)
            else:
                yield Block(Form.TEXT, text, name)


def statement(block: Block) -> Statement | None:
    """The statement in a text chunk, if any."""
    field, text = _FIELDS[block.name.lower()], clean(decoded(block.data))
    if field == "source" and "://" not in text:
        return None
    return Statement(field, text, f"PNG {block.name}", Source.PNG)


def _profile(kind: str, text: bytes) -> Iterator[Block]:
    """A profile that ImageMagick wrote into a text."""
    _, data = png.profile(text)
    data = data.removeprefix(EXIF + b"\0").removeprefix(PHOTOSHOP)
    if data.startswith((b"II*\0", b"MM\0*")):
        yield Block(Form.EXIF, data)
    elif data.startswith(b"8BIM"):
        yield Block(Form.IRB, data)
    elif kind == "iptc":
        yield Block(Form.IIM, data)
    elif kind in ("xmp", "app1"):
        yield Block(Form.XMP, data.removeprefix(XMP))
