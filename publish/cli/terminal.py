"""Output of commands: colored on a terminal, plain in a pipe, JSON for programs."""

from __future__ import annotations

import json as json_
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TextIO

from publish.errors import Problem, PublishError, Severity, plain
from publish.values import dataclass

COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.HINT: "cyan"}


@dataclass(frozen=True)
class Terminal:
    """Prints results to standard output, and Problems to standard error."""

    json: bool = False
    quiet: bool = False
    names: tuple[tuple[str, str], ...] = ()
    """Folders here, and how people know them: articles of a store are brought to this machine."""

    def named(self, value: Any) -> Any:
        """A value for JSON, a text or a Problem with the names of folders that people know."""
        if not self.names or value is None:
            return value
        if isinstance(value, str):
            for folder, name in self.names:
                value = value.replace(folder, name)
            return value
        if isinstance(value, Problem):
            where = value.where and replace(value.where, file=self.named(value.where.file))
            texts = (self.named(value.message), self.named(value.fix))
            return replace(value, message=texts[0], fix=texts[1], where=where)
        if isinstance(value, dict):
            return {self.named(key): self.named(one) for key, one in value.items()}
        return [self.named(one) for one in value] if isinstance(value, list) else value

    def say(self, text: str, style: str = "") -> None:
        """Print one line of a result."""
        if not (self.quiet or self.json):
            _print(self.named(text), style, sys.stdout)

    def table(self, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Print rows in columns that line up."""
        if self.quiet or self.json:
            return
        body = [self.named(list(row)) for row in rows]
        widths = [max(len(row[n]) for row in [list(head), *body]) for n in range(len(head))]
        for number, row in enumerate([list(head), *body]):
            cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
            _print("  ".join(cells).rstrip(), "bold" if number == 0 else "", sys.stdout)

    def problems(self, problems: Iterable[Problem]) -> None:
        """Print each Problem with its place and its fix; with ``--quiet``, only errors."""
        if self.json:
            return
        for problem in problems:
            if not self.quiet or problem.severity is Severity.ERROR:
                _problem(self.named(problem))

    def note(self, text: str, style: str = "") -> None:
        """Print a line among the Problems, which belongs to them."""
        if not (self.quiet or self.json):
            _print(text, style, sys.stderr)

    def failed(self, error: PublishError) -> None:
        """Print the Problems that ended a run."""
        if self.json:
            self.result({"ok": False, "problems": [plain(p) for p in error.problems]})
        self.problems(error.problems)

    def result(self, value: Mapping[str, object]) -> None:
        """Print the whole result as JSON, if that is asked for."""
        if self.json:
            print(json_.dumps(self.named(dict(value)), indent=2, ensure_ascii=False))


def near(path: Path) -> str:
    """The path relative to the current folder, if it is inside."""
    here = Path.cwd()
    whole = path.resolve()
    return str(whole.relative_to(here)) if whole.is_relative_to(here) else str(path)


def size(count: int) -> str:
    """A number of bytes for people: ``317 kB``, ``1.2 MB``."""
    return f"{count / 1000:.0f} kB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"


def _problem(problem: Problem) -> None:
    if not sys.stderr.isatty():
        print(problem, file=sys.stderr)
        return
    from rich.console import Console
    from rich.text import Text

    text = Text()
    if problem.where:
        text.append(f"{problem.where}: ", "bold")
    text.append(f"{problem.severity}[{problem.rule}]", f"bold {COLORS[problem.severity]}")
    text.append(f": {problem.message}")
    if problem.fix:
        text.append(f"\n  {problem.fix}", "green")
    Console(stderr=True, highlight=False).print(text, soft_wrap=True)


def _print(text: str, style: str, stream: TextIO) -> None:
    if not stream.isatty():
        print(text, file=stream)
        return
    from rich.console import Console
    from rich.text import Text

    Console(file=stream, highlight=False).print(Text(text, style), soft_wrap=True)
