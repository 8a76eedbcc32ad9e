"""The table of the article's metadata: what goes where, and that nothing is lost or invented."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given

from publish.formats import FORMATS
from publish.metadata import xmp
from publish.metadata.fields import FIELDS, expected, properties
from publish.metadata.property import LISTS, Kind, Refinement
from publish.metadata.values import edition, pdf_date, timestamp
from publish.model.article import Metadata
from publish.model.credit import License
from tests.metadata.strategies import FULL_ARTICLE, articles

COLUMNS = tuple(c for format in FORMATS.values() for c in format.promise.columns)
PARTLY_AI = "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"
BARE = Metadata(
    title="Title",
    lang="en",
    date=date(2026, 3, 1),
    modified=FULL_ARTICLE.modified,
    identifier=FULL_ARTICLE.identifier,
)


def test_every_field_of_the_article_has_one_row() -> None:
    names = [row.name for row in FIELDS]
    assert len(set(names)) == len(names)
    whole = sorted(name for name in names if "." not in name)
    assert whole == sorted(f.name for f in fields(Metadata))
    assert {name.partition(".")[0] for name in names} == set(whole)


@pytest.mark.parametrize("name", FORMATS)
def test_every_field_reaches_every_format(name: str) -> None:
    columns = FORMATS[name].promise.columns
    for row in FIELDS:
        # An EPUB tells the parts of a field by what refines the whole.
        if "." not in row.name:
            assert any(row.slots(column) for column in columns), row.name


def test_a_column_that_the_table_does_not_have_names_fields_as_we_do() -> None:
    assert [slot.name for row in FIELDS for slot in row.slots("txt")] == [r.name for r in FIELDS]
    # Not what a row has besides columns.
    assert expected(BARE, "type")["title"] == ("Title",)


def test_pdf() -> None:
    assert expected(FULL_ARTICLE, "xmp") == {
        "dc:title": ("The Ferry That Would Not Sink",),
        "prism:subtitle": ("A story of the coast",),
        "publish:shortTitle": ("The Ferry",),
        "dc:creator": ("Ada Example",),
        "dc:contributor": ("Ben Example",),
        "publish:authorFileAs": ("Ada Example: Example, Ada",),
        "publish:authorIdentifier": ("Ada Example: https://orcid.org/0000-0002-1825-0097",),
        "publish:authorAffiliation": ("Ada Example: University of Nowhere",),
        "publish:authorRole": ("Ben Example: edt",),
        "xmp:CreateDate": ("2026-03-01T00:00:00Z",),
        "xmp:ModifyDate": ("2026-03-02T14:05:06Z",),
        "dc:language": ("en",),
        "dc:description": ("How one ship stayed afloat.",),
        "dc:subject": ("Transport", "ferries", "ports"),
        "pdf:Keywords": ("ferries; ports",),
        "dc:publisher": ("Example House",),
        "publish:contact": ("rights@example.org",),
        "dc:identifier": ("urn:uuid:12345678-1234-4234-8234-123456789abc",),
        "xmpMM:DocumentID": (edition(FULL_ARTICLE.identifier, "pdf"),),
        "dc:rights": ("© 2026 Example House; Creative Commons Attribution 4.0 International",),
        "xmpRights:WebStatement": ("https://creativecommons.org/licenses/by/4.0/",),
        "xmpRights:Marked": ("True",),
        "publish:license": ("CC-BY-4.0",),
        "xmpMM:VersionID": ("1.1",),
        "plus:DataMining": ("http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED",),
        "tdm:reservation": ("1",),
        "tdm:policy": ("https://example.org/mining",),
        "publish:aiStatement": (FULL_ARTICLE.ai,),
        "Iptc4xmpExt:DigitalSourceType": (PARTLY_AI,),
    }
    assert expected(FULL_ARTICLE, "catalog") == {"Lang": ("en",)}
    assert expected(FULL_ARTICLE, "info") == {
        "Title": ("The Ferry That Would Not Sink",),
        "Author": ("Ada Example",),
        "Subject": ("How one ship stayed afloat.",),
        "Keywords": ("ferries; ports",),
        "CreationDate": ("D:20260301000000Z",),
        "ModDate": ("D:20260302140506Z",),
    }


def test_epub() -> None:
    assert expected(FULL_ARTICLE, "opf") == {
        "dc:identifier": (edition(FULL_ARTICLE.identifier, "epub"), FULL_ARTICLE.identifier),
        "dc:title": ("The Ferry That Would Not Sink", "A story of the coast", "The Ferry"),
        "dc:creator": ("Ada Example",),
        "dc:contributor": ("Ben Example",),
        "dc:date": ("2026-03-01",),
        "dcterms:modified": ("2026-03-02T14:05:06Z",),
        "dc:language": ("en",),
        "dc:description": ("How one ship stayed afloat.",),
        "dc:subject": ("Transport", "ferries", "ports"),
        "dc:publisher": ("Example House",),
        "schema:contactPoint": ("rights@example.org",),
        "dc:rights": ("© 2026 Example House", "Creative Commons Attribution 4.0 International"),
        "dcterms:license": ("https://creativecommons.org/licenses/by/4.0/",),
        "schema:version": ("1.1",),
        "plus:DataMining": ("http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED",),
        "tdm:reservation": ("1",),
        "tdm:policy": ("https://example.org/mining",),
        "publish:aiStatement": (FULL_ARTICLE.ai,),
        "Iptc4xmpExt:DigitalSourceType": (PARTLY_AI,),
    }


def test_epub_says_what_each_title_and_author_is() -> None:
    refined = {p.id: p.refinements for p in properties(FULL_ARTICLE, "opf") if p.refinements}
    assert refined == {
        "title-1": (Refinement("title-type", "main"),),
        "title-2": (Refinement("title-type", "subtitle"),),
        "title-3": (Refinement("title-type", "short"),),
        "creator-1": (
            Refinement("role", "aut", "marc:relators"),
            Refinement("file-as", "Example, Ada"),
            Refinement("dcterms:identifier", "https://orcid.org/0000-0002-1825-0097"),
            Refinement("schema:affiliation", "University of Nowhere"),
        ),
        "contributor-1": (Refinement("role", "edt", "marc:relators"),),
    }


def test_docx() -> None:
    assert expected(FULL_ARTICLE, "core") == {
        "dc:title": ("The Ferry That Would Not Sink",),
        "dc:subject": ("A story of the coast",),
        "dc:creator": ("Ada Example",),
        "dcterms:created": ("2026-03-01T00:00:00Z",),
        "dcterms:modified": ("2026-03-02T14:05:06Z",),
        "dc:language": ("en",),
        "dc:description": ("How one ship stayed afloat.",),
        "cp:category": ("Transport",),
        "cp:keywords": ("ferries; ports",),
        "dc:identifier": (FULL_ARTICLE.identifier,),
        "cp:version": ("1.1",),
    }
    assert expected(FULL_ARTICLE, "app") == {"Company": ("Example House",)}
    assert expected(FULL_ARTICLE, "custom") == {
        "Edition identifier": (edition(FULL_ARTICLE.identifier, "docx"),),
        "Short title": ("The Ferry",),
        "Author sort names": ("Ada Example: Example, Ada",),
        "Author identifiers": ("Ada Example: https://orcid.org/0000-0002-1825-0097",),
        "Author affiliations": ("Ada Example: University of Nowhere",),
        "Author roles": ("Ben Example: edt",),
        "Contributors": ("Ben Example",),
        "Contact": ("rights@example.org",),
        "Rights": ("© 2026 Example House",),
        "License": ("Creative Commons Attribution 4.0 International",),
        "License identifier": ("CC-BY-4.0",),
        "License URL": ("https://creativecommons.org/licenses/by/4.0/",),
        "Data mining": ("http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED",),
        "TDM reservation": ("1",),
        "TDM policy": ("https://example.org/mining",),
        "Use of AI": (FULL_ARTICLE.ai,),
        "Digital source type": (PARTLY_AI,),
    }


def test_what_is_not_stated_is_absent() -> None:
    assert sorted(expected(BARE, "xmp")) == [
        "dc:identifier",
        "dc:language",
        "dc:title",
        "xmp:CreateDate",
        "xmp:ModifyDate",
        "xmpMM:DocumentID",
    ]
    assert sorted(expected(BARE, "info")) == ["CreationDate", "ModDate", "Title"]
    assert expected(BARE, "app") == {}
    assert sorted(expected(BARE, "custom")) == ["Edition identifier"]
    assert sorted(expected(replace(BARE, description=" \n"), "core")) == sorted(
        expected(BARE, "core")
    )


def test_a_license_that_demands_nothing_is_not_marked() -> None:
    free = License("CC0-1.0", "CC0 1.0", attribution=False, open=True)
    assert expected(replace(BARE, license=free), "xmp")["xmpRights:Marked"] == ("False",)
    closed = License("all-rights-reserved", "All rights reserved", attribution=False)
    assert expected(replace(BARE, license=closed), "xmp")["xmpRights:Marked"] == ("True",)
    assert "xmpRights:Marked" not in expected(replace(BARE, rights="whatever"), "xmp")


@pytest.mark.parametrize(
    ("code", "reservation", "policy"),
    [
        (None, None, None),
        ("DMI-UNSPECIFIED", None, None),
        ("DMI-ALLOWED", "0", None),
        ("DMI-PROHIBITED-AIMLTRAINING", "1", "https://example.org/mining"),
    ],
)
def test_terms_of_mining_are_said_where_something_is_reserved(
    code: str | None, reservation: str | None, policy: str | None
) -> None:
    article = replace(BARE, data_mining=code, data_mining_policy="https://example.org/mining")
    for column, names in {
        "xmp": ("tdm:reservation", "tdm:policy"),
        "opf": ("tdm:reservation", "tdm:policy"),
        "custom": ("TDM reservation", "TDM policy"),
    }.items():
        found = expected(article, column)
        assert [found.get(name) for name in names] == [
            value and (value,) for value in (reservation, policy)
        ]


def test_moments() -> None:
    east = datetime(2026, 1, 1, 1, 30, tzinfo=timezone(timedelta(hours=2)))
    assert timestamp(east) == "2025-12-31T23:30:00Z"
    assert timestamp(datetime(2026, 1, 1, 1, 30)) == "2026-01-01T01:30:00Z"
    assert timestamp(date(987, 6, 5)) == "0987-06-05T00:00:00Z"
    assert pdf_date(east) == "D:20251231233000Z"


def test_editions_are_stable_and_their_own() -> None:
    ids = {form: edition(FULL_ARTICLE.identifier, form) for form in ("pdf", "epub", "docx")}
    assert len({FULL_ARTICLE.identifier, *ids.values()}) == 4
    assert ids["epub"] == "urn:uuid:71c5e7c0-6ded-5618-b1fd-bf0f86ee66e3"


@given(articles)
def test_a_name_comes_once_and_a_single_kind_has_one_value(article: Metadata) -> None:
    for column in COLUMNS:
        statements = properties(article, column)
        assert all(all(p.values) and not p.value.isspace() for p in statements)
        if column not in ("opf", "rdfa"):
            assert len({p.name for p in statements}) == len(statements)
        assert all(p.kind in LISTS or len(p.values) == 1 for p in statements)
        ids = [p.id for p in statements if p.id]
        assert len(set(ids)) == len(ids)


@given(articles)
def test_a_document_packet_gives_back_every_property(article: Metadata) -> None:
    packet = xmp.document_packet(article)
    standards = {"pdfaid:part": ("3",), "pdfaid:conformance": ("A",), "pdfuaid:part": ("1",)}
    assert xmp.read(packet) == expected(article, "xmp") | standards
    assert packet == xmp.document_packet(article)


def test_kinds_are_the_ones_xmp_prescribes() -> None:
    kinds = {p.name: p.kind for p in properties(FULL_ARTICLE, "xmp")}
    assert kinds["dc:title"] is kinds["dc:rights"] is Kind.LANG_ALT
    assert kinds["dc:creator"] is Kind.SEQ
    assert kinds["dc:subject"] is kinds["dc:language"] is kinds["dc:publisher"] is Kind.BAG
