"""The theme's fonts, cut down to the characters that are set in them.

As TrueType or OpenType rather than WOFF2: every reading system takes them, a
fifth more bytes weigh less than the time Brotli needs, and the container
deflates them anyway. Hints are left out for their weight; layout features stay
as far as the stylesheet uses them.

A subset is a Modified Version in the terms of the SIL Open Font License 1.1,
which may not carry a Reserved Font Name (condition 3): where the theme says
that a name is reserved, the file gets another, in every place a name is
written, and the stylesheet calls it by that name. Copyright, trademark and
license notices stay in the file (condition 2).
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import tinycss2
from fontTools import subset
from fontTools.ttLib import TTFont, TTLibError
from tinycss2.ast import IdentToken, QualifiedRule, StringToken

from publish.errors import Problem, ThemeError
from publish.formats.epub.cascade import Usage
from publish.page import FontFace

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
"""Keywords of ``font-variant`` and the features they switch on (CSS Fonts 4 §6)."""

WEIGHT_NAMES = {
    100: "Thin",
    200: "ExtraLight",
    300: "Light",
    400: "Regular",
    500: "Medium",
    600: "SemiBold",
    700: "Bold",
    800: "ExtraBold",
    900: "Black",
}

_NAMING = frozenset({1, 2, 3, 4, 6, 16, 17, 18, 19, 20, 21, 22, 25})
"""Name IDs that call a font by name (OpenType, name table); the others are notices."""

_RESTRICTED, _NO_SUBSETTING = 0x0002, 0x0100
"""Bits of OS/2 fsType."""


@dataclass(frozen=True)
class Embedded:
    """A font file of the EPUB: the face it is, the file's name below ``fonts/``, its bytes."""

    family: str
    weight: int
    style: str
    name: str
    media_type: str
    data: bytes = field(repr=False)


def family_names(faces: Iterable[FontFace]) -> dict[str, str]:
    """What each of the theme's families is called in an EPUB."""
    reserved: dict[str, bool] = {}
    for face in faces:
        reserved[face.family] = reserved.get(face.family, False) or face.reserved
    return {
        family: f"Publish Face {number}" if changed else family
        for number, (family, changed) in enumerate(reserved.items(), 1)
    }


def features(css: str) -> frozenset[str]:
    """The layout features that a stylesheet asks for, beyond those that are always on."""
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
    return frozenset(found)


def embed(
    faces: Sequence[FontFace], names: Mapping[str, str], used: Usage, wanted: frozenset[str]
) -> tuple[Embedded, ...]:
    """The faces in which a character is set, each with just its characters.

    ``used`` calls families by their names in the EPUB (:func:`family_names`);
    ``wanted`` are layout features to keep. Raises ``ThemeError`` for a file
    that is no font, or that may not be embedded.
    """
    opened = {face: _Opened(face) for face in faces}
    characters: dict[FontFace, set[int]] = defaultdict(set)
    for typeface, text in used.items():
        missing = {ord(character) for character in text}
        for family in typeface.families:
            members = [face for face in faces if names[face.family] == family]
            if members and missing:
                face = nearest(members, typeface.weight, typeface.style)
                characters[face] |= missing & opened[face].characters
                missing -= opened[face].characters
    return tuple(
        _subset(opened[face], names[face.family], number, characters[face], wanted)
        for number, face in enumerate(faces, 1)
        if characters[face]
    )


def nearest(faces: Sequence[FontFace], weight: int, style: str) -> FontFace:
    """The face a browser takes: the right style first, then the weight (CSS Fonts 4 §5.2)."""

    def rank(face: FontFace) -> tuple[bool, int, int]:
        distance = abs(face.weight - weight)
        if 400 <= weight <= 500:
            group = 0 if weight <= face.weight <= 500 else 1 if face.weight < weight else 2
        elif weight < 400:
            group = 0 if face.weight <= weight else 1
        else:
            group = 0 if face.weight >= weight else 1
        return face.style != style, group, distance

    return min(faces, key=rank)


def face_rules(embedded: Iterable[Embedded]) -> str:
    """The ``@font-face`` rules, for a stylesheet that stands beside ``fonts/``."""
    return "".join(
        f'@font-face {{\n  font-family: "{face.family}";\n  font-weight: {face.weight};\n'
        f"  font-style: {face.style};\n  src: url(fonts/{face.name});\n}}\n"
        for face in embedded
    )


class _Opened:
    """A font file, read as far as it is needed."""

    def __init__(self, face: FontFace) -> None:
        self.face = face
        self._font: TTFont | None = None

    @property
    def font(self) -> TTFont:
        if self._font is None:
            try:
                self._font = TTFont(
                    io.BytesIO(self.face.data),
                    fontNumber=self.face.number,
                    recalcTimestamp=False,
                    lazy=True,
                )
                self._characters = frozenset(self._font.getBestCmap() or ())
                restricted = self._font["OS/2"].fsType & 0x000F == _RESTRICTED
            except (TTLibError, KeyError) as error:
                raise _fault(self.face, f"is no font that can be read ({error})") from error
            if restricted:
                raise _fault(self.face, "may not be embedded (OS/2 fsType)")
        return self._font

    @property
    def characters(self) -> frozenset[int]:
        return self._characters if self.font else frozenset()


def _fault(face: FontFace, what: str) -> ThemeError:
    return ThemeError(
        Problem("theme-font", f"{face.name} {what}", "Give another file under [[fonts]].")
    )


def _subset(
    opened: _Opened,
    family: str,
    number: int,
    characters: Iterable[int],
    wanted: frozenset[str],
) -> Embedded:
    face, font = opened.face, opened.font
    options = subset.Options()
    options.notdef_outline = True
    options.hinting = False
    options.recalc_timestamp = False
    options.drop_tables = [*options.drop_tables, "meta"]
    options.layout_features = [*options.layout_features, *sorted(wanted)]
    if not font["OS/2"].fsType & _NO_SUBSETTING:
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=sorted(characters))
        # All names stay; finding out which of them are in use takes a fifth of the time.
        table = font["name"]
        del font["name"]
        subsetter.subset(font)
        font["name"] = table
    if family != face.family:
        _rename(font, family, face)
    font.flavor = None
    buffer = io.BytesIO()
    font.save(buffer, reorderTables=True)
    suffix = "otf" if "CFF " in font or "CFF2" in font else "ttf"
    name = f"{number}-{_postscript(family, face)}.{suffix}"
    data = buffer.getvalue()
    return Embedded(family, face.weight, face.style, name, f"font/{suffix}", data)


def _style_name(face: FontFace) -> str:
    weight = WEIGHT_NAMES.get(face.weight, str(face.weight))
    if face.style != "italic":
        return weight
    return "Italic" if face.weight == 400 else f"{weight} Italic"


def _postscript(family: str, face: FontFace) -> str:
    plain = "".join(c for c in family if c.isascii() and c.isalnum()) or "Face"
    return f"{plain}-{_style_name(face).replace(' ', '')}"


def _rename(font: TTFont, family: str, face: FontFace) -> None:
    """Give a font its names anew; families of more than four faces as OpenType wants it."""
    linked = face.weight in (400, 700)
    style, postscript = _style_name(face), _postscript(family, face)
    upright = "Italic" if face.style == "italic" else "Regular"
    names = {
        1: family if linked else f"{family} {WEIGHT_NAMES.get(face.weight, face.weight)}",
        2: style if linked else upright,
        3: f"{face.weight};{postscript}",
        4: f"{family} {style}",
        6: postscript,
    }
    if not linked:
        names |= {16: family, 17: style}
    table = font["name"]
    places = {(r.platformID, r.platEncID, r.langID) for r in table.names}
    table.names = [record for record in table.names if record.nameID not in _NAMING]
    for place in sorted(places):
        for number, text in names.items():
            table.setName(text, number, *place)
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames[0] = postscript
        cff[0].FamilyName, cff[0].FullName = family, names[4]
