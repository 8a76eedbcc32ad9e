"""Inline content as Word has it: runs, pictures, hyperlinks, bookmarks, fields.

Every inline knows its own run, the ids that it refers to and the ids that others may
refer to, so that whoever needs them for a whole paragraph asks :func:`flatten`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element

from publish.formats.docx.model.formatting import RunFormat
from publish.values import dataclass


class Inline:
    """The base of all inline content. A kind of inline overrides what it has of these."""

    @property
    def children(self) -> tuple[Inline, ...]:
        """The inlines in it."""
        return ()

    @property
    def own_run(self) -> Run | None:
        """The run with its text and its format."""
        return None

    @property
    def reference(self) -> str:
        """The id in this document that it refers to."""
        return ""

    @property
    def bookmark(self) -> str:
        """The id that links and fields may refer to it by."""
        return ""

    def without_end_space(self) -> Inline | None:
        """The inline without spaces at its end; ``None`` where nothing remains of it."""
        return self


class _OneRun(Inline):
    """The base of inlines whose text is one run."""

    run: Run

    @property
    def own_run(self) -> Run:
        """The run with its text and its format."""
        return self.run


class _Container(Inline):
    """The base of inlines with others in them."""

    content: tuple[Inline, ...]

    @property
    def children(self) -> tuple[Inline, ...]:
        """The inlines in it."""
        return self.content


@dataclass(frozen=True)
class Run(Inline):
    """Text with one format. ``names`` are its meanings (``("Strong", "Emphasis")``), outer first.

    A line break is a ``\\n`` in ``text``. ``lang`` is set where it differs from the
    document's.
    """

    text: str
    font: RunFormat
    names: tuple[str, ...] = ()
    lang: str | None = None
    rtl: bool = False

    @property
    def own_run(self) -> Run:
        """The run itself."""
        return self

    def without_end_space(self) -> Run | None:
        """The run without spaces at its end; ``None`` if it has only spaces."""
        text = self.text.rstrip(" ")
        return replace(self, text=text) if text else None


@dataclass(frozen=True)
class Picture(Inline):
    """A picture in the line; width and height in points. An empty ``alt`` marks decoration."""

    name: str
    width: float
    height: float
    alt: str
    title: str = ""
    link: str = ""
    """The address that it links to."""


@dataclass(frozen=True)
class Bookmark(Inline):
    """A place that links may refer to."""

    id: str

    @property
    def bookmark(self) -> str:
        """The id."""
        return self.id


@dataclass(frozen=True)
class Link(_Container):
    """A hyperlink; a ``target`` that begins with ``#`` is an id in this document."""

    target: str
    content: tuple[Inline, ...]
    title: str = ""

    @property
    def reference(self) -> str:
        """The id that it links to; "" for an address outside."""
        return self.target[1:] if self.target.startswith("#") else ""

    def without_end_space(self) -> Link:
        """The link, its text without spaces at the end."""
        return replace(self, content=without_end_space(self.content))


@dataclass(frozen=True, eq=False)
class NoteReference(_OneRun):
    """A reference to the note ``target``. ``run`` has its number and format, ``id`` is its own."""

    target: str
    run: Run
    id: str = ""


@dataclass(frozen=True)
class NoteNumber(_OneRun):
    """The number of a note in the note itself."""

    run: Run


@dataclass(frozen=True)
class CheckBox(_OneRun):
    """The box of a task, which Word can tick. ``run`` has its sign and format."""

    run: Run
    checked: bool


@dataclass(frozen=True, eq=False)
class Formula(_OneRun):
    """A formula as MathML; ``run`` has the format of the text around it.

    ``display``: it is on a line of its own.
    """

    math: Element
    run: Run
    display: bool = False


@dataclass(frozen=True)
class Field(_OneRun):
    """A field that Word computes; ``run`` is its result until then, ``more`` its further runs.

    ``{}`` in the instruction is replaced by the bookmark of ``target``.
    """

    instruction: str
    run: Run
    target: str = ""
    more: tuple[Run, ...] = ()

    @property
    def children(self) -> tuple[Inline, ...]:
        """The further runs of the result: a label of another language has some."""
        return self.more

    @property
    def reference(self) -> str:
        """The id that the instruction refers to."""
        return self.target


@dataclass(frozen=True)
class PageReference(_OneRun):
    """The page of ``target`` with the words around it, all of it the result of a field.

    Word alone knows the page, so nothing is shown until fields are updated; ``run`` is empty.
    """

    target: str
    run: Run
    before: str = ""
    after: str = ""

    @property
    def reference(self) -> str:
        """The id of the place."""
        return self.target


@dataclass(frozen=True)
class BookmarkedText(_Container):
    """Content that fields may repeat; it gets a bookmark around it if any field does."""

    id: str
    content: tuple[Inline, ...]

    @property
    def bookmark(self) -> str:
        """The id."""
        return self.id


@dataclass(frozen=True)
class FieldBoundary(Inline):
    """The beginning of a field whose result is whole paragraphs, or without instruction its end."""

    instruction: str = ""


def flatten(content: Sequence[Inline]) -> Iterator[Inline]:
    """Every inline in ``content``, an outer one before those in it."""
    for inline in content:
        yield inline
        yield from flatten(inline.children)


def runs(content: Sequence[Inline]) -> Iterator[Run]:
    """Every run in ``content``."""
    return (run for inline in flatten(content) if (run := inline.own_run) is not None)


def references(content: Sequence[Inline]) -> Iterator[str]:
    """The ids that links and fields in ``content`` refer to."""
    return (id for inline in flatten(content) if (id := inline.reference))


def bookmarks(content: Sequence[Inline]) -> Iterator[str]:
    """The ids in ``content`` that links and fields may refer to."""
    return (id for inline in flatten(content) if (id := inline.bookmark))


def note_references(content: Sequence[Inline]) -> Iterator[NoteReference]:
    """Every reference to a note in ``content``."""
    return (inline for inline in flatten(content) if isinstance(inline, NoteReference))


def without_end_space(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """``content`` without spaces at its end; bookmarks after them stay."""
    for n in range(len(content) - 1, -1, -1):
        inline = content[n]
        if isinstance(inline, Bookmark):
            continue
        trimmed = inline.without_end_space()
        if trimmed is None:
            return (*without_end_space(content[:n]), *content[n + 1 :])
        return (*content[:n], trimmed, *content[n + 1 :])
    return content
