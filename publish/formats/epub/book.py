"""Assembles the publication: its resources and their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from publish.formats.epub import (
    accessibility,
    documents,
    fonts,
    formula_font,
    navigation,
    stylesheet,
    typeface_usage,
)
from publish.formats.epub.cover import cover
from publish.formats.epub.documents import Document
from publish.formats.epub.package_writer import Package, Resource, specified_fonts, write_package
from publish.formats.epub.pictures import Picture, pictures
from publish.keeping.values import Values
from publish.metadata.beside import refinements
from publish.metadata.fields import properties
from publish.page import Asset, Look, Page
from publish.values import dataclass


def write_book(page: Page) -> bytes:
    """Return ``page`` as the bytes of an EPUB 3.3."""
    article = documents.article_documents(page)
    shown = pictures(page, _picture_names(article))
    front = cover(page)
    documents.set_picture_paths(article, {name: picture.path for name, picture in shown.items()})
    text = [*([front.document] if front else []), *article]

    contents = navigation.contents(article)
    places = navigation.landmarks(page, front.document if front else None, article)
    nav = navigation.nav_document(page, contents, places)
    css, faces = _stylesheet_and_fonts(page, [*text, nav])
    metadata = [
        *properties(page.metadata, "opf"),
        *accessibility.statements(page, article, shown.values()),
    ]
    return write_package(
        Package(
            lang=page.metadata.lang,
            direction=documents.direction(page),
            metadata=(*metadata, *([specified_fonts()] if faces else [])),
            resources=(
                _document(nav, "nav"),
                *(_document(document) for document in text),
                Resource("style", documents.STYLESHEET, "text/css", css.encode()),
                *(_font(number, face) for number, face in enumerate(faces, 1)),
                *_pictures(page, shown.values()),
                *([_cover(front.picture)] if front else []),
            ),
            spine=tuple(document.id for document in text),
            aside=(nav.id,),
            contents=contents,
        )
    )


def _picture_names(texts: Iterable[Document]) -> Iterator[str]:
    """Yield the picture names in the documents."""
    return (image.get("src", "") for document in texts for image in document.images())


def _stylesheet_and_fonts(
    page: Page, texts: Sequence[Document]
) -> tuple[str, tuple[fonts.Embedded, ...]]:
    """Return the stylesheet and the fonts that it uses."""
    scripts = (face for script in page.look.scripts for face in script.faces())
    own = (*page.look.fonts, *formula_font.faces(texts), *scripts)
    names = fonts.family_names(own)
    made = _stylesheet(page.look, tuple(names.items()))
    used = formula_font.with_drawn_characters(
        typeface_usage.find_usage(made.font_rules, (document.root for document in texts))
    )
    faces = fonts.embed(own, names, used, made.features | formula_font.FEATURES)
    return fonts.face_rules(faces) + made.css, faces


@dataclass(frozen=True)
class _Stylesheet:
    """A look's stylesheet for reading systems, and what choosing fonts asks of it."""

    css: str
    features: frozenset[str]
    font_rules: str


_STYLESHEETS = Values[_Stylesheet](_Stylesheet)


@lru_cache(maxsize=4)
def _stylesheet(look: Look, names: tuple[tuple[str, str], ...]) -> _Stylesheet:
    inputs = (look.style, look.sheet("epub"), *(part for name in names for part in name))
    return look.kept.value(
        "epub-sheet", inputs, _STYLESHEETS, lambda: _converted(look, dict(names))
    )


def _converted(look: Look, names: Mapping[str, str]) -> _Stylesheet:
    css = stylesheet.for_reading_systems(look, names)
    return _Stylesheet(css, fonts.features(css), typeface_usage.font_rules(css))


def _document(document: Document, *properties: str) -> Resource:
    manifest = (*properties, *document.properties)
    return Resource(document.id, document.name, documents.MEDIA_TYPE, document.data, manifest)


def _font(number: int, face: fonts.Embedded) -> Resource:
    return Resource(f"font-{number}", f"fonts/{face.name}", face.media_type, face.data)


def _cover(picture: Asset) -> Resource:
    return Resource("cover-image", picture.name, picture.media_type, picture, ("cover-image",))


def _pictures(page: Page, shown: Iterable[Picture]) -> Iterator[Resource]:
    credits = {image.name: refinements(image) for image in page.images}
    for picture in shown:
        asset = picture.asset
        about = credits.get(asset.name, ())
        yield Resource(picture.id, picture.path, asset.media_type, asset, (), about)
