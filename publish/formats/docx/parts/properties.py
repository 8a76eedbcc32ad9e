"""The document's properties, from the table of metadata (ISO 29500-2 §11, 29500-1 §22.2-3)."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from publish import xml_parsing
from publish.metadata import beside
from publish.metadata.fields import properties
from publish.metadata.property import Kind
from publish.model.article import Image, Metadata

_CORE = {
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_APP = f"{_OFFICE}/extended-properties"
_CUSTOM = f"{_OFFICE}/custom-properties"
_TYPES = f"{_OFFICE}/docPropsVTypes"
_USER_DEFINED = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


def core(metadata: Metadata) -> bytes:
    """docProps/core.xml."""
    root = etree.Element(f"{{{_CORE['cp']}}}coreProperties", nsmap=_CORE)
    for statement in properties(metadata, "core"):
        prefix, _, name = statement.name.partition(":")
        element = etree.SubElement(root, f"{{{_CORE[prefix]}}}{name}")
        element.text = statement.value
        if statement.kind is Kind.DATE:
            element.set(f"{{{_CORE['xsi']}}}type", "dcterms:W3CDTF")
    return _bytes(root)


def app(metadata: Metadata) -> bytes:
    """docProps/app.xml."""
    root = xml_parsing.parse(f'<Properties xmlns="{_APP}"/>')
    etree.SubElement(root, f"{{{_APP}}}Application").text = "publish"
    for statement in properties(metadata, "app"):
        etree.SubElement(root, f"{{{_APP}}}{statement.name}").text = statement.value
    return _bytes(root)


def custom(metadata: Metadata, images: Sequence[Image]) -> bytes:
    """docProps/custom.xml, with a property for each picture; every value is text."""
    root = xml_parsing.parse(f'<Properties xmlns="{_CUSTOM}" xmlns:vt="{_TYPES}"/>')
    statements = (*properties(metadata, "custom"), *beside.custom(images))
    for number, statement in enumerate(statements, 2):
        entry = etree.SubElement(
            root,
            f"{{{_CUSTOM}}}property",
            fmtid=_USER_DEFINED,
            pid=str(number),
            name=statement.name,
        )
        etree.SubElement(entry, f"{{{_TYPES}}}lpwstr").text = statement.value
    return _bytes(root)


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
