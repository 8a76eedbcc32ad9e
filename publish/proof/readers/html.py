"""The content of a web page: a folder in a ZIP file, its page parsed as a browser does."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from xml.etree import ElementTree

from lxml import etree

from publish import xml_parsing
from publish.content import Content, Figure, Statements, unreadable
from publish.picture import Picture
from publish.proof.readers import xhtml
from publish.proof.readers.linked_data import statements
from publish.proof.readers.package import Package
from publish.proof.readers.styled import unseen
from publish.proof.readers.xhtml_elements import NAMESPACE, kinds
from publish.proof.readers.xmp import read_picture
from publish.proof.sight.outlines import unseen_letters
from publish.zip_parts import resolve

_XHTML = f"{{{NAMESPACE}}}"
_XMLNS = "{http://www.w3.org/2000/xmlns/}"
_INDEX, _FRAGMENT = "index.html", "fragment.html"
_JSON_LD = "application/ld+json"
_FONTS = (".woff2", ".woff", ".ttf", ".otf")
_OF_NETWORKS = ("og:", "article:")
"""Properties for previews in networks; they repeat what others state."""


def read_html(data: bytes) -> Content:
    """The content of a web page's folder.

    A picture's smaller files are read, too: one that lacks its credits, or shows something else,
    counts for the picture. The fragment must have every figure of the page with its caption and
    credit. Raises ``ProofError`` (proof-unreadable) if a part is missing or broken.
    """
    package = Package("html", data)
    index = _index(package)
    root = _parsed(package, index)
    body = _body(root, index)
    reading = xhtml.Reading(lambda address: _part(package, index, address))
    reading.read(body)
    found = reading.content("html", [body])
    _agree(found, _fragment(package, index))
    return replace(
        found,
        figures=tuple(_poorest(package, index, body, found.figures)),
        metadata={"rdfa": _stated(root)},
        beside={"rdfa": tuple(_pictures(root))},
        sight=lambda owed: (
            *unseen(package, [(index, root)], reader_owned=False),
            *unseen_letters(owed, dict(_fonts(package))),
        ),
    )


def _index(package: Package) -> str:
    found = [name for name in package.names() if name.endswith(f"/{_INDEX}")]
    if len(found) != 1:
        raise unreadable("html", f"{_INDEX} is missing, or is there twice")
    return found[0]


def _parsed(package: Package, part: str) -> etree._Element:
    """A document as a browser parses it (HTML, 13.2), by another library than the writer's."""
    import tinyhtml5  # late: no other reader needs it

    data = package.get(part)
    if data is None:
        raise unreadable("html", f"{part} is missing")
    root = tinyhtml5.parse(data.decode("utf-8"))
    for element in root.iter():
        for name in [name for name in element.attrib if name.startswith(_XMLNS)]:
            del element.attrib[name]
        if element.get("alt") == "":
            element.set("role", "presentation")  # ARIA in HTML, 4.1
    return xml_parsing.parse(ElementTree.tostring(root), bare=True)


def _body(root: etree._Element, part: str) -> etree._Element:
    body = root.find(f"{_XHTML}body")
    if body is None:
        raise unreadable("html", f"{part} has no body")
    return body


def _part(package: Package, index: str, address: str) -> xhtml.Read:
    name = resolve(index, address)
    return lambda: package.get(name)


def _fragment(package: Package, index: str) -> xhtml.Reading:
    part = resolve(index, _FRAGMENT)
    reading = xhtml.Reading(lambda address: _part(package, index, address), embedded=False)
    reading.read(_body(_parsed(package, part), part))
    return reading


def _agree(page: Content, fragment: xhtml.Reading) -> None:
    """Raise ``ProofError`` if the fragment lacks a figure of the page, or a word about it."""
    there = {(figure.alt, figure.legend) for figure in fragment.figures}
    for figure in page.figures:
        # A logo has no words, and is no part of the article.
        if figure.legend and (figure.alt, figure.legend) not in there:
            raise unreadable("html", f"{_FRAGMENT} lacks a picture, or its credit: {figure.alt}")
    if lost := set(page.credits) - set(fragment.credits):
        raise unreadable("html", f"{_FRAGMENT} lacks an entry of the credits: {min(lost)}")
    if lost := set(page.notes) - {note.text for note in fragment.notes.values()}:
        raise unreadable("html", f"{_FRAGMENT} lacks a note: {min(lost)}")


def _poorest(
    package: Package, index: str, body: etree._Element, figures: Iterable[Figure]
) -> Iterator[Figure]:
    """Each figure; where one of its picture's other files differs from it, with that file."""
    shown = (image for image in body.iter(f"{_XHTML}img") if not _is_decorative(image))
    for image, figure in zip(shown, figures, strict=True):
        yield next(
            filter(None, (_differing(package, index, a, figure) for a in _set(image))), figure
        )


def _is_decorative(image: etree._Element) -> bool:
    return not {"presentation", "none"}.isdisjoint(kinds(image))


def _set(image: etree._Element) -> Iterator[str]:
    """The addresses in ``srcset``."""
    for candidate in (image.get("srcset") or "").split(","):
        if words := candidate.split():
            yield words[0]


def _differing(package: Package, index: str, address: str, figure: Figure) -> Figure | None:
    data = package.get(resolve(index, address))
    if data is None:
        raise unreadable("html", f"{address} is missing")
    other = Picture(data)
    if figure.picture is None or not _alike(figure.picture, other):
        return replace(figure, picture=other)
    embedded = read_picture(data)
    return None if embedded == figure.embedded else replace(figure, embedded=embedded)


def _alike(one: Picture, other: Picture) -> bool:
    """Whether two pictures of different sizes show the same from afar."""
    if one.small is None or other.small is None:
        return False
    return bool(one.small.near(other.small))


def _stated(root: etree._Element) -> Statements:
    """The statements of the head about the page, by name (RDFa 1.1)."""
    found: dict[str, tuple[str, ...]] = {}
    for element in root.iterfind(f"{_XHTML}head/*"):
        name = element.get("property") or _named(element)
        if name and not name.startswith(_OF_NETWORKS):
            value = element.get("href") or element.get("content") or ""
            found[name] = (*found.get(name, ()), " ".join(value.split()))
    return found


def _named(element: etree._Element) -> str:
    name = element.get("name") or ""
    return name if name == "generator" else ""


def _pictures(root: etree._Element) -> Iterator[Statements]:
    """The statements of the linked data about each picture; addresses are names of files."""
    for script in root.iter(f"{_XHTML}script"):
        if script.get("type") != _JSON_LD:
            continue
        try:
            nodes = json.loads(script.text or "{}").get("@graph", ())
        except (ValueError, AttributeError):
            raise unreadable("html", "the linked data in the page are broken") from None
        for node in nodes:
            if node.get("@type") == "ImageObject":
                yield statements(node)


def _fonts(package: Package) -> Iterator[tuple[str, bytes]]:
    """The fonts of the folder, by the names of their files."""
    for name in package.names():
        if name.lower().endswith(_FONTS):
            yield name.rpartition("/")[2], package.get(name) or b""
