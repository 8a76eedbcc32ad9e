"""The content of an EPUB: its chapters in the order of the spine (EPUB 3.3 §5.7.2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from lxml import etree

from publish.content import Content, Figure, Statements, unreadable
from publish.page import RESERVED
from publish.proof.readers import xhtml
from publish.proof.readers.package import Package
from publish.proof.readers.styled import unseen
from publish.proof.readers.xhtml_elements import NAMESPACE, kinds
from publish.proof.sight.outlines import unseen_letters
from publish.values import dataclass
from publish.zip_parts import resolve

_OCF = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_XHTML = f"{{{NAMESPACE}}}"
_COVERS = frozenset({"cover", "doc-cover"})


@dataclass(frozen=True)
class _Item:
    """An entry of the manifest that the spine refers to."""

    path: str
    nav: bool


def read_epub(data: bytes) -> Content:
    """The content of an EPUB; the navigation document is not part of its text.

    Raises ``ProofError`` (proof-unreadable) if the file or a part that it needs is broken or
    missing.
    """
    package = Package("epub", data)
    opf = _opf(package)
    root = package.xml(opf)
    place = opf

    shown: dict[str, None] = {}

    def fetch(address: str) -> xhtml.Read:
        part = resolve(place, address)
        shown[part] = None
        return lambda: package.get(part)

    reading = xhtml.Reading(fetch)
    documents: list[tuple[str, etree._Element]] = []
    covers = []
    front: list[Figure] = []
    bodies = []
    for item in _spine(root, opf):
        if item.nav:
            continue
        place = item.path
        body = _body(package, item.path)
        documents.append((item.path, body.getroottree().getroot()))
        if _is_cover(body):
            cover = xhtml.Reading(fetch)
            cover.read(body)
            # A picture with words says them in its alternative text.
            front += cover.figures
            covers.append(cover.transcript.text or " ".join(one.alt for one in cover.figures))
        else:
            reading.read(body)
            bodies.append(body)
    return replace(
        reading.content("epub", bodies),
        metadata={"opf": _metadata(root)},
        beside={"opf": tuple(_beside(root, opf, shown))},
        cover=" ".join(covers),
        front=tuple(front),
        sight=lambda owed: (
            *unseen(package, documents, reader_owned=True),
            *unseen_letters(owed, dict(_fonts(package, root, opf))),
        ),
    )


def _body(package: Package, path: str) -> etree._Element:
    body = package.xml(path).find(f"{_XHTML}body")
    if body is None:
        raise unreadable("epub", f"{path} has no body")
    return body


def _fonts(package: Package, root: etree._Element, opf: str) -> Iterator[tuple[str, bytes]]:
    """The fonts of the publication, by the names of their files."""
    for item in root.iter(f"{_OPF}item"):
        if "font" in (item.get("media-type") or ""):
            path = resolve(opf, item.get("href") or "")
            yield path.rpartition("/")[2], package.get(path) or b""


def _opf(package: Package) -> str:
    """The package document that the container names first (EPUB 3.3 §4.2.6.3.1)."""
    container = package.xml("META-INF/container.xml")
    rootfile = next(container.iter(f"{_OCF}rootfile"), None)
    path = None if rootfile is None else rootfile.get("full-path")
    if not path:
        raise unreadable("epub", "META-INF/container.xml names no package document")
    return path


def _spine(root: etree._Element, opf: str) -> list[_Item]:
    manifest = {
        item.get("id"): _Item(
            resolve(opf, item.get("href") or ""), "nav" in (item.get("properties") or "").split()
        )
        for item in root.iter(f"{_OPF}item")
    }
    items = []
    for reference in root.iter(f"{_OPF}itemref"):
        item = manifest.get(reference.get("idref"))
        if item is None:
            raise unreadable("epub", f"the spine names {reference.get('idref')}, which is no item")
        items.append(item)
    return items


def _is_cover(body: etree._Element) -> bool:
    """Whether a chapter is marked as the cover, at its body or the first element there."""
    # A stamp that every document repeats comes before it.
    own = (child for child in body.iterchildren("*") if child.get("data-repeated") is None)
    first = next(own, body)
    return not _COVERS.isdisjoint(kinds(body) | kinds(first))


def _metadata(root: etree._Element) -> Statements:
    """``dc:*``, ``meta`` and ``link`` by name; refinements by ``name@refinement``."""
    found: dict[str, tuple[str, ...]] = {}
    names: dict[str, str] = {}

    def state(name: str, value: str) -> None:
        found[name] = (*found.get(name, ()), " ".join(value.split()))

    for element in root.iterfind(f"{_OPF}metadata/*"):
        tag = str(element.tag)
        refined = names.get((element.get("refines") or "").removeprefix("#"))
        if element.get("refines") and not refined:
            continue  # It is about a part of the publication: see _beside.
        if tag.startswith(_DC):
            name = f"dc:{tag.removeprefix(_DC)}"
            if key := element.get("id"):
                names[key] = name
            state(name, element.text or "")
        elif tag == f"{_OPF}meta" and (name := element.get("property") or ""):
            if key := element.get("id"):
                names[key] = name
            state(f"{refined}@{name}" if refined else name, element.text or "")
        elif tag == f"{_OPF}link" and (name := element.get("rel") or ""):
            state(name, element.get("href") or "")
    return found


def _beside(root: etree._Element, opf: str, shown: Iterable[str]) -> Iterator[Statements]:
    """The refinements of each picture's manifest item, in the order of reading."""
    items = {
        resolve(opf, item.get("href") or ""): f"#{item.get('id')}"
        for item in root.iter(f"{_OPF}item")
        if (item.get("media-type") or "").startswith("image/")
        # Only their own bytes state the owner of a logo or a badge.
        and (item.get("href") or "").rsplit("/", 1)[-1] not in RESERVED
    }
    for part in dict.fromkeys((*(part for part in shown if part in items), *items)):
        found: dict[str, tuple[str, ...]] = {}
        for meta in root.iterfind(f"{_OPF}metadata/{_OPF}meta"):
            if meta.get("refines") == items[part]:
                name = meta.get("property") or ""
                found[name] = (*found.get(name, ()), " ".join((meta.text or "").split()))
        yield found
