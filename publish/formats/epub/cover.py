"""The cover of the publication: one picture that the theme's cover template becomes.

Shops show it, and want pixels: a JPEG, 1600 pixels wide and 2560 high. It is laid out as a page of
its own, by the layout of the PDF, with the rules of ``base_cover.css`` and the theme's
``cover.css``.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import field, replace
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from lxml import etree

from publish import xml_parsing
from publish.formats.epub.documents import (
    EPUB_TYPE,
    XHTML,
    Document,
    direction,
    element,
    plain_text,
    shell,
)
from publish.keeping.kept import AS_BYTES
from publish.model.article import Image
from publish.model.credit import Credit
from publish.model.edition import Edition
from publish.page import COVER, PAPER, Asset, Look, Page
from publish.pictures.embedding import published_bytes
from publish.rights import registry
from publish.values import dataclass

if TYPE_CHECKING:
    from PIL.Image import Image as PillowImage

JPEG = "image/jpeg"
WIDTH, HEIGHT = 1600, 2560
"""Pixels; Amazon's ideal size (Kindle Publishing Guidelines §4.2), and above all other shops'."""
_PAGE = 400, 640
"""The size of the page, in CSS pixels."""
_PICTURE = 0.56
"""The most of the height that the article's picture takes. It is never cropped."""
_SIZES = (1.0, 45), (0.85, 95), (0.72, 140), (0.6, 200), (0.5, 300), (0.4, 1 << 20)
"""Sizes of the title in turn, until all words have room; each for titles of so many letters."""
_TITLE, _TYPE_ALONE = 40, 54
"""Its full size, in CSS pixels: below a picture, and without one."""
_HEAD = 130
"""CSS pixels above the words, without a picture."""
_BRAND, _MARGIN = 76, 24
"""CSS pixels at the foot, with a brand and without."""
_QUALITY = 85
_ALL_PIXELS = Edition("cover")
"""The edition of the page that is drawn: a screen's would leave out pixels before they are drawn
in twice as many."""


@dataclass(frozen=True)
class Cover:
    """The cover as a document, and its picture."""

    document: Document
    picture: Asset


@dataclass(frozen=True)
class _Made:
    """All that the picture depends on."""

    markup: str
    look: Look
    lang: str
    direction: str
    assets: tuple[Asset, ...]
    shape: float | None
    """The height of the picture by its width, if there is one."""
    shown: Image
    """The picture whose credits it has."""
    page: Page = field(compare=False)
    """The rest is of no consequence."""


def cover(page: Page) -> Cover | None:
    """The cover, if the theme has one. Its alternative text has all words of its picture.

    ``doc-cover`` is a role of images (EPUB Type to ARIA Role Authoring Guide §3.6). Raises
    ``ThemeError`` where the theme's stylesheet cannot be laid out.
    """
    if not page.cover.strip():
        return None
    section = xml_parsing.parse(f'<body xmlns="{XHTML}">{page.cover}</body>', bare=True)
    names = {image.get("src", "") for image in section.iter(f"{{{XHTML}}}img")}
    made = _Made(
        page.cover,
        page.look,
        page.metadata.lang,
        direction(page),
        tuple(asset for asset in page.assets if asset.name in names),
        _shape(section),
        next((image for image in page.images if image.name in names), _type_alone(page)),
        page,
    )
    data = _credited(made)
    image = element(
        "img",
        {
            "src": COVER,
            "alt": " ".join(_words(section)),
            "role": "doc-cover",
            "width": str(WIDTH),
            "height": str(HEIGHT),
        },
    )
    body = element("section", {EPUB_TYPE: "cover", "class": "cover-page"}, image)
    return Cover(Document("cover", "cover.xhtml", shell(page, body)), Asset(COVER, JPEG, data))


def _type_alone(page: Page) -> Image:
    """A cover that shows no picture; it is the house's own, or anybody's."""
    house = page.metadata.publisher
    free = Credit(creator="Publish", license=registry.find("CC0-1.0"))
    owner = Credit(provider=house, copyright=house, basis="own") if house else free
    return Image(COVER, b"", JPEG, WIDTH, HEIGHT, credits=(owner,))


def _shape(section: etree._Element) -> float | None:
    for picture in section.iterfind(f".//{{{XHTML}}}div[@class='cover-picture']/{{{XHTML}}}img"):
        return int(picture.get("height", "1")) / int(picture.get("width", "1"))
    return None


def _words(section: etree._Element) -> Iterator[str]:
    """The words of each paragraph."""
    for paragraph in section.iter(f"{{{XHTML}}}p"):
        yield plain_text(paragraph)


@lru_cache(maxsize=4)
def _credited(made: _Made) -> bytes:
    """The picture, with the credits of the one in it. ``watch`` asks for the same again."""
    pixels = made.look.kept.value("cover", tuple(_inputs(made)), AS_BYTES, lambda: _drawn(made))
    return published_bytes(replace(made.shown, name=COVER, media_type=JPEG, data=pixels))


def _inputs(made: _Made) -> Iterator[str | bytes]:
    """All that the pixels depend on, besides this machine."""
    look = made.look
    yield from (made.markup, made.page.metadata.title, made.lang, made.direction)
    yield from (look.style, look.sheet("cover"), repr(look.scripts))
    for asset in made.assets:
        yield from (asset.name, asset.media_type, asset.data)
    for face in look.fonts:
        about = face.family, face.weight, face.style, face.name, face.number
        yield from (repr(about), face.data)


def _drawn(made: _Made) -> bytes:
    """The picture's pixels, as a JPEG."""
    letters = len(made.page.metadata.title)
    pages: list[PillowImage] = []
    trials = [(size, _PICTURE) for size, most in _SIZES if letters <= most]
    for size, share in (*trials, (_SIZES[-1][0], _PICTURE / 2)):
        pages = list(_pages(made, size, share))
        if len(pages) == 1:
            break
    out = io.BytesIO()
    pages[0].convert("RGB").save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def _pages(made: _Made, size: float, share: float) -> Iterator[PillowImage]:
    """The cover's pages, with a title of ``size`` and a picture of at most that ``share``.

    There are several where the words have no room.
    """
    from publish.formats.pdf.layout.engine import lay_out
    from publish.formats.pdf.preview import show

    html = f'<html xmlns="{XHTML}" lang="{made.lang}" dir="{made.direction}">'
    title = f"<head><title>{escape(made.page.metadata.title)}</title></head>"
    type_ = f".cover .title {{ font-size: {(_TITLE if made.shape else _TYPE_ALONE) * size:.1f}px }}"
    rules = f"{made.look.sheet('cover')}\n{_room(made, share)}\n{type_}"
    page = replace(
        made.page,
        markup=f"{html}{title}<body>{made.markup}</body></html>",
        look=replace(made.look, sheets=((PAPER, rules),)),
        assets=made.assets,
        edition=_ALL_PIXELS,
        stamps=(),
    )
    laid_out, _ = lay_out(page)
    return show(laid_out.file.read(), scale=WIDTH / (_PAGE[0] * 0.75))


def _room(made: _Made, share: float) -> str:
    """Rules for the page: room for the picture at its head, which keeps its shape."""
    width, height = _PAGE
    taken = 0.0
    if made.shape:
        taken = min(width * made.shape, height * share)
    foot = _BRAND if 'class="brand"' in made.markup else _MARGIN
    return (
        f"@page {{ size: {width}px {height}px; margin: {taken:.2f}px 0 {foot}px }}"
        f".cover .brand {{ bottom: -{foot}px }}"
        f".cover {{ padding-top: {26 if made.shape else _HEAD}px }}"
        f".cover-picture img {{ top: -{taken:.2f}px; height: {taken:.2f}px }}"
    )
