"""Bytes to text: UTF-8, one kind of line end, no character that XML cannot hold."""

from __future__ import annotations

import codecs
import re
from itertools import islice
from pathlib import Path

from publish import files
from publish.files import CannotRead, Why
from publish.reading.bidi_controls import judge_directions
from publish.reading.findings import MOST_SHOWN, Findings

MOST_BYTES = 4_000_000
"""A longer ``article.md`` is a mistake (a whole Bible has about as many)."""

NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 (§2.2) forbids, and the further control characters that HTML forbids."""

_MARKS = ((codecs.BOM_UTF16_LE, "UTF-16"), (codecs.BOM_UTF16_BE, "UTF-16"))

_ZIP = b"PK\x03\x04"
"""The first bytes of a DOCX, an ODT and a ZIP archive (APPNOTE.TXT §4.3.7)."""


def read_text(root: Path, file: Path, findings: Findings) -> bytes:
    """The bytes of a text file inside ``root``; stops with a SourceError if it cannot be read."""
    try:
        return files.read(root, file.absolute(), MOST_BYTES)
    except CannotRead as error:
        rule, fix = _UNREAD.get(error.why, ("unreadable", "Check its permissions."))
        findings.stop(rule, f"the file {error}", fix)


_UNREAD = {
    Why.TOO_LARGE: (
        "source-too-long",
        "Check that it is a text file. If so, split it into several articles.",
    ),
    Why.OUTSIDE: ("unreadable", "Put a copy of it in the folder."),
    Why.NOT_PLAIN: ("unreadable", "Put a text file there."),
    Why.MISSING: ("unreadable", "Put a text file there."),
}


def decode(data: bytes, findings: Findings) -> str:
    """The text of a source file, its lines ended by ``\n``, without a byte order mark.

    Stops with a SourceError when it is not UTF-8; control characters are noted, each at its place.
    """
    text = _utf8(data, findings).removeprefix("\ufeff")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    findings.texts[findings.file] = text
    for match in islice(NOT_TEXT.finditer(text), MOST_SHOWN):
        line, column = place(text, match.start())
        findings.error("control-character", *explain(match.group()), line, column)
    return judge_directions(text, findings)


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column, from 1, of a position in ``text``."""
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1


def explain(character: str) -> tuple[str, str]:
    """The message about a character that cannot be published, and the fix."""
    code = f"U+{ord(character):04X}"
    meant = _windows_1252(ord(character))
    if meant:
        message = f"the character {code} is not text; the file was converted wrongly"
        return message, f"Write {meant} instead: this is its meaning in Windows-1252."
    return f"the control character {code} cannot be published", "Delete it."


def _utf8(data: bytes, findings: Findings) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            message = f"the file is saved as {name}, not as UTF-8"
            findings.stop("not-utf-8", message, _SAVE)
    if data.startswith(_ZIP):
        message = "the file is not text, but a Word document or another such package"
        fix = "Save it as plain text, in the encoding UTF-8; another name does not make it one."
        findings.stop("not-utf-8", message, fix)
    if _is_wide(data):
        findings.stop("not-utf-8", "the file is saved as UTF-16, not as UTF-8", _SAVE)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8").lstrip("\ufeff")) + 1
        byte = data[error.start]
        meant = _windows_1252(byte)
        guess = f" (in Windows-1252 it would be {meant!r})" if meant else ""
        findings.stop(
            "not-utf-8",
            f"the byte 0x{byte:02X} is not UTF-8{guess}",
            'Save the file again with the encoding "UTF-8".',
            line,
            column,
        )


_SAVE = 'Save it again with the encoding "UTF-8".'


def _is_wide(data: bytes) -> bool:
    """Whether it is UTF-16 without a mark: then one of two bytes of ASCII is 0."""
    head = data[:200]
    even, odd = head[::2].count(0), head[1::2].count(0)
    return max(even, odd) > max(1, len(head) // 8, 10 * min(even, odd))


def _windows_1252(byte: int) -> str | None:
    if not 0x80 <= byte <= 0xFF:
        return None
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return None
