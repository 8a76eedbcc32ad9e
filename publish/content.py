"""The contract between formats and proof: the content of a file, as its reader returns it.

A Page becomes the same kind of value, so that the two compare. A reader that leaves out a part of
its format's :class:`~publish.promise.Promise` fails the proof.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from typing import Any

from publish.errors import Problem, ProofError
from publish.owed import Owed, Sight
from publish.picture import Picture
from publish.promise import Promise
from publish.values import dataclass


class Setting(StrEnum):
    """The layout of a text in its file, which decides what counts as a difference."""

    FLOWING = "flowing"
    """As written: every letter and every space counts."""
    LINES = "lines"
    """In lines: white space and hyphens at their ends, and capitals, belong to the layout."""
    BOTH_WAYS = "both ways"
    """In lines, some of them from right to left: the look of a line in both directions does not
    show its reading order, so letters can change places where nothing is lost."""


Statements = Mapping[str, tuple[str, ...]]
"""Values by their name in a file format, ``dc:creator`` or ``Title``."""


@dataclass(frozen=True)
class Link:
    """A link out of the document, and its words."""

    target: str
    text: str


@dataclass(frozen=True)
class Call:
    """A place in the text that calls a note, after certain words (:func:`words.rough`)."""

    note: int
    """Its place among the notes, from 1; 0 if it leads to none."""
    after: str


@dataclass(frozen=True)
class Formula:
    """A formula in one line: its LaTeX, and its parts (see the aspect ``formulas``).

    None is for parts that the file does not have.
    """

    latex: str | None = None
    content: str | None = None


@dataclass(frozen=True)
class Element:
    """An element of the article, as programs see it, in the order of the source.

    ``role`` is ``heading``, ``list``, ``cell`` …; ``words`` are its first letters
    (:func:`words.rough_beginning`), ``detail`` is what else the role demands. A formula's detail is
    its parts where the file has them; a note's, whether it is ``called`` in the section before.
    """

    role: str
    words: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Reference:
    """A link within the document: its words, and the first letters at its target.

    An article names every target that a format can choose: a figure, or its number. ``places`` is
    empty for a link that leads nowhere; a note is ``note 2``.
    """

    text: str
    places: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """An entry of a bibliography that is cited.

    ``text`` is its beginning, ``calls`` the words of all links to it, those of the text before
    those of the notes (both :func:`words.rough`), ``ways`` the number of its links back.
    """

    text: str
    calls: str
    ways: int


@dataclass(frozen=True)
class Figure:
    """A picture with all statements about it.

    ``legend`` is all its text, caption and credits. Where a format does not separate the two,
    ``caption`` is None and ``credits`` empty. ``embedded`` has the statements of the picture's own
    XMP. A ``sealed`` picture carries Content Credentials, and must equal the article's to the byte.
    """

    alt: str = ""
    legend: str = ""
    caption: str | None = None
    credits: tuple[str, ...] = ()
    picture: Picture | None = None
    embedded: Statements = field(default_factory=dict)
    sealed: bool = False
    decorative: bool = False
    """Screen readers skip it."""


@dataclass(frozen=True)
class Cell:
    """A cell of a table: its text, whether it is a header, and its span."""

    text: str
    header: bool = False
    across: int = 1
    down: int = 1


@dataclass(frozen=True)
class Table:
    """A table: the cells that begin in each row, in order. Their words are in the text, too."""

    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as an article has it: its text, with the signs of isolates (UAX #9, 2.4).

    ``leftward`` says that it runs from right to left.
    """

    text: str
    leftward: bool = False


@dataclass(frozen=True)
class Piece:
    """A piece of a line, as it is seen: its letters, and the place of each along the line."""

    letters: tuple[str, ...]
    places: tuple[float, ...]


Lines = tuple[tuple[Piece, ...], ...]
"""The lines of a block; the pieces of each in the order of reading."""


@dataclass(frozen=True)
class Overrun:
    """Content that is cut off at the edge of a page."""

    page: int
    """Its number, from 1."""
    text: str
    """The text that is cut off, or the alternative text of the picture."""
    picture: bool = False


class Unread:
    """Marks a part of a Content that its reader left out: it is empty, and states nothing."""


class UnreadTuple(Unread, tuple[Any, ...]):
    """A sequence that nobody read."""


class UnreadMapping(Unread, dict[Any, Any]):
    """A mapping that nobody read."""


UNREAD: tuple[Any, ...] = UnreadTuple()


@dataclass(frozen=True)
class Content:
    """The content of one file.

    ``text`` is the main text in reading order: words divided by single spaces. ``credits`` are the
    entries of the list of credits, ``cover`` the text of a cover, if there is one, and ``front``
    its picture: whatever that is made of, it has the credits of what it shows. ``decorations``
    are pictures without a figure; their captions are in the text. ``notes`` and their numbers are
    not in the text; ``links`` and ``formulas`` are those of the text, then those of the notes; in
    the text, a formula is one sign (``word_diff.OBJECT``). ``numbers`` are those of items, in the
    same order, as printed; a Page states their type (``a 3``). ``languages`` are the words in other
    languages than the document's, by language. ``stray`` is text that the format shows outside its
    structure, ``boxes`` are characters that it shows as empty boxes, and ``overruns`` is content
    cut off at a page's edge. ``lines`` are those of every block of a file with content from right
    to left; ``paragraphs`` are a Page's. ``mute`` is true if it shows glyphs without their letters.
    ``outline`` are the numbers of the headings, "" where one has none; ``headings`` do not contain
    them. ``stale`` are fields that an update would change, ``astray`` faults of the map from blocks
    to the source. ``metadata`` holds statements by the columns of ``publish.metadata.fields``; a
    Page has any of them, and ``article`` with the fields themselves. ``records`` are the fields of
    the credits as ``name: value``, where a format has them for programs, apart from the text.
    ``beside`` has the file's statements about each picture apart from text and pictures, in their
    order, by column. ``hung`` is true if XMP is attached to a picture instead of in its bytes.
    ``owed`` are the texts of a Page that must be seen, and ``sight`` looks for them in a file, once
    the two are compared. ``setting`` is the layout of the text. In lines, every piece of one ends
    in U+200B, and a hyphen there is U+00AD. ``structure`` are the elements of the text, then those
    of each note. ``entries`` are those of the bibliography that the text cites, in their order.

    A part that a reader does not read is left out. ``promise`` is the format's, added by
    :meth:`publish.format.Format.read`; a Page has none.
    """

    format: str
    text: str
    headings: tuple[tuple[int, str], ...] = UNREAD
    figures: tuple[Figure, ...] = UNREAD
    decorations: tuple[Figure, ...] = UNREAD
    credits: tuple[str, ...] = UNREAD
    links: tuple[Link, ...] = UNREAD
    notes: tuple[str, ...] = UNREAD
    calls: tuple[Call, ...] = UNREAD
    numbers: tuple[str, ...] = UNREAD
    numbered: tuple[str, ...] = ()
    """The words of the items with ``numbers``: a Page's, to find the lines of findings."""
    languages: Mapping[str, str] = field(default_factory=UnreadMapping)
    structure: tuple[Element, ...] = UNREAD
    tables: tuple[Table, ...] = UNREAD
    formulas: tuple[Formula, ...] = UNREAD
    outline: tuple[str, ...] = UNREAD
    references: tuple[Reference, ...] = UNREAD
    stale: tuple[str, ...] = UNREAD
    astray: tuple[str, ...] = UNREAD
    entries: tuple[Entry, ...] = UNREAD
    metadata: Mapping[str, Statements] = field(default_factory=UnreadMapping)
    cover: str | None = None
    front: tuple[Figure, ...] = ()
    stray: tuple[str, ...] = UNREAD
    boxes: tuple[str, ...] = UNREAD
    overruns: tuple[Overrun, ...] = UNREAD
    lines: tuple[Lines, ...] = UNREAD
    paragraphs: tuple[Paragraph, ...] = ()
    mute: bool = False
    records: tuple[str, ...] | None = None
    beside: Mapping[str, tuple[Statements, ...]] = field(default_factory=UnreadMapping)
    hung: bool = False
    owed: tuple[Owed, ...] = ()
    sight: Sight | None = None
    setting: Setting = Setting.FLOWING
    standard: str | None = None
    """The standards of PDF/A and PDF/UA that a file claims, or those of a Page's edition."""
    attached: Mapping[str, str] | None = None
    """The files in the file: the hash of each (SHA-256) and its relationship, by name."""
    without: frozenset[str] = frozenset()
    """Columns of metadata that this standard forbids."""
    promise: Promise | None = None


def unreadable(name: str, why: str) -> ProofError:
    """The error for a file that cannot be read back at all."""
    message = f"{name.upper()}: {why}"
    return ProofError(Problem("proof-unreadable", message, "Build the article again."))
