"""Text without its case, by the rules of every language (Unicode, SpecialCasing.txt; CLDR).

A stylesheet can set small letters as capitals: Turkish i becomes İ and ı becomes I, Greek loses its
accents, Lithuanian keeps a dot under them, German ß becomes SS. The letters stay the same.
"""

from __future__ import annotations

import re
from functools import cache
from unicodedata import combining, normalize

_GREEK = re.compile("[\u0370-\u03ff\u1f00-\u1fff]")
SPECIAL = re.compile("[İı\u0307\u0370-\u03ff\u1f00-\u1fff]")
"""Letters whose case does not follow Unicode's simple rules."""
_DOT = "\u0307"
_ACCENTS = frozenset("\u0300\u0301\u0303\u0304\u0306\u0308\u0313\u0314\u0342\u0345")
"""Accents of Greek, which capitals lose, and of Lithuanian, which small letters have above their
dot."""


def folded(text: str) -> str:
    """``text`` without case: the same for all forms that ``text-transform`` gives it."""
    plain = text.casefold()
    if not SPECIAL.search(text) and not SPECIAL.search(plain):
        return plain
    return "".join(map(fold, normalize("NFC", text)))


@cache
def fold(character: str) -> str:
    """One character without its case; "" for a separate mark that capitals lose."""
    if character == _DOT or character in _ACCENTS:
        return ""
    lowered = normalize("NFD", character.casefold())
    base = lowered[:1]
    if base in ("i", "ı", "j"):
        kept = "".join(c for c in lowered if c != _DOT and c not in _ACCENTS)
        return normalize("NFC", kept).replace("ı", "i")
    if _GREEK.match(base):
        lowered = normalize("NFD", character.lower())  # the iota below stays a mark
        return "".join(c.casefold() for c in lowered if not combining(c))
    return normalize("NFC", lowered)
