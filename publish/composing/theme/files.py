"""A theme's files, read with the errors of a theme."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Container
from pathlib import Path
from typing import Any

from publish import files
from publish.errors import Problem, ThemeError, Where
from publish.files import CannotRead, Why

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


def text(theme: Path, name: str, most: int = TEXT) -> str:
    """A whole text in UTF-8; raises ``ThemeError``."""
    try:
        return files.read(theme, name, most).decode("utf-8")
    except CannotRead as error:
        raise unread(name, error, theme / name) from error
    except UnicodeDecodeError as error:
        message = f"cannot be read: {error}"
        raise fault("theme-file", message, "Save it as UTF-8 text.", theme / name) from error


def unread(name: str, error: CannotRead, file: Path) -> ThemeError:
    """The error for a file ``name`` that cannot be read, at ``file``."""
    rule, fix = _UNREAD.get(error.why, ("theme-file", "Make it readable for you."))
    return fault(rule, f"{name[:80]!r} {error}", fix, file)


_UNREAD = {
    Why.OUTSIDE: ("theme-file-outside", "Copy it into the theme."),
    Why.TOO_LARGE: ("theme-file-size", "Shorten it."),
    Why.NOT_PLAIN: ("theme-file", "Copy the file itself."),
}


def texts(
    theme: Path, folder: str, suffix: str, stems: Container[str] | None = None
) -> dict[str, str]:
    """The texts in a folder of ``theme`` named one of ``stems`` (any) with ``suffix``, by name."""
    names = [name for name in files.names(theme / folder) if name.endswith(suffix)]
    if len(names) > FILES:
        message = f"more than {FILES} files"
        raise fault("theme-file-size", message, "Put some together.", theme / folder)
    return {
        name: text(theme, f"{folder}/{name}")
        for name in names
        if stems is None or name.removesuffix(suffix) in stems
    }


def table(theme: Path) -> dict[str, Any]:
    """The theme's ``theme.toml``; raises ``ThemeError``."""
    return _parsed(text(theme, "theme.toml", TOML), theme / "theme.toml")


def tables(
    theme: Path, folder: str, names: Container[str] | None = None
) -> dict[str, dict[str, Any]]:
    """Every ``NAME.toml`` in a folder of ``theme``, or those of these ``names``, by its name."""
    found = texts(theme, folder, ".toml", names)
    place = theme / folder
    return {name.removesuffix(".toml"): _parsed(t, place / name) for name, t in found.items()}


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
            "Correct the line; strings need quotes.",
            Where(str(file), line, column),
        )
        raise ThemeError(problem) from error
    except (RecursionError, ValueError) as error:
        message = "values nest too deep" if isinstance(error, RecursionError) else str(error)
        raise fault("theme-toml", message, "Write plain values.", file) from error
