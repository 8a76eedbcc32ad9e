"""The measures of a layout, as values: shares are of a page's text area, numbers count from 1."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from publish.values import dataclass

FULL, THIN = 0.85, 0.2
"""Shares of a page: one that is not the last is at least so full, and so the last."""


SOURCE = "the article asks for the break after it"
THEME = "the theme begins a new page after it"
TURNED = "it is turned sideways"
BEFORE_TURNED = "a page that is turned sideways comes next, and no more text may pass it"
"""Why a page may end early."""


@dataclass(frozen=True)
class PageFill:
    """How full a page is."""

    page: int
    fill: float
    """The share above its last ink; what shorter columns leave empty is not counted."""
    before: str = ""
    """The words for whatever comes next and left the room empty (``Figure 3``); "" at the end."""
    reason: str = ""
    """The words for a break after it that nothing can fill up to, as ``SOURCE``; "" if none."""
    because: str = ""
    """The words for why what comes next could not fill the room, nor any text; "" if unknown."""


@dataclass(frozen=True)
class LastLine:
    """A title, caption or pull quote of a few lines whose last line is short."""

    page: int
    kind: str
    text: str
    """The last line."""
    width: float
    """Its share of the longest line."""
    unavoidable: bool = False
    """Has the line no room for one more word of the line before?"""


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
class Split:
    """A short list, of contents or key points, that goes on over the page."""

    page: int
    """Where it begins."""
    kind: str


@dataclass(frozen=True)
class Measures:
    """The measures of a whole document."""

    pages: tuple[PageFill, ...] = ()
    last_lines: tuple[LastLine, ...] = ()
    outside: tuple[Outside, ...] = ()
    distances: tuple[Distance, ...] = ()
    splits: tuple[Split, ...] = ()

    @property
    def inner(self) -> tuple[PageFill, ...]:
        """The pages that are not the last, and that have no reason to end early."""
        return tuple(page for page in self.pages[:-1] if not page.reason)

    @property
    def underfilled(self) -> tuple[PageFill, ...]:
        """The inner pages that are not full."""
        return tuple(page for page in self.inner if page.fill < FULL)

    @property
    def unexplained(self) -> tuple[PageFill, ...]:
        """The inner pages that are not full, and nobody knows why."""
        return tuple(page for page in self.underfilled if not page.because)

    @property
    def excused(self) -> tuple[PageFill, ...]:
        """The pages that are not full, for a reason."""
        return tuple(page for page in self.pages[:-1] if page.reason and page.fill < FULL)

    @property
    def thin(self) -> tuple[PageFill, ...]:
        """The last page, if it has a few lines only, and is not the only one."""
        return tuple(page for page in self.pages[1:][-1:] if page.fill < THIN)

    def to_json(self) -> Mapping[str, object]:
        """The same as data for JSON, shares with two decimals."""
        return {key: [_rounded(row) for row in rows] for key, rows in asdict(self).items()}


def _rounded(row: Mapping[str, object]) -> dict[str, object]:
    return {key: round(v, 2) if isinstance(v, float) else v for key, v in row.items()}
