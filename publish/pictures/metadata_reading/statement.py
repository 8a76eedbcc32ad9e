"""Statements of a picture about itself, each with its place in the file."""

from __future__ import annotations

from enum import StrEnum

from publish.errors import Problem
from publish.metadata.agreement import COMPARED, covers
from publish.values import dataclass


class Source(StrEnum):
    """The kinds of metadata, the leading ones first.

    XMP leads over IPTC-IIM, and both over EXIF, because they hold more of a text and more text by
    people (Metadata Working Group, Guidelines 2.0, §3).
    """

    XMP = "XMP"
    IPTC = "IPTC"
    EXIF = "EXIF"
    PNG = "PNG"
    SVG = "SVG"


@dataclass(frozen=True)
class Statement:
    """One field, its value, and its place under the name that people know: ``XMP dc:creator``.

    ``field`` is a name of ``publish.metadata.credits.MAPPING`` or ``PICTURE``, or one of
    :data:`BESIDE`. Several values (creators) are separated by ``;``.
    """

    field: str
    value: str
    place: str
    source: Source
    work: int = 0
    """0 is the picture; higher numbers are the other parts of a composite, then works shown in
    it."""
    second: bool = False
    """A fallback: used where there is nothing better, and never in contradiction to it."""
    most: int | None = None
    """Bytes that its place holds, where it may have been cut to fit."""


BESIDE = ("keywords", "instructions", "contact", "data_mining")
"""Further fields that are read, outside the table of credits."""


@dataclass(frozen=True)
class Embedded:
    """All statements of a picture about itself, the most trusted first, and the errors in it."""

    kind: str = ""
    """``JPEG``, ``PNG``, ``WebP``, ``TIFF``, ``GIF``, ``AVIF``, ``HEIC``, ``SVG``, ``PSD``, ``XMP``
    (a packet in a file of its own); "" for a kind that is not read."""
    statements: tuple[Statement, ...] = ()
    problems: tuple[Problem, ...] = ()
    parts: int = 1
    """Works that the picture is made of, each with a credit; all others are only shown in it."""
    stale: bool = False
    """A program that does not know XMP changed the IPTC after the XMP (its digest differs)."""

    def leading(self, work: int = 0) -> dict[str, Statement]:
        """The most trusted statement for each field of one work."""
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
        """The number of works: the parts of the picture, then those shown in it."""
        return max((self.parts, *(1 + statement.work for statement in self.statements)))

    def of_picture(self) -> tuple[Statement, ...]:
        """The statements about the picture itself, not about works shown in it."""
        return tuple(s for s in self.statements if s.work < self.parts)

    def contradictions(self) -> tuple[tuple[Statement, Statement], ...]:
        """Leading statements of the picture, each with another that contradicts it."""
        leading = [self.leading(part) for part in range(self.parts)]
        found = []
        for statement in self.of_picture():
            firsts = [first for part in leading if (first := part.get(statement.field)) is not None]
            if statement in firsts or statement.second or firsts[0].second:
                continue
            values = [first.value for first in firsts]
            if statement.field in COMPARED and not covers(
                statement.field, values, statement.value, statement.most
            ):
                found.append((firsts[0], statement))
        return tuple(found)
