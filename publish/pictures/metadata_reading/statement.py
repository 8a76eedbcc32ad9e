"""What a picture says of itself: statements, each with the place where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from publish.errors import Problem
from publish.metadata.agreement import COMPARED, covers


class Source(StrEnum):
    """The kinds of metadata, those first that lead where several say something.

    XMP leads over IPTC-IIM, and both over EXIF, since they hold more of a text
    and of what people wrote (Metadata Working Group, Guidelines 2.0, §3).
    """

    XMP = "XMP"
    IPTC = "IPTC"
    EXIF = "EXIF"
    PNG = "PNG"
    SVG = "SVG"


@dataclass(frozen=True)
class Statement:
    """One field, its value, and where it stands, as people look for it: ``XMP dc:creator``.

    ``field`` is a name of ``publish.metadata.credits.MAPPING`` or ``PICTURE``, or one of
    :data:`BESIDE`. Several values (creators) are divided by ``;``.
    """

    field: str
    value: str
    place: str
    source: Source
    work: int = 0
    """0 is the picture; more are the other parts of a composite, then works seen in it."""
    second: bool = False
    """A second choice: good where nothing better is said, and no contradiction to it."""
    most: int | None = None
    """Bytes that its place holds, where it may have been cut to fit."""


BESIDE = ("keywords", "instructions", "contact", "data_mining")
"""Fields that are read besides those that a credit's table has."""


@dataclass(frozen=True)
class Embedded:
    """All that a picture says of itself, the most trusted first; and what was broken in it."""

    kind: str = ""
    """``JPEG``, ``PNG``, ``WebP``, ``TIFF``, ``GIF``, ``AVIF``, ``HEIC``, ``SVG``, ``PSD``,
    ``XMP`` (a packet in a file of its own); "" if it is read by nobody here."""
    statements: tuple[Statement, ...] = ()
    problems: tuple[Problem, ...] = ()
    parts: int = 1
    """Works that the picture is made of, each with a credit; all others are only seen in it."""
    stale: bool = False
    """The IPTC was changed after the XMP, by a program that knows no XMP (its digest differs)."""

    def leading(self, work: int = 0) -> dict[str, Statement]:
        """The statement to be believed for each field of one work."""
        found: dict[str, Statement] = {}
        for statement in self.statements:
            if statement.work == work:
                found.setdefault(statement.field, statement)
        return found

    def fields(self, work: int = 0) -> dict[str, str]:
        """The values of :meth:`leading`."""
        return {name: statement.value for name, statement in self.leading(work).items()}

    @property
    def works(self) -> int:
        """How many works are spoken of: the parts of the picture, then those seen in it."""
        return max((self.parts, *(1 + statement.work for statement in self.statements)))

    def of_picture(self) -> tuple[Statement, ...]:
        """What is said of the picture itself, and not of works that are only seen in it."""
        return tuple(s for s in self.statements if s.work < self.parts)

    def contradictions(self) -> tuple[tuple[Statement, Statement], ...]:
        """Leading statements of the picture, each with another that does not agree with it."""
        leading = [self.leading(part) for part in range(self.parts)]
        found = []
        for statement in self.of_picture():
            firsts = [first for part in leading if (first := part.get(statement.field)) is not None]
            if statement in firsts or statement.second or firsts[0].second:
                continue
            said = [first.value for first in firsts]
            if statement.field in COMPARED and not covers(
                statement.field, said, statement.value, statement.most
            ):
                found.append((firsts[0], statement))
        return tuple(found)
