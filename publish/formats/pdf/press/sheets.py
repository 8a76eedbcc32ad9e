"""The sheets of a press edition: the boxes of each page, and blank pages at the end."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name

from publish.formats.pdf.press.geometry import MILLIMETRE, Box
from publish.model.press import Press

AROUND = 12.0
"""Millimeters beyond the bleed, for marks, bars and the slug line."""


def set_boxes(pdf: pikepdf.Pdf, press: Press) -> None:
    """Set the boxes of every page (ISO 32000-1 §14.11.2), from its trimmed page outward."""
    for page in pdf.pages:
        trim = trimmed(page)
        bleed = grown(trim, press.bleed)
        media = grown(bleed, AROUND) if press.marks else bleed
        for key, box in (("/TrimBox", trim), ("/BleedBox", bleed), ("/MediaBox", media)):
            page.obj[key] = Array([round(side, 4) for side in box])
        for key in ("/CropBox", "/ArtBox"):
            if key in page.obj:
                del page.obj[key]


def fill(pdf: pikepdf.Pdf, press: Press) -> int:
    """Add blank pages of the last one's size, up to a whole multiple; their number."""
    missing = -len(pdf.pages) % press.fill_to
    for _ in range(missing):
        last = pdf.pages[-1].obj
        blank = Dictionary(Type=Name.Page, Resources=Dictionary())
        for key in ("/MediaBox", "/TrimBox", "/BleedBox"):
            blank[key] = last[key]
        blank.Contents = pdf.make_stream(b"")
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(blank)))
    return missing


def trimmed(page: pikepdf.Page) -> Box:
    """The page as it is cut."""
    left, bottom, right, top = (float(side) for side in page.trimbox)
    return left, bottom, right, top


def grown(box: Box, by: float) -> Box:
    """A box with so many millimeters more at each side."""
    more = by * MILLIMETRE
    return box[0] - more, box[1] - more, box[2] + more, box[3] + more
