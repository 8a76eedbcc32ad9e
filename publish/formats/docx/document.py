"""The whole: a Page into the parts of a Word document."""

from __future__ import annotations

import builtins
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any

import tinycss2

from publish.cascade import Cascade, parse
from publish.cascade.landscape import is_turned
from publish.errors import Problem, SourceError
from publish.formats.docx.blocks.heading_numbers import Outline
from publish.formats.docx.blocks.sections import divided
from publish.formats.docx.blocks.walk import Walk
from publish.formats.docx.model.blocks import Block, Note, runs
from publish.formats.docx.model.formatting import ParagraphFormat, RunFormat
from publish.formats.docx.parts import credit_records, properties
from publish.formats.docx.parts.body import Body, paragraphs, tables
from publish.formats.docx.parts.drawing import Blip, rastered
from publish.formats.docx.parts.footnotes import blocks_of, footnotes
from publish.formats.docx.parts.headers_footers import Furniture
from publish.formats.docx.parts.package import Package
from publish.formats.docx.parts.settings import embeddable, font_table, settings
from publish.formats.docx.parts.stylesheet import stylesheet
from publish.formats.docx.styles.fonts import FontBook, font_key, obfuscated
from publish.formats.docx.styles.list_styles import Numberings
from publish.formats.docx.styles.named import Styles
from publish.formats.docx.xml.elements import Element, root, serialize, w
from publish.formats.docx.xml.math import MATH
from publish.page import Asset, Look, Page
from publish.pictures.embedding import published_bytes

_SUFFIXES = {"image/jpeg": "jpg", "image/png": "png", "image/gif": "gif"}
"""What every Word shows; newer kinds are a red cross in many of them."""


def document(page: Page, *, embed_fonts: bool = True) -> bytes:
    """``page`` as a Word document; see ``publish.formats.docx.write``."""
    return _Writer(page, embed_fonts).bytes()


@dataclass
class _Writer:
    page: Page
    embed_fonts: bool
    package: Package = field(default_factory=Package)
    _media: dict[str, tuple[Blip, str]] = field(default_factory=dict)
    """Relationships and place in the package of every picture, by its name."""

    def bytes(self) -> bytes:
        page, package = self.page, self.package
        package.begin()
        lesson = _lesson(page.look, page.metadata.lang)
        book, outline = lesson.book.copy(), lesson.outline
        cascade = Cascade(parse(page.markup), stylesheets(page.look))
        styles = Styles(*_base(cascade, book))
        numberings = Numberings(outline.levels)
        _learn(lesson.blocks, styles, numberings)
        styles.forget_use()
        blocks, notes = _blocks(cascade, book, page.metadata.lang, outline)
        everything = (*blocks, *blocks_of(notes))
        _learn(everything, styles, numberings)
        body = Body(styles, numberings, self._picture, package.address, self._note_address)
        elements = body.elements(blocks, notes)
        if notes:
            package.replace(self._notes, serialize(footnotes(body.notes(notes), _is_rtl(cascade))))
        furniture = Furniture(cascade, book, styles, self._furniture, page.stamps, page.standing)
        sections = furniture.sections(_is_rtl(cascade), turned=is_turned(page.markup))
        content = divided(elements, sections.properties)
        package.fill(serialize(root("document", w("body", *content))))
        self._add("styles", stylesheet(styles, numberings, page.metadata.lang))
        self._add("numbering", numberings.element())
        embedded = self._fonts(book)
        hyphenate = any(p.format.hyphenate for p in paragraphs(everything))
        self._add(
            "settings",
            settings(
                embedded=embedded,
                even=sections.even,
                mirrored=sections.mirrored,
                hyphenate=hyphenate,
                notes=bool(notes),
                lang=page.metadata.lang,
            ),
        )
        self._records([math.get("alttext", "") for math in cascade.root.iter(MATH)])
        return package.bytes()

    @cached_property
    def _notes(self) -> Any:
        """The part that holds the notes."""
        return self.package.add("footnotes", "/word/footnotes.xml", b"")[0]

    def _note_address(self, url: str) -> str:
        return self.package.address(url, self._notes)

    def _add(self, kind: str, element: Element) -> None:
        self.package.add(kind, f"/word/{kind}.xml", serialize(element))

    def _furniture(self, kind: str, number: int, element: Element) -> str:
        name = f"/word/{kind}{number}.xml"
        return self.package.add(kind, name, serialize(element))[1]

    def _picture(self, name: str) -> Blip:
        if name not in self._media:
            try:
                asset = self.page.asset(name)
            except KeyError:
                raise _no_picture(name, "is not among the pictures of the page") from None
            if asset.media_type == "image/svg+xml":
                self._media[name] = self._drawn(asset)
                return self._media[name][0]
            suffix = _SUFFIXES.get(asset.media_type)
            if suffix is None:
                raise _no_picture(name, f"is {asset.media_type}, which many Words cannot show")
            self._media[name] = self._medium(suffix, asset.data, asset.media_type)
        return self._media[name][0]

    def _medium(self, suffix: str, data: builtins.bytes, media_type: str) -> tuple[Blip, str]:
        place = f"/word/media/image{len(self._media) + 1}.{suffix}"
        _, relation = self.package.add("image", place, data, media_type)
        return Blip(relation), place

    def _drawn(self, asset: Asset) -> tuple[Blip, str]:
        """An SVG with its pixels beside it, which say whose they are as well."""
        page = self.page
        pictures = (*page.images, *([page.logo] if page.logo else []))
        image = next(image for image in pictures if image.name == asset.name)
        data = rastered(asset.data, (image.width, image.height), page.look.fonts)
        data = published_bytes(replace(image, data=data, media_type="image/png"))
        pixels, place = self._medium("png", data, "image/png")
        vector, _ = self._medium("svg", asset.data, asset.media_type)
        return Blip(pixels.pixels, vector.pixels), place

    def _fonts(self, book: FontBook) -> bool:
        """The font table, with the theme's fonts embedded if that is wanted."""
        table, _ = self.package.add("fontTable", "/word/fontTable.xml", b"")
        faces = list(book.all())
        relations: dict[tuple[str, str], str] = {}
        for number, face in enumerate(embeddable(faces) if self.embed_fonts else [], 1):
            assert face.source is not None
            data = obfuscated(face.source.data, font_key(face))
            key = (face.family, face.embedding)
            relations[key] = self.package.attach(
                table, "font", f"/word/fonts/font{number}.odttf", data
            )
        stacks = {face.family: face.stack for face in book.used()}
        entries = [(face, relations.get((face.family, face.embedding))) for face in faces]
        names = {face.family for face in faces}
        entries += [(face, None) for face in book.used() if face.family not in names]
        self.package.replace(table, serialize(font_table(entries, stacks)))
        return bool(relations)

    def _records(self, latex: Sequence[str]) -> None:
        page, package = self.page, self.package
        places = {name: place for name, (_, place) in self._media.items()}
        data = credit_records.credits(page.metadata, page.images, places, page.withheld)
        item, _ = package.add("customXml", "/customXml/item1.xml", data)
        about = credit_records.properties(page.metadata)
        package.attach(item, "itemProps", "/customXml/itemProps1.xml", about)
        if latex:
            data = credit_records.formulas(page.metadata, latex)
            item, _ = package.add("customXml", "/customXml/item2.xml", data)
            about = credit_records.properties(page.metadata, "formulas")
            package.attach(item, "itemProps", "/customXml/itemProps2.xml", about)
        package.property("core", "/docProps/core.xml", properties.core(page.metadata))
        package.property("app", "/docProps/app.xml", properties.app(page.metadata))
        custom = properties.custom(page.metadata, page.images)
        package.property("custom", "/docProps/custom.xml", custom)


@dataclass(frozen=True)
class _Lesson:
    """What a theme's specimen teaches: the blocks that its styles come from."""

    book: FontBook
    outline: Outline
    blocks: tuple[Block, ...]


@lru_cache(maxsize=8)
def _lesson(look: Look, lang: str) -> _Lesson:
    """The same for all documents of a theme in one language, so it is worked out once."""
    book = FontBook(look.fonts, look.scripts, lang)
    specimen = Cascade(parse(look.specimen), stylesheets(look))
    outline = Outline.of(specimen, book)
    blocks, notes = _blocks(specimen, book, lang, outline)
    return _Lesson(book, outline, (*blocks, *blocks_of(notes)))


def stylesheets(look: Look) -> tuple[str, ...]:
    """The sheets that Word's look comes from: ``style``, the pages of ``pdf``, ``docx``."""
    rules = tinycss2.parse_stylesheet(look.pdf, skip_comments=True, skip_whitespace=True)
    pages = [r for r in rules if r.type == "at-rule" and r.lower_at_keyword == "page"]
    return look.style, tinycss2.serialize(pages), look.docx


def _blocks(
    cascade: Cascade, book: FontBook, lang: str, outline: Outline
) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
    try:
        walk = Walk(cascade, book, cascade.page("right"), lang, outline)
        return walk.blocks(), walk.notes()
    except RecursionError:
        fix = "Take some of the lists, quotations or boxes out of each other."
        raise SourceError(Problem("docx-nesting", "blocks lie too deep in blocks", fix)) from None


def _learn(blocks: Sequence[Block], styles: Styles, numberings: Numberings) -> None:
    """Make the styles that ``blocks`` need, in the order of reading.

    A cell that is aligned otherwise varies the plain one, even if it comes first.
    """
    for paragraph in sorted(paragraphs(blocks), key=lambda p: p.kind.startswith("align-")):
        style = styles.paragraph(paragraph)
        for run in runs(paragraph.content):
            styles.character(run, paragraph.font, style.role)
        if paragraph.item is not None:
            numberings.learn(paragraph.item.levels)
    for table in tables(blocks):
        styles.table(table)


def _base(cascade: Cascade, book: FontBook) -> tuple[ParagraphFormat, RunFormat]:
    body = cascade.root.find("body")
    element = cascade.root if body is None else body
    box = cascade.box(element)
    return ParagraphFormat(hyphenate=box.hyphenate, rtl=box.rtl), book.format(
        cascade.characters(element)
    )


def _is_rtl(cascade: Cascade) -> bool:
    return cascade.box(cascade.root).rtl


def _no_picture(name: str, why: str) -> SourceError:
    fix = "Deliver it as JPEG, PNG or GIF."
    return SourceError(Problem("docx-picture", f"{name} {why}", fix))
