"""Collects the Problems of an inspection."""

from __future__ import annotations

from dataclasses import field

from publish.errors import Problem, PublishError, Severity, Where
from publish.values import dataclass


class Unreadable(PublishError):
    """The whole file cannot be read; the Problem says why."""


def printable(text: str) -> str:
    """Return a text as one line without terminal control characters."""
    return " ".join(
        "".join(c if c.isprintable() or c.isspace() else "\ufffd" for c in text).split()
    )


@dataclass
class Findings:
    """The Problems of one file; ``file`` is the name that the user gave."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def warn(self, rule: str, message: str, fix: str = "") -> None:
        """Add a warning: a part cannot be read, the rest can. Repeats are dropped."""
        self._add(self._problem(rule, message, fix, Severity.WARNING))

    def hint(self, rule: str, message: str, fix: str = "") -> None:
        """Add a hint. Repeats are dropped."""
        self._add(self._problem(rule, message, fix, Severity.HINT))

    def stop(self, rule: str, message: str, fix: str = "") -> Unreadable:
        """Return the exception that ends reading, to be raised."""
        return Unreadable(self._problem(rule, message, fix, Severity.ERROR))

    def _problem(self, rule: str, message: str, fix: str, severity: Severity) -> Problem:
        # Names in an unknown file may contain anything.
        return Problem(rule, printable(message), printable(fix), Where(self.file), severity)

    def _add(self, problem: Problem) -> None:
        if problem not in self.problems:
            self.problems.append(problem)


def broken(findings: Findings, why: str) -> Unreadable:
    """Return the error for a damaged file."""
    return findings.stop(
        "inspect-broken", f"the file is damaged: {why}", "Get the file again from its source."
    )


def unreadable(findings: Findings, why: str) -> Unreadable:
    """Return the error for a file without the part that everything hangs on.

    If that part was left out for its size, this is the error.
    """
    large = next((p.message for p in findings.problems if p.rule == "inspect-too-large"), None)
    if large is None:
        return broken(findings, why)
    findings.problems = [p for p in findings.problems if p.message != large]
    return too_large(findings, large)


def encrypted(findings: Findings, what: str = "the file") -> Unreadable:
    """Return the error for an encrypted file."""
    return findings.stop(
        "inspect-encrypted", f"{what} is encrypted", "Save it without a password, and try again."
    )


def too_large(findings: Findings, what: str) -> Unreadable:
    """Return the error for a file beyond the limits."""
    return findings.stop(
        "inspect-too-large", what, "If you trust the file, split it into smaller files."
    )
