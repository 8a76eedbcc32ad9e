"""Sets the end of an article: end matter gives way before it has a page of its own.

Compositors do the same: credits and imprint become a little smaller where all of them then fit; a
part of them fills the page that they would leave empty; and where only a few lines are left for
the last page, the one before gives it some of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from weasyprint.css.properties import Dimension
from weasyprint.formatting_structure import boxes

from publish.cascade.nodes import classes
from publish.formats.pdf.critic.measures import FULL, THIN
from publish.formats.pdf.layout.lines import kept

_KINDS = frozenset({"credits", "colophon", "matter", "end"})
_LEAST_SIZE = 7.0 * 96 / 72
"""Pixels: the smallest type of the end matter."""
_SMALLER, _CLOSER, _LEAST_LINE = 0.93, 0.6, 1.24
"""Shares of sizes and of margins in tight end matter, and the least height of its lines."""
_SPARE = 12.0
"""Pixels that a last page gets beyond what it needs: a line that is not parted may stay behind."""
_LETTERS = 3000
"""More of them fill more than a few lines of a page."""
_MAY_BEGIN_HERE = frozenset({"auto", "avoid", "avoid-page", "avoid-column", "column"})
"""Values of ``break-before`` that ask for no new page (CSS Fragmentation 3, 3.1)."""
_MARGINS = ("margin_top", "margin_bottom", "padding_top", "padding_bottom")


def is_end(box: Any) -> bool:
    """Whether a box is end matter, which may be set tighter."""
    return box.element is not None and bool(_KINDS & {*classes(box.element)})


def tight(box: Any) -> Any:
    """A copy of end matter in smaller type, with less room around it."""
    copy = box.deepcopy()
    styles: dict[int, Any] = {}
    for inner in (copy, *copy.descendants()):
        style = inner.style
        if id(style) not in styles:
            styles[id(style)] = style, _tight_style(inner)
        inner.style = styles[id(style)][1]
        vars(inner).pop(kept.LINES, None)
    return copy


def _tight_style(box: Any) -> Any:
    style = box.style.copy()
    if box.element_tag == "section":
        # All of it fits on the page, so it may go on in the next column.
        _let_go_on(style)
    size = float(style["font_size"])
    smaller = max(min(size, _LEAST_SIZE), size * _SMALLER)
    style["font_size"] = smaller
    if isinstance(spacing := style["letter_spacing"], int | float):
        style["letter_spacing"] = spacing * smaller / size
    height = style["line_height"]
    if isinstance(height, float):
        style["line_height"] = max(_LEAST_LINE, height * _SMALLER)
    elif isinstance(height, Dimension) and height.unit == "px":
        line = max(_LEAST_LINE * smaller, height.value * _SMALLER * smaller / size)
        style["line_height"] = Dimension(min(line, height.value), "px")
    if isinstance(box, boxes.BlockBox) and box.element_tag != "li":
        for name in _MARGINS:
            length = style[name]
            if isinstance(length, Dimension) and length.unit == "px" and length.value > 0:
                style[name] = Dimension(length.value * _CLOSER, "px")
    return style


def _let_go_on(style: Any) -> None:
    """Let a box begin and go on anywhere, but on a new page where the theme demands one."""
    style["break_inside"] = "auto"
    if style["break_before"] in _MAY_BEGIN_HERE:
        style["break_before"] = "auto"


def loose(box: Any) -> Any:
    """A copy of end matter that may begin and go on anywhere; its paragraphs stay whole."""
    copy = box.copy()
    copy.style = box.style.copy()
    _let_go_on(copy.style)
    if hasattr(copy, "children"):
        copy.children = [_after_any(child) for child in copy.children]
    return copy


def _after_any(child: Any) -> Any:
    if child.style["break_before"] != "avoid":
        return child
    child = child.copy()
    child.style = child.style.copy()
    child.style["break_before"] = "auto"
    return child


def is_short(left: Iterable[Any]) -> bool:
    """Whether the boxes that are left may be too few lines for a page, by their letters."""
    count = 0
    for box in left:
        if box.element is None:
            return False
        count += sum(map(len, box.element.itertext()))
        if count > _LETTERS:
            return False
    return True


def lacking(left: Sequence[Any], height: Callable[[Any], float], page: float) -> float:
    """Pixels that a last page of ``left`` lacks to be more than a few lines; 0 if it lacks none."""
    least, filled = THIN * page + _SPARE, 0.0
    for box in left:
        filled += height(box)
        if filled >= least:
            return 0.0
    return least - filled if left else 0.0


def is_full(reach: float, top: float, foot: float) -> bool:
    """Whether a page from ``top`` to ``foot`` that goes down to ``reach`` is not underfilled."""
    return foot - reach <= (1 - FULL) * (foot - top)
