"""No line is broken after its first word because the next inline does not fit."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTTextLine

from publish.composing.compose import compose
from publish.composing.specimen import specimen_article
from publish.composing.theme.loading import load
from publish.formats.pdf import write
from publish.page import PAPER

BODY = (
    "<p>Lead.</p><p>Publish turns one source into a PDF, an EPUB and a Word file, and loses no "
    "credit on the way. This paragraph stands in a file of its own, <code>shared/about.md</code>, "
    "which every article may include.</p>"
)


@pytest.mark.parametrize("width", range(100, 119))
def test_every_line_is_filled(width: int) -> None:
    article = replace(specimen_article("en"), body=BODY, images=(), abstract=None)
    page = compose(article, load("briefing"))
    css = f"\narticle > p + p {{ width: {width}mm }}"
    data = write(replace(page, look=replace(page.look, sheets=((PAPER, page.look.paper + css),))))
    lines = [
        line
        for layout in extract_pages(io.BytesIO(data))
        for box in layout
        for line in (box if hasattr(box, "__iter__") else ())
        if isinstance(line, LTTextLine)
    ]
    texts = [line.get_text().strip() for line in lines]
    first = next(n for n, text in enumerate(texts) if text.startswith("Publish "))
    last = next(n for n, text in enumerate(texts) if text.endswith("include."))
    assert all(line.width > width * 72 / 25.4 * 0.7 for line in lines[first:last]), texts
