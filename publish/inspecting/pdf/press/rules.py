"""The rules of PDF/X that a file can be asked about: what fails, on anybody's PDF.

ISO 15930-7:2010 (PDF/X-4) and ISO 15930-4:2003 (PDF/X-1a:2003). What only the program that made a
file can know (whether colors are those that were meant) is not asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

from publish.inspecting.pdf.press.facts import Box, Fault, Intent, Printing, Sheet
from publish.values import dataclass

_Found = Iterator[tuple[str, int]]
"""A fault in words, and the page: 0 for the file."""
_CLOSE = 0.01
_MOST_PAGES_NAMED = 5


@dataclass(frozen=True)
class Demand:
    """A clause of a standard: what fails it, and how that is mended."""

    clause: str
    mend: str
    fails: Callable[[Printing], _Found]


def _version(newest: str) -> Callable[[Printing], _Found]:
    def fails(found: Printing) -> _Found:
        if found.version > newest:
            yield f"the file is PDF {found.version}, and the newest allowed is {newest}", 0

    return fails


def _file(found: Printing) -> _Found:
    if found.encrypted:
        yield "the file is encrypted", 0
    if not found.identified:
        yield "the file has no ID", 0


def _dated(found: Printing) -> _Found:
    info = dict(found.info)
    for key in ("Title", "CreationDate", "ModDate"):
        if not info.get(key):
            yield f"the information dictionary has no {key}", 0
    if dict(found.info).get("Trapped") not in ("True", "False"):
        yield "it is not stated whether the file is trapped", 0


def _trapped(found: Printing) -> _Found:
    if found.trapped not in ("True", "False"):
        yield "it is not stated whether the file is trapped", 0


def _claims_x1a(found: Printing) -> _Found:
    if not dict(found.info).get("GTS_PDFXVersion", "").startswith("PDF/X-1"):
        yield "the information dictionary does not claim PDF/X-1a", 0


def _claims_x4(found: Printing) -> _Found:
    xmp = dict(found.xmp)
    if xmp.get("GTS_PDFXVersion") not in ("PDF/X-4", "PDF/X-4p"):
        yield "its XMP does not claim PDF/X-4", 0
    for key in ("DocumentID", "VersionID", "RenditionClass"):
        if not xmp.get(key):
            yield f"its XMP has no xmpMM:{key}", 0
    for key in ("CreateDate", "ModifyDate", "MetadataDate"):
        if not xmp.get(key):
            yield f"its XMP has no xmp:{key}", 0
    if not xmp.get("title"):
        yield "its XMP has no dc:title", 0
    if found.packed:
        yield "its XMP is compressed", 0


def _one_intent(found: Printing) -> Intent | None:
    theirs = [each for each in found.intents if each.kind == "GTS_PDFX"]
    return theirs[0] if len(theirs) == 1 else None


def _intent(versions: tuple[str, ...]) -> Callable[[Printing], _Found]:
    def fails(found: Printing) -> _Found:
        theirs = [each for each in found.intents if each.kind == "GTS_PDFX"]
        if len(theirs) != 1:
            count = len(theirs) or "no"
            yield f"there are {count} output intents for PDF/X, and one is needed", 0
        for each in theirs:
            if not each.identifier:
                yield "the output intent names no printing condition", 0
            yield from _profile(each, versions)

    return fails


def _profile(intent: Intent, versions: tuple[str, ...]) -> _Found:
    profile = intent.profile
    if profile is None:
        if not intent.elsewhere and not intent.registry:
            yield "the output intent has no profile", 0
        return
    if not profile.whole:
        yield "the profile of the output intent is broken", 0
        return
    if profile.kind != "prtr":
        yield f"the profile of the output intent is of class {profile.kind}, not of a printer", 0
    if profile.space not in ("CMYK", "GRAY", "RGB"):
        yield f"the profile of the output intent is for {profile.space}", 0
    if not profile.version.startswith(versions):
        yield f"the profile of the output intent is of ICC version {profile.version}", 0


def _profile_there(found: Printing) -> _Found:
    intent = _one_intent(found)
    if intent and intent.profile is None and not intent.elsewhere:
        yield "the output intent has no profile", 0


def _boxes(found: Printing) -> _Found:
    for sheet in found.sheets:
        if sheet.trim is None and sheet.art is None:
            yield "neither a TrimBox nor an ArtBox", sheet.number
        if sheet.trim is not None and sheet.art is not None:
            yield "both a TrimBox and an ArtBox", sheet.number
        if not _nested(sheet):
            yield "the boxes are not inside each other", sheet.number


def _nested(sheet: Sheet) -> bool:
    boxes: list[Box | None] = [sheet.finished, sheet.bleed, sheet.media]
    there = [box for box in boxes if box is not None]
    return all(_inside(one, other) for one, other in pairwise(there))


def _inside(one: Box, other: Box) -> bool:
    low = one[0] >= other[0] - _CLOSE and one[1] >= other[1] - _CLOSE
    return low and one[2] <= other[2] + _CLOSE and one[3] <= other[3] + _CLOSE


def _colors_x1a(found: Printing) -> _Found:
    for name, page in found.spaces:
        if "RGB" in name or name == "Lab" or name.startswith("ICCBased") or name == "CalGray":
            yield f"the color space {name}", page


def _colors_x4(found: Printing) -> _Found:
    intent = _one_intent(found)
    space = intent.profile.space if intent and intent.profile else ""
    for name, page in found.spaces:
        if name == "DeviceRGB" and space and space != "RGB":
            yield f"DeviceRGB, although the output intent is for {space}", page
        if name == "DeviceCMYK" and space and space != "CMYK":
            yield f"DeviceCMYK, although the output intent is for {space}", page
        if name == "unknown":
            yield "a color space that is none", page


def _transparency(found: Printing) -> _Found:
    for each in found.transparency:
        yield each.what, each.page


def _fonts(found: Printing) -> _Found:
    for font in found.fonts:
        if not font.embedded:
            yield f"the font {font.name} is not in the file", 0


def _faults(found: Printing) -> _Found:
    for each in found.faults:
        yield each.what, each.page


def _notes(found: Printing) -> _Found:
    for each in found.notes:
        yield f"an annotation ({each.what}) in the bleed", each.page


def _newer_features(found: Printing) -> _Found:
    if found.layers:
        yield "layers", 0
    for name in found.filters:
        if name in ("JPXDecode", "JBIG2Decode", "Crypt"):
            yield f"the compression {name}", 0


_AGAIN = "Export it again, for this standard."
_BY_CONVERSION = "Convert all colors to the printing condition when you export the file."
_COMMON = (
    Demand("6.1", "Save it without a password.", _file),
    Demand("boxes", "Set the trimmed page and the bleed when you export the file.", _boxes),
    Demand("fonts", "Embed all fonts when you export the file.", _fonts),
    Demand("annotations", "Remove links and comments from the pages.", _notes),
    Demand("constructs", "Remove it where the file is made.", _faults),
)
RULES: Mapping[str, tuple[Demand, ...]] = {
    "x4": (
        Demand("version", _AGAIN, _version("1.6")),
        Demand("identification", _AGAIN, _claims_x4),
        Demand("trapping", "State whether it is trapped when you export it.", _trapped),
        Demand("output intent", "Choose the printing condition.", _intent(("2.", "4."))),
        Demand("output intent", "Embed the profile of the printing condition.", _profile_there),
        Demand("color", _BY_CONVERSION, _colors_x4),
        *_COMMON,
    ),
    "x1a": (
        Demand("version", _AGAIN, _version("1.4")),
        Demand("identification", _AGAIN, _claims_x1a),
        Demand("information", _AGAIN, _dated),
        Demand("output intent", "Choose the printing condition.", _intent(("2.",))),
        Demand("color", _BY_CONVERSION, _colors_x1a),
        Demand("transparency", "Flatten it when you export the file, or use X-4.", _transparency),
        Demand("features", _AGAIN, _newer_features),
        *_COMMON,
    ),
}
"""The demands of each standard, by the name that ``--preflight`` takes."""
TITLES = {"x4": "PDF/X-4", "x1a": "PDF/X-1a"}


def preflight(found: Printing, standard: str) -> tuple[tuple[Fault, ...], tuple[str, ...]]:
    """The faults against ``standard``, each with its first page, and how each is mended."""
    faults: dict[str, tuple[list[int], str]] = {}
    for demand in RULES[standard]:
        for what, page in demand.fails(found):
            faults.setdefault(what, ([], demand.mend))[0].append(page)
    named = tuple(Fault(_with_pages(what, pages), pages[0]) for what, (pages, _) in faults.items())
    return named, tuple(mend for _, mend in faults.values())


def _with_pages(what: str, pages: list[int]) -> str:
    known = [page for page in pages if page]
    if not known:
        return what
    text = ", ".join(map(str, known[:_MOST_PAGES_NAMED]))
    more = " and others" if len(known) > _MOST_PAGES_NAMED else ""
    return f"{what} on page {text}{more}"
