"""The whole publication: what goes into the package, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from publish.formats.epub import (
    accessibility,
    cascade,
    documents,
    fonts,
    formulas,
    navigation,
    stylesheet,
)
from publish.formats.epub.documents import Document
from publish.formats.epub.package_writer import Package, Resource, fonts_are_meant, written
from publish.formats.epub.pictures import Picture, pictures
from publish.metadata.beside import refinements
from publish.metadata.fields import properties
from publish.page import Page


def publication(page: Page) -> bytes:
    """``page`` as the bytes of an EPUB 3.3."""
    article = documents.article(page)
    cover = documents.cover(page)
    text = [*([cover] if cover else []), *article]
    shown = pictures(page, _named(text))
    documents.point(text, {name: picture.path for name, picture in shown.items()})

    contents = navigation.contents(article)
    nav = navigation.nav_document(page, contents, navigation.landmarks(page, cover, article))
    css, faces = _style(page, [*text, nav])
    metadata = [
        *properties(page.metadata, "opf"),
        *accessibility.statements(page, text, shown.values()),
    ]
    return written(
        Package(
            lang=page.metadata.lang,
            direction=documents.direction(page),
            metadata=(*metadata, *([fonts_are_meant()] if faces else [])),
            resources=(
                _document(nav, "nav"),
                *(_document(document) for document in text),
                Resource("style", documents.STYLESHEET, "text/css", css.encode()),
                *(_font(number, face) for number, face in enumerate(faces, 1)),
                *_pictures(page, shown.values(), _cover_image(article)),
            ),
            spine=tuple(document.id for document in text),
            aside=(nav.id,),
            contents=contents,
        )
    )


def _named(texts: Iterable[Document]) -> Iterator[str]:
    """The names the documents call their pictures by."""
    return (image.get("src", "") for document in texts for image in document.images())


def _style(page: Page, texts: Sequence[Document]) -> tuple[str, tuple[fonts.Embedded, ...]]:
    """The stylesheet, and the fonts it calls for."""
    scripts = (face for script in page.look.scripts for face in script.faces())
    own = (*page.look.fonts, *formulas.faces(texts), *scripts)
    names = fonts.family_names(own)
    css = stylesheet.reading(page.look, names)
    used = formulas.drawn(cascade.usage(css, (document.root for document in texts)))
    faces = fonts.embed(own, names, used, fonts.features(css) | formulas.FEATURES)
    return fonts.face_rules(faces) + css, faces


def _document(document: Document, *properties: str) -> Resource:
    says = (*properties, *document.properties)
    return Resource(document.id, document.name, documents.MEDIA_TYPE, document.data, says)


def _font(number: int, face: fonts.Embedded) -> Resource:
    return Resource(f"font-{number}", f"fonts/{face.name}", face.media_type, face.data)


def _cover_image(article: Iterable[Document]) -> str | None:
    """The path of the article's first picture."""
    return next((i.get("src") for document in article for i in document.images()), None)


def _pictures(page: Page, shown: Iterable[Picture], cover: str | None) -> Iterator[Resource]:
    credits = {image.name: refinements(image) for image in page.images}
    for picture in shown:
        says = ("cover-image",) if picture.path == cover else ()
        asset = picture.asset
        about = credits.get(asset.name, ())
        yield Resource(picture.id, picture.path, asset.media_type, asset.data, says, about)
