"""How wide pictures are printed: computed from the CSS, and true of the pages."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest

from publish import FORMATS, compose, load_theme
from publish.composing.specimen import specimen_article
from publish.composing.theme.widths.measure import printed_widths
from publish.model.article import Article

SHAPES = {"landscape": (900, 600), "portrait": (900, 1200), "tall": (600, 1800)}
FIGURE = '<figure data-image="specimen.jpg"></figure>'
TEXT = f"<p>{'The office counts every ferry. ' * 20}</p>"


def with_body(body: str) -> Article:
    """The specimen's article and pictures, with another body."""
    return replace(specimen_article("en"), body=body)


def printed(data: bytes) -> float:
    """The width of the only picture of a PDF on its page, in millimetres."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for sheet in pdf.pages:
            if not any(x.get("/Subtype") == "/Image" for x in sheet.get_images().values()):
                continue
            scale = [1.0]
            for step in pikepdf.parse_content_stream(sheet):
                match str(step.operator):
                    case "q":
                        scale.append(scale[-1])
                    case "Q":
                        scale.pop()
                    case "cm":
                        scale[-1] *= float(step.operands[0])
                    case "Do" if str(step.operands[0]) in sheet.get_images():
                        return abs(scale[-1]) * 25.4 / 72
    raise AssertionError("there is no picture")


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("theme", ["briefing", "dispatch", "journal", "report"])
def test_the_width_is_that_of_the_pages(theme: str, shape: str) -> None:
    article = with_body(TEXT + TEXT + FIGURE + TEXT)
    width, height = SHAPES[shape]
    image = replace(article.images[0], width=width, height=height)
    page = compose(replace(article, images=(image,)), load_theme(theme))
    said = printed_widths(page)["specimen.jpg"]
    # A tall picture is held by the height of the page: it may be narrower, never wider.
    if shape == "landscape":
        assert printed(FORMATS["pdf"].write(page)) == pytest.approx(said, abs=0.5)
    else:
        assert printed(FORMATS["pdf"].write(page)) <= said + 0.5


def test_a_picture_that_opens_an_article_reaches_across_the_columns() -> None:
    first = compose(with_body(TEXT + FIGURE + TEXT), load_theme("dispatch"))
    later = compose(with_body(TEXT + TEXT + FIGURE + TEXT), load_theme("dispatch"))
    assert printed_widths(first)["specimen.jpg"] == pytest.approx(160, abs=0.5)
    assert printed_widths(later)["specimen.jpg"] == pytest.approx(76.5, abs=0.5)
    assert printed(FORMATS["pdf"].write(first)) == pytest.approx(160)
