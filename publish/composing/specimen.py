"""The specimen: every element of the vocabulary, once or in the contexts that matter.

Word's styles are computed from it, so that every document of a theme has the
same set of them, and a theme's author can see all there is to style.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from publish.article import (
    Article,
    Credit,
    Image,
    License,
    Metadata,
    Person,
    Publication,
    Withdrawal,
)

_PICTURE = Path(__file__).with_name("specimen.jpg").read_bytes()
BODY = Path(__file__).with_name("specimen.html").read_text(encoding="utf-8")
"""Every element that an article's body may hold."""


def specimen_article(lang: str, publication: Publication | None = None) -> Article:
    """An article that holds all of the vocabulary, of that publication if one is given."""
    license = License(
        "CC0-1.0",
        "Creative Commons Zero 1.0 Universal",
        url="https://creativecommons.org/publicdomain/zero/1.0/",
        attribution=False,
        open=True,
        short="CC0 1.0",
    )
    credit = Credit(title="Hills by a harbor", creator="An Illustrator", license=license)
    image = Image(
        "specimen.jpg",
        _PICTURE,
        "image/jpeg",
        900,
        600,
        dpi=300,
        alt="Hills in five shades of blue, the sun above them",
        caption="A caption says what the picture shows, and why it is here.",
        credits=(credit,),
    )
    metadata = Metadata(
        title="Every Element of an Article, and How This Theme Sets It",
        subtitle="A standfirst says in a sentence or two what the piece is about",
        short_title="Specimen",
        category="Specimen",
        lang=lang,
        date=date(2000, 1, 1),
        modified=datetime(2000, 1, 1, tzinfo=UTC),
        identifier="urn:uuid:00000000-0000-0000-0000-000000000000",
        authors=(
            Person("An Author", orcid="0000-0002-1825-0097", affiliations=("An Institute",)),
            Person("Another Author", affiliations=("A University",)),
        ),
        keywords=("specimens", "themes"),
    )
    return Article(
        "specimen", metadata, BODY, (image,), abstract=_ABSTRACT, publication=publication
    )


def whole_specimen(lang: str, publication: Publication | None = None) -> Article:
    """The specimen with a withheld picture besides, whose placeholder a theme sets too."""
    article = specimen_article(lang, publication)
    absent = replace(article.images[0], name="withheld.jpg", withdrawn=Withdrawal("withheld.jpg"))
    place = '<figure data-image="withheld.jpg"></figure>\n<hr/>'
    body = article.body.replace("<hr/>", place)
    return replace(article, body=body, images=(*article.images, absent))


_ABSTRACT = """<p>An abstract says in one paragraph what was asked, how it was looked into, what was
found, and what that means. It is read by many who will read nothing else, and is set so that it
can be told from the text.</p>"""
