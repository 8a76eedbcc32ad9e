"""Exceptions and Problems.

::

    PublishError              stops the run; the message states the fix
    ├── SourceError           the content is at fault            exit 1
    ├── ThemeError            the theme is at fault              exit 1
    ├── ProofError            an output lost something           exit 1
    ├── UsageError            the command is at fault            exit 2
    ├── EnvironmentFault      the machine lacks something        exit 4
    ├── Unforeseen            the program is at fault            exit 70
    └── LockedError           another build holds the folder     exit 75

A :class:`Problem` is a value, not an exception: a finding for an editor. Every
``SourceError`` carries all Problems that caused it, so that they can be fixed at once.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from dataclasses import asdict, field
from enum import StrEnum

from publish.values import dataclass


class Severity(StrEnum):
    """The severity of a Problem; only an ``ERROR`` stops a build."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, order=True)
class Where:
    """A place in a file. Lines and columns count from 1; 0 is unknown."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        parts = [self.file, *(str(n) for n in (self.line, self.column) if n)]
        return ":".join(parts)


@dataclass(frozen=True)
class Problem:
    """A finding: a stable rule id, what is wrong, and the fix.

    ``about`` are words of the article, or the name of a picture, by which a finding without a
    place gets one (:meth:`publish.page.Page.located`). ``proposed`` is what the source says
    elsewhere of the picture ``about``, by the keys of its entry in the front matter.
    """

    rule: str
    message: str
    fix: str = ""
    where: Where | None = None
    severity: Severity = Severity.ERROR
    about: str = field(default="", compare=False, repr=False)
    proposed: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        hint = f"\n  {self.fix}" if self.fix else ""
        return f"{place}{self.severity}[{self.rule}]: {self.message}{hint}"


class PublishError(Exception):
    """The base of all exceptions; ``exit_code`` is that of the command line."""

    exit_code = 1
    beside: tuple[Problem, ...] = ()
    """Other findings, which do not stop the run: warnings and hints."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems

    def __reduce__(self) -> tuple[type[PublishError], tuple[Problem, ...]]:
        # Needed for pickling, because of the custom __init__.
        return type(self), self.problems


class SourceError(PublishError):
    """The article, its pictures or ``publish.toml`` have errors."""


class ThemeError(PublishError):
    """The theme has errors, or asks for something that is not allowed."""


class ProofError(PublishError):
    """An output, read back, differs from the article."""


class UsageError(PublishError):
    """The command cannot be carried out."""

    exit_code = 2


class EnvironmentFault(PublishError):
    """The machine lacks or refuses something; the fix is a command to run."""

    exit_code = 4


class Unforeseen(PublishError):
    """Something happened that nobody thought of (sysexits.h: EX_SOFTWARE)."""

    exit_code = 70


class LockedError(PublishError):
    """Another build is writing to the same folder (sysexits.h: EX_TEMPFAIL)."""

    exit_code = 75


def raise_errors(problems: Iterable[Problem], error: type[PublishError] = SourceError) -> None:
    """Raise ``error`` with all Problems of severity ERROR, if there are any."""
    fatal = tuple(p for p in problems if p.severity is Severity.ERROR)
    if fatal:
        raise error(*fatal)


def plain(problem: Problem) -> dict[str, object]:
    """A Problem as a value for JSON."""
    where = asdict(problem.where) if problem.where else None
    return {
        "rule": problem.rule,
        "severity": str(problem.severity),
        "message": problem.message,
        "fix": problem.fix,
        "where": where,
    }


_LONGEST = 200
"""Letters of an exception's text that are shown."""


def _is_temporary(path: object) -> bool:
    import tempfile  # late: hardly ever needed

    folder = tempfile.gettempdir()
    return isinstance(path, str | os.PathLike) and os.fspath(path).startswith(folder + os.sep)


_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})


def unforeseen(error: Exception) -> PublishError:
    """The error about a fault of our own: one line, with the place in our source.

    A disk without room, and temporary files that cannot be used, are the machine's.
    """
    import traceback  # late: hardly ever needed

    if isinstance(error, OSError) and (error.errno in _FULL or _is_temporary(error.filename)):
        message = f"cannot write: {os.strerror(error.errno or 0)}"
        fix = "Free some space, also where temporary files are (TMPDIR names another place)."
        return EnvironmentFault(Problem("out-unwritable", message, fix))
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if f"{os.sep}publish{os.sep}" in frame.filename]
    places = [f"{frame.filename.rpartition(os.sep)[2]}:{frame.lineno}" for frame in ours[-1:]]
    text = " ".join(f"{type(error).__name__}: {error}".split())[:_LONGEST]
    message = f"something happened that publish does not expect ({', '.join([text, *places])})"
    fix = "The fault is in publish: report it, with what the command prints with --debug."
    return Unforeseen(Problem("unforeseen", message, fix))
