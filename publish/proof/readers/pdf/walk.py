"""The walk through a PDF's structure tree, in logical order (ISO 32000-1 §14.7, §14.8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field, replace
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

from publish.content import (
    Cell,
    Element,
    Figure,
    Formula,
    Lines,
    Link,
    Overrun,
    Reference,
    Table,
    unreadable,
)
from publish.proof.aspects.numbers import bare
from publish.proof.readers.citations import PdfLinks
from publish.proof.readers.pdf.facts import (
    picture_of,
)
from publish.proof.readers.pdf.lines import Blocks
from publish.proof.readers.pdf.marked_content import Mark, MarkedContent
from publish.proof.readers.pdf.places import Places
from publish.proof.readers.pdf.roles import (
    Calls,
    detail_of,
    has_terms,
    headers_of,
    mathml_of,
    role_of,
    undescribed,
)
from publish.proof.readers.pdf.tags import (
    INLINE,
    addresses_of,
    annotations_of,
    kids_of,
    marks_below,
    page_of,
)
from publish.proof.readers.pdf.trail import PdfTrail
from publish.proof.readers.recorder import (
    Transcript,
    folded,
)
from publish.proof.readers.xmp import read_packet
from publish.proof.word_diff import JOINT, rough
from publish.values import dataclass

_HEADINGS = {f"/H{level}": level for level in range(1, 7)}
_RENAMED = {"/FENote": "/Note"}
"""Types of PDF 2.0, by those of PDF 1.7."""
_APART = frozenset({"/LI", "/Note"})
"""Elements with a label beside the text."""
_LINE = 14.0
"""Points: a note that a link leads to begins no further down."""
_ROLES = 50
"""More than any chain of roles has; a chain in a circle is longer still."""


@dataclass
class Walk:
    """The structure tree, walked in logical order."""

    data: bytes
    pdf: pikepdf.Pdf
    tree: pikepdf.Object
    content: MarkedContent
    places: Places
    leftward: bool
    """Whether the document's language runs from right to left."""
    out: Transcript = field(default_factory=Transcript)
    figures: list[Figure] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    tables_in_notes: list[Table] = field(default_factory=list)
    notes: dict[str, Transcript] = field(default_factory=dict)
    """The text of every note, by the target of its own links."""
    trail: PdfTrail = field(default_factory=PdfTrail)
    _blocks: Blocks = field(default_factory=Blocks)
    pieces: list[tuple[Mark, str]] = field(default_factory=list)
    """The text of every mark, in the order of reading."""
    _label: str = ""
    """The text of the last Lbl."""
    inner: PdfLinks = field(init=False)
    """The links that stay in the document."""
    _seen: set[Mark] = field(default_factory=set)
    _alts: dict[Mark | None, str] = field(default_factory=dict)
    """The alternative texts of the pictures at these marks."""
    _walked: set[tuple[int, int]] = field(default_factory=set)
    _inside: list[str] = field(default_factory=list)
    _leftward: bool = False
    """Whether the present paragraph runs from right to left."""
    _calls: Calls = field(init=False)
    _terms: bool = False
    """Whether the labels of the present list are terms, which are part of the text."""
    _headers: dict[bytes, int] = field(default_factory=dict)
    """The numbers of the headers of the present table, by their ID."""
    _rows: list[list[Cell]] = field(default_factory=list)
    """The rows of the present table."""

    def __post_init__(self) -> None:
        self.inner = PdfLinks(self.places)
        self._calls = Calls(self.places)

    def below(self, element: Any, page: int | None) -> None:
        """Everything that ``element`` holds, in order."""
        for kid in kids_of(element):
            if isinstance(kid, int):
                self._text((page or 0, kid))
            elif "/S" in kid:
                self._element(kid, page_of(kid, page))
            elif kid.get("/Type") == Name.MCR:
                self._text((page_of(kid, page) or 0, int(kid.get("/MCID", -1))))

    def links(self) -> tuple[Link, ...]:
        """The links out of the text, then those out of the notes."""
        return self.out.links + tuple(x for n in self.notes.values() for x in n.links)

    def formulas(self) -> tuple[Formula, ...]:
        """The formulas in the text, then those in the notes."""
        return self.out.formulas + tuple(x for n in self.notes.values() for x in n.formulas)

    def stray(self) -> Iterator[str]:
        """Text that is painted, but that the tree does not reach."""
        unreached = (self.content.text(m) for m in self.content.glyphs if m not in self._seen)
        for text in (*unreached, *self.content.stray):
            if text := folded(text):
                yield text

    def lines(self) -> tuple[Lines, ...]:
        """The lines of the blocks, where anything runs from right to left."""
        if not self.leftward and not self.content.holds_leftward:
            return ()
        return self._blocks.lines(self.content.shown)

    def decorations(self) -> Iterator[Figure]:
        """The pictures that are painted as artifacts, each once."""
        for number in dict.fromkeys(self.content.artifacts):
            yield replace(self._picture("", [number]), decorative=True)

    def overruns(self) -> Iterator[Overrun]:
        """Everything that leaves its page."""
        for number, text in self.content.overruns:
            yield Overrun(number, folded(text))
        for number, mark in self.content.overrunning:
            yield Overrun(number, self._alts.get(mark, ""), picture=True)

    def _element(self, element: Any, page: int | None) -> None:
        tag = self._standard(element)
        if element.is_indirect and element.objgen in self._walked:
            raise unreadable("pdf", "the structure tree has no end")
        self._walked.add(element.objgen)
        self._inside.append(tag)
        outer, out, language = self._leftward, self.out, self.out.language
        if "/Lang" in element:
            lang = str(element.Lang).lower()
            out.language = "" if lang == str(self.pdf.Root.get("/Lang", "")).lower() else lang
        if tag not in INLINE:
            self._divide()
            self._leftward = self.leftward or self.content.leftward(marks_below(element, page))
        mark = self.out.mark()
        self._label = "" if tag in _HEADINGS else self._label
        self._meaning(tag, element, page, language)
        if level := _HEADINGS.get(tag):
            self.out.heading(level, mark, self._label)
        elif tag == "/Link":
            for target in addresses_of(element):
                self.out.link(target, mark)
            self._refer(element, mark)
            self.inner.link(element, self.out.since(mark), "/Note" in self._inside)
        elif tag == "/LI":
            self.items.append(self.out.since(mark))
            self.inner.item(element, self.items[-1])
        if tag not in INLINE:
            self._divide()
        self._inside.pop()
        self._leftward, out.language = outer, language

    def _meaning(self, tag: str, element: Any, page: int | None, around: str) -> None:
        """An element as the article has it, with all that it holds; ``around`` is its language."""
        out = self.out
        spoken = out.begin("language") if out.language not in ("", around) else None
        role = role_of(str(element.S), tag)
        begun = out.begin(role) if role else None
        detail = detail_of(element, tag, self._headers)
        terms = self._terms
        self._terms = has_terms(element) if tag == "/L" else terms
        self._content(tag, element, page)
        self._terms = terms
        if begun:
            silent = tag == "/Link" and undescribed(element)
            out.end(begun, "without a description" if silent else detail)
        if spoken:
            out.end(spoken, out.language)

    def _divide(self) -> None:
        self.out.divide()
        self._blocks.divide()

    def _content(self, tag: str, element: Any, page: int | None) -> None:
        mark = self.out.mark()
        match tag:
            case "/Lbl" if not (self._terms and self._inside[-2:] == ["/LI", "/Lbl"]):
                if self._inside[-2:] == ["/LI", "/Lbl"]:
                    label = "".join(self.content.text(m) for m in marks_below(element, page))
                    self.out.numbers += filter(None, [bare(label)])
                self._mute(element, page)
            case "/Reference":
                note = self.places.note_at(element)
                self._calls.add(note, element)
                self.out.call(note)
                self.out.elements.append(Element("call"))
                self._mute(element, page)
            case "/Note":
                self._note(element, page)
            case "/Figure":
                self._figure(element, page)
            case "/Formula":
                self._formula(element, page)
            case "/Table":
                self._table(element, page)
            case "/TR":
                self._rows.append([])
                self.below(element, page)
            case "/TH" | "/TD" if self._rows:
                self.below(element, page)
                attributes: Any = element.get("/A", {})
                reach = (int(attributes.get(name, 1)) for name in ("/ColSpan", "/RowSpan"))
                self._rows[-1].append(Cell(self.out.since(mark), tag == "/TH", *reach))
            case "/Caption" if "/Table" not in self._inside:
                self.below(element, page)
                self._caption(self.out.since(mark))
            case _:
                self.below(element, page)

    def _refer(self, link: Any, mark: int) -> None:
        """A link within the document: its target is known when all has been read."""
        for annotation in annotations_of(link):
            if (place := self.places.of(annotation)) is not None:
                note = self.places.note_from(place, _LINE)
                self.out.refer(self.trail.target(self.places.from_corner(place), note), mark)
            elif "/Dest" in annotation:
                self.out.refer("", mark)

    def references(self) -> Iterator[Reference]:
        """The links within the document: those of the text, then those of the notes."""
        numbers = {note: n for n, note in enumerate(self.notes, 1)}
        for out in (self.out, *self.notes.values()):
            for target, start, end in out.referring:
                led = self.trail.led(target, self.out, numbers, self.leftward)
                yield Reference(out.between(start, end), led)

    def _note(self, element: Any, page: int | None) -> None:
        """A note, recorded apart from the text."""
        outer, self.out = self.out, Transcript()
        before, self.tables = self.tables, []
        self.below(element, page)
        self.tables_in_notes += self.tables
        self.tables = before
        id = str(element.get("/ID", len(self.notes)))
        self.notes[id] = self.out
        where = "called" if outer.called(id) else ""
        way = "" if self._calls.lead_back(id, element) else " without a way back"
        outer.elements.append(Element("note", self.out.letters(0), where + way))
        self.out = outer

    def _formula(self, element: Any, page: int | None) -> None:
        """A formula, by its text alternative; one that is an image does not count."""
        marks = tuple(marks_below(element, page))
        pixels = any(self.content.images.get(mark) for mark in marks)
        latex = "" if pixels else str(element.get("/Alt", ""))
        self.out.formula(Formula(latex))
        self.out.elements.append(Element("formula", rough(latex), mathml_of(element)))
        self._seen.update(marks)
        self.below(element, page)
        self.out.write(JOINT)  # A line may end here, without the space that is in the article.

    def _table(self, element: Any, page: int | None) -> None:
        outer, self._rows = self._rows, []
        self._headers = headers_of(element)
        self.below(element, page)
        self.tables.append(Table(tuple(map(tuple, self._rows))))
        self._rows = outer

    def _standard(self, element: Any) -> str:
        """The standard type that the role map makes of an element's own (§14.7.3)."""
        roles: Any = self.tree.get("/RoleMap", {})
        tag = str(element.S)
        for _ in range(_ROLES):
            if tag not in roles:
                break
            tag = str(roles[tag])
        return _RENAMED.get(tag, tag)

    def _text(self, mark: Mark) -> None:
        if mark not in self._seen:
            self._seen.add(mark)
            self._blocks.add([mark])
            if "/Note" not in self._inside and mark in self.content.places:
                self.trail.write(mark[0], self.content.places[mark], self.out.mark())
            text = self.content.text(mark, leftward=self._leftward)
            self.out.write(text + JOINT if text.strip() else text)
            self.pieces.append((mark, text))

    def _mute(self, element: Any, page: int | None) -> None:
        """A number or a bullet of a list's item or a heading: not part of the text."""
        marks = list(marks_below(element, page))
        self._label = folded("".join(map(self.content.text, marks)).replace(JOINT, ""))
        if not _APART.intersection(self._inside):
            self._blocks.add(marks)
        self._seen.update(marks)

    def _figure(self, element: Any, page: int | None) -> None:
        marks = tuple(marks_below(element, page))
        images = [n for m in marks for n in self.content.images.get(m, [])]
        figure = self._picture(str(element.get("/Alt", "")), images)
        self.figures.append(figure)
        self.out.elements.append(Element("figure", rough(figure.alt)))
        self._alts.update(dict.fromkeys(marks, figure.alt))
        for kid in kids_of(element):
            if isinstance(kid, Dictionary) and "/S" in kid:
                self._element(kid, page_of(kid, page))
        self._seen.update(marks)

    def _picture(self, alt: str, images: list[int]) -> Figure:
        for number in images:
            image = self.pdf.get_object(number, 0)
            packet = image.get("/Metadata")
            return Figure(
                alt=folded(alt),
                picture=picture_of(image, self.data, self.pdf.Root, self.content.size(number)),
                embedded=read_packet(packet.read_bytes()) if packet is not None else {},
            )
        return Figure(alt=folded(alt))

    def _caption(self, legend: str) -> None:
        """Give a caption to the figure around it, or to the one before it."""
        if self.figures:
            figure = self.figures[-1]
            self.figures[-1] = replace(figure, legend=folded(f"{figure.legend} {legend}"))
