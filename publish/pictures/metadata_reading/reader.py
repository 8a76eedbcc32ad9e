"""From a picture's bytes to its statements."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import TypeVar

from publish.errors import Problem, Severity
from publish.pictures.metadata_reading import (
    exif,
    gif,
    heif,
    iim,
    jpeg,
    packet,
    png,
    psd,
    rdf,
    svg,
    tiff,
    webp,
    xmp,
)
from publish.pictures.metadata_reading.block import (
    MOST_BLOCKS,
    MOST_TOGETHER,
    Block,
    Broken,
    Form,
    broken,
)
from publish.pictures.metadata_reading.statement import Embedded, Source, Statement
from publish.pictures.metadata_reading.text import clean, ungarbled, without_controls
from publish.pictures.structure import gif as gif_structure
from publish.pictures.structure.damage import Damaged
from publish.pictures.structure.iim import DIGEST, IPTC, digest, resources
from publish.pictures.structure.jpeg import SIGNATURE as JPEG
from publish.pictures.structure.png import SIGNATURE as PNG

T = TypeVar("T")
_Blocks = Callable[[bytes], Iterator[Block]]

_KINDS: tuple[tuple[str, int, tuple[bytes, ...], _Blocks], ...] = (
    ("JPEG", 0, (JPEG,), jpeg.blocks),
    ("PNG", 0, (PNG,), png.blocks),
    ("WebP", 8, (b"WEBP",), webp.blocks),
    ("GIF", 0, gif_structure.SIGNATURES, gif.blocks),
    ("TIFF", 0, (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"), tiff.blocks),
    ("AVIF", 4, (b"ftypavif", b"ftypavis"), heif.blocks),
    ("HEIC", 4, (b"ftyphei", b"ftyphev", b"ftypmif1", b"ftypmsf1"), heif.blocks),
    ("PSD", 0, (psd.SIGNATURE,), psd.blocks),
    ("SVG", 0, (b"\x1f\x8b",), svg.blocks),
)
"""Kind, place of its signature, the signatures, and the finder of its metadata."""


def read_embedded(data: bytes) -> Embedded:
    """All statements of a picture about its maker and terms.

    It decodes only metadata, and raises nothing: a broken or unknown file gives its readable part,
    and Problems (warnings and hints; the caller adds their places and the picture's name). A block
    can have 16 MB, unpacked; all of them together 64.
    """
    for kind, at, signatures, blocks in _KINDS:
        if data.startswith(signatures, at):
            return _read(kind, data, blocks(data))
    if packet.is_packet(data):
        return _read("XMP", data, packet.blocks(data))
    if b"<svg" in data[:_HEAD]:
        return _read("SVG", data, svg.blocks(data))
    return Embedded()


def read_packet(data: bytes) -> bytes | None:
    """The XMP packet of any picture, as it is; None if it has none, or is broken."""
    for kind, at, signatures, blocks in _KINDS:
        if data.startswith(signatures, at):
            problems: list[Problem] = []
            found = _until_broken(_within_limits(_named(kind, blocks(data)), data), problems)
            packets = [block for block in found if block.form is Form.XMP]
            return next(_until_broken(jpeg.joined(packets), problems), None)
    return None


_HEAD = 4096
"""Bytes within which an SVG begins, after a declaration and comments."""


def _read(kind: str, picture: bytes, source: Iterator[Block]) -> Embedded:
    problems: list[Problem] = []
    found = list(_until_broken(_within_limits(_named(kind, source), picture), problems))
    own: list[Statement] = []
    others: list[Statement] = []
    packets = [block for block in found if block.form is Form.XMP]
    for text in _until_broken(jpeg.joined(packets), problems):
        try:
            properties = rdf.parsed(text)
        except Broken as error:
            problems.append(broken(str(error)))
        else:
            own = own or list(xmp.own(properties))
            others += xmp.statements(properties, _parts(own) if own else 0)
    stale = False
    for data, noted in _iim(found, problems):
        stale |= noted is not None and noted != digest(data)
        others += _of_iim(data, problems)
    for block in found:
        others += _until_broken(_of(block), problems)
    mended = (_mended(statement, problems) for statement in others if statement.value)
    order = list(Source)
    ordered = sorted(
        dict.fromkeys((*own, *(s for s in mended if s.value))),
        key=lambda s: (s.work, s.second, order.index(s.source)),
    )
    return Embedded(kind, tuple(ordered), tuple(dict.fromkeys(problems)), _parts(own), stale)


def _parts(own: list[Statement]) -> int:
    return 1 + max((statement.work for statement in own), default=0)


def _of(block: Block) -> Iterator[Statement]:
    match block.form:
        case Form.EXIF:
            yield from exif.statements(block.data)
        case Form.SVG:
            yield from svg.statements(block.data)
        case Form.TEXT:
            if (statement := png.statement(block)) is not None:
                yield statement


def _within_limits(source: Iterator[Block], data: bytes) -> Iterator[Block]:
    total = 0
    for block in islice(source, MOST_BLOCKS):
        # A TIFF is its own block of tags, not a copy.
        total += len(block.data) if block.data is not data else 0
        if total > MOST_TOGETHER:
            raise Broken(f"metadata have over {MOST_TOGETHER // 1024 // 1024} MB")
        yield block


def _named(what: str, items: Iterator[T]) -> Iterator[T]:
    """The items; :class:`Broken`, with ``what`` as the name, where the file is damaged."""
    try:
        yield from items
    except Damaged as error:
        raise Broken(f"{what} {error}") from None


def _until_broken(items: Iterable[T], problems: list[Problem]) -> Iterator[T]:
    try:
        yield from items
    except Broken as error:
        problems.append(broken(str(error)))


def _iim(found: list[Block], problems: list[Problem]) -> Iterator[tuple[bytes, bytes | None]]:
    """Every IIM block, with the digest that Photoshop stored for it."""
    for block in found:
        if block.form is Form.IIM:
            yield block.data, None
        elif block.form is Form.IRB:
            named = _named("Photoshop block", resources(block.data))
            parts = list(_until_broken(named, problems))
            noted = next((part.data for part in parts if part.id == DIGEST), None)
            for part in parts:
                if part.id == IPTC:
                    yield part.data, noted


def _of_iim(data: bytes, problems: list[Problem]) -> Iterator[Statement]:
    records = iim.read(data)
    if records.cut:
        problems.append(broken("IPTC is cut short or garbled"))
    if records.misdeclared:
        problems.append(broken("IPTC declares UTF-8, but is not UTF-8"))
    for number, values in records.values.items():
        row = iim.ROWS[number]
        place = f"IPTC 2:{number:02} {row.name}"
        text = "; ".join(filter(None, map(clean, values)))
        yield Statement(row.field, text, place, Source.IPTC, 0, row.second, row.most)


def _mended(statement: Statement, problems: list[Problem]) -> Statement:
    """The statement in its intended letters, with a Problem where they were garbled."""
    meant = ungarbled(statement.value)
    if meant != statement.value:
        message = f"{statement.place} is garbled, “{statement.value}”, and read as “{meant}”"
        fix = "Check whether that is right; if not, write the right text in the front matter."
        problems.append(Problem("image-text-garbled", message, fix, None, Severity.HINT))
    elif "\ufffd" in meant:
        message = f"{statement.place} has lost letters: “{meant}”"
        fix = "Write the whole text in the front matter."
        problems.append(Problem("image-text-garbled", message, fix, None, Severity.WARNING))
    return replace(statement, value=without_controls(meant))
