"""Folders of themes: in the publication, and in the installed package."""

from __future__ import annotations

from pathlib import Path

from publish import files
from publish.composing.theme.files import fault
from publish.suggest import did_you_mean


def find(name: str, publication: Path | None) -> Path:
    """The folder of the theme ``name``, or of the path if it contains a slash.

    Searches the publication's ``themes/``, then the installed package. Raises
    ``ThemeError`` with the known names.
    """
    if "/" in name or name.startswith("."):
        folder = Path(name)
        if files.is_file(folder / "theme.toml"):
            return folder
        raise fault("theme-missing", f"{name} has no theme.toml", "Give a theme's folder.")
    for shelf in _shelves(publication):
        if files.is_file(shelf / name / "theme.toml"):
            return shelf / name
    names = known(publication)
    hint = did_you_mean(name, names, f"There are: {', '.join(names)}.")
    raise fault("theme-missing", f"the theme {name!r} does not exist", hint)


def known(publication: Path | None) -> tuple[str, ...]:
    """The names of all themes that :func:`find` finds, sorted."""
    files = [file for shelf in _shelves(publication) for file in shelf.glob("*/theme.toml")]
    return tuple(sorted({file.parent.name for file in files}))


def _shelves(publication: Path | None) -> tuple[Path, ...]:
    return (*((publication / "themes",) if publication else ()), shipped())


def shipped() -> Path:
    """The themes that come with the package (beside it, in a checkout)."""
    package = Path(__file__).resolve().parents[2]
    inside = package / "themes"
    return inside if inside.is_dir() else package.parent / "themes"
