"""A floated picture stays on one page with its caption and credit."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace

import pypdfium2
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


CALLOUT = (
    '<div class="figure-of"><p class="figure-value">39 cm</p>'
    "<p>was the level in a year that nobody forgets, and it had never been below seventy.</p>"
    '<p class="figure-source">Source: callout</p></div>'
)


def edges(data: bytes, text: str) -> tuple[int, float, float]:
    """The page of a text, its left edge and its lower one, in points."""
    for number, sheet in enumerate(pypdfium2.PdfDocument(data)):
        texts = sheet.get_textpage()
        if (at := texts.search(text).get_next()) is not None:
            left, low, _, _ = texts.get_charbox(at[0])
            return number, left, low
    raise AssertionError(text)


@pytest.mark.parametrize("theme", ["briefing", "report"])
@pytest.mark.parametrize(("notes", "beside"), [("margin", True), ("foot", False)])
def test_a_heading_does_not_wait_for_a_callout_in_the_margin(
    theme: str, notes: str, beside: bool
) -> None:
    specimen = specimen_article("en", around=False, guided=False)
    body = f"<p>{'Before it. ' * 40}</p>{CALLOUT}<h3>Heading</h3><p>{'Behind it. ' * 40}</p>"
    loaded = load(theme)
    page = compose(
        replace(specimen, body=body, images=(), abstract=None),
        replace(loaded, tokens={**loaded.tokens, "notes": notes}),
    )
    data = write(page)
    assert verify({"pdf": data}, page).problems == ()
    number, left, low = edges(data, "Source: callout")
    other, start, foot = edges(data, "Heading")
    assert number == other
    assert (left < start - 50, foot > low) == (beside, beside)
