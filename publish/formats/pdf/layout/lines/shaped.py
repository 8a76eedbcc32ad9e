"""Paragraphs whose lines are not only filled: balanced, or with fewer hyphens.

WeasyPrint 70 fills each line and begins the next. Here, the lines of a paragraph with
``text-wrap`` get widths of their own first (``balance``), and after ``hyphenate-limit-lines``
lines in a row that end in a hyphen, the next ends with a whole word. Any other paragraph is left
to WeasyPrint. This wraps a private function; ``tests/formats/pdf`` fails if an upgrade moves it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any

from weasyprint.layout import block, inline
from weasyprint.layout.leader import handle_leader
from weasyprint.layout.percent import resolve_one_percentage, resolve_percentages

from publish.formats.pdf.layout.lines import balance, hyphenation, unparted
from publish.formats.pdf.layout.lines.kept import path

_weasyprint_lines = inline.iter_line_boxes


def install() -> None:
    """Wrap WeasyPrint's function; may be called again."""
    block.iter_line_boxes = _iter_line_boxes


def _iter_line_boxes(context: Any, linebox: Any, *others: Any) -> Any:
    style = linebox.style
    parts = style["hyphens"] == "auto" and (
        style["hyphenate_limit_lines"] != "no-limit" or style["hyphenate_limit_last"] == "always"
    )
    shaped = parts or style["text_wrap"] != "wrap"
    # The last two are the styles of a first letter and of a first line.
    if not shaped or any(others[-2:]):
        return _weasyprint_lines(context, linebox, *others)
    return _shaped(context, linebox, *others)


def _shaped(
    context: Any,
    linebox: Any,
    position_y: float,
    bottom_space: float,
    skip_stack: Any,
    holder: Any,
    absolute: Any,
    fixed: Any,
    *no_styles: Any,
) -> Iterator[tuple[Any, Any]]:
    """The lines of a paragraph in the block ``holder``, each with the place of the next."""
    resolve_percentages(linebox, holder)
    if skip_stack is None:
        resolve_one_percentage(linebox, "text_indent", holder.width)
    else:
        linebox.text_indent = 0
    widths = balance.widths(context, linebox, position_y, bottom_space, skip_stack, holder)
    limit, in_a_row = linebox.style["hyphenate_limit_lines"], 0
    ends = linebox.style["hyphenate_limit_last"] == "always"
    while True:
        room = balance.narrowed(holder, widths.get(path(skip_stack), holder.width))
        place = (bottom_space, skip_stack, room)
        whole = limit != "no-limit" and in_a_row >= limit
        with hyphenation.off(context) if whole else nullcontext():
            line, resume_at = inline.get_next_linebox(
                context, linebox, position_y, *place, absolute, fixed, *no_styles
            )
        if line is None:
            return
        if (
            ends
            and resume_at is not None
            and unparted.parts_last_word(context, linebox, line, resume_at, place)
        ):
            line, resume_at = unparted.unparted(context, linebox, line, place) or (line, resume_at)
        in_a_row = in_a_row + 1 if hyphenation.ends_in_hyphen(line) else 0
        handle_leader(context, line, holder)
        position_y = line.position_y + line.height
        yield line, resume_at
        if resume_at is None:
            return
        skip_stack = resume_at
        linebox.text_indent = 0
