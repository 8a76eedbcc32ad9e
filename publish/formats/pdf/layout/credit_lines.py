"""Sets a credit on the last line of its caption, where there is room, as newspapers do.

A credit of one line moves up beside the caption's last line, an em away, on the same baseline. The
order of the boxes, and so of the tags, stays. Where texts are centered or end at the right, where
there are several credits, or no room, it keeps a line of its own. This wraps a private function of
WeasyPrint; ``tests/formats/pdf`` fails if an upgrade moves it.
"""

from __future__ import annotations

from math import inf
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import block

from publish.cascade.nodes import classes
from publish.formats.pdf.layout.placement.trials import remembered
from publish.values import dataclass

_POSITIONED, _MARGINS = slice(2, 4), 4
"""The places of boxes out of the flow, and of margins, in the further arguments of the function."""
_wrapped: list[Any] = []
"""The function that is wrapped, if any."""


@dataclass(frozen=True)
class _Ink:
    """The edges of a line's texts, and its baseline."""

    left: float
    right: float
    baseline: float


def install() -> None:
    """Wrap WeasyPrint's function; may be called again."""
    if block.block_container_layout is not _lay_out:
        _wrapped[:] = [block.block_container_layout]
        block.block_container_layout = _lay_out


def _lay_out(context: Any, box: Any, *others: Any, **named: Any) -> Any:
    if box.element_tag != "figcaption" or named:
        result = _wrapped[0](context, box, *others, **named)
        if box.element_tag == "figcaption" and _is_whole(result):
            _draw_up(result[0])
        return result
    return _fitting(context, box, *others)


def _fitting(context: Any, box: Any, space: float, *others: Any) -> Any:
    """The layout of a legend on a page; a credit that moves up needs no room of its own there."""
    top, margins = box.position_y, list(others[_MARGINS] or ())
    bring_back = remembered(context, *others[_POSITIONED])

    def laid_out(room: float) -> Any:
        bring_back()
        box.position_y = top
        given = *others[:_MARGINS], list(margins), *others[_MARGINS + 1 :]
        return _wrapped[0](context, box, room, *given)

    result = laid_out(space)
    if _is_whole(result):
        _draw_up(result[0])
        return result
    again = laid_out(-inf)
    if _is_whole(again) and _draw_up(again[0]) and not _overflows(context, space, again[0]):
        return again
    return laid_out(space)


def _is_whole(result: Any) -> bool:
    return result[0] is not None and result[1] is None


def _overflows(context: Any, space: float, legend: Any) -> bool:
    return bool(context.overflows_page(space, legend.content_box_y() + legend.height))


def _draw_up(legend: Any) -> bool:
    """Move the only credit of a legend to its caption's last line, and what follows up with it.

    Whether it was moved.
    """
    named = {name: _blocks(legend, name) for name in ("caption", "credit")}
    if len(named["caption"]) != 1 or len(named["credit"]) != 1:
        return False
    (at,), (credit_at,) = named["caption"], named["credit"]
    caption, credit = legend.children[at], legend.children[credit_at]
    if credit_at != at + 1 or not (_is_at_start(caption) and _is_at_start(credit)):
        return False
    last, only = _last_line(caption), _last_line(credit, only=True)
    if last is None or only is None:
        return False
    gap = float(credit.style["font_size"])
    start, end = legend.content_box_x(), legend.content_box_x() + legend.width
    if credit.style["direction"] == "rtl":
        across, room = last.left - gap - only.right, last.left - gap - start
    else:
        across, room = last.right + gap - only.left, end - last.right - gap
    if only.right - only.left > room:
        return False
    height = float(credit.margin_height())
    credit.translate(across, last.baseline - only.baseline)
    for follower in legend.children[credit_at + 1 :]:
        follower.translate(0, -height)
    legend.height -= height
    return True


def _blocks(legend: Any, name: str) -> list[int]:
    """The places of the blocks of a class among the children of a legend."""
    return [
        number
        for number, child in enumerate(legend.children)
        if child.element is not None
        and child.is_in_normal_flow()
        and child.style["position"] == "static"
        and name in classes(child.element)
    ]


def _is_at_start(box: Any) -> bool:
    """Whether a block's lines begin at the side where reading begins."""
    align = str(box.style["text_align_all"])
    usual = "right" if box.style["direction"] == "rtl" else "left"
    return align in ("start", "justify", usual)


def _last_line(box: Any, *, only: bool = False) -> _Ink | None:
    """The last line in a block; None if it has none, or more where it must be the ``only`` one.

    None, too, if anything in the block has a position of its own.
    """
    inside = list(box.descendants())
    if not all(inner.style["position"] == "static" and not inner.is_floated() for inner in inside):
        return None
    lines = [inner for inner in inside if isinstance(inner, boxes.LineBox)]
    if not lines or (only and len(lines) > 1):
        return None
    texts = [inner for inner in lines[-1].descendants() if isinstance(inner, boxes.TextBox)]
    shown = [text for text in texts if text.text.strip()]
    if not shown:
        return None
    return _Ink(
        min(text.position_x for text in shown),
        max(text.position_x + text.width for text in shown),
        lines[-1].position_y + lines[-1].baseline,
    )
