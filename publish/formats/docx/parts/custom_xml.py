"""Custom XML parts: the credits of every picture, and the LaTeX of every formula, for machines.

Their namespace is that of our metadata. ``part`` is the place of the picture in the
package, so that a picture is identified even without its own metadata.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID, uuid5

from lxml import etree

from publish import xml_parsing
from publish.metadata.credits import MAPPING
from publish.metadata.namespaces import PUBLISH
from publish.model.article import Image, Metadata
from publish.model.credit import Credit
from publish.page import Withheld

_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"


def credits(
    metadata: Metadata,
    images: tuple[Image, ...],
    parts: Mapping[str, str],
    withheld: tuple[Withheld, ...] = (),
) -> bytes:
    """The part with the credits. ``parts`` maps a picture's name to its place in the package.

    A withheld picture has an entry too, with the reason.
    """
    root = xml_parsing.parse(f'<credits xmlns="{PUBLISH}"/>')
    _texts(root, {"identifier": metadata.identifier, "title": metadata.title})
    reasons = {absent.image.name: absent.reason for absent in withheld}
    for image in (*images, *(absent.image for absent in withheld)):
        entry = etree.SubElement(root, f"{{{PUBLISH}}}image", name=image.name)
        if image.name in reasons:
            entry.set("withheld", reasons[image.name])
        if image.name in parts:
            entry.set("part", parts[image.name])
        for credit in image.credits:
            _credit(entry, credit)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def formulas(metadata: Metadata, latex: Iterable[str]) -> bytes:
    """The part with the LaTeX of every formula, in order: Word's formulas have no LaTeX."""
    root = xml_parsing.parse(f'<formulas xmlns="{PUBLISH}"/>')
    _texts(root, {"identifier": metadata.identifier})
    for source in latex:
        _texts(root, {"formula": source})
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _credit(entry: etree._Element, credit: Credit) -> None:
    element = etree.SubElement(entry, f"{{{PUBLISH}}}credit")
    _texts(element, {row.field: row.get(credit) for row in MAPPING})
    for place in credit.found_in:
        _texts(element, {"found_in": place})


def _texts(parent: etree._Element, values: Mapping[str, str | None]) -> None:
    for name, value in values.items():
        if value:
            etree.SubElement(parent, f"{{{PUBLISH}}}{name}").text = value


def properties(metadata: Metadata, name: str = "credits") -> bytes:
    """The part that gives the part ``name`` its id in Word's data store (ISO 29500-1 §22.5)."""
    id = uuid5(UUID(metadata.identifier), f"docx/{name}")
    ds = f"{{{_STORE}}}"
    root = etree.Element(f"{ds}datastoreItem", nsmap={"ds": _STORE})
    root.set(f"{ds}itemID", f"{{{str(id).upper()}}}")
    references = etree.SubElement(root, f"{ds}schemaRefs")
    etree.SubElement(references, f"{ds}schemaRef").set(f"{ds}uri", PUBLISH)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
