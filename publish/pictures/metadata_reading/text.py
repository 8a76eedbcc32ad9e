"""Bytes to text, as picture programs of thirty years wrote it; and text that was garbled."""

from __future__ import annotations

import re

_BAD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold."""
_CONTROLS = re.compile("[\x7f-\x9f]")
"""What HTML forbids besides; in garbled text these are parts of letters."""


def decoded(data: bytes, encoding: str = "") -> str:
    """The text of ``data`` in its declared ``encoding``, else in UTF-8, else in Windows-1252.

    Nothing is lost: bytes that the encoding has no letter for are taken for those
    of Windows-1252, or of Latin-1.
    """
    for name in (encoding, "utf-8"):
        if name:
            try:
                return data.decode(name)
            except UnicodeDecodeError:
                continue
    return "".join(map(_WINDOWS.__getitem__, data))


def _letter(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


_WINDOWS = tuple(map(_letter, range(256)))
_BYTES = {letter: byte for byte, letter in enumerate(_WINDOWS)} | {chr(n): n for n in range(256)}
"""From a letter to the byte that was taken for it, in Windows-1252 or in Latin-1."""


def clean(text: str) -> str:
    """``text`` without what pads it (NUL, white space) and what no output can hold."""
    return _BAD.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def without_controls(text: str) -> str:
    """``text`` without what is left of a wrong conversion."""
    return _CONTROLS.sub("", text).strip()


_UNLIKELY = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f]|(?![\u01a0-\u01b0\u0218-\u021b])[\u0180-\u036f]"
)
"""Letters that nobody's name is written with, and that É®, CAFÈ™ or Ê» would turn into."""


def ungarbled(text: str) -> str:
    """What was meant where UTF-8 was once read as Latin-1 (``Ã©`` for ``é``); else ``text``."""
    if text.isascii():
        return text
    try:
        meant = bytes(_BYTES[letter] for letter in text).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return text
    return text if _UNLIKELY.search(meant) else meant
