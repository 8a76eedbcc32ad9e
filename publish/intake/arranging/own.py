"""Word files of our own become what they were made from: by the names of their styles.

What Publish makes of the front matter and of credits is left out, since the next build makes it
again; boxes, listings, equations, terms and references become their marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from publish.intake.journal import Journal
from publish.intake.model import (
    Block,
    Box,
    Break,
    Code,
    Document,
    Formula,
    Item,
    List,
    Paragraph,
    Shown,
    Table,
    Terms,
    Text,
)
from publish.intake.texts import every, letters, without_start, words
from publish.reading.slugs import is_free

_MADE = {
    "byline": "the byline",
    "affiliation": "the affiliations",
    "toc heading": "a heading of a list",
    "table of figures": "a list of figures or tables",
    "credits heading": "the list of credits",
    "credits": "the list of credits",
    "credit": "the credit of a picture, which its record has",
    "colophon heading": "the colophon",
    "colophon": "the colophon",
    "license of pictures": "the licenses of pictures",
    "acknowledgements heading": "a heading",
    "key points heading": "a heading",
    "abstract heading": "a heading",
    "abstract title": "a heading",
}
"""Styles of what Publish makes itself."""
_STATED = {
    "standfirst": "standfirst",
    "abstract": "abstract",
    "acknowledgements": "acknowledgements",
}
"""Styles of what the front matter has."""
_BOXES = ("note", "warning", "summary", "recommendations", "timeline", "related")
_TITLES = frozenset(f"{name} title" for name in _BOXES)
_PLAIN = {"pullquote": "pullquote", "lines": "lines"}
_VALUE, _OF, _SOURCE = "figure value", "figure of", "figure source"
_TERM, _MEANING = "definition term", "definition"
_ENTRY, _ENTRIES = "bibliography", "bibliography heading"
_OTHERS = ("attribution", "source code", "equation number", "equation", "figure group", "category")
_KNOWN = sorted(
    {*_MADE, *_STATED, *_BOXES, *_TITLES, *_PLAIN, _VALUE, _OF, _SOURCE, _TERM, _MEANING}
    | {_ENTRY, _ENTRIES, *_OTHERS, "key points", "caption in listing"},
    key=lambda name: -len(name),
)
_FAMILIES = ("fig-", "tbl-", "eq-", "lst-", "rec-")
_LETTER = re.compile(r"\([a-z]\)\s*")


def kind_of(paragraph: Paragraph) -> str:
    """The style that a paragraph's is a variant of; empty for all others."""
    name = paragraph.style
    return next((k for k in _KNOWN if name == k or name.startswith(f"{k} ")), "")


def restored(
    document: Document, journal: Journal
) -> tuple[Document, Mapping[str, tuple[Paragraph, ...]]]:
    """The document without what Publish made, and the paragraphs of its front matter."""
    stated: dict[str, list[Paragraph]] = {}
    waiting = list(_without_made(document.blocks, document, journal, stated))
    blocks: list[Block] = []
    while waiting:
        blocks.append(_next(waiting, journal))
    inlines = (inline for block in every(blocks, Paragraph) for inline in block.inlines)
    shown = {inline.name for inline in inlines if isinstance(inline, Shown)}
    pictures = tuple(p for p in document.pictures if p.name in shown)
    return (
        replace(document, blocks=tuple(blocks), pictures=pictures),
        {key: tuple(found) for key, found in stated.items()},
    )


def _without_made(
    blocks: Sequence[Block],
    document: Document,
    journal: Journal,
    stated: dict[str, list[Paragraph]],
) -> Iterator[Block]:
    for block in blocks:
        kind = kind_of(block) if isinstance(block, Paragraph) else ""
        if isinstance(block, Paragraph) and kind in _STATED:
            stated.setdefault(_STATED[kind], []).append(block)
        elif isinstance(block, Paragraph) and kind in _MADE:
            _leave(block, _MADE[kind], journal)
        elif isinstance(block, Paragraph) and kind == "category":
            if words(block.inlines) == document.facts.category:
                _leave(block, "the category, which the front matter has", journal)
            else:
                yield block
        elif isinstance(block, Table) and (points := _key_points(block, journal)):
            stated.setdefault("key-points", []).extend(points)
        elif isinstance(block, Table):
            yield _cleaned(block, document, journal, stated)
        elif isinstance(block, Paragraph) and block.role == "caption":
            yield _unlettered(block, journal)
        else:
            yield block


def _cleaned(
    table: Table, document: Document, journal: Journal, stated: dict[str, list[Paragraph]]
) -> Table:
    """A table without the credits in its cells, which groups of pictures have."""
    rows = tuple(
        replace(
            row,
            cells=tuple(
                replace(c, blocks=tuple(_without_made(c.blocks, document, journal, stated)))
                for c in row.cells
            ),
        )
        for row in table.rows
    )
    return replace(table, rows=rows)


def _unlettered(caption: Paragraph, journal: Journal) -> Paragraph:
    """A caption without the letter of a picture in a group."""
    match = _LETTER.match(letters(caption.inlines))
    if match is None:
        return caption
    journal.leave("what Publish makes itself: a letter", caption.place, match[0])
    return replace(caption, inlines=without_start(caption.inlines, match.end()))


def _leave(paragraph: Paragraph, what: str, journal: Journal) -> None:
    text = letters(paragraph.inlines)
    if text.strip():
        journal.leave(f"what Publish makes itself: {what}", paragraph.place, text)


def _next(waiting: list[Block], journal: Journal) -> Block:
    """The next block, made of as many of those that wait as belong to it; these are removed."""
    block = waiting.pop(0)
    if isinstance(block, Table):
        return _of_table(block, waiting, journal)
    if not isinstance(block, Paragraph):
        return block
    kind = kind_of(block)
    if kind == "caption in listing" and waiting and isinstance(waiting[0], Table):
        listing = _of_table(waiting[0], [], journal)
        if isinstance(listing, Code):
            waiting.pop(0)
            return replace(listing, caption=words(block.inlines), id=own_id(block.bookmarks))
        return block
    if kind in _TITLES or kind in _BOXES:
        return _box(block, kind, waiting, journal)
    if kind in _PLAIN:
        return Box((_plain(block), *_run(waiting, (kind,))), block.place, _PLAIN[kind])
    if kind == _VALUE:
        inner = tuple(_run(waiting, (_OF, _SOURCE)))
        return Box(inner, block.place, "figure-of", value=words(block.inlines))
    if kind == _TERM:
        return _terms(block, waiting)
    if kind in (_ENTRIES, _ENTRY):
        return _references(block, kind, waiting, journal)
    return replace(block, role="quote") if kind == "attribution" else block


def _plain(paragraph: Paragraph) -> Paragraph:
    return replace(paragraph, role="", style="", level=0)


def _run(waiting: list[Block], kinds: tuple[str, ...]) -> Iterator[Paragraph]:
    """The paragraphs of these styles at the beginning of those that wait."""
    while waiting and isinstance(waiting[0], Paragraph) and kind_of(waiting[0]) in kinds:
        first = waiting.pop(0)
        assert isinstance(first, Paragraph)
        yield _plain(first)


def _box(first: Paragraph, kind: str, waiting: list[Block], journal: Journal) -> Box:
    name = kind.removesuffix(" title")
    titled = kind in _TITLES
    inner = [] if titled else [_plain(first)]
    inner += _run(waiting, (name,))
    return _named(name, first if titled else None, tuple(inner), first, journal)


def _named(
    name: str,
    title: Paragraph | None,
    blocks: tuple[Block, ...],
    first: Paragraph,
    journal: Journal,
) -> Box:
    """A box; the word that stands for a title where there is none is made anew."""
    if title is not None and words(title.inlines).lower() == name:
        _leave(title, "the word above a box", journal)
        title = None
    if name in ("recommendations", "timeline", "related"):
        journal.change(f"a box of {name}", "a box with a title", first.place)
        name = "note"
    return Box(blocks, first.place, name, _plain(title) if title else None)


def _of_table(table: Table, waiting: list[Block], journal: Journal) -> Block:
    """The box, listing or equation that a table of one cell, or of an equation, is made of."""
    cells = [cell for row in table.rows for cell in row.cells]
    inner = [block for cell in cells for block in cell.blocks]
    first = next((block for block in inner if isinstance(block, Paragraph)), None)
    kind = kind_of(first) if first is not None else ""
    if len(cells) == 1 and kind == "source code":
        lines = [_line(block) for block in inner if isinstance(block, Paragraph)]
        return Code("\n".join(lines).strip("\n"))
    if len(cells) == 1 and first is not None and kind in (*_TITLES, *_BOXES):
        name = kind.removesuffix(" title")
        rest = tuple(block for block in inner if block is not first or kind == name)
        return _named(name, first if kind != name else None, rest, first, journal)
    return _equation(inner, journal) or table


def _equation(inner: Sequence[Block], journal: Journal) -> Block | None:
    number = next(
        (b for b in inner if isinstance(b, Paragraph) and kind_of(b) == "equation number"), None
    )
    shown = [b for b in inner if isinstance(b, Paragraph) and kind_of(b) == "equation"]
    formulas = [i for b in shown for i in b.inlines if isinstance(i, Formula) and i.latex]
    if number is None or len(formulas) != 1:
        return None
    _leave(number, "the number of an equation", journal)
    one = replace(formulas[0], display=True)
    return replace(shown[0], inlines=(one,), bookmarks=number.bookmarks, role="")


def _line(paragraph: Paragraph) -> str:
    return "".join("\n" if isinstance(i, Break) else letters([i]) for i in paragraph.inlines)


def _terms(first: Paragraph, waiting: list[Block]) -> Terms:
    entries: list[tuple[Paragraph, tuple[Paragraph, ...]]] = []
    term: Paragraph | None = first
    while term is not None:
        entries.append((_plain(term), tuple(_run(waiting, (_MEANING,)))))
        term = next(iter(_run(waiting[:1], (_TERM,))), None)
        if term is not None:
            waiting.pop(0)
    return Terms(tuple(entries))


def _references(first: Paragraph, kind: str, waiting: list[Block], journal: Journal) -> Box:
    title = first if kind == _ENTRIES else None
    entries = [] if title is not None else [first]
    while waiting and isinstance(waiting[0], Paragraph) and kind_of(waiting[0]) == _ENTRY:
        entry = waiting.pop(0)
        assert isinstance(entry, Paragraph)
        entries.append(entry)
    items = tuple(Item((_entry(entry, journal),)) for entry in entries)
    blocks = (List(items),) if items else ()
    return Box(blocks, first.place, "references", _plain(title) if title else None)


def _entry(entry: Paragraph, journal: Journal) -> Paragraph:
    """An entry of the references with its id, without the ways back to its citations."""
    kept = []
    for inline in entry.inlines:
        back = isinstance(inline, Text) and inline.look.link.startswith("#citeref")
        if back and isinstance(inline, Text):
            journal.leave("what Publish makes itself: a way back", entry.place, inline.text)
        else:
            kept.append(inline)
    return replace(_plain(entry), inlines=tuple(kept), id=own_id(entry.bookmarks))


def _key_points(table: Table, journal: Journal) -> list[Paragraph]:
    """The key points in a table of one cell; none if it is another."""
    cells = [cell for row in table.rows for cell in row.cells]
    inner = [b for cell in cells for b in cell.blocks if isinstance(b, Paragraph)]
    if len(cells) != 1 or not inner or kind_of(inner[0]) != "key points heading":
        return []
    _leave(inner[0], "a heading", journal)
    return [_plain(replace(point, item=None)) for point in inner[1:]]


def own_id(bookmarks: Sequence[str]) -> str:
    """The id that a bookmark of ours stands for; Word has no hyphens in them."""
    first = next((m for m in bookmarks if not m.startswith(("_", "fnref", "citeref"))), "")
    id = first.replace("_", "-")
    family = next((start for start in _FAMILIES if id.startswith(start)), "")
    return id if is_free(id, family) else ""
