"""The specimen: every element of the vocabulary, once or in the contexts that matter.

Word's styles are computed from it, so that all documents of a theme have the same styles.
It shows a theme's author everything there is to style.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from publish.model.article import LISTS, Article, Guide, Image, Metadata, Person
from publish.model.boxes import BOXES
from publish.model.credit import Credit, License
from publish.model.history import Notice, Prose, Revision
from publish.model.publication import Publication, Withdrawal

_PICTURE = Path(__file__).with_name("specimen.jpg").read_bytes()
_FRAMED = [box for box in BOXES.values() if box.framed and not box.made]
_LONG = "<p>Its first paragraph explains what would interrupt the text.</p><p>Its last.</p>"
"""The text of the first box; the others hold one paragraph alone."""
_BOXES = "\n".join(
    f'<div class="{box.classes}"><p class="note-title">{box.style}</p>'
    f"{'<p>Its text.</p>' if n else _LONG}</div>"
    for n, box in enumerate(_FRAMED)
)
BODY = (
    Path(__file__)
    .with_name("specimen.html")
    .read_text(encoding="utf-8")
    .replace("<!-- framed boxes -->", _BOXES)
)
"""Every element that an article's body may hold."""
_REFERENCES = """<p>References lead to what has a number: <a class="xref"
href="#fig-specimen"></a>, <a class="xref" href="#tbl-specimen"></a>, <a class="xref"
href="#h3"></a>, <a class="xref" href="#fn-2"></a>.</p>
"""
_END = "<hr/>"


def specimen_article(
    lang: str,
    publication: Publication | None = None,
    *,
    numbered: int | None = None,
    guided: bool = True,
    around: bool = True,
) -> Article:
    """An article that holds all of the vocabulary, of that publication if one is given.

    ``numbered`` levels of its headings have numbers. ``guided`` gives it contents, lists
    and references to numbers, ``around`` all that can be before and behind the body.
    """
    return Article(
        "specimen",
        _metadata(lang, around=around),
        BODY.replace(_END, _REFERENCES + _END, 1) if guided else BODY,
        (_image(),),
        abstract=_ABSTRACT,
        guide=Guide(numbered, 3, LISTS) if guided else Guide(numbered),
        publication=publication,
    )


def with_withheld_picture(specimen: Article) -> Article:
    """The specimen with a picture besides that is withheld, whose placeholder a theme sets."""
    absent = replace(specimen.images[0], name="withheld.jpg", withdrawn=Withdrawal("withheld.jpg"))
    place = f'<figure data-image="withheld.jpg"></figure>\n{_END}'
    body = specimen.body.replace(_END, place)
    return replace(specimen, body=body, images=(*specimen.images, absent))


def _image() -> Image:
    license = License(
        "CC0-1.0",
        "Creative Commons Zero 1.0 Universal",
        url="https://creativecommons.org/publicdomain/zero/1.0/",
        attribution=False,
        open=True,
        short="CC0 1.0",
    )
    credit = Credit(title="Hills by a harbor", creator="An Illustrator", license=license)
    return Image(
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


def _metadata(lang: str, *, around: bool) -> Metadata:
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
    return replace(metadata, **_AROUND) if around else metadata


def _line(text: str) -> Prose:
    return Prose(text, text)


def _paragraph(text: str) -> Prose:
    return Prose(f"<p>{text}</p>", text)


_DAY = date(2000, 1, 2)
_AROUND: dict[str, Any] = {
    "authors": (
        Person(
            "An Author",
            orcid="0000-0002-1825-0097",
            affiliations=("An Institute",),
            email="author@example.org",
            corresponding=True,
            url="https://example.org/author",
            note=_paragraph("has written on the setting of pages, and reads them for a living."),
        ),
        Person("Another Author", affiliations=("A University",)),
        Person("A Translator", role="trl"),
    ),
    "department": "Themes",
    "dateline": "Harbor City",
    "standfirst": _line(
        "A standfirst tells in a sentence or two why anybody should read on. It is set larger than "
        "the text, and smaller than the title."
    ),
    "key_points": (
        _line("A key point is what readers should know who read nothing else."),
        _line("There are three or four of them."),
    ),
    "corrections": (
        Notice(_DAY, _line("A correction says what was wrong, and what is right.")),
        Notice(date(2000, 1, 1), _line("An older one stands below it.")),
    ),
    "updates": (Notice(_DAY, _line("An update says what was added.")),),
    "author_note": _paragraph("A note on the article."),
    "acknowledgements": _paragraph("Thanks go to those who helped."),
    "funding": _paragraph("Who paid for the work."),
    "competing_interests": _paragraph("The authors declare none."),
    "data_availability": _paragraph("Where the data can be had."),
    "versions": (Revision("1.0", _DAY, _line("First published.")),),
    "canonical": "https://example.org/specimen",
}
"""The fields of title block and end matter, once each."""

_ABSTRACT = """<p>An abstract says in one paragraph what was asked, how it was looked into, what was
found, and what that means. It is read by many who will read nothing else, and is set so that it
can be told from the text.</p>"""
