"""``[word]`` in ``publish.toml`` or ``theme.toml``: a Word file, and the names of its styles.

The file is opened where it is used: reading knows nothing of formats.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from publish import files
from publish.errors import Where
from publish.files import CannotRead
from publish.model.publication import Template
from publish.reading.findings import Findings
from publish.reading.toml import line_in, line_of, unknown

KEYS = ("reference", "styles")
_MOST_BYTES = 32 * 2**20


def read_word(section: Any, root: Path, source: str, findings: Findings) -> Template | None:
    """The Word file that ``section`` names, below ``root``; faults are noted in ``findings``."""
    if not isinstance(section, dict):
        fix = 'Write [word], and below it reference = "house.docx".'
        findings.error("value-type", "`word` is a section", fix, line_of("word", source))
        return None
    for key in section:
        if key not in KEYS:
            unknown(key, KEYS, "[word]", source, findings)
    lines = _lines(section.get("styles", {}), source, findings)
    name = section.get("reference")
    line = line_of("reference", source) or line_of("word", source)
    if name is None and not (section.keys() & {*KEYS}):
        return None
    if not isinstance(name, str) or not name.strip():
        fix = 'Write reference = "house.docx" under [word].'
        findings.error("value-type", "`reference` must be the name of a Word file", fix, line)
        return None
    try:
        data = files.read(root, name, _MOST_BYTES)
    except CannotRead as error:
        message = f"the reference {name} cannot be read: the file {error}"
        fix = f"Put a .docx or .dotx file of that name beside {Path(findings.file).name}."
        findings.error("reference-file", message, fix, line)
        return None
    styles = tuple(section.get("styles", {}).items()) if lines is not None else ()
    where = Where(findings.where().file, line)
    return Template(name, data, styles, where, lines or ())


def _lines(table: Any, source: str, findings: Findings) -> tuple[tuple[str, int], ...] | None:
    """The lines of ``[word.styles]``; None if that is no table of texts."""
    if not isinstance(table, dict):
        fix = 'Write [word.styles], and below it Byline = "Autor" and the like.'
        line = line_in("word", "styles", None, source)
        findings.error("value-type", "`styles` must be a section", fix, line)
        return None
    lines = tuple((key, line_in("word", "styles", key, source)) for key in table)
    for key, line in lines:
        if not isinstance(table[key], str) or not table[key].strip():
            fix = f'Write {key} = "…", the name of a style in your Word file.'
            findings.error("value-type", f"`{key}` must be a text", fix, line)
            return None
    return lines
