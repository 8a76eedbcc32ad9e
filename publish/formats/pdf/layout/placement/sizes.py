"""Measures boxes apart from the page, and makes the picture of a figure smaller."""

from __future__ import annotations

from math import inf
from typing import Any

from weasyprint.css.properties import Dimension
from weasyprint.formatting_structure import boxes
from weasyprint.layout import block

from publish.formats.pdf.layout.placement.trials import remembered

LEAST_GAIN = 24.0
"""Pixels that a change of a page must fill: a line and a half."""
SLIGHTLY, MUCH = 0.85, 0.6
"""Shares of a picture's width, to which it is made smaller."""
HOLE = 0.1
"""The empty share of a page that justifies a much smaller picture."""
_LEAST_BESIDE = 0.7
"""How much of a side picture's height has text of its section beside it, at least."""
_SPARE = 2.0
"""Pixels that a smaller figure leaves free, so that rounding does not break the page before it."""


def laid_out(context: Any, parent: Any, child: Any) -> Any:
    """A ``child`` of ``parent`` laid out with room to spare; the page keeps nothing of it."""
    trial = child.deepcopy()
    trial.position_x, trial.position_y = parent.content_box_x(), 0
    bring_back = remembered(context)
    context.create_block_formatting_context(object())
    if child.is_floated():
        laid = block.float_layout(context, trial, parent, [], [], -inf, None)[0]
    else:
        laid = block.block_level_layout(context, trial, -inf, None, parent, True, [], [], [])[0]
    context.finish_block_formatting_context()
    bring_back()
    return laid


def needed_beside(context: Any, parent: Any, figure: Any, paragraphs: list[Any]) -> int:
    """The number of the ``paragraphs`` that a side picture needs beside it; too many if they are
    too short."""
    laid = laid_out(context, parent, figure)
    room = 1 - laid.margin_width() / parent.width
    wanted = _LEAST_BESIDE * laid.margin_height() * room
    for number, paragraph in enumerate(paragraphs):
        if wanted <= 0:
            return number
        wanted -= laid_out(context, parent, paragraph).margin_height()
    return len(paragraphs) + int(wanted > 0)


def fitting_share(context: Any, parent: Any, figure: Any, room: float) -> tuple[float, bool] | None:
    """The share of its width at which a figure's picture is no higher than ``room`` allows.

    Also whether it is as wide as ``parent``. None if no picture alone can give way.
    """
    if not can_give_way(figure):
        return None
    laid = laid_out(context, parent, figure)
    (picture,) = _pictures(laid)
    # WeasyPrint leaves the room that notes took when it lays their figure out again.
    room -= 2 * _notes_height(context, figure)
    over = needed_height(laid, parent) - room + _SPARE
    if over <= 0 or over >= picture.height:
        return None
    return 1 - over / picture.height, picture.width >= parent.width - 1


def needed_height(laid: Any, parent: Any) -> float:
    """The height that a laid out child of ``parent`` needs at the foot of a page.

    WeasyPrint 70 counts its lower margin where that of ``parent`` does not collapse with it.
    """
    margin = laid.margin_bottom if parent.bottom_margin_collapses() else 0.0
    return float(laid.margin_height() - margin)


def can_give_way(figure: Any) -> bool:
    """Whether a box is a figure of one picture, which can be smaller."""
    return figure.element_tag == "figure" and len(_pictures(figure)) == 1


def _notes_height(context: Any, figure: Any) -> float:
    """The height that the notes called in a figure take at the foot of its page."""
    called = [getattr(box, "footnote", None) for box in figure.descendants()]
    notes = [note for note in called if note in context.footnotes]
    if not notes:
        return 0.0
    bring_back = remembered(context)
    area = context.current_footnote_area
    before = 0.0 if area.height == "auto" else float(area.margin_height())
    for note in notes:
        context.layout_footnote(note)
    taken = float(area.margin_height()) - before
    bring_back()
    return taken


def smaller(context: Any, parent: Any, figure: Any, share: float) -> Any:
    """A copy of ``figure`` whose picture has this ``share`` of its width.

    One that fills its place, cut at the edges, has this share of its height.
    """
    laid = laid_out(context, parent, figure)
    figure = figure.deepcopy()
    changed = figure if figure.is_floated() else _pictures(figure)[0]
    if changed.style["object_fit"] == "cover":
        changed.style = changed.style.copy()
        changed.style["height"] = Dimension(_pictures(laid)[0].height * share, "px")
        return figure
    width = (laid if figure.is_floated() else _pictures(laid)[0]).width * share
    changed.style = changed.style.copy()
    changed.style["width"] = Dimension(width, "px")
    if changed is not figure:
        changed.style["height"] = "auto"
    return figure


def reach(box: Any) -> float:
    """How far down the page the lines and pictures in ``box`` go."""
    shown = (boxes.LineBox, boxes.ReplacedBox)
    ends = (b.position_y + b.height for b in box.descendants() if isinstance(b, shown))
    return max(ends, default=0.0)


def _pictures(box: Any) -> list[Any]:
    return [inner for inner in box.descendants() if isinstance(inner, boxes.ReplacedBox)]
