"""Checks an SVG's styles: nothing is loaded, and which fonts are used."""

from __future__ import annotations

import re
from collections.abc import Iterator

import tinycss2
from lxml import etree

from publish.pictures.conversion import Remark

_SVG = "{http://www.w3.org/2000/svg}"
_URL = re.compile(r"url\((?>\s*['\"]?\s*)(?!#)[^)]*", re.IGNORECASE)
_LOADING = re.compile(
    r"(?<![\w-])(?:image-set|image|src|cross-fade|element|paint|expression|attr)\(|-moz-binding"
    r"|behavior\s*:|javascript:",
    re.IGNORECASE,
)
"""CSS functions that take an address as a string (CSS Images 4), and old ways to run code."""
_FAMILY = re.compile(r"font-family\s*:\s*([^;}]+)", re.IGNORECASE)
_SHORT = re.compile(r"(?<![\w-])font\s*:\s*[^;}]*?\d[\w.%]*(?:\s*/\s*[\w.%]+)?\s+([^;}]+)", re.I)
GENERIC = frozenset({"serif", "sans-serif", "monospace", "inherit", "initial", "system-ui"})
"""Generic families: the renderer chooses the font."""


def loading_part(value: str) -> str:
    """Return the part of a value that loads a file, or may hide one; "" if none does."""
    for pattern in (_URL, _LOADING):
        if found := pattern.search(value):
            return found[0][:60]
    # A backslash is an escape in CSS; no SVG needs one.
    return "\\" if "\\" in value else ""


def refused_rules(sheet: str) -> Iterator[str]:
    """Describe the rules of a stylesheet that load something or only suit a browser."""
    if part := loading_part(sheet):
        yield repr(part)
    for rule in tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True):
        if rule.type == "at-rule":
            yield f"@{rule.lower_at_keyword}"
        elif rule.type == "error":
            yield f"an invalid rule ({rule.message})"


def font_remark(root: etree._Element) -> Remark | None:
    """Return a remark on text in fonts that may be missing; None if there is none."""
    if not any("".join(map(str, text.itertext())).strip() for text in root.iter(f"{_SVG}text")):
        return None
    named = sorted({f for f in families(root) if f.lower() not in GENERIC})
    if not named:
        return None
    return Remark(
        "image-drawing-font",
        f"its text asks for {', '.join(named[:4])}; unless the theme has these fonts, it is "
        "set in the theme's own and may run wider or narrower",
        "Check how it looks, or convert its text to paths.",
    )


def families(root: etree._Element) -> Iterator[str]:
    """Yield the first family of every font list: attributes, style attributes and rules."""
    for element in root.iter():
        if written := element.get("font-family"):
            yield _first_family(written)
        sheet = element.text or "" if element.tag == f"{_SVG}style" else element.get("style", "")
        for pattern in (_FAMILY, _SHORT):
            yield from (_first_family(found) for found in pattern.findall(sheet))


def _first_family(listed: str) -> str:
    return listed.split(",")[0].replace("!important", "").strip().strip("'\"").strip()
