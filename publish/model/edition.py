"""An edition: the settings by which one format makes a file for a purpose.

All editions of an article have the same words and pictures. They differ in paper, standard and
color.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from publish.errors import Where
from publish.model.press import Press
from publish.values import dataclass


@dataclass(frozen=True)
class Paper:
    """The size of a trimmed page, upright, in millimeters."""

    width: float
    height: float

    @property
    def css(self) -> str:
        """The value of ``size`` in CSS Paged Media 3 §7.1."""
        return f"{self.width:g}mm {self.height:g}mm"


PAPERS: Mapping[str, Paper] = {
    "a4": Paper(210, 297),
    "a5": Paper(148, 210),
    "b5": Paper(176, 250),
    "letter": Paper(215.9, 279.4),
    "tabloid": Paper(279.4, 431.8),
}
"""Sizes that have a name: ISO 216, and ANSI/ASME Y14.1 for the last two."""

PAGE_SIZE = "page-size"
"""The theme's token for the paper."""

A3A_UA1 = "a3a+ua1"
"""PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1), in PDF 1.7."""
A4F_UA2 = "a4f+ua2"
"""PDF/A-4f (ISO 19005-4) and PDF/UA-2 (ISO 14289-2), in PDF 2.0."""
X4, X1A = "x4", "x1a"
"""PDF/X-4 (ISO 15930-7) and PDF/X-1a:2003 (ISO 15930-4), for printing presses."""
PRESSES = frozenset({X4, X1A})
STANDARDS = (A3A_UA1, A4F_UA2, X4, X1A)
"""All standards; ``publish.formats.pdf.standards`` has what each demands."""

FOR_READERS = frozenset({A3A_UA1, A4F_UA2})
"""Standards of files that are read and kept, and claim so."""
WITHOUT = {A4F_UA2: frozenset({"info"})}
"""Columns of metadata that a standard forbids: PDF/A-4 has XMP alone (ISO 19005-4 §6.1.3)."""

Design = tuple[tuple[str, str], ...]
"""Tokens of a theme, with their values."""


@dataclass(frozen=True)
class Edition:
    """The settings of one file. The names of fields are the keys in ``publish.toml``."""

    name: str
    standard: str = A3A_UA1
    """One of :data:`STANDARDS`."""
    paper: Paper | None = None
    """The trimmed page; None is the theme's own."""
    resolution: int | None = None
    """Pixels an inch that a picture has at most at its size on the page; None for all of them."""
    attachments: bool = False
    """Whether the article and its credits are in the file as data, too."""
    press: Press = Press()
    """Settings for the standards :data:`X4` and :data:`X1A`; others ignore them."""
    tokens: Design = ()
    """Tokens of the theme that are others in this edition, by name."""
    where: Where | None = field(default=None, compare=False, repr=False)
    """Its place in ``publish.toml``; None where that says nothing of it."""

    @property
    def design(self) -> Design:
        """All tokens of the theme that are others, the size of the page among them."""
        size = ((PAGE_SIZE, self.paper.css),) if self.paper else ()
        return (*size, *self.tokens)


FOR_SCREENS = 200
"""Pixels an inch that are enough for a screen, also where a page is enlarged."""
SCREEN = Edition("screen", resolution=FOR_SCREENS, attachments=True)
"""The edition that is made where none is named."""
ARCHIVE = Edition("archive", A4F_UA2, attachments=True)
PRESS = Edition("press", standard=X4)

FORMAT = "pdf"
"""The format that has editions. Its default channel has the one for the screen."""

BUILT_IN: Mapping[str, Edition] = {each.name: each for each in (SCREEN, ARCHIVE, PRESS)}
"""Editions of every publication, by name."""


def channel_of(edition: str) -> str:
    """The name of the channel for the edition of that name."""
    return FORMAT if edition == SCREEN.name else edition
