"""Keeps the lines of an article on one grid, so that facing columns and pages line up.

A theme's margins are made of whole and half lines, but the heights of pictures, tables, boxes and
formulas are not. Here the block after one of them starts on the grid again: the property
``line-grid`` of an article names its step. The grid starts where the page or the column does. This
wraps a private function of WeasyPrint; ``tests/formats/pdf`` fails if an upgrade moves it.
"""

from __future__ import annotations

from typing import Any

from weasyprint.layout import block
from weasyprint.text.line_break import strut

_STEPS = {"line": 1.0, "half-line": 0.5}
"""Values of ``line-grid``, in heights of a line of the article; without one, there is no grid."""
_SLIGHT, _MOST = 1.0, 5.0
"""Pixels by which a block is drawn up and not down: a letter of another font makes a line higher;
and below a picture, of whose margin half stays."""
_BOX = 1
"""The place of the article in the function's arguments."""
_wrapped: list[Any] = []
"""The function that is wrapped, if any."""


def install() -> None:
    """Wrap WeasyPrint's function; may be called again."""
    if block._in_flow_layout is not _lay_out:
        _wrapped[:] = [block._in_flow_layout]
        block._in_flow_layout = _lay_out


def _lay_out(*given: Any) -> Any:
    result = _wrapped[0](*given)
    article = given[_BOX]
    step = _STEPS.get(article.style["line_grid"]) if article.element_tag == "article" else None
    aborts, stops, resume_at, position, margins, *rest = result
    if step is None or aborts or stops:
        return result
    margin = block.collapse_margin(margins)
    before = article.content_box_y() - margin
    most = max(_SLIGHT, min(_MOST, margin / 2))
    position = before + _on_grid(position - before, step * _line(article), most)
    return aborts, stops, resume_at, position, margins, *rest


def _line(article: Any) -> float:
    """The height in pixels of a line of the article's own text."""
    return float(strut(article.style)[0])


def _on_grid(height: float, step: float, most: float) -> float:
    """The next height on a grid of ``step``, or the one before if that is at most ``most`` away."""
    over = height % step
    return height - over if over <= min(most, step / 2) else height - over + step
