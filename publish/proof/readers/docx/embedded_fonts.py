"""The fonts in a DOCX, as files again (ISO 29500-1 §17.8.1, §17.8.3)."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from publish.proof.readers.docx.relationships import Relationships
from publish.proof.readers.docx.styles import W

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_KEYED = 32
"""Bytes at a font's beginning that its key is laid over, twice."""


def embedded_fonts(near: Relationships, families: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """The fonts of ``families``, by family and face: ``Publish Serif 4 (embedBold)``."""
    part = near.part("/fontTable")
    table = near.xml("/fontTable")
    if table is None:
        return
    targets = Relationships.of(near.package, part)
    for font in table.iter(f"{W}font"):
        if font.get(f"{W}name") not in families:
            continue
        for face in font:
            data = targets.data(face.get(f"{_R}id") or "")
            if data is not None:
                name = f"{font.get(f'{W}name')} ({face.tag.removeprefix(W)})"
                yield name, _plain(data, face.get(f"{W}fontKey") or "")


def _plain(data: bytes, key: str) -> bytes:
    """The font without the key, whose digits are written from the last byte to the first."""
    digits = key.strip("{}").replace("-", "")
    try:
        mask = bytes.fromhex(digits)[::-1]
    except ValueError:
        return data
    if len(mask) != _KEYED // 2:
        return data
    head = bytes(byte ^ mask[n % len(mask)] for n, byte in enumerate(data[:_KEYED]))
    return head + data[_KEYED:]
