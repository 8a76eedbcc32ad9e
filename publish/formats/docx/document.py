"""A Page as a Word document: its blocks, its styles, and the parts of the package."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from publish.cascade import Cascade
from publish.cascade.landscape import needs_landscape
from publish.format import Notes, Written
from publish.formats.docx.blocks.sections import with_sections
from publish.formats.docx.model.blocks import Block, note_blocks, paragraphs, tables
from publish.formats.docx.model.formatting import ParagraphFormat, RunFormat
from publish.formats.docx.model.inlines import runs
from publish.formats.docx.origins import part
from publish.formats.docx.origins.kinds import Origins
from publish.formats.docx.origins.lines import Placed, place
from publish.formats.docx.parts import custom_xml, properties
from publish.formats.docx.parts.footnotes import footnotes
from publish.formats.docx.parts.headers_footers import HeadersFooters
from publish.formats.docx.parts.main_document import BlockWriter
from publish.formats.docx.parts.media import Media
from publish.formats.docx.parts.numbering import Numberings
from publish.formats.docx.parts.package import Package
from publish.formats.docx.parts.settings import embeddable, font_table, settings
from publish.formats.docx.parts.style_definitions import style_definitions
from publish.formats.docx.specimen import blocks_and_notes, cascade_of, specimen, walk_over
from publish.formats.docx.styles.catalog import Styles
from publish.formats.docx.styles.faces import font_key, obfuscated
from publish.formats.docx.styles.fonts import FontBook
from publish.formats.docx.xml.elements import Element, root, serialize, w
from publish.formats.docx.xml.mathml import MATH
from publish.languages.locale import FALLBACK
from publish.page import Page
from publish.values import dataclass

if TYPE_CHECKING:
    from publish.formats.docx.house.taking import House

_AROUND = "page-of-pages"
"""The key of the label around page numbers."""


def document(page: Page, *, embed_fonts: bool = True) -> Written:
    """``page`` as a Word document; see ``publish.formats.docx.write``."""
    package = Package(page.look.kept)
    package.begin()
    house = _house(page, package)
    data = _Writer(house.on(page) if house else page, embed_fonts, package, house).write()
    return Written(data, house.notes if house else Notes())


def _house(page: Page, package: Package) -> House | None:
    if page.template is None:
        return None
    from publish.formats.docx.house.taking import House

    return House.of(page, package)


@dataclass
class _Writer:
    page: Page
    embed_fonts: bool
    package: Package
    house: House | None = None

    def write(self) -> bytes:
        page, package = self.page, self.package
        learned = specimen(page.look.general, page.metadata.lang)
        book, heading_numbers = learned.book.copy(), learned.heading_numbers
        cascade = cascade_of(page.markup, page.look)
        styles = Styles(*_normal(cascade, book))
        numberings = Numberings(heading_numbers.levels)
        _learn(learned.blocks, styles, numberings)
        styles.forget_use()
        origins = Origins(cascade.root, {image.name: image.source_name for image in page.images})
        walk = walk_over(cascade, book, page.metadata.lang, heading_numbers, origins)
        blocks, notes = blocks_and_notes(walk)
        everything = (*blocks, *note_blocks(notes))
        _learn(everything, styles, numberings)
        if self.house:
            self.house.styles.know(styles)
            styles.renamed = self.house.styles.names()
        media = Media(page, package)
        writer = BlockWriter(styles, numberings, media.blip, package.address, self._note_address)
        elements = writer.body(blocks, notes)
        rtl = cascade.box(cascade.root).rtl
        if notes:
            package.replace(self._notes, serialize(footnotes(writer.notes(notes), rtl)))
        margins = HeadersFooters(
            cascade,
            book,
            styles,
            self._add_numbered,
            page.stamps,
            page.standing,
            *_borrowed_words(page),
            house=self.house.pages if self.house else None,
        )
        sections = margins.sections(rtl, landscape=needs_landscape(page.markup))
        content = with_sections(elements, sections.properties)
        package.fill(serialize(root("document", w("body", *content))))
        definitions = style_definitions(styles, numberings, page.metadata.lang)
        if self.house:
            self.house.dress(definitions, everything, styles)
        self._add("styles", definitions)
        self._add("numbering", numberings.element())
        embedded = self._add_fonts(book)
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
        latex = [math.get("alttext", "") for math in cascade.root.iter(MATH)]
        self._add_metadata(media.places, latex, place(origins.found, page))
        return package.bytes()

    @cached_property
    def _notes(self) -> Any:
        """The part with the notes."""
        return self.package.add("footnotes", "/word/footnotes.xml", b"")[0]

    def _note_address(self, url: str) -> str:
        return self.package.address(url, self._notes)

    def _add(self, kind: str, element: Element) -> None:
        self.package.add(kind, f"/word/{kind}.xml", serialize(element))

    def _add_numbered(self, kind: str, number: int, element: Element) -> str:
        """Add a header or a footer; returns the id of its relationship."""
        name = f"/word/{kind}{number}.xml"
        return self.package.add(kind, name, serialize(element))[1]

    def _add_fonts(self, book: FontBook) -> bool:
        """Add the font table, with the theme's fonts if wanted; are any embedded?"""
        table, _ = self.package.add("fontTable", "/word/fontTable.xml", b"")
        faces = list(book.all())
        relations: dict[tuple[str, str], str] = {}
        for number, face in enumerate(embeddable(faces) if self.embed_fonts else [], 1):
            data = obfuscated(face.file(self.page.look.kept), font_key(face))
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

    def _add_metadata(
        self, places: dict[str, str], latex: Sequence[str], blocks: Mapping[str, Placed]
    ) -> None:
        """Add credits, formulas and origins as custom XML, and the document's properties."""
        page, package = self.page, self.package
        credits = custom_xml.credits(page.metadata, page.images, places, page.withheld)
        self._add_custom_xml(1, "credits", credits)
        if latex:
            self._add_custom_xml(2, "formulas", custom_xml.formulas(page.metadata, latex))
        self._add_custom_xml(3, "origins", part.origins(page, blocks))
        package.property("core", "/docProps/core.xml", properties.core(page.metadata))
        package.property("app", "/docProps/app.xml", properties.app(page.metadata))
        custom = properties.custom(page.metadata, page.images)
        package.property("custom", "/docProps/custom.xml", custom)

    def _add_custom_xml(self, number: int, name: str, data: bytes) -> None:
        part, _ = self.package.add("customXml", f"/customXml/item{number}.xml", data)
        about = custom_xml.properties(self.page.metadata, name)
        self.package.attach(part, "itemProps", f"/customXml/itemProps{number}.xml", about)


def _learn(blocks: Sequence[Block], styles: Styles, numberings: Numberings) -> None:
    """Make the styles that ``blocks`` need, in reading order.

    A cell with an alignment of its own is a variant of the plain one, even if it comes first.
    """
    for paragraph in sorted(paragraphs(blocks), key=lambda p: p.css_class.startswith("align-")):
        style = styles.paragraph(paragraph)
        for run in runs(paragraph.content):
            styles.character(run, paragraph.font, style.role)
        if paragraph.item is not None:
            numberings.learn(paragraph.item.levels)
    for table in tables(blocks):
        styles.table(table)


def _normal(cascade: Cascade, book: FontBook) -> tuple[ParagraphFormat, RunFormat]:
    """The formats of Word's style Normal: those of the body."""
    body = cascade.root.find("body")
    element = cascade.root if body is None else body
    box = cascade.box(element)
    format = ParagraphFormat(hyphenate=box.hyphenate, rtl=box.rtl)
    return format, book.format(cascade.characters(element))


def _borrowed_words(page: Page) -> tuple[frozenset[str], str | None]:
    """The words around page numbers that are not in the article's language, and theirs."""
    if _AROUND not in page.borrowed:
        return frozenset(), None
    words = re.split(r"\{[^}]*\}", page.label(_AROUND))
    return frozenset(filter(None, map(str.strip, words))), FALLBACK
