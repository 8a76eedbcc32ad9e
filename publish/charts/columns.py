"""Charts that are read upward: bars and stacked bars with short labels, and lines."""

from __future__ import annotations

from publish.charts.canvas import LEADING, SIZE, SMALL, Canvas
from publish.charts.frame import add_head, tick_labels
from publish.charts.numbers import written
from publish.charts.scale import Scale, scale
from publish.charts.stacks import pieces, totals
from publish.model.charts import Chart
from publish.values import dataclass

_MOST_LABELED = 12
_MOST_MARKED = 24
"""Points of a line that have marks."""


@dataclass(frozen=True)
class Field:
    """The area of a chart between its axes."""

    left: float
    right: float
    top: float
    bottom: float
    scale: Scale
    count: int

    def y(self, value: float) -> float:
        """The height of a value."""
        return self.bottom - self.scale.share(value) * (self.bottom - self.top)

    @property
    def slot(self) -> float:
        """The width of a category."""
        return (self.right - self.left) / self.count

    def middle(self, category: int) -> float:
        """The middle of a category."""
        return self.left + (category + 0.5) * self.slot


def upward(canvas: Canvas, chart: Chart) -> float:
    """Draw bars, stacked bars or lines over their categories; return the height."""
    lines = chart.kind == "line"
    top = add_head(canvas, chart, legend=not lines)
    known = [v for series in chart.series for v in series.values if v is not None]
    values = totals(chart) if chart.kind == "stacked" else known
    span = scale(values, zero=not lines)
    labels = tick_labels(chart, span)
    left = 5 + max(canvas.width(label, SMALL) for _, label in labels)
    names = _names(canvas, chart) if lines and len(chart.series) > 1 else []
    right = max((canvas.width(line) for name in names for line in name), default=-8.0) + 9
    height = min(230.0, max(130.0, canvas.look.width * 0.46))
    field = Field(
        left, canvas.look.width - right, top + 8, top + 8 + height, span, len(chart.categories)
    )
    for tick, label in labels:
        y, zero = field.y(tick), abs(tick) < span.step / 1e6
        canvas.line(left, y, field.right, y, canvas.look.quiet if zero else canvas.look.rule)
        canvas.text(
            left - 5, y + SMALL * 0.35, label, anchor="end", color=canvas.look.quiet, size=SMALL
        )
    if lines:
        _add_lines(canvas, chart, field, names)
    else:
        _add_bars(canvas, chart, field)
    _add_categories(canvas, chart, field)
    return field.bottom + 13


def _add_categories(canvas: Canvas, chart: Chart, field: Field) -> None:
    """Add the labels of the categories: all of them, or every second, third … from the last."""
    widest = max(canvas.width(name, SMALL) for name in chart.categories) + 6
    every = max(1, -(-int(widest) // max(1, int(field.slot))))
    last = field.count - 1
    for number, name in enumerate(chart.categories):
        if (last - number) % every == 0:
            half = canvas.width(name, SMALL) / 2
            x = min(field.middle(number), canvas.look.width - half)
            canvas.text(x, field.bottom + 10.5, name, anchor="middle", size=SMALL)


def _add_bars(canvas: Canvas, chart: Chart, field: Field) -> None:
    stacked = chart.kind == "stacked"
    bars = 1 if stacked else len(chart.series)
    width = min(field.slot * 0.74, bars * 34.0) / bars
    labeled = not stacked and bars == 1 and field.count <= _MOST_LABELED
    for category in range(field.count):
        left = field.middle(category) - width * bars / 2
        if stacked:
            for number, begin, end in pieces(chart, category):
                _add_bar(canvas, field, (left, width), (begin, end), number)
            continue
        for number, series in enumerate(chart.series):
            value = series.values[category]
            at = left + number * width
            if value is not None:
                gap = 0.0 if bars == 1 else 0.8
                _add_bar(canvas, field, (at + gap / 2, width - gap), (0.0, value), number)
            if labeled or value is None:
                label = "–" if value is None else written(value, chart.decimals, chart.lang)
                y = field.y(value or 0.0) + (-3.0 if (value or 0.0) >= 0 else 8.5)
                canvas.text(at + width / 2, y, label, anchor="middle", size=SMALL)


def _add_bar(
    canvas: Canvas,
    field: Field,
    across: tuple[float, float],
    values: tuple[float, float],
    number: int,
) -> None:
    y1, y2 = (field.y(value) for value in values)
    canvas.bar(across[0], min(y1, y2), across[1], abs(y1 - y2), canvas.look.fill(number))


# -- lines ----------------------------------------------------------------------------------


def _add_lines(canvas: Canvas, chart: Chart, field: Field, names: list[list[str]]) -> None:
    marked = field.count <= _MOST_MARKED
    ends: list[tuple[float, int]] = []
    for number, series in enumerate(chart.series):
        stroke = canvas.look.stroke(number)
        points = [
            None if value is None else (field.middle(n), field.y(value))
            for n, value in enumerate(series.values)
        ]
        for run in _runs(points):
            if len(run) > 1:
                canvas.path(run, stroke)
            for point in run if marked or len(run) == 1 else (run[0], run[-1]):
                canvas.mark(*point, stroke)
        last = next((point for point in reversed(points) if point), None)
        if last:
            ends.append((last[1], number))
    if names:
        _name_lines(canvas, field, ends, names)


def _runs(points: list[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    """The points between gaps."""
    runs: list[list[tuple[float, float]]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return [run for run in runs if run]


def _names(canvas: Canvas, chart: Chart) -> list[list[str]]:
    """The names of lines beside their ends, in lines of type."""
    return [canvas.wrapped(series.name, canvas.look.width * 0.26) for series in chart.series]


def _name_lines(
    canvas: Canvas, field: Field, ends: list[tuple[float, int]], names: list[list[str]]
) -> None:
    """Write each name beside the end of its line, moved down where another is in its place."""
    free = field.top - 4
    room = sum(len(names[number]) * LEADING for _, number in ends)
    left = room
    for y, number in sorted(ends):
        height = len(names[number]) * LEADING
        # The names below need their room, too.
        y = max(free, min(y - height / 2, field.bottom + 4 - left))
        for n, line in enumerate(names[number]):
            color = canvas.look.name_color(number)
            canvas.text(
                field.right + 6, y + SIZE + n * LEADING - 0.6, line, color=color, bold=number == 0
            )
        free, left = y + height, left - height
