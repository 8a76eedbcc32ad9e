"""Sanitizes an article's SVG: shapes and text pass; scripts and external files are refused.

Each format has another renderer, and none may run a script, load a file or show
more than the others. So elements and attributes come from a list; anything else is
refused with its line number. Editors' private data (layers, guides) draw nothing
and are dropped silently.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import field
from typing import Any

from lxml import etree

from publish import xml_parsing
from publish.metadata.namespaces import XMPMETA
from publish.pictures.conversion import Remark
from publish.pictures.pixels import BadPixels
from publish.pictures.svg import references, styles
from publish.pictures.svg.size import NoSize, set_size
from publish.values import dataclass
from publish.xml_parsing import BadXML

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"

_SHAPES = "path rect circle ellipse line polyline polygon"
_STRUCTURE = "svg g defs symbol use clipPath mask marker pattern title desc metadata style a"
_PAINT = "linearGradient radialGradient stop"
_TEXT = "text tspan textPath"
ELEMENTS = frozenset(f"{_SHAPES} {_STRUCTURE} {_PAINT} {_TEXT}".split())
"""Allowed elements (SVG 1.1 §5, §9 to §11, §13 and §14): those that PDF, EPUB and Word
all show alike."""

_MOST_BYTES, _MOST_ELEMENTS, _DEEPEST = 10 * 2**20, 50_000, 100
_REASONS = {
    "script": "a script, which no picture in a book can run",
    "foreignObject": "HTML text (foreignObject), which print cannot show",
    "image": "another picture, which needs a credit of its own",
    "filter": "an effect such as a shadow or blur, which print cannot show",
    "animate": "an animation",
    "animateTransform": "an animation",
    "animateMotion": "an animation",
    "set": "an animation",
    "switch": "alternative pictures (switch), which each program would choose differently",
}
_FIXES = {
    "foreignObject": "Export it with plain text (in draw.io: without “formatted text”), or convert "
    "its text to paths.",
    "image": "Remove it, and place it in the article as a picture of its own.",
    "filter": "Remove the effect, or save the picture as PNG.",
}
_EMBED_FIX = "Copy what it needs into the SVG."
_GENERAL_FIX = "Remove it and save the file as plain SVG, or save it as PNG."


@dataclass(frozen=True)
class SvgPicture:
    """A sanitized SVG, its size in CSS pixels, and remarks for the editor."""

    data: bytes = field(repr=False)
    width: int
    height: int
    remarks: tuple[Remark, ...] = ()


def read_svg(data: bytes) -> SvgPicture:
    """Sanitize an SVG or SVGZ file and serialize it again.

    Raises :class:`BadPixels` if it is no SVG, is too large, refers to itself, or has
    scripts, animation, external files or other pictures.
    """
    root = _parse(_unpack(data))
    remarks: list[Remark] = []
    _check_size(root)
    for element in list(root.iter()):
        _sanitize(element, remarks)
    references.refuse_endless(root)
    try:
        width, height = set_size(root)
    except NoSize as fault:
        raise _refusal(root, str(fault), "Give its <svg> a viewBox.") from None
    if remark := styles.font_remark(root):
        remarks.append(remark)
    etree.cleanup_namespaces(root)
    return SvgPicture(
        etree.tostring(root, encoding="utf-8"), width, height, tuple(_without_repeats(remarks))
    )


def _unpack(data: bytes) -> bytes:
    if data.startswith(b"\x1f\x8b"):
        try:
            data = zlib.decompressobj(31).decompress(data, _MOST_BYTES + 1)
        except zlib.error:
            raise BadPixels(
                "image-damaged", "the SVGZ is damaged or truncated", "Download or export it again."
            ) from None
    if len(data) > _MOST_BYTES:
        message = f"the SVG has more than {_MOST_BYTES // 2**20} MB"
        raise BadPixels("image-too-large", message, "Simplify its paths, or save it as PNG.")
    return data


def _parse(data: bytes) -> etree._Element:
    try:
        root = xml_parsing.parse(data, bare=True)
    except BadXML as error:
        message = f"the SVG is not well-formed: {error}"
        raise BadPixels("image-damaged", message, "Save it again as plain SVG.") from None
    if xml_parsing.declares_entities(root):
        message = "the SVG declares entities, as some versions of Illustrator do"
        raise BadPixels("image-drawing", message, "Save it as SVG 1.1, or as plain SVG.")
    if root.tag == "svg":
        message = "its xmlns attribute is missing, so no program would show it"
        raise _refusal(root, message, f'Write <svg xmlns="{SVG}" …>.')
    if root.tag != f"{{{SVG}}}svg":
        raise _refusal(root, "it is not an SVG", "Save it as plain SVG.")
    return root


def _check_size(root: etree._Element) -> None:
    depth, seen = 0, 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        seen += event == "start"
        if depth > _DEEPEST or seen > _MOST_ELEMENTS:
            what = f"{_DEEPEST} nested groups" if depth > _DEEPEST else "50,000 shapes"
            message = f"the SVG has more than {what}"
            raise BadPixels("image-too-large", message, "Simplify it, or save it as PNG.")


def _sanitize(element: etree._Element, remarks: list[Remark]) -> None:
    """Remove what draws nothing from an element, or refuse it."""
    if not isinstance(element.tag, str):
        raise _refusal(element, "it has an undeclared entity", "Write the character itself.")
    name = etree.QName(element)
    if name.namespace == XMPMETA or _is_within_packet(element):
        return
    if name.namespace != SVG:
        drop(element)
        return
    kind = name.localname
    if kind == "metadata":
        _keep_only_xmp(element)
        return
    if kind not in ELEMENTS:
        what = _REASONS.get(kind, f"<{kind}>, which not every format can show")
        raise _refusal(element, f"it has {what}", _FIXES.get(kind, _GENERAL_FIX))
    for key, value in list(element.attrib.items()):
        _check_attribute(element, str(key), str(value))
    if kind == "style":
        _check_stylesheet(element)
    if kind == "a":
        _remove_link(element, remarks)


def _check_attribute(element: etree._Element, key: str, value: str) -> None:
    name = etree.QName(key)
    plain = name.localname.lower()
    if plain.startswith("on"):
        what = f"the event handler {name.localname}="
        raise _refusal(element, f"it has {what}", "Remove it: a picture must not run code.")
    is_link = plain == "href" and name.namespace in (None, XLINK)
    if is_link and etree.QName(element).localname != "a" and not value.strip().startswith("#"):
        raise _refusal(element, f"it loads {value[:60]!r}", _EMBED_FIX)
    foreign = name.namespace not in (None, XLINK, _XML) or plain == "base"
    if foreign or (name.namespace == XLINK and not is_link):
        del element.attrib[key]
    elif part := styles.loading_part(value):
        raise _refusal(element, f"it loads {part!r}", _EMBED_FIX)


def _check_stylesheet(element: etree._Element) -> None:
    if len(element) or element.get("type", "text/css").strip().lower() != "text/css":
        raise _refusal(element, "it has a stylesheet that is not CSS", _GENERAL_FIX)
    for rule in styles.refused_rules(element.text or ""):
        fix = "Remove that rule; convert text in special fonts to paths."
        raise _refusal(element, f"its stylesheet has {rule}", fix)


def _keep_only_xmp(element: etree._Element) -> None:
    """Drop all metadata but XMP: the rest was read, and is embedded as XMP with the credit."""
    for child in list(element):
        if child.tag != f"{{{XMPMETA}}}xmpmeta":
            drop(child)
    element.text = None
    if not len(element):
        drop(element)


def _is_within_packet(element: etree._Element) -> bool:
    return any(up.tag == f"{{{XMPMETA}}}xmpmeta" for up in element.iterancestors())


def _remove_link(element: etree._Element, remarks: list[Remark]) -> None:
    """Replace a link by a plain group: links inside a picture do not work."""
    inside_text = any(etree.QName(up).localname in _TEXT for up in element.iterancestors())
    element.tag = f"{{{SVG}}}{'tspan' if inside_text else 'g'}"
    for key in ("href", f"{{{XLINK}}}href", "target", "rel"):
        if key in element.attrib:
            del element.attrib[key]
    remarks.append(
        Remark(
            "image-drawing-link",
            "its links were removed, as links inside a picture do not work",
            "Move them to the caption, or make the whole picture a link.",
        )
    )


def drop(element: etree._Element) -> None:
    """Remove an element with its content; keep the text after it."""
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


def _without_repeats(remarks: list[Remark]) -> Iterator[Remark]:
    yield from dict.fromkeys(remarks)


def _refusal(element: etree._Element, message: str, fix: str) -> BadPixels:
    line: Any = element.sourceline
    place = f" (line {line} of the file)" if line else ""
    return BadPixels("image-drawing", f"{message}{place}", fix)
