"""Keeps the lines of a paragraph while its page is laid out, since a page is laid out many times.

WeasyPrint 70 balances columns by laying them out again a little higher, lays out all notes of a
page for each note, and a row of a table for each break that it tries. Each time it breaks every
paragraph into lines anew, which is most of the work of a layout. A line depends on its text, the
place where it begins, its indent, whether it may end in a hyphen, and the width and direction of
its block; where on the page it is only moves it. So a line is broken once, then copied and moved.

Lines beside floats, and paragraphs that hold a float or a box with a layout of its own, are not
kept. Nothing is kept from one page to the next: page numbers may have changed the text between
them. This wraps private functions; ``tests/formats/pdf`` fails if an upgrade moves them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import LayoutContext, inline, page

from publish.formats.pdf.layout.lines import hyphenation

_weasyprint_page = page.make_page
_weasyprint_notes = LayoutContext._update_footnote_area
LINES, _PLAIN = "_publish_lines", "_publish_plain"
_ROUND = "_publish_round"
_NOTES = "_publish_notes"
_ROUNDING = 0.01
"""Pixels."""


def install() -> None:
    """Wrap WeasyPrint's functions, after those who change lines; may be called again."""
    page.make_page = _make_page
    inline.get_next_linebox = _Kept(inline.get_next_linebox)
    LayoutContext._update_footnote_area = _update_notes


def _make_page(context: Any, *others: Any, **named: Any) -> Any:
    for known in vars(context).get(_ROUND, ()):
        known.clear()  # else the lines of all pages would stay in memory
    setattr(context, _ROUND, [])
    return _weasyprint_page(context, *others, **named)


def _update_notes(context: Any) -> Any:
    """Lay out the notes of a page again, which are copied for it: copies share known lines."""
    now = vars(context).get(_ROUND)
    for note in context.current_page_footnotes:
        if vars(note).get(_NOTES) is not now:
            setattr(note, _NOTES, now)
            for box in note.descendants():
                if isinstance(box, boxes.TextBox):
                    setattr(box, LINES, (now, _begun(now)))
    return _weasyprint_notes(context) and _is_full(context.current_footnote_area)


def _is_full(area: Any) -> bool:
    """Whether the notes of a page are as high as they may be.

    WeasyPrint compares two sums without a tolerance: by the last digits of a number, a note on an
    empty page would not fit, and the page would end before its call.
    """
    return bool(area.height >= area.max_height - _ROUNDING)


class _Kept:
    """``get_next_linebox``, which remembers what it gave while a page is made."""

    def __init__(self, next_line: Any) -> None:
        self.next_line: Any = next_line.next_line if isinstance(next_line, _Kept) else next_line

    def __call__(
        self,
        context: Any,
        linebox: Any,
        position_y: float,
        bottom_space: float,
        skip_stack: Any,
        block: Any,
        *others: Any,
    ) -> Any:
        given = (context, linebox, position_y, bottom_space, skip_stack, block, *others)
        if context.excluded_shapes or any(others[-2:]) or not is_plain(linebox):
            # The last two are the styles of a first letter and of a first line.
            return self.next_line(*given)
        known = _lines(context, linebox)
        indent, whole = linebox.text_indent, hyphenation.is_off(context)
        key = (path(skip_stack), indent, whole, *_room(block))
        if key not in known:
            line, resume_at = self.next_line(*given)
            known[key] = (line and line.deepcopy(), resume_at, position_y)
            return line, resume_at
        line, resume_at, was_at = known[key]
        if line is not None:
            line = line.deepcopy()
            line.translate(0, position_y - was_at)
        return line, resume_at


def _room(block: Any) -> tuple[Any, ...]:
    """All of a block that a line in it depends on."""
    return (block.content_box_x(), block.width, block.height, block.style["direction"])


def _lines(context: Any, linebox: Any) -> dict[Any, Any]:
    """The lines of a paragraph that are known in this round of making a page."""
    now = vars(context).get(_ROUND)
    known: dict[Any, Any]
    made, known = vars(linebox).get(LINES) or vars(_first_text(linebox)).get(LINES, (None, {}))
    if made is not now or now is None:
        known = _begun(now)
        setattr(linebox, LINES, (now, known))
    return known


def _begun(now: list[dict[Any, Any]] | None) -> dict[Any, Any]:
    """A table of lines for a paragraph, emptied when the round is over."""
    known: dict[Any, Any] = {}
    if now is not None:
        now.append(known)
    return known


def _first_text(linebox: Any) -> Any:
    """The first text of a paragraph; or itself, if it begins with something else.

    The paragraphs of a note get a line box whenever they are laid out, but its texts are copies.
    """
    box = linebox
    while isinstance(box, boxes.ParentBox) and box.children:
        box = box.children[0]
    return box if isinstance(box, boxes.TextBox) else linebox


def is_plain(linebox: Any) -> bool:
    """Whether a paragraph holds only text and elements in the line."""
    plain = vars(linebox).get(_PLAIN)
    if plain is None:
        plain = all(_is_in_line(box) for box in linebox.descendants())
        setattr(linebox, _PLAIN, plain)
    return bool(plain)


def _is_in_line(box: Any) -> bool:
    return isinstance(box, boxes.TextBox | boxes.InlineBox | boxes.LineBox) and (
        box.is_in_normal_flow()
    )


def path(skip_stack: Mapping[int, Any] | None) -> tuple[int, ...]:
    """A place where a line begins, as indices from the outermost box inward."""
    path = []
    while skip_stack:
        ((index, skip_stack),) = skip_stack.items()
        path.append(index)
    return tuple(path)
