"""Finds pictures in the pages of an EPUB (XHTML, SVG, CSS), with captions and credits."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Collection, Iterator
from urllib.parse import unquote_to_bytes

from lxml import etree

from publish.inspecting.docx.paragraphs import local
from publish.inspecting.places import Place, ShownText, StatedCredits
from publish.values import dataclass

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
"""Elements that show a picture, and the attributes with its address."""
_SRCSET_ELEMENTS = frozenset({"img", "source"})
_URL = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*))\s*\)""", re.IGNORECASE)
_FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}|@import[^;]*;|@namespace[^;]*;", re.IGNORECASE)
_CREDIT = frozenset({"doc-credit", "credit"})
_CREDIT_CLASSES = re.compile(
    r"(?:^|[-_ ])(?:credits?|attribution|copyright|photographer|bildnachweis)(?:$|[-_ ])",
    re.IGNORECASE,
)
_MICRODATA = {
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
class PictureUse:
    """A picture in one place: its address, or its bytes for a ``data:`` address."""

    address: str
    data: bytes | None = None
    alt: str = ""
    caption: str = ""
    shown: tuple[ShownText, ...] = ()
    stated: tuple[StatedCredits, ...] = ()


def picture_uses(root: etree._Element) -> Iterator[PictureUse]:
    """Yield every picture that a page shows, in order, including those in its styles."""
    for element in root.iter("*"):
        name = local(element)
        addresses = [element.get(key) for key in _SOURCES.get(name, ())]
        address = next((text.strip() for text in addresses if text), "")
        if name == "object" and not (element.get("type") or "image/").startswith("image/"):
            address = ""
        if address:
            yield _picture_use(element, address)
        if name in _SRCSET_ELEMENTS:
            for candidate in _candidates(element.get("srcset") or ""):
                yield _picture_use(element, candidate)
        style = element.get("style") or (
            "".join(map(str, element.itertext())) if name == "style" else ""
        )
        for found in stylesheet_addresses(style):
            yield PictureUse(found, _data(found))


def stylesheet_addresses(text: str) -> Iterator[str]:
    """Yield addresses in a stylesheet that may be pictures, without fonts and imports."""
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


def _picture_use(element: etree._Element, address: str) -> PictureUse:
    figure = _figure(element)
    if figure is None:
        return PictureUse(address, _data(address), _alt(element))
    return PictureUse(
        address,
        _data(address),
        _alt(element),
        _caption(figure),
        tuple(_credits(figure)),
        tuple(_machine_readable(figure)),
    )


def _figure(element: etree._Element) -> etree._Element | None:
    """Return the figure around a picture; in EPUB 2, a block with a figure's class."""
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
        # An SVG's own title and description (SVG 2 §5.8).
        for around in element.iterancestors("*"):
            if local(around) == "svg":
                texts = [e for e in around.iterchildren("*") if local(e) in ("title", "desc")]
                return " ".join(filter(None, map(_text, texts))) or around.get("aria-label") or ""
    return ""


def _caption(figure: etree._Element) -> str:
    """Return a picture's caption without the marked credits."""
    marked = _marked(figure)
    captions = [e for e in figure.iter("*") if local(e) == "span" and "caption" in _words(e)]
    captions += [e for e in figure.iter("*") if _is_caption(e)]
    return next((_text(e, without=marked) for e in captions if e not in marked), "")


def _is_caption(element: etree._Element) -> bool:
    return local(element) == "figcaption" or (
        local(element) in ("p", "div") and bool({"caption", "legend"} & _words(element))
    )


def _credits(figure: etree._Element) -> Iterator[ShownText]:
    """Yield marked credits; if there are none, the captions, which may contain one."""
    marked = _marked(figure)
    for element in marked:
        if text := _text(element):
            yield ShownText(Place.EPUB_CREDIT, text, marked=True)
    if not marked:
        for element in figure.iter("*"):
            if _is_caption(element) and (text := _text(element)):
                yield ShownText(Place.EPUB_CAPTION, text)


def _marked(figure: etree._Element) -> list[etree._Element]:
    """Return the outermost elements marked as a credit."""
    marked: list[etree._Element] = []
    for element in figure.iter("*"):
        if element is figure or any(around in marked for around in element.iterancestors("*")):
            continue
        if _CREDIT & _words(element) or _CREDIT_CLASSES.search(element.get("class") or ""):
            marked.append(element)
    return marked


def _machine_readable(figure: etree._Element) -> Iterator[StatedCredits]:
    """Yield credits for programs: microdata and ``rel="license"`` links."""
    fields: dict[str, str] = {}
    for element in figure.iter("*"):
        for word in (element.get("itemprop") or "").split():
            if key := _MICRODATA.get(word):
                text = element.get("href") or element.get("content") or _text(element)
                if text:
                    fields.setdefault(key, text)
        if "license" in (element.get("rel") or "").split() and element.get("href"):
            fields.setdefault("license_url", element.get("href") or "")
    if fields:
        yield StatedCredits(Place.EPUB_CREDIT, (fields,), frozenset(fields))


def _words(element: etree._Element) -> set[str]:
    values = (element.get("role"), element.get(_OPS), element.get("class"))
    return {word.lower() for value in values if value for word in value.split()}


def _text(element: etree._Element, without: Collection[etree._Element] = ()) -> str:
    """Return the text of an element, leaving out the elements in ``without``."""
    words: list[str] = []
    waiting: list[etree._Element | str] = [element]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            words.append(item)
        elif callable(item.tag):
            words.append(" ")  # an undeclared entity, most often a space
        elif item not in without:
            words.append(item.text or "")
            for child in reversed(item):
                waiting += [child.tail or "", child]
    return " ".join("".join(words).split())


def _data(address: str) -> bytes | None:
    """Decode a ``data:`` address (RFC 2397); None for any other."""
    if address[:5].lower() != "data:" or len(address) > _MOST_DATA:
        return None
    head, _, body = address.partition(",")
    try:
        if head.lower().endswith(";base64"):
            return base64.b64decode(re.sub(r"%3D|\s", lambda m: "=" if m[0] == "%3D" else "", body))
        return unquote_to_bytes(body)
    except (binascii.Error, ValueError):
        return b""
