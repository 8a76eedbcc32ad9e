"""The progress of a batch: one line that is written again on a terminal, lines in a pipe."""

from __future__ import annotations

import sys
import time
from dataclasses import field
from typing import TYPE_CHECKING

from publish.cli.terminal import Terminal
from publish.errors import Problem
from publish.values import dataclass

if TYPE_CHECKING:
    from publish.batches.orders import Result

_CLEAR = "\r\x1b[K"


@dataclass
class Progress:
    """Counts results, and shows them as they come."""

    terminal: Terminal
    total: int
    done: int = 0
    failed: int = 0
    _start: float = field(default_factory=time.monotonic)
    _known: int = 0
    """Results that nothing was made for."""
    _printed: set[Problem] = field(default_factory=set)

    @property
    def seconds(self) -> float:
        """The time since the start."""
        return time.monotonic() - self._start

    def begin(self) -> None:
        """Show that the work has begun; results so far do not count for its pace."""
        self._known = self.done
        self._write(self._line())

    def show(self, result: Result) -> None:
        """Show a result: its findings, those that were shown before left out, and the count."""
        self.done += 1
        self.failed += bool(result.error)
        self.clear()
        self.problems(result)
        if not self._is_live():
            took = f", {result.seconds:.1f} s" if result.seconds else ""
            place = f"[{self.done}/{self.total}] {result.source.as_posix()}"
            self.terminal.say(f"{place}: {result.ending}{took}")
        self._write(self._line())

    def problems(self, result: Result) -> None:
        """Print the findings of a result that no other had."""
        new = [problem for problem in result.problems if problem not in self._printed]
        self.terminal.problems(new)
        self._printed.update(new)

    def clear(self) -> None:
        """Remove the line, so that others can be printed."""
        self._write("")

    def _line(self) -> str:
        failed = f", {self.failed} failed" if self.failed else ""
        made = self.done - self._known
        if not made:
            return f"{self.total - self.done} of {self.total} articles to make{failed}: starting"
        rate = made / max(self.seconds, 0.001)
        left = (self.total - self.done) / rate
        pace = f"{60 * rate:.0f} a minute, {spoken(left)} left"
        return f"{self.done} of {self.total} articles{failed}, {pace}"

    def _is_live(self) -> bool:
        return sys.stderr.isatty() and not (self.terminal.quiet or self.terminal.json)

    def _write(self, text: str) -> None:
        if self._is_live():
            sys.stderr.write(f"{_CLEAR}{text}")
            sys.stderr.flush()


def spoken(seconds: float) -> str:
    """A time for people: ``40 s``, ``12 min``, ``3 h 5 min``."""
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
