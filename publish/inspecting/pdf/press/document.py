"""Reads a PDF as a printer does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from publish.inspecting.findings import Findings, printable
from publish.inspecting.pdf.limits import Allowance
from publish.inspecting.pdf.press.collecting import Collected
from publish.inspecting.pdf.press.facts import Box, Fault, Font, Intent, Printing, Sheet
from publish.inspecting.pdf.press.inks import PictureInks
from publish.inspecting.pdf.press.matrices import box_of
from publish.inspecting.pdf.press.spaces import raw_digest
from publish.inspecting.pdf.press.walk import MOST_PAGES, Walk
from publish.pictures.icc import read_profile
from publish.values import dataclass

_MOST_PROFILE = 32 << 20
_MOST_OBJECTS = 500_000
_MOST_NOTED = 50
_MEDIA: Box = (0, 0, 612, 792)
_INK_OUTSIDE = frozenset({"/TrapNet", "/PrinterMark"})
_NEVER = {
    "/JavaScript": "a script",
    "/Launch": "an action",
    "/GoToR": "an action",
    "/SubmitForm": "an action",
    "/ImportData": "an action",
    "/Rendition": "an action",
    "/Movie": "an action",
    "/Sound": "an action",
}


def read_printing(pdf: pikepdf.Pdf, findings: Findings) -> Printing:
    """All that a printer asks of ``pdf``; what cannot be read is a warning in ``findings``."""
    collected = Collected(PictureInks())
    try:
        Walk(pdf, collected, findings).go()
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, AttributeError) as error:
        message = f"not all pages can be read: {error}"
        findings.warn("inspect-pages-broken", message, "The report for print is not complete.")
    sheets = tuple(_sheets(pdf))
    objects = _Objects.read(pdf)
    info, xmp, packed = _info(pdf), *_xmp(pdf, findings)
    standard, claims = _claims(dict(info), dict(xmp))
    faults = {**_document_faults(pdf), **objects.faults, **collected.faults}
    intents = tuple(_intents(pdf, findings))
    own = {each.profile.digest for each in intents if each.profile}
    for digest in own & {*collected.digests}:
        faults.setdefault(
            "the output intent's own profile as a color space", collected.digests[digest]
        )
    return Printing(
        version=pdf.pdf_version,
        standard=standard,
        claims=claims,
        sheets=sheets,
        intents=intents,
        spaces=tuple(collected.spaces.items()),
        spots=tuple(collected.spots.values()),
        fonts=objects.fonts,
        pictures=tuple(collected.pictures.values()),
        transparency=tuple(Fault(what, page) for what, page in collected.transparency.items()),
        overprint=collected.overprint,
        ink=round(collected.ink, 1),
        hairlines=tuple(collected.hairlines),
        reversed=tuple(collected.reversed),
        trapped=dict(xmp).get("Trapped") or dict(info).get("Trapped", ""),
        encrypted=pdf.is_encrypted,
        identified="/ID" in pdf.trailer,
        info=info,
        xmp=xmp,
        packed=packed,
        faults=tuple(Fault(what, page) for what, page in faults.items()),
        notes=tuple(_notes(pdf, sheets)),
        layers="/OCProperties" in pdf.Root,
        filters=objects.filters,
    )


def with_names(found: Printing, names: Mapping[str, str]) -> Printing:
    """``found``, its pictures called by the names of the rest of the report."""
    pictures = (replace(each, name=names.get(each.name, each.name)) for each in found.pictures)
    return replace(found, pictures=tuple(pictures))


def _sheets(pdf: pikepdf.Pdf) -> Iterator[Sheet]:
    for number, page in enumerate(pdf.pages, 1):
        if number > MOST_PAGES:
            return
        own = {key: box_of(page.obj.get(f"/{key}Box")) for key in ("Bleed", "Trim", "Art")}
        media, crop = (box_of(_inherited(page.obj, f"/{key}Box")) for key in ("Media", "Crop"))
        yield Sheet(number, media or _MEDIA, crop, own["Bleed"], own["Trim"], own["Art"])


def _inherited(node: Any, key: str) -> Any:
    for _ in range(20):
        if not isinstance(node, Dictionary) or key in node:
            break
        node = node.get("/Parent")
    return node.get(key) if isinstance(node, Dictionary) else None


@dataclass(frozen=True)
class _Objects:
    """Facts from all objects of a file, painted or not."""

    fonts: tuple[Font, ...]
    filters: tuple[str, ...]
    faults: dict[str, int]

    @classmethod
    def read(cls, pdf: pikepdf.Pdf) -> _Objects:
        fonts: dict[Font, None] = {}
        filters: dict[str, None] = {}
        faults: dict[str, int] = {}
        for count, item in enumerate(pdf.objects):
            if count > _MOST_OBJECTS:
                break
            if isinstance(item, Stream):
                filters |= dict.fromkeys(_filters(item))
                if "/F" in item and not isinstance(item.get("/F"), int | float):
                    faults.setdefault("data in another file", 0)
            if not isinstance(item, Dictionary):
                continue
            kind = item.get("/S")
            if isinstance(kind, Name) and str(kind) in _NEVER and "/P" not in item:
                faults.setdefault(_NEVER[str(kind)], 0)
            if item.get("/Type") == Name.Font and (font := _font(item)) is not None:
                fonts[font] = None
        return cls(tuple(fonts), tuple(filters), faults)


def _font(font: Any) -> Font | None:
    """A font, or None for one that is part of another."""
    kind = str(font.get("/Subtype"))[1:]
    if kind.startswith("CIDFont"):
        return None
    name = str(font.get("/BaseFont", font.get("/Name", "/a font without a name")))[1:]
    if kind == "Type3":
        return Font(printable(name), "Type3", embedded=True)
    holder = font
    if kind == "Type0":
        below = font.get("/DescendantFonts")
        holder = below[0] if isinstance(below, Array) and len(below) else Dictionary()
    descriptor = holder.get("/FontDescriptor") if isinstance(holder, Dictionary) else None
    files = ("/FontFile", "/FontFile2", "/FontFile3")
    there = isinstance(descriptor, Dictionary) and any(
        isinstance(descriptor.get(key), Stream) for key in files
    )
    return Font(printable(name), kind, there)


def _filters(stream: Any) -> list[str]:
    found = stream.get("/Filter")
    names = list(found) if isinstance(found, Array) else [] if found is None else [found]
    return [str(name)[1:] for name in names]


def _document_faults(pdf: pikepdf.Pdf) -> dict[str, int]:
    root, faults = pdf.Root, {}
    if "/AA" in root:
        faults["an action"] = 0
    if isinstance(root.get("/OpenAction"), Dictionary):
        faults["an action"] = 0
    names = root.get("/Names")
    if isinstance(names, Dictionary) and "/JavaScript" in names:
        faults["a script"] = 0
    form = root.get("/AcroForm")
    if isinstance(form, Dictionary) and "/XFA" in form:
        faults["a form of XFA"] = 0
    return faults


def _notes(pdf: pikepdf.Pdf, sheets: tuple[Sheet, ...]) -> Iterator[Fault]:
    """Annotations that reach into the bleed, one of each kind on each page."""
    found = 0
    for sheet in sheets:
        limit = sheet.bleed or sheet.finished
        kinds: set[str] = set()
        page = pdf.pages[sheet.number - 1].obj
        notes = page.get("/Annots")
        for note in notes if isinstance(notes, Array) else []:
            if not isinstance(note, Dictionary) or str(note.get("/Subtype")) in _INK_OUTSIDE:
                continue
            box = box_of(note.get("/Rect"))
            kind = str(note.get("/Subtype"))[1:]
            if box and kind not in kinds and _meet(box, limit):
                kinds.add(kind)
                found += 1
                yield Fault(kind, sheet.number)
        if found > _MOST_NOTED:
            return


def _meet(one: Box, other: Box) -> bool:
    apart = one[2] <= other[0] or one[0] >= other[2] or one[3] <= other[1] or one[1] >= other[3]
    return not apart


def _intents(pdf: pikepdf.Pdf, findings: Findings) -> Iterator[Intent]:
    allowance = Allowance(2 * _MOST_PROFILE, _MOST_PROFILE)
    listed = pdf.Root.get("/OutputIntents")
    for intent in list(listed)[:20] if isinstance(listed, Array) else []:
        if not isinstance(intent, Dictionary):
            continue
        stream = intent.get("/DestOutputProfile")
        data = None
        if isinstance(stream, Stream):
            data = allowance.read(stream, findings, "the profile of the output intent")
        yield Intent(
            kind=str(intent.get("/S"))[1:],
            identifier=_string(intent, "/OutputConditionIdentifier"),
            condition=_string(intent, "/OutputCondition"),
            registry=_string(intent, "/RegistryName"),
            info=_string(intent, "/Info"),
            profile=None if data is None else read_profile(data, raw_digest(stream)),
            elsewhere="/DestOutputProfileRef" in intent,
        )


def _string(holder: Any, key: str) -> str:
    value = holder.get(key)
    return printable(str(value)) if isinstance(value, pikepdf.String | Name) else ""


def _info(pdf: pikepdf.Pdf) -> tuple[tuple[str, str], ...]:
    info = pdf.trailer.get("/Info")
    if not isinstance(info, Dictionary):
        return ()
    return tuple((str(key)[1:], _string(info, str(key)).lstrip("/")) for key in info.keys())  # noqa: SIM118


_PROPERTIES = frozenset(
    {"GTS_PDFXVersion", "DocumentID", "VersionID", "RenditionClass", "CreateDate", "ModifyDate"}
    | {"MetadataDate", "Trapped", "part", "conformance", "rev", "title"}
)
_PREFIXES = "(?:pdfxid|pdfx|xmpMM|xmp|pdf|pdfaid|pdfuaid|dc)"


def _xmp(pdf: pikepdf.Pdf, findings: Findings) -> tuple[tuple[tuple[str, str], ...], bool]:
    """The properties of the document's XMP that PDF/X, PDF/A and PDF/UA ask for."""
    stream = pdf.Root.get("/Metadata")
    if not isinstance(stream, Stream):
        return (), False
    data = Allowance(16 << 20, 16 << 20).read(stream, findings, "the metadata") or b""
    text = data.decode("utf-8", "replace")
    found: dict[str, str] = {}
    for prefix, name, value in re.findall(
        rf"<({_PREFIXES}):(\w+)[^<>]*+>\s*+(?:<rdf:Alt[^<>]*+>\s*+<rdf:li[^<>]*+>)?([^<]*+)<", text
    ) + re.findall(rf"\b({_PREFIXES}):(\w+)=\"([^\"]*)\"", text):
        if name in _PROPERTIES:
            key = f"{prefix}:{name}" if name in ("part", "conformance", "rev") else name
            found.setdefault(key, printable(value))
    return tuple(found.items()), "/Filter" in stream


def _claims(info: dict[str, str], xmp: dict[str, str]) -> tuple[str, tuple[str, ...]]:
    """The PDF/X that a file claims, and all standards that it claims."""
    standard = xmp.get("GTS_PDFXVersion") or info.get("GTS_PDFXConformance")
    standard = standard or info.get("GTS_PDFXVersion", "")
    claims = [standard] if standard else []
    if part := xmp.get("pdfaid:part"):
        claims.append(f"PDF/A-{part}{xmp.get('pdfaid:conformance', '').lower()}")
    if part := xmp.get("pdfuaid:part"):
        claims.append(f"PDF/UA-{part}")
    return standard, tuple(claims)
