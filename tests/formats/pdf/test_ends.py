"""The end matter of an article, and the pictures before it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pypdfium2
import pytest
from pypdfium2 import raw

from publish import verify
from publish.composing.compose import compose
from publish.composing.specimen import specimen_article
from publish.composing.theme.loading import load
from publish.formats.pdf import write
from publish.formats.pdf.layout import fitting
from publish.formats.pdf.layout.engine import measured
from publish.model.article import Article
from publish.page import Page

FIGURE = '<figure data-image="specimen.jpg"></figure>'


@cache
def article(body: str, place: str | None = None, width: int | None = None) -> Article:
    """An article with one picture, ``width`` pixels wide."""
    specimen = specimen_article("en", around=False, guided=False)
    (picture,) = specimen.images
    picture = replace(picture, share="30" if place else None, place=place)
    if width:
        picture = replace(picture, width=width, height=width)
    return replace(specimen, body=body, images=(picture,), abstract=None)


def laid_out(made: Article, theme: str) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(write(compose(made, load(theme))))


def heights(page: pypdfium2.PdfPage, text: str) -> list[float]:
    """The heights at which ``text`` is on ``page``, in points from its foot."""
    words = page.get_textpage()
    search = words.search(text, match_case=False)
    found = []
    while (place := search.get_next()) is not None:
        found.append(words.get_charbox(place[0])[3])
    return found


def pictures(page: pypdfium2.PdfPage) -> list[tuple[float, ...]]:
    """Left, bottom, right and top of the pictures on ``page``, in points."""
    return [found.get_bounds() for found in page.get_objects([raw.FPDF_PAGEOBJ_IMAGE])]


@pytest.mark.parametrize("theme", ["briefing", "journal"])
def test_credits_begin_below_a_picture_at_the_side(theme: str) -> None:
    (page, *_) = laid_out(article(f"<p>Words.</p>{FIGURE}<p>The end.</p>", "right"), theme)
    ((_, bottom, _, _),) = pictures(page)
    assert heights(page, "mage credits")[0] < bottom < heights(page, "The end.")[0]


@pytest.mark.parametrize("theme", ["briefing", "journal"])
def test_no_column_of_single_words_is_beside_a_picture(theme: str) -> None:
    made = article(f"<p>Words.</p>{FIGURE}<p>{'word ' * 60}</p>", "right")
    (picture,) = made.images
    made = replace(made, images=(replace(picture, share="67"),))
    (page, *_) = laid_out(made, theme)
    ((_, bottom, _, _),) = pictures(page)
    assert max(heights(page, "word word word")) < bottom


@pytest.mark.parametrize("theme", ["briefing", "dispatch", "journal"])
def test_a_picture_without_a_width_has_at_least_96_pixels_an_inch(theme: str) -> None:
    width = 88
    (page, *_) = laid_out(article(f"<p>Words.</p><p>More.</p>{FIGURE}", width=width), theme)
    ((left, _, right, _),) = pictures(page)
    assert 0 < right - left <= width * 0.75 + 0.01


@pytest.mark.parametrize("theme", ["briefing", "journal"])
def test_the_last_page_has_more_on_it_than_the_edition(theme: str) -> None:
    for lines in (27, 33, 37):
        text = "".join(f"<p>Line {n} of it.</p>" for n in range(lines)) + FIGURE
        *_, last = laid_out(article(text), theme)
        words = last.get_textpage().get_text_bounded().casefold()
        before, edition, _ = words.partition("bout this edition")
        assert edition, f"with {lines} lines, the edition is broken: {words}"
        assert len(before.split()) > 12, f"with {lines} lines, the edition is alone: {words}"


WORDS = "the pilot boat went out at night and the harbor lights were dark again " * 2
ROWS = "<tr><td>cell</td><td>cell</td></tr>" * 9
TABLE = (
    '<h2>head</h2><table><caption><span class="caption">boats</span></caption><thead><tr>'
    f'<th scope="col">a</th><th scope="col">b</th></tr></thead><tbody>{ROWS}</tbody></table>'
)


def set_in(theme: str, paragraphs: int, more: str = "") -> Page:
    made = article(f"<p>{WORDS}</p>" * paragraphs + more)
    (picture,) = made.images
    return compose(replace(made, images=(replace(picture, share="40"),)), load(theme))


@pytest.mark.parametrize(
    ("theme", "paragraphs", "more"), [("briefing", 16, FIGURE), ("dispatch", 40, "")]
)
def test_end_matter_gives_way_before_it_has_a_page(theme: str, paragraphs: int, more: str) -> None:
    page = set_in(theme, paragraphs, more)
    written = write(page)
    *_, last = pypdfium2.PdfDocument(written)
    words = last.get_textpage().get_text_bounded().casefold()
    assert "pilot boat" in words
    assert "bout this edition" in words
    assert not verify({"pdf": written}, page).problems


def test_a_short_table_goes_on_over_the_page_before_that_stays_empty() -> None:
    measures = measured(set_in("briefing", 5, TABLE))
    assert not measures.underfilled
    assert len(measures.pages) == 2


def test_the_page_before_the_last_gives_it_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "_TRIALS", 0)
    measures = measured(set_in("dispatch", 43))
    assert not measures.thin
    assert not measures.underfilled
