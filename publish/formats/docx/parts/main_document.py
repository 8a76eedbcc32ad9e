"""The blocks of the main document and the notes as XML: paragraphs with a style and content."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import field, replace

from publish.formats.docx.model.blocks import Block, Note, Paragraph, note_blocks, paragraphs
from publish.formats.docx.model.inlines import Run
from publish.formats.docx.parts.bookmarks import Bookmarks
from publish.formats.docx.parts.drawing import Blip
from publish.formats.docx.parts.footnotes import NoteNumbers
from publish.formats.docx.parts.numbering import Numberings
from publish.formats.docx.parts.paragraph_content import ContentWriter
from publish.formats.docx.parts.tables import table_element
from publish.formats.docx.styles.catalog import Styles
from publish.formats.docx.xml.elements import Element, w
from publish.values import dataclass


@dataclass
class BlockWriter:
    """Writes the blocks of a document as XML. ``picture`` and ``address`` give relationships.

    The notes have relationships of their own, from ``note_address``.
    """

    styles: Styles
    numberings: Numberings
    picture: Callable[[str], Blip]
    address: Callable[[str], str]
    note_address: Callable[[str], str]
    _content: ContentWriter = field(init=False)

    def body(
        self, blocks: Sequence[Block], notes: Sequence[Note] = ()
    ) -> list[tuple[Block, Element]]:
        """The elements of each of ``blocks``; links may refer to any id in them or in notes."""
        numbers = NoteNumbers.of(paragraphs(blocks), notes)
        everything = list(paragraphs((*blocks, *note_blocks(notes))))
        bookmarks = Bookmarks.of(everything, numbers)
        self._content = ContentWriter(self.picture, self.address, bookmarks)
        return [(block, element) for block in blocks for element in self._block(block)]

    def notes(self, notes: Sequence[Note]) -> list[tuple[int, list[Element]]]:
        """The number and the elements of each note, after the body has been written."""
        self._content = replace(self._content, address=self.note_address)
        numbers = self._content.bookmarks.notes
        found = [
            (
                numbers.number(note.id),
                [element for block in note.blocks for element in self._block(block)],
            )
            for note in notes
        ]
        return sorted(found, key=lambda pair: pair[0])

    def _block(self, block: Block) -> Iterator[Element]:
        if isinstance(block, Paragraph):
            if block.drop_cap is not None:
                yield self._paragraph(block.drop_cap)
            yield self._paragraph(block)
        else:
            yield table_element(block, self.styles.table(block).id, self._block)

    def _paragraph(self, paragraph: Paragraph) -> Element:
        style = self.styles.paragraph(paragraph)
        number = None
        if paragraph.item is not None:
            own = style.base.levels if style.base and not style.levels else style.levels
            number = self.numberings.paragraph(paragraph.item, own)

        def style_of(run: Run) -> str | None:
            found = self.styles.character(run, paragraph.font, style.role)
            return found.id if found else None

        begins = paragraph.format.page_break and not style.format.page_break
        marks = self._content.bookmarks
        content = self._content.elements(paragraph.content, style_of)
        return w(
            "p",
            w(
                "pPr",
                w("pStyle", val=style.id),
                w("pageBreakBefore") if begins else None,
                _frame(paragraph),
                number,
            ),
            *marks.around(paragraph.bookmarks, marks.mark(paragraph.mark, content)),
        )


def _frame(paragraph: Paragraph) -> Element | None:
    """The frame of a floating figure or a drop cap.

    For a drop cap Word and others need it in the paragraph itself, not in its style.
    """
    frame, floating = paragraph.frame, paragraph.floating
    if floating is not None:
        return w(
            "framePr",
            w=floating.width,
            hSpace=floating.gap or None,
            wrap="around",
            vAnchor="text",
            hAnchor="text",
            xAlign=floating.side,
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
