"""The metadata blocks of a PNG (PNG 3rd ed. §11.3), and what ImageMagick puts into text chunks."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from publish.pictures.containers.png import KEYWORD, SIGNATURE
from publish.pictures.embedded.block import MOST_BYTES, MOST_STEPS, Block, Broken, Form
from publish.pictures.embedded.statement import Source, Statement
from publish.pictures.embedded.text import clean, decoded

_TEXTS = (b"tEXt", b"zTXt", b"iTXt")
_PROFILE = re.compile(r"Raw profile type (\w+)")
_XMP = KEYWORD.rstrip(b"\0").decode("ascii")

_FIELDS = {
    "title": "title",
    "author": "creator",
    "copyright": "copyright",
    "description": "caption",
    # By the specification the device that made the picture; who writes an address means
    # where it is from.
    "source": "source",
}


def blocks(data: bytes) -> Iterator[Block]:
    """Every block, before the picture data and after; :class:`Broken` where it is cut short."""
    for kind, payload in _chunks(data):
        if kind == b"eXIf":
            yield Block(Form.EXIF, payload)
        elif kind in _TEXTS:
            keyword, _, rest = payload.partition(b"\0")
            name = decoded(keyword)
            if name != _XMP and name.lower() not in _FIELDS and not _PROFILE.match(name):
                continue
            text = _text(kind, rest)
            if name == _XMP:
                yield Block(Form.XMP, text)
            elif match := _PROFILE.match(name):
                yield from _profile(match[1].lower(), text)
            else:
                yield Block(Form.TEXT, text, name)


def statement(block: Block) -> Statement | None:
    """What a text chunk says, if anything."""
    field, text = _FIELDS[block.name.lower()], clean(decoded(block.data))
    if field == "source" and "://" not in text:
        return None
    return Statement(field, text, f"PNG {block.name}", Source.PNG)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    for _ in range(MOST_STEPS):
        size = int.from_bytes(data[at : at + 4], "big")
        kind = data[at + 4 : at + 8]
        if at + 12 + size > len(data):
            raise Broken("PNG is cut short")
        if kind != b"IDAT":
            yield kind, data[at + 8 : at + 8 + size]
        if kind == b"IEND":
            return
        at += 12 + size
    raise Broken("PNG has too many parts")


def _text(kind: bytes, rest: bytes) -> bytes:
    if kind == b"tEXt":
        return rest
    if kind == b"zTXt":
        return unpacked(rest[1:])
    # Compression flag and method, language, translated keyword.
    parts = rest[2:].split(b"\0", 2)
    if len(parts) < 3:
        raise Broken("PNG text is cut short")
    return unpacked(parts[2]) if rest[0] else parts[2]


def unpacked(packed: bytes, window: int = zlib.MAX_WBITS) -> bytes:
    """What zlib packed; :class:`Broken` if it is damaged, or unfolds to more than a credit has."""
    stream = zlib.decompressobj(window)
    try:
        found = stream.decompress(packed, MOST_BYTES)
    except zlib.error:
        raise Broken("PNG text cannot be unpacked") from None
    if not stream.eof:
        raise Broken("PNG text is cut short, or too long")
    return found


def _profile(kind: str, text: bytes) -> Iterator[Block]:
    """A profile as hexadecimal digits, after a line with its name and one with its length."""
    parts = text.strip().split(b"\n", 2)
    try:
        data = bytes.fromhex(parts[2].decode("ascii"))
    except (IndexError, ValueError):
        raise Broken(f"{kind} profile in the PNG is garbled") from None
    data = data.removeprefix(b"Exif\0\0").removeprefix(b"Photoshop 3.0\0")
    if data.startswith((b"II*\0", b"MM\0*")):
        yield Block(Form.EXIF, data)
    elif data.startswith(b"8BIM"):
        yield Block(Form.IRB, data)
    elif kind == "iptc":
        yield Block(Form.IIM, data)
    elif kind in ("xmp", "app1"):
        yield Block(Form.XMP, data.removeprefix(b"http://ns.adobe.com/xap/1.0/\0"))
