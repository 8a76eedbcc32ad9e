"""``[brand]`` in ``publish.toml``: name, legal text, colors and fonts, for every theme."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from publish import files
from publish.files import CannotRead, Why
from publish.fonts import sfnt
from publish.model.publication import Brand, FontFace, Logo
from publish.pictures.svg import logo
from publish.pictures.svg.logo import BadLogo, read_logo
from publish.reading.findings import Findings
from publish.reading.publication.press import read_inks
from publish.reading.toml import line_of, unknown

LOGOS = ("logo", "logo-dark", "logo-mono")
KEYS = ("name", "legal", *LOGOS, "tokens", "fonts", "print")
FONT_KEYS = ("family", "weight", "style", "file", "reserved")
STYLES = ("normal", "italic")
_SIZE = 20 * 2**20


def read_brand(section: Any, root: Path, source: str, findings: Findings) -> Brand:
    """The brand in ``section``; its fonts are files below ``root``, the publication.

    Faults are noted in ``findings``.
    """
    if not isinstance(section, dict):
        fix = "Write [brand], and below it name, legal and [brand.tokens]."
        findings.error("value-type", "`brand` is a section", fix, line_of("brand", source))
        return Brand()
    for key in section:
        if key not in KEYS:
            unknown(key, KEYS, "[brand]", source, findings)
    return Brand(
        name=_text(section, "name", source, findings),
        legal=_text(section, "legal", source, findings),
        tokens=_tokens(section.get("tokens", {}), source, findings),
        fonts=_fonts(section.get("fonts", []), root, source, findings),
        logo=_logo("logo", section, root, source, findings),
        logo_dark=_logo("logo-dark", section, root, source, findings),
        logo_mono=_logo("logo-mono", section, root, source, findings),
        inks=read_inks(section.get("print", {}), source, findings),
    )


def _logo(
    key: str, section: dict[str, Any], root: Path, source: str, findings: Findings
) -> Logo | None:
    file = section.get(key)
    if file is None:
        return None
    line = line_of(key, source)
    if not isinstance(file, str):
        findings.error(
            "value-type", f"`{key}` must be a file name", f'Write {key} = "brand/x.svg".', line
        )
        return None
    if not isinstance(section.get("name"), str):
        message = "the logo needs a name as its alternative text"
        findings.error("brand-logo-name", message, 'Write name = "…" under [brand].', line)
        return None
    try:
        return read_logo(files.read(root, file, logo.MOST_BYTES))
    except CannotRead as error:
        rule, message = _unread("brand-logo", file, error)
        findings.error(rule, message, "Add an SVG file of that name.", line)
        return None
    except BadLogo as fault:
        findings.error("brand-logo", f"{file}: {fault.message}", fault.fix, line)
        return None


def _text(section: dict[str, Any], key: str, source: str, findings: Findings) -> str | None:
    value = section.get(key)
    if value is None or isinstance(value, str):
        return " ".join((value or "").split()) or None
    fix = f'Write {key} = "…".'
    findings.error("value-type", f"`{key}` must be a text", fix, line_of(key, source))
    return None


def _tokens(table: Any, source: str, findings: Findings) -> tuple[tuple[str, str], ...]:
    if not isinstance(table, dict) or not all(isinstance(v, str) for v in table.values()):
        fix = 'Write [brand.tokens], and below it accent = "#b0125a" and the like.'
        findings.error("value-type", "`tokens` holds texts", fix, line_of("tokens", source))
        return ()
    return tuple(sorted(table.items()))


def _fonts(tables: Any, root: Path, source: str, findings: Findings) -> tuple[FontFace, ...]:
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        fix = "Write [[brand.fonts]], and below it family, weight, style and file."
        findings.error(
            "value-type", "`fonts` must be a list of sections", fix, line_of("fonts", source)
        )
        return ()
    faces = (_face(table, root, source, findings) for table in tables)
    return tuple(face for face in faces if face)


def _face(table: dict[str, Any], root: Path, source: str, findings: Findings) -> FontFace | None:
    for key in table:
        if key not in FONT_KEYS:
            unknown(key, FONT_KEYS, "[[brand.fonts]]", source, findings)
    family, file = table.get("family"), table.get("file")
    weight, style = table.get("weight", 400), table.get("style", "normal")
    if not (isinstance(family, str) and family and isinstance(file, str) and file):
        fix = 'Write family = "…" and file = "brand/….ttf".'
        findings.error(
            "brand-font", "a font needs its family and its file", fix, line_of("fonts", source)
        )
        return None
    if not isinstance(weight, int) or not 1 <= weight <= 1000 or style not in STYLES:
        fix = 'Write weight = 400 (or 700 …) and style = "normal" or "italic".'
        findings.error("brand-font", f"{file}: weight or style is wrong", fix, _place(file, source))
        return None
    data = _data(root, file, source, findings)
    if data is None:
        return None
    return FontFace(family, weight, style, Path(file).name, data, bool(table.get("reserved")))


def _data(root: Path, file: str, source: str, findings: Findings) -> bytes | None:
    fix = "Add a TrueType or OpenType file (.ttf, .otf) to the publication's folder."
    try:
        data = files.read(root, file, _SIZE)
    except CannotRead as error:
        rule, message = _unread("brand-font", file, error)
        findings.error(rule, message, fix, _place(file, source))
        return None
    if trouble := sfnt.find_fault(data):
        findings.error("brand-font", f"{file} {trouble}", fix, _place(file, source))
        return None
    return data


def _unread(rule: str, file: str, error: CannotRead) -> tuple[str, str]:
    if error.why in (Why.MISSING, Why.OUTSIDE):
        return f"{rule}-missing", f"the file {file} is not in the publication's folder"
    return rule, f"{file} {error}"


def _place(value: str, source: str) -> int:
    """The first line that contains ``value``."""
    lines = source.split("\n")
    return next((n for n, line in enumerate(lines, 1) if value in line), 0)
