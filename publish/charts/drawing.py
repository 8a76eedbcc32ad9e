"""A chart as an SVG, and in words."""

from __future__ import annotations

from publish.charts.canvas import PIXELS, SMALL, Canvas
from publish.charts.columns import upward
from publish.charts.look import Look
from publish.charts.numbers import written
from publish.charts.rows import across
from publish.fonts.advances import ems
from publish.languages.locale import direction
from publish.model.charts import Chart, Series
from publish.values import dataclass

PLAIN = Look(
    340.0,
    "#1b1f24",
    "#56616b",
    "#c9d0d6",
    "#0f4c6b",
    "#ffffff",
    "sans-serif",
    lambda text, bold: ems(text, None),
)
"""The look of a chart that is in no theme yet."""
_SHOWN = 24
"""Numbers that a text alternative names; of more, it has the ends and the extremes."""


@dataclass(frozen=True)
class Drawing:
    """An SVG, and its size in CSS pixels."""

    data: bytes
    width: int
    height: int


def drawn(chart: Chart, look: Look = PLAIN) -> Drawing:
    """The chart in a look; the same bytes for the same chart and look."""
    canvas = Canvas(look, mirrored=direction(chart.lang) == "rtl")
    height = (upward if _is_upward(canvas, chart) else across)(canvas, chart)
    return Drawing(canvas.svg(height), round(look.width * PIXELS), round(height * PIXELS))


def _is_upward(canvas: Canvas, chart: Chart) -> bool:
    """Whether the labels of all categories fit side by side, as those of years do."""
    if chart.kind in ("line", "dot"):
        return chart.kind == "line"
    widest = max(canvas.width(name, SMALL) for name in chart.categories)
    return (widest + 5) * len(chart.categories) <= canvas.look.width * 0.88


def in_words(chart: Chart) -> str:
    """All numbers of a small chart, the course of each series of a large one."""
    count = sum(len(series.values) for series in chart.series)
    parts = (_course(chart, series, whole=count <= _SHOWN) for series in chart.series)
    return "; ".join(parts) + (f" ({chart.unit})" if chart.unit else "")


def _course(chart: Chart, series: Series, *, whole: bool) -> str:
    known = [
        (name, value)
        for name, value in zip(chart.categories, series.values, strict=True)
        if value is not None
    ]
    if not whole and known:
        least, most = (choose(known, key=lambda pair: pair[1]) for choose in (min, max))
        known = [pair for pair in known if pair in (known[0], least, most, known[-1])]
    pairs = [f"{name} {written(value, chart.decimals, chart.lang)}" for name, value in known]
    return f"{series.name}: {(', ' if whole else ' … ').join(pairs)}"
