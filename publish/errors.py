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
from dataclasses import asdict, field, replace
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


_UNWRITABLE = Problem(
    "out-unwritable",
    "cannot write",
    "Free some space, also where temporary files are (TMPDIR names another place).",
)
_FAILING = Problem("machine-refuses", "the disk fails", "Check the disk and its connection.")
_HANDLES = Problem(
    "machine-refuses", "the system refuses", "Allow more open files: `ulimit -n 4096`."
)
_MEMORY = Problem(
    "machine-refuses",
    "the system refuses",
    "End other programs, or make fewer articles at a time with `--jobs`.",
)
_OF_MACHINE = {
    errno.ENOSPC: _UNWRITABLE,
    errno.EDQUOT: _UNWRITABLE,
    errno.EROFS: _UNWRITABLE,
    errno.EIO: _FAILING,
    errno.EMFILE: _HANDLES,
    errno.ENFILE: _HANDLES,
    errno.ENOMEM: _MEMORY,
    errno.EAGAIN: _MEMORY,  # no process to be had
}
"""Errors of the system that no article and no theme can cause."""


def fault_of_machine(error: BaseException | None) -> EnvironmentFault | None:
    """The fault of the machine that ``error`` is, or that led to it; None if there is none.

    A disk without room, or that fails; no handle, memory or process to be had.
    """
    while error is not None:
        if isinstance(error, EnvironmentFault):
            return error
        if isinstance(error, OSError) and error.errno in _OF_MACHINE:
            return _fault(error, _OF_MACHINE[error.errno])
        error = error.__cause__ or error.__context__
    return None


def no_memory() -> EnvironmentFault:
    """The fault of a machine without memory, which ends a process without an ``OSError``."""
    return _fault(OSError(errno.ENOMEM, ""), _MEMORY)


def _fault(error: OSError, problem: Problem) -> EnvironmentFault:
    message = f"{problem.message}: {os.strerror(error.errno or 0)}"
    return EnvironmentFault(replace(problem, message=message))


def unforeseen(error: Exception) -> PublishError:
    """The error about a fault of our own: one line, with the place in our source.

    What the machine lacks or refuses is the machine's, temporary files that cannot be used too.
    """
    import traceback  # late: hardly ever needed

    if isinstance(error, MemoryError):
        return no_memory()
    if fault := fault_of_machine(error):
        return fault
    if isinstance(error, OSError) and _is_temporary(error.filename):
        return _fault(error, _UNWRITABLE)
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if f"{os.sep}publish{os.sep}" in frame.filename]
    places = [f"{frame.filename.rpartition(os.sep)[2]}:{frame.lineno}" for frame in ours[-1:]]
    text = " ".join(f"{type(error).__name__}: {error}".split())[:_LONGEST]
    message = f"something happened that publish does not expect ({', '.join([text, *places])})"
    fix = "The fault is in publish: report it, with what the command prints with --debug."
    return Unforeseen(Problem("unforeseen", message, fix))
