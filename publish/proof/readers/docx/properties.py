"""The properties of a DOCX, and its custom XML parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from publish.content import Statements
from publish.proof.readers.docx.relationships import Relationships
from publish.proof.readers.recorder import folded

_PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://schemas.openxmlformats.org/package/2006/metadata/core-properties": "cp",
}
_PICTURE_CREDIT = re.compile(r"Image ([1-9]\d{0,4}) credit")


def read_properties(relationships: Relationships) -> Mapping[str, Statements]:
    """The three parts of properties (ISO 29500-2 §11, ISO 29500-1 §22.2 and §22.3)."""
    parts: Mapping[str, tuple[str, Callable[[etree._Element], Statements]]] = {
        "core": ("/core-properties", _core),
        "app": ("/extended-properties", _app),
        "custom": ("/custom-properties", _custom),
    }
    found: dict[str, Statements] = {}
    for column, (type, read) in parts.items():
        root = relationships.xml(type)
        found[column] = {} if root is None else read(root)
    return found


def _core(root: etree._Element) -> Statements:
    found = {}
    for element in root.iterchildren("*"):
        name = etree.QName(element)
        prefix = _PREFIXES.get(name.namespace or "", name.namespace or "")
        found[f"{prefix}:{name.localname}"] = (element.text or "",)
    return found


def _app(root: etree._Element) -> Statements:
    return {etree.QName(e).localname: (e.text or "",) for e in root.iterchildren("*")}


def _custom(root: etree._Element) -> Statements:
    return {
        element.get("name") or "": ("".join(str(text) for text in element.itertext()),)
        for element in root.iterchildren("*")
    }


def picture_credits(custom: Statements) -> Iterator[Statements]:
    """The credit of each picture in the custom properties, in the order of their numbers."""
    lines = {int(m[1]): v for name, v in custom.items() if (m := _PICTURE_CREDIT.fullmatch(name))}
    for n in range(1, max(lines, default=0) + 1):
        yield {"credit": lines[n]} if n in lines else {}


def read_records(relationships: Relationships) -> Iterator[str]:
    """Every element with text in the custom XML parts (§15.2.5), as ``name: text``."""
    for relationship in relationships.by_id.values():
        if not relationship.type.endswith("/customXml"):
            continue
        root = relationships.package.xml_if(relationship.target)
        for element in () if root is None else root.iter("*"):
            if text := folded(element.text or ""):
                yield f"{etree.QName(element).localname}: {text}"
