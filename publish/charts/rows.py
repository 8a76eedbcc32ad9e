"""Charts that are read across: bars and stacked bars with long labels, and dots."""

from __future__ import annotations

from publish.charts.canvas import SIZE, SMALL, Canvas
from publish.charts.frame import Rows, add_head, add_ticks_below
from publish.charts.numbers import written
from publish.charts.scale import Scale, scale
from publish.charts.stacks import pieces, totals
from publish.model.charts import Chart

_BAR, _BETWEEN = 9.0, 1.5
_MOST_LABELED = 24
"""Bars that have their numbers beside them; more have an axis."""


def across(canvas: Canvas, chart: Chart) -> float:
    """Draw bars, stacked bars or dots in rows; return the height."""
    top = add_head(canvas, chart, legend=True)
    stacked = chart.kind == "stacked"
    bars = 1 if stacked or chart.kind == "dot" else len(chart.series)
    rows = Rows.of(canvas, chart, bars * (_BAR + _BETWEEN) + 6)
    known = [v for series in chart.series for v in series.values if v is not None]
    values = totals(chart) if stacked else known
    span = scale(values, zero=chart.kind != "dot")
    labeled = chart.kind == "bar" and len(known) <= _MOST_LABELED
    room = _label_room(canvas, chart, known) if labeled else 3.0
    negative = labeled and min(known, default=0.0) < 0
    left = rows.left + (room if negative else 0.0)
    sides = (left, canvas.look.width - room)
    bottom = top + sum(rows.heights)
    if labeled:
        span = _tight(known)
        x = left + span.share(0.0) * (sides[1] - left) if negative else left
        canvas.line(x, top, x, bottom, canvas.look.quiet)
        height = bottom + 1
    else:
        height = add_ticks_below(canvas, chart, span, sides, (top, bottom))
    y = top
    for number, row in enumerate(rows.heights):
        rows.add_label(canvas, number, y + row / 2)
        if chart.kind == "dot":
            _add_dots(canvas, chart, number, span, sides, y + row / 2)
        elif stacked:
            _add_stack(canvas, chart, number, span, sides, y + (row - _BAR - 2) / 2)
        else:
            _add_bars(canvas, chart, number, span, sides, y + row / 2, labeled=labeled)
        y += row
    return height


def _tight(known: list[float]) -> Scale:
    """A scale without an axis: the longest bar takes all the room."""
    low, high = min(*known, 0.0), max(*known, 0.0)
    return Scale(low, high if high > low else low + 1.0, 1.0)


def _label_room(canvas: Canvas, chart: Chart, known: list[float]) -> float:
    """The width of the widest number beside a bar."""
    labels = (written(value, chart.decimals, chart.lang) for value in known)
    return 5 + max((canvas.width(label, SMALL) for label in labels), default=0.0)


def _add_bars(
    canvas: Canvas,
    chart: Chart,
    row: int,
    span: Scale,
    sides: tuple[float, float],
    middle: float,
    *,
    labeled: bool,
) -> None:
    left, right = sides
    zero = left + span.share(0.0) * (right - left)
    y = middle - (len(chart.series) * (_BAR + _BETWEEN) - _BETWEEN) / 2
    for number, series in enumerate(chart.series):
        value = series.values[row]
        label = "–" if value is None else written(value, chart.decimals, chart.lang)
        x = zero if value is None else left + span.share(value) * (right - left)
        if value is not None:
            canvas.bar(min(zero, x), y, abs(x - zero), _BAR, canvas.look.fill(number))
        if labeled or value is None:
            below = value is not None and value < 0
            at, anchor = (x - 3, "end") if below else (x + 3, "start")
            canvas.text(at, y + _BAR - 1.9, label, anchor=anchor, size=SMALL)
        y += _BAR + _BETWEEN


def _add_stack(
    canvas: Canvas, chart: Chart, row: int, span: Scale, sides: tuple[float, float], y: float
) -> None:
    left, right = sides
    for number, begin, end in pieces(chart, row):
        x1, x2 = (left + span.share(value) * (right - left) for value in (begin, end))
        canvas.bar(min(x1, x2), y, abs(x2 - x1), _BAR + 2, canvas.look.fill(number))


def _add_dots(
    canvas: Canvas, chart: Chart, row: int, span: Scale, sides: tuple[float, float], y: float
) -> None:
    left, right = sides
    found = [
        (number, left + span.share(value) * (right - left))
        for number, series in enumerate(chart.series)
        if (value := series.values[row]) is not None
    ]
    places = [x for _, x in found]
    if not places:
        canvas.text(left + 3, y + SIZE * 0.34, "–", size=SMALL)
        return
    canvas.line(min(places), y, max(places), y, canvas.look.quiet, 1.1)
    for number, x in found:
        canvas.mark(x, y, canvas.look.stroke(number), 3.2)
