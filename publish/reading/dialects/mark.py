"""A mark of another house, as a row of a table."""

from __future__ import annotations

import re
from functools import cache

from publish.errors import Severity
from publish.values import dataclass

QUOTE = "[\"'“”„«»‘’‚]"
"""Any quotation mark: a mark's arguments may be in straight or in typographic ones."""


@dataclass(frozen=True)
class Mark:
    """One mark. No ``pattern`` may look far ahead: bad input must not take minutes.

    The pattern is matched against a block's source in which code, formulas, addresses and
    escaped characters are blank (``\\0``), with ``^`` and ``$`` at the ends of lines. ``signs``
    are texts of which one is in every match: without them the pattern is not even compiled.
    ``instead`` may name the pattern's groups as ``{group}``.
    """

    name: str
    whose: str
    means: str
    pattern: str
    signs: tuple[str, ...]
    instead: str
    rule: str = "markdown-dialect"
    severity: Severity = Severity.WARNING
    is_shown: bool = True
    """Is it enough that the source has it? ``False`` where the parser takes a part of it."""

    def compiled(self) -> re.Pattern[str]:
        """The pattern, compiled when it is first needed."""
        return _compiled(self.pattern)

    def message(self, typed: str) -> str:
        """The message about ``typed``, a match of the pattern."""
        return f"{quoted(typed)} is {self.means} in {self.whose}; here it is shown as typed"

    def fix(self, match: re.Match[str]) -> str:
        """The way to write it here; braces that are text are doubled in ``instead``."""
        usual = {"file": "file.jpg"}
        groups = {n: (text or usual.get(n, "")).strip() for n, text in match.groupdict().items()}
        return self.instead.format_map(groups)


def quoted(typed: str, most: int = 60) -> str:
    """``typed`` in backticks, on one line, cut where it is long."""
    line = " ".join(typed.replace("\0", "…").split())
    return f"`{line if len(line) <= most else line[: most - 1] + '…'}`"


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.MULTILINE)
