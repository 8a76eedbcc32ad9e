"""Writes package document and container with ebooklib, and corrects its output.

ebooklib does not write a language and direction, keep the order of metadata and
refinements, leave out its generator and prefixes, state the NCX's depth, or avoid
the clock. Those parts are written here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, version

from ebooklib import epub
from lxml import etree

from publish import xml_parsing
from publish.formats.epub.container import Container
from publish.formats.epub.labels import XML_LANG
from publish.formats.epub.navigation import Entry
from publish.languages.locale import direction
from publish.metadata.namespaces import NAMESPACES
from publish.metadata.property import Kind, Property, Refinement
from publish.page import Asset
from publish.values import dataclass

DC = "http://purl.org/dc/elements/1.1/"
OPF = "http://www.idpf.org/2007/opf"
NCX = "http://www.daisy.org/z3986/2005/ncx/"

PREFIXES = {
    "ibooks": "http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/",
    # TDMRep, "EPUB 3 files": not the namespace that it has in a PDF.
    "tdm": "http://www.w3.org/ns/tdmrep#",
    **{prefix: NAMESPACES[prefix] for prefix in ("Iptc4xmpExt", "plus", "publish")},
}
"""Vocabularies that a package declares if it uses them; all others are reserved (EPUB 3.3
appendix D.1.4)."""

UNIQUE = "publication-id"
"""The id of the publication's unique identifier."""


@dataclass(frozen=True)
class Resource:
    """A file of the publication, with its manifest properties and refinements."""

    id: str
    path: str
    media_type: str
    data: bytes | Asset
    """For a picture of the page, its asset: the bytes are asked for when they are written."""
    properties: tuple[str, ...] = ()
    refinements: tuple[Refinement, ...] = ()


class _Item(epub.EpubItem):  # type: ignore[misc]  # ebooklib has no types
    """A file of the publication, as ebooklib's writer asks for it."""

    def get_content(self, default: bytes = b"") -> bytes:
        return self.content.data if isinstance(self.content, Asset) else self.content or default


@dataclass(frozen=True)
class Package:
    """All content of the file. ``spine`` lists ids; those in ``aside`` are not linear."""

    lang: str
    direction: str
    metadata: tuple[Property, ...]
    resources: tuple[Resource, ...]
    spine: tuple[str, ...]
    aside: tuple[str, ...]
    contents: tuple[Entry, ...]


def write_package(package: Package) -> bytes:
    """Return the EPUB file; the same package gives the same bytes."""
    book = epub.EpubBook()
    book.IDENTIFIER_ID = UNIQUE
    book.set_identifier(_first_value(package.metadata, "dc:identifier"))
    book.set_language(package.lang)
    book.set_title(_first_value(package.metadata, "dc:title"))
    book.set_direction(package.direction)
    for resource in package.resources:
        item = _Item(resource.id, resource.path, resource.media_type, resource.data)
        item.properties = list(resource.properties)
        book.add_item(item)
    book.add_item(epub.EpubNcx())
    book.toc = _toc_links(package.contents)
    book.spine = [*package.spine, *((id_, "no") for id_ in package.aside)]
    writer = _Writer(book, package)
    writer.write()
    return writer.out.getvalue()


def _first_value(metadata: Iterable[Property], name: str) -> str:
    return next(statement.value for statement in metadata if statement.name == name)


def _toc_links(entries: Iterable[Entry]) -> list[tuple[epub.Link, object]]:
    return [(epub.Link(entry.href, entry.text), _toc_links(entry.below)) for entry in entries]


def _all(entries: Iterable[Entry]) -> Iterator[Entry]:
    for entry in entries:
        yield entry
        yield from _all(entry.below)


def generator() -> str:
    """Return this program's name and version; no version if it is not installed."""
    try:
        return f"Publish {version('publish-toolkit')}"
    except PackageNotFoundError:
        return "Publish"


class _Writer(epub.EpubWriter):  # type: ignore[misc]  # ebooklib has no types
    """ebooklib's writer with our own container and metadata."""

    def __init__(self, book: epub.EpubBook, package: Package) -> None:
        options = {
            "package_direction": True,
            "play_order": {"enabled": True, "start_from": 1},
            "raise_exceptions": True,
        }
        super().__init__("", book, options)
        self.package = package
        self.out = Container()

    def write(self) -> None:
        self._write_container()
        self._write_opf()
        self._write_items()

    def _write_opf_metadata(self, root: etree._Element) -> None:
        # ebooklib groups metadata by namespace and name, which loses their order.
        metadata = etree.SubElement(root, "metadata", nsmap={"dc": DC})
        own = True
        for statement in self.package.metadata:
            element = _write_property(metadata, statement)
            if own and statement.name == "dc:identifier":
                element.set("id", UNIQUE)
                own = False
        for resource in self.package.resources:
            _write_refinements(metadata, resource.id, resource.refinements)
        for name, content in (("generator", generator()), ("cover", self._cover())):
            if content:
                # EPUB 2's form, for older readers; 3.3 §5.5.6 still allows it.
                etree.SubElement(metadata, "meta", {"name": name, "content": content})

    def _cover(self) -> str | None:
        covers = (r.id for r in self.package.resources if "cover-image" in r.properties)
        return next(covers, None)

    def _write_opf_file(self, root: etree._Element) -> None:
        root.set(XML_LANG, self.package.lang)
        del root.attrib["prefix"]
        names = [statement.name for statement in self.package.metadata]
        names += (r.property for resource in self.package.resources for r in resource.refinements)
        used = {name.partition(":")[0] for name in names}
        if declared := [f"{name}: {iri}" for name, iri in PREFIXES.items() if name in used]:
            root.set("prefix", " ".join(declared))
        super()._write_opf_file(root)

    def _get_ncx(self) -> bytes:
        root = xml_parsing.parse(super()._get_ncx())
        root.set(XML_LANG, self.package.lang)
        root.set("dir", self.package.direction)
        depth = max((entry.depth for entry in self.package.contents), default=1)
        for meta in root.iter(f"{{{NCX}}}meta"):
            if meta.get("name") == "dtb:depth":
                meta.set("content", str(depth))
        labels = root.iter(f"{{{NCX}}}navLabel")
        for label, entry in zip(labels, _all(self.package.contents), strict=False):
            if entry.lang:
                label.set(XML_LANG, entry.lang)
                label.set("dir", direction(entry.lang))
        return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def _write_property(metadata: etree._Element, statement: Property) -> etree._Element:
    """Write a property and its refinements (EPUB 3.3 §5.5)."""
    prefix, _, name = statement.name.rpartition(":")
    if statement.kind is Kind.RESOURCE:
        where = {"rel": statement.name, "href": statement.value}
        element = etree.SubElement(metadata, "link", where)
    elif prefix == "dc":
        element = etree.SubElement(metadata, f"{{{DC}}}{name}")
        element.text = statement.value
    else:
        element = etree.SubElement(metadata, "meta", {"property": statement.name})
        element.text = statement.value
    if statement.id:
        element.set("id", statement.id)
    if statement.lang:
        element.set(XML_LANG, statement.lang)
        element.set("dir", direction(statement.lang))
    _write_refinements(metadata, statement.id or "", statement.refinements)
    return element


def _write_refinements(
    metadata: etree._Element, id: str, refinements: Iterable[Refinement]
) -> None:
    for refinement in refinements:
        about = {"refines": f"#{id}", "property": refinement.property}
        if refinement.scheme:
            about["scheme"] = refinement.scheme
        etree.SubElement(metadata, "meta", about).text = refinement.value


def specified_fonts() -> Property:
    """Return the property that makes Apple Books use embedded fonts."""
    return Property("ibooks:specified-fonts", ("true",))
