"""What a publication can be read with: stated because the content has it, and only then.

The terms are those of the Schema.org Accessibility Properties for
Discoverability Vocabulary, which EPUB Accessibility 1.1 §2 requires. Conformance
to WCAG (§4) is not claimed: that takes somebody who has evaluated the book.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from publish.formats.epub.documents import Document
from publish.formats.epub.labels import label
from publish.formats.epub.pictures import Picture
from publish.metadata.property import Property
from publish.page import Page

_DECORATIVE = frozenset({"presentation", "none"})


def statements(
    page: Page, documents: Sequence[Document], pictures: Iterable[Picture]
) -> tuple[Property, ...]:
    """The accessibility metadata of the package, in the order it is written."""
    images = [image for document in documents for image in document.images()]
    described = all(map(_is_described, images))
    still = not any(picture.moves for picture in pictures)
    found = [
        *_access(bool(images), described),
        *(_schema("accessibilityFeature", value) for value in _features(documents, described)),
        _schema("accessibilityHazard", "none" if still else "unknown"),
    ]
    if summary := _summary(page, bool(images), described):
        found.append(_schema("accessibilitySummary", summary))
    return tuple(found)


def _schema(name: str, value: str) -> Property:
    return Property(f"schema:{name}", (value,))


def _is_described(image: etree._Element) -> bool:
    return bool(image.get("alt", "").strip()) or image.get("role") in _DECORATIVE


def _access(visual: bool, described: bool) -> Iterator[Property]:
    """``accessMode`` says what the content is, ``accessModeSufficient`` what is enough to read it.

    A picture that nothing describes can only be seen.
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


def _summary(page: Page, visual: bool, described: bool) -> str | None:
    """The theme's sentence; none where pictures lack a description, which it would deny."""
    if not visual:
        return label(page, "accessibility-summary-text")
    return label(page, "accessibility-summary") if described else None
