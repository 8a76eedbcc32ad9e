"""Reads any PDF, tagged or not, with pikepdf (qpdf): its pictures and their credits.

Soft masks are no pictures of their own. A form's pictures belong to the pages that
paint it. Images that no page paints are reported as not shown.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Stream

from publish.errors import SourceError
from publish.inspecting.document_metadata import Columns
from publish.inspecting.findings import Findings, broken, encrypted, too_large
from publish.inspecting.pdf.captions import caption_texts
from publish.inspecting.pdf.credit_records import ingredients, match_records
from publish.inspecting.pdf.figures import Figure, find_figures
from publish.inspecting.pdf.limits import MOST_PACKET, MOST_PACKETS, Allowance, check_size
from publish.inspecting.pdf.pages import Painted, PaintedImages, find_painted_images
from publish.inspecting.pdf.pixels import Decoder, jpeg_of
from publish.inspecting.pdf.press.document import read_printing, with_names
from publish.inspecting.pdf.press.facts import Printing
from publish.inspecting.picture_metadata import credits_in_packet
from publish.inspecting.places import Place, RawPicture, ShownText, StatedCredits
from publish.metadata import xmp
from publish.metadata.credits import PICTURE


def read_pdf(
    data: bytes, findings: Findings, *, decode: bool
) -> tuple[Columns, list[RawPicture], Printing]:
    """Return the document's metadata, its pictures with their statements, and all for print.

    ``decode`` returns every picture as a file; otherwise only JPEGs, which are files
    already. Raises ``Unreadable`` for a file that is damaged, needs a password, or
    exceeds the limits.
    """
    check_size(data, findings)
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            return _read(pdf, data, findings, decode=decode)
    except pikepdf.PasswordError:
        raise encrypted(findings) from None
    except pikepdf.PdfError as error:
        raise broken(findings, str(error)) from None
    except (MemoryError, RecursionError):
        raise too_large(findings, "the file needs too much memory or nests too deeply") from None


def _read(
    pdf: pikepdf.Pdf, data: bytes, findings: Findings, *, decode: bool
) -> tuple[Columns, list[RawPicture], Printing]:
    if pdf.is_encrypted:
        findings.hint("inspect-restricted", "the file is encrypted but opens without a password")
    packets = _PacketReader(findings)
    columns = _columns(pdf, packets)
    painted = find_painted_images(pdf, findings)
    pictures = {
        number: _picture(pdf.get_object(number, 0), uses, packets)
        for number, uses in painted.images.items()
    }
    if decode:
        decoder = Decoder(findings)
        for number, picture in pictures.items():
            if number in painted.forms:
                continue
            picture.data = decoder.file(pdf.get_object(number, 0)) or picture.data
    _number_pictures(pictures, painted)
    tagged = list(find_figures(pdf, findings))
    _add_tagged_texts(pictures, painted, tagged, caption_texts(data, tagged, findings))
    vector = list(_vector_figures(pictures, painted, tagged))
    match_records(ingredients(columns["xmp"]), list(pictures.values()), findings)
    names = {f"object {number}": picture.name for number, picture in pictures.items()}
    printing = with_names(read_printing(pdf, findings), names)
    return columns, [*pictures.values(), *vector, *painted.inline], printing


def _columns(pdf: pikepdf.Pdf, packets: _PacketReader) -> dict[str, dict[str, tuple[str, ...]]]:
    """Read metadata from XMP, the information dictionary and the catalog."""
    columns: dict[str, dict[str, tuple[str, ...]]] = {"info": {}, "catalog": {}}
    columns["xmp"] = packets.read_from(pdf.Root, "the document")
    info = pdf.trailer.get("/Info")
    for key, value in info.items() if isinstance(info, Dictionary) else ():
        if isinstance(value, pikepdf.String):
            columns["info"][str(key)[1:]] = (str(value),)
    lang = pdf.Root.get("/Lang")
    if isinstance(lang, pikepdf.String):
        columns["catalog"]["Lang"] = (str(lang),)
    return columns


class _PacketReader:
    """Reads the XMP packets of a file, each once."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._allowance = Allowance(MOST_PACKETS, MOST_PACKET)
        self._known: dict[tuple[int, int], dict[str, tuple[str, ...]]] = {}

    def read_from(self, holder: Any, whose: str) -> dict[str, tuple[str, ...]]:
        """Return the XMP properties of an object; empty if it has none, or broken XMP."""
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
            fix = "Its content is not in this report."
            self._findings.warn("inspect-xmp-broken", message, fix)
            return {}


def _picture(image: Any, uses: Painted, packets: _PacketReader) -> RawPicture:
    """Read an image object: its bytes and its own metadata."""
    picture = RawPicture(
        f"object {image.objgen[0]}",
        width=_number(image, "/Width"),
        height=_number(image, "/Height"),
        uses=[f"page {page}" for page in uses.pages],
        pages=uses.pages,
    )
    raw = image.read_raw_bytes()
    picture.digest = sha256(raw).hexdigest()
    if image.get("/Subtype") == Name.Image:
        picture.data = jpeg_of(image, raw)
    if packet := packets.read_from(image, picture.name):
        picture.stated.append(StatedCredits(Place.PDF_IMAGE, credits_in_packet(packet)))
        texts = {name: packet[key][0] for name, key in PICTURE if packet.get(key)}
        picture.alts += [texts["alt"]] if "alt" in texts else []
        picture.captions += [texts["caption"]] if "caption" in texts else []
    return picture


def _number(image: Any, key: str) -> int | None:
    value = image.get(key)
    return int(value) if isinstance(value, int) and value > 0 else None


def _number_pictures(pictures: dict[int, RawPicture], painted: PaintedImages) -> None:
    """Name pictures by their order, as a PDF keeps no file names."""
    for index, (number, picture) in enumerate(pictures.items(), 1):
        picture.name = f"image-{index}"
        if not painted.images[number].pages:
            picture.name += " (not shown)"


def _add_tagged_texts(
    pictures: dict[int, RawPicture],
    painted: PaintedImages,
    tagged: list[Figure],
    texts: dict[int, tuple[str, ...]],
) -> None:
    """Add alternative texts and captions from the structure tree."""
    for index, figure in enumerate(tagged):
        if figure.empty:
            figure.objects += _only_image(figure, tagged, painted)
        numbers = [
            *figure.objects,
            *(n for mark in figure.marks for n in painted.marks.get(mark, ())),
        ]
        for number in dict.fromkeys(numbers):
            if number not in pictures:
                continue
            picture = pictures[number]
            # The tree's text comes first: that in XMP may be older.
            picture.alts[:0] = [figure.alt] if figure.alt else []
            in_xmp = any(stated.place is Place.PDF_IMAGE for stated in picture.stated)
            for text in texts.get(index, ()):
                # The page mixes caption and credits; our own XMP keeps them apart.
                picture.captions += [] if in_xmp else [text]
                picture.shown.append(ShownText(Place.PDF_CAPTION, text))


def _only_image(figure: Figure, tagged: list[Figure], painted: PaintedImages) -> list[int]:
    """Match the only Figure of a page, if it is empty, with the page's only image.

    LibreOffice leaves some Figures empty. With two of either it would be a guess.
    """
    there = [n for n, uses in painted.images.items() if figure.page in uses.pages]
    others = [other for other in tagged if other.page == figure.page]
    return there if len(there) == len(others) == 1 else []


def _vector_figures(
    pictures: dict[int, RawPicture], painted: PaintedImages, tagged: list[Figure]
) -> Iterator[RawPicture]:
    """Yield figures without an image object: vector graphics, such as charts."""
    number = 0
    for figure in tagged:
        images = [n for mark in figure.marks for n in painted.marks.get(mark, ())]
        inline = [p for mark in figure.marks for p in painted.inline_marks.get(mark, ())]
        for picture in inline:
            picture.alts += [figure.alt] if figure.alt else []
        if images or inline or any(n in pictures for n in figure.objects) or not figure.marks:
            continue
        number += 1
        figure_picture = RawPicture(f"drawing-{number}", alts=[figure.alt] if figure.alt else [])
        if figure.page is not None:
            figure_picture.add_use(f"page {figure.page}", figure.page)
        yield figure_picture
