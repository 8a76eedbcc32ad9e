"""Sanitizes a brand's logo: an SVG of plain shapes and colors.

SVG can run scripts, load files and hold forms; only shapes and their paint pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from publish import xml_parsing
from publish.model.publication import Logo
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
_NUMBER = r"\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*"
_LENGTH = re.compile(_NUMBER + r"(?:px)?\s*")
_EXTERNAL_URL = re.compile(r"url\(\s*['\"]?(?!#)", re.IGNORECASE)


class BadLogo(Exception):
    """An SVG that cannot be a logo: what is wrong, and the fix."""

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.message, self.fix = message, fix


def read_logo(data: bytes) -> Logo:
    """Sanitize an SVG file and return it as a logo with its proportions.

    Raises :class:`BadLogo` if it is no SVG, has no size, or has scripts, external
    files, animation or text.
    """
    if len(data) > MOST_BYTES:
        raise BadLogo(f"it has {len(data)} bytes; the limit is {MOST_BYTES}", "Simplify it.")
    try:
        root = xml_parsing.parse(data, bare=True)
    except BadXML as error:
        raise BadLogo(f"it is not well-formed: {error}", "Save it as plain SVG.") from error
    if root.tag != f"{{{SVG}}}svg" or xml_parsing.has_doctype(root):
        raise BadLogo("it is not a plain SVG", "Save it as plain SVG, without a DOCTYPE.")
    for number, element in enumerate(list(root.iter())):
        if number >= _MOST_ELEMENTS:
            raise BadLogo(f"it has more than {_MOST_ELEMENTS} elements", "Simplify its paths.")
        _sanitize(element)
    width, height = _proportions(root)
    root.set("viewBox", " ".join(f"{n:g}" for n in _view(root)))
    scaled = max(1, round(width / height * HEIGHT))
    root.set("width", str(scaled))
    root.set("height", str(HEIGHT))
    etree.cleanup_namespaces(root)
    return Logo(etree.tostring(root, encoding="utf-8"), scaled, HEIGHT)


def _sanitize(element: etree._Element) -> None:
    """Remove editors' private data from an element, or refuse it."""
    name = etree.QName(element)
    if name.namespace != SVG or name.localname == "metadata":
        _drop(element)
        return
    if name.localname not in ELEMENTS:
        fix = "Convert text to paths, and remove everything that is not a plain shape."
        raise BadLogo(f"it has <{name.localname}>", fix)
    for key, value in list(element.attrib.items()):
        for problem in _problems(str(key), str(value)):
            fix = "Remove it: a logo has only shapes and colors."
            raise BadLogo(f"<{name.localname}> has {problem}", fix)
        if etree.QName(key).namespace not in (None, "http://www.w3.org/1999/xlink"):
            del element.attrib[key]


def _problems(key: str, value: str) -> Iterator[str]:
    plain = etree.QName(key).localname.lower()
    if plain.startswith("on"):
        yield f"the event handler {plain}"
    if plain == "href" and not value.strip().startswith("#"):
        yield f"a link to {value[:60]}"
    if _EXTERNAL_URL.search(value) or "\\" in value or "@import" in value.lower():
        yield f"an external file: {value[:60]}"


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _proportions(root: etree._Element) -> tuple[float, float]:
    _, _, width, height = _view(root)
    if not 1 / _WIDEST <= width / height <= _WIDEST:
        raise BadLogo("it is a line, not a picture", "Check its viewBox.")
    return width, height


def _view(root: etree._Element) -> tuple[float, float, float, float]:
    """Return the viewBox (SVG 1.1 §7.7), or one made from width and height."""
    numbers = [float(n) for n in re.findall(_NUMBER.replace(r"\s*", ""), root.get("viewBox", ""))]
    if len(numbers) != 4:
        sides = [_LENGTH.fullmatch(root.get(side, "")) for side in ("width", "height")]
        numbers = [0.0, 0.0, *(float(match[1]) for match in sides if match)]
    if len(numbers) != 4 or min(numbers[2:]) <= 0:
        raise BadLogo("it states no size", "Give its <svg> a viewBox.")
    return numbers[0], numbers[1], numbers[2], numbers[3]
