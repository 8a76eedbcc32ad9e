"""The pictures of a DOCX (ISO 29500-1 §20.4)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from lxml import etree

from publish.content import Figure, Statements
from publish.picture import Picture
from publish.proof.readers.docx.relationships import Relationships
from publish.proof.readers.xmp import read_picture
from publish.values import dataclass

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_ASVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}"
_ADEC = "{http://schemas.microsoft.com/office/drawing/2017/decorative}"


@dataclass(frozen=True)
class Drawing:
    """A ``drawing`` with a picture: its figure, and the addresses that it links to."""

    figure: Figure
    links: tuple[str, ...]


def read_drawing(element: etree._Element, relationships: Relationships) -> Drawing | None:
    """The picture of a ``drawing``; ``None`` if it is a shape without one."""
    blip = next(element.iter(f"{_A}blip"), None)
    if blip is None:
        return None
    properties = next(element.iter(f"{_WP}docPr"), None)
    alt = "" if properties is None else properties.get("descr") or ""
    files = list(_files(blip, relationships))
    stated = [one.stated for one in files]
    figure = Figure(
        alt=" ".join(alt.split()),
        caption="",
        picture=files[-1].picture if files else None,
        # An SVG and its pixels must state the same: a reader may see only one of them.
        embedded={
            name: values
            for name, values in (stated[0] if stated else {}).items()
            if all(other.get(name) == values for other in stated)
        },
        decorative=properties is not None and _is_decorative(properties),
    )
    clicks = () if properties is None else properties.iter(f"{_A}hlinkClick")
    links = tuple(relationships.address(click.get(f"{R}id") or "") for click in clicks)
    return Drawing(figure, links)


@dataclass(frozen=True)
class _File:
    """A file of a picture, and what it states of itself."""

    picture: Picture
    stated: Statements


def _files(blip: etree._Element, relationships: Relationships) -> Iterator[_File]:
    """The pixels of a picture, and the SVG that they are made from, if there is one."""
    for element in (blip, *blip.iter(f"{_ASVG}svgBlip")):
        read = partial(relationships.data, element.get(f"{R}embed") or "")
        if data := read():
            yield _File(Picture.of(data, read), read_picture(data))


def _is_decorative(properties: etree._Element) -> bool:
    """Is a picture marked as decorative ([MS-ODRAWXML] §2.5.1)?"""
    marks = properties.iter(f"{_ADEC}decorative")
    return any(mark.get("val") in ("1", "true", None) for mark in marks)
