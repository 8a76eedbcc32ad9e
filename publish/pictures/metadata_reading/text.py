"""Bytes to text, as thirty years of picture programs wrote it; and garbled text corrected."""

from __future__ import annotations

import re

_BAD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 cannot hold."""
_CONTROLS = re.compile("[\x7f-\x9f]")
"""Further characters that HTML forbids; in garbled text these are parts of letters."""


def decoded(data: bytes, encoding: str = "") -> str:
    """The text of ``data`` in its declared ``encoding``, otherwise in UTF-8, otherwise in
    Windows-1252.

    Nothing is lost: bytes without a letter in the encoding are read as Windows-1252 or Latin-1.
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
"""From a letter to the byte that was read as it, in Windows-1252 or in Latin-1."""


def clean(text: str) -> str:
    """``text`` without padding (NUL, white space) and characters that no format can hold."""
    return _BAD.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def without_controls(text: str) -> str:
    """``text`` without the remains of a wrong conversion."""
    return _CONTROLS.sub("", text).strip()


_UNLIKELY = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f]|(?![\u01a0-\u01b0\u0218-\u021b])[\u0180-\u036f]"
)
"""Letters that no name has, and that É®, CAFÈ™ or Ê» would become."""


def ungarbled(text: str) -> str:
    """The intended text where UTF-8 was read as Latin-1 (``Ã©`` for ``é``); otherwise ``text``."""
    if text.isascii():
        return text
    try:
        meant = bytes(_BYTES[letter] for letter in text).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return text
    return text if _UNLIKELY.search(meant) else meant
