"""Metadata of an SVG: RDF in ``<metadata>``, from Inkscape and others; title and description.

Creative Commons' vocabulary describes a ``cc:Work``, with agents instead of names; Adobe's programs
write an XMP packet there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from publish.metadata.namespaces import RDF
from publish.pictures.metadata_reading import rdf, xmp
from publish.pictures.metadata_reading.block import Block, Broken, Form
from publish.pictures.metadata_reading.statement import Source, Statement
from publish.pictures.metadata_reading.text import clean
from publish.pictures.structure.png import unpacked

_SVG = "{http://www.w3.org/2000/svg}"
_WORKS = tuple(f"{{{uri}}}Work" for uri in rdf.CREATIVE_COMMONS)
_AGENT_NAMES = ("dc:title", "foaf:name")
_FIELDS = {"title": "title", "desc": "caption"}


def blocks(data: bytes) -> Iterator[Block]:
    """The whole file, unpacked if it is an SVGZ."""
    if data.startswith(b"\x1f\x8b"):
        data = unpacked(data, 31)
    yield Block(Form.SVG, data)


def statements(data: bytes) -> Iterator[Statement]:
    """The statements of the file; :class:`Broken` if it is not well-formed."""
    root = rdf.tree(data, "SVG")
    if etree.QName(root).localname != "svg":
        raise Broken("SVG has no svg element")
    for metadata in root.iter(f"{_SVG}metadata", "metadata"):
        for holder in metadata.iter(f"{{{RDF}}}RDF"):
            for statement in xmp.statements(rdf.properties(holder)):
                yield replace(statement, source=Source.SVG, place=_place(statement))
            for work in holder.iterchildren(*_WORKS):
                for statement in xmp.statements(dict(_named(rdf.fields(work)))):
                    yield replace(statement, source=Source.SVG, place=_place(statement))
    for name, field in _FIELDS.items():
        element = next(root.iterchildren(_SVG + name, name), None)
        if element is not None and (text := clean("".join(map(str, element.itertext())))):
            yield Statement(field, text, f"SVG {name}", Source.SVG, second=True)


def _place(statement: Statement) -> str:
    return statement.place.replace("XMP", "SVG", 1)


def _named(fields: dict[str, rdf.Value]) -> Iterator[tuple[str, rdf.Value]]:
    """The fields of a work, with the names of agents in place of the agents."""
    for name, value in fields.items():
        yield (_SAME.get(name, name), _name(value))


_SAME = {"dc:publisher": "photoshop:Source"}
"""The publisher of a drawing, in the place of a photograph's provider."""


def _name(value: rdf.Value) -> rdf.Value:
    if isinstance(value, dict):
        return next((value[name] for name in _AGENT_NAMES if name in value), "")
    if isinstance(value, tuple):
        return tuple(map(_name, value))
    return value
