"""A line that ends in a part of a word, broken again before the word."""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline

from publish.formats.pdf.layout.lines import hyphenation
from publish.formats.pdf.layout.lines.kept import is_plain

_FULL = 0.75
"""The share of its width that a line fills without the part, at least."""
_STRETCH = 0.8
"""The most that a space is stretched by, in sizes of the type: a justified line gets no hole."""

Place = tuple[float, Any, Any]
"""The space to leave below a line, the place in the text where it begins, and its block."""


def unparted(context: Any, linebox: Any, line: Any, place: Place) -> tuple[Any, Any] | None:
    """``line`` without the part of a word at its end, and the place of the next line.

    None where it ends in a whole word, where it would have a hole, or where floats are beside it.
    """
    if not _is_alone(context, linebox) or not hyphenation.ends_in_hyphen(line):
        return None
    bottom_space, start, room = place
    with hyphenation.off(context):
        whole, resume_at = inline.get_next_linebox(
            context, linebox, line.position_y, bottom_space, start, room, [], [], None, None
        )
    if whole is None or resume_at is None or whole.height != line.height:
        return None
    return (
        None if hyphenation.ends_in_hyphen(whole) or _has_hole(whole, room) else (whole, resume_at)
    )


def parts_last_word(context: Any, linebox: Any, line: Any, resume_at: Any, place: Place) -> bool:
    """Whether only the rest of the word that ``line`` ends in follows, at ``resume_at``."""
    if not hyphenation.ends_in_hyphen(line) or not _is_alone(context, linebox):
        return False
    bottom_space, _, room = place
    indent, linebox.text_indent = linebox.text_indent, 0
    last, more = inline.get_next_linebox(
        context, linebox, line.position_y, bottom_space, resume_at, room, [], [], None, None
    )
    linebox.text_indent = indent
    return more is None and last is not None and len(_text(last).split()) == 1


def _is_alone(context: Any, linebox: Any) -> bool:
    return not context.excluded_shapes and is_plain(linebox)


def _text(line: Any) -> str:
    return "".join(box.text for box in line.descendants() if isinstance(box, boxes.TextBox))


def _has_hole(line: Any, room: Any) -> bool:
    texts = [box for box in line.descendants() if isinstance(box, boxes.TextBox)]
    stretch = max((box.justification_spacing for box in texts), default=0)
    if stretch:
        return bool(stretch > _STRETCH * line.style["font_size"])
    return bool(line.width < _FULL * room.width)
