"""Accessibility metadata, computed from the content.

The terms come from the Schema.org Accessibility Properties for Discoverability
Vocabulary, as EPUB Accessibility 1.1 §2 requires. WCAG conformance (§4) is not claimed:
that needs an evaluation by a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from publish.formats.epub.documents import Document
from publish.formats.epub.labels import borrowed_lang, label
from publish.formats.epub.pictures import Picture
from publish.metadata.property import Property
from publish.page import Page

_DECORATIVE = frozenset({"presentation", "none"})


def statements(
    page: Page, documents: Sequence[Document], pictures: Iterable[Picture]
) -> tuple[Property, ...]:
    """Return the accessibility metadata of the package, in order."""
    images = [image for document in documents for image in document.images()]
    described = all(map(_is_described, images))
    animated = any(picture.is_animated for picture in pictures)
    found = [
        *_access_modes(bool(images), described),
        *(_schema("accessibilityFeature", value) for value in _features(documents, described)),
        _schema("accessibilityHazard", "unknown" if animated else "none"),
    ]
    if key := _summary(bool(images), described):
        lang = borrowed_lang(page, key)
        found.append(Property("schema:accessibilitySummary", (label(page, key),), lang=lang))
    return tuple(found)


def _schema(name: str, value: str) -> Property:
    return Property(f"schema:{name}", (value,))


def _is_described(image: etree._Element) -> bool:
    return bool(image.get("alt", "").strip()) or image.get("role") in _DECORATIVE


def _access_modes(visual: bool, described: bool) -> Iterator[Property]:
    """Yield access modes of the content, and those sufficient to read it.

    A picture without a description can only be seen.
    """
    yield _schema("accessMode", "textual")
    if visual:
        yield _schema("accessMode", "visual")
        yield _schema("accessModeSufficient", "textual,visual")
    if described:
        yield _schema("accessModeSufficient", "textual")


def _features(documents: Sequence[Document], described: bool) -> Iterator[str]:
    elements = [e for document in documents for e in document.root.iter()]
    if any(True for document in documents for _ in document.headings()):
        yield "structuralNavigation"
    yield "tableOfContents"
    yield "readingOrder"
    yield "displayTransformability"
    if described and any(True for document in documents for _ in document.images()):
        yield "alternativeText"
    if any(element.tag == "{http://www.w3.org/1998/Math/MathML}math" for element in elements):
        yield "MathML"
        yield "latex"
    if any(element.get("role") for element in elements):
        yield "ARIA"


def _summary(visual: bool, described: bool) -> str | None:
    """Return the key of a sentence; None if a picture lacks the description that it claims."""
    if not visual:
        return "accessibility-summary-text"
    return "accessibility-summary" if described else None
