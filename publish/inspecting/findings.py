"""What cannot be read, told as Problems: every rule of this room with its words."""

from __future__ import annotations

from dataclasses import dataclass, field

from publish.errors import Problem, PublishError, Severity, Where


class Unreadable(PublishError):
    """The file, as a whole, cannot be read; the Problem says why."""


def printable(text: str) -> str:
    """One line of a text, without what a terminal would take for a command."""
    return " ".join(
        "".join(c if c.isprintable() or c.isspace() else "\ufffd" for c in text).split()
    )


@dataclass
class Findings:
    """The Problems met while one file is read; ``file`` is how the user called it."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def warn(self, rule: str, message: str, fix: str = "") -> None:
        """Something in the file cannot be read, the rest can. The same is told once."""
        self._add(self._problem(rule, message, fix, Severity.WARNING))

    def hint(self, rule: str, message: str, fix: str = "") -> None:
        """Something that is good to know."""
        self._add(self._problem(rule, message, fix, Severity.HINT))

    def stop(self, rule: str, message: str, fix: str = "") -> Unreadable:
        """The error that ends the reading of this file; to be raised."""
        return Unreadable(self._problem(rule, message, fix, Severity.ERROR))

    def _problem(self, rule: str, message: str, fix: str, severity: Severity) -> Problem:
        # Names in a stranger's file may hold anything.
        return Problem(rule, printable(message), printable(fix), Where(self.file), severity)

    def _add(self, problem: Problem) -> None:
        if problem not in self.problems:
            self.problems.append(problem)


def broken(findings: Findings, why: str) -> Unreadable:
    """The file is damaged, beyond what can be passed over."""
    return findings.stop(
        "inspect-broken", f"the file is broken: {why}", "Get the file again from where it came."
    )


def encrypted(findings: Findings, what: str = "the file") -> Unreadable:
    """It is locked."""
    return findings.stop(
        "inspect-encrypted", f"{what} is encrypted", "Save it without a password, and try again."
    )


def too_large(findings: Findings, what: str) -> Unreadable:
    """It would take more memory than a document has reason to."""
    return findings.stop(
        "inspect-too-large", what, "If you trust the file, save it again in smaller parts."
    )
