"""Reads the package document of an EPUB 2 or 3: metadata, refinements, manifest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from lxml import etree

from publish.inspecting.archive import resolve
from publish.inspecting.json_records import fields_of
from publish.metadata.credits import RECORD
from publish.values import dataclass

_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = {
    "dcterms:creator": "creator",
    "dc:creator": "creator",
    "schema:creator": "creator",
    "dcterms:title": "title",
    "schema:name": "title",
    "dcterms:source": "source",
    "dcterms:provenance": "provider",
    "schema:provider": "provider",
    "schema:creditText": "line",
    "dcterms:rights": "copyright",
    "schema:copyrightNotice": "copyright",
    "dcterms:license": "license_url",
    "schema:license": "license_url",
    "cc:license": "license_url",
    "schema:usageInfo": "usage_terms",
    "schema:acquireLicensePage": "acquire",
}
"""Properties that state a resource's credit, and our fields."""


@dataclass(frozen=True)
class Item:
    """An item of the manifest."""

    id: str
    path: str
    media_type: str
    cover: bool = False


@dataclass(frozen=True)
class Package:
    """A package document; ``items`` come in spine order, then the rest."""

    metadata: Mapping[str, tuple[str, ...]]
    items: tuple[Item, ...]
    credits: Mapping[str, tuple[Mapping[str, str], ...]] = field(default_factory=dict)
    """Credits of items, by item id."""


def read_package(root: etree._Element, path: str) -> Package:
    """Read the package document at ``path``; missing parts stay empty."""
    elements = [e for holder in root.iter("{*}metadata") for e in holder.iter("*")]
    about = _refinements(elements)
    metadata = _metadata(elements, about)
    cover = next(iter(metadata.get("cover", ())), None)
    items: dict[str, Item] = {}
    for element in root.iter("{*}item"):
        id_, href = element.get("id") or "", element.get("href") or ""
        if "://" in href:
            continue
        covers = id_ == cover or "cover-image" in (element.get("properties") or "").split()
        kind = (element.get("media-type") or "").strip().lower()
        items.setdefault(id_, Item(id_, resolve(path, href), kind, covers))
    order = [e.get("idref") or "" for e in root.iter("{*}itemref")]
    spine = [items[key] for key in dict.fromkeys(order) if key in items]
    rest = [item for item in items.values() if item not in spine]
    credits = {key: statements for key in items if (statements := _credits(about.get(key, ())))}
    return Package(metadata, (*spine, *rest), credits)


def _refinements(elements: list[etree._Element]) -> dict[str, list[tuple[str, str]]]:
    """Return property and value of each refinement, by the id that it refines."""
    about: dict[str, list[tuple[str, str]]] = {}
    for element in elements:
        key = (element.get("refines") or "").removeprefix("#")
        name = element.get("property") or element.get("rel") or ""
        if key and name:
            text = element.get("href") or _exact(element)
            text = text if name == RECORD else " ".join(text.split())
            about.setdefault(key, []).append((name.split()[0], text))
    return about


def _metadata(
    elements: list[etree._Element], about: Mapping[str, list[tuple[str, str]]]
) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}

    def state(name: str, text: str) -> None:
        if text:
            found[name] = (*found.get(name, ()), text)

    for element in elements:
        tag, refinements = str(element.tag), dict(about.get(element.get("id") or "", ()))
        if element.get("refines"):
            continue
        if tag.startswith(_DC):
            kind = refinements.get("title-type", "")
            plain = f"dc:{tag.removeprefix(_DC).lower()}"
            state(f"{plain}@{kind}" if kind not in ("", "main") else plain, _text(element))
        elif element.get("property"):
            state(element.get("property") or "", _text(element))
        elif element.get("rel"):
            state(element.get("rel") or "", element.get("href") or "")
        elif element.get("name"):
            state(element.get("name") or "", element.get("content") or "")
    return found


def _credits(statements: Sequence[tuple[str, str]]) -> tuple[dict[str, str], ...]:
    """Return our own records exactly; else a credit made of general properties."""
    records = [text for name, text in statements if name == RECORD]
    if records:
        return tuple(filter(None, map(fields_of, records)))
    fields: dict[str, str] = {}
    for name, text in statements:
        if (key := _TERMS.get(name)) and text:
            fields[key] = f"{fields[key]}; {text}" if key in fields else text
    return (fields,) if fields else ()


def _text(element: etree._Element) -> str:
    return " ".join(_exact(element).split())


def _exact(element: etree._Element) -> str:
    return "".join(str(part) for part in element.itertext())
