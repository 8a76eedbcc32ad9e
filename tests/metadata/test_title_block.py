"""Title block and end matter are in the metadata of every format, and nothing of them is lost."""

from __future__ import annotations

import io
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import weasyprint
from hypothesis import given

from publish.metadata.fields import Column, expected, properties
from publish.metadata.property import Property
from publish.metadata.xmp import document_packet, read
from publish.model.article import Metadata
from publish.model.history import Appearance, Notice, Original, Prose, Retraction, Revision, Series
from publish.model.people import CREDIT_ROLES, Person, contributors, creators
from tests.judges import judge, metadata
from tests.metadata.strategies import FULL_ARTICLE, prose, stated_fields
from tests.metadata.test_judges import stream

EAST = timezone(timedelta(hours=1))
COLUMNS: tuple[tuple[Column, ...], ...] = (("xmp",), ("opf",), ("core", "app", "custom"))
"""Of the PDF, the EPUB and the DOCX."""

AROUND = replace(
    FULL_ARTICLE,
    status="draft",
    authors=(
        Person(
            "Ada Example",
            "Example, Ada",
            "0000-0002-1825-0097",
            ("University of Nowhere", "Institute of Ports"),
            position="Senior Fellow, Ports",
            contributions=("conceptualization", "writing-original-draft"),
            email="ada@example.org",
            url="https://example.org/ada",
            corresponding=True,
            note=prose("writes about ports."),
        ),
        Person("The Collective", group=True, members=("Emil Test", "Frida Test")),
        Person("Dora Muster", role="trl"),
    ),
    standfirst=prose("Why to read on."),
    key_points=(prose("One point."), prose("Another point.")),
    department="Transport desk",
    dateline="Kiel",
    author_note=prose("A note."),
    acknowledgements=prose("Thanks to the crew."),
    funding=prose("A foundation paid."),
    competing_interests=prose("None are declared."),
    data_availability=prose("Data are at the port."),
    corrections=(
        Notice(date(2026, 3, 5), prose("The name was wrong.")),
        Notice(date(2026, 3, 3), prose("The year was wrong.")),
    ),
    updates=(Notice(date(2026, 3, 6), prose("An answer was added.")),),
    versions=(Revision("1.1", date(2026, 3, 5), prose("Corrected.")), Revision("1.0")),
    retracted=Retraction(date(2026, 3, 9), prose("The data were invented.")),
    embargo=datetime(2026, 12, 1, 6, tzinfo=EAST),
    also_published_in=(Appearance("The Other", "https://example.org/other", date(2026, 3, 2)),),
    first_published_in=Appearance("Der Hafen"),
    translation_of=Original("Die Fähre", "de", "https://example.org/faehre", "Ada Example"),
    series=Series("Working Papers", "12"),
    received=date(2025, 10, 2),
    revised=date(2025, 12, 15),
    accepted=date(2026, 1, 20),
    publisher_address="12 Harbor Street, Kiel",
    doi="10.5555/12345678",
    isbn="978-3-16-148410-0",
    issn="0317-8471",
    canonical="https://example.org/ferry",
)


def test_pdf() -> None:
    says = expected(AROUND, "xmp")
    assert {name: says[name] for name in XMP} == XMP


XMP = {
    "dc:creator": ("Ada Example", "The Collective"),
    "dc:contributor": ("Dora Muster",),
    "dc:source": ("Der Hafen; Ada Example, Die Fähre, de, https://example.org/faehre",),
    "dc:relation": ("The Other, https://example.org/other, 2026-03-02",),
    "prism:teaser": ("Why to read on.",),
    "prism:section": ("Transport desk",),
    "prism:seriesTitle": ("Working Papers",),
    "prism:seriesNumber": ("12",),
    "prism:doi": ("10.5555/12345678",),
    "prism:isbn": ("978-3-16-148410-0",),
    "prism:issn": ("0317-8471",),
    "prism:url": ("https://example.org/ferry",),
    "pur:embargoDate": ("2026-12-01T05:00:00Z",),
    "publish:status": ("draft; embargoed; retracted",),
    "publish:keyPoints": ("One point.", "Another point."),
    "publish:corrections": ("2026-03-05: The name was wrong.", "2026-03-03: The year was wrong."),
    "publish:updates": ("2026-03-06: An answer was added.",),
    "publish:versions": ("1.1 (2026-03-05): Corrected.", "1.0"),
    "publish:retraction": ("2026-03-09: The data were invented.",),
    "publish:authorRole": ("Dora Muster: trl",),
    "publish:authorGroup": ("The Collective: Emil Test, Frida Test",),
    "publish:authorAffiliation": ("Ada Example: University of Nowhere; Institute of Ports",),
    "publish:authorNote": ("Ada Example: writes about ports.",),
    "publish:authorCorresponding": ("Ada Example: yes",),
    "publish:authorPosition": ("Ada Example: Senior Fellow, Ports",),
    "publish:authorContribution": (
        f"Ada Example: {CREDIT_ROLES}conceptualization/ {CREDIT_ROLES}writing-original-draft/",
    ),
    "prism:dateReceived": ("2025-10-02T00:00:00Z",),
    "publish:revised": ("2025-12-15T00:00:00Z",),
    "publish:accepted": ("2026-01-20T00:00:00Z",),
    "publish:publisherAddress": ("12 Harbor Street, Kiel",),
}


def test_epub() -> None:
    statements = properties(AROUND, "opf")
    says = expected(AROUND, "opf")
    assert says["dc:identifier"][2:] == (
        "https://doi.org/10.5555/12345678",
        "urn:isbn:9783161484100",
    )
    assert says["dcterms:isPartOf"] == ("urn:issn:0317-8471",)
    assert says["dcterms:available"] == ("2026-12-01T05:00:00Z",)
    assert says["schema:creativeWorkStatus"] == ("draft", "embargoed", "retracted")
    assert says["schema:correction"][0] == "2026-03-05: The name was wrong."
    assert says["dc:source"][0] == "Der Hafen"
    refined = {s.id: [(r.property, r.value) for r in s.refinements] for s in statements if s.id}
    assert refined["belongs-to-collection-1"] == [
        ("collection-type", "series"),
        ("group-position", "12"),
    ]
    assert refined["identifier-3"] == [("identifier-type", "06")]
    assert refined["identifier-4"] == [("identifier-type", "15")]
    assert refined["contributor-1"] == [("role", "trl")]
    assert ("schema:member", "Frida Test") in refined["creator-2"]


def test_docx() -> None:
    says = expected(AROUND, "custom")
    assert says["Corrections"] == (
        "2026-03-05: The name was wrong.; 2026-03-03: The year was wrong.",
    )
    assert says["Embargo"] == ("2026-12-01T05:00:00Z",)
    assert says["Retraction"] == ("2026-03-09: The data were invented.",)
    assert says["Contributors"] == ("Dora Muster",)
    assert expected(AROUND, "core")["cp:contentStatus"] == ("draft; embargoed; retracted",)


def test_verapdf_and_exiftool_read_all_of_it(tmp_path: Path) -> None:
    file = tmp_path / "article.pdf"
    html = "<html lang=en><title>T</title><h1>T</h1></html>"
    plain = weasyprint.HTML(string=html).write_pdf(pdf_variant="pdf/a-3a", pdf_tags=True)
    tools = [Property("pdf:Producer", ("a test",)), Property("xmp:CreatorTool", ("a test",))]
    with pikepdf.open(io.BytesIO(plain)) as pdf:
        stream(pdf, pdf.Root, document_packet(AROUND, tools=tools))
        pdf.save(file, deterministic_id=True)
    assert judge("veraPDF", [file]) == {file: ()}
    record = metadata(file)
    assert record["XMP-prism:DOI"] == "10.5555/12345678"
    assert record["XMP-dc:Contributor"] in ("Dora Muster", ["Dora Muster"])


@given(stated_fields())
def test_whatever_is_stated_is_in_every_format(stated: dict[str, Any]) -> None:
    article = replace(FULL_ARTICLE, **stated)
    for columns in COLUMNS:
        written = [p for column in columns for p in properties(article, column)]
        whole = "\n".join(
            text for p in written for text in (*p.values, *(r.value for r in p.refinements))
        )
        for name in stated.keys() - CODED:
            for text in _words(getattr(article, name)):
                if text.strip():
                    assert text in whole, (columns, name)
    assert read(document_packet(article)).items() >= expected(article, "xmp").items()


CODED = {"license", "data_mining", "data_mining_policy", "isbn"}
"""Fields whose texts are not all written, or not as they are."""


def _words(value: object) -> list[str]:
    """Every text in a value, but for codes."""
    if isinstance(value, Prose):
        return [value.words]
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for part in value for text in _words(part)]
    if is_dataclass(value):
        names = (field.name for field in fields(value) if field.name != "role")
        return [text for name in names for text in _words(getattr(value, name))]
    return []


@pytest.mark.parametrize(
    ("roles", "made"),
    [
        ("aut edt trl", "aut"),
        ("trl aut", "aut"),
        ("jrn pht", "jrn"),
        ("pht pht", "pht pht"),
        ("edt trl", "edt"),
        ("trl", ""),
        ("", ""),
    ],
)
def test_who_made_it_and_who_contributed(roles: str, made: str) -> None:
    people = tuple(Person(f"N{n}", role=role) for n, role in enumerate(roles.split()))
    assert " ".join(who.role for who in creators(people)) == made
    assert sorted(p.name for p in (*creators(people), *contributors(people))) == sorted(
        p.name for p in people
    )


def test_what_is_not_stated_is_absent() -> None:
    bare = Metadata("T", "en", date(2026, 1, 1), FULL_ARTICLE.modified, FULL_ARTICLE.identifier)
    for column in ("xmp", "opf", "custom"):
        names = set(expected(bare, column))
        assert not names & {*XMP, "dcterms:available", "Embargo", "Corrections"} - {"dc:creator"}
