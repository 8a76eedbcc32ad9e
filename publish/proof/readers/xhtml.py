"""Records XHTML in the vocabulary: of the Page itself, and of an EPUB's chapters."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import replace

from lxml import etree

from publish.content import (
    Call,
    Cell,
    Content,
    Element,
    Figure,
    Formula,
    Link,
    Reference,
    Table,
)
from publish.picture import Picture
from publish.proof.readers.citations import of_xhtml
from publish.proof.readers.elements import cells_of, detail_of, role_of
from publish.proof.readers.formulas import MATHML, of_mathml
from publish.proof.readers.recorder import (
    Transcript,
    all_elements,
    all_languages,
    all_numbered,
    all_numbers,
)
from publish.proof.readers.xhtml_elements import HTML, is_inline, is_silent, kinds, language
from publish.proof.readers.xmp import read_picture
from publish.proof.word_diff import rough

_ITEM = 120
"""Letters of an item that are enough to find it."""
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_DECORATIVE = frozenset({"presentation", "none"})

Read = Callable[[], bytes | None]
Fetch = Callable[[str], Read | None]
"""A function that reads an image, by the address in its ``src``; None if there is none."""


class Reading:
    """One or more XHTML documents, read one after another.

    ``embedded``: read the XMP in every picture.
    """

    def __init__(self, fetch: Fetch, *, embedded: bool = True) -> None:
        self.fetch = fetch
        self._embedded = embedded
        self.transcript = Transcript()
        self.figures: list[Figure] = []
        self.credits: list[str] = []
        self.tables: list[Table] = []
        self._rows: list[list[Cell]] = []
        self._cells: dict[etree._Element, str] = {}
        """The details of the cells of the present table."""
        self.notes: dict[str, Transcript] = {}
        """The text of every note, by its id."""
        self._in_credits = False
        self._next: dict[etree._Element, int] = {}
        """The number of the next item, for every list in progress."""
        self._in_heading = False
        self._heading_number = ""
        self._places: dict[str, tuple[Transcript, int]] = {}
        """The beginning of every element with an id."""
        self._labels: dict[str, tuple[Transcript, int, str]] = {}
        """The place of a figure's, a table's or an equation's number, and the number alone."""

    def read(self, element: etree._Element) -> None:
        """Record ``element`` with its content, but not its tail."""
        tag = str(element.tag).removeprefix(HTML)
        roles = kinds(element)
        if is_silent(element) or self._apart(element, tag, roles):
            return
        out, outer = self.transcript, self.transcript.language
        out.language = language(element, outer)
        if tag == "li":
            self._count(element)
        block = not is_inline(element)
        if block:
            out.divide()
        mark = out.mark()
        self._name(element, mark)
        if tag in _HEADINGS:
            self._in_heading, self._heading_number = True, ""
        spoken = out.begin("language") if out.language not in ("", outer) else None
        role = role_of(element, tag, roles)
        begun = out.begin(role) if role else None
        self._content(element, tag, roles)
        if begun:
            out.end(begun, self._cells.get(element) or detail_of(element, tag))
        if spoken:
            out.end(spoken, out.language)
        self._end(element, tag, mark)
        if block:
            out.divide()
        out.language = outer

    def _apart(self, element: etree._Element, tag: str, roles: Container[str]) -> bool:
        """Record content outside running text: a call, a number, a note, a formula."""
        if tag == "a" and "doc-noteref" in roles:
            self.transcript.call((element.get("href") or "").partition("#")[2])
            self.transcript.elements.append(Element("call"))
        elif tag == "span" and "number" in roles and self._in_heading:
            self._heading_number = plain_text(element)
        elif tag == "aside" and "doc-footnote" in roles:
            self._note(element)
        elif tag == f"{MATHML}math":
            formula = of_mathml(element)
            self.transcript.formula(formula)
            latex, content = formula.latex or "", formula.content or ""
            self.transcript.elements.append(Element("formula", rough(latex), content))
        else:
            return False
        return True

    def _name(self, element: etree._Element, mark: int) -> None:
        """Remember the place of an id, and the label of a counted element."""
        if id := element.get("id"):
            self._places.setdefault(id, (self.transcript, mark))
        if of := element.get("data-of"):
            self._labels[of] = (self.transcript, mark, element.get("data-n") or "")

    def _content(self, element: etree._Element, tag: str, roles: Container[str]) -> None:
        match tag:
            case "figure":
                self._figure(element)
            case "img":
                picture = self._picture(element)
                self.figures.append(picture)
                if not picture.decorative:
                    self.transcript.elements.append(Element("figure", rough(picture.alt)))
            case "section" if "doc-credits" in roles:
                self._in_credits = True
                self._inside(element)
                self._in_credits = False
            case "table":
                self._table(element)
            case "tr":
                self._rows.append([])
                self._inside(element)
            case _:
                self._inside(element)

    def _end(self, element: etree._Element, tag: str, mark: int) -> None:
        """Record the meaning of the text since ``mark``: a heading, a link, a cell, a credit."""
        out = self.transcript
        if tag in _HEADINGS:
            self._in_heading = False
            out.heading(_HEADINGS[tag], mark, self._heading_number)
        elif tag == "a" and (target := element.get("href")):
            out.link(target, mark)
            if "#" in target and ":" not in target:
                out.refer(target.partition("#")[2], mark)
        elif tag in ("td", "th") and self._rows:
            reach = (int(element.get(name) or 1) for name in ("colspan", "rowspan"))
            self._rows[-1].append(Cell(out.since(mark), tag == "th", *reach))
        elif tag == "li" and self._in_credits:
            self.credits.append(out.since(mark))

    def _count(self, item: etree._Element) -> None:
        """Record the number of an item, with the type of its list."""
        list_ = item.getparent()
        if list_ is None or list_.tag != f"{HTML}ol" or "reversed" in list_.attrib:
            return
        first = int(list_.get("start") or 1)
        number = int(item.get("value") or self._next.get(list_, first))
        self._next[list_] = number + 1
        self.transcript.numbers.append(f"{list_.get('type') or '1'} {number}")
        self.transcript.numbered.append(
            " ".join("".join(map(str, item.itertext())).split())[:_ITEM]
        )

    def transcripts(self) -> tuple[Transcript, ...]:
        """The text's, then those of the notes."""
        return (self.transcript, *self.notes.values())

    def _note(self, element: etree._Element) -> None:
        """A note, recorded apart from the text."""
        outer, self.transcript = self.transcript, Transcript()
        self._inside(element)
        self.notes[element.get("id") or f"note {len(self.notes)}"] = self.transcript
        outer.elements.append(Element("note", self.transcript.letters(0)))
        self.transcript = outer

    def content(self, format: str, roots: Iterable[etree._Element]) -> Content:
        """The Content of all that was read, from ``roots``: without metadata and cover."""
        figures, decorations = self.pictures()
        notes, calls = self.notes_and_calls()
        return Content(
            format=format,
            text=self.transcript.text,
            headings=tuple(self.transcript.headings),
            figures=figures,
            decorations=decorations,
            credits=tuple(self.credits),
            links=self.links,
            notes=notes,
            calls=calls,
            numbers=all_numbers(self.transcripts()),
            numbered=all_numbered(self.transcripts()),
            languages=all_languages(self.transcripts()),
            structure=all_elements(self.transcripts()),
            tables=tuple(self.tables),
            formulas=self.formulas,
            outline=tuple(self.transcript.outline),
            references=self.references(),
            entries=of_xhtml(roots),
        )

    def pictures(self) -> tuple[tuple[Figure, ...], tuple[Figure, ...]]:
        """The pictures with a meaning, and the decorations."""
        return divided(self.figures)

    @property
    def links(self) -> tuple[Link, ...]:
        """The links out of the text, then those out of the notes."""
        return self.transcript.links + tuple(x for n in self.notes.values() for x in n.links)

    @property
    def formulas(self) -> tuple[Formula, ...]:
        """The formulas in the text, then those in the notes."""
        return self.transcript.formulas + tuple(x for n in self.notes.values() for x in n.formulas)

    def references(self) -> tuple[Reference, ...]:
        """The links within the document: those of the text, then those of the notes."""
        return tuple(
            Reference(out.between(start, end), tuple(self._led(target)))
            for out in (self.transcript, *self.notes.values())
            for target, start, end in out.referring
        )

    def _led(self, target: str) -> Iterator[str]:
        """The beginnings of the places that a link to ``target`` can lead to."""
        if target in self.notes:
            yield f"note {list(self.notes).index(target) + 1}"
        elif target in self._places:
            out, mark = self._places[target]
            # A link into the middle of a note is proved by citations, by their entries.
            if out is self.transcript:
                yield out.letters(mark)
        if target in self._labels:
            out, mark, number = self._labels[target]
            letters = out.letters(mark)
            yield letters
            yield letters[letters.find(rough(number)) :]

    def notes_and_calls(self) -> tuple[tuple[str, ...], tuple[Call, ...]]:
        """The text of the notes, and the calls in the text with their places."""
        texts = tuple(note.text for note in self.notes.values())
        return texts, self.transcript.calls(tuple(self.notes))

    def _inside(self, element: etree._Element) -> None:
        self.transcript.write(element.text or "")
        for child in element:
            self.read(child)
            self.transcript.write(child.tail or "")

    def _table(self, element: etree._Element) -> None:
        """A table, with its cells also recorded one by one."""
        outer, self._rows = self._rows, []
        self._cells.update(cells_of(element))
        self._inside(element)
        caption = element.find(f"{HTML}caption")
        name = "" if caption is None else plain_text(caption)
        self.tables.append(Table(tuple(map(tuple, self._rows)), name))
        self._rows = outer

    def _figure(self, element: etree._Element) -> None:
        """A figure's pictures share its caption and credits; those of a group have their own."""
        first = len(self.figures)
        self._inside(element)
        if "group" in kinds(element):
            return
        legend = caption = ""
        credits: list[str] = []
        for part in element.iter(f"{HTML}*"):
            if part.tag == f"{HTML}figcaption":
                legend = plain_text(part)
            elif "doc-credit" in kinds(part):
                credits.append(plain_text(part))
            elif part.tag == f"{HTML}span" and "caption" in kinds(part):
                caption = plain_text(part)
        for index in range(first, len(self.figures)):
            self.figures[index] = replace(
                self.figures[index], legend=legend, caption=caption, credits=tuple(credits)
            )

    def _picture(self, element: etree._Element) -> Figure:
        address = element.get("src") or ""
        read = self.fetch(address)
        data = read() if read and self._embedded else None
        return Figure(
            alt=" ".join((element.get("alt") or "").split()),
            decorative=not _DECORATIVE.isdisjoint(kinds(element)),
            caption="",
            picture=Picture.of(data, read) if read and data else self._unread(read),
            embedded=read_picture(data) if data else {},
        )

    def _unread(self, read: Read | None) -> Picture | None:
        """A picture that need not be read before it is compared."""
        return Picture(read) if read and not self._embedded else None


def divided(figures: Iterable[Figure]) -> tuple[tuple[Figure, ...], tuple[Figure, ...]]:
    """The pictures with a meaning, and the decorations, each in their order."""
    known = tuple(figures)
    return (
        tuple(figure for figure in known if not figure.decorative),
        tuple(figure for figure in known if figure.decorative),
    )


def plain_text(element: etree._Element) -> str:
    """The text of a part of a figure, blocks divided."""
    reading = Reading(lambda src: None, embedded=False)
    reading.read(element)
    return reading.transcript.text
