"""Finds installed fonts by their file names.

A theme brings its own fonts; for scripts that these lack, installed fonts are used.
Layout finds them by family through fontconfig; only embedding (EPUB) and measuring
(Word's lines) need the files.
"""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import Path

from publish.files import CannotRead, read_anywhere
from publish.fonts.folders import FONTS
from publish.fonts.opentype import DAMAGED, FontFile
from publish.model.publication import FontFace

SIZE = 48 * 2**20
"""Largest font file or collection, in bytes; Noto's largest has 27 million."""
WEIGHTS = {400: "Regular", 700: "Bold"}
_COLLECTED = re.compile(r"(Noto (?:Serif|Sans) CJK) [A-Z]{2}")
"""Families stored together in one file."""


def faces(family: str) -> tuple[FontFace, ...]:
    """Return a family's upright faces, if installed under Noto's file names."""
    return tuple(face for weight in WEIGHTS if (face := _face(family, weight)))


@lru_cache(maxsize=32)
def _face(family: str, weight: int) -> FontFace | None:
    together = _COLLECTED.fullmatch(family)
    stem = (together[1] if together else family).replace(" ", "")
    suffixes = ("ttc", "otc") if together else ("ttf", "otf")
    for suffix in suffixes:
        path = _files().get(f"{stem}-{WEIGHTS[weight]}.{suffix}")
        if path is None:
            continue
        try:
            data = read_anywhere(path, SIZE)
            number = _number(data, family) if together else 0
        except (CannotRead, *DAMAGED):
            continue  # an unreadable file counts as not installed
        if number is not None:
            return FontFace(family, weight, "normal", path.name, data, number=number)
    return None


def _number(data: bytes, family: str) -> int | None:
    """Return a family's index in a collection."""
    count = int.from_bytes(data[8:12], "big") if data[:4] == b"ttcf" else 0
    for number in range(min(count, 16)):
        font = FontFile(data, number)
        if family in (font.name(1), font.name(16)):
            return number
    return None


@lru_cache(maxsize=1)
def _files() -> dict[str, Path]:
    """Return the font files in the system's folders by name; the first of a name counts."""
    found: dict[str, Path] = {}
    for folder in FONTS:
        for place, folders, names in os.walk(Path(folder).expanduser()):
            folders.sort()
            for name in sorted(names):
                found.setdefault(name, Path(place, name))
    return found
