"""Sanitizes a brand's logo: an SVG of plain shapes and colors.

SVG can run scripts, load files and hold forms; only shapes and their paint pass.
"""

from __future__ import annotations

import re

from lxml import etree

from publish import xml_parsing
from publish.model.publication import Logo
from publish.pictures import decoding
from publish.pictures.pixels import BadPixels
from publish.pictures.svg.sanitizing import drop
from publish.pictures.svg.size import NUMBER
from publish.xml_parsing import BadXML

SVG = "http://www.w3.org/2000/svg"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_SHAPES = "path rect circle ellipse line polyline polygon"
_STRUCTURE = "svg g defs symbol use clipPath mask title desc metadata"
_PAINT = "linearGradient radialGradient stop"
ELEMENTS = frozenset(f"{_SHAPES} {_STRUCTURE} {_PAINT}".split())
"""Allowed elements (SVG 1.1 §5, §9, §13.2)."""
HEIGHT = 100
"""Nominal height in pixels; a theme sets the size shown."""
MOST_BYTES = 512 * 1024
"""Of the file."""
_MOST_ELEMENTS = 5000
_WIDEST = 20
"""Largest ratio of the sides."""


class BadLogo(Exception):
    """An SVG that cannot be a logo: what is wrong, and the fix."""

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.message, self.fix = message, fix


def read_logo(data: bytes) -> Logo:
    """Sanitize an SVG file and return it as a logo with its proportions.

    It is read as any SVG, and has less in it: no text and no stylesheet. Raises
    :class:`BadLogo` if it is no SVG, has no size, refers to itself, draws too much, or has
    scripts, external files, animation or text.
    """
    if len(data) > MOST_BYTES:
        raise BadLogo(f"it has {len(data)} bytes; the limit is {MOST_BYTES}", "Simplify it.")
    _refuse_what_no_logo_has(data)
    try:
        root = xml_parsing.parse(decoding.read_svg(data).data)
    except BadPixels as error:
        raise BadLogo(error.message, error.fix) from error
    for element in list(root.iter(f"{{{SVG}}}metadata")):
        drop(element)
    width, height = _proportions(root)
    scaled = max(1, round(width / height * HEIGHT))
    root.set("width", str(scaled))
    root.set("height", str(HEIGHT))
    etree.cleanup_namespaces(root)
    return Logo(etree.tostring(root, encoding="utf-8"), scaled, HEIGHT)


def _refuse_what_no_logo_has(data: bytes) -> None:
    try:
        root = xml_parsing.parse(data, bare=True)
    except BadXML:
        return  # the reader of all SVG says why
    for number, element in enumerate(root.iter(f"{{{SVG}}}*")):
        if number >= _MOST_ELEMENTS:
            raise BadLogo(f"it has more than {_MOST_ELEMENTS} elements", "Simplify its paths.")
        name = etree.QName(element).localname
        if name not in ELEMENTS:
            fix = "Convert text to paths, and remove everything that is not a plain shape."
            raise BadLogo(f"it has <{name}>", fix)


def _proportions(root: etree._Element) -> tuple[float, float]:
    """Write the viewBox plainly (SVG 1.1 §7.7), and return its sides."""
    view = [float(number) for number in re.findall(NUMBER, root.get("viewBox", ""))]
    root.set("viewBox", " ".join(f"{number:g}" for number in view))
    width, height = view[2:]
    if not 1 / _WIDEST <= width / height <= _WIDEST:
        raise BadLogo("it is a line, not a picture", "Check its viewBox.")
    return width, height
