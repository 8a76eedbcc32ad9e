"""Rule: a picture has pixels enough for print."""

from __future__ import annotations

from publish.article import Article
from publish.checks.occasion import Occasion
from publish.checks.rule import Found, Rule, place
from publish.errors import Severity

TEXT_WIDTH = 148
"""Millimetres; the width at which a picture is usually set."""
LEAST = 150
"""Pixels per inch, below which a picture looks coarse on paper; 300 is what presses ask for."""


def _find(article: Article, _: Occasion) -> Found:
    inches = TEXT_WIDTH / 25.4
    for image in article.images:
        density = image.width / inches
        if density < LEAST:
            message = (
                f"{image.name} is {image.width} pixels wide, {density:.0f} dpi across the text "
                f"({TEXT_WIDTH} mm): it will look coarse in print"
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
    more=f"Counted across the text ({TEXT_WIDTH} mm): below {LEAST} pixels per inch a picture "
    "looks coarse, 300 is what presses ask for. Scaling a small picture up adds no detail.",
    example="Ask the picture's source for the original: pages often offer several sizes.",
)
