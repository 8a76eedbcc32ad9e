"""From a picture's bytes to its statements."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import TypeVar

from publish.errors import Problem, Severity
from publish.metadata.embedded import exif, iim, jpeg, tiff, xmp
from publish.metadata.embedded.block import MOST_BLOCKS, Block, Broken, Form, broken
from publish.metadata.embedded.letters import clean, ungarbled
from publish.metadata.embedded.statement import Embedded, Source, Statement

T = TypeVar("T")
_Blocks = Callable[[bytes], Iterator[Block]]

_KINDS: tuple[tuple[str, int, tuple[bytes, ...], _Blocks], ...] = (
    ("JPEG", 0, (b"\xff\xd8\xff",), jpeg.blocks),
    ("TIFF", 0, (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"), tiff.blocks),
)
"""Kind, where its signature stands, the signature, and what finds its metadata."""


def read_embedded(data: bytes) -> Embedded:
    """All that a picture says of who made it and on what terms.

    Nothing is decoded but metadata, and nothing raised: a broken or unknown
    file gives what could be read, and Problems (warnings; their places are the
    caller's to fill in). Each block may have 16 MB, unpacked.
    """
    for kind, at, signatures, blocks in _KINDS:
        if data.startswith(signatures, at):
            return _read(kind, blocks(data))
    return Embedded()


def _read(kind: str, source: Iterator[Block]) -> Embedded:
    problems: list[Problem] = []
    found = list(_until_broken(islice(source, MOST_BLOCKS), problems))
    statements: list[Statement] = []
    packets = [block for block in found if block.form is Form.XMP]
    for packet in _until_broken(jpeg.joined(packets), problems):
        statements += _until_broken(xmp.statements(packet), problems)
    stale = False
    for data, digest in _iim(found, problems):
        stale |= digest is not None and digest != iim.digest(data)
        statements += _of_iim(data, problems)
    for block in found:
        if block.form is Form.EXIF:
            statements += _until_broken(exif.statements(block.data), problems)
    mended = [_mended(statement, problems) for statement in statements]
    order = list(Source)
    ordered = sorted(
        dict.fromkeys(s for s in mended if s.value),
        key=lambda s: (s.work, s.second, order.index(s.source)),
    )
    return Embedded(kind, tuple(ordered), tuple(dict.fromkeys(problems)), stale)


def _until_broken(items: Iterable[T], problems: list[Problem]) -> Iterator[T]:
    try:
        yield from items
    except Broken as error:
        problems.append(broken(str(error)))


def _iim(found: list[Block], problems: list[Problem]) -> Iterator[tuple[bytes, bytes | None]]:
    """Every IIM block, with the digest that Photoshop noted of it."""
    for block in found:
        if block.form is Form.IIM:
            yield block.data, None
        elif block.form is Form.IRB:
            parts = list(_until_broken(iim.resources(block.data), problems))
            digest = next((part for number, part in parts if number == iim.DIGEST), None)
            for number, part in parts:
                if number == iim.IPTC:
                    yield part, digest


def _of_iim(data: bytes, problems: list[Problem]) -> Iterator[Statement]:
    records = iim.read(data)
    if records.cut:
        problems.append(broken("IPTC is cut short or garbled"))
    if records.misdeclared:
        problems.append(broken("IPTC says that it is in UTF-8, and is not"))
    for number, values in records.values.items():
        row = iim.DATASETS[number]
        place = f"IPTC 2:{number:02} {row.name}"
        text = "; ".join(filter(None, map(clean, values)))
        yield Statement(row.field, text, place, Source.IPTC, second=row.second)


def _mended(statement: Statement, problems: list[Problem]) -> Statement:
    """The statement in the letters that were meant, with a Problem where they were garbled."""
    meant = clean(ungarbled(statement.value))
    if meant != statement.value:
        message = f"{statement.place} is garbled, “{statement.value}”, and read as “{meant}”"
        fix = "See whether that is right; if not, write the right text into the front matter."
        problems.append(Problem("image-text-garbled", message, fix, None, Severity.HINT))
    elif "\ufffd" in meant:
        message = f"{statement.place} has lost letters: “{meant}”"
        fix = "Write the whole text into the front matter."
        problems.append(Problem("image-text-garbled", message, fix, None, Severity.WARNING))
    return replace(statement, value=meant)
