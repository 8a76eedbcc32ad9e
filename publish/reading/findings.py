"""Problems found while reading, collected so that an editor sees all of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field, replace
from typing import NoReturn

from publish.errors import Problem, Severity, SourceError, Where
from publish.values import dataclass

MOST_SHOWN = 40
"""The limit of errors shown; for a file that is broken throughout, more do not help."""

LONGEST_MESSAGE = 900


@dataclass
class Findings:
    """The Problems of one file, in the order found.

    ``file`` is the file's name in messages. Lines and columns count from 1; 0 means "not known".
    """

    file: str
    problems: list[Problem] = field(default_factory=list)
    origins: Sequence[tuple[str, int]] = ()
    """The original file and line of each line, where some were included from others."""
    texts: dict[str, str] = field(default_factory=dict)
    """The texts read so far, by the names of files in messages."""

    def where(self, line: int = 0, column: int = 0) -> Where:
        """A place in this file, or in the file from which its line was included."""
        if 0 < line <= len(self.origins):
            file, line = self.origins[line - 1]
            return Where(file, line, column)
        return Where(self.file, line, column)

    def in_words(self, line: int) -> str:
        """A line as another line's message names it: ``line 7``."""
        place = self.where(line)
        return f"line {place.line}" + (f" of {place.file}" if place.file != self.file else "")

    def error(self, rule: str, message: str, fix: str, line: int = 0, column: int = 0) -> None:
        """Note a problem that stops the run."""
        self._add(Severity.ERROR, rule, message, fix, line, column)

    def warn(self, rule: str, message: str, fix: str, line: int = 0, column: int = 0) -> None:
        """Note a problem that an editor should look at."""
        self._add(Severity.WARNING, rule, message, fix, line, column)

    def hint(self, rule: str, message: str, fix: str, line: int = 0, column: int = 0) -> None:
        """Note a possible improvement."""
        self._add(Severity.HINT, rule, message, fix, line, column)

    def stop(self, rule: str, message: str, fix: str, line: int = 0, column: int = 0) -> NoReturn:
        """Note a problem that makes further reading pointless, and raise all errors so far."""
        self.error(rule, message, fix, line, column)
        self.stop_on_errors()
        raise AssertionError("an error was noted, so this is not reached")

    def stop_on_errors(self) -> None:
        """Raise :class:`publish.errors.SourceError` with the errors so far, if there is one."""
        fatal = [p for p in in_order(self.problems) if p.severity is Severity.ERROR]
        if len(fatal) > MOST_SHOWN:
            rest = f"{len(fatal) - MOST_SHOWN} more errors are not shown"
            more = Problem("more-errors", rest, "Correct those above first.", Where(self.file))
            fatal = [*fatal[:MOST_SHOWN], more]
        if fatal:
            error = SourceError(*fatal)
            others = (p for p in self.problems if p.severity is not Severity.ERROR)
            error.beside = in_order(others)
            raise error

    def _add(
        self, severity: Severity, rule: str, message: str, fix: str, line: int, column: int
    ) -> None:
        self.note(Problem(rule, message, fix, self.where(line, column), severity))

    def note(self, problem: Problem) -> None:
        """Note a Problem from elsewhere, in a form that can be shown."""
        message, fix = _shortened(problem.message), _shortened(problem.fix)
        self.problems.append(replace(problem, message=message, fix=fix))


def _shortened(text: str) -> str:
    """Shorten a message that quotes much of the source."""
    half = LONGEST_MESSAGE // 2
    return text if len(text) <= LONGEST_MESSAGE else f"{text[:half]} … {text[-half:]}"


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The same Problems in reading order: by file, line and column; none twice."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda p: p.where or Where("")))
