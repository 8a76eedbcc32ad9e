"""Places in a TOML file: tomllib returns values, not lines."""

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
    """Note an unknown key, with the key that was probably meant.

    The place is found in ``source`` unless ``line`` is given.
    """
    fix = did_you_mean(word, known, f"Known keys are: {', '.join(known)}.", "`{}`")
    at = line_of(word, source) if line is None else line
    findings.error("unknown-key", f"`{word}` is not a key of {of}", fix, at)


def line_of(key: str, source: str) -> int:
    """The first line that sets ``key``; 0 if there is none. tomllib does not know lines."""
    pattern = re.compile(rf"\s*(?:\[+\s*)?[\"']?{re.escape(key)}[\"']?\s*[\]=.]")
    for number, line in enumerate(source.split("\n"), start=1):
        if pattern.match(line):
            return number
    return 0
