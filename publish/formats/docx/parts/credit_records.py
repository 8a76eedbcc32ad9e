"""The credits as a custom XML part: every field of every picture, for machines that get the file.

Its namespace is the one that our metadata has anyway. ``part`` is the place of
the picture in the package, so that a picture can be told from others even where
its own metadata has been taken out.
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
    """The part itself. ``parts`` maps a picture's name to its place in the package.

    A picture that is withheld has an entry too, which says for what reason.
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
    """The LaTeX of every formula as a part, in their order: Word's own mathematics has none."""
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
    """The part that gives the record ``name`` its id in Word's data store (ISO 29500-1 §22.5)."""
    id = uuid5(UUID(metadata.identifier), f"docx/{name}")
    ds = f"{{{_STORE}}}"
    root = etree.Element(f"{ds}datastoreItem", nsmap={"ds": _STORE})
    root.set(f"{ds}itemID", f"{{{str(id).upper()}}}")
    references = etree.SubElement(root, f"{ds}schemaRefs")
    etree.SubElement(references, f"{ds}schemaRef").set(f"{ds}uri", PUBLISH)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
