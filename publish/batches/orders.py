"""An order: one article to build, and the options of its build; and its outcome."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from publish.errors import Problem, PublishError
from publish.inputs.wishes import Wishes
from publish.values import dataclass

if TYPE_CHECKING:
    from publish.building.making.make import Made
    from publish.building.plan import Plan
    from publish.building.publishing import Published
    from publish.inputs.record import Record


@dataclass(frozen=True)
class Order:
    """One article to build."""

    source: Path
    options: Wishes = field(default_factory=Wishes)

    def plan(self) -> Plan:
        """The plan of the build; raises what ``publish.building.plan.plan`` raises."""
        from publish.building.plan import plan  # late: an order is light

        return plan(self.source, self.options)


@dataclass(frozen=True)
class Attempt:
    """An order after a process tried to make it: ``made`` for ``folder``, or an ``error``."""

    order: Order
    made: Made | None = None
    folder: Path | None = None
    error: PublishError | None = None
    seconds: float = 0.0
    peak: int = 0
    """The most memory in bytes that its process had; 0 where nobody measured it."""
    trace: str = ""
    """Where in the program an unforeseen error arose."""
    lost: bool = False
    """Whether the process was lost, so that trying once more can help."""


class Ending(StrEnum):
    """The outcome of an order."""

    PUBLISHED = "published"
    UNCHANGED = "unchanged"
    """Its set is up to date."""
    FAILED = "failed"
    """The article, the theme or the command is at fault."""
    LOST = "lost"
    """Its process crashed, or needed too much time or memory, twice."""
    SKIPPED = "skipped"
    """The folder was named a second time."""
    UNTRIED = "untried"
    """The batch ended before."""


@dataclass(frozen=True)
class Result:
    """An order, and its outcome."""

    source: Path
    ending: Ending
    published: Published | None = None
    record: Record | None = None
    """The record of the set, where that is unchanged."""
    hashes: Mapping[str, str] = field(default_factory=dict)
    """The SHA-256 of every file of the set, by name."""
    error: PublishError | None = None
    beside: tuple[Problem, ...] = ()
    """Findings about the order rather than the article."""
    seconds: float = 0.0
    peak: int = 0
    trace: str = ""
    folder: Path = Path()
    """The place of a set that is unchanged."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All findings: errors where there are some, warnings and hints otherwise."""
        found = self.error.problems if self.error else ()
        return (*self.beside, *found, *(self.published.problems if self.published else ()))

    @property
    def exit_code(self) -> int:
        """The exit code of a build of this article alone."""
        return self.error.exit_code if self.error else 0
