"""Completes WeasyPrint's PDF/A: metadata, credits, and PDF/UA in the same file.

WeasyPrint supports one standard at a time and no image metadata, so pikepdf adds
these to its finished file.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from importlib.metadata import version

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from publish.errors import EnvironmentFault, Problem, ThemeError
from publish.formats.pdf import attachments, svg_forms
from publish.formats.pdf.color_profiles import ProfileStreams
from publish.formats.pdf.layout.output import LaidOut, object_name
from publish.formats.pdf.structure import asides, contents, decorations, links, pdf_2, targets
from publish.formats.pdf.structure.artifacts import mark_artifacts
from publish.formats.pdf.structure.repair import repair
from publish.languages.locale import direction
from publish.metadata.beside import ingredients
from publish.metadata.credits import image_packet
from publish.metadata.fields import properties
from publish.metadata.property import Property
from publish.metadata.xmp import PDF_A3A_UA1, PDF_A4F_UA2, document_packet
from publish.model.edition import A3A_UA1, A4F_UA2
from publish.page import Page

_CLAIMS: Mapping[str, tuple[Iterable[Property], bool]] = {
    A3A_UA1: (PDF_A3A_UA1, False),
    A4F_UA2: (PDF_A4F_UA2, True),
}
"""The statement that a file makes of its standard, and whether that is PDF 2.0. One for a press is
completed further from the first."""
_KNOWN = "70"
"""Major version of WeasyPrint whose names of image objects are known here."""


def finish(laid_out: LaidOut, page: Page) -> bytes:
    """Complete a file of ``publish.formats.pdf.layout.engine``, and close it."""
    with laid_out.file, pikepdf.open(laid_out.file) as pdf:
        pdf.trailer.ID = Array([String(laid_out.identifier)] * 2)
        tools = (Property("pdf:Producer", (f"WeasyPrint {version('weasyprint')}",)),)
        listed = ingredients(page.images, page.asset)
        claim, is_new = _CLAIMS.get(page.edition.standard, _CLAIMS[A3A_UA1])
        packet = document_packet(page.metadata, standards=claim, tools=tools, pictures=listed)
        pdf.Root.Metadata = _metadata(pdf, packet)
        _set_info(pdf, page, informed=not is_new)
        _add_credits(pdf, page)
        mark_artifacts(pdf)
        contents.set_tags(pdf)
        if marks := decorations.remove_decorations(pdf):
            mark_artifacts(pdf, marks)
        repair(pdf)
        links.describe(pdf, page)
        asides.complete(pdf, is_new=is_new)
        if is_new:
            pdf_2.convert(pdf, page.markup)
            targets.lead_to_elements(pdf)
        attachments.attach(pdf, page)
        pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
        _set_reading_direction(pdf, page)
        done = io.BytesIO()
        pdf.save(
            done,
            deterministic_id=True,
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return done.getvalue()


def _set_reading_direction(pdf: pikepdf.Pdf, page: Page) -> None:
    """Set the reading order of facing pages (ISO 32000-1 §12.2, Direction)."""
    if direction(page.metadata.lang) == "rtl":
        if "/ViewerPreferences" not in pdf.Root:
            pdf.Root.ViewerPreferences = Dictionary()
        pdf.Root.ViewerPreferences.Direction = Name.R2L


def _metadata(pdf: pikepdf.Pdf, packet: bytes) -> pikepdf.Object:
    stream = pdf.make_stream(packet)
    stream.Type = Name.Metadata
    stream.Subtype = Name.XML
    return pdf.make_indirect(stream)


def _set_info(pdf: pikepdf.Pdf, page: Page, *, informed: bool) -> None:
    """Write the metadata of XMP into the information dictionary and the catalog, too.

    PDF/A-4 forbids the dictionary (ISO 19005-4 §6.1.3).
    """
    info = Dictionary(
        {f"/{row.name}": String(row.value) for row in properties(page.metadata, "info")}
    )
    info.Producer = String(f"WeasyPrint {version('weasyprint')}")
    if informed:
        pdf.trailer.Info = pdf.make_indirect(info)
    elif "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    for row in properties(page.metadata, "catalog"):
        pdf.Root[f"/{row.name}"] = String(row.value)


def _add_credits(pdf: pikepdf.Pdf, page: Page) -> None:
    """Attach every picture's credit to the image object that shows it (ISO 32000-1 §14.3.2).

    WeasyPrint may encode a picture again, so bytes do not identify it: WeasyPrint's
    name for the object does, as it derives from the picture's address. An SVG is a
    form that names its picture.
    """
    packets = {image.name: image_packet(image, pdfa=True) for image in page.images}
    missing = set(packets)
    for drawing in page.drawings:  # A theme can leave one out.
        packets[drawing.name] = image_packet(drawing, pdfa=True)
    assets = {asset.name: asset for asset in page.assets}
    names = {f"i{object_name(name)}": name for name in packets}
    profiles = ProfileStreams(pdf)
    for sheet in pdf.pages:
        pictures = sheet.obj.get("/Resources", Dictionary()).get("/XObject", Dictionary())
        for key, picture in pictures.items():
            shown = names.get(key.removeprefix("/")[:-1], "")  # without the interpolation flag
            if svg_forms.NAME in picture:
                shown = str(picture[svg_forms.NAME])
                del picture[svg_forms.NAME]
                svg_forms.fix_gradients(picture)
            if shown not in packets:
                continue
            missing.discard(shown)
            if "/Metadata" not in picture:
                picture.Metadata = _metadata(pdf, packets[shown])
                profiles.apply(picture, assets[shown])
    if missing and version("weasyprint").split(".")[0] == _KNOWN:
        raise ThemeError(
            Problem(
                "theme-picture-lost",
                f"{len(missing)} of {len(packets)} pictures are on no page: "
                f"the theme {page.look.theme} hides them or places them off the page",
                "Check `display`, `position` and the size of `img` in its stylesheets.",
            )
        )
    if missing:
        raise EnvironmentFault(
            Problem(
                "pdf-image-unknown",
                f"{len(missing)} of {len(packets)} pictures cannot be identified in the PDF",
                "Install the supported version: pip install -c constraints.txt weasyprint",
            )
        )
