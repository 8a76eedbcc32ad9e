"""Extension schemas: a PDF/A describes every property that it does not predefine.

ISO 19005-3 §6.6.2.3.3 and its tables 2 to 5: schemas hold properties, and value
types where a property is a structure; value types hold fields.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from lxml import etree

from publish.metadata.namespaces import (
    NAMESPACES,
    PDFA_EXTENSION,
    PREDEFINED,
    RDF,
    SCHEMAS,
    Described,
    Schema,
    ValueType,
)

Item = tuple[etree._Element, ...]


def extension_schemas(names: Set[str]) -> etree._Element | None:
    """The descriptions of these properties (``prefix:name``); None if PDF/A predefines them all."""
    prefixes = {name.split(":")[0] for name in names} - PREDEFINED
    schemas = [s for s in SCHEMAS if s.prefix in prefixes or any(_listed(s, names))]
    if not schemas:
        return None
    element = etree.Element(f"{{{RDF}}}Description", nsmap={"rdf": RDF, **PDFA_EXTENSION})
    element.set(f"{{{RDF}}}about", "")
    element.append(_list("pdfaExtension:schemas", "Bag", (_schema(s, names) for s in schemas)))
    return element


def _schema(schema: Schema, names: Set[str]) -> Item:
    listed = list(_listed(schema, names))
    # Any property brings all types of its schema: veraPDF applies a document's schema to its
    # pictures, and would miss types that only they use.
    types = schema.types
    head = (
        _leaf("pdfaSchema:schema", schema.title),
        _leaf("pdfaSchema:namespaceURI", NAMESPACES[schema.prefix]),
        _leaf("pdfaSchema:prefix", schema.prefix),
        _list("pdfaSchema:property", "Seq", map(_property, listed)),
    )
    if not types:
        return head
    return (*head, _list("pdfaSchema:valueType", "Seq", (_type(t, schema) for t in types)))


def _listed(schema: Schema, names: Set[str]) -> Iterator[Described]:
    return (p for p in schema.properties if f"{schema.prefix}:{p.name}" in names)


def _property(entry: Described) -> Item:
    return (
        _leaf("pdfaProperty:name", entry.name),
        _leaf("pdfaProperty:valueType", entry.type),
        _leaf("pdfaProperty:category", "internal" if entry.internal else "external"),
        _leaf("pdfaProperty:description", entry.description),
    )


def _type(entry: ValueType, schema: Schema) -> Item:
    return (
        _leaf("pdfaType:type", entry.name),
        _leaf("pdfaType:namespaceURI", NAMESPACES[entry.prefix or schema.prefix]),
        _leaf("pdfaType:prefix", entry.prefix or schema.prefix),
        _leaf("pdfaType:description", entry.description),
        _list("pdfaType:field", "Seq", map(_field, entry.fields)),
    )


def _field(entry: Described) -> Item:
    return (
        _leaf("pdfaField:name", entry.name),
        _leaf("pdfaField:valueType", entry.type),
        _leaf("pdfaField:description", entry.description),
    )


def _leaf(name: str, text: str) -> etree._Element:
    element = _element(name)
    element.text = text
    return element


def _list(name: str, kind: str, items: Iterable[Item]) -> etree._Element:
    element = _element(name)
    container = etree.SubElement(element, f"{{{RDF}}}{kind}")
    for item in items:
        li = etree.SubElement(container, f"{{{RDF}}}li")
        li.set(f"{{{RDF}}}parseType", "Resource")
        li.extend(item)
    return element


def _element(name: str) -> etree._Element:
    prefix, local = name.split(":")
    return etree.Element(f"{{{PDFA_EXTENSION[prefix]}}}{local}", nsmap=PDFA_EXTENSION)
