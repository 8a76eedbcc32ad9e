"""A brand's logo: an SVG that draws, and does nothing else.

SVG is a program as much as a picture: it may run scripts, load files and hold
forms. Only what draws paths, and the color they have, passes into an output.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from publish.model.publication import Logo

SVG = "http://www.w3.org/2000/svg"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_SHAPES = "path rect circle ellipse line polyline polygon"
_STRUCTURE = "svg g defs symbol use clipPath mask title desc metadata"
_PAINT = "linearGradient radialGradient stop"
ELEMENTS = frozenset(f"{_SHAPES} {_STRUCTURE} {_PAINT}".split())
"""What may stand in a logo (SVG 1.1 §5, §9, §13.2)."""
HEIGHT = 100
"""The height in pixels that a logo is said to have; a theme sets how large it is shown."""
_SIZE = 512 * 1024
_MOST = 5000
"""Elements."""
_WIDEST = 20
"""Times its height."""
_NUMBER = r"\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*"
_LENGTH = re.compile(_NUMBER + r"(?:px)?\s*")
_PAINTED = re.compile(r"url\(\s*['\"]?(?!#)", re.IGNORECASE)


class NoLogo(Exception):
    """An SVG that cannot be a logo: what is wrong, and how to mend it."""

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.message, self.fix = message, fix


def read_logo(data: bytes) -> Logo:
    """The logo in an SVG file: what draws, written anew, and its proportions.

    Raises :class:`NoLogo` for what is no SVG, has no size, or holds anything that
    runs, loads, moves or is set in a font.
    """
    if len(data) > _SIZE:
        raise NoLogo(f"it has {len(data)} bytes, and {_SIZE} are the limit", "Simplify it.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise NoLogo(f"it is not well-formed: {error.msg}", "Save it as plain SVG.") from error
    if root.tag != f"{{{SVG}}}svg" or root.getroottree().docinfo.internalDTD is not None:
        raise NoLogo("it is no plain SVG", "Save it as plain SVG, without a DOCTYPE.")
    for number, element in enumerate(list(root.iter())):
        if number >= _MOST:
            raise NoLogo(f"it has more than {_MOST} elements", "Simplify its paths.")
        _admit(element)
    width, height = _proportions(root)
    root.set("viewBox", " ".join(f"{n:g}" for n in _view(root)))
    scaled = max(1, round(width / height * HEIGHT))
    root.set("width", str(scaled))
    root.set("height", str(HEIGHT))
    etree.cleanup_namespaces(root)
    return Logo(etree.tostring(root, encoding="utf-8"), scaled, HEIGHT)


def _admit(element: etree._Element) -> None:
    """Let an element pass, rid of what other programs noted in it; or refuse it."""
    name = etree.QName(element)
    if name.namespace != SVG:
        _drop(element)
        return
    if name.localname == "metadata":
        _drop(element)
        return
    if name.localname not in ELEMENTS:
        fix = "Turn text into paths, and take out everything that is not a plain shape."
        raise NoLogo(f"it holds <{name.localname}>", fix)
    for key, value in list(element.attrib.items()):
        for problem in _problems(str(key), str(value)):
            raise NoLogo(f"<{name.localname}> has {problem}", "Take it out; a logo only draws.")
        if etree.QName(key).namespace not in (None, "http://www.w3.org/1999/xlink"):
            del element.attrib[key]


def _problems(key: str, value: str) -> Iterator[str]:
    plain = etree.QName(key).localname.lower()
    if plain.startswith("on"):
        yield f"the event handler {plain}"
    if plain == "href" and not value.strip().startswith("#"):
        yield f"a link to {value[:60]}"
    if _PAINTED.search(value) or "\\" in value or "@import" in value.lower():
        yield f"something to load: {value[:60]}"


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _proportions(root: etree._Element) -> tuple[float, float]:
    _, _, width, height = _view(root)
    if not 1 / _WIDEST <= width / height <= _WIDEST:
        raise NoLogo("it is a line rather than a picture", "Check its viewBox.")
    return width, height


def _view(root: etree._Element) -> tuple[float, float, float, float]:
    """The viewBox (SVG 1.1 §7.7), or one made of width and height."""
    numbers = [float(n) for n in re.findall(_NUMBER.replace(r"\s*", ""), root.get("viewBox", ""))]
    if len(numbers) != 4:
        sides = [_LENGTH.fullmatch(root.get(side, "")) for side in ("width", "height")]
        numbers = [0.0, 0.0, *(float(match[1]) for match in sides if match)]
    if len(numbers) != 4 or min(numbers[2:]) <= 0:
        raise NoLogo("it does not say how large it is", "Give its <svg> a viewBox.")
    return numbers[0], numbers[1], numbers[2], numbers[3]
