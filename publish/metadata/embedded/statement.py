"""What a picture says of itself: statements, each with the place where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from publish.errors import Problem


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
    """0 is the picture; 1 and more are the works of their own that are seen in it."""
    second: bool = False
    """A second choice: good where nothing better is said, and no contradiction to it."""


BESIDE = ("keywords", "instructions", "contact", "data_mining")
"""Fields that are read besides those that a credit's table has."""


@dataclass(frozen=True)
class Embedded:
    """All that a picture says of itself, the most trusted first; and what was broken in it."""

    kind: str = ""
    """``JPEG``, ``PNG``, ``WebP``, ``TIFF``, ``GIF``, ``AVIF``, ``HEIC``, ``SVG``; "" if none."""
    statements: tuple[Statement, ...] = ()
    problems: tuple[Problem, ...] = ()
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
        """How many works are spoken of, the picture itself included."""
        return 1 + max((statement.work for statement in self.statements), default=0)

    def others(self) -> Iterator[tuple[Statement, Statement]]:
        """Every leading statement with each other one on the same field, second choices aside."""
        for work in range(self.works):
            leading = self.leading(work)
            for statement in self.statements:
                first = leading.get(statement.field)
                if statement.work != work or first is None or first is statement:
                    continue
                if not (statement.second or first.second):
                    yield first, statement
