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


def line_in(section: str, name: str, key: str | None, source: str) -> int:
    """The line of a key in the table ``[section.name]``; else of the table, the section, or 0."""
    part = r"[\"']?{}[\"']?"
    parts = r"\s*\.\s*".join(part.format(re.escape(word)) for word in (section, name))
    begun = 0
    for number, line in enumerate(source.split("\n"), start=1):
        if re.match(rf"\s*\[\s*{parts}\s*\]", line):
            begun = number
        elif begun and re.match(r"\s*\[", line):
            break
        elif begun and key and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line):
            return number
    return begun or (line_of(name, source) if name else 0) or line_of(section, source)
