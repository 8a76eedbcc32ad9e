"""Measures the pages that WeasyPrint laid out; nothing is painted.

This reads private attributes of WeasyPrint; ``tests/formats/pdf`` fails if an upgrade moves them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field, replace
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from publish.cascade.nodes import classes
from publish.formats.pdf.critic import holding, naming
from publish.formats.pdf.critic.display import last_lines
from publish.formats.pdf.critic.measures import (
    BEFORE_TURNED,
    FULL,
    SOURCE,
    THEME,
    TURNED,
    Distance,
    Measures,
    Outside,
    PageFill,
    Split,
)
from publish.values import dataclass

_MILLIMETER = 96 / 25.4
"""Pixels."""
_LISTS = frozenset({"guide", "key-points"})
"""Classes of lists that are read as one; a long one has to go on."""
_LONG = 12
_TOLERANCE = 1.5
"""Pixels that letters may lean out of their box."""


@dataclass
class _Seen:
    """All that one walk over a page has met."""

    inks: list[tuple[float, float]] = field(default_factory=list)
    """Upper and lower edges."""
    elements: list[Element] = field(default_factory=list)
    columns: list[tuple[Any, list[tuple[float, float]]]] = field(default_factory=list)
    outside: list[tuple[str, float]] = field(default_factory=list)


def measure(document: Any) -> Measures:
    """The measures of a document that WeasyPrint has laid out."""
    pages = [page._page_box for page in document.pages]
    seen = [_walked(page) for page in pages]
    fills = tuple(
        replace(fill, reason=fill.reason or reason)
        for fill, reason in zip(_fills(pages, seen), _reasons(pages), strict=True)
    )
    outside = tuple(
        Outside(number, text, over / _MILLIMETER)
        for number, one in enumerate(seen, 1)
        for text, over in one.outside
    )
    distances, splits = tuple(_distances(seen)), tuple(_splits(seen))
    return Measures(fills, tuple(last_lines(pages)), outside, distances, splits)


def _fills(pages: list[Any], seen: list[_Seen]) -> Iterator[PageFill]:
    for number, (page, following) in enumerate(zip(pages, [*pages[1:], None], strict=True), 1):
        yield _fill(number, page, seen, following)


def _reasons(pages: list[Any]) -> Iterator[str]:
    """For each page, the words for a break after it that the theme or a turned sheet asks for."""
    turned = [page.margin_width() != pages[0].margin_width() for page in pages]
    for here, (before, after) in enumerate(pairwise(pages)):
        if turned[here]:
            yield TURNED
        elif turned[here + 1]:
            yield BEFORE_TURNED
        else:
            yield THEME if naming.is_set_apart(before, after) else ""
    yield ""


def _walked(page: Any) -> _Seen:
    seen = _Seen()
    for box in _flow(page):
        _walk(box, page, seen, seen.inks)
    return seen


def _flow(page: Any) -> Iterator[Any]:
    """The boxes of a page besides its margins and notes."""
    apart = (boxes.MarginBox, boxes.FootnoteAreaBox)
    return (box for box in page.children if not isinstance(box, apart))


def _walk(box: Any, page: Any, seen: _Seen, inks: list[tuple[float, float]]) -> None:
    box = box._box if isinstance(box, AbsolutePlaceholder) else box
    if box.element is not None and (not seen.elements or seen.elements[-1] is not box.element):
        seen.elements.append(box.element)
    if isinstance(box, boxes.LineBox | boxes.ReplacedBox):
        if isinstance(box, boxes.ReplacedBox) or any(map(_is_ink, box.descendants())):
            inks.append((box.position_y, box.position_y + box.height))
        seen.elements.extend(b.element for b in box.descendants() if b.element is not None)
        return
    if _is_filled(box):
        inks.append((box.border_box_y(), box.border_box_y() + box.border_height()))
    if getattr(box, "is_column", False):
        own: list[tuple[float, float]] = []
        seen.columns.append((box, own))
        for child in box.children:
            _walk(child, page, seen, own)
        inks.extend(own)
        return
    for child in getattr(box, "children", ()):
        _overrun(child, box, page, seen)
        _walk(child, page, seen, inks)


def _is_ink(box: Any) -> bool:
    return isinstance(box, boxes.ReplacedBox) or (
        isinstance(box, boxes.TextBox) and bool(box.text.strip())
    )


def _is_filled(box: Any) -> bool:
    """Whether a block has a color behind it."""
    if box.element_tag in ("html", "body", "main", "article") or isinstance(box, boxes.PageBox):
        return False
    return getattr(box.style["background_color"], "alpha", 0) > 0


def _overrun(child: Any, parent: Any, page: Any, seen: _Seen) -> None:
    """Note a line or picture that runs over its block and the margin of the page."""
    if isinstance(child, boxes.LineBox):
        inside = [box for box in child.descendants() if _is_ink(box)]
    elif isinstance(child, boxes.ReplacedBox):
        inside = [child]
    else:
        return
    if not inside:
        return
    left = min(box.position_x for box in inside)
    right = max(box.position_x + box.width for box in inside)
    start, end = parent.content_box_x(), parent.content_box_x() + parent.width
    first, last = page.content_box_x(), page.content_box_x() + page.width
    over = max(min(start, first) - left, right - max(end, last))
    if over > _TOLERANCE:
        text = "".join(box.text for box in inside if isinstance(box, boxes.TextBox))
        seen.outside.append((" ".join(text.split()) or naming.named(child.element), over))


def _fill(number: int, page: Any, pages: list[_Seen], following: Any) -> PageFill:
    """How full a page is, before the page ``following``."""
    seen = pages[number - 1]
    top, foot = page.content_box_y(), page.content_box_y() + page.height
    for area in page.children:
        if isinstance(area, boxes.FootnoteAreaBox) and area.children:
            foot = min(foot, area.position_y)
    reach = min(max((end for _, end in seen.inks), default=top), foot)
    lacking, room, cause = _uneven(seen)
    fill = 1 - (foot - reach + lacking) / page.height
    if lacking <= foot - reach or cause is None:
        cause, room = following, foot - reach
    first = naming.first_block(cause) if cause is not None else None
    if first is None:
        return PageFill(number, fill)
    reason = SOURCE if naming.is_forced(first) else ""
    because = ""
    if fill < FULL and not reason:
        because = holding.reason(cause, room, lambda: _before(cause, seen, pages[: number - 1]))
    return PageFill(number, fill, naming.named(first), reason, because)


def _before(cause: Any, seen: _Seen, earlier: list[_Seen]) -> set[Element]:
    """The elements that begin before ``cause``, a column of the page ``seen`` or the next page."""
    elements = {element for one in earlier for element in one.elements}
    columns = [column for column, _ in seen.columns]
    if cause not in columns:
        return elements | {*seen.elements}
    before = columns[: columns.index(cause)]
    return elements | {box.element for column in before for box in column.descendants()}


def _uneven(seen: _Seen) -> tuple[float, float, Any]:
    """The height that shorter columns leave empty, over the whole width; the room in the emptiest,
    and the column after it."""
    rows: dict[float, list[tuple[Any, float]]] = {}
    for column, inks in seen.columns:
        end = max((end for _, end in inks), default=column.position_y)
        rows.setdefault(column.position_y, []).append((column, end))
    lacking, most, cause = 0.0, 0.0, None
    for row in rows.values():
        lowest = max(end for _, end in row)
        lacking += sum(lowest - end for _, end in row) / len(row)
        for (_, end), (following, _) in pairwise(row):
            if lowest - end > most:
                most, cause = lowest - end, following
    return lacking, most, cause


def _distances(seen: list[_Seen]) -> Iterator[Distance]:
    """Every figure and table that a text mentions, with the page of its first mention."""
    pages: dict[Element, int] = {}
    for number, one in enumerate(seen, 1):
        for element in one.elements:
            pages.setdefault(element, number)
    for target, mention in naming.mentions(list(pages)):
        if target in pages and mention in pages:
            yield Distance(naming.named(target), pages[target], pages[mention])


def _splits(seen: list[_Seen]) -> Iterator[Split]:
    """Short lists that are on two pages."""
    for number, (here, after) in enumerate(pairwise(seen), 1):
        following = {*after.elements}
        for element in dict.fromkeys(here.elements):
            is_list = element in following and not _LISTS.isdisjoint(classes(element))
            if is_list and sum(1 for _ in element.iter("li")) < _LONG:
                yield Split(number, naming.named(element))
