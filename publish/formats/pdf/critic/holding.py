"""Reasons for room that stays empty: a figure does not fit, and no text may come before it.

Text goes on where a figure does not fit, but never past the next heading of its section's level,
and never past what its author wants to stay. So a page can end early for a reason, and each reason
is checked here by the boxes of the next page, and by what follows in the article.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint.formatting_structure import boxes

from publish.cascade.nodes import classes
from publish.formats.pdf.critic import naming
from publish.formats.pdf.layout.placement import order, sizes

HEADING = "it does not fit there, and the heading behind it may not come first"
LAST = "it does not fit there, and no more text of the article may come first"
NOTED = "it does not fit there, and the notes of the text behind it may not come first"
ANNOUNCED = "it does not fit there, and has to follow the sentence that announces it"
WANTED = "it does not fit there, and the article wants it at this place"
"""Why room stays empty before a figure, a table or a box."""
_ROUNDING = 1.0
"""Pixels."""


def reason(following: Any, room: float, earlier: Callable[[], Collection[Element]]) -> str:
    """The words for why the first block of ``following``, a page or a column, could not be in
    ``room`` pixels before it, and no text could; "" if there is no such reason.

    ``earlier`` gives the elements that begin before it.
    """
    article, blocks = _blocks(following)
    at, height = 0, 0.0
    while at < len(blocks) and blocks[at].element_tag in order.HEADINGS:
        height += blocks[at].margin_height()
        at += 1
    if article is None or at == len(blocks) or not _fits_nowhere(blocks[at], room - height):
        return ""
    return _stays(article, blocks[at].element, earlier())


def _blocks(page: Any) -> tuple[Element | None, Sequence[Any]]:
    """The article, and its blocks on a page or in a column."""
    found = None
    box = page
    while True:
        inner = [b for b in getattr(box, "children", ()) if naming.is_flow(b)]
        if not inner:
            return found, ()
        if inner[0].element is not None and inner[0].element_tag not in naming.CONTAINERS:
            return found, inner
        box = inner[0]
        found = box.element if box.element_tag == "article" else found


def _fits_nowhere(box: Any, room: float) -> bool:
    """Whether a whole block is too high for ``room``, also with a picture as small as it may be."""
    names = {*classes(box.element)} if box.element is not None else set()
    is_whole = box.element_tag in ("figure", "table") or bool(names & order.MOVABLE)
    over = box.margin_height() - box.margin_bottom - room
    if not is_whole or over <= _ROUNDING:
        return False
    if not sizes.can_give_way(box):
        return True
    (picture,) = (b for b in box.descendants() if isinstance(b, boxes.ReplacedBox))
    return bool(over > (1 - sizes.MUCH) * picture.height)


def _stays(article: Element, element: Element, earlier: Collection[Element]) -> str:
    """The reason why no more text comes before an element than what is ``earlier``."""
    siblings = list(article)
    if element not in siblings:
        return ""
    at = siblings.index(element)
    before = siblings[at - 1] if at else None
    if {*classes(element)} & order.STAYS:
        return WANTED
    if before is not None and order.announces(before) and not order.is_numbered(element):
        return ANNOUNCED
    left = (e for e in _text_after(siblings[at + 1 :]) if e not in earlier)
    following = next(left, None)
    if following is None or following.tag in order.LIMITS:
        return LAST
    if order.ends_section(following.tag, order.level_of(article, element)):
        return HEADING
    return NOTED if order.calls_notes(element) and order.calls_notes(following) else ""


def _text_after(siblings: Sequence[Element]) -> Iterator[Element]:
    """The elements that do not move with a figure before them."""
    for element in siblings:
        names = {*classes(element)}
        moves = element.tag in ("figure", "table") or names & (order.MOVABLE | order.BEHIND)
        if not moves:
            yield element
