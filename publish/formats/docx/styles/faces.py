"""The faces of a theme's fonts, as Word names, links and stores them.

What is semibold to CSS is bold to Word. Other programs know bold by ``w:b`` alone (§17.3.2.1), and
thicken by themselves a family that has no bold face. So a heavy face takes the place of the bold
one, in a file that says so: Word sets it as it is, and where the font is missing, its substitute is
bold, too.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import field, replace
from functools import lru_cache
from uuid import NAMESPACE_URL, UUID, uuid5

from publish.fonts import naming, sfnt
from publish.fonts.advances import ems
from publish.fonts.opentype import FontFile
from publish.keeping.kept import AS_BYTES, KeptWork
from publish.page import FontFace
from publish.values import dataclass

_INSTALLABLE = 0
_EDITABLE = 8
REGULAR, _BOLD, _ITALIC, _BOLD_ITALIC = "Regular", "Bold", "Italic", "BoldItalic"
_HEAVY = 600
"""The least weight that readers take for bold (CSS Fonts 4 §5.2 synthesizes it from here)."""
_BOLD_BIT, _REGULAR_BIT = 0x20, 0x40
"""Bits of OS/2 fsSelection; in head macStyle, bold is the first."""


@dataclass(frozen=True)
class Face:
    """One face as Word names it. ``line`` and ``descent`` are in ems, if known."""

    family: str
    bold: bool
    italic: bool
    line: float | None = None
    descent: float = 0.25
    stack: tuple[str, ...] = ()
    source: FontFace | None = None
    font: FontFile | None = field(default=None, compare=False, repr=False)
    linked: bool = False
    """Is it bold in Word alone, where its file says so?"""

    def file(self, kept: KeptWork) -> bytes:
        """The bytes of its file."""
        assert self.source is not None
        if not self.linked:
            return self.source.data
        return as_bold(self.source.data, self.family, self.italic, kept)

    @property
    def embedding(self) -> str:
        """The name of its place in Word's font table."""
        if self.bold:
            return _BOLD_ITALIC if self.italic else _BOLD
        return _ITALIC if self.italic else REGULAR

    def width(self, text: str) -> float:
        """The width of ``text`` in ems, unkerned; an estimate if the font is not available."""
        data = self.source.data if self.source else None
        return ems(text, data, monospaced="monospace" in self.stack)


def face_of(source: FontFace) -> Face:
    """The face of a theme's font file."""
    font = FontFile(source.data)
    style = font.name(2) or ""
    return Face(
        family=font.name(1) or source.family,
        bold="Bold" in style,
        italic="Italic" in style,
        line=font.line / font.em,
        descent=-font.descent / font.em,
        source=source,
        font=font,
    )


def may_be_embedded(face: Face) -> bool:
    """Do the font's permission bits allow embedding (OpenType, OS/2 fsType)?"""
    if face.font is None:
        return False
    return face.font.permissions & 0xF in (_INSTALLABLE, _EDITABLE)


def obfuscated(data: bytes, key: UUID) -> bytes:
    """A font file as Word stores it: 32 bytes XORed with its key (ISO 29500-1 §17.8.1)."""
    mask = key.bytes[::-1]
    head = bytes(byte ^ mask[n % 16] for n, byte in enumerate(data[:32]))
    return head + data[32:]


def font_key(face: Face) -> UUID:
    """The key of a face: the same in every document, since it needs no secrecy."""
    return uuid5(NAMESPACE_URL, f"{face.family}#{face.embedding}")


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
    struct.pack_into(">H", metrics, 62, (bits & ~_REGULAR_BIT) | _BOLD_BIT)
    head[45] |= 1
    changed = {
        b"name": naming.renamed(tables[b"name"], names),
        b"OS/2": bytes(metrics),
        b"head": bytes(head),
    }
    return sfnt.with_tables(data, changed)
