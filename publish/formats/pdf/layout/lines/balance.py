"""The widths at which a paragraph's lines are broken, so that they are of one length.

``text-wrap: balance`` finds by bisection the smallest width that gives as many lines as the whole
width does, with no more hyphens; ``pretty`` only takes care that the last line is not a scrap.
After a forced break (``br``) it begins anew. A last line of one word gets the word before it, if
the lines stay alike. What is longer than ``_MOST`` lines is text, and is not balanced.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline

from publish.formats.pdf.layout.lines import hyphenation
from publish.formats.pdf.layout.lines.kept import path
from publish.values import dataclass

_PLANS = "_publish_balance"
_MOST = 4
"""Lines: what is longer is text."""
_MOST_PRETTY = 9
_STEPS = 10
_NEAR = 0.75
"""CSS pixels between two widths that count as one."""
_SCRAP = 0.25
"""The share of a line that a last line fills, at least."""
_ALIKE = 0.45
"""The share of the longest line that the shortest has, at least, where a word was moved."""

Path = tuple[int, ...]


@dataclass(frozen=True)
class _Line:
    """A line as it was broken: where it begins, at which width, how long it is."""

    start: Any
    room: float
    length: float
    words: int
    hyphen: bool
    resume_at: Any
    forced: bool


@dataclass(frozen=True)
class _Paragraph:
    """A paragraph whose lines are broken to be measured."""

    context: Any
    linebox: Any
    position_y: float
    bottom_space: float
    holder: Any

    def line(self, start: Any, width: float) -> _Line | None:
        """The line that begins at ``start``, in a block of that width."""
        indent = self.linebox.text_indent
        self.linebox.text_indent = 0 if start else indent
        found, resume_at = inline.get_next_linebox(
            self.context,
            self.linebox,
            self.position_y,
            self.bottom_space,
            start,
            narrowed(self.holder, width),
            [],
            [],
            None,
            None,
        )
        self.linebox.text_indent = indent
        if found is None:
            return None
        inside = list(found.descendants())
        text = "".join(box.text for box in inside if isinstance(box, boxes.TextBox))
        forced = any(str(box.element_tag).startswith("br") for box in inside)
        hyphen = resume_at is not None and hyphenation.ends_in_hyphen(found)
        words = len(text.split())
        return _Line(start, width, found.width, words, hyphen, resume_at, forced)

    def lines(self, start: Any, width: float, most: int) -> list[_Line]:
        """The lines until the next forced break, or one more than ``most``."""
        lines: list[_Line] = []
        while len(lines) <= most:
            line = self.line(start, width)
            if line is None:
                break
            lines.append(line)
            start = line.resume_at
            if start is None or line.forced:
                break
        return lines


def narrowed(holder: Any, width: float) -> Any:
    """The block ``holder`` with less room, at the side to which its lines are aligned."""
    spare = holder.width - width
    if spare <= 0:
        return holder
    room = holder.copy()
    room.width = width
    room.position_x += spare * _SPARE.get(_alignment(holder.style), 0.0)
    return room


_SPARE = {"right": 1.0, "center": 0.5}
"""The share of the room left over that is before a line, by its alignment."""


def _alignment(style: Any) -> str:
    align = str(style["text_align_all"])
    right_to_left = style["direction"] == "rtl"
    if align in ("start", "end", "justify"):
        return "right" if (align == "end") != right_to_left else "left"
    return align


def widths(
    context: Any,
    linebox: Any,
    position_y: float,
    bottom_space: float,
    start: Any,
    holder: Any,
) -> Mapping[Path, float]:
    """The width of each line by the place where it begins; others have the whole width."""
    wrap = linebox.style["text_wrap"]
    if wrap == "wrap" or _is_fixed(context, linebox, position_y, holder):
        return {}
    plans = vars(linebox).setdefault(_PLANS, {})
    key = (holder.width, linebox.text_indent, path(start))
    if key not in plans:
        paragraph = _Paragraph(context, linebox, position_y, bottom_space, holder)
        plans[key] = _planned(paragraph, start, wrap)
    found: Mapping[Path, float] = plans[key]
    return found


def _is_fixed(context: Any, linebox: Any, position_y: float, holder: Any) -> bool:
    """Whether lines are where others put them: justified, beside a float, around a box."""
    if linebox.style["text_align_all"] == "justify" or linebox.style["white_space"] != "normal":
        return True
    if any(_is_beside(shape, position_y, holder) for shape in context.excluded_shapes or ()):
        return True
    plain = (boxes.TextBox, boxes.InlineBox, boxes.LineBox, boxes.InlineReplacedBox)
    return not all(
        isinstance(box, plain) and box.is_in_normal_flow() for box in linebox.descendants()
    )


def _is_beside(shape: Any, position_y: float, holder: Any) -> bool:
    """Whether a float takes room of the lines of ``holder`` from ``position_y`` on."""
    start = holder.content_box_x()
    apart = (
        shape.position_x >= start + holder.width - _NEAR
        or shape.position_x + shape.margin_width() <= start + _NEAR
    )
    return not apart and bool(shape.position_y + shape.margin_height() > position_y)


def _planned(paragraph: _Paragraph, start: Any, wrap: str) -> dict[Path, float]:
    most = _MOST if wrap == "balance" else _MOST_PRETTY
    plan: dict[Path, float] = {}
    while True:
        whole = paragraph.lines(start, paragraph.holder.width, max(most, _MOST_PRETTY))
        if 1 < len(whole) <= most and wrap == "balance":
            whole = _with_two_words(paragraph, _balanced(paragraph, whole))
        elif 1 < len(whole) <= _MOST_PRETTY:
            whole = _without_scrap(paragraph, whole)
        plan.update((path(line.start), line.room) for line in whole)
        if not whole or not whole[-1].forced or whole[-1].resume_at is None:
            return plan
        start = whole[-1].resume_at


def _balanced(paragraph: _Paragraph, whole: list[_Line]) -> list[_Line]:
    """The lines at the smallest width that gives as many of them."""
    high = max(line.length for line in whole)
    low = sum(line.length for line in whole) / len(whole) * 0.9
    best = whole
    for _ in range(_STEPS):
        if high - low < _NEAR:
            break
        width = (low + high) / 2
        lines = paragraph.lines(whole[0].start, width, len(whole))
        if _is_as_good(lines, whole, width):
            best, high = lines, max(line.length for line in lines)
        else:
            low = width
    return best


def _is_as_good(lines: list[_Line], whole: list[_Line], width: float) -> bool:
    return (
        len(lines) == len(whole)
        and all(line.length <= width for line in lines)
        and sum(line.hyphen for line in lines) <= sum(line.hyphen for line in whole)
        # A word that breaks counts twice.
        and sum(line.words for line in lines) <= sum(line.words for line in whole)
    )


def _with_two_words(paragraph: _Paragraph, lines: list[_Line]) -> list[_Line]:
    """The lines with a word moved into a last line of one, if they are then still alike."""
    before = lines[-2]
    if lines[-1].words != 1 or before.words < 2 or before.hyphen:
        return lines
    shorter = paragraph.line(before.start, before.length - _NEAR)
    if shorter is None or shorter.resume_at is None or shorter.hyphen:
        return lines
    last = paragraph.line(shorter.resume_at, paragraph.holder.width)
    if last is None or last.resume_at != lines[-1].resume_at or last.words < 2:
        return lines
    moved = [*lines[:-2], shorter, last]
    lengths = [line.length for line in moved]
    return moved if min(lengths) >= _ALIKE * max(lengths) else lines


def _without_scrap(paragraph: _Paragraph, whole: list[_Line]) -> list[_Line]:
    """The lines at the greatest width at which the last is neither one word nor a scrap."""
    width = paragraph.holder.width
    lines = whole
    for _ in range(_STEPS):
        if lines[-1].words > 1 and lines[-1].length >= _SCRAP * paragraph.holder.width:
            return lines
        width = max(line.length for line in lines) - _NEAR
        lines = paragraph.lines(whole[0].start, width, len(whole))
        if not _is_as_good(lines, whole, width):
            break
    return whole
