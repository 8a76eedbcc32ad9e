"""Where the pages of an EPUB show pictures, and what they say there of each (XHTML, SVG, CSS)."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from lxml import etree

from publish.inspecting.docx.paragraphs import local
from publish.inspecting.places import Place, Shown, Stated

_OPS = "{http://www.idpf.org/2007/ops}type"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_SOURCES = {
    "img": ("src",),
    "image": (_XLINK, "href"),
    "feImage": (_XLINK, "href"),
    "object": ("data",),
    "embed": ("src",),
    "input": ("src",),
    "video": ("poster",),
}
"""Elements that show a picture, and the attributes that name it."""
_SETS = frozenset({"img", "source"})
_URL = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*))\s*\)""", re.IGNORECASE)
_FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}|@import[^;]*;|@namespace[^;]*;", re.IGNORECASE)
_CREDIT = frozenset({"doc-credit", "credit"})
_CREDIT_CLASSES = re.compile(
    r"(?:^|[-_ ])(?:credits?|attribution|copyright|photographer|bildnachweis)(?:$|[-_ ])",
    re.IGNORECASE,
)
_ITEMS = {
    "creator": "creator",
    "author": "creator",
    "creditText": "line",
    "copyrightNotice": "copyright",
    "license": "license_url",
    "acquireLicensePage": "acquire",
    "copyrightHolder": "copyright",
}
"""schema.org's ImageObject as microdata (HTML Living Standard §5)."""
_MOST_DATA = 64 * 1024 * 1024


@dataclass(frozen=True)
class Showing:
    """One picture at one place: by its address, or by its bytes where they stand in the page."""

    address: str
    data: bytes | None = None
    alt: str = ""
    caption: str = ""
    shown: tuple[Shown, ...] = ()
    stated: tuple[Stated, ...] = ()


def showings(root: etree._Element) -> Iterator[Showing]:
    """Every picture that a page shows, in order; those of its stylesheets and styles too."""
    for element in root.iter("*"):
        name = local(element)
        addresses = [element.get(key) for key in _SOURCES.get(name, ())]
        address = next((text.strip() for text in addresses if text), "")
        if name == "object" and not (element.get("type") or "image/").startswith("image/"):
            address = ""
        if address:
            yield _showing(element, address)
        if name in _SETS:
            for candidate in _candidates(element.get("srcset") or ""):
                yield _showing(element, candidate)
        style = element.get("style") or (
            "".join(map(str, element.itertext())) if name == "style" else ""
        )
        for found in in_stylesheet(style):
            yield Showing(found, _data(found))


def in_stylesheet(text: str) -> Iterator[str]:
    """The addresses in a stylesheet that may be pictures; not those of fonts or other sheets."""
    for found in _URL.finditer(_FONT_FACE.sub("", text)):
        address = next((part for part in found.groups() if part), "").strip()
        if address:
            yield address


def _candidates(sources: str) -> Iterator[str]:
    if sources.strip().startswith("data:"):
        return
    for candidate in sources.split(","):
        if words := candidate.split():
            yield words[0]


def _showing(element: etree._Element, address: str) -> Showing:
    figure = _figure(element)
    if figure is None:
        return Showing(address, _data(address), _alt(element))
    return Showing(
        address,
        _data(address),
        _alt(element),
        _caption(figure),
        tuple(_credits(figure)),
        tuple(_items(figure)),
    )


def _figure(element: etree._Element) -> etree._Element | None:
    """The figure around a picture; in EPUB 2, a block whose class says that it is one."""
    for around in element.iterancestors("*"):
        if local(around) == "figure" or "ImageObject" in (around.get("itemtype") or ""):
            return around
        words = (around.get("class") or "").lower().split()
        if local(around) == "div" and {"figure", "image", "illustration"} & set(words):
            return around
        if local(around) == "body":
            return None
    return None


def _alt(element: etree._Element) -> str:
    for key in ("alt", "aria-label", "title"):
        if text := " ".join((element.get(key) or "").split()):
            return text
    if local(element) == "image":
        # An SVG's own words for what it shows (SVG 2 §5.8).
        for around in element.iterancestors("*"):
            if local(around) == "svg":
                said = [e for e in around.iterchildren("*") if local(e) in ("title", "desc")]
                return " ".join(filter(None, map(_text, said))) or around.get("aria-label") or ""
    return ""


def _caption(figure: etree._Element) -> str:
    """What is written under a picture, without the credits that are marked as such."""
    marked = _marked(figure)
    captions = [e for e in figure.iter("*") if local(e) == "span" and "caption" in _words(e)]
    captions += [e for e in figure.iter("*") if _is_caption(e)]
    return next((_text(e, without=marked) for e in captions if e not in marked), "")


def _is_caption(element: etree._Element) -> bool:
    return local(element) == "figcaption" or (
        local(element) in ("p", "div") and bool({"caption", "legend"} & _words(element))
    )


def _credits(figure: etree._Element) -> Iterator[Shown]:
    """What is marked as a credit; else the caption, which may hold one."""
    marked = _marked(figure)
    for element in marked:
        if text := _text(element):
            yield Shown(Place.EPUB_CREDIT, text, marked=True)
    if not marked:
        for element in figure.iter("*"):
            if _is_caption(element) and (text := _text(element)):
                yield Shown(Place.EPUB_CAPTION, text)


def _marked(figure: etree._Element) -> list[etree._Element]:
    """The outermost elements that say that they are a credit."""
    marked: list[etree._Element] = []
    for element in figure.iter("*"):
        if element is figure or any(around in marked for around in element.iterancestors("*")):
            continue
        if _CREDIT & _words(element) or _CREDIT_CLASSES.search(element.get("class") or ""):
            marked.append(element)
    return marked


def _items(figure: etree._Element) -> Iterator[Stated]:
    """Statements for programs: microdata, and a link that says it leads to the license."""
    fields: dict[str, str] = {}
    for element in figure.iter("*"):
        for word in (element.get("itemprop") or "").split():
            if key := _ITEMS.get(word):
                text = element.get("href") or element.get("content") or _text(element)
                if text:
                    fields.setdefault(key, text)
        if "license" in (element.get("rel") or "").split() and element.get("href"):
            fields.setdefault("license_url", element.get("href") or "")
    if fields:
        yield Stated(Place.EPUB_CREDIT, (fields,), frozenset(fields))


def _words(element: etree._Element) -> set[str]:
    said = (element.get("role"), element.get(_OPS), element.get("class"))
    return {word.lower() for value in said if value for word in value.split()}


def _text(element: etree._Element, without: Collection[etree._Element] = ()) -> str:
    """The words of an element, and of all in it but what is ``without``."""
    words: list[str] = []
    waiting: list[etree._Element | str] = [element]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            words.append(item)
        elif callable(item.tag):
            words.append(" ")  # an entity of a DTD that is not read, a space more often than not
        elif item not in without:
            words.append(item.text or "")
            for child in reversed(item):
                waiting += [child.tail or "", child]
    return " ".join("".join(words).split())


def _data(address: str) -> bytes | None:
    """The bytes of a ``data:`` address (RFC 2397); None for any other."""
    if address[:5].lower() != "data:" or len(address) > _MOST_DATA:
        return None
    head, _, body = address.partition(",")
    try:
        if head.lower().endswith(";base64"):
            return base64.b64decode(re.sub(r"%3D|\s", lambda m: "=" if m[0] == "%3D" else "", body))
        return unquote_to_bytes(body)
    except (binascii.Error, ValueError):
        return b""
