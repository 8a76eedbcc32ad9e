"""Assembles the folder: the page, a fragment of it for a CMS, pictures, stylesheet, fonts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import resources

from lxml import etree

from publish.formats.archive import Archive
from publish.formats.epub import fonts as subsets
from publish.formats.epub import formula_font, stylesheet, typeface_usage
from publish.formats.epub.documents import Document
from publish.formats.html import document, fonts, pictures
from publish.formats.html.head import head
from publish.formats.html.pictures import Picture
from publish.page import Look, Page

INDEX, FRAGMENT = "index.html", "fragment.html"


def write_site(page: Page) -> bytes:
    """The folder of ``page`` as the bytes of a ZIP file."""
    archive = Archive()
    for name, data in _files(page):
        archive.writestr(f"{page.slug}/{name}", data)
    return archive.getvalue()


def _files(page: Page) -> Iterator[tuple[str, bytes]]:
    body = document.body_of(page)
    shown = pictures.pictures(page, (image.get("src", "") for image in document.images(body)))
    pictures.place(document.images(body), shown)
    css, faces = _stylesheet_and_fonts(page, Document("article", INDEX, body))
    yield INDEX, document.page(page, head(page, shown), body)
    yield FRAGMENT, document.fragment(page, body)
    yield document.STYLESHEET, css.encode()
    for face in faces:
        yield f"{fonts.FOLDER}/{face.name}", face.data
    yield from _pictures(shown.values())


def _pictures(shown: Iterable[Picture]) -> Iterator[tuple[str, bytes]]:
    for picture in shown:
        yield picture.path, picture.asset.data
        for variant in picture.variants:
            yield variant.path, variant.data


def _stylesheet_and_fonts(page: Page, shown: Document) -> tuple[str, tuple[fonts.Face, ...]]:
    look = page.look
    scripts = (face for script in look.scripts for face in script.faces())
    own = (*look.fonts, *formula_font.faces([shown]), *scripts)
    names = subsets.family_names(own)
    css = stylesheet.for_browsers(look, names, _sheet(look), f"{stylesheet.base()}\n{_base()}")
    used = formula_font.with_drawn_characters(
        typeface_usage.find_usage(typeface_usage.font_rules(css), [_root(shown.root)])
    )
    wanted = subsets.features(css) | formula_font.FEATURES
    faces = fonts.packed(subsets.embed(own, names, used, wanted))
    return fonts.face_rules(faces) + css, faces


def _sheet(look: Look) -> str:
    """The theme's rules for screens, then those for the web alone."""
    return f"{look.sheet('epub')}\n{look.sheet('html')}"


def _base() -> str:
    return resources.files(__package__).joinpath("base.css").read_text("utf-8")


def _root(body: etree._Element) -> etree._Element:
    """The whole document: fonts are set at its root, too."""
    return body.getroottree().getroot()
