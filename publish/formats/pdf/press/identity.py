"""The metadata by which a file says that it is PDF/X, and is known for the same file again."""

from __future__ import annotations

from importlib.metadata import version

import pikepdf
from pikepdf import Name, String

from publish.metadata import xmp
from publish.metadata.beside import ingredients
from publish.metadata.fields import properties
from publish.metadata.property import Property
from publish.model.press import FIRST_VERSION
from publish.page import Page

_CLAIMS = {"x4": "PDF/X-4", "x1a": "PDF/X-1a:2003"}


def set_identity(pdf: pikepdf.Pdf, page: Page) -> None:
    """Write the XMP and the information dictionary (ISO 15930-7 §6.5, ISO 15930-4 §6.5)."""
    edition = page.edition
    claim = _CLAIMS[edition.standard]
    stated = {row.name: row for row in properties(page.metadata, "xmp")}
    modified = stated["xmp:ModifyDate"] if "xmp:ModifyDate" in stated else stated["xmp:CreateDate"]
    own = [
        Property("pdfxid:GTS_PDFXVersion", (claim,)),
        Property("xmp:MetadataDate", modified.values, modified.kind),
        Property("xmpMM:RenditionClass", ("default",)),
        Property("pdf:Trapped", ("False",)),
        Property("pdf:Producer", (f"WeasyPrint {version('weasyprint')}",)),
    ]
    if "xmpMM:VersionID" not in stated:
        own.append(Property("xmpMM:VersionID", (FIRST_VERSION,)))
    for key, other in (("xmp:ModifyDate", "xmp:CreateDate"), ("xmp:CreateDate", "xmp:ModifyDate")):
        if key not in stated:
            own.append(Property(key, stated[other].values, stated[other].kind))
    listed = ingredients(page.images, page.asset)
    stream = pdf.make_stream(xmp.packet((*stated.values(), *own, *listed)))
    stream.Type, stream.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = pdf.make_indirect(stream)
    info = pdf.trailer.Info
    info.Trapped = Name("/False")
    info.Creator = String("Publish")
    if edition.standard == "x1a":
        info.GTS_PDFXVersion = String(claim)
