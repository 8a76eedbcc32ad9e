"""No line is broken after its first word because the next inline does not fit."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTTextLine

from publish import verify
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


@pytest.mark.parametrize("theme", ["briefing", "dispatch", "journal", "report"])
def test_a_word_in_a_title_that_is_too_long_has_a_hyphen_where_it_breaks(theme: str) -> None:
    long = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung"
    made = replace(specimen_article("de", around=False, guided=False), images=(), abstract=None)
    body = f'<p>Ein Satz.</p><h2 id="a">{long}sbehördenverzeichnis</h2><p>Text.</p>'
    made = replace(made, body=body, metadata=replace(made.metadata, title=long, short_title="Kurz"))
    page = compose(made, load(theme))
    data = write(page)
    assert verify({"pdf": data}, page).problems == ()
    pieces = [
        line.get_text().strip()
        for layout in extract_pages(io.BytesIO(data))
        for box in layout
        for line in (box if hasattr(box, "__iter__") else ())
        if isinstance(line, LTTextLine)
    ]
    first = next(n for n, text in enumerate(pieces) if text.startswith("Donaudampf"))
    assert pieces[first].endswith(("-", "\N{HYPHEN}")), pieces


def test_a_soft_hyphen_widens_no_column() -> None:
    words = "many short words before co\u00adoperation, and many more after that one " * 2
    body = f"<p>Lead.</p><table><tbody><tr><td>{words}</td><td>{words}</td></tr></tbody></table>"
    article = replace(specimen_article("en"), body=body, images=(), abstract=None)
    page = compose(article, load("briefing"))
    assert verify({"pdf": write(page)}, page).problems == ()
