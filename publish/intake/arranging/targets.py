"""Where links within the document lead: bookmarks get the ids of what they are at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from publish.intake.journal import Journal
from publish.intake.model import Block, Figure, Inline, Look, Paragraph, Table, Text
from publish.intake.texts import every, words
from publish.reading.slugs import heading_slug, picture_id, unique
from publish.reading.syntax.links import SCHEMES

_NUMBER = re.compile(r"(?:[^\W\d_]+\.?[\s\u00a0]?)?\(?\d+(?:\.\d+)*\)?")
"""“Figure 2”, “Table 3”, “4”: what Word fills in, and we count anew."""


def named_targets(
    blocks: Sequence[Block], linked: frozenset[str]
) -> tuple[list[Block], Mapping[str, str]]:
    """The blocks of the body with ids where something leads, and the ids of bookmarks."""
    ids: dict[str, str] = {}
    taken: set[str] = set()
    tables = 0
    found: list[Block] = []
    for block in blocks:
        marks = [m for m in getattr(block, "bookmarks", ()) if m in linked]
        id = ""
        if isinstance(block, Figure):
            id = picture_id(block.shown.name)
        elif isinstance(block, Table) and marks:
            tables += 1
            id = f"tbl-{tables}"
            block = replace(block, id=id)
        elif isinstance(block, Paragraph) and marks and not block.item:
            text = words(block.inlines) if block.role == "heading" else marks[0].lstrip("_")
            id = unique(heading_slug(text), taken)
            block = replace(block, id=id)
        ids.update({mark: id for mark in marks if id})
        found.append(block)
    return found, ids


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
    return replace(paragraph, inlines=tuple(kept))


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
    if look.refers and id.startswith(("fig-", "tbl-")) and _NUMBER.fullmatch(text.text.strip()):
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
