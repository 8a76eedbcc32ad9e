"""Rule: every picture has a text for people who do not see it."""

from __future__ import annotations

from publish.checks.occasion import Occasion
from publish.checks.rule import Found, Rule, place
from publish.errors import Severity
from publish.model.article import Article


def _find(article: Article, _: Occasion) -> Found:
    for image in article.images:
        if image.alt is None and not image.decorative:
            fix = (
                "Say in one sentence what is to be seen in it, in the front matter:\n"
                f"    images:\n      {image.name}:\n        alt: …"
            )
            yield place(image), f"{image.name} has no alternative text", fix


RULE = Rule(
    "image-alt-missing",
    Severity.ERROR,
    "Readers who do not see the picture hear this text; PDF/UA (ISO 14289-1, 7.3) and EPUB "
    "Accessibility (WCAG 1.1.1) demand it.",
    _find,
    more="It says what is to be seen, as one would tell it on the telephone; what the caption "
    "says already need not be repeated. A picture that only adorns gets `decorative: yes` instead.",
    example="images:\n  ferry.jpg:\n    alt: A white ferry at the pier, seen from above",
    clause="ISO 14289-1, 7.3; WCAG 2.2, 1.1.1",
    firm=True,
    settled_by=("alt",),
    order=120,
)
