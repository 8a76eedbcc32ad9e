"""Places in a TOML file: tomllib tells values, not lines."""

from __future__ import annotations

import re

from publish.reading.findings import Findings
from publish.suggest import did_you_mean


def unknown(
    word: str,
    known: tuple[str, ...],
    of: str,
    source: str,
    findings: Findings,
    line: int | None = None,
) -> None:
    """Note a key that has no meaning there, with the one that was probably meant.

    It is looked for in ``source`` where its ``line`` is not given.
    """
    fix = did_you_mean(word, known, f"What can stand here: {', '.join(known)}.", "`{}`")
    at = line_of(word, source) if line is None else line
    findings.error("unknown-key", f"`{word}` is not a key of {of}", fix, at)


def line_of(key: str, source: str) -> int:
    """The first line that sets ``key``; tomllib does not tell. 0 if there is none."""
    pattern = re.compile(rf"\s*(?:\[+\s*)?[\"']?{re.escape(key)}[\"']?\s*[\]=.]")
    for number, line in enumerate(source.split("\n"), start=1):
        if pattern.match(line):
            return number
    return 0
