"""Blocks that span all columns break across pages without losing content."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from PIL import Image as Raster

from publish import verify
from publish.composing.compose import compose
from publish.composing.specimen import specimen_article
from publish.composing.theme.loading import load
from publish.formats.pdf import write
from publish.formats.pdf.layout.engine import measured


def landscape() -> bytes:
    data = io.BytesIO()
    Raster.new("RGB", (1200, 700), "#777").save(data, "JPEG")
    return data.getvalue()


@pytest.mark.parametrize("words", range(0, 60, 8))
def test_nothing_is_lost_where_a_spanning_block_breaks(words: int) -> None:
    """Two pictures over both columns, then the footer, which breaks at ever other places."""
    specimen = specimen_article("de")
    (picture,) = specimen.images
    hero, second = (
        replace(picture, name=f"{name}.jpg", data=landscape(), width=1200, height=700)
        for name in ("hero", "second")
    )
    article = replace(
        specimen,
        metadata=replace(specimen.metadata, subtitle="word " * words or None, abstract=None),
        body='<p>One line.</p><figure data-image="second.jpg"></figure>',
        images=(hero, second),
        hero="hero.jpg",
        abstract=None,
    )
    page = compose(article, load("dispatch"))
    assert verify({"pdf": write(page)}, page).problems == ()


def test_text_behind_a_title_page_goes_on_over_pages_with_its_tags() -> None:
    """Columns are divided at page breaks: each part of the article has its own tags, in one Art."""
    specimen = specimen_article("en")
    article = replace(specimen, body="<p>Some words. </p>" * 250, abstract=None)
    theme = load("dispatch")
    page = compose(article, replace(theme, tokens={**theme.tokens, "cover": "type"}))
    assert '</header><hr class="page-break"/>' in page.markup
    assert verify({"pdf": write(page)}, page).problems == ()


@pytest.mark.parametrize("words", [90, 105, 120])
def test_a_picture_across_the_columns_gives_way_before_its_page_stays_empty(words: int) -> None:
    """The longer the subtitle, the less room is left for the opening picture."""
    specimen = specimen_article("en")
    picture = replace(specimen.images[0], data=landscape(), width=1200, height=700)
    article = replace(
        specimen,
        metadata=replace(specimen.metadata, subtitle="word " * words, abstract=None),
        body="<p>Some words. </p>" * 150,
        images=(replace(picture, name="hero.jpg"),),
        hero="hero.jpg",
        abstract=None,
    )
    pages = measured(compose(article, load("dispatch"))).pages
    assert all(page.fill > 0.9 for page in pages[:-1])


@pytest.mark.parametrize("words", [60, 100, 140])
def test_a_column_that_a_picture_leaves_empty_takes_no_other_away(words: int) -> None:
    """The first column has the text, though the next one has no room for the picture behind it."""
    specimen = specimen_article("en", around=False, guided=False)
    high = replace(specimen.images[0], name="high.jpg", data=upright(), width=700, height=1200)
    article = replace(
        specimen,
        metadata=replace(specimen.metadata, subtitle="word " * words),
        body='<p>One line.</p><figure data-image="high.jpg"></figure><h2>Then</h2><p>More.</p>',
        images=(high,),
        abstract=None,
    )
    page = compose(article, load("dispatch"))
    assert measured(page).pages[0].before != "a paragraph"
    assert verify({"pdf": write(page)}, page).problems == ()


def upright() -> bytes:
    data = io.BytesIO()
    Raster.new("RGB", (700, 1200), "#777").save(data, "JPEG")
    return data.getvalue()
