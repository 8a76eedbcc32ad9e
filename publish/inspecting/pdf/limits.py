"""How much a PDF may unpack to: a stream of 1 MB can hold a gigabyte of zeros."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Name

from publish.inspecting.findings import Findings, too_large

MOST_CONTENT = 256 * 1024 * 1024
"""Bytes of content, unpacked, in the whole document."""
MOST_PACKET, MOST_PACKETS = 16 * 1024 * 1024, 256 * 1024 * 1024
"""Bytes of one XMP packet, and of all."""
MOST_STRUCTURE = 256 * 1024 * 1024
"""Bytes of all object and cross-reference streams together, which qpdf unpacks by itself."""

_HEAD = re.compile(rb"/(?:ObjStm|XRef)\b")
_START = re.compile(rb"stream\r?\n")
_STEP = 1 << 20
_WORST = {
    Name.FlateDecode: 1032,
    Name.LZWDecode: 1400,
    Name.RunLengthDecode: 64,
    Name.ASCIIHexDecode: 1,
    Name.ASCII85Decode: 4,
}
"""How many times a filter can at most blow up what it is given; ``z`` is four zeros."""


def checked(data: bytes, findings: Findings) -> None:
    """Raise ``Unreadable`` if the parts that hold the file together unpack beyond the limit."""
    left = MOST_STRUCTURE
    for head in _HEAD.finditer(data):
        start = _START.search(data, head.end(), head.end() + 4096)
        if start is not None:
            left -= _unpacked(data, start.end(), left)
        if left <= 0:
            raise too_large(findings, f"its objects unpack to over {MOST_STRUCTURE >> 20} MB")


def _unpacked(data: bytes, at: int, most: int) -> int:
    """Bytes that the Flate stream at ``at`` unpacks to, counted up to ``most``; 0 if it is none."""
    stream = zlib.decompressobj()
    count = 0
    try:
        while at < len(data) and count <= most and not stream.eof:
            piece, at = data[at : at + 65536], at + 65536
            while piece and count <= most:
                count += len(stream.decompress(piece, _STEP))
                piece = stream.unconsumed_tail
    except zlib.error:
        return count
    return count


@dataclass
class Allowance:
    """What may be unpacked in all, in bytes; ``each`` is the most for one stream."""

    left: int
    each: int

    def allows(self, stream: Any) -> bool:
        """Whether a stream may be unpacked; if so, it is counted."""
        most = min(self.left, self.each)
        size = unpacked_size(stream, most)
        if size > most:
            return False
        self.left -= size
        return True

    def read(self, stream: Any, findings: Findings, what: str) -> bytes | None:
        """What a stream holds; None, and a Problem, if it is too much or cannot be unpacked."""
        if not self.allows(stream):
            message = f"{what} unpacks to more than it has reason to"
            findings.warn("inspect-too-large", message, "What it holds is not in this report.")
            return None
        try:
            return bytes(stream.read_bytes())
        except (pikepdf.PdfError, pikepdf.DataDecodingError, RuntimeError) as error:
            message = f"{what} cannot be unpacked: {error}"
            findings.warn("inspect-part-broken", message, "What it holds is not in this report.")
            return None


def unpacked_size(stream: Any, most: int) -> int:
    """Bytes that a stream unpacks to at the most, or some number over ``most``.

    An image codec counts as what it is given.
    """
    raw: bytes = stream.read_raw_bytes()
    size = len(raw)
    for index, name in enumerate(_filters(stream)):
        if index == 0 and name == Name.FlateDecode:
            size = _unpacked(raw, 0, most)
        else:
            size *= _WORST.get(name, 1)
    return size


def _filters(stream: Any) -> list[Any]:
    found = stream.get("/Filter")
    return list(found) if isinstance(found, Array) else [] if found is None else [found]
