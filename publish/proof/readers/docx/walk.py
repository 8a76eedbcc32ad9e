"""The text of a DOCX in reading order, and what its parts are (ISO 29500-1 §17).

Headers and footers, numbers of lists and the instructions of fields are not text; the
results of fields are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import field, replace

from lxml import etree

from publish.content import Figure, Table
from publish.proof.readers.docx.fields import Positions, is_number
from publish.proof.readers.docx.languages import language
from publish.proof.readers.docx.numbers import ListNumbers
from publish.proof.readers.docx.pictures import R, read_drawing
from publish.proof.readers.docx.relationships import Relationships
from publish.proof.readers.docx.styles import Style, W, is_hidden, outline_level, style_key
from publish.proof.readers.docx.tables import is_table, read_table
from publish.proof.readers.formulas import OMML, of_omml
from publish.proof.readers.recorder import Transcript, folded
from publish.values import dataclass

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_HYPERLINK = re.compile(r'^\s*HYPERLINK\s+"([^"]*)"')
_NOTEREF = re.compile(r"^\s*NOTEREF\s+(\S+)")
_CHARACTERS: Mapping[str, str] = {
    f"{W}tab": " ",
    f"{W}ptab": " ",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
"""Elements that are a character."""
_NOT_SHOWN = frozenset(
    f"{W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sectPr")
) | {f"{_MC}Fallback"}


@dataclass
class _Field:
    """A complex field (§17.16.18): its instruction, and where its result begins."""

    instruction: str = ""
    result: int | None = None


@dataclass
class Walk:
    """The main document or a note, read in order."""

    relationships: Relationships
    styles: Mapping[str, Style]
    list_numbers: ListNumbers
    transcript: Transcript = field(default_factory=Transcript)
    positions: Positions = field(default_factory=Positions)
    figures: list[Figure] = field(default_factory=list)
    credits: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """The ids of the notes, in the order of the references to them."""
    note_bookmarks: dict[str, str] = field(default_factory=dict)
    """The notes that are referred to in bookmarks, by the names of these."""
    _open_bookmarks: dict[str, str] = field(default_factory=dict)
    """The names of the bookmarks that have begun, by their ids."""
    _fields: list[_Field] = field(default_factory=list)
    _in_link: bool = False
    """Is the content in a link to this document?"""
    _after_figure: bool = False
    """Would a caption or credit belong to the last figure?"""
    _drop_cap: int | None = None
    """Where the next paragraph has begun, with a drop cap."""
    _heading_number: etree._Element | None = None
    """The run with the number of the current heading."""

    # -- blocks ------------------------------------------------------------------------------

    def blocks(self, element: etree._Element) -> None:
        """Read the paragraphs, tables and other content of ``element``."""
        for child in element.iterchildren("*"):
            if child.tag == f"{W}p":
                self._paragraph(child)
            elif child.tag == f"{W}tbl":
                self._after_figure = False
                if is_table(child, self.styles):
                    self.tables.append(read_table(child, self.styles, self._cell))
                else:
                    self.blocks(child)
                self._after_figure = False
            elif child.tag not in _NOT_SHOWN:
                self.blocks(child)

    def _cell(self, element: etree._Element) -> str:
        mark = self.transcript.mark()
        self.blocks(element)
        return self.transcript.since(mark)

    def _paragraph(self, element: etree._Element) -> None:
        style = self._style(style_key(element))
        own_level = outline_level(element)
        if own_level is not None:
            style = replace(style, outline=own_level)
        if self._drop_cap is None:
            self.transcript.divide()
        mark = self.transcript.mark() if self._drop_cap is None else self._drop_cap
        figures = len(self.figures)
        bare, number = self.list_numbers.number(element)
        # Unlike those of lists, the numbers of a listing's lines are beside the text.
        if style.level is None and "source code" not in style.names:
            self.transcript.numbers += filter(None, [bare])
        if not style.hidden:
            number = number or self._number_in_text(style, element)
            self._children(element)
        self._drop_cap = mark if _is_drop_cap(element) else None
        if self._drop_cap is None:
            self._end_paragraph(style, mark, number, new_figure=figures < len(self.figures))

    def _end_paragraph(self, style: Style, mark: int, number: str, *, new_figure: bool) -> None:
        text = self.transcript.since(mark)
        if style.level is not None:
            self.transcript.heading(style.level, mark, number)
        self.positions.add_number(mark, number)
        self.transcript.divide()
        if text and "credits" in style.names:
            self.credits.append(text)
        if self._after_figure and not new_figure:
            self._legend(style, text)
        self._after_figure = self._after_figure or new_figure

    def _number_in_text(self, style: Style, element: etree._Element) -> str:
        """The number that a heading begins with, in digits that Word cannot count in."""
        first = next(element.iterchildren(f"{W}r"), None)
        if style.level is None or first is None or not self._has_style(first, "number"):
            return ""
        self._heading_number = first
        return folded("".join(text.text or "" for text in first.iterchildren(f"{W}t")))

    def _has_style(self, run: etree._Element, name: str) -> bool:
        """Does a run have the character style ``name``, or a variant (``name in Heading 1``)?"""
        key = style_key(run)
        return bool(key) and any(name == n.split(" in ")[0] for n in self._style(key).names)

    def _style(self, key: str) -> Style:
        return self.styles.get(key) or self.styles.get("") or Style()

    def _legend(self, style: Style, text: str) -> None:
        """A caption or a credit under a figure; any other paragraph ends the figure."""
        figure = self.figures[-1]
        if "caption" in style.names:
            caption = f"{figure.caption or ''} {text}".strip()
            figure = replace(figure, caption=caption)
        elif "credit" in style.names:
            figure = replace(figure, credits=(*figure.credits, text))
        else:
            self._after_figure = False
            return
        self.figures[-1] = replace(figure, legend=f"{figure.legend} {text}".strip())

    # -- inlines -----------------------------------------------------------------------------

    def _children(self, element: etree._Element) -> None:
        for child in element.iterchildren("*"):
            _READERS.get(str(child.tag), Walk._children)(self, child)

    def _skip(self, element: etree._Element) -> None:
        pass

    def _run(self, element: etree._Element) -> None:
        if element is self._heading_number or self._is_hidden(element):
            return
        self.transcript.language = language(element)
        self._children(element)
        self.transcript.language = ""

    def _is_hidden(self, run: etree._Element) -> bool:
        key = style_key(run)
        return is_hidden(run) or (key in self.styles and self.styles[key].hidden)

    def _text(self, element: etree._Element) -> None:
        self.transcript.write(element.text or "")

    def _character(self, element: etree._Element) -> None:
        self.transcript.write(_CHARACTERS[str(element.tag)])

    def _formula(self, element: etree._Element) -> None:
        self.transcript.formula(of_omml(element))

    def _drawing(self, element: etree._Element) -> None:
        """A picture, or a shape with text in it."""
        drawing = read_drawing(element, self.relationships)
        if drawing is None:
            self._children(element)
            return
        mark = self.transcript.mark()
        self.figures.append(drawing.figure)
        for link in drawing.links:
            self.transcript.link(link, mark)

    def _link(self, element: etree._Element) -> None:
        mark, in_link = self.transcript.mark(), self._in_link
        anchor = element.get(f"{W}anchor") or ""
        self._in_link = in_link or bool(anchor)
        self._children(element)
        self._in_link = in_link
        self.transcript.link(self._address(element), mark)
        if anchor:
            self.transcript.refer(anchor, mark)

    def _address(self, link: etree._Element) -> str:
        """The address that a hyperlink leads to; "" if it stays in the document."""
        if instruction := _HYPERLINK.match(link.get(f"{W}instr") or ""):
            return instruction[1]
        return self.relationships.address(link.get(f"{R}id") or "")

    # -- notes and bookmarks -----------------------------------------------------------------

    def _note_reference(self, element: etree._Element) -> None:
        id = element.get(f"{W}id") or ""
        if id not in self.notes:
            self.notes.append(id)
        self.transcript.call(id)
        self.note_bookmarks.update(dict.fromkeys(self._open_bookmarks.values(), id))

    def _bookmark_start(self, element: etree._Element) -> None:
        name = element.get(f"{W}name") or ""
        self._open_bookmarks[element.get(f"{W}id") or ""] = name
        self.positions.begin_bookmark(name, self.transcript.mark())

    def _bookmark_end(self, element: etree._Element) -> None:
        name = self._open_bookmarks.pop(element.get(f"{W}id") or "", "")
        self.positions.end_bookmark(name, self.transcript.mark())
        # A bookmark with words in it is the place of the words, not of a note they refer to.
        if self.transcript.between(*self.positions.bookmarks.get(name, (0, 0))):
            self.note_bookmarks.pop(name, None)

    # -- fields ------------------------------------------------------------------------------

    def _instruction(self, element: etree._Element) -> None:
        if self._fields:
            self._fields[-1].instruction += element.text or ""

    def _field_character(self, element: etree._Element) -> None:
        match element.get(f"{W}fldCharType"):
            case "begin":
                self._fields.append(_Field())
            case "separate" if self._fields:
                self._fields[-1].result = self.transcript.mark()
            case "end" if self._fields:
                ended = self._fields.pop()
                if ended.result is not None:
                    self._end_field(ended.instruction, ended.result)

    def _end_field(self, instruction: str, result: int) -> None:
        if is_number(instruction):
            target = self.positions.add_field(instruction, result, self.transcript.mark())
            if target and not self._in_link:
                self.transcript.refer(target, result)
        elif note := _NOTEREF.match(instruction):
            # Its result is the number of a note, which is not text.
            self.transcript.forget(result)
            self.transcript.call(self.note_bookmarks.get(note[1], ""))
        if link := _HYPERLINK.match(instruction):
            self.transcript.link(link[1], result)


def _is_drop_cap(paragraph: etree._Element) -> bool:
    """Is it the drop cap of the next paragraph (§17.3.1.11)?"""
    frame = paragraph.find(f"{W}pPr/{W}framePr")
    return frame is not None and frame.get(f"{W}dropCap", "none") != "none"


_READERS: Mapping[str, Callable[[Walk, etree._Element], None]] = {
    **dict.fromkeys(_NOT_SHOWN, Walk._skip),
    **dict.fromkeys(_CHARACTERS, Walk._character),
    f"{W}t": Walk._text,
    f"{W}r": Walk._run,
    f"{W}p": Walk._paragraph,
    f"{W}hyperlink": Walk._link,
    f"{W}fldSimple": Walk._link,
    f"{W}drawing": Walk._drawing,
    f"{OMML}oMath": Walk._formula,
    f"{W}footnoteReference": Walk._note_reference,
    f"{W}bookmarkStart": Walk._bookmark_start,
    f"{W}bookmarkEnd": Walk._bookmark_end,
    f"{W}instrText": Walk._instruction,
    f"{W}fldChar": Walk._field_character,
}
"""The readers of elements in a paragraph; of all others the children are read."""
