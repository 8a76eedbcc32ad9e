"""PDF: WeasyPrint lays the Page out; pikepdf makes it conform to the standard of its edition."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from publish.content import Content
from publish.format import Format, Notes, Written
from publish.promise import ASPECTS, Promise

if TYPE_CHECKING:
    from PIL.Image import Image

    from publish.page import Page


def write(page: Page) -> bytes:
    """``page`` as a PDF of the standard of its edition.

    Raises ``ThemeError`` if the theme asks for something that the page does not bring.
    """
    return written(page).data


def written(page: Page) -> Written:
    """The same, with the notes of the page critic."""
    from publish.formats.pdf.critic.remarks import details, remarks
    from publish.formats.pdf.layout.engine import lay_out
    from publish.formats.pdf.standards import standard

    standard(page).refuse(page)
    laid_out, measures = lay_out(page)
    made = standard(page).finish(laid_out, page)
    file = made if isinstance(made, Written) else Written(made)
    told = (*remarks(measures), *file.notes.remarks)
    notes = Notes(told, details(measures), measures.to_json(), laid_out.reduced)
    return Written(file.data, notes)


def pages(data: bytes) -> int:
    """Count the pages of a PDF."""
    import io

    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        return len(pdf.pages)


def show(data: bytes) -> Iterator[Image]:
    """Every page as a picture, by PDFium."""
    from publish.formats.pdf import preview

    return preview.show(data)


def _read(data: bytes) -> Content:
    from publish.proof.readers.pdf.document import read_pdf

    return read_pdf(data)


FORMAT = Format(
    name="pdf",
    suffix=".pdf",
    media_type="application/pdf",
    writer=written,
    reader=_read,
    sheets=("pdf",),
    promise=Promise(
        frozenset(
            {*ASPECTS, "heading numbers", "visibility", "stray text", "glyphs", "page edges"}
            | {"order of lines", "standard", "attachments"}
        ),
        columns=("xmp", "info", "catalog"),
        beside=("xmp",),
    ),
    pages=pages,
    show=show,
    engines=("weasyprint", "pikepdf", "pillow"),
    order=1,
)
