"""A printer's view of a PDF, as values."""

from __future__ import annotations

from publish.pictures.icc import Profile
from publish.values import dataclass

Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points."""

MILLIMETRE = 72 / 25.4


@dataclass(frozen=True)
class Sheet:
    """The boxes of a page (ISO 32000-1 §14.11.2); None where it does not state one."""

    number: int
    media: Box
    crop: Box | None = None
    bleed: Box | None = None
    trim: Box | None = None
    art: Box | None = None

    @property
    def finished(self) -> Box:
        """The page as it is cut."""
        return self.trim or self.art or self.crop or self.media

    @property
    def margin(self) -> float:
        """The least that the bleed reaches over the finished page, in millimeters."""
        return _least(self.finished, self.bleed or self.finished)


def _least(inner: Box, outer: Box) -> float:
    sides = (inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3])
    return min(sides) / MILLIMETRE


@dataclass(frozen=True)
class Intent:
    """An output intent (ISO 32000-1 §14.11.5)."""

    kind: str
    identifier: str = ""
    condition: str = ""
    registry: str = ""
    info: str = ""
    profile: Profile | None = None
    elsewhere: bool = False
    """Whether its profile is in another file (PDF/X-4p, DestOutputProfileRef)."""


@dataclass(frozen=True)
class Picture:
    """A picture as it is printed: ``dpi`` are pixels an inch where it is largest.

    ``ink`` is the most ink of a pixel, in percent; None if it is not of CMYK or was not read.
    """

    name: str
    page: int
    width: int
    height: int
    dpi: float
    spaces: tuple[str, ...] = ()
    ink: float | None = None
    stencil: bool = False


@dataclass(frozen=True)
class Font:
    """A font; ``embedded`` also if it is drawn in the file (Type 3)."""

    name: str
    kind: str
    embedded: bool


@dataclass(frozen=True)
class Spot:
    """A spot color, and the device space that takes its place."""

    name: str
    fallback: str


@dataclass(frozen=True)
class Trouble:
    """A mark on a page that is hard to print, with its size in points."""

    page: int
    size: float


@dataclass(frozen=True)
class Fault:
    """A thing that a rule names, and where: a page, or 0 for the file."""

    what: str
    page: int = 0


@dataclass(frozen=True)
class Printing:
    """All that is asked of a file for print. Tuples are in the order of the pages."""

    version: str
    standard: str = ""
    claims: tuple[str, ...] = ()
    """Every standard that the file claims: PDF/X, PDF/A, PDF/UA."""
    sheets: tuple[Sheet, ...] = ()
    intents: tuple[Intent, ...] = ()
    spaces: tuple[tuple[str, int], ...] = ()
    """Color spaces that are painted with, each with the first page."""
    spots: tuple[Spot, ...] = ()
    fonts: tuple[Font, ...] = ()
    pictures: tuple[Picture, ...] = ()
    transparency: tuple[Fault, ...] = ()
    """Each kind of live transparency, with its first page."""
    overprint: bool = False
    ink: float = 0
    """The most ink of any color of type and vectors, in percent."""
    hairlines: tuple[Trouble, ...] = ()
    """Lines under a quarter of a point."""
    reversed: tuple[Trouble, ...] = ()
    """White type under seven points."""
    trapped: str = ""
    encrypted: bool = False
    identified: bool = False
    """Whether the trailer has an ID."""
    info: tuple[tuple[str, str], ...] = ()
    xmp: tuple[tuple[str, str], ...] = ()
    packed: bool = False
    """Whether the document's XMP is compressed."""
    faults: tuple[Fault, ...] = ()
    """Constructs that no PDF/X allows: scripts, PostScript, alternates, transfer curves …"""
    notes: tuple[Fault, ...] = ()
    """Annotations on or in the bleed."""
    layers: bool = False
    filters: tuple[str, ...] = ()
    """Compressions that are used."""

    @property
    def intent(self) -> Intent | None:
        """The output intent for PDF/X, if there is one."""
        return next((each for each in self.intents if each.kind == "GTS_PDFX"), None)

    @property
    def ink_limit(self) -> int | None:
        """The ink limit of the output intent's profile, in percent."""
        intent = self.intent
        return intent.profile.ink if intent and intent.profile else None

    @property
    def most_ink(self) -> float:
        """The most ink that is found anywhere, in percent."""
        return max([self.ink, *(picture.ink or 0 for picture in self.pictures)])

    @property
    def coarsest(self) -> Picture | None:
        """The picture with the fewest pixels an inch; stencils apart."""
        shown = [picture for picture in self.pictures if not picture.stencil]
        return min(shown, key=lambda picture: picture.dpi, default=None)
