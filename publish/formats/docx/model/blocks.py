"""A page as Word knows it: paragraphs and tables one after another, never boxes in boxes.

``walk`` makes these values from the markup, ``document`` writes them as XML.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from publish.formats.docx.model.formatting import ParagraphFormat, Rule, RunFormat


@dataclass(frozen=True)
class Columns:
    """The columns of the text area that a block stands in: how many, and twips between them."""

    count: int = 1
    gap: int = 0
    rule: bool = False
    balanced: bool = True
    turned: bool = False
    """Does it stand on a page turned sideways?"""


ONE = Columns()


@dataclass(frozen=True)
class Run:
    """Text of one look. ``names`` say what it is (``("Strong", "Emphasis")``), outermost first.

    A line break is a ``\\n`` in ``text``. ``lang`` is set where it is not the
    document's.
    """

    text: str
    font: RunFormat
    names: tuple[str, ...] = ()
    lang: str | None = None
    rtl: bool = False


@dataclass(frozen=True)
class Picture:
    """A picture in the line; width and height in points. An empty ``alt`` marks decoration."""

    name: str
    width: float
    height: float
    alt: str
    title: str = ""
    link: str = ""
    """The address that it leads to, if any."""


@dataclass(frozen=True)
class Mark:
    """A place that links may point to."""

    id: str


@dataclass(frozen=True)
class Link:
    """A hyperlink: to an id of this document where ``target`` begins with ``#``."""

    target: str
    content: tuple[Inline, ...]
    title: str = ""


@dataclass(frozen=True, eq=False)
class NoteCall:
    """A call of the note ``target``. ``run`` has its number and look, ``id`` is its own."""

    target: str
    run: Run
    id: str = ""


@dataclass(frozen=True)
class NoteNumber:
    """The number of a note in the note itself."""

    run: Run


@dataclass(frozen=True)
class CheckBox:
    """The box of a task, which Word can tick. ``run`` has its sign and look."""

    run: Run
    checked: bool


@dataclass(frozen=True, eq=False)
class Formula:
    """A formula: its MathML, and the look of the text around it. ``display``: it stands alone."""

    math: Element
    run: Run
    display: bool = False


@dataclass(frozen=True)
class Field:
    """What Word computes; ``run`` is what it shows until it does.

    ``{}`` in the instruction stands for the bookmark of ``target``.
    """

    instruction: str
    run: Run
    target: str = ""


@dataclass(frozen=True)
class Stretch:
    """Content that fields repeat: it has a bookmark around it, if any field does."""

    id: str
    content: tuple[Inline, ...]


@dataclass(frozen=True)
class FieldEdge:
    """Where a field begins that holds whole paragraphs; where it ends, if it says nothing."""

    instruction: str = ""


Inline = (
    Run
    | Picture
    | Mark
    | Link
    | NoteCall
    | NoteNumber
    | CheckBox
    | Formula
    | Field
    | Stretch
    | FieldEdge
)


def runs(content: Sequence[Inline]) -> Iterator[Run]:
    """Every run in ``content``."""
    for piece in content:
        if isinstance(piece, Run):
            yield piece
        elif isinstance(piece, (NoteCall, NoteNumber, CheckBox, Formula, Field)):
            yield piece.run
        elif isinstance(piece, (Link, Stretch)):
            yield from runs(piece.content)


def targets(content: Sequence[Inline]) -> Iterator[str]:
    """The ids that links and fields in ``content`` lead to."""
    for piece in content:
        if isinstance(piece, Field) and piece.target:
            yield piece.target
        elif isinstance(piece, Link) and piece.target.startswith("#"):
            yield piece.target[1:]
        if isinstance(piece, (Link, Stretch)):
            yield from targets(piece.content)


@dataclass(frozen=True)
class Level:
    """One level of a list: how its marker looks and where it stands (twips).

    ``kind`` is Word's number format; in ``text``, ``{}`` stands for the number.
    The marker is aligned at the hanging indent, to the side ``align``.
    ``said`` is what the marker's characters have otherwise than the text's.
    What is not ``hung`` stands in the line before the text, as numbers of headings do.
    """

    kind: str
    text: str
    left: int
    hanging: int
    align: str = "right"
    said: tuple[tuple[str, object], ...] = ()
    hung: bool = True
    start: int = 1
    restart: int | None = None
    """The level whose numbers set this one back, counted from 1, 0 for none: where it is not
    the one above (ISO 29500-1 §17.9.10)."""
    follow: str = "nothing"
    """What stands between a number that is not hung and its text (§17.9.28)."""
    legal: bool = False
    """Are the numbers of all levels shown in decimals (§17.9.4)?"""


@dataclass(frozen=True)
class Item:
    """A paragraph's place in a list. Items of one ``series`` count on; bullets have none."""

    levels: tuple[Level, ...]
    series: int | None = None
    start: int = 1


@dataclass(frozen=True)
class Frame:
    """The place of a drop cap (ISO 29500-1 §17.3.1.11): its lines, and twips to the text."""

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
    """One paragraph. ``role`` names the style it is meant to have.

    ``inside``, ``position`` and ``beside`` say why it may look otherwise than
    others of its role, and so name the variant: in what it stands, its place
    there, its class, what it stands next to. Paragraphs of one ``group`` share one box.
    """

    role: str
    format: ParagraphFormat
    font: RunFormat
    content: tuple[Inline, ...] = ()
    item: Item | None = None
    marks: tuple[str, ...] = ()
    inside: str = ""
    position: str = ""
    kind: str = ""
    beside: str = ""
    group: int | None = None
    alone: ParagraphFormat | None = None
    """Its format but for what it stands next to, where that makes a difference."""
    pull: int = 0
    """Twips, none or negative: how much nearer it stands to what comes before."""
    keep_with_previous: bool = False
    text_columns: Columns = ONE
    frame: Frame | None = None
    """Where it is a drop cap."""
    floating: Floating | None = None
    """Where it stands beside the text; paragraphs with the same place share a frame."""
    cap: Paragraph | None = None
    """The drop cap that it begins with: a paragraph of its own in Word, not to a reader."""


@dataclass(frozen=True)
class TableFormat:
    """What a table style says. Margins in twips: top, left, bottom, right of every cell."""

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
    """The grounds of odd and even rows, where they differ."""


@dataclass(frozen=True)
class Cell:
    """A cell, ``span`` columns wide. ``merge`` is ``restart`` or ``continue`` if it spans rows."""

    blocks: tuple[Block, ...]
    span: int = 1
    merge: str | None = None
    bottom: Rule | None = None
    """The line under it, where that is not the affair of the table's style."""
    ground: str | None = None
    vertical: str | None = None
    right: int | None = None
    """Twips to its right edge, where they are not those of all cells."""


@dataclass(frozen=True)
class Row:
    """A row; a ``head`` row is said again on every page."""

    cells: tuple[Cell, ...]
    head: bool = False
    foot: bool = False
    whole: bool = False
    """Does it stay on one page, though its table is a layout?"""


@dataclass(frozen=True)
class Table:
    """A table, or a box that needs a table of one cell. Columns, indent, gaps in twips."""

    role: str
    format: TableFormat
    columns: tuple[int, ...]
    rows: tuple[Row, ...]
    indent: int = 0
    before: int = 0
    after: int = 0
    title: str = ""
    description: str = ""
    inside: str = ""
    rtl: bool = False
    row_heads: bool = False
    layout: bool = False
    """Is it a box, and no table to a reader?"""
    keep_with_previous: bool = False
    text_columns: Columns = ONE


Block = Paragraph | Table


@dataclass(frozen=True)
class Note:
    """A footnote: the id that calls point to, and its blocks, the first of them with its number."""

    id: str
    blocks: tuple[Block, ...]
