"""The subsets of the theme's fonts as WOFF2, which every browser reads (WOFF 2.0)."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import field
from functools import lru_cache

from publish.formats.epub.fonts import Embedded
from publish.values import dataclass

FOLDER = "fonts"


@dataclass(frozen=True)
class Face:
    """A font file of the page."""

    family: str
    weight: int
    style: str
    name: str
    data: bytes = field(repr=False)


def packed(embedded: Iterable[Embedded]) -> tuple[Face, ...]:
    """The subsets, packed; names and notices in them stay."""
    return tuple(
        Face(
            one.family,
            one.weight,
            one.style,
            f"{one.name.rpartition('.')[0]}.woff2",
            _woff2(one.data),
        )
        for one in embedded
    )


def face_rules(faces: Iterable[Face]) -> str:
    """The ``@font-face`` rules; the text is there before its font is, in the next of the stack."""
    return "".join(
        f'@font-face {{\n  font-family: "{face.family}";\n  font-weight: {face.weight};\n'
        f"  font-style: {face.style};\n  font-display: swap;\n"
        f'  src: url({FOLDER}/{face.name}) format("woff2");\n}}\n'
        for face in faces
    )


@lru_cache(maxsize=48)
def _woff2(data: bytes) -> bytes:
    from fontTools.ttLib import TTFont  # late: only a web page needs it

    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    font.flavor = "woff2"
    made = io.BytesIO()
    font.save(made, reorderTables=False)
    return made.getvalue()
