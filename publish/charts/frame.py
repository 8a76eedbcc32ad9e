"""Parts that all kinds of charts share: the unit, the legend, the rows with their labels."""

from __future__ import annotations

from collections.abc import Sequence

from publish.charts.canvas import LEADING, SIZE, SMALL, Canvas
from publish.charts.numbers import written
from publish.charts.scale import Scale
from publish.model.charts import Chart
from publish.values import dataclass

SWATCH = 8.0
GAP = 5.0
_WIDEST_LABELS = 0.4
"""The share of the width that the labels of rows can have."""


def add_head(canvas: Canvas, chart: Chart, *, legend: bool) -> float:
    """Add the unit, and what tells the series apart; return the height of both."""
    y = 0.0
    if chart.unit:
        canvas.text(0, SIZE, chart.unit, color=canvas.look.quiet, size=SMALL)
        y = LEADING + 2
    if not legend or len(chart.series) < 2:
        return y + 3
    x = 0.0
    for number, series in enumerate(chart.series):
        width = SWATCH + 4 + canvas.width(series.name) + 12
        if x and x + width > canvas.look.width + 12:
            x, y = 0.0, y + LEADING + 2.5
        if chart.kind == "dot":
            canvas.mark(x + SWATCH / 2, y + 5.4, canvas.look.stroke(number), 3.0)
        else:
            canvas.bar(x, y + 1.9, SWATCH, 6.6, canvas.look.fill(number))
        canvas.text(x + SWATCH + 4, y + SIZE, series.name)
        x += width
    return y + LEADING + 7


def tick_labels(chart: Chart, scale: Scale) -> list[tuple[float, str]]:
    """The numbers at an axis, as they are written."""
    return [(tick, written(tick, scale.decimals, chart.lang)) for tick in scale.ticks]


@dataclass(frozen=True)
class Rows:
    """The rows of a chart that is read across: labels in lines, and where its values begin."""

    labels: Sequence[Sequence[str]]
    left: float
    heights: Sequence[float]

    @classmethod
    def of(cls, canvas: Canvas, chart: Chart, height: float) -> Rows:
        """The rows of ``chart``, each at least ``height`` points high."""
        most = canvas.look.width * _WIDEST_LABELS
        labels = [canvas.wrapped(name, most) for name in chart.categories]
        widest = max(canvas.width(line) for lines in labels for line in lines)
        heights = [max(height, len(lines) * LEADING + 4) for lines in labels]
        return cls(labels, widest + 7, heights)

    def add_label(self, canvas: Canvas, number: int, middle: float) -> None:
        """Add the label of a row around the height ``middle``, up to where its values begin."""
        lines = self.labels[number]
        y = middle - (len(lines) - 1) * LEADING / 2 + SIZE * 0.34
        for n, line in enumerate(lines):
            canvas.text(self.left - 7, y + n * LEADING, line, anchor="end")


def add_ticks_below(
    canvas: Canvas,
    chart: Chart,
    scale: Scale,
    sides: tuple[float, float],
    ends: tuple[float, float],
) -> float:
    """Add rules down a chart that is read across, and their numbers; return the new height."""
    (left, right), (top, bottom) = sides, ends
    for tick, label in tick_labels(chart, scale):
        x = left + scale.share(tick) * (right - left)
        zero = abs(tick) < scale.step / 1e6
        canvas.line(x, top, x, bottom, canvas.look.quiet if zero else canvas.look.rule)
        half = canvas.width(label, SMALL) / 2
        x = min(x, canvas.look.width - half)
        canvas.text(x, bottom + 9.5, label, anchor="middle", color=canvas.look.quiet, size=SMALL)
    return bottom + 12
