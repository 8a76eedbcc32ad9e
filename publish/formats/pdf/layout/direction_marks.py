"""Keeps the order of Latin words in right-to-left text at line breaks.

WeasyPrint applies the Unicode Bidirectional Algorithm (UAX #9) to each line without
the lines before, so a line that starts with "4.0 International" would be drawn as
"International 4.0". An invisible direction mark (U+200E) before such a number
prevents that.
"""

from __future__ import annotations

import re
from unicodedata import bidirectional
from xml.etree.ElementTree import Element

import weasyprint

_MARK = "\u200e"
_RIGHT_TO_LEFT = "\\u0590-\\u08ff\\ufb1d-\\ufdff\\ufe70-\\ufefc"
_RUN = re.compile(rf"[^\W\d_{_RIGHT_TO_LEFT}][^{_RIGHT_TO_LEFT}]*")
"""A run from a left-to-right letter to the next right-to-left one."""
_MARK_PLACES = re.compile(r"(?<=\s)(?=[^\w\s]|\d)")
"""Places where a line may start with a neutral character or a number. None within an address,
where a mark would remain on one side of the break."""
_SKIPPED = frozenset({"style", "script", "math"})


def prepare(html: weasyprint.HTML) -> None:
    """Add marks to every right-to-left text."""
    _mark_element(html.etree_element, rtl=False)


def _mark_element(element: Element, *, rtl: bool) -> None:
    rtl = {"rtl": True, "ltr": False}.get(element.get("dir", ""), rtl)
    if element.tag in _SKIPPED:
        return
    if rtl and element.text:
        element.text = add_marks(element.text)
    for child in element:
        _mark_element(child, rtl=rtl)
        if rtl and child.tail:
            child.tail = add_marks(child.tail)


def add_marks(text: str) -> str:
    """Return ``text`` with marks where a line may start within left-to-right words."""
    return _RUN.sub(_mark_run, text)


def _mark_run(match: re.Match[str]) -> str:
    run = match[0]
    ends = [n for n, letter in enumerate(run, 1) if bidirectional(letter) == "L"]
    last = ends[-1] if ends else 0
    return _MARK_PLACES.sub(_MARK, run[:last]) + run[last:]
