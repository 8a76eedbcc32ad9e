"""A theme's fonts, from its own folder or a font package, checked as far as possible."""

from __future__ import annotations

import hashlib
import importlib.util
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from publish import files
from publish.composing.theme.files import fault, unread
from publish.files import CannotRead, Why
from publish.fonts import naming, sfnt, variable
from publish.fonts.opentype import DAMAGED
from publish.keeping.answers import Answers
from publish.model.publication import FontFace
from publish.suggest import did_you_mean

SIZE = 24 * 2**20
"""Bytes of a font file: one with all of Chinese, Japanese and Korean fits."""
FACES = 40
STYLES = ("normal", "italic")

_FAMILY = re.compile(r"""[^\x00-\x1f\x7f"'\\{};<>&]{1,80}""")
"""It is written into stylesheets between quotes, and into Word's XML."""
_FILE = re.compile(r"[\w+,. -]{1,100}(?:\[[\w,]{1,60}\])?\.(?:ttf|otf)", re.IGNORECASE)
"""The name is part of an address there; a variable font's ends with its axes."""


def faces(tables: object, folder: Path, file: Path) -> tuple[FontFace, ...]:
    """The faces that ``[[fonts]]`` lists; raises ``ThemeError``, ``file`` blamed."""
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise fault("theme-font", "fonts are a list", "Write [[fonts]] before each.", file)
    found: list[FontFace] = []
    read = _Reading()
    for table in tables:
        try:
            root, base = _folder(table, folder, file)
            own = table["faces"]
            if not isinstance(own, list) or not all(isinstance(face, dict) for face in own):
                raise fault("theme-font", "`faces` is a list of tables", _SHAPE, file)
            found += (_face(table, face, root, base, file, read) for face in own)
        except KeyError as error:
            raise fault("theme-font", f"a font lacks {error}", _SHAPE, file) from error
        if len(found) > FACES:
            raise fault("theme-font", f"more than {FACES} faces", "List those in use.", file)
    return tuple(found)


_SHAPE = "A font has family, faces (weight, style, file), and package if not in fonts/."


class _Reading:
    """Font files, each read and hashed once: all faces of a variable font are in one."""

    def __init__(self) -> None:
        self._files: dict[Path, tuple[bytes, str]] = {}

    def whole(self, path: Path) -> tuple[bytes, str]:
        """The bytes of a file, and their hash; raises ``CannotRead``."""
        if path not in self._files:
            data = files.read_anywhere(path, SIZE)
            self._files[path] = data, hashlib.sha256(data).hexdigest()
        return self._files[path]


def _face(
    table: Mapping[str, Any],
    face: Mapping[str, Any],
    root: Path,
    base: str,
    file: Path,
    read: _Reading,
) -> FontFace:
    family, weight, style = table["family"], face["weight"], face["style"]
    name = str(face["file"])
    if not isinstance(family, str) or not _FAMILY.fullmatch(family):
        fix = "Write its name in letters, as the file itself has it."
        raise fault("theme-font", f"{str(family)[:80]!r} is no family's name", fix, file)
    if type(weight) is not int or not 1 <= weight <= 1000 or style not in STYLES:
        fix = 'Write weight = 400 (or 700 …) and style = "normal" or "italic".'
        raise fault("theme-font", f"{name[:80]}: weight or style is wrong", fix, file)
    try:
        path = files.locate(root, Path(base) / name)
        if not _FILE.fullmatch(path.name):
            fix = "Give a TrueType or OpenType file, its name in letters, digits and hyphens."
            raise fault("theme-font", f"{path.name[:80]!r} is no font file's name", fix, file)
        data, digest = read.whole(path)
    except CannotRead as error:
        if error.why is Why.MISSING:
            hint = "Install the font's package, or put the file in the theme's fonts/ folder."
            raise fault("theme-font-missing", f"cannot read {name[:80]}", hint, file) from error
        raise unread(name, error, file) from error
    if trouble := _FAULTS.get(digest, lambda: sfnt.find_fault(data)):
        raise fault("theme-font", f"{path.name}: {trouble}", _WHOLE, file)
    reserved = bool(table.get("reserved", False))
    place = _place({**_numbers(table, file), **_numbers(face, file)}, weight, data, path.name, file)
    if not place:
        return FontFace(family, weight, style, path.name, _once(data), reserved)
    named = table.get("renamed", "" if reserved else family)
    if not isinstance(named, str) or not _FAMILY.fullmatch(named) or not named.isascii():
        fix = 'Write renamed = "…": the license keeps the family\'s name for the whole font.'
        raise fault("theme-font", f"{path.name}: its static faces need a name", fix, file)
    if len(naming.of_face(named, weight, style)[1]) > naming.LONGEST:
        fix = f"With its weight, it has at most {naming.LONGEST} characters, as Word's names have."
        raise fault("theme-font", f"{named!r} is too long a name", fix, file)
    try:
        made = variable.face(data, digest, place, named, style)
    except DAMAGED as error:
        raise fault("theme-font", f"{path.name}: {error}", _WHOLE, file) from error
    return FontFace(family, weight, style, _name(path.name, place), _once(made), reserved)


_WHOLE = "Give a whole TrueType or OpenType file."

_FAULTS: Answers[str | None] = Answers(FACES)
"""Faults of font files, by their hashes: most files are looked at for each of their faces."""


def _numbers(table: Mapping[str, Any], file: Path) -> dict[str, float]:
    """The places on axes that a table of the theme names."""
    named = table.get("axes", {})
    if not isinstance(named, dict) or not all(type(n) in (int, float) for n in named.values()):
        raise fault("theme-font", "`axes` has a number for each axis", "Write { opsz = 12 }.", file)
    return {str(axis): float(number) for axis, number in named.items()}


def _place(
    named: Mapping[str, float], weight: int, data: bytes, name: str, file: Path
) -> dict[str, float]:
    """The place of a face on the axes of the font ``data``; empty if it is static."""
    try:
        there = variable.axes(data)
    except DAMAGED as error:
        raise fault("theme-font", f"{name} has broken axes", _WHOLE, file) from error
    place = {**named, variable.WEIGHT: float(weight)} if there else dict(named)
    for axis, number in place.items():
        if axis == variable.WEIGHT and axis not in there:
            continue  # of one weight
        if axis not in there:
            hint = did_you_mean(axis, there, f"It has {', '.join(sorted(there)) or 'none'}.")
            raise fault("theme-font", f"{name} has no axis {axis[:20]!r}", hint, file)
        least, most = there[axis]
        if not least <= number <= most:
            fix = f"Give one from {least:g} to {most:g}."
            raise fault("theme-font", f"{name} has no face at {axis} = {number:g}", fix, file)
    return place


def _name(name: str, place: Mapping[str, float]) -> str:
    """The file name of a static face, which is part of addresses."""
    stem = re.sub(r"\[.*\]|\.\w+$", "", name)
    axes = (f"{axis}{number:g}" for axis, number in sorted(place.items()))
    return f"{'-'.join((stem, *axes))}.ttf"


@lru_cache(maxsize=FACES)
def _once(data: bytes) -> bytes:
    """The same bytes, and the same object for each theme that was read in this process.

    What is kept for a face would otherwise keep the bytes of each article's own copy.
    """
    return data


def _folder(table: Mapping[str, Any], folder: Path, file: Path) -> tuple[Path, str]:
    """The folder that must contain the fonts, the theme's or a font package's, and the folder in it
    that has them.
    """
    package = table.get("package")
    if package is None:
        return folder, "fonts"
    spec = (
        importlib.util.find_spec(package) if re.fullmatch(r"font(pkg)?_\w+", str(package)) else None
    )
    if spec is None or not spec.submodule_search_locations:
        line = f"pip install {str(package).replace('_', '-')}"
        raise fault("theme-font-missing", f"the font package {package} is missing", line, file)
    return Path(next(iter(spec.submodule_search_locations))), "files"
