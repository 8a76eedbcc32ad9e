"""The bold face of each family, as Word links it: what is semibold to CSS is bold to Word.

Other programs know bold by ``w:b`` alone (§17.3.2.1), and thicken by themselves a family that has
no bold face. So a heavy face takes the place of the bold one, in a file that says so: Word sets
it as it is, and where the font is missing, its substitute is bold, too.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from publish.fonts import naming, sfnt
from publish.keeping.kept import AS_BYTES, KeptWork

if TYPE_CHECKING:
    from publish.formats.docx.styles.fonts import Face

_HEAVY = 600
"""The least weight that readers take for bold (CSS Fonts 4 §5.2 synthesizes it from here)."""
_BOLD, _REGULAR = 0x20, 0x40
"""Bits of OS/2 fsSelection; in head macStyle, bold is the first."""


def with_bold(faces: Iterable[Face]) -> tuple[Face, ...]:
    """The faces, each heavy one as the bold face of its family, or of one of its own.

    A file whose name its license reserves for the whole font stays as it is.
    """
    every = tuple(faces)
    heavy = [face for face in every if _can_change(face)]
    taken = {(face.family, face.italic) for face in every if face.bold}
    # The nearest to bold first; of two, the lighter.
    places: dict[int, str] = {}
    for face in sorted(heavy, key=lambda f: (abs(_weight(f) - naming.BOLD), _weight(f))):
        family = _family(face)
        if (family, face.italic) in taken:
            family = face.family
        taken.add((family, face.italic))
        places[id(face)] = family
    return tuple(
        replace(face, family=places[id(face)], bold=True, linked=True)
        if id(face) in places
        else face
        for face in every
    )


def _weight(face: Face) -> int:
    return face.source.weight if face.source else naming.REGULAR


def _family(face: Face) -> str:
    """The family in the file, without its weight."""
    return (face.font and face.font.name(16)) or face.family


def _can_change(face: Face) -> bool:
    if face.bold or face.source is None or face.font is None or face.source.weight < _HEAVY:
        return False
    return not (face.source.reserved and _family(face).startswith(face.source.family))


@lru_cache(maxsize=32)
def as_bold(data: bytes, family: str, italic: bool, kept: KeptWork) -> bytes:
    """The font's file as the bold face of ``family``; its outlines stay."""
    return kept.value(
        "bold-face", (data, family, str(italic)), AS_BYTES, lambda: _as_bold(data, family, italic)
    )


def _as_bold(data: bytes, family: str, italic: bool) -> bytes:
    tables = sfnt.tables(data)
    names = naming.of_face(family, naming.BOLD, "italic" if italic else "normal")
    metrics, head = bytearray(tables[b"OS/2"]), bytearray(tables[b"head"])
    struct.pack_into(">H", metrics, 4, naming.BOLD)
    (bits,) = struct.unpack_from(">H", metrics, 62)
    struct.pack_into(">H", metrics, 62, (bits & ~_REGULAR) | _BOLD)
    head[45] |= 1
    changed = {
        b"name": naming.renamed(tables[b"name"], names),
        b"OS/2": bytes(metrics),
        b"head": bytes(head),
    }
    return sfnt.with_tables(data, changed)
