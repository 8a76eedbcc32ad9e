"""The settings of an edition for a printing press."""

from __future__ import annotations

from dataclasses import field

from publish.values import dataclass

Percents = tuple[float, float, float, float]
"""Cyan, magenta, yellow and black, from 0 to 100."""

FIRST_VERSION = "1"
"""The version of an article that states none: PDF/X asks for one."""
RENDERINGS = ("perceptual", "relative", "saturation", "absolute")
"""Rendering intents (ICC.1 §6.2), in the order of their numbers."""


@dataclass(frozen=True)
class Press:
    """How a press edition is made. Lengths are in millimeters."""

    bleed: float = 3
    marks: bool = True
    """Whether crop marks, registration marks, color bars and a slug line are around the page."""
    profile: bytes = field(default=b"", repr=False)
    """An ICC profile of the printing condition; empty for the one that comes with Publish."""
    condition: str = ""
    """The name of the printing condition; empty for the name that the profile has."""
    rendering: str = "relative"
    """One of :data:`RENDERINGS`: how colors that the press cannot print are replaced."""
    ink_limit: int | None = None
    """The most ink on one spot, in percent; None for the limit of the profile."""
    fill_to: int = 1
    """Blank pages are added at the end, up to a multiple of this number."""


@dataclass(frozen=True)
class Ink:
    """The device values of a color: of the process, or of an ink of its own.

    ``color`` is the color in the theme, as ``#rrggbb``; ``cmyk`` also takes the place of the spot
    color where it is not printed.
    """

    color: str
    cmyk: Percents
    spot: str = ""
