"""The specimen: every element of the vocabulary, once or in the contexts that matter.

Word's styles are computed from it, so that every document of a theme has the
same set of them, and a theme's author can see all there is to style.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from publish.article import Article, Credit, Image, License, Metadata, Person

_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c63f80f00010101001bb6ee560000000049454e44ae426082"
)
"""A PNG of one white pixel: the specimen's figure needs a picture, not a pretty one."""

BODY = Path(__file__).with_name("specimen.html").read_text(encoding="utf-8")
"""Every element that an article's body may hold."""


def specimen_article(lang: str) -> Article:
    """An article that holds all of the vocabulary; its text is only ever measured, never shown."""
    license = License("CC-BY-4.0", "CC BY 4.0", url="https://creativecommons.org/licenses/by/4.0/")
    credit = Credit(title="A picture", creator="Its maker", license=license)
    image = Image(
        "specimen.png",
        _PIXEL,
        "image/png",
        1,
        1,
        alt="A pixel",
        caption="A caption.",
        credits=(credit,),
    )
    metadata = Metadata(
        title="A title",
        subtitle="A subtitle",
        short_title="Title",
        category="Category",
        lang=lang,
        date=date(2000, 1, 1),
        modified=datetime(2000, 1, 1, tzinfo=UTC),
        identifier="urn:uuid:00000000-0000-0000-0000-000000000000",
        authors=(Person("An Author"), Person("Another")),
    )
    return Article("specimen", metadata, BODY, (image,))
