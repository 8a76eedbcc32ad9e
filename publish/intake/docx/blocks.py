"""Reads the blocks of a story: paragraphs, tables, and what is around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from publish.intake.docx.drawings import chosen
from publish.intake.docx.markup import attribute, child, elements, is_on, name, number, value
from publish.intake.docx.runs import Runs, style_of
from publish.intake.docx.story import ACCEPT, Story
from publish.intake.docx.words import texts_of
from publish.intake.journal import first_words
from publish.intake.model import (
    BOXES,
    Block,
    Box,
    Cell,
    Paragraph,
    Place,
    Row,
    Rule,
    Table,
    Text,
)

DEEPEST = 40
"""Tables and text boxes in each other: nobody nests so many."""
_THROUGH = frozenset({"w:customXml", "w:smartTag", "w:sdtContent"})
_INSERTED = frozenset({"w:ins", "w:moveTo"})
_CHANGED = _INSERTED | {"w:del", "w:moveFrom"}
_TWIPS_OF_CELL = 50
_MOST_COLUMNS = 200


def read_blocks(element: etree._Element, story: Story) -> Iterator[Block]:
    """The blocks in an element."""
    waiting: Paragraph | None = None
    for part in elements(element):
        kind = name(part)
        if kind == "w:p":
            found = list(_paragraph(part, story))
            if waiting is not None and found and isinstance(found[0], Paragraph):
                found[0] = _joined(waiting, found[0])
                waiting = None
            if _mark_is_gone(part, story) and found and isinstance(found[-1], Paragraph):
                waiting = found.pop()  # type: ignore[assignment]
            yield from found
            continue
        if waiting is not None:
            yield waiting
            waiting = None
        yield from _other(part, kind, story)
    if waiting is not None:
        yield waiting


def _other(part: etree._Element, kind: str, story: Story) -> Iterator[Block]:
    if kind == "w:tbl":
        yield from _table(part, story)
    elif kind == "w:sdt":
        content = child(part, "w:sdtContent")
        if content is not None:
            yield from read_blocks(content, story)
    elif kind in _CHANGED:
        if (kind in _INSERTED) == (story.reading.changes == ACCEPT):
            yield from read_blocks(part, story)
    elif kind in _THROUGH:
        yield from read_blocks(part, story)
    elif kind == "mc:AlternateContent":
        for inner in chosen(part):
            yield from read_blocks(inner, story)
    elif kind == "w:altChunk":
        story.reading.journal.leave("a document within the document", story.place)
    elif kind == "w:bookmarkStart":
        story.bookmarks.append(attribute(part, "w:name"))
    elif kind in ("m:oMath", "m:oMathPara"):
        yield from _paragraph(part, story, formula=True)


def _mark_is_gone(paragraph: etree._Element, story: Story) -> bool:
    """Whether the end of a paragraph is deleted, or was inserted and is not wanted."""
    properties = child(paragraph, "w:pPr", "w:rPr")
    gone = ("w:del", "w:moveFrom") if story.reading.changes == ACCEPT else ("w:ins", "w:moveTo")
    return any(child(properties, mark) is not None for mark in gone)


def _joined(first: Paragraph, second: Paragraph) -> Paragraph:
    """Two paragraphs as one: Word gives it the properties of the second."""
    if not first.inlines:
        return second
    bookmarks = first.bookmarks + second.bookmarks
    kept = first if not second.inlines else second
    return replace(
        kept, inlines=first.inlines + second.inlines, place=first.place, bookmarks=bookmarks
    )


def _paragraph(element: etree._Element, story: Story, *, formula: bool = False) -> Iterator[Block]:
    story.count += 1
    words = " ".join(texts_of(element, story.reading.changes))
    story.place = Place(story.name, story.count, first_words(words))
    properties = child(element, "w:pPr")
    style = style_of(element) or story.reading.styles.default
    runs = Runs(story, style)
    if formula:
        runs._formula(element, "")
    else:
        runs.read(element)
    place = story.place
    if is_on(child(properties, "w:pageBreakBefore")) and not story.depth:
        yield Rule(place, page=True)
    made = _made(element, properties, style, runs, story)
    if made.inlines or made.role == "code" or made.style.startswith("source code"):
        yield made
    elif _is_rule(properties) and not runs.boxes:
        yield Rule(place)
    if not made.inlines:
        story.bookmarks += made.bookmarks
    if runs.breaks_page and not story.depth:
        yield Rule(place, page=True)
    for box in runs.boxes:
        yield from _box(box, story)


def _made(
    element: etree._Element,
    properties: etree._Element | None,
    style: str,
    runs: Runs,
    story: Story,
) -> Paragraph:
    styles = story.reading.styles
    role, level = styles.role(style), styles.level(style)
    outline = value(properties, "w:outlineLvl")
    if outline.isdigit():
        level = int(outline) + 1 if int(outline) < 9 else level
    if level and role not in ("title", "subtitle", "caption"):
        role = "heading"
    bookmarks, story.bookmarks = tuple(story.bookmarks), []
    if styles.is_contents(style) and runs.inlines:
        story.reading.contents = True
        words = "".join(i.text if isinstance(i, Text) else " " for i in runs.inlines)
        story.reading.journal.leave("a table of contents", story.place, words)
        return Paragraph((), story.place, bookmarks=bookmarks)
    indent = styles.paragraph_property(properties, "ind")
    left = attribute(indent, "w:left") or attribute(indent, "w:start")
    shown = bool(runs.inlines)
    return Paragraph(
        tuple(runs.inlines),
        story.place,
        role,
        level if role == "heading" else 0,
        story.reading.numbering.item(properties) if shown and role != "heading" else None,
        number(left),
        is_on(styles.paragraph_property(properties, "bidi")),
        bookmarks,
        style=next(styles.names(style), ""),
        numbered=runs.numbered,
    )


def _is_rule(properties: etree._Element | None) -> bool:
    borders = child(properties, "w:pBdr")
    return borders is not None and any(name(e) in ("w:bottom", "w:top") for e in elements(borders))


def _box(element: etree._Element, story: Story) -> Iterator[Block]:
    if story.depth >= DEEPEST:
        words = " ".join(texts_of(element, story.reading.changes, boxes=True))
        story.reading.journal.leave("a text box, too deep", story.place, words, story=BOXES)
        return
    inner = story.inner(BOXES)
    blocks = tuple(read_blocks(element, inner))
    story.count = inner.count
    if blocks:
        yield Box(blocks, story.place)


# -- tables ---------------------------------------------------------------------------------


def _table(element: etree._Element, story: Story) -> Iterator[Block]:
    place = replace(story.place, number=story.count + 1, words="")
    if story.depth >= DEEPEST:
        words = " ".join(texts_of(element, story.reading.changes, boxes=True))
        story.reading.journal.leave("a table, too deep", place, words)
        return
    bookmarks, story.bookmarks = tuple(story.bookmarks), []
    story.depth += 1
    rows = tuple(_row(row, story) for row in _rows(element, story))
    story.depth -= 1
    if any(cell.blocks for row in rows for cell in row.cells):
        yield Table(rows, place, bookmarks)


def _rows(element: etree._Element, story: Story) -> Iterator[etree._Element]:
    for part in elements(element):
        kind = name(part)
        if kind == "w:tr" and not _row_is_gone(part, story):
            yield part
        elif kind in ("w:sdt", *_THROUGH, *_INSERTED):
            yield from _rows(part, story)
        elif kind == "w:bookmarkStart":
            story.bookmarks.append(attribute(part, "w:name"))


def _row_is_gone(row: etree._Element, story: Story) -> bool:
    gone = "w:del" if story.reading.changes == ACCEPT else "w:ins"
    return child(row, "w:trPr", gone) is not None


def _row(element: etree._Element, story: Story) -> Row:
    properties = child(element, "w:trPr")
    before = number(value(properties, "w:gridBefore"))
    after = number(value(properties, "w:gridAfter"))
    cells = [Cell(()) for _ in range(min(before, _MOST_COLUMNS))]
    cells += (_cell(cell, story) for cell in _cells(element))
    cells += (Cell(()) for _ in range(min(after, _MOST_COLUMNS)))
    return Row(tuple(cells), is_on(child(properties, "w:tblHeader")))


def _cells(element: etree._Element) -> Iterator[etree._Element]:
    for part in elements(element):
        if name(part) == "w:tc":
            yield part
        elif name(part) in ("w:sdt", *_THROUGH, *_INSERTED):
            yield from _cells(part)


def _cell(element: etree._Element, story: Story) -> Cell:
    properties = child(element, "w:tcPr")
    across = max(1, min(number(value(properties, "w:gridSpan"), 1), _MOST_COLUMNS))
    merged = child(properties, "w:vMerge")
    continues = merged is not None and attribute(merged, "w:val") in ("", "continue")
    return Cell(tuple(read_blocks(element, story)), across, continues)
