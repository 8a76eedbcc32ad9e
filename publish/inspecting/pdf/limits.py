"""Limits what a PDF may unpack to: a stream of 1 MB can hold a gigabyte of zeros."""

from __future__ import annotations

import re
import zlib
from typing import Any

import pikepdf
from pikepdf import Array, Name

from publish.inspecting.findings import Findings, too_large
from publish.values import dataclass

MOST_CONTENT = 256 * 1024 * 1024
"""Unpacked bytes of all content streams."""
MOST_PACKET, MOST_PACKETS = 16 * 1024 * 1024, 256 * 1024 * 1024
"""Unpacked bytes of one XMP packet, and of all."""
MOST_STRUCTURE = 256 * 1024 * 1024
"""Unpacked bytes of all object and cross-reference streams, which qpdf unpacks by itself."""

_STREAM_TYPE = re.compile(rb"/(?:ObjStm|XRef)\b")
_START = re.compile(rb"stream\r?\n")
_STEP = 1 << 20
_LARGEST_RATIO = {
    Name.FlateDecode: 1032,
    Name.LZWDecode: 1400,
    Name.RunLengthDecode: 64,
    Name.ASCIIHexDecode: 1,
    Name.ASCII85Decode: 4,
}
"""Largest expansion by each filter; in ASCII85, ``z`` means four zeros."""


def check_size(data: bytes, findings: Findings) -> None:
    """Raise ``Unreadable`` if object and cross-reference streams unpack beyond the limit."""
    left = MOST_STRUCTURE
    for head in _STREAM_TYPE.finditer(data):
        start = _START.search(data, head.end(), head.end() + 4096)
        if start is not None:
            left -= _count_unpacked(data, start.end(), left)
        if left <= 0:
            raise too_large(findings, f"its objects unpack to over {MOST_STRUCTURE >> 20} MB")


def _count_unpacked(data: bytes, at: int, most: int) -> int:
    """Count the unpacked bytes of the Flate stream at ``at``, up to ``most``; 0 if it is none."""
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
    """A budget of unpacked bytes; ``each`` is the most for one stream."""

    left: int
    each: int

    def allows(self, stream: Any) -> bool:
        """Return whether a stream may be unpacked; if so, deduct it."""
        most = min(self.left, self.each)
        size = unpacked_size(stream, most)
        if size > most:
            return False
        self.left -= size
        return True

    def read(self, stream: Any, findings: Findings, what: str) -> bytes | None:
        """Unpack a stream; None, and a Problem, if it is too large or damaged."""
        if not self.allows(stream):
            message = f"{what} is too large when unpacked"
            findings.warn("inspect-too-large", message, "Its content is not in this report.")
            return None
        try:
            return bytes(stream.read_bytes())
        except (pikepdf.PdfError, pikepdf.DataDecodingError, RuntimeError) as error:
            message = f"{what} cannot be unpacked: {error}"
            findings.warn("inspect-part-broken", message, "Its content is not in this report.")
            return None


def unpacked_size(stream: Any, most: int) -> int:
    """Return an upper bound of a stream's unpacked bytes, or some number over ``most``.

    Image codecs are not expanded.
    """
    raw: bytes = stream.read_raw_bytes()
    size = len(raw)
    for index, name in enumerate(_filters(stream)):
        if index == 0 and name == Name.FlateDecode:
            size = _count_unpacked(raw, 0, most)
        else:
            size *= _LARGEST_RATIO.get(name, 1)
    return size


def _filters(stream: Any) -> list[Any]:
    found = stream.get("/Filter")
    return list(found) if isinstance(found, Array) else [] if found is None else [found]
