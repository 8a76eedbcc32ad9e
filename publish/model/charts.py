"""A chart: its kind, and the numbers that it shows."""

from __future__ import annotations

from publish.values import dataclass

KINDS = ("bar", "line", "dot", "stacked")
"""The kinds of charts, as authors write them."""


@dataclass(frozen=True)
class Series:
    """A column of numbers with its name; None is a gap."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Chart:
    """The numbers of a chart by category, in the order of the file.

    ``unit`` is shown at the axis, ``decimals`` are those of the numbers as written; ``lang`` is the
    language of the article, which decides signs, digits and direction.
    """

    kind: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    lang: str
    unit: str = ""
    decimals: int = 0
    heading: str = ""
    """The name of the column of categories."""
    table: bool = True
    """Its numbers are also in a table at the end."""
