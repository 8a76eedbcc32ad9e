"""Blocks as Word has them: paragraphs and tables in sequence, never boxes in boxes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from publish.formats.docx.model.formatting import ParagraphFormat, Rule, RunFormat
from publish.formats.docx.model.inlines import Inline
from publish.formats.docx.model.numbering import Item
from publish.values import dataclass


@dataclass(frozen=True)
class Columns:
    """The columns of text that a block is in: their number, and twips between them."""

    count: int = 1
    gap: int = 0
    rule: bool = False
    balanced: bool = True
    landscape: bool = False
    """Is the page turned sideways?"""


ONE = Columns()


@dataclass(frozen=True)
class Frame:
    """The frame of a drop cap (ISO 29500-1 §17.3.1.11): its lines, and twips to the text."""

    lines: int
    gap: int


@dataclass(frozen=True)
class Floating:
    """The place of a figure beside the text: its side, and in twips its width and the gap."""

    side: str
    width: int
    gap: int


@dataclass(frozen=True)
class Paragraph:
    """One paragraph. ``role`` names its style.

    ``container``, ``position``, ``css_class`` and ``adjustment`` explain why its format may
    differ from others of its role, and name the variant of the style: what it is in, its
    place there, its class, the block next to it. Paragraphs of one ``group`` share one box.
    """

    role: str
    format: ParagraphFormat
    font: RunFormat
    content: tuple[Inline, ...] = ()
    item: Item | None = None
    bookmarks: tuple[str, ...] = ()
    container: str = ""
    position: str = ""
    css_class: str = ""
    adjustment: str = ""
    group: int | None = None
    unadjusted: ParagraphFormat | None = None
    """Its format before it was adjusted to the blocks next to it, where that changed it."""
    pull: int = 0
    """Twips, none or negative: how much closer it is to the block before."""
    keep_with_previous: bool = False
    columns: Columns = ONE
    frame: Frame | None = None
    """The frame, if it is a drop cap."""
    floating: Floating | None = None
    """Its place beside the text; paragraphs with the same place share a frame."""
    drop_cap: Paragraph | None = None
    """The drop cap that it begins with: in Word a paragraph of its own."""
    mark: str = ""
    """The name of the bookmark by which its place in the source is known."""


@dataclass(frozen=True)
class TableFormat:
    """The properties of a table style. Margins in twips: top, left, bottom, right of every cell."""

    top: Rule | None = None
    left: Rule | None = None
    bottom: Rule | None = None
    right: Rule | None = None
    inside_h: Rule | None = None
    inside_v: Rule | None = None
    margins: tuple[int, int, int, int] = (0, 0, 0, 0)
    shading: str | None = None
    vertical: str = "top"
    head_bottom: Rule | None = None
    head_shading: str | None = None
    head_vertical: str = "top"
    foot_top: Rule | None = None
    bands: tuple[str | None, str | None] = (None, None)
    """The shading of odd and even rows, where they differ."""


@dataclass(frozen=True)
class Cell:
    """A cell, ``span`` columns wide. ``merge`` is ``restart`` or ``continue`` if it spans rows."""

    blocks: tuple[Block, ...]
    span: int = 1
    merge: str | None = None
    bottom: Rule | None = None
    """Its bottom border, where that is not the table style's."""
    shading: str | None = None
    vertical: str | None = None
    right: int | None = None
    """Its right margin in twips, where that is not the table's."""


@dataclass(frozen=True)
class Row:
    """A row; Word repeats ``head`` rows on every page."""

    cells: tuple[Cell, ...]
    head: bool = False
    foot: bool = False
    whole: bool = False
    """Does it stay on one page, though its table is only layout?"""


@dataclass(frozen=True)
class Table:
    """A table, or a box as a table of one cell. Widths, indent and gaps in twips."""

    role: str
    format: TableFormat
    widths: tuple[int, ...]
    rows: tuple[Row, ...]
    indent: int = 0
    before: int = 0
    after: int = 0
    title: str = ""
    description: str = ""
    container: str = ""
    rtl: bool = False
    row_heads: bool = False
    layout: bool = False
    """Is it only layout, and no table to a reader?"""
    keep_with_previous: bool = False
    columns: Columns = ONE


Block = Paragraph | Table


@dataclass(frozen=True)
class Note:
    """A footnote: the id that references point to, and its blocks, which begin with its number."""

    id: str
    blocks: tuple[Block, ...]


def paragraphs(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    """Every paragraph in ``blocks``, also those in tables, in reading order."""
    for block in blocks:
        if isinstance(block, Paragraph):
            if block.drop_cap is not None:
                yield block.drop_cap
            yield block
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from paragraphs(cell.blocks)


def tables(blocks: Sequence[Block]) -> Iterator[Table]:
    """Every table in ``blocks``, an outer one before those in it."""
    for block in blocks:
        if isinstance(block, Table):
            yield block
            for row in block.rows:
                for cell in row.cells:
                    yield from tables(cell.blocks)


def note_blocks(notes: Iterable[Note]) -> tuple[Block, ...]:
    """The blocks of all notes in sequence."""
    return tuple(block for note in notes for block in note.blocks)
