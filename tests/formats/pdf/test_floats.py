"""A floated picture stays on one page with its caption and credit."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace

import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTFigure, LTImage

from publish import verify
from publish.composing.compose import compose
from publish.composing.specimen import specimen_article
from publish.composing.theme.loading import load
from publish.formats.pdf import write


def words(layout: Iterable[object]) -> list[str]:
    """The words of a page, wherever its lines end."""
    return "".join(e.get_text() for e in layout if hasattr(e, "get_text")).split()


def has_pixels(element: object) -> bool:
    """Whether it is a photograph: a badge in the colophon is of lines."""
    if isinstance(element, LTFigure):
        return any(map(has_pixels, element))
    return isinstance(element, LTImage)


@pytest.mark.parametrize("theme", ["briefing", "journal"])
@pytest.mark.parametrize("paragraphs", range(14, 36, 2))
def test_a_floated_picture_keeps_its_credit(theme: str, paragraphs: int) -> None:
    specimen = specimen_article("en", around=False, guided=False)
    (picture,) = specimen.images
    beside = replace(picture, share="40", place="right")
    lines = "".join(f"<p>Line {n} of the text.</p>" for n in range(paragraphs))
    body = f'{lines}<figure data-image="specimen.jpg"></figure><p>The text goes on.</p>' + lines
    article = replace(specimen, body=body, images=(beside,), abstract=None)
    page = compose(article, load(theme))
    data = write(page)
    assert verify({"pdf": data}, page).problems == ()
    credit = "An Illustrator"
    shown = [
        any(map(has_pixels, layout)) and credit in " ".join(words(layout))
        for layout in extract_pages(io.BytesIO(data))
    ]
    assert shown.count(True) == 1
