"""Stacks: the pieces of each, up from zero, and down from it where numbers are negative."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.charts import Chart


def pieces(chart: Chart, category: int) -> Iterator[tuple[int, float, float]]:
    """The series of each piece of a stack, and where it begins and ends."""
    above = below = 0.0
    for number, series in enumerate(chart.series):
        value = series.values[category]
        if value is None:
            continue
        begin = above if value >= 0 else below
        yield number, begin, begin + value
        above, below = (above + value, below) if value >= 0 else (above, below + value)


def totals(chart: Chart) -> list[float]:
    """The ends of all stacks, on both sides of zero."""
    ends = (
        end for category in range(len(chart.categories)) for _, _, end in pieces(chart, category)
    )
    return [0.0, *ends]
