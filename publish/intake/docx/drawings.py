"""Drawings: pictures, text boxes, and what no article can show."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from publish.intake.docx.markup import (
    attribute,
    child,
    elements,
    has_around,
    name,
    within,
)
from publish.intake.docx.shelf import CannotShow
from publish.intake.docx.story import Story
from publish.intake.model import Shown

_BOX = "w:txbxContent"
_NOT_HERE = frozenset({_BOX, "mc:Fallback"})
_OBJECTS = {
    "c:chart": "a chart, which Word draws",
    "dgm:relIds": "a SmartArt drawing",
    "o:OLEObject": "an embedded object",
}


def chosen(element: etree._Element) -> Iterator[etree._Element]:
    """The part that is shown of an element with alternatives (``mc:AlternateContent``)."""
    if name(element) != "mc:AlternateContent":
        yield element
        return
    choice = child(element, "mc:Choice")
    yield from elements(choice if choice is not None else child(element, "mc:Fallback"))


def text_boxes(drawing: etree._Element) -> list[etree._Element]:
    """The text boxes in a drawing, without those in their fallbacks and in other boxes."""
    found = [e for e in within(drawing, _BOX) if not has_around(e, _NOT_HERE, drawing)]
    return [e for e in found if e is not drawing]


def pictures(drawing: etree._Element, story: Story) -> Iterator[Shown]:
    """The pictures in a drawing; what cannot be shown is noted."""
    for element in drawing.iter("*"):
        kind = name(element)
        if kind in ("a:blip", "v:imagedata") and not has_around(element, _NOT_HERE, drawing):
            shown = _picture(element, story)
            if shown is not None:
                yield shown
        elif kind in _OBJECTS and not has_around(element, _NOT_HERE, drawing):
            story.reading.journal.leave(_OBJECTS[kind], story.place)


def _picture(blip: etree._Element, story: Story) -> Shown | None:
    described = _properties(blip)
    alt = " ".join((attribute(described, "descr") or attribute(described, "alt")).split())
    link = _link(described, story)
    adorns = next((attribute(e, "val") for e in _decorative(described)), "") in ("1", "true")
    why = ""
    addresses = _addresses(blip)
    known = [story.relations[key].target for key in addresses if key in story.relations]
    for address in addresses:
        relation = story.relations.get(address)
        if relation is None:
            continue
        if relation.external:
            why = f"it is not in the file, but at {relation.target}"
            continue
        data = story.reading.package.archive.get(relation.target)
        if data is None:
            why = "the file does not have it"
            continue
        try:
            taken = story.reading.shelf.take(data, story.place, alt, decorative=adorns, parts=known)
        except CannotShow as fault:
            why = str(fault)
            continue
        _note_crop(blip, story)
        return Shown(taken, link)
    story.reading.journal.leave(f"a picture: {why or 'the file does not have it'}", story.place)
    return None


def _addresses(blip: etree._Element) -> list[str]:
    """The relationships of a picture, the best first: a drawing before its pixels."""
    vectors = [attribute(e, "r:embed") for e in within(blip, "asvg:svgBlip")]
    own = [attribute(blip, key) for key in ("r:embed", "r:link", "r:id", "r:pict")]
    return [address for address in (*vectors, *own) if address]


def _properties(blip: etree._Element) -> etree._Element | None:
    """The element with the description of the drawing around a picture."""
    fallback = None
    for around in blip.iterancestors("*"):
        kind = name(around)
        if kind == "pic:pic":
            fallback = child(around, "pic:nvPicPr", "pic:cNvPr")
        elif kind in ("wp:inline", "wp:anchor"):
            described = child(around, "wp:docPr")
            stated = attribute(described, "descr") or fallback is None
            return described if stated or not attribute(fallback, "descr") else fallback
        elif kind in ("v:shape", "v:rect"):
            return around
    return fallback


def _decorative(described: etree._Element | None) -> Iterator[etree._Element]:
    return iter(()) if described is None else within(described, "adec:decorative")


def _link(described: etree._Element | None, story: Story) -> str:
    click = child(described, "a:hlinkClick")
    relation = story.relations.get(attribute(click, "r:id")) if click is not None else None
    return relation.target if relation is not None and relation.external else ""


def _note_crop(blip: etree._Element, story: Story) -> None:
    parent = blip.getparent()
    crop = child(parent, "a:srcRect") if parent is not None else None
    if crop is not None and any(attribute(crop, side) not in ("", "0") for side in "ltrb"):
        story.reading.journal.change("a picture cropped in Word", "the whole picture", story.place)
