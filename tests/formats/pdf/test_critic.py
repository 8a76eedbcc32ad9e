"""The page critic measures a layout, and says in words what an editor would object to."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from PIL import Image as Raster

from publish import read
from publish.composing.compose import compose
from publish.composing.specimen import specimen_article
from publish.composing.theme.loading import load
from publish.format import Notes
from publish.formats import FORMATS
from publish.formats.pdf.critic.holding import ANNOUNCED, HEADING, LAST, WANTED
from publish.formats.pdf.critic.measures import (
    FULL,
    SOURCE,
    THEME,
    Distance,
    LastLine,
    Measures,
    Outside,
    PageFill,
)
from publish.formats.pdf.critic.remarks import details, remarks
from publish.formats.pdf.layout.engine import measured
from tests.built import built

ROOT = Path(__file__).parents[3]
WORDS = "<p>" + "The harbor lights were dark again that night. " * 9 + "</p>"
LONG = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz" * 2


def picture() -> bytes:
    data = io.BytesIO()
    Raster.new("RGB", (400, 600), "#777").save(data, "JPEG")
    return data.getvalue()


@cache
def notes() -> Notes:
    """Half a page, then a high picture that stays at its place, and its mention pages later."""
    specimen = specimen_article("en", around=False, guided=False)
    image = replace(
        specimen.images[0],
        data=picture(),
        width=400,
        height=600,
        share="full",
        place="here",
        id="fig-high",
        caption="A high picture.",
    )
    figure = f'<figure data-image="{image.name}" id="fig-high"></figure>'
    mention = '<p>As <a class="xref" href="#fig-high"></a> shows.</p>'
    body = f"{WORDS * 3}{figure}{WORDS * 14}{mention}<pre>{LONG}</pre><p>{LONG}</p>"
    title = replace(specimen.metadata, title="The Harbor Lights Were Dark Again That Night")
    article = replace(specimen, metadata=title, body=body, images=(image,), abstract=None)
    return FORMATS["pdf"].written(compose(article, load("briefing"))).notes


def messages() -> list[str]:
    return [problem.message for problem in notes().remarks]


def test_a_hole_is_told_with_its_cause() -> None:
    (told,) = [message for message in messages() if "is empty" in message]
    assert told.startswith("PDF, page 1: ")
    assert told.endswith(f"is empty before Figure 1; {WANTED}")


HIGH = '<figure data-image="high.jpg"></figure>'


@pytest.mark.parametrize(
    ("behind", "place", "because"),
    [
        (f"<h2>Then</h2>{WORDS * 9}", None, HEADING),
        (f"<h3>Deeper</h3>{WORDS * 9}", None, ""),
        (WORDS * 9, None, ""),
        ("", None, LAST),
        (WORDS * 9, "here", WANTED),
    ],
)
def test_a_reason_for_a_hole_is_checked(behind: str, place: str | None, because: str) -> None:
    """The text goes on before the figure unless there is such a reason, and then fills the page."""
    (page, *_) = laid_out(f"<h2>First</h2>{WORDS * 3}{HIGH}{behind}", place).pages
    assert (page.fill < FULL, page.because) == (bool(because), because)


def test_a_credit_beside_its_caption_needs_no_line_of_its_own() -> None:
    """Figure 6 of this report fits as its credit is beside its caption, and not below it."""
    theme = load("briefing")
    theme = replace(theme, tokens={**theme.tokens, "page-size": "Letter"})
    page = compose(read(ROOT / "sources/the-slow-valley"), theme)
    assert measured(page).underfilled == ()


def test_a_picture_follows_the_sentence_that_announces_it() -> None:
    (page, *_) = laid_out(f"{WORDS * 3}<p>It looks so:</p>{HIGH}{WORDS * 9}").pages
    assert page.because == ANNOUNCED


def laid_out(body: str, place: str | None = None, style: str = "") -> Measures:
    specimen = specimen_article("en", around=False, guided=False)
    image = replace(
        specimen.images[0],
        name="high.jpg",
        data=picture(),
        width=400,
        height=600,
        share="full",
        place=place,
        caption="",
    )
    article = replace(specimen, body=body, images=(image,), abstract=None)
    page = compose(article, load("briefing"))
    look = replace(page.look, style=f"{page.look.style} {style}")
    return measured(replace(page, look=look))


def test_a_figure_far_from_its_mention_is_told() -> None:
    assert "PDF: Figure 1 is on page 2, its first mention on page 4" in messages()


def test_the_figures_are_data() -> None:
    measures = notes().measures
    pages = measures["pages"]
    assert isinstance(pages, list)
    assert [page["page"] for page in pages] == list(range(1, len(pages) + 1))
    assert all(0 < page["fill"] <= 1 for page in pages)
    assert pages[0]["fill"] < 0.85 <= pages[2]["fill"]


def test_a_break_that_the_theme_asks_for_leaves_no_hole() -> None:
    specimen = specimen_article("en", around=False, guided=False)
    body = f"{WORDS}<blockquote>{WORDS * 9}</blockquote>{WORDS}"
    look = compose(replace(specimen, body=body, images=(), abstract=None), load("briefing"))
    style = f"{look.look.style} blockquote {{ break-before: page }}"
    apart = replace(look, look=replace(look.look, style=style))
    pages = FORMATS["pdf"].written(apart).notes.measures["pages"]
    assert isinstance(pages, list)
    assert pages[0]["fill"] < 0.85
    assert [page["reason"] for page in pages[:2]] == [THEME, ""]


@pytest.mark.parametrize("name", ["end-of-an-era", "every-element"])
def test_articles_of_this_repository_leave_no_page_empty(name: str) -> None:
    rules = {problem.rule for problem in built(name).problems}
    assert not rules & {"page-empty", "page-last-thin", "page-margin"}


def test_remarks_are_in_words() -> None:
    measures = Measures(
        pages=(
            PageFill(1, 0.8, "Table 2", because=HEADING),
            PageFill(2, 0.3, "a paragraph", SOURCE),
            PageFill(3, 0.99, "a paragraph"),
            PageFill(4, 0.1),
        ),
        last_lines=(LastLine(1, "title", "again", 0.3),),
        outside=(Outside(3, LONG, 12.4),),
        distances=(Distance("Table 2", 2, 4), Distance("Figure 1", 2, 3)),
    )
    assert [problem.message for problem in (*remarks(measures), *details(measures))] == [
        f"PDF, page 1: a fifth is empty before Table 2; {HEADING}",
        "PDF, page 4: the last page holds a few lines only",
        f"PDF, page 3: “{LONG}” runs 12 mm into the margin",
        "PDF: Table 2 is on page 2, its first mention on page 4",
        "PDF, page 1: the title ends in a line with only “again”",
        "PDF, page 2: two thirds are empty; the article asks for the break after it",
    ]


@pytest.mark.parametrize(("points", "told"), [(3, True), (12, False)])
def test_a_short_list_over_two_pages_is_told(points: int, told: bool) -> None:
    """A theme keeps it on one page; here a style lets it break, and the page is too short."""
    items = "".join(f"<li>{'A point that is made here. ' * 3}</li>" for _ in range(points))
    before = "<p>Text.</p>" * 8
    body = f'{before}<div class="key-points"><h2>Key points</h2><ul>{items}</ul></div>'
    style = "@page { size: 150mm 130mm } .key-points { break-inside: auto !important }"
    measures = laid_out(body, style=style)
    assert len(measures.pages) > 1
    said = [problem.message for problem in remarks(measures) if problem.rule == "list-split"]
    assert bool(said) is told
    assert all("the key points go on over the page" in message for message in said)
