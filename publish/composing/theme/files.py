"""Reading a theme's files: plain ones of a reasonable size, from inside its folder only."""

from __future__ import annotations

import re
import stat
import tomllib
from collections.abc import Container
from pathlib import Path
from typing import Any

from publish.errors import Problem, ThemeError, Where

TEXT = 256 * 1024
"""Bytes of a stylesheet or a template; the longest of ours has seven thousand."""
TOML = 128 * 1024
"""Bytes of theme.toml: words in forty languages."""
FILES = 100
"""Templates, or stylesheets."""

_LONG_KEY = re.compile(
    r"""(?<![\w-])(?:(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){16}""", re.ASCII
)
"""``a.a.a…``: tomllib's memory grows with the square of a key's parts."""


def fault(rule: str, message: str, fix: str, file: Path | None = None) -> ThemeError:
    """An error in a theme, at ``file``."""
    return ThemeError(Problem(rule, message, fix, Where(str(file)) if file else None))


def inside(folder: Path, name: str, file: Path) -> Path:
    """``folder/name``, links followed; ``file`` is blamed if that leads out of the folder."""
    try:
        path = (folder / name).resolve()
        if path.is_relative_to(folder.resolve()):
            return path
        cause = None
    except (OSError, RuntimeError, ValueError) as error:  # links in a circle, names that cannot be
        cause = error
    message = f"{name[:80]!r} lies outside the theme"
    raise fault("theme-file-outside", message, "Copy it in.", file) from cause


def data(path: Path, most: int, file: Path) -> bytes:
    """The bytes of a plain file of at most ``most`` bytes; ``OSError`` if it cannot be read.

    A pipe or a device could be read from for ever, so only plain files are opened.
    """
    about = path.stat()
    if not stat.S_ISREG(about.st_mode):
        raise fault("theme-file", f"{path.name} is no plain file", "Copy the file itself.", file)
    if about.st_size > most:
        message = f"{path.name}: {about.st_size} bytes are too many (the limit is {most})"
        raise fault("theme-file-size", message, "Shorten it.", file)
    with path.open("rb") as opened:
        return opened.read(most)


def text(path: Path, most: int = TEXT) -> str:
    """A whole text in UTF-8."""
    try:
        return data(path, most, path).decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        hint = "Save it as UTF-8 text, readable for you."
        raise fault("theme-file", f"cannot be read: {error}", hint, path) from error


def texts(folder: Path, suffix: str, stems: Container[str] | None = None) -> dict[str, str]:
    """The texts in ``folder`` whose names are one of ``stems`` (any) with ``suffix``, by name."""
    if not folder.is_dir():
        return {}
    paths = sorted(folder.glob(f"*{suffix}"))
    if len(paths) > FILES:
        raise fault("theme-file-size", f"more than {FILES} files", "Put some together.", folder)
    return {
        path.name: text(inside(folder, path.name, path))
        for path in paths
        if stems is None or path.name.removesuffix(suffix) in stems
    }


def table(folder: Path) -> dict[str, Any]:
    """``theme.toml`` of ``folder``."""
    file = folder / "theme.toml"
    return _parsed(text(inside(folder, file.name, file), TOML), file)


def tables(folder: Path, names: Container[str] | None = None) -> dict[str, dict[str, Any]]:
    """Every ``NAME.toml`` in ``folder``, or those of these ``names``, by its name."""
    found = texts(folder, ".toml", names)
    return {name.removesuffix(".toml"): _parsed(t, folder / name) for name, t in found.items()}


def _parsed(source: str, file: Path) -> dict[str, Any]:
    lines = source.split("\n")
    long = [n for n, line in enumerate(lines, 1) if line.count(".") > 15 and _LONG_KEY.search(line)]
    if long:
        problem = Problem(
            "theme-toml", "a key of too many parts", "Shorten it.", Where(str(file), long[0])
        )
        raise ThemeError(problem)
    try:
        return tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+), column (\d+)", str(error))
        line, column = (int(place[1]), int(place[2])) if place else (0, 0)
        problem = Problem(
            "theme-toml",
            str(error).split(" (at")[0],
            "Mend the line; strings need quotes.",
            Where(str(file), line, column),
        )
        raise ThemeError(problem) from error
    except (RecursionError, ValueError) as error:
        message = "values nest too deep" if isinstance(error, RecursionError) else str(error)
        raise fault("theme-toml", message, "Write plain values.", file) from error
