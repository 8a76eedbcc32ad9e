"""Texts, credits, articles and pictures to try the metadata with."""

from __future__ import annotations

import html
import io
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import strategies as st
from PIL import Image as Pillow

from publish.metadata.fields import FIELDS, Type
from publish.model.article import Metadata, Person
from publish.model.credit import Credit, License
from publish.model.history import (
    Appearance,
    Notice,
    Original,
    Prose,
    Retraction,
    Revision,
    Series,
)
from publish.rights import registry

MEDIA_TYPES = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "GIF": "image/gif",
}

# All that XML 1.0 can hold, so that markup characters, newlines, emoji and
# non-characters beyond the basic plane all come up; never white space alone.
texts = st.text(
    st.one_of(
        st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"),
        st.sampled_from("<>&\"'\n\t\r;]\u00a0é漢😀"),
    ),
    min_size=1,
    max_size=40,
).filter(lambda text: not text.isspace())

optional = st.none() | texts

licenses = st.builds(
    License,
    id=texts,
    name=texts,
    url=st.none() | st.just("https://creativecommons.org/licenses/by-sa/4.0/?a=1&b=<2>"),
    attribution=st.booleans(),
    open=st.booleans(),
)

TEXTS = (
    "title",
    "creator",
    "source",
    "provider",
    "basis",
    "line",
    "copyright",
    "usage_terms",
    "acquire",
    "asset_id",
    "origin",
    "changes",
    "stand_in_for",
)
"""The fields of a credit that are texts."""

OTHERS = {
    "edits": st.lists(st.sampled_from(sorted(registry.edits())), unique=True).map(tuple),
    "data_mining": st.none() | st.sampled_from(sorted(registry.reservations())),
    "syndication": st.none() | st.booleans(),
    "valid_from": st.none() | st.dates(min_value=date(1450, 1, 1)),
    "expires": st.none() | st.dates(min_value=date(1450, 1, 1)),
}
"""The other fields that travel with a picture, and what they may be."""

credits = st.builds(
    Credit, **dict.fromkeys(TEXTS, optional), license=st.none() | licenses, **OTHERS
)

# All of XML 1.0's Char (§2.2), bare white space and nothing at all among it.
anything = st.none() | st.text(
    st.one_of(
        st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"),
        st.sampled_from("<>&\"'\\{}\n\t\r\x7f\x85; \u2028\u00a0\u202eאب漢😀"),
    ),
    max_size=60,
)
any_credits = st.lists(
    st.builds(
        Credit,
        **dict.fromkeys(TEXTS, anything),
        license=st.none()
        | st.builds(License, id=anything.map(str), name=anything.map(str), url=anything),
    ),
    max_size=3,
)


def prose(text: str) -> Prose:
    """A text with and without markup."""
    return Prose(f"<em>{html.escape(text)}</em>", text)


proses = texts.map(prose)
days = st.dates(min_value=date(1450, 1, 1))
moments = st.datetimes(min_value=datetime(1450, 1, 1), timezones=st.just(UTC))
notices = st.lists(st.builds(Notice, days, proses), max_size=2).map(tuple)
places = st.builds(Appearance, texts)

people = st.builds(
    Person,
    name=texts,
    file_as=optional,
    orcid=st.none() | st.just("0000-0002-1825-0097"),
    affiliations=st.lists(texts, max_size=2).map(tuple),
    role=st.sampled_from(("aut", "edt", "pht", "trl")),
    email=optional,
    note=st.none() | proses,
    group=st.booleans(),
)

VALUES: dict[Type, st.SearchStrategy[Any]] = {
    Type.TEXT: texts,
    Type.TEXTS: st.lists(texts, max_size=3).map(tuple),
    Type.DAY: days,
    Type.MOMENT: moments,
    Type.EMBARGO: moments,
    Type.LANGUAGE: st.sampled_from(("en", "en-GB", "cs", "ar")),
    Type.ADDRESS: texts,
    Type.LICENSE: licenses,
    Type.DATA_MINING: st.sampled_from(sorted(registry.reservations())),
    Type.TEXT_ORIGIN: st.sampled_from(registry.text_origins()),
    Type.DOI: texts,
    Type.ISBN: st.just("978-3-16-148410-0"),
    Type.ISSN: st.just("0317-8471"),
    Type.PEOPLE: st.lists(people, max_size=3).map(tuple),
    Type.LINE: proses,
    Type.LINES: st.lists(proses, max_size=2).map(tuple),
    Type.BLOCKS: proses,
    Type.CORRECTIONS: notices,
    Type.UPDATES: notices,
    Type.RETRACTION: st.builds(Retraction, days, proses),
    Type.VERSIONS: st.lists(st.builds(Revision, texts, days, st.none() | proses), max_size=2).map(
        tuple
    ),
    Type.APPEARANCE: places,
    Type.APPEARANCES: st.lists(places, max_size=2).map(tuple),
    Type.ORIGINAL: st.builds(Original, texts),
    Type.SERIES: st.builds(Series, texts, optional),
}
"""The values that the model can hold for each type of a field."""


SAMPLES: dict[Type, Any] = {
    Type.TEXT: "A text of its own",
    Type.TEXTS: ("one", "two"),
    Type.LINE: prose("A line of its own."),
    Type.LINES: (prose("A line of its own."),),
    Type.BLOCKS: Prose("<p>A paragraph of its own.</p>", "A paragraph of its own."),
    Type.ADDRESS: "https://example.org/an-address",
}
"""A value of each type that a new field may have at once."""


def filled(article: Metadata) -> Metadata:
    """``article``, its unstated fields of these types stated too."""
    empty = [row for row in FIELDS if row.type in SAMPLES and not getattr(article, row.name)]
    return replace(
        article, **{row.name: SAMPLES[row.type] for row in empty if row.type is not None}
    )


def picture(form: str, mode: str = "RGB", **options: object) -> bytes:
    """A small picture with something in every corner, as Pillow saves it."""
    image = Pillow.new(mode, (13, 7))
    for x in range(13):
        for y in range(7):
            image.putpixel((x, y), (x * 19, y * 31, 90, 255 - x)[: len(mode)])
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


def pixels(data: bytes) -> bytes:
    """The text that a viewer shows."""
    with Pillow.open(io.BytesIO(data)) as image:
        return image.convert("RGBA").tobytes()


FULL_CREDIT = Credit(
    title="Ferry & <port>",
    creator="Zoë Example",
    source="https://example.org/ferry?a=1&b=2",
    provider="Example Commons",
    license=License(
        "CC-BY-SA-4.0",
        "Creative Commons Attribution-ShareAlike 4.0 International",
        "https://creativecommons.org/licenses/by-sa/4.0/",
        share_alike=True,
        open=True,
    ),
    basis="permission",
    evidence="letter of 2026-01-02",
    line="Picture: Zoë Example | Example Commons / CC BY-SA 4.0",
    copyright="© 2026 Zoë Example",
    usage_terms="Not for advertising",
    acquire="https://example.org/license",
    asset_id="EX-0007",
    origin="trainedAlgorithmicMedia",
    changes="cropped",
    stand_in_for="File:Ferry.jpg",
    edits=("cropped", "resized"),
    not_supplied=("title",),
    syndication=False,
    channels=("pdf", "partner-a"),
    valid_from=date(2026, 1, 1),
    expires=date(2027, 12, 31),
    data_mining="DMI-PROHIBITED-AIMLTRAINING",
)

FULL_ARTICLE = Metadata(
    title="The Ferry That Would Not Sink",
    lang="en",
    date=date(2026, 3, 1),
    modified=datetime(2026, 3, 2, 14, 5, 6, 999, tzinfo=UTC),
    identifier="urn:uuid:12345678-1234-4234-8234-123456789abc",
    authors=(
        Person("Ada Example", "Example, Ada", "0000-0002-1825-0097", ("University of Nowhere",)),
        Person("Ben Example", role="edt"),
    ),
    subtitle="A story of the coast",
    short_title="The Ferry",
    category="Transport",
    keywords=("ferries", "ports"),
    description="How one ship stayed afloat.",
    publisher="Example House",
    contact="rights@example.org",
    license=License(
        "CC-BY-4.0",
        "Creative Commons Attribution 4.0 International",
        "https://creativecommons.org/licenses/by/4.0/",
        open=True,
    ),
    rights="© 2026 Example House",
    version="1.1",
    data_mining="DMI-PROHIBITED",
    data_mining_policy="https://example.org/mining",
    ai="A first translation of the quotations was made with AI, and checked.",
    ai_origin="compositeWithTrainedAlgorithmicMedia",
)

REQUIRED = {
    row.name: VALUES[row.type]
    for row in FIELDS
    if row.type and (row.required or row.name in ("modified", "lang"))
}
OPTIONAL = {
    row.name: texts if row.name == "abstract" else VALUES[row.type]
    for row in FIELDS
    if row.type and row.name not in REQUIRED
} | {"publisher": texts, "contact": texts}


@st.composite
def stated_fields(draw: st.DrawFn) -> dict[str, Any]:
    """Some of the fields that an article may state, each with a value."""
    names = draw(st.lists(st.sampled_from(sorted(OPTIONAL)), max_size=8, unique=True))
    return {name: draw(OPTIONAL[name]) for name in names}


@st.composite
def _articles(draw: st.DrawFn) -> Metadata:
    required = {name: draw(value) for name, value in REQUIRED.items()}
    return Metadata(identifier=draw(st.uuids()).urn, **required, **draw(stated_fields()))


articles = _articles()
