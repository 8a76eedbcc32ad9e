"""A document as it comes in: blocks of inlines, each with its place in the original."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import TypeAlias

from publish.values import dataclass

BODY, BOXES, NOTES, COMMENTS, MARGINS = "text", "text boxes", "notes", "comments", "page margins"
"""The stories of a document; ``MARGINS`` are its headers and footers."""


@dataclass(frozen=True)
class Place:
    """A paragraph of the original: its story, its number in it, its first words."""

    story: str = BODY
    number: int = 0
    words: str = ""

    def __str__(self) -> str:
        at = f"paragraph {self.number}" if self.number else "the file"
        at = at if self.story == BODY else f"{self.story}, {at}"
        return f"{at} (“{self.words}”)" if self.words else at


@dataclass(frozen=True)
class Look:
    """The look of a text, as far as an article can say it."""

    bold: bool = False
    italic: bool = False
    struck: bool = False
    raised: bool = False
    lowered: bool = False
    small_caps: bool = False
    marked: bool = False
    underlined: bool = False
    code: bool = False
    lang: str = ""
    """A language other than the document's."""
    link: str = ""
    """An address; a bookmark of the document after ``#``."""
    refers: bool = False
    """The text is the number or the words of what the link leads to, filled in by Word."""


PLAIN = Look()


@dataclass(frozen=True)
class Text:
    """Letters of one look."""

    text: str
    look: Look = PLAIN


@dataclass(frozen=True)
class Break:
    """The end of a line within a paragraph."""


@dataclass(frozen=True)
class Call:
    """A note is called here; ``note`` is its label."""

    note: str


@dataclass(frozen=True)
class Formula:
    """A formula; ``text`` are the letters that Word shows."""

    latex: str
    text: str
    display: bool = False


@dataclass(frozen=True)
class Shown:
    """A picture is shown here, by its name in the new folder."""

    name: str
    link: str = ""


@dataclass(frozen=True)
class Tick:
    """A box to tick."""

    done: bool


Inline: TypeAlias = Text | Break | Call | Formula | Shown | Tick


@dataclass(frozen=True)
class Counting:
    """The list that a paragraph is an item of, its depth in it, and how it counts."""

    list: str
    level: int = 0
    kind: str = ""
    """``1``, ``a``, ``A``, ``i``, ``I``; empty for bullets."""
    number: int = 1
    indent: int = 0
    """Of its text, in twentieths of a point."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph. ``role`` says what its style makes of it: ``ROLES``."""

    inlines: tuple[Inline, ...]
    place: Place
    role: str = ""
    level: int = 0
    """Of a heading, from 1."""
    item: Counting | None = None
    indent: int = 0
    rtl: bool = False
    bookmarks: tuple[str, ...] = ()
    id: str = ""
    style: str = ""
    """The name of its style, in lower case."""
    numbered: bool = False
    """It has a number that Word counts, as captions have."""


ROLES = ("title", "subtitle", "heading", "caption", "credit", "quote", "code", "abstract")


@dataclass(frozen=True)
class Cell:
    """A cell, and over how many columns and rows it goes."""

    blocks: tuple[Block, ...]
    across: int = 1
    continues: bool = False
    """It only continues the cell above."""


@dataclass(frozen=True)
class Row:
    """A row; ``head`` if it is repeated at the top of each page."""

    cells: tuple[Cell, ...]
    head: bool = False


@dataclass(frozen=True)
class Table:
    """A table."""

    rows: tuple[Row, ...]
    place: Place
    bookmarks: tuple[str, ...] = ()
    caption: Paragraph | None = None
    id: str = ""


@dataclass(frozen=True)
class Box:
    """A text box, or what becomes a box of the article."""

    blocks: tuple[Block, ...]
    place: Place
    name: str = "note"
    title: Paragraph | None = None
    value: str = ""
    """The number in large type of a ``figure-of``; the columns of ``figures``."""
    id: str = ""
    bookmarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rule:
    """A line across, or the end of a page."""

    place: Place
    page: bool = False


@dataclass(frozen=True)
class Item:
    """An item of a list."""

    blocks: tuple[Block, ...]
    done: bool | None = None
    """Whether its box is ticked; None without one."""


@dataclass(frozen=True)
class List:
    """A list: ``kind`` as in :class:`Counting`, from the number ``start``."""

    items: tuple[Item, ...]
    kind: str = ""
    start: int = 1


@dataclass(frozen=True)
class Quote:
    """A quotation."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Code:
    """A listing."""

    text: str
    caption: str = ""
    id: str = ""


@dataclass(frozen=True)
class Terms:
    """Terms, each with its meanings."""

    entries: tuple[tuple[Paragraph, tuple[Paragraph, ...]], ...]


@dataclass(frozen=True)
class Figure:
    """A picture between paragraphs."""

    shown: Shown
    place: Place
    caption: Paragraph | None = None
    credit: Paragraph | None = None
    """A paragraph that only credits it."""
    bookmarks: tuple[str, ...] = ()
    id: str = ""


Block: TypeAlias = Paragraph | Table | Box | Rule | List | Quote | Code | Figure | Terms


@dataclass(frozen=True)
class Picture:
    """A picture of the document: its bytes, and what the document says of it."""

    name: str
    data: bytes = field(repr=False)
    place: Place
    alt: str = ""
    decorative: bool = False
    credit: Mapping[str, str] = field(default_factory=dict)
    """Its credit as a record in the file has it, by the keys of the front matter."""


@dataclass(frozen=True)
class LeftOut:
    """A thing of the original that is not in the article: ``text`` are its words, all of them."""

    what: str
    place: Place
    text: str = ""
    story: str = ""
    """The story whose words these are; that of ``place`` if empty."""
    who: str = ""


@dataclass(frozen=True)
class Changed:
    """A thing that is in the article as something else: ``what`` became ``into``."""

    what: str
    into: str
    place: Place


@dataclass(frozen=True)
class Facts:
    """The facts that a document states of itself."""

    title: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    lang: str = ""
    keywords: tuple[str, ...] = ()
    description: str = ""
    category: str = ""
    subtitle: str = ""


@dataclass(frozen=True)
class Arranged:
    """A document with its title, lists, figures and captions found."""

    blocks: tuple[Block, ...]
    notes: tuple[tuple[str, tuple[Block, ...]], ...]
    title: Paragraph | None = None
    subtitle: Paragraph | None = None
    stated: Mapping[str, tuple[Paragraph, ...]] = field(default_factory=dict)
    """Paragraphs that belong in the front matter, by their keys."""
    ids: Mapping[str, str] = field(default_factory=dict)
    """Names in the article of the document's bookmarks that something leads to."""


@dataclass(frozen=True)
class Document:
    """A document, read."""

    blocks: tuple[Block, ...]
    notes: tuple[tuple[str, tuple[Block, ...]], ...] = ()
    """Labels and blocks, in the order of the calls."""
    pictures: tuple[Picture, ...] = ()
    facts: Facts = Facts()
    left_out: tuple[LeftOut, ...] = ()
    changed: tuple[Changed, ...] = ()
    formulas: int = 0
    contents: bool = False
    """It has a table of contents, which Word made."""
    own: bool = False
    """Publish made it."""
