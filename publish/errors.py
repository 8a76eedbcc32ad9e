"""What can go wrong, and how it is told.

::

    PublishError              the run stops; the message says what to mend
    ├── SourceError           the content is at fault            exit 1
    ├── ThemeError            the theme is at fault              exit 1
    ├── ProofError            an output lost something           exit 1
    ├── UsageError            the call is at fault               exit 2
    ├── EnvironmentFault      the machine lacks something        exit 4
    └── LockedError           another build holds the folder     exit 75

A :class:`Problem` is a value, not an exception: something doubtful that an
editor should look at. Every ``SourceError`` carries the Problems that caused
it, so that all of them can be mended in one go.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a Problem weighs: an ``ERROR`` stops a build, the others do not."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, order=True)
class Where:
    """A place in a file. Lines and columns count from 1; 0 means "not known"."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        parts = [self.file, *(str(n) for n in (self.line, self.column) if n)]
        return ":".join(parts)


@dataclass(frozen=True)
class Problem:
    """One finding: a stable rule id, what is wrong, and how to mend it."""

    rule: str
    message: str
    fix: str = ""
    where: Where | None = None
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        hint = f"\n  {self.fix}" if self.fix else ""
        return f"{place}{self.severity}[{self.rule}]: {self.message}{hint}"


class PublishError(Exception):
    """The root of the tree; ``exit_code`` is what the command line ends with."""

    exit_code = 1

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems

    def __reduce__(self) -> tuple[type[PublishError], tuple[Problem, ...]]:
        # Exceptions with their own __init__ must say how they cross a process border.
        return type(self), self.problems


class SourceError(PublishError):
    """The article, its pictures or ``publish.toml`` cannot be used as they are."""


class ThemeError(PublishError):
    """The theme is broken, or asks for something a theme may not have."""


class ProofError(PublishError):
    """An output, read back, does not say what the article says."""


class UsageError(PublishError):
    """The call itself cannot be carried out."""

    exit_code = 2


class EnvironmentFault(PublishError):
    """The machine lacks something, or refuses it; the fix is a line to run."""

    exit_code = 4


class LockedError(PublishError):
    """Another build is writing to the same folder (sysexits.h: EX_TEMPFAIL)."""

    exit_code = 75


def raise_errors(problems: Iterable[Problem], error: type[PublishError] = SourceError) -> None:
    """Raise ``error`` with every Problem of severity ERROR; do nothing if there is none."""
    fatal = tuple(p for p in problems if p.severity is Severity.ERROR)
    if fatal:
        raise error(*fatal)
