"""Embeds the theme's fonts as subsets of the characters that they set.

TrueType or OpenType instead of WOFF2: every reading system supports them, the
container deflates them, and a fifth more bytes cost less than Brotli's time. Hints are
removed to save space; layout features stay if the stylesheet uses them. HarfBuzz makes the
subsets, a pinned wheel, so they are the same on every machine; it drops the tables that only
Apple's and Graphite's layout use, and the old ``kern``.

A subset is a Modified Version under the SIL Open Font License 1.1, which may not use a
Reserved Font Name (condition 3). If the theme marks a name as reserved, the subset and
the stylesheet get another name. Copyright, trademark and license notices stay
(condition 2).
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from functools import lru_cache

import tinycss2
from tinycss2.ast import IdentToken, QualifiedRule, StringToken

from publish.errors import Problem, ThemeError
from publish.fonts import naming, sfnt
from publish.fonts.matching import nearest
from publish.fonts.opentype import DAMAGED, FontFile
from publish.formats.epub.typeface_usage import Usage
from publish.page import FontFace
from publish.values import dataclass

FEATURES = {
    "small-caps": ("smcp",),
    "all-small-caps": ("smcp", "c2sc"),
    "petite-caps": ("pcap",),
    "all-petite-caps": ("pcap", "c2pc"),
    "titling-caps": ("titl",),
    "unicase": ("unic",),
    "lining-nums": ("lnum",),
    "oldstyle-nums": ("onum",),
    "tabular-nums": ("tnum",),
    "proportional-nums": ("pnum",),
    "slashed-zero": ("zero",),
    "ordinal": ("ordn",),
    "sub": ("subs",),
    "super": ("sups",),
    "discretionary-ligatures": ("dlig",),
    "historical-ligatures": ("hlig",),
    "historical-forms": ("hist",),
}
"""Keywords of ``font-variant`` and the features that they enable (CSS Fonts 4 §6)."""

_RESTRICTED, _NO_SUBSETTING = 0x0002, 0x0100
"""Bits of OS/2 fsType."""
_TAG = 4
"""Bytes of a feature's name."""


@dataclass(frozen=True)
class Embedded:
    """A font file of the EPUB: its face, its name in ``fonts/``, its bytes."""

    family: str
    weight: int
    style: str
    name: str
    media_type: str
    data: bytes = field(repr=False)


def family_names(faces: Iterable[FontFace]) -> dict[str, str]:
    """Return the name in the EPUB of each of the theme's families."""
    reserved: dict[str, bool] = {}
    for face in faces:
        reserved[face.family] = reserved.get(face.family, False) or face.reserved
    return {
        family: f"Publish Face {number}" if changed else family
        for number, (family, changed) in enumerate(reserved.items(), 1)
    }


def features(css: str) -> frozenset[str]:
    """Return the layout features that a stylesheet uses beyond the default ones."""
    found: set[str] = set()
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if not isinstance(rule, QualifiedRule):
            continue
        for declaration in tinycss2.parse_blocks_contents(rule.content):
            name = getattr(declaration, "lower_name", "")
            if name.startswith("font-variant"):
                words = (n.lower_value for n in declaration.value if isinstance(n, IdentToken))
                found.update(tag for word in words for tag in FEATURES.get(word, ()))
            elif name == "font-feature-settings":
                found.update(n.value for n in declaration.value if isinstance(n, StringToken))
    return frozenset(tag for tag in found if len(tag.encode()) == _TAG)


def embed(
    faces: Sequence[FontFace], names: Mapping[str, str], used: Usage, wanted: frozenset[str]
) -> tuple[Embedded, ...]:
    """Return the used faces, each subset to its characters.

    ``used`` has families by their names in the EPUB (:func:`family_names`); ``wanted``
    are layout features to keep. Raises ``ThemeError`` for a file that is no font or may
    not be embedded.
    """
    characters: dict[FontFace, set[int]] = defaultdict(set)
    for typeface, text in used.items():
        missing = {ord(character) for character in text}
        for family in typeface.families:
            members = [face for face in faces if names[face.family] == family]
            if members and missing:
                face = nearest(members, typeface.weight, typeface.style)
                characters[face] |= missing & _opened(face).characters
                missing -= _opened(face).characters
    return tuple(
        _subset(face, names[face.family], number, frozenset(characters[face]), wanted)
        for number, face in enumerate(faces, 1)
        if characters[face]
    )


def face_rules(embedded: Iterable[Embedded]) -> str:
    """Return the ``@font-face`` rules for a stylesheet beside ``fonts/``."""
    return "".join(
        f'@font-face {{\n  font-family: "{face.family}";\n  font-weight: {face.weight};\n'
        f"  font-style: {face.style};\n  src: url(fonts/{face.name});\n}}\n"
        for face in embedded
    )


@lru_cache(maxsize=24)
def _opened(face: FontFace) -> FontFile:
    file = FontFile(face.data, face.number)
    try:
        restricted = file.permissions & 0x000F == _RESTRICTED
    except DAMAGED as error:
        raise _font_error(face, "is not a readable font") from error
    if restricted:
        raise _font_error(face, "cannot be embedded (OS/2 fsType)")
    return file


def _font_error(face: FontFace, what: str) -> ThemeError:
    return ThemeError(
        Problem("theme-font", f"{face.name} {what}", "Use another file under [[fonts]].")
    )


@lru_cache(maxsize=48)
def _subset(
    face: FontFace, family: str, number: int, characters: frozenset[int], wanted: frozenset[str]
) -> Embedded:
    """A face with these characters and features; the same as long as an article uses no others."""
    import uharfbuzz  # late: only an EPUB needs it

    file = _opened(face)
    request = uharfbuzz.SubsetInput()
    if file.permissions & _NO_SUBSETTING:
        request.keep_everything()
    else:
        request.flags = uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
        request.unicode_set.update(characters)
        request.layout_feature_tag_set.update(int.from_bytes(t.encode(), "big") for t in wanted)
        request.drop_table_tag_set.add(int.from_bytes(b"meta", "big"))
    try:
        data = request.subset(file.face).blob.data
        names = file.tables[b"name"]
        if family == face.family:
            # All names and notices stay, for every platform and language.
            data = sfnt.with_tables(data, {b"name": bytes(names)})
        else:
            data = _renamed(data, names, family, face)
    except (RuntimeError, *DAMAGED) as error:
        raise _font_error(face, "is not a readable font") from error
    suffix = "otf" if data[:4] == b"OTTO" else "ttf"
    name = f"{number}-{naming.postscript_name(family, face.weight, face.style)}.{suffix}"
    return Embedded(family, face.weight, face.style, name, f"font/{suffix}", data)


def _renamed(data: bytes, table: memoryview, family: str, face: FontFace) -> bytes:
    names = naming.of_face(family, face.weight, face.style)
    changed = {b"name": naming.renamed(table, names)}
    if b"CFF " in sfnt.tables(data):
        changed[b"CFF "] = _renamed_outlines(data, family, names[4], names[6])
    return sfnt.with_tables(data, changed)


def _renamed_outlines(data: bytes, family: str, full: str, postscript: str) -> bytes:
    """The table of PostScript outlines, which has names of its own."""
    from fontTools.ttLib import TTFont  # late: shipped fonts have other outlines

    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    outlines = font["CFF "]
    outlines.cff.fontNames[0] = postscript
    outlines.cff[0].FamilyName, outlines.cff[0].FullName = family, full
    return bytes(outlines.compile(font))
