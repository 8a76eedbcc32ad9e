"""The accessibility metadata match the content."""

from __future__ import annotations

from dataclasses import replace

import pytest

from publish.formats import epub
from publish.page import Asset
from tests.formats.epub.book import Book, page, sample
from tests.samples import METADATA, figure, picture

CLAIM = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
NAMELESS = replace(METADATA, publisher=None)


def book(body: str, **changes: object) -> Book:
    return Book(epub.write(page(body, cover="", **changes)))


def test_described_pictures() -> None:
    found = sample("vocabulary")
    assert found.meta("schema:accessMode") == ["textual", "visual"]
    assert found.meta("schema:accessModeSufficient") == ["textual,visual", "textual"]
    features = found.meta("schema:accessibilityFeature")
    assert {"structuralNavigation", "tableOfContents", "alternativeText", "ARIA"} <= set(features)
    assert len(features) == len(set(features))
    assert found.meta("schema:accessibilityHazard") == ["none"]
    assert found.meta("schema:accessibilitySummary") == [
        "Reflowable text. Every picture is described."
    ]


def test_no_pictures() -> None:
    found = sample("plain")
    assert found.meta("schema:accessMode") == ["textual"]
    assert found.meta("schema:accessModeSufficient") == ["textual"]
    features = found.meta("schema:accessibilityFeature")
    assert not {"alternativeText", "ARIA", "MathML"} & set(features)
    assert found.meta("schema:accessibilitySummary") == ["Reflowable text without pictures."]


@pytest.mark.parametrize("alt", ["", " "])
def test_a_picture_without_alt_text_is_not_called_described(alt: str) -> None:
    both = figure() + figure(2, alt=alt)
    found = book(both)
    assert found.meta("schema:accessModeSufficient") == ["textual,visual"]
    assert "alternativeText" not in found.meta("schema:accessibilityFeature")
    assert found.meta("schema:accessibilitySummary") == []
    assert found.meta("dcterms:conformsTo") == []


def test_a_decorative_picture_needs_no_description() -> None:
    image = '<p><img src="tower.jpg" alt="" role="presentation" width="4" height="3"/></p>'
    assert "alternativeText" in book(image).meta("schema:accessibilityFeature")


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("image/gif", picture("GIF") + b"NETSCAPE2.0"),
        ("image/png", picture("PNG") + b"acTL"),
        ("image/webp", picture("WEBP") + b"ANIM"),
    ],
)
def test_an_animated_picture_may_be_a_hazard(kind: str, data: bytes) -> None:
    assets = (Asset("tower.jpg", kind, data),)
    found = book(figure(), assets=assets)
    assert found.meta("schema:accessibilityHazard") == ["unknown"]
    assert found.meta("dcterms:conformsTo") == []


def test_wcag_conformance_is_not_claimed() -> None:
    assert sample("vocabulary").meta("dcterms:conformsTo") == []
    assert sample("vocabulary").meta("a11y:certifiedBy") == []
