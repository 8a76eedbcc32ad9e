"""The content of paragraphs as XML: every kind of inline has its writer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import Any

from publish.errors import Problem, SourceError
from publish.formats.docx.model.inlines import (
    Bookmark,
    BookmarkedText,
    CheckBox,
    Field,
    FieldBoundary,
    Formula,
    Inline,
    Link,
    NoteNumber,
    NoteReference,
    PageReference,
    Picture,
    Run,
    runs,
)
from publish.formats.docx.parts.bookmarks import Bookmarks
from publish.formats.docx.parts.drawing import Blip, drawing
from publish.formats.docx.parts.runs import (
    JoinedRun,
    check_box,
    field_boundary,
    field_runs,
    page_runs,
    run_of,
)
from publish.formats.docx.xml.elements import Element, text, w
from publish.formats.docx.xml.omml import formula
from publish.values import dataclass

StyleOf = Callable[[Run], str | None]
"""The id of a run's character style in the paragraph that it is in."""


@dataclass
class ContentWriter:
    """Writes inlines as XML.

    ``picture`` and ``address`` give the relationships of pictures and of addresses.
    """

    picture: Callable[[str], Blip]
    address: Callable[[str], str]
    bookmarks: Bookmarks = field(default_factory=Bookmarks)
    _pictures: int = 0

    def elements(self, content: Sequence[Inline], style_of: StyleOf) -> Iterator[Element]:
        """The elements of ``content``; runs that may be one are joined."""
        joined: JoinedRun | None = None
        for inline in content:
            if isinstance(inline, Run):
                style = style_of(inline)
                if joined is not None and joined.takes(inline, style):
                    joined.texts.append(inline.text)
                    continue
                yield from joined.elements() if joined else ()
                joined = JoinedRun(inline, style, [inline.text])
            else:
                yield from joined.elements() if joined else ()
                joined = None
                yield from _WRITERS[type(inline)](self, inline, style_of)
        yield from joined.elements() if joined else ()

    def _link(self, link: Link, style_of: StyleOf) -> Iterator[Element]:
        content = self.elements(link.content, style_of)
        properties = {"tooltip": link.title or None, "history": True}
        if not link.target.startswith("#"):
            relation = self.address(link.target)
            yield w("hyperlink", *content, r_id=relation, **properties)
            return
        name = self.bookmarks.name(link.reference)
        if name is None:
            raise _nowhere("".join(run.text for run in runs(link.content)), link.reference)
        yield w("hyperlink", *content, anchor=name, **properties)

    def _picture(self, picture: Picture, style_of: StyleOf) -> Iterator[Element]:
        self._pictures += 1
        blip = self.picture(picture.name)
        link = self.address(picture.link) if picture.link else None
        yield w("r", drawing(picture, blip, self._pictures, link))

    def _check_box(self, box: CheckBox, style_of: StyleOf) -> Iterator[Element]:
        yield check_box(box, style_of(box.run))

    def _formula(self, inline: Formula, style_of: StyleOf) -> Iterator[Element]:
        yield formula(inline.math, style_of(inline.run), display=inline.display)

    def _note_number(self, number: NoteNumber, style_of: StyleOf) -> Iterator[Element]:
        yield run_of(w("footnoteRef"), style=style_of(number.run))

    def _note_reference(self, call: NoteReference, style_of: StyleOf) -> Iterator[Element]:
        style, notes = style_of(call.run), self.bookmarks.notes
        if notes.begin(call.target):
            reference = w("footnoteReference", id=notes.number(call.target))
            ids = (call.id,) if self.bookmarks.is_needed(call) else ()
            yield from self.bookmarks.around(ids, [run_of(reference, style=style)])
        else:
            name = self.bookmarks.name(call.target)
            number = run_of(text(call.run.text), style=style)
            yield from field_runs(f"NOTEREF {name} \\f \\h", style, [number])

    def _field(self, inline: Field, style_of: StyleOf) -> Iterator[Element]:
        run, style = inline.run, style_of(inline.run)
        instruction = inline.instruction
        if inline.target:
            name = self.bookmarks.name(inline.target)
            if name is None:
                raise _nowhere(run.text, inline.target)
            instruction = instruction.replace("{}", name)
        results = (
            run_of(text(part.text), style=style_of(part), lang=part.lang, rtl=part.rtl)
            for part in (run, *inline.more)
        )
        yield from field_runs(instruction, style, results)

    def _page_reference(self, page: PageReference, style_of: StyleOf) -> Iterator[Element]:
        name, style = self.bookmarks.name(page.target), style_of(page.run)
        if name is None:
            raise _nowhere(page.before, page.target)
        yield from page_runs(name, style, page.before, page.after)

    def _field_boundary(self, boundary: FieldBoundary, style_of: StyleOf) -> Iterator[Element]:
        yield from field_boundary(boundary.instruction)

    def _bookmarked_text(self, marked: BookmarkedText, style_of: StyleOf) -> Iterator[Element]:
        yield from self.bookmarks.around((marked.id,), self.elements(marked.content, style_of))

    def _bookmark(self, bookmark: Bookmark, style_of: StyleOf) -> Iterator[Element]:
        yield from self.bookmarks.around((bookmark.id,), ())


_WRITERS: Mapping[type[Inline], Callable[[ContentWriter, Any, StyleOf], Iterator[Element]]] = {
    Link: ContentWriter._link,
    Picture: ContentWriter._picture,
    CheckBox: ContentWriter._check_box,
    Formula: ContentWriter._formula,
    NoteNumber: ContentWriter._note_number,
    NoteReference: ContentWriter._note_reference,
    Field: ContentWriter._field,
    PageReference: ContentWriter._page_reference,
    FieldBoundary: ContentWriter._field_boundary,
    BookmarkedText: ContentWriter._bookmarked_text,
    Bookmark: ContentWriter._bookmark,
}
"""The writer of every kind of inline but runs."""


def _nowhere(words: str, id: str) -> SourceError:
    return SourceError(
        Problem(
            "docx-link-nowhere",
            f"{words!r} links to #{id}, which the article does not have",
            "Correct the link, or give its target that id.",
            about=f"{words} {id}",
        )
    )
