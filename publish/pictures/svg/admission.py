"""An SVG as an article's picture: what draws passes, what acts or loads is refused.

SVG is a program as much as a picture. Three programs draw it, one for each
format, and none of them may run a script, fetch a file or show what the others
do not. So elements and attributes come from a list, and whatever is not in it is
refused with its line, for an editor to take out. What other programs noted for
themselves (layers, guides) is left out in silence, since it draws nothing.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from publish.metadata.namespaces import XMPMETA
from publish.pictures.conversion import Remark
from publish.pictures.pixels import BadPixels
from publish.pictures.svg import links, styles
from publish.pictures.svg.size import NoSize, measured

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"

_SHAPES = "path rect circle ellipse line polyline polygon"
_STRUCTURE = "svg g defs symbol use clipPath mask marker pattern title desc metadata style a"
_PAINT = "linearGradient radialGradient stop"
_TEXT = "text tspan textPath"
ELEMENTS = frozenset(f"{_SHAPES} {_STRUCTURE} {_PAINT} {_TEXT}".split())
"""What may stand in a drawing (SVG 1.1 §5, §9 to §11, §13 and §14): all that PDF, EPUB
and Word show alike."""

_MOST_BYTES, _MOST_ELEMENTS, _DEEPEST = 10 * 2**20, 50_000, 100
_WHY = {
    "script": "a script; a picture in a book or on paper cannot run any",
    "foreignObject": "text that is set as a web page (foreignObject), which print cannot show",
    "image": "another picture in it; that needs a credit of its own",
    "filter": "an effect such as a shadow or a blur, which print cannot show",
    "animate": "an animation",
    "animateTransform": "an animation",
    "animateMotion": "an animation",
    "set": "an animation",
    "switch": "a choice between pictures, which each program would make in its own way",
}
_MEND = {
    "foreignObject": "Export it with plain text (in draw.io: without “formatted text”), or turn "
    "its text into paths.",
    "image": "Take it out, and place it in the article as a picture of its own.",
    "filter": "Take the effect off, or save the drawing as PNG.",
}
_GENERAL = "Take it out, and save the drawing as plain SVG; or as PNG."


@dataclass(frozen=True)
class Drawing:
    """An SVG that only draws, and its size in CSS pixels."""

    data: bytes = field(repr=False)
    width: int
    height: int
    remarks: tuple[Remark, ...] = ()


def read_drawing(data: bytes) -> Drawing:
    """The drawing in an SVG or SVGZ file, written anew without what draws nothing.

    Raises :class:`BadPixels` for what is no SVG, is too large, refers to itself, or
    holds anything that runs, moves, loads or shows another picture.
    """
    root = _tree(_unpacked(data))
    remarks: list[Remark] = []
    _count(root)
    for element in list(root.iter()):
        _admit(element, remarks)
    links.refuse_endless(root)
    try:
        width, height = measured(root)
    except NoSize as fault:
        raise _unfit(root, str(fault), "Give its <svg> a viewBox.") from None
    if letters := styles.strange_fonts(root):
        remarks.append(letters)
    etree.cleanup_namespaces(root)
    return Drawing(etree.tostring(root, encoding="utf-8"), width, height, tuple(_once(remarks)))


def _unpacked(data: bytes) -> bytes:
    if data.startswith(b"\x1f\x8b"):
        try:
            data = zlib.decompressobj(31).decompress(data, _MOST_BYTES + 1)
        except zlib.error:
            raise BadPixels(
                "image-damaged", "the SVGZ is damaged or cut off", "Fetch or export it again."
            ) from None
    if len(data) > _MOST_BYTES:
        message = f"the drawing has more than {_MOST_BYTES // 2**20} MB"
        raise BadPixels("image-too-large", message, "Simplify its paths, or save it as PNG.")
    return data


def _tree(data: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        message = f"the SVG is not well-formed: {error.msg}"
        raise BadPixels("image-damaged", message, "Save it again as plain SVG.") from None
    declared: Any = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        message = "the SVG declares entities, as some versions of Illustrator do"
        raise BadPixels("image-drawing", message, "Save it as SVG 1.1, or as plain SVG.")
    if root.tag == "svg":
        message = "it is not named as SVG (xmlns is missing), so that no program would draw it"
        raise _unfit(root, message, f'Write <svg xmlns="{SVG}" …>.')
    if root.tag != f"{{{SVG}}}svg":
        raise _unfit(root, "it is no SVG", "Save it as plain SVG.")
    return root


def _count(root: etree._Element) -> None:
    depth, seen = 0, 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        seen += event == "start"
        if depth > _DEEPEST or seen > _MOST_ELEMENTS:
            what = f"{_DEEPEST} groups in each other" if depth > _DEEPEST else "50,000 shapes"
            message = f"the drawing has more than {what}"
            raise BadPixels("image-too-large", message, "Simplify it, or save it as PNG.")


def _admit(element: etree._Element, remarks: list[Remark]) -> None:
    """Let an element pass, rid of what draws nothing; or refuse it."""
    if not isinstance(element.tag, str):
        raise _unfit(element, "it holds an entity that nothing declares", "Write the character.")
    name = etree.QName(element)
    if name.namespace == XMPMETA or _is_within_packet(element):
        return
    if name.namespace != SVG:
        drop(element)
        return
    kind = name.localname
    if kind == "metadata":
        _keep_packet(element)
        return
    if kind not in ELEMENTS:
        what = _WHY.get(kind, f"<{kind}>, which not every format can show")
        raise _unfit(element, f"it holds {what}", _MEND.get(kind, _GENERAL))
    for key, value in list(element.attrib.items()):
        _admit_attribute(element, str(key), str(value))
    if kind == "style":
        _admit_style(element)
    if kind == "a":
        _unlink(element, remarks)


def _admit_attribute(element: etree._Element, key: str, value: str) -> None:
    name = etree.QName(key)
    plain = name.localname.lower()
    if plain.startswith("on"):
        what = f"the event handler {name.localname}="
        raise _unfit(element, f"it holds {what}", "Take it out; a picture only draws.")
    is_link = plain == "href" and name.namespace in (None, XLINK)
    if is_link and etree.QName(element).localname != "a" and not value.strip().startswith("#"):
        raise _unfit(element, f"it loads {value[:60]!r}", "Put what it needs into the drawing.")
    strange = name.namespace not in (None, XLINK, _XML) or plain == "base"
    if strange or (name.namespace == XLINK and not is_link):
        del element.attrib[key]
    elif culprit := styles.loads(value):
        raise _unfit(element, f"it loads {culprit!r}", "Put what it needs into the drawing.")


def _admit_style(element: etree._Element) -> None:
    if len(element) or element.get("type", "text/css").strip().lower() != "text/css":
        raise _unfit(element, "it has a stylesheet that is no CSS", _GENERAL)
    for culprit in styles.culprits(element.text or ""):
        fix = "Take that rule out; letters in fonts of their own become paths."
        raise _unfit(element, f"its stylesheet has {culprit}", fix)


def _keep_packet(element: etree._Element) -> None:
    """Of the metadata, the XMP: all else was read, and goes into XMP with the credit."""
    for child in list(element):
        if child.tag != f"{{{XMPMETA}}}xmpmeta":
            drop(child)
    element.text = None
    if not len(element):
        drop(element)


def _is_within_packet(element: etree._Element) -> bool:
    return any(up.tag == f"{{{XMPMETA}}}xmpmeta" for up in element.iterancestors())


def _unlink(element: etree._Element, remarks: list[Remark]) -> None:
    """A link in a picture leads nowhere: what carries it is drawn without it."""
    inside_text = any(etree.QName(up).localname in _TEXT for up in element.iterancestors())
    element.tag = f"{{{SVG}}}{'tspan' if inside_text else 'g'}"
    for key in ("href", f"{{{XLINK}}}href", "target", "rel"):
        if key in element.attrib:
            del element.attrib[key]
    remarks.append(
        Remark(
            "image-drawing-link",
            "links in the drawing do not work where it is a picture, and were taken out",
            "Put them into the caption, or make the whole picture a link.",
        )
    )


def drop(element: etree._Element) -> None:
    """``element`` leaves with all that is in it; the text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if tail := element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
    parent.remove(element)


def _once(remarks: list[Remark]) -> Iterator[Remark]:
    yield from dict.fromkeys(remarks)


def _unfit(element: etree._Element, message: str, fix: str) -> BadPixels:
    line: Any = element.sourceline
    place = f" (line {line} of the file)" if line else ""
    return BadPixels("image-drawing", f"{message}{place}", fix)
