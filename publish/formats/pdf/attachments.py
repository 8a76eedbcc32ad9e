"""The article and its credits as files in the PDF (ISO 32000-2 §14.13, ISO 19005-3 §6.8)."""

from __future__ import annotations

from hashlib import md5

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from publish.metadata.values import timestamp
from publish.page import Attached, Page


def attach(pdf: pikepdf.Pdf, page: Page) -> None:
    """Embed the files of ``page``; each is associated with the whole document."""
    modified = _date(timestamp(page.metadata.modified))
    found = [(file.name, _embedded(pdf, file, modified)) for file in page.attached]
    if not found:
        return
    if "/Names" not in pdf.Root:
        pdf.Root.Names = Dictionary()
    names = [part for name, place in sorted(found) for part in (String(name), place)]
    pdf.Root.Names.EmbeddedFiles = Dictionary(Names=Array(names))
    pdf.Root.AF = Array([place for _, place in found])


def _embedded(pdf: pikepdf.Pdf, file: Attached, modified: str) -> pikepdf.Object:
    stream = pdf.make_stream(file.data)
    stream.Type, stream.Subtype = Name.EmbeddedFile, Name(f"/{file.media_type}")
    stream.Params = Dictionary(
        Size=len(file.data),
        ModDate=String(modified),
        CheckSum=String(md5(file.data, usedforsecurity=False).digest()),
    )
    place = Dictionary(Type=Name.Filespec, F=String(file.name), UF=String(file.name))
    place.AFRelationship, place.Desc = Name(f"/{file.relationship}"), String(file.about)
    data = pdf.make_indirect(stream)
    place.EF = Dictionary(F=data, UF=data)
    return pdf.make_indirect(place)


def _date(moment: str) -> str:
    """An ISO 8601 moment in UTC as PDF writes it (ISO 32000-2 §7.9.4)."""
    return "D:" + "".join(c for c in moment if c.isdigit())[:14] + "Z"
