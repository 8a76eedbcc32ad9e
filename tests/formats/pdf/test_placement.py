"""Figures that do not fit start the next page or column, and the text fills the room."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from functools import cache
from typing import Any

import pypdfium2
import pytest
from PIL import Image as Raster

from publish import verify
from publish.composing.compose import compose
from publish.composing.specimen import specimen_article
from publish.composing.theme.loading import load
from publish.formats.pdf import write
from publish.formats.pdf.layout.placement import later_figures
from publish.page import Page

KINDS = ("figure", "table", "figure", "pullquote")
"""What the sections have in their midst."""
SECTIONS = len(KINDS)
WORDS = "the pilot boat went out at night and the harbor lights were dark again " * 6
MARK = re.compile(r"\b(head|text|late|figure)-(\d+)(?:-(\d+))?\b")


def picture() -> bytes:
    data = io.BytesIO()
    Raster.new("RGB", (600, 400), "#777").save(data, "JPEG")
    return data.getvalue()


def section(number: int, names: str) -> str:
    before = "".join(f"<p>text-{number}-{n} {WORDS}</p>" for n in range(3 + number % 3))
    after = "".join(f"<p>late-{number}-{n} {WORDS}</p>" for n in range(4))
    return f"<h2>head-{number}</h2>{before}{middle(number, names)}{after}"


def middle(number: int, names: str) -> str:
    if KINDS[number] == "table":
        rows = "<tr><td>cell</td><td>cell</td></tr>" * 9
        caption = f'<caption><span class="caption">figure-{number}</span></caption>'
        return f'<table class="{names}">{caption}<tbody>{rows}</tbody></table>'
    if KINDS[number] == "pullquote":
        return f'<div class="pullquote {names}"><p>figure-{number} {WORDS[:150]}</p></div>'
    return f'<figure data-image="{number}.jpg"></figure>'


@cache
def page(theme: str, place: str | None = None) -> Page:
    specimen = specimen_article("en", around=False, guided=False)
    size: dict[str, Any] = {"width": 600, "height": 400, "share": "full", "place": place}
    images = tuple(
        replace(specimen.images[0], name=f"{n}.jpg", data=picture(), caption=f"figure-{n}", **size)
        for n, kind in enumerate(KINDS)
        if kind == "figure"
    )
    body = "".join(section(n, f"place-{place}" if place else "") for n in range(SECTIONS))
    return compose(replace(specimen, body=body, images=images, abstract=None), load(theme))


@cache
def written(theme: str, place: str | None = None) -> bytes:
    return write(page(theme, place))


def seen(data: bytes) -> list[tuple[int, str, int]]:
    """Marks in the order in which they are seen: the page, the kind, the section's number."""
    found = []
    for number, sheet in enumerate(pypdfium2.PdfDocument(data), 1):
        text = sheet.get_textpage().get_text_range()
        found += [(number, m[1], int(m[2])) for m in MARK.finditer(text)]
    body = [n for n, (_, kind, _) in enumerate(found) if kind in ("head", "text", "late")]
    return found[: body[-1] + 1]


THEMES = ("briefing", "dispatch")


@pytest.mark.parametrize("theme", THEMES)
def test_text_goes_on_where_a_figure_does_not_fit(theme: str) -> None:
    """Some figures come after text that follows them, at the head of a page or a column."""
    order = [(kind, number) for _, kind, number in seen(written(theme))]
    assert any(order.index(("figure", n)) > order.index(("late", n)) for n in range(SECTIONS))


@pytest.mark.parametrize("theme", THEMES)
def test_figures_stay_in_their_section_and_in_their_order(theme: str) -> None:
    order = [(kind, number) for _, kind, number in seen(written(theme))]
    assert [number for kind, number in order if kind == "figure"] == list(range(SECTIONS))
    for number in range(SECTIONS):
        at = order.index(("figure", number))
        assert order.index(("text", number)) < at
        assert ("head", number + 1) not in order[:at]


@pytest.mark.parametrize("theme", THEMES)
def test_the_proof_reads_the_order_of_the_source(theme: str) -> None:
    assert verify({"pdf": written(theme)}, page(theme)).problems == ()


def test_a_figure_can_stay_at_its_place() -> None:
    order = [(kind, number) for _, kind, number in seen(written("briefing", place="here"))]
    for number in range(SECTIONS):
        assert order.index(("figure", number)) < order.index(("late", number))


def test_pages_where_nothing_moves_are_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    still = page("briefing", place="here")
    monkeypatch.setattr(later_figures, "_MOST_CHANGES", 0)
    assert write(still) == written("briefing", place="here")


def test_the_same_page_is_the_same_bytes_twice() -> None:
    assert write(page("briefing")) == written("briefing")


def test_several_pictures_that_come_later_keep_their_caption() -> None:
    """They are in a box of their own, which has the same element as the whole figure."""
    specimen = specimen_article("en", around=False, guided=False)
    size: dict[str, Any] = {"width": 600, "height": 400, "share": "full", "data": picture()}
    names = [f"{number}.jpg" for number in range(3)]
    images = tuple(replace(specimen.images[0], name=name, id=None, **size) for name in names)
    parts = "".join(f'<figure data-image="{name}"></figure>' for name in names)
    caption = '<figcaption><span class="caption">figure-0</span></figcaption>'
    text = "".join(f"<p>text-{number} {WORDS}</p>" for number in range(9))
    after = "".join(f"<p>late-{number} {WORDS}</p>" for number in range(9))
    body = f'{text}<figure class="group columns-3">{parts}{caption}</figure>{after}'
    made = compose(replace(specimen, body=body, images=images, abstract=None), load("journal"))
    data = write(made)
    order = [(kind, number) for _, kind, number in seen(data)]
    assert order.index(("late", 0)) < order.index(("figure", 0))
    assert verify({"pdf": data}, made).problems == ()
