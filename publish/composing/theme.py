"""Themes: where they are found, what they hold, how one inherits from another."""

from __future__ import annotations

import difflib
import importlib.util
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from publish.composing.page import FontFace
from publish.errors import Problem, ThemeError, Where

SHEETS = ("style", "pdf", "epub", "docx")
_KEYS = ("name", "description", "parent", "inherit", "tokens", "fonts", "labels")
PARTS = ("tokens", "labels", "templates", "css", "fonts")
"""What a theme takes from its parent, unless `inherit` names fewer."""
_SIZE = 2 * 2**20
"""Bytes: no stylesheet or template is longer; what is, is not one."""


@dataclass(frozen=True)
class Theme:
    """A theme with everything it inherits already put in.

    ``templates`` and ``sheets`` map a file's name to its text; ``labels`` maps a
    language to its words.
    """

    name: str
    description: str
    tokens: Mapping[str, str]
    labels: Mapping[str, Mapping[str, str]]
    templates: Mapping[str, str]
    sheets: Mapping[str, str]
    fonts: tuple[FontFace, ...] = field(repr=False, default=())
    folders: tuple[Path, ...] = ()
    """Where the parts came from, the theme's own folder first."""


def find(name: str, publication: Path | None) -> Path:
    """The folder of the theme ``name``, or of the path if it has a slash in it.

    Looked for in the publication's ``themes/``, then in the installed package.
    Raises ``ThemeError`` with the names there are.
    """
    if "/" in name or name.startswith("."):
        folder = Path(name)
        if (folder / "theme.toml").is_file():
            return folder
        raise _fault("theme-missing", f"{name} has no theme.toml", "Give a theme's folder.")
    for shelf in _shelves(publication):
        if (shelf / name / "theme.toml").is_file():
            return shelf / name
    names = known(publication)
    near = difflib.get_close_matches(name, names, 1)
    hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(names)}."
    raise _fault("theme-missing", f"there is no theme {name!r}", hint)


def known(publication: Path | None) -> tuple[str, ...]:
    """The names of all themes that :func:`find` finds, sorted."""
    files = [file for shelf in _shelves(publication) for file in shelf.glob("*/theme.toml")]
    return tuple(sorted({file.parent.name for file in files}))


def _shelves(publication: Path | None) -> tuple[Path, ...]:
    return (*((publication / "themes",) if publication else ()), shipped())


def shipped() -> Path:
    """The themes that come with the package (beside it, in a checkout)."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "themes"
    return inside if inside.is_dir() else package.parent / "themes"


def load(name: str, publication: Path | None = None) -> Theme:
    """The theme ``name`` with its parents; raises ``ThemeError`` when it is broken."""
    return _load(find(name, publication), publication, ())


def _load(folder: Path, publication: Path | None, heirs: tuple[Path, ...]) -> Theme:
    if folder in heirs:
        raise _fault("theme-loop", f"{folder.name} is its own parent", "Remove `parent`.")
    file = folder / "theme.toml"
    table = _table(file)
    parent = _NOTHING
    if "parent" in table:
        above = find(str(table["parent"]), publication)
        parent = _taken(_load(above, publication, (*heirs, folder)), table, file)
    labels: dict[str, Mapping[str, str]] = dict(parent.labels)
    for lang, words in table.get("labels", {}).items():
        labels[lang] = {**labels.get(lang, {}), **_texts(words, file, f"labels.{lang}")}
    own = _files(folder / "templates", ".html.j2")
    sheets = {
        key.removesuffix(".css"): text for key, text in _files(folder / "css", ".css").items()
    }
    return Theme(
        name=str(table.get("name", folder.name)),
        description=str(table.get("description", "")),
        tokens={
            **parent.tokens,
            **_texts(table.get("tokens", {}), file, "tokens"),
        },
        labels=labels,
        templates={**parent.templates, **own},
        sheets=_inherited(parent.sheets, sheets),
        fonts=(*parent.fonts, *_fonts(table.get("fonts", []), folder, file)),
        folders=(folder, *parent.folders),
    )


_NOTHING = Theme("", "", {}, {}, {}, {})
"""The parent of a theme that says everything itself."""


def _taken(parent: Theme, table: Mapping[str, Any], file: Path) -> Theme:
    """The parts of ``parent`` that the theme takes from it."""
    parts = table.get("inherit", PARTS)
    wrong = [p for p in parts if p not in PARTS] if isinstance(parts, list | tuple) else [parts]
    if wrong:
        hint = f"Write a list of some of: {', '.join(PARTS)}."
        raise _fault("theme-inherit", f"{wrong[0]!r} is no part of a theme", hint, file)
    return Theme(
        name=parent.name,
        description=parent.description,
        tokens=parent.tokens if "tokens" in parts else {},
        labels=parent.labels if "labels" in parts else {},
        templates=parent.templates if "templates" in parts else {},
        sheets=parent.sheets if "css" in parts else {},
        fonts=parent.fonts if "fonts" in parts else (),
        folders=parent.folders,
    )


def _inherited(parent: Mapping[str, str], own: Mapping[str, str]) -> dict[str, str]:
    """A child's stylesheet comes after its parent's, so that it needs to say only what differs."""
    names = {**parent, **own}
    return {name: "\n".join(filter(None, (parent.get(name), own.get(name)))) for name in names}


def _table(file: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads(_text(file))
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
    for key in table:
        if key not in _KEYS:
            near = difflib.get_close_matches(key, _KEYS, 1)
            hint = f"Did you mean {near[0]}?" if near else f"Known are: {', '.join(_KEYS)}."
            raise _fault("theme-key-unknown", f"unknown key {key!r}", hint, file)
    return table


def _texts(table: object, file: Path, where: str) -> dict[str, str]:
    if not isinstance(table, dict):
        raise _fault("theme-value", f"[{where}] must be a table", "Write name = value lines.", file)
    return {str(key): str(value) for key, value in table.items()}


def _fonts(tables: object, folder: Path, file: Path) -> tuple[FontFace, ...]:
    faces: list[FontFace] = []
    for table in tables if isinstance(tables, list) else ():
        try:
            base = _font_folder(table, folder, file)
            for face in table["faces"]:
                path = _inside(base, str(face["file"]), file)
                faces.append(
                    FontFace(
                        family=str(table["family"]),
                        weight=int(face["weight"]),
                        style=str(face["style"]),
                        name=path.name,
                        data=path.read_bytes(),
                        reserved=bool(table.get("reserved", False)),
                    )
                )
        except KeyError as error:
            hint = "A font has family, faces (weight, style, file), and package if not in fonts/."
            raise _fault("theme-font", f"a font lacks {error}", hint, file) from error
        except OSError as error:
            name = error.filename or table.get("package")
            hint = "Install the font's package, or put the file in the theme's fonts/ folder."
            raise _fault("theme-font-missing", f"cannot read {name}", hint, file) from error
    return tuple(faces)


def _font_folder(table: Mapping[str, Any], folder: Path, file: Path) -> Path:
    """Fonts come from the theme itself or from a font package; from nowhere else on the disk."""
    package = table.get("package")
    if package is None:
        return folder / "fonts"
    spec = (
        importlib.util.find_spec(package) if re.fullmatch(r"font(pkg)?_\w+", str(package)) else None
    )
    if spec is None or not spec.submodule_search_locations:
        line = f"pip install {str(package).replace('_', '-')}"
        raise _fault("theme-font-missing", f"the font package {package} is missing", line, file)
    return Path(next(iter(spec.submodule_search_locations))) / "files"


def _files(folder: Path, suffix: str) -> dict[str, str]:
    if not folder.is_dir():
        return {}
    return {
        path.name: _text(_inside(folder, path.name, path))
        for path in sorted(folder.glob(f"*{suffix}"))
    }


def _inside(folder: Path, name: str, file: Path) -> Path:
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise _fault("theme-file-outside", f"{name} lies outside the theme", "Copy it in.", file)
    return path


def _text(file: Path) -> str:
    try:
        data = file.read_bytes()
        if len(data) > _SIZE:
            raise _fault("theme-file-size", f"{len(data)} bytes are too many", "Shorten it.", file)
        return data.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        hint = "Save it as UTF-8 text, readable for you."
        raise _fault("theme-file", f"cannot be read: {error}", hint, file) from error


def _fault(rule: str, message: str, fix: str, file: Path | None = None) -> ThemeError:
    return ThemeError(Problem(rule, message, fix, Where(str(file)) if file else None))
