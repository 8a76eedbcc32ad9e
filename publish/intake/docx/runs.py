"""Reads the inlines of a paragraph: runs, links, fields, notes, drawings, tracked changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field, replace

from lxml import etree

from publish.intake.docx import drawings
from publish.intake.docx.fields import CONTENTS, REFERRING, SILENT, Field, link_of
from publish.intake.docx.formulas import found_in, is_display, shown_in
from publish.intake.docx.looks import UNSAYABLE, is_hidden, look_of
from publish.intake.docx.markup import attribute, child, elements, is_on, name, value, within
from publish.intake.docx.story import ACCEPT, Story
from publish.intake.docx.symbols import letter
from publish.intake.docx.words import texts_of
from publish.intake.journal import first_words
from publish.intake.model import COMMENTS, Break, Call, Formula, Inline, Look, Text, Tick
from publish.values import dataclass

_INSERTED = frozenset({"w:ins", "w:moveTo"})
_DELETED = frozenset({"w:del", "w:moveFrom"})
_THROUGH = frozenset({"w:smartTag", "w:customXml", "w:bdo", "w:dir", "w:sdtContent", "w:subDoc"})
_LETTERS = {"w:noBreakHyphen": "\u2011", "w:tab": " ", "w:ptab": " "}
_DRAWN = frozenset({"w:drawing", "w:pict", "w:object", "mc:AlternateContent"})


@dataclass
class Runs:
    """The inlines of one paragraph, while they are read."""

    story: Story
    style: str = ""
    """The key of the paragraph's style."""
    inlines: list[Inline] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    breaks_page: bool = False
    numbered: bool = False
    _waiting: list[str] = field(default_factory=list)

    def read(self, element: etree._Element, link: str = "") -> None:
        """Read all that is in an element: the paragraph, or a part of it."""
        for part in elements(element):
            kind = name(part)
            if kind == "w:r":
                self._run(part, link)
            elif kind in _INSERTED or kind in _DELETED:
                keeps = (kind in _INSERTED) == (self.story.reading.changes == ACCEPT)
                if keeps:
                    self.read(part, link)
            elif kind in _THROUGH:
                self.read(part, link)
            elif kind in _PARTS:
                _PARTS[kind](self, part, link)

    # -- parts of a paragraph ---------------------------------------------------------------

    def _hyperlink(self, element: etree._Element, link: str) -> None:
        relation = self.story.relations.get(attribute(element, "r:id"))
        anchor = attribute(element, "w:anchor")
        target = relation.target if relation is not None else ""
        if relation is not None and not relation.external:
            target = ""
        self.read(element, (target + (f"#{anchor}" if anchor else "")) or link)

    def _simple_field(self, element: etree._Element, link: str) -> None:
        opened = self.story.fields
        opened.begin()
        opened.instruct(attribute(element, "w:instr"))
        opened.separate()
        self.read(element, link_of(attribute(element, "w:instr")) or link)
        self._end_field(opened.end())

    def _control(self, element: etree._Element, link: str) -> None:
        content = child(element, "w:sdtContent")
        box = next(within(element, "w14:checkbox"), None)
        if box is not None:
            checked = attribute(child(box, "w14:checked"), "w14:val")
            self.inlines.append(Tick(checked in ("1", "true", "on")))
        elif content is not None:
            self.read(content, link)

    def _formula(self, element: etree._Element, link: str) -> None:
        for formula in [element] if name(element) == "m:oMath" else found_in(element):
            reading, text = self.story.reading, shown_in(formula)
            reading.formulas += 1
            latex = reading.latex.get(formula, "")
            if not latex:
                reading.journal.change("a formula", "its letters alone", self.story.place)
            self.inlines.append(Formula(latex, text, is_display(formula)))

    def _alternative(self, element: etree._Element, link: str) -> None:
        for part in drawings.chosen(element):
            if name(part) == "w:r":
                self._run(part, link)
            else:
                self.read(part, link)

    def _bookmark(self, element: etree._Element, link: str) -> None:
        self.story.bookmarks.append(attribute(element, "w:name"))

    # -- runs -------------------------------------------------------------------------------

    def _run(self, run: etree._Element, link: str) -> None:
        story, properties = self.story, child(run, "w:rPr")
        hidden = is_hidden(properties, self.style, story.reading)
        refers = story.fields.inside(REFERRING)
        to = f"#{refers.bookmark}" if refers is not None and refers.bookmark else ""
        linked = to or story.fields.link or link
        look = look_of(properties, story.reading, linked, refers=bool(to))
        self._note_unsayable(properties, run)
        for part in elements(run):
            self._piece(part, look, hidden)

    def _piece(self, part: etree._Element, look: Look, hidden: bool) -> None:
        kind, fields = name(part), self.story.fields
        if kind == "w:fldChar":
            self._field_sign(part)
        elif kind == "w:instrText":
            fields.instruct(part.text or "")
        elif fields.is_instruction:
            if kind == "w:t" and part.text:
                self.story.reading.journal.leave("a field of Word", self.story.place, part.text)
        elif kind in ("w:t", "w:delText"):
            self._text(part.text or "", look, hidden)
        elif kind in _LETTERS:
            self._text(_LETTERS[kind], look, hidden)
        elif kind == "w:sym":
            self._symbol(part, look, hidden)
        elif kind in ("w:br", "w:cr"):
            self._break(part)
        elif kind in _DRAWN:
            self._drawing(part)
        elif kind in _PIECES:
            _PIECES[kind](self, part, look)

    def _text(self, text: str, look: Look, hidden: bool) -> None:
        if not text:
            return
        journal, place = self.story.reading.journal, self.story.place
        if hidden:
            journal.leave("hidden text", place, text)
        elif self.story.fields.inside(CONTENTS) is not None:
            opened = self.story.fields.inside(CONTENTS)
            lists = opened is not None and "\\c" in opened.instruction
            self.story.reading.contents |= not lists
            journal.leave("a table of contents", place, text)
        elif self.story.fields.inside(frozenset({"NOTEREF"})) is not None:
            self._called_again(text, look)
        else:
            self.numbered = (
                self.numbered or self.story.fields.inside(frozenset({"SEQ"})) is not None
            )
            self.inlines.append(Text(text, look))

    def _called_again(self, text: str, look: Look) -> None:
        """A second call of a note, by the bookmark around the first."""
        reading = self.story.reading
        opened = self.story.fields.inside(frozenset({"NOTEREF"}))
        known = reading.note_bookmarks.get(opened.bookmark if opened else "")
        if known is None:
            self.inlines.append(Text(text, look))
            return
        label = reading.notes.setdefault(known, str(len(reading.notes) + 1))
        if self.inlines[-1:] != [Call(label)]:
            self.inlines.append(Call(label))
        reading.journal.leave("the number of a note, which is counted anew", self.story.place, text)

    def _symbol(self, part: etree._Element, look: Look, hidden: bool) -> None:
        font, code = attribute(part, "w:font"), attribute(part, "w:char")
        found = letter(font, code)
        if found:
            self._text(found, look, hidden)
        else:
            what = f"a sign of the font {font} ({code}), which no other font has"
            self.story.reading.journal.leave(what, self.story.place)

    def _break(self, part: etree._Element) -> None:
        if attribute(part, "w:type") == "page":
            self.breaks_page = True
        elif self.inlines:
            self.inlines.append(Break())

    def _drawing(self, part: etree._Element) -> None:
        for drawing in drawings.chosen(part):
            self.boxes += drawings.text_boxes(drawing)
            self.inlines += drawings.pictures(drawing, self.story)

    def _field_sign(self, part: etree._Element) -> None:
        kind, fields = attribute(part, "w:fldCharType"), self.story.fields
        if kind == "begin":
            fields.begin()
            box = child(part, "w:ffData", "w:checkBox")
            if box is not None:
                state = child(box, "w:checked")
                state = state if state is not None else child(box, "w:default")
                self.inlines.append(Tick(is_on(state)))
        elif kind == "separate":
            fields.separate()
        else:
            self._end_field(fields.end())

    def _end_field(self, ended: Field | None) -> None:
        if ended is not None and ended.name and ended.name not in SILENT | CONTENTS:
            what = f"a field of Word ({first_words(ended.instruction)})"
            self.story.reading.journal.change(what, "its words of today", self.story.place)

    def _call(self, part: etree._Element, look: Look) -> None:
        kind = "footnotes" if name(part) == "w:footnoteReference" else "endnotes"
        key = (kind, attribute(part, "w:id"))
        note = self.story.reading.package.notes(kind).get(key[1])
        if note is None or not any(map(_says, note.iter("*"))):
            self.story.reading.journal.leave("a note without words", self.story.place)
            return
        notes = self.story.reading.notes
        self.inlines.append(Call(notes.setdefault(key, str(len(notes) + 1))))

    def _comment(self, part: etree._Element, look: Look) -> None:
        comment = self.story.reading.comments.get(attribute(part, "w:id"))
        if comment is not None:
            text = " ".join(texts_of(comment, self.story.reading.changes))
            self.story.reading.told.add(attribute(part, "w:id"))
            who = attribute(comment, "w:author") or "somebody"
            self.story.reading.journal.leave(
                "a comment", self.story.place, text, story=COMMENTS, who=who
            )

    def _ruby(self, part: etree._Element, look: Look) -> None:
        for base in elements(part):
            if name(base) == "w:rubyBase":
                self.read(base, look.link)
            elif name(base) == "w:rt":
                text = "".join(t.text or "" for t in within(base, "w:t"))
                what = "the reading of a word (ruby)"
                self.story.reading.journal.leave(what, self.story.place, text)

    def _note_unsayable(self, properties: etree._Element | None, run: etree._Element) -> None:
        for key, what in UNSAYABLE.items():
            found = child(properties, f"w:{key}")
            shown = key != "color" or attribute(found, "w:val").lower() not in _USUAL
            if (
                found is not None
                and is_on(found)
                and shown
                and next(within(run, "w:t"), None) is not None
            ):
                place = replace(self.story.place, number=0, words="")
                self.story.reading.journal.change(f"{what} of letters", "plain letters", place)


_USUAL = frozenset({"auto", "000000", "ffffff", "0563c1", "0000ff", "1155cc", ""})
"""Colors that say nothing: black, white, and those of links."""

_PARTS: Mapping[str, Callable[[Runs, etree._Element, str], None]] = {
    "w:hyperlink": Runs._hyperlink,
    "w:fldSimple": Runs._simple_field,
    "w:sdt": Runs._control,
    "m:oMath": Runs._formula,
    "m:oMathPara": Runs._formula,
    "mc:AlternateContent": Runs._alternative,
    "w:bookmarkStart": Runs._bookmark,
}
_PIECES: Mapping[str, Callable[[Runs, etree._Element, Look], None]] = {
    "w:footnoteReference": Runs._call,
    "w:endnoteReference": Runs._call,
    "w:commentReference": Runs._comment,
    "w:ruby": Runs._ruby,
}


def _says(element: etree._Element) -> bool:
    """Whether an element of a note says or shows something."""
    words = name(element) in ("w:t", "w:delText") and (element.text or "").strip()
    return bool(words) or name(element) in ("m:t", "w:drawing", "w:pict")


def style_of(paragraph: etree._Element) -> str:
    """The key of a paragraph's style."""
    return value(paragraph, "w:pPr", "w:pStyle")
