"""Where links within the document lead: bookmarks get the ids of what they are at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from publish.intake.arranging.own import own_id
from publish.intake.journal import Journal
from publish.intake.model import Block, Box, Code, Figure, Inline, Look, Paragraph, Table, Text
from publish.intake.texts import every, words
from publish.reading.slugs import heading_slug, picture_id, unique
from publish.reading.syntax.links import SCHEMES

_COUNTED = ("fig-", "tbl-", "eq-", "lst-")
_NUMBER = re.compile(r"(?:[^\W\d_]+\.?[\s\u00a0]?)?\(?\d+(?:\.\d+)*\)?")
"""“Figure 2”, “Table 3”, “4”: what Word fills in, and we count anew."""


def named_targets(
    blocks: Sequence[Block], linked: frozenset[str], *, own: bool = False
) -> tuple[list[Block], Mapping[str, str]]:
    """The blocks of the body with ids where something leads, and the ids of bookmarks.

    Those of our ``own`` files keep the ids that they had.
    """
    ids: dict[str, str] = {}
    taken: set[str] = set()
    tables = 0
    found: list[Block] = []
    for block in blocks:
        every_mark = getattr(block, "bookmarks", ())
        marks = [mark for mark in every_mark if mark in linked]
        id = own_id(every_mark) if own else ""
        inside = isinstance(block, Paragraph) and block.item is not None
        if id and not inside and isinstance(block, Paragraph | Table | Code | Box | Figure):
            marks = list(every_mark)
            usual = _usual_id(block)
            block = replace(block, id="" if id == usual else id)
        elif isinstance(block, Figure):
            id = picture_id(block.shown.name)
        elif isinstance(block, Table) and marks:
            tables += 1
            id = f"tbl-{tables}"
            block = replace(block, id=id)
        elif isinstance(block, Paragraph) and marks and not block.item:
            text = words(block.inlines) if block.role == "heading" else marks[0].lstrip("_")
            id = unique(heading_slug(text), taken)
            block = replace(block, id=id)
        if isinstance(block, Code) and block.id:
            id, marks = block.id, [block.id.replace("-", "_")]
        ids.update({mark: id for mark in marks if id})
        ids.update(_entries(block))
        found.append(block)
    return found, ids


def _entries(block: Block) -> dict[str, str]:
    """The ids of the entries of references, by their bookmarks."""
    if not isinstance(block, Box) or block.name != "references":
        return {}
    entries = every(block.blocks, Paragraph)
    return {mark: e.id for e in entries if e.id for mark in e.bookmarks}


def _usual_id(block: Block) -> str:
    """The id that a block gets by itself."""
    if isinstance(block, Figure):
        return picture_id(block.shown.name)
    heading = isinstance(block, Paragraph) and block.role == "heading"
    return heading_slug(words(block.inlines)) if heading and isinstance(block, Paragraph) else ""


def linked_in(blocks: Iterable[Block]) -> frozenset[str]:
    """The bookmarks that links in some blocks lead to."""
    return frozenset(
        inline.look.link[1:]
        for paragraph in every(blocks, Paragraph)
        for inline in paragraph.inlines
        if isinstance(inline, Text) and inline.look.link.startswith("#")
    )


def led(paragraph: Paragraph, ids: Mapping[str, str], journal: Journal) -> Paragraph:
    """A paragraph whose links lead to ids of the article; others become plain text, noted."""
    kept: list[Inline] = []
    for inline in paragraph.inlines:
        if isinstance(inline, Text) and inline.look.link:
            kept += _led(inline, ids, paragraph, journal)
        else:
            kept.append(inline)
    return replace(paragraph, inlines=tuple(_whole_references(kept, paragraph, journal)))


def _whole_references(
    inlines: Sequence[Inline], paragraph: Paragraph, journal: Journal
) -> Iterator[Inline]:
    """The inlines with references in one piece: "Equation" and "(1)" are two fields of Word's."""
    waiting = list(inlines)
    while waiting:
        first, *rest = waiting
        other = _other_piece(first, rest)
        if not isinstance(first, Text) or other is None:
            yield first
            waiting = rest
            continue
        second = rest[other]
        assert isinstance(second, Text)
        between = "".join(i.text for i in rest[:other] if isinstance(i, Text))
        if second.look.refers:
            what = "the number of a figure or table, which is counted anew"
            journal.leave(what, paragraph.place, first.text + between)
            yield second
            waiting = rest[other + 1 :]
        else:
            waiting = [replace(first, text=first.text + between + second.text), *rest[other + 1 :]]


def _other_piece(first: Inline, rest: Sequence[Inline]) -> int | None:
    """Where the second piece of a reference is that begins with ``first``; None if it has none."""
    if not isinstance(first, Text) or not first.look.link.startswith("#") or first.look.refers:
        return None
    for at, other in enumerate(rest[:2]):
        if not isinstance(other, Text):
            return None
        if other.look.link == first.look.link:
            return at
        if other.text.strip() or other.look.link:
            return None
    return None


def _led(
    text: Text, ids: Mapping[str, str], paragraph: Paragraph, journal: Journal
) -> Iterator[Inline]:
    look, link = text.look, text.look.link
    if not link.startswith("#"):
        if trouble := _trouble(link):
            journal.change(f"a link to {link[:80]}, {trouble}", "plain text", paragraph.place)
            yield replace(text, look=replace(look, link=""))
        else:
            yield text
        return
    id = ids.get(link[1:], "")
    if look.refers and id.startswith(_COUNTED) and _NUMBER.fullmatch(text.text.strip()):
        what = "the number of a figure or table, which is counted anew"
        journal.leave(what, paragraph.place, text.text)
        yield Text("", replace(Look(), link=f"#{id}", refers=True))
    elif id:
        yield replace(text, look=replace(look, link=f"#{id}", refers=False))
    else:
        what = (
            "a number or words that Word fills in" if look.refers else "a link within the document"
        )
        journal.change(what, "plain text", paragraph.place)
        yield replace(text, look=replace(look, link="", refers=False))


def _trouble(address: str) -> str:
    """Why an article cannot link there; empty if it can."""
    try:
        parts = urlsplit(unquote(address))
    except ValueError:
        return "which is no address"
    if parts.scheme.lower() not in SCHEMES:
        return "which readers cannot reach"
    if parts.scheme.lower() in ("http", "https"):
        return "" if parts.hostname else "which has no server"
    return "" if parts.path.strip() else "which names nobody"
