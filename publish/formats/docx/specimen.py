"""A theme's specimen as blocks, from which every document of the theme learns its styles."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from xml.etree.ElementTree import Element

import tinycss2

from publish.cascade import Cascade, parse
from publish.cascade.looks import Part
from publish.errors import Problem, SourceError
from publish.formats.docx.blocks.handlers import HANDLERS
from publish.formats.docx.blocks.heading_numbers import HeadingNumbers
from publish.formats.docx.blocks.walk import Walk
from publish.formats.docx.model import roles
from publish.formats.docx.model.blocks import (
    Block,
    Cell,
    Columns,
    Floating,
    Frame,
    Note,
    Paragraph,
    Row,
    Table,
    TableFormat,
    note_blocks,
)
from publish.formats.docx.model.formatting import Line, ParagraphFormat, Rule, RunFormat
from publish.formats.docx.model.inlines import Run, runs
from publish.formats.docx.model.numbering import Item, Level
from publish.formats.docx.origins.kinds import Origins
from publish.formats.docx.styles.fonts import Asked, FontBook
from publish.keeping.values import Values
from publish.page import Look
from publish.values import dataclass

HOUSE = "house"
"""The name of the stylesheet with a house's own page."""


@dataclass(frozen=True)
class Specimen:
    """The blocks of a specimen, the fonts that they use, and the numbers of its headings."""

    book: FontBook
    heading_numbers: HeadingNumbers
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Lesson:
    """All that is learned from a specimen, without the files of fonts."""

    blocks: tuple[Block, ...]
    heading_numbers: HeadingNumbers
    faces: tuple[Asked, ...]
    families: tuple[tuple[str, tuple[str, ...]], ...]


_LESSONS = Values[Lesson](
    *(Lesson, HeadingNumbers, Part, Paragraph, Table, TableFormat, Row, Cell, Columns, Frame),
    *(Floating, ParagraphFormat, RunFormat, Rule, Line, Run, Item, Level),
)


@lru_cache(maxsize=8)
def specimen(look: Look, lang: str) -> Specimen:
    """The specimen of a theme in one language; the same for all its documents, so kept."""
    book = FontBook(look.fonts, look.scripts, lang)
    faces = (part for face in look.fonts for part in (repr(face), face.data))
    inputs = (look.specimen, *stylesheets(look), lang, repr(look.scripts), *faces)
    lesson = look.kept.value("word-lesson", inputs, _LESSONS, lambda: _learned(look, lang, book))
    book.ask(lesson.faces, lesson.families)
    return Specimen(book, lesson.heading_numbers, lesson.blocks)


def _learned(look: Look, lang: str, book: FontBook) -> Lesson:
    cascade = cascade_of(look.specimen, look)
    heading_numbers = HeadingNumbers.of(cascade, book)
    blocks, notes = blocks_and_notes(walk_over(cascade, book, lang, heading_numbers))
    everything = (*blocks, *note_blocks(notes))
    return Lesson(tuple(map(_plain, everything)), heading_numbers, *book.asked())


def _plain(block: Block) -> Block:
    """A block with nothing in it but runs: no style depends on the rest."""
    return _plain_paragraph(block) if isinstance(block, Paragraph) else _plain_table(block)


def _plain_paragraph(block: Paragraph) -> Paragraph:
    drop_cap = _plain_paragraph(block.drop_cap) if block.drop_cap else None
    return replace(block, content=tuple(runs(block.content)), drop_cap=drop_cap)


def _plain_table(block: Table) -> Table:
    rows = tuple(replace(row, cells=tuple(map(_plain_cell, row.cells))) for row in block.rows)
    return replace(block, rows=rows)


def _plain_cell(cell: Cell) -> Cell:
    return replace(cell, blocks=tuple(map(_plain, cell.blocks)))


def stylesheets(look: Look) -> tuple[str, ...]:
    """The stylesheets: ``style``, the ``@page`` rules of ``pdf``, ``docx``, the house's page."""
    rules = tinycss2.parse_stylesheet(look.paper, skip_comments=True, skip_whitespace=True)
    pages = [r for r in rules if r.type == "at-rule" and r.lower_at_keyword == "page"]
    return look.style, tinycss2.serialize(pages), look.sheet("docx"), look.sheet(HOUSE)


def cascade_of(markup: str, look: Look) -> Cascade:
    """The cascade of a Word document; a theme is drawn for its own paper, and not for a house's."""
    cascade = Cascade(parse(markup), stylesheets(look))
    if look.sheet(HOUSE):
        cascade.keep_on_paper()
    return cascade


def walk_over(
    cascade: Cascade,
    book: FontBook,
    lang: str,
    heading_numbers: HeadingNumbers,
    origins: Origins | None = None,
) -> Walk:
    """The walk over a document, with the handlers of all blocks."""
    page = cascade.page("right")
    return Walk(cascade, book, page, lang, heading_numbers, HANDLERS, origins)


def blocks_and_notes(walk: Walk) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
    """The blocks and the notes of a document.

    Raises ``SourceError`` (docx-nesting) for blocks that are nested too deep.
    """
    try:
        return walk.body(), walk.notes()
    except RecursionError:
        fix = "Nest fewer lists, quotations or boxes in each other."
        about = roles.excerpt(_deepest(walk.cascade.root))
        raise SourceError(
            Problem("docx-nesting", "blocks are nested too deep", fix, about=about)
        ) from None


def _deepest(root: Element) -> Element:
    """The element with text that most others are around."""
    found, depth, waiting = root, 0, [(root, 0)]
    while waiting:
        element, level = waiting.pop()
        if level > depth and (element.text or "").strip():
            found, depth = element, level
        waiting += ((child, level + 1) for child in element)
    return found
