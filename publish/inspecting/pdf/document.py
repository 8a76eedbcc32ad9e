"""A PDF, anybody's, tagged or not: its pictures, and what the file says of each.

pikepdf (qpdf) reads it. Soft masks are no pictures of their own; a form's
pictures are those of the pages that paint it; what no page paints is in the file
all the same, and is told as such.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Stream

from publish.errors import SourceError
from publish.inspecting.document import Columns
from publish.inspecting.embedded import packet_credits
from publish.inspecting.findings import Findings, broken, encrypted, too_large
from publish.inspecting.pdf.captions import caption_texts
from publish.inspecting.pdf.credit_records import ingredients, recorded
from publish.inspecting.pdf.figures import Figure, figures
from publish.inspecting.pdf.limits import MOST_PACKET, MOST_PACKETS, Allowance, checked
from publish.inspecting.pdf.pages import Painted, Painting, paintings
from publish.inspecting.pdf.pixels import Decoder, jpeg_of
from publish.inspecting.places import Place, Shown, Sighting, Stated
from publish.metadata import xmp
from publish.metadata.credits import PICTURE


def read_pdf(data: bytes, findings: Findings, *, decode: bool) -> tuple[Columns, list[Sighting]]:
    """The document's metadata, and its pictures with everything said of them.

    ``decode``: give every picture as a file; else only JPEGs, which are one already.
    Raises ``Unreadable`` for a file that is broken, needs a password, or unpacks
    beyond the limits.
    """
    checked(data, findings)
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            return _read(pdf, data, findings, decode=decode)
    except pikepdf.PasswordError:
        raise encrypted(findings) from None
    except pikepdf.PdfError as error:
        raise broken(findings, str(error)) from None
    except (MemoryError, RecursionError):
        raise too_large(findings, "the file is built so that reading it has no end") from None


def _read(
    pdf: pikepdf.Pdf, data: bytes, findings: Findings, *, decode: bool
) -> tuple[Columns, list[Sighting]]:
    if pdf.is_encrypted:
        findings.hint("inspect-restricted", "the file is encrypted, and opens without a password")
    packets = _Packets(findings)
    columns = _columns(pdf, packets)
    painting = paintings(pdf, findings)
    pictures = {
        number: _picture(pdf.get_object(number, 0), painted, packets)
        for number, painted in painting.images.items()
    }
    if decode:
        decoder = Decoder(findings)
        for number, picture in pictures.items():
            if number in painting.drawings:
                continue
            picture.data = decoder.file(pdf.get_object(number, 0)) or picture.data
    _name(pictures, painting)
    tagged = list(figures(pdf, findings))
    _describe(pictures, painting, tagged, caption_texts(data, tagged, findings))
    drawn = list(_drawn(pictures, painting, tagged))
    recorded(ingredients(columns["xmp"]), list(pictures.values()), findings)
    return columns, [*pictures.values(), *drawn, *painting.inline]


def _columns(pdf: pikepdf.Pdf, packets: _Packets) -> dict[str, dict[str, tuple[str, ...]]]:
    """Metadata from the packet, the information dictionary and the catalog."""
    columns: dict[str, dict[str, tuple[str, ...]]] = {"info": {}, "catalog": {}}
    columns["xmp"] = packets.on(pdf.Root, "the document")
    info = pdf.trailer.get("/Info")
    for key, value in info.items() if isinstance(info, Dictionary) else ():
        if isinstance(value, pikepdf.String):
            columns["info"][str(key)[1:]] = (str(value),)
    lang = pdf.Root.get("/Lang")
    if isinstance(lang, pikepdf.String):
        columns["catalog"]["Lang"] = (str(lang),)
    return columns


class _Packets:
    """The XMP packets of a file, each read once."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._allowance = Allowance(MOST_PACKETS, MOST_PACKET)
        self._known: dict[tuple[int, int], dict[str, tuple[str, ...]]] = {}

    def on(self, holder: Any, whose: str) -> dict[str, tuple[str, ...]]:
        """The properties of the packet on an object; none if it has none, or a broken one."""
        stream = holder.get("/Metadata")
        if not isinstance(stream, Stream):
            return {}
        if stream.objgen not in self._known:
            self._known[stream.objgen] = self._read(stream, whose)
        return self._known[stream.objgen]

    def _read(self, stream: Any, whose: str) -> dict[str, tuple[str, ...]]:
        packet = self._allowance.read(stream, self._findings, f"the metadata of {whose}")
        if packet is None:
            return {}
        try:
            return xmp.read(packet)
        except SourceError as error:
            why = error.problems[0].message.removeprefix("the picture's own XMP ")
            message = f"the XMP of {whose} {why}"
            fix = "What it says is not in this report."
            self._findings.warn("inspect-xmp-broken", message, fix)
            return {}


def _picture(image: Any, painted: Painted, packets: _Packets) -> Sighting:
    """An image object: its bytes, and what its own metadata states."""
    picture = Sighting(
        f"object {image.objgen[0]}",
        width=_number(image, "/Width"),
        height=_number(image, "/Height"),
        uses=[f"page {page}" for page in painted.pages],
        pages=painted.pages,
    )
    raw = image.read_raw_bytes()
    picture.digest = sha256(raw).hexdigest()
    if image.get("/Subtype") == Name.Image:
        picture.data = jpeg_of(image, raw)
    if packet := packets.on(image, picture.name):
        picture.stated.append(Stated(Place.PDF_IMAGE, packet_credits(packet)))
        said = {name: packet[key][0] for name, key in PICTURE if packet.get(key)}
        picture.alts += [said["alt"]] if "alt" in said else []
        picture.captions += [said["caption"]] if "caption" in said else []
    return picture


def _number(image: Any, key: str) -> int | None:
    value = image.get(key)
    return int(value) if isinstance(value, int) and value > 0 else None


def _name(pictures: dict[int, Sighting], painting: Painting) -> None:
    """Pictures are called by their order in the document; a PDF keeps no file names."""
    for index, (number, picture) in enumerate(pictures.items(), 1):
        picture.name = f"image-{index}"
        if not painting.images[number].pages:
            picture.name += " (not shown)"


def _describe(
    pictures: dict[int, Sighting],
    painting: Painting,
    tagged: list[Figure],
    texts: dict[int, tuple[str, ...]],
) -> None:
    """Alternative texts and captions, from the structure tree."""
    for index, figure in enumerate(tagged):
        if figure.empty:
            figure.objects += _only(figure, tagged, painting)
        numbers = [
            *figure.objects,
            *(n for mark in figure.marks for n in painting.marks.get(mark, ())),
        ]
        for number in dict.fromkeys(numbers):
            if number not in pictures:
                continue
            picture = pictures[number]
            # The tree's own words come first: the packet's may be an older text.
            picture.alts[:0] = [figure.alt] if figure.alt else []
            said = any(stated.place is Place.PDF_IMAGE for stated in picture.stated)
            for text in texts.get(index, ()):
                # The page has caption and credits in one; our own packet keeps them apart.
                picture.captions += [] if said else [text]
                picture.shown.append(Shown(Place.PDF_CAPTION, text))


def _only(figure: Figure, tagged: list[Figure], painting: Painting) -> list[int]:
    """The one image of a page for its one Figure, where the tree does not say what that shows.

    LibreOffice leaves some Figures empty. With two of either it would be a guess.
    """
    there = [n for n, painted in painting.images.items() if figure.page in painted.pages]
    others = [other for other in tagged if other.page == figure.page]
    return there if len(there) == len(others) == 1 else []


def _drawn(
    pictures: dict[int, Sighting], painting: Painting, tagged: list[Figure]
) -> Iterator[Sighting]:
    """Figures without an image object: drawings, as a chart is."""
    number = 0
    for figure in tagged:
        images = [n for mark in figure.marks for n in painting.marks.get(mark, ())]
        inline = [p for mark in figure.marks for p in painting.inline_marks.get(mark, ())]
        for picture in inline:
            picture.alts += [figure.alt] if figure.alt else []
        if images or inline or any(n in pictures for n in figure.objects) or not figure.marks:
            continue
        number += 1
        drawing = Sighting(f"drawing-{number}", alts=[figure.alt] if figure.alt else [])
        if figure.page is not None:
            drawing.used(f"page {figure.page}", figure.page)
        yield drawing
