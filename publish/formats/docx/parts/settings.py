"""The settings part, and the font table part with the theme's fonts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from publish.fonts.scripts import HAN, family_of
from publish.formats.docx.parts.footnotes import separators
from publish.formats.docx.parts.formatting import languages
from publish.formats.docx.styles.faces import Face, font_key, may_be_embedded
from publish.formats.docx.styles.fonts import GENERIC
from publish.formats.docx.xml.elements import Element, root, w

_WORD = "http://schemas.microsoft.com/office/word"
_COMPATIBILITY = {
    # 15 is Word 2013 and later: margins are not added up, tables begin at the margin.
    "compatibilityMode": 15,
    "overrideTableStyleFontSizeAndJustification": 1,
    "enableOpenTypeFeatures": 1,
    "doNotFlipMirrorIndents": 1,
    "differentiateMultirowTableHeaders": 1,
}


def settings(
    *, embedded: bool, even: bool, mirrored: bool, hyphenate: bool, notes: bool, lang: str = "en"
) -> Element:
    """The root of settings.xml, its elements in the schema's order (CT_Settings)."""
    compression = "compressPunctuation" if family_of(lang) in HAN else "doNotCompress"
    return root(
        "settings",
        w("zoom", percent=100),
        w("embedTrueTypeFonts") if embedded else None,
        w("mirrorMargins") if mirrored else None,
        w("defaultTabStop", val=720),
        w("autoHyphenation") if hyphenate else None,
        w("consecutiveHyphenLimit", val=2) if hyphenate else None,
        w("doNotHyphenateCaps") if hyphenate else None,
        w("evenAndOddHeaders") if even else None,
        w("characterSpacingControl", val=compression),
        separators() if notes else None,
        w(
            "compat",
            # A justified line that ends with a break is not stretched.
            w("doNotExpandShiftReturn"),
            *(
                w("compatSetting", name=name, uri=_WORD, val=value)
                for name, value in _COMPATIBILITY.items()
            ),
        ),
        # The language of new text.
        w("themeFontLang", **languages(lang, False)),
        # A picture that Word recompresses loses the credit in its bytes.
        w("doNotAutoCompressPictures"),
    )


def font_table(
    faces: Iterable[tuple[Face, str | None]], stacks: Mapping[str, tuple[str, ...]]
) -> Element:
    """The root of fontTable.xml. Each face comes with the relationship of its embedded file.

    ``stacks`` are the families that CSS names after a family, as its substitutes.
    """
    families: dict[str, list[tuple[Face, str | None]]] = {}
    for face, relation in faces:
        families.setdefault(face.family, []).append((face, relation))
    names = sorted(families)
    return root("fonts", *(_font(name, families[name], stacks.get(name, ())) for name in names))


def _font(name: str, faces: list[tuple[Face, str | None]], stack: tuple[str, ...]) -> Element:
    first = faces[0][0]
    others = ",".join(GENERIC.get(other, other) for other in stack if other != name)
    order = ("Regular", "Bold", "Italic", "BoldItalic")
    embedded = {
        face.embedding: w(
            f"embed{face.embedding}",
            r_id=relation,
            fontKey=f"{{{str(font_key(face)).upper()}}}",
        )
        for face, relation in faces
        if relation
    }
    return w(
        "font",
        w("altName", val=others) if others else None,
        *_description(first),
        *(embedded[kind] for kind in order if kind in embedded),
        name=name,
    )


def _description(face: Face) -> list[Element]:
    """The description by which Word finds a similar font where this one is missing (§17.8.3)."""
    if face.font is None:
        return []
    font, panose = face.font, face.font.panose
    ranges = {f"usb{n}": f"{bits:08X}" for n, bits in enumerate(font.unicode_ranges)}
    pages = {f"csb{n}": f"{bits:08X}" for n, bits in enumerate(font.code_pages)}
    # OpenType, OS/2: a family for text, in one of the classes with serifs.
    serif = panose[0] == 2 and 2 <= panose[1] <= 10
    return [
        w("panose1", val=panose.hex().upper()),
        w("charset", val="00"),
        w("family", val="roman" if serif else "swiss"),
        w("pitch", val="fixed" if font.fixed_pitch else "variable"),
        w("sig", **ranges, **pages),
    ]


def embeddable(faces: Iterable[Face]) -> list[Face]:
    """The faces whose permissions allow embedding."""
    return [face for face in faces if face.source is not None and may_be_embedded(face)]
