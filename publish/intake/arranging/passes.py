"""The passes over a document, in their order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from types import MappingProxyType

from publish.intake.arranging.captions import set_captions
from publish.intake.arranging.lists import set_lists
from publish.intake.arranging.pictures import lift_pictures
from publish.intake.arranging.targets import led, linked_in, named_targets
from publish.intake.arranging.titles import set_headings, take_titles
from publish.intake.journal import Journal
from publish.intake.model import (
    Arranged,
    Block,
    Box,
    Break,
    Cell,
    Code,
    Document,
    Figure,
    Item,
    List,
    Paragraph,
    Quote,
    Row,
    Rule,
    Shown,
    Table,
    Terms,
    Text,
)
from publish.intake.texts import letters, stripped, with_look, words

NOTHING_STATED: Mapping[str, tuple[Paragraph, ...]] = MappingProxyType({})


def arrange(
    document: Document,
    journal: Journal,
    stated: Mapping[str, tuple[Paragraph, ...]] = NOTHING_STATED,
) -> Arranged:
    """The document as an article has it; ``stated`` belongs in its front matter."""
    lifted = list(lift_pictures(document.blocks, journal))
    blocks, title, subtitle = take_titles(lifted, document.facts.title)
    blocks = list(set_captions(blocks, journal))
    blocks = [part for block in blocks for part in _grouped(block, document.own, journal)]
    blocks = set_headings(blocks, journal)
    notes, figures = _noted(document, journal)
    blocks += figures
    everything = [*blocks, *(block for _, several in notes for block in several)]
    blocks, ids = named_targets(blocks, linked_in(everything), own=document.own)
    blocks = [_inner(block, journal) for block in blocks]
    blocks = _merged(list(set_lists(blocks, journal)))
    finished = tuple(_trimmed([_finish(block, ids, journal) for block in blocks]))
    settled = tuple(
        (label, tuple(_finish(block, ids, journal) for block in several))
        for label, several in notes
    )
    told = {key: tuple(led(p, ids, journal) for p in several) for key, several in stated.items()}
    return Arranged(finished, settled, title, subtitle, told, ids)


def _grouped(block: Block, own: bool, journal: Journal) -> Iterator[Block]:
    """The pictures of a table that has nothing else, which only places them."""
    if not isinstance(block, Table) or not _only_places(block):
        yield block
        return
    inner = [part for row in block.rows for cell in row.cells for part in cell.blocks]
    figures = [f for f in _arranged_inside(inner, journal) if isinstance(f, Figure)]
    if not own:
        journal.change("a table that only places pictures", "its pictures", block.place)
        yield from figures
        yield from (block.caption,) if block.caption else ()
        return
    first = figures[0]
    marks = block.bookmarks + first.bookmarks
    caption = (replace(block.caption, role=""),) if block.caption else ()
    figures[0] = replace(first, bookmarks=())
    columns = str(max(len(row.cells) for row in block.rows))
    yield Box((*figures, *caption), block.place, "figures", value=columns, bookmarks=marks)


def _only_places(table: Table) -> bool:
    """Whether a table holds pictures with their captions, and nothing else."""
    inner = [part for row in table.rows for cell in row.cells for part in cell.blocks]
    paragraphs = [part for part in inner if isinstance(part, Paragraph)]
    shown = [p for p in paragraphs if any(isinstance(i, Shown) for i in p.inlines)]
    others = [p for p in paragraphs if p not in shown]
    bare = all(not words(p.inlines) for p in shown)
    captions = all(p.role in ("caption", "credit") for p in others)
    return bool(shown) and bare and captions and len(paragraphs) == len(inner)


def _noted(
    document: Document, journal: Journal
) -> tuple[list[tuple[str, list[Block]]], list[Figure]]:
    """The notes' blocks, and the pictures in them, which go to the end of the text."""
    notes: list[tuple[str, list[Block]]] = []
    figures: list[Figure] = []
    for label, blocks in document.notes:
        lifted = list(lift_pictures(blocks, journal))
        mine = [block for block in lifted if isinstance(block, Figure)]
        for figure in mine:
            journal.change("a picture in a note", "a picture at the end", figure.place)
        figures += mine
        rest = [_inner(b, journal) for b in lifted if not isinstance(b, Figure)]
        notes.append((label, _merged(list(set_lists([*_unheaded(rest)], journal)))))
    return notes, figures


def _unheaded(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks of a note or a box, with bold lines in place of headings."""
    for block in blocks:
        if isinstance(block, Paragraph) and block.role in ("heading", "title", "subtitle"):
            bold = with_look(block.inlines, bold=True)
            yield replace(block, role="", level=0, inlines=bold)
        elif not isinstance(block, Rule) or not block.page:
            yield block


def _inner(block: Block, journal: Journal) -> Block:
    """A box or table with its own blocks arranged."""
    if isinstance(block, Box):
        return replace(block, blocks=tuple(_arranged_inside(block.blocks, journal)))
    if isinstance(block, Table):
        rows = tuple(
            Row(tuple(_cell(cell, journal) for cell in row.cells), row.head) for row in block.rows
        )
        return replace(block, rows=rows)
    return block


def _cell(cell: Cell, journal: Journal) -> Cell:
    return replace(cell, blocks=tuple(_arranged_inside(cell.blocks, journal)))


def _arranged_inside(blocks: Sequence[Block], journal: Journal) -> list[Block]:
    found = list(set_captions(list(lift_pictures(blocks, journal)), journal))
    found = [_inner(block, journal) for block in _unheaded(found)]
    return _merged(list(set_lists(found, journal)))


def _merged(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with paragraphs of quotations and of code that follow each other as one."""
    merged: list[Block] = []
    for role, several in groupby(blocks, lambda b: b.role if isinstance(b, Paragraph) else ""):
        group = list(several)
        if role == "quote":
            plain = (replace(b, role="") for b in group if isinstance(b, Paragraph))
            merged.append(Quote(tuple(plain)))
        elif role == "code":
            lines = [_line_of_code(b) for b in group if isinstance(b, Paragraph)]
            merged += (Code(text) for text in ["\n".join(lines).strip("\n")] if text)
        else:
            merged += group
    return merged


def _line_of_code(paragraph: Paragraph) -> str:
    return "".join(
        "\n" if isinstance(inline, Break) else letters([inline]) for inline in paragraph.inlines
    ).rstrip()


def _finish(block: Block, ids: Mapping[str, str], journal: Journal) -> Block:
    """A block with links that lead somewhere, and without spaces at the ends of paragraphs."""

    def go(inner: Block) -> Block:
        return _finish(inner, ids, journal)

    match block:
        case Paragraph():
            return led(replace(block, inlines=stripped(block.inlines)), ids, journal)
        case Box():
            return replace(block, blocks=tuple(map(go, block.blocks)))
        case Quote():
            return Quote(tuple(map(go, block.blocks)))
        case List():
            items = (Item(tuple(map(go, i.blocks)), i.done) for i in block.items)
            return replace(block, items=tuple(items))
        case Table():
            rows = tuple(
                Row(tuple(replace(c, blocks=tuple(map(go, c.blocks))) for c in row.cells), row.head)
                for row in block.rows
            )
            return replace(block, rows=rows, caption=_line(block.caption, ids, journal))
        case Terms(entries=entries):
            found = ((go(term), tuple(map(go, several))) for term, several in entries)
            return Terms(tuple(found))  # type: ignore[arg-type]
        case Figure():
            caption = _line(block.caption, ids, journal)
            return replace(block, caption=caption, credit=_line(block.credit, ids, journal))
        case _:
            return block


def _line(
    paragraph: Paragraph | None, ids: Mapping[str, str], journal: Journal
) -> Paragraph | None:
    if paragraph is None:
        return None
    spaced = [Text(" ") if isinstance(i, Break) else i for i in paragraph.inlines]
    return led(replace(paragraph, inlines=stripped(spaced)), ids, journal)


def _trimmed(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without ends of pages at the beginning, at the end, and twice."""
    kept: list[Block] = []
    for block in blocks:
        page = isinstance(block, Rule) and block.page
        if page and (not kept or (isinstance(kept[-1], Rule) and kept[-1].page)):
            continue
        kept.append(block)
    while kept and isinstance(kept[-1], Rule) and kept[-1].page:
        kept.pop()
    return kept
