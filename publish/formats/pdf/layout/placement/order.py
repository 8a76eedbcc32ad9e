"""The order of an article's children on a page, with figures put off to where their section ends.

A figure, a table with its sources, a pull quote or a box moves only later, with its notes where
those are in columns, and never past a heading of its section's level or above, a page break, or
another one that stays; the order among those that move is the source's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile
from typing import Any
from xml.etree.ElementTree import Element

from publish.cascade.nodes import classes
from publish.formats.pdf.layout.footnotes import REFERENCE
from publish.values import dataclass

HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_LOWEST = 6
LIMITS = frozenset({"section", "hr", "nav", "header", "footer"})
"""Elements that nothing moves past."""
MOVABLE = frozenset({"pullquote", "box", "figure-of"})
"""Classes of blocks that move, besides figures and tables."""
STAYS = frozenset({"place-here", "recommendations"})
"""Classes of blocks that stay: by their author's wish, or as a part of the argument."""
BEHIND = frozenset({"table-source", "near"})
"""Classes of what stays behind a figure or table: a table's source, a note in columns."""


@dataclass(frozen=True, eq=False)
class Piece:
    """A child of the article that is still to be laid out."""

    number: int
    """Its place in the order of the source; below 0 if an earlier page put it off."""
    box: Any
    inside: Any = None
    """Where it goes on, if an earlier page has begun it."""
    before: Any = None
    """The box before it in the source."""

    @property
    def tag(self) -> str:
        """The tag of its element."""
        return str(self.box.element_tag)

    @property
    def page(self) -> Any:
        """The name of the page that it starts on (CSS Paged Media 3 §6)."""
        return self.box.page_values()[0]


def culprit(pieces: Sequence[Piece], at: int) -> int | None:
    """The figure that ended a page before ``at``, or below the headings there; None if none did."""
    while at < len(pieces) and pieces[at].tag in HEADINGS:
        at += 1
    return at if at < len(pieces) and _is_figure(pieces[at]) else None


def put_off(
    article: Element, pieces: Sequence[Piece], at: int, beside: Callable[[Any, list[Any]], int]
) -> tuple[Piece, ...] | None:
    """``pieces`` with the figure at ``at`` after the text of its section; None if it is there.

    What moves between it and the end of the section moves with it. ``beside`` counts how many of
    some paragraphs, from the last, a side picture needs beside it.
    """
    if not size(pieces, at):
        return None
    if is_turned(pieces, at):
        return _sheet_put_off(pieces, at)
    late: list[Piece] = []
    text: list[Piece] = []
    end = at
    for place, moving in _section(article, pieces, at):
        end = place + (moving or 1)
        (late if moving else text).extend(pieces[place:end])
    kept = len(text)
    if pieces[at].box.is_floated():
        paragraphs = list(takewhile(lambda piece: piece.tag == "p", reversed(text)))
        kept -= beside(pieces[at].box, [piece.box for piece in paragraphs])
    if kept <= 0:
        return None
    return (*pieces[:at], *text[:kept], *late, *text[kept:], *pieces[end:])


def is_turned(pieces: Sequence[Piece], at: int) -> bool:
    """Whether the figure at ``at`` has a sheet of its own, turned sideways."""
    return at > 0 and pieces[at].page != pieces[at - 1].page


def _sheet_put_off(pieces: Sequence[Piece], at: int) -> tuple[Piece, ...] | None:
    """``pieces`` with a turned sheet as late as it can be: the page before it fills up.

    It can pass headings, since it follows that page directly, but no other figure.
    """
    end = at
    while end < len(pieces) and size(pieces, end) and pieces[end].page == pieces[at].page:
        end += size(pieces, end)
    noted = any(calls_notes(piece.box.element) for piece in pieces[at:end])
    after = end
    while after < len(pieces):
        piece, moving = pieces[after], size(pieces, after)
        stays = piece.tag in LIMITS or piece.page != pieces[at - 1].page
        if (
            stays
            or moving
            or _is_barrier(piece, 0, False)
            or (noted and calls_notes(piece.box.element))
        ):
            break
        after += 1
    if after == end:
        return None
    return (*pieces[:at], *pieces[end:after], *pieces[at:end], *pieces[after:])


def _section(article: Element, pieces: Sequence[Piece], at: int) -> Iterator[tuple[int, int]]:
    """The places from ``at`` to the end of the section, each with the size of what moves there.

    The end comes earlier, where something else has to stay before what follows.
    """
    first = pieces[at]
    level = level_of(article, first.box.element)
    floated = first.box.is_floated()
    noted = calls_notes(first.box.element)
    place = at
    while place < len(pieces):
        piece = pieces[place]
        moving = size(pieces, place)
        ends = (
            ends_section(piece.tag, level)
            or piece.page != first.page
            or (noted and place != at and calls_notes(piece.box.element))
        )
        if ends or (place != at and _is_barrier(piece, moving, floated)):
            return
        if moving:
            noted = noted or any(
                calls_notes(each.box.element) for each in pieces[place : place + moving]
            )
        yield place, moving
        place += moving or 1


def _is_barrier(piece: Piece, moving: int, floated: bool) -> bool:
    """Whether a figure before ``piece`` must stay before it."""
    if moving:
        return floated or bool(piece.box.is_floated())
    element = piece.box.element
    return element is not None and any(e.tag in ("figure", "table") for e in element.iter())


def size(pieces: Sequence[Piece], at: int) -> int:
    """The number of pieces from ``at`` on that move as one figure; 0 if it stays."""
    piece = pieces[at]
    if not _is_figure(piece):
        return 0
    if _is_announcement(piece.before) and not is_numbered(piece.box.element):
        return 0
    number = 1
    while at + number < len(pieces) and _is_behind(pieces[at + number].box.element):
        number += 1
    return number


def _is_figure(piece: Piece) -> bool:
    """Whether a piece is a figure, table, box or pull quote that is whole, and may change."""
    element = piece.box.element
    if element is None or piece.inside is not None:
        return False
    names = {*classes(element)}
    is_kind = piece.tag in ("figure", "table") or bool(names & MOVABLE)
    return is_kind and not names & STAYS and piece.box.style["figure_place"] != "here"


def ends_section(tag: str, level: int) -> bool:
    """Whether an element of this tag is behind a section of the level: nothing moves past it."""
    return tag in LIMITS or HEADINGS.get(tag, _LOWEST + 1) <= level


def level_of(article: Element, element: Element) -> int:
    """The level of the section of ``element``, by the last heading before it in ``article``."""
    level = _LOWEST
    for child in article:
        if child is element:
            break
        level = HEADINGS.get(child.tag, level)
    return level


def _is_announcement(box: Any) -> bool:
    return box is not None and box.element_tag == "p" and announces(box.element)


def announces(element: Element) -> bool:
    """Whether a paragraph leads over to what follows it."""
    words = "".join(element.itertext()).rstrip()
    return element.tag == "p" and words.endswith((":", "\N{FULLWIDTH COLON}"))


def _is_behind(element: Element | None) -> bool:
    return element is not None and not BEHIND.isdisjoint(classes(element))


def is_numbered(element: Element) -> bool:
    """Whether a figure or table has a number."""
    return any("number" in classes(inner) for inner in element.iter())


def calls_notes(element: Element | None) -> bool:
    """Whether there is a call of a note in an element."""
    return element is not None and next(element.iter(REFERENCE), None) is not None
