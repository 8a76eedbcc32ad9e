"""Rule: a picture has enough pixels for print."""

from __future__ import annotations

from publish.checks.occasion import Occasion
from publish.checks.rule import Found, Rule, place
from publish.errors import Severity
from publish.model.article import Article

TEXT_WIDTH = 148
"""Millimetres; the assumed width of a picture where no theme is known."""
LEAST = 150
"""Pixels per inch, below which a picture looks coarse on paper; printers ask for 300."""


def _find(article: Article, occasion: Occasion) -> Found:
    for image in article.images:
        if image.media_type == "image/svg+xml":
            continue  # A drawing is sharp at any size.
        width = TEXT_WIDTH if occasion.printed is None else occasion.printed.get(image.name, 0)
        inches = width / 25.4
        density = image.width / inches if inches else LEAST
        if density < LEAST:
            message = (
                f"{image.name} is {image.width} pixels wide, {density:.0f} dpi across the "
                f"{width:.0f} mm on which it is printed: it will look coarse"
            )
            fix = (
                f"Use a copy at least {LEAST * inches:.0f} pixels wide; {300 * inches:.0f} is good."
            )
            yield place(image), message, fix


RULE = Rule(
    "image-resolution",
    Severity.WARNING,
    "Paper shows four times the detail that a screen does.",
    _find,
    more=f"Counted on the width that the theme gives the picture: below {LEAST} pixels per inch "
    "it looks coarse, 300 is what presses ask for. Scaling a small picture up adds no detail.",
    example="Ask the picture's source for the original: pages often offer several sizes.",
    order=70,
)
