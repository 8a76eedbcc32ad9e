"""A credit shares its caption's last line; a picture that is announced stays on its page."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pypdfium2

from publish import read, verify
from publish.composing.compose import compose
from publish.composing.specimen import specimen_article
from publish.composing.theme.loading import load
from publish.formats.pdf import write
from publish.formats.pdf.layout.engine import measured
from publish.page import Page
from tests.built import ROOT
from tests.formats.pdf.test_placement import WORDS, picture

LONG = "A caption that takes all of its line, and goes on for so long that nothing fits behind it"


@cache
def page() -> Page:
    """Two pictures; a paragraph announces the second, for which the page has too little room."""
    specimen = specimen_article("en", around=False, guided=False)
    size: dict[str, Any] = {"width": 600, "height": 500, "share": "full", "data": picture()}
    images = tuple(
        replace(specimen.images[0], name=name, caption=caption, id=None, **size)
        for name, caption in (("short.jpg", "A short caption"), ("long.jpg", LONG))
    )
    body = (
        f'<figure data-image="short.jpg"></figure><p>{WORDS}</p><p>{WORDS}</p><p>It looks so:</p>'
        f'<figure data-image="long.jpg"></figure><p>The end.</p>'
    )
    return compose(replace(specimen, body=body, images=images, abstract=None), load("briefing"))


@cache
def written() -> bytes:
    return write(page())


def baselines(text: str) -> list[tuple[int, float, float]]:
    """Every place of a text: its page, its left edge, and its lower edge."""
    found = []
    for number, sheet in enumerate(pypdfium2.PdfDocument(written())):
        texts = sheet.get_textpage()
        search = texts.search(text)
        while (at := search.get_next()) is not None:
            left, low, _, _ = texts.get_charbox(at[0], loose=True)
            found.append((number, left, low))
    return found


CREDIT = "An Illustrator"
"""Words of the credit at each picture."""


def test_a_credit_is_on_the_line_of_a_short_caption_and_below_a_long_one() -> None:
    ((short_page, short_left, short_low),) = baselines("A short caption")[:1]
    ((long_page, long_left, long_low),) = baselines(LONG[:20])[:1]
    credits = baselines(CREDIT)
    beside = [c for c in credits if c[0] == short_page and abs(c[2] - short_low) < 3]
    below = [c for c in credits if c[0] == long_page and 3 < long_low - c[2] < 30]
    assert beside and beside[0][1] > short_left + 50
    assert below and below[0][1] < long_left + 100


def test_a_picture_that_is_announced_is_made_smaller_for_its_page() -> None:
    ((announced, *_),) = baselines("It looks so:")[:1]
    ((shown, *_),) = baselines(LONG[:20])[:1]
    assert announced == shown


def test_the_proof_reads_it() -> None:
    assert verify({"pdf": written()}, page()).problems == ()


def test_text_goes_on_behind_a_sheet_that_is_turned() -> None:
    """A paragraph that a page has broken goes on behind the sheet, on pages of another kind."""
    theme = load("report")
    theme = replace(theme, tokens={**theme.tokens, "page-size": "Letter"})
    measures = measured(compose(read(ROOT / "tests/cases/tables"), theme))
    assert "a page that is turned" in "".join(one.reason for one in measures.pages)
