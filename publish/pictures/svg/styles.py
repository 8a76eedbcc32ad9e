"""The styles of a drawing: that they load nothing, and which fonts they ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator

import tinycss2
from lxml import etree

from publish.pictures.conversion import Remark

_SVG = "{http://www.w3.org/2000/svg}"
_URL = re.compile(r"url\(\s*['\"]?\s*(?!#|\s)[^)]*", re.IGNORECASE)
_LOADING = re.compile(
    r"(?<![\w-])(?:image-set|image|src|cross-fade|element|paint|expression|attr)\(|-moz-binding"
    r"|behavior\s*:|javascript:",
    re.IGNORECASE,
)
"""Functions that take an address as a text (CSS Images 4), and what older programs ran."""
_FAMILY = re.compile(r"font-family\s*:\s*([^;}]+)", re.IGNORECASE)
_SHORT = re.compile(r"(?<![\w-])font\s*:\s*[^;}]*?\d[\w.%]*(?:\s*/\s*[\w.%]+)?\s+([^;}]+)", re.I)
GENERIC = frozenset({"serif", "sans-serif", "monospace", "inherit", "initial", "system-ui"})
"""Families that no font has: whoever shows the drawing chooses one."""


def loads(value: str) -> str:
    """What in an attribute's value loads something, or hides that it does; "" if nothing does."""
    for pattern in (_URL, _LOADING):
        if found := pattern.search(value):
            return found[0][:60]
    # A backslash spells letters in CSS: nothing in a drawing needs it.
    return "\\" if "\\" in value else ""


def culprits(sheet: str) -> Iterator[str]:
    """What in a stylesheet loads something, or is for a browser only."""
    if culprit := loads(sheet):
        yield repr(culprit)
    for rule in tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True):
        if rule.type == "at-rule":
            yield f"@{rule.lower_at_keyword}"
        elif rule.type == "error":
            yield f"a rule that is no CSS ({rule.message})"


def strange_fonts(root: etree._Element) -> Remark | None:
    """What to say of letters that ask for fonts which do not come with the drawing."""
    if not any("".join(map(str, text.itertext())).strip() for text in root.iter(f"{_SVG}text")):
        return None
    strange = sorted({f for f in families(root) if f.lower() not in GENERIC})
    if not strange:
        return None
    return Remark(
        "image-drawing-font",
        f"its letters ask for {', '.join(strange[:4])}; they are set in the theme's own "
        "fonts, unless it has these, and may run wider or narrower",
        "Look at it; or turn its text into paths, which keep their form everywhere.",
    )


def families(root: etree._Element) -> Iterator[str]:
    """Every family that the drawing names first, in attributes, style attributes and rules."""
    for element in root.iter():
        if written := element.get("font-family"):
            yield _first(written)
        sheet = element.text or "" if element.tag == f"{_SVG}style" else element.get("style", "")
        for pattern in (_FAMILY, _SHORT):
            yield from (_first(found) for found in pattern.findall(sheet))


def _first(listed: str) -> str:
    return listed.split(",")[0].replace("!important", "").strip().strip("'\"").strip()
