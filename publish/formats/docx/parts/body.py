"""document.xml: paragraphs that hold a style and words, runs that hold a style and text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from publish.errors import Problem, SourceError
from publish.formats.docx.blocks.cross_references import is_repeated
from publish.formats.docx.model.blocks import (
    Block,
    Cell,
    CheckBox,
    Field,
    FieldEdge,
    Formula,
    Inline,
    Link,
    Mark,
    Note,
    NoteCall,
    NoteNumber,
    Paragraph,
    Picture,
    Row,
    Run,
    Stretch,
    Table,
    runs,
    targets,
)
from publish.formats.docx.parts.drawing import Blip, drawing
from publish.formats.docx.parts.footnotes import Numbers, blocks_of, calls
from publish.formats.docx.parts.runs import (
    alike,
    check_box,
    field_edge,
    field_runs,
    flushed,
    run_of,
)
from publish.formats.docx.styles.list_styles import Numberings
from publish.formats.docx.styles.named import ParagraphStyle, Styles
from publish.formats.docx.xml.elements import Element, w
from publish.formats.docx.xml.math import formula

_LONGEST = 40
"""Characters in a bookmark's name (Word's own limit)."""


def paragraphs(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    """Every paragraph in ``blocks``, also those in tables, in the order of reading."""
    for block in blocks:
        if isinstance(block, Paragraph):
            if block.cap is not None:
                yield block.cap
            yield block
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from paragraphs(cell.blocks)


def tables(blocks: Sequence[Block]) -> Iterator[Table]:
    """Every table in ``blocks``, the outer before those in it."""
    for block in blocks:
        if isinstance(block, Table):
            yield block
            for row in block.rows:
                for cell in row.cells:
                    yield from tables(cell.blocks)


def marks(content: Sequence[Inline]) -> Iterator[str]:
    """Every id in ``content`` that links may point to."""
    for piece in content:
        if isinstance(piece, Mark):
            yield piece.id
        elif isinstance(piece, Stretch):
            yield piece.id
            yield from marks(piece.content)
        elif isinstance(piece, Link):
            yield from marks(piece.content)


@dataclass
class Body:
    """Writes blocks as XML. ``picture`` and ``address`` give relationships.

    What is in the notes has relationships of its own: ``note_address`` gives those.
    """

    styles: Styles
    numberings: Numberings
    picture: Callable[[str], Blip]
    address: Callable[[str], str]
    note_address: Callable[[str], str]
    _numbers: Numbers = field(default_factory=lambda: Numbers({}, {}))
    _in_notes: bool = False
    _bookmarks: dict[str, tuple[int, str]] = field(default_factory=dict)
    _marked: set[str] = field(default_factory=set)
    _repeated: set[str] = field(default_factory=set)
    """What fields lead to."""
    _pictures: int = 0

    def elements(
        self, blocks: Sequence[Block], notes: Sequence[Note] = ()
    ) -> list[tuple[Block, Element]]:
        """What is written of each of ``blocks``; links may point to any id in them or in notes."""
        self._numbers = Numbers.of(paragraphs(blocks), notes)
        names: set[str] = set()
        everything = list(paragraphs((*blocks, *blocks_of(notes))))
        self._repeated = {target for p in everything for target in targets(p.content)}
        for paragraph in everything:
            called = (c.id for c in calls(paragraph.content) if self._is_marked(c))
            for id in (*paragraph.marks, *marks(paragraph.content), *called):
                if id not in self._bookmarks and (not is_repeated(id) or id in self._repeated):
                    self._bookmarks[id] = (len(self._bookmarks), _name(id, names))
        return [(block, element) for block in blocks for element in self._block(block)]

    def notes(self, notes: Sequence[Note]) -> list[tuple[int, list[Element]]]:
        """What is written of each note, behind its number."""
        self._in_notes = True
        found = [
            (
                self._numbers.of_note(note.id),
                [element for block in note.blocks for element in self._block(block)],
            )
            for note in notes
        ]
        self._in_notes = False
        return sorted(found, key=lambda pair: pair[0])

    def _is_marked(self, call: NoteCall) -> bool:
        first = self._numbers.first.get(call.target) is call
        return self._numbers.is_marked(call) or (first and call.target in self._repeated)

    def _block(self, block: Block) -> Iterator[Element]:
        if isinstance(block, Paragraph):
            if block.cap is not None:
                yield self._paragraph(block.cap)
            yield self._paragraph(block)
        else:
            yield self._table(block)

    # -- paragraphs --------------------------------------------------------------------------

    def _paragraph(self, paragraph: Paragraph) -> Element:
        style = self.styles.paragraph(paragraph)
        number = None
        if paragraph.item is not None:
            own = style.base.levels if style.base and not style.levels else style.levels
            number = self.numberings.paragraph(paragraph.item, own)
        marks = [pair for id in paragraph.marks for pair in self._bookmark(id)]
        return w(
            "p",
            w("pPr", w("pStyle", val=style.id), _frame(paragraph), number),
            *(start for start, _ in marks),
            *self._content(paragraph.content, paragraph, style),
            *(end for _, end in reversed(marks)),
        )

    def _bookmark(self, id: str) -> Iterator[tuple[Element, Element]]:
        """The beginning and the end of a bookmark; of an id that comes twice, only the first."""
        if id not in self._marked:
            self._marked.add(id)
            number, name = self._bookmarks[id]
            yield w("bookmarkStart", id=number, name=name), w("bookmarkEnd", id=number)

    def _content(
        self, content: Sequence[Inline], paragraph: Paragraph, style: ParagraphStyle
    ) -> Iterator[Element]:
        waiting: list[tuple[str, Run, str | None]] = []
        for piece in content:
            if isinstance(piece, Run):
                found = self.styles.character(piece, paragraph.font, style.role)
                id = found.id if found else None
                if waiting and not alike(waiting[-1], piece, id):
                    yield from flushed(waiting)
                waiting.append((piece.text, piece, id))
                continue
            yield from flushed(waiting)
            if isinstance(piece, Link):
                yield self._link(piece, paragraph, style)
            elif isinstance(piece, Picture):
                self._pictures += 1
                relation = self.picture(piece.name)
                link = self.address(piece.link) if piece.link else None
                yield w("r", drawing(piece, relation, self._pictures, link))
            elif isinstance(piece, CheckBox):
                found = self.styles.character(piece.run, paragraph.font, style.role)
                yield check_box(piece, found.id if found else None)
            elif isinstance(piece, Formula):
                found = self.styles.character(piece.run, paragraph.font, style.role)
                look = found.id if found else None
                yield formula(piece.math, look, display=piece.display)
            elif isinstance(piece, (NoteCall, NoteNumber)):
                yield from self._note(piece, paragraph, style)
            elif isinstance(piece, Field):
                yield from self._field(piece, paragraph, style)
            elif isinstance(piece, FieldEdge):
                yield from field_edge(piece.instruction)
            elif isinstance(piece, Stretch):
                yield from self._stretch(piece, paragraph, style)
            else:
                for start, end in self._bookmark(piece.id):
                    yield start
                    yield end
        yield from flushed(waiting)

    def _note(
        self, piece: NoteCall | NoteNumber, paragraph: Paragraph, style: ParagraphStyle
    ) -> Iterator[Element]:
        found = self.styles.character(piece.run, paragraph.font, style.role)
        look = found.id if found else None
        if isinstance(piece, NoteNumber):
            yield run_of(w("footnoteRef"), style=look)
        elif self._numbers.take(piece.target):
            marks = list(self._bookmark(piece.id)) if self._is_marked(piece) else []
            yield from (start for start, _ in marks)
            number = self._numbers.of_note(piece.target)
            yield run_of(w("footnoteReference", id=number), style=look)
            yield from (end for _, end in marks)
        else:
            _, name = self._bookmarks[self._numbers.first[piece.target].id]
            yield from field_runs(f"NOTEREF {name} \\f \\h", piece.run.text, look)

    def _field(
        self, piece: Field, paragraph: Paragraph, style: ParagraphStyle
    ) -> Iterator[Element]:
        found = self.styles.character(piece.run, paragraph.font, style.role)
        look = found.id if found else None
        instruction = piece.instruction
        if piece.target:
            known = self._place(piece.target)
            if known is None:
                raise _nowhere(piece.run.text, piece.target)
            instruction = instruction.replace("{}", known)
        run = piece.run
        yield from field_runs(instruction, run.text, look, run.lang, run.rtl)

    def _stretch(
        self, piece: Stretch, paragraph: Paragraph, style: ParagraphStyle
    ) -> Iterator[Element]:
        marks = list(self._bookmark(piece.id)) if piece.id in self._bookmarks else []
        yield from (start for start, _ in marks)
        yield from self._content(piece.content, paragraph, style)
        yield from (end for _, end in marks)

    def _place(self, id: str) -> str | None:
        """The bookmark of an id; a note's is at its first call."""
        call = self._numbers.first.get(id)
        known = self._bookmarks.get(id if call is None else call.id)
        return known[1] if known else None

    def _link(self, link: Link, paragraph: Paragraph, style: ParagraphStyle) -> Element:
        content = self._content(link.content, paragraph, style)
        if not link.target.startswith("#"):
            address = self.note_address if self._in_notes else self.address
            relation = address(link.target)
            return w("hyperlink", *content, r_id=relation, tooltip=link.title or None, history=True)
        known = self._place(link.target[1:])
        if known is None:
            raise _nowhere("".join(run.text for run in runs(link.content)), link.target[1:])
        return w("hyperlink", *content, anchor=known, tooltip=link.title or None, history=True)

    # -- tables ------------------------------------------------------------------------------

    def _table(self, table: Table) -> Element:
        style = self.styles.table(table)
        foot = any(row.foot for row in table.rows)
        head = any(row.head for row in table.rows)
        banded = any(table.format.bands)
        flags = {0x20: head, 0x40: foot, 0x80: table.row_heads, 0x200: not banded, 0x400: True}
        look = w(
            "tblLook",
            val=f"{sum(bit for bit, on in flags.items() if on):04X}",
            firstRow=head,
            lastRow=foot,
            firstColumn=table.row_heads,
            lastColumn=False,
            noHBand=not banded,
            noVBand=True,
        )
        return w(
            "tbl",
            w(
                "tblPr",
                w("tblStyle", val=style.id),
                w("bidiVisual") if table.rtl else None,
                w("tblW", w=sum(table.columns), type="dxa"),
                w("tblInd", w=table.indent, type="dxa") if table.indent else None,
                w("tblLayout", type="fixed"),
                look,
                w("tblCaption", val=table.title) if table.title else None,
                w("tblDescription", val=table.description) if table.description else None,
            ),
            w("tblGrid", *(w("gridCol", w=width) for width in table.columns)),
            *(self._row(row, table) for row in table.rows),
        )

    def _row(self, row: Row, table: Table) -> Element:
        cells: list[Element] = []
        column = 0
        for cell in row.cells:
            width = sum(table.columns[column : column + cell.span])
            column += cell.span
            cells.append(self._cell(cell, width))
        # A box may be longer than a page; a row of a table stays in one piece.
        whole = None if table.layout and not row.whole else w("cantSplit")
        properties = w("trPr", whole, w("tblHeader") if row.head else None)
        return w("tr", properties if len(properties) else None, *cells)

    def _cell(self, cell: Cell, width: int) -> Element:
        return w(
            "tc",
            w(
                "tcPr",
                w("tcW", w=width, type="dxa"),
                w("gridSpan", val=cell.span) if cell.span > 1 else None,
                w("vMerge", val=cell.merge) if cell.merge else None,
                w("tcBorders", cell.bottom.xml("bottom")) if cell.bottom else None,
                w("shd", val="clear", color="auto", fill=cell.ground) if cell.ground else None,
                w("tcMar", w("right", w=cell.right, type="dxa"))
                if cell.right is not None
                else None,
                w("vAlign", val=cell.vertical) if cell.vertical else None,
            ),
            *(element for block in cell.blocks for element in self._block(block)),
        )


def _frame(paragraph: Paragraph) -> Element | None:
    """Word and its like only take a drop cap for one where the paragraph itself says so."""
    frame, beside = paragraph.frame, paragraph.floating
    if beside is not None:
        return w(
            "framePr",
            w=beside.width,
            hSpace=beside.gap or None,
            wrap="around",
            vAnchor="text",
            hAnchor="text",
            xAlign=beside.side,
            y=1,
        )
    if frame is None:
        return None
    return w(
        "framePr",
        dropCap="drop",
        lines=frame.lines,
        hSpace=frame.gap or None,
        wrap="around",
        vAnchor="text",
        hAnchor="text",
    )


def _nowhere(words: str, id: str) -> SourceError:
    return SourceError(
        Problem(
            "docx-link-nowhere",
            f"{words!r} links to #{id}, which is nowhere in the article",
            "Mend the link, or give its target that id.",
        )
    )


def _name(id: str, taken: set[str]) -> str:
    """A name that Word takes: letters, digits and underscores, at most 40, none of them twice.

    What only fields lead to is called as Word itself would call it,
    and hidden in its list of bookmarks.
    """
    if is_repeated(id):
        number = int(hashlib.sha256(id.encode()).hexdigest(), 16) % 10**9
        id = f"_Ref{number:09}"
    plain = re.sub(r"\W", "_", id)
    plain = plain if plain[:1].isalpha() or plain.startswith("_Ref") else f"_{plain}"
    name, number = plain[:_LONGEST], 1
    while name.lower() in taken:
        number += 1
        name = f"{plain[: _LONGEST - len(str(number)) - 1]}_{number}"
    taken.add(name.lower())
    return name
