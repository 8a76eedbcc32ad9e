"""The measures of a layout, as values: shares are of a page's text area, numbers count from 1."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from publish.values import dataclass


@dataclass(frozen=True)
class PageFill:
    """How full a page is."""

    page: int
    fill: float
    """The share above its last ink; what shorter columns leave empty is not counted."""
    before: str = ""
    """The words for whatever comes next and left the room empty (``Figure 3``); "" at the end."""
    forced: bool = False
    """Whether the source or the theme asks for the break after it, or it is turned sideways."""


@dataclass(frozen=True)
class LastLine:
    """A title, caption or pull quote of a few lines whose last line is short."""

    page: int
    kind: str
    text: str
    """The last line."""
    width: float
    """Its share of the longest line."""


@dataclass(frozen=True)
class Outside:
    """A text or picture that runs out of its box and over the margin."""

    page: int
    text: str
    over: float
    """Millimeters."""


@dataclass(frozen=True)
class Distance:
    """A figure or table that the text mentions, and the pages of both."""

    label: str
    page: int
    mention: int


@dataclass(frozen=True)
class Measures:
    """The measures of a whole document."""

    pages: tuple[PageFill, ...] = ()
    last_lines: tuple[LastLine, ...] = ()
    outside: tuple[Outside, ...] = ()
    distances: tuple[Distance, ...] = ()

    def to_json(self) -> Mapping[str, object]:
        """The same as data for JSON, shares with two decimals."""
        return {key: [_rounded(row) for row in rows] for key, rows in asdict(self).items()}


def _rounded(row: Mapping[str, object]) -> dict[str, object]:
    return {key: round(v, 2) if isinstance(v, float) else v for key, v in row.items()}
