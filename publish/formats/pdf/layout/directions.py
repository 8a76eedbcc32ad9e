"""Latin words in a text from right to left keep their order where a line ends among them.

WeasyPrint lays out every line anew, by what is left of its text: the Unicode
Bidirectional Algorithm (UAX #9) then knows nothing of the line before, and a line
that begins "4.0 International" would be drawn as "International 4.0". A mark of
direction (U+200E, which nobody sees) before such a number says what came before it.
"""

from __future__ import annotations

import re
from unicodedata import bidirectional
from xml.etree.ElementTree import Element

import weasyprint

_MARK = "\u200e"
_LEFTWARD = "\\u0590-\\u08ff\\ufb1d-\\ufdff\\ufe70-\\ufefc"
_RUN = re.compile(rf"[^\W\d_{_LEFTWARD}][^{_LEFTWARD}]*")
"""From a letter that runs to the right to the next that runs to the left."""
_BREAKS = re.compile(r"(?<=\s)(?=[^\w\s]|\d)")
"""Where a line may begin with what has no direction of its own, or a number's. Between the signs of
an address nothing is put: a mark there would stand on one side of the break alone."""
_KEPT = frozenset({"style", "script", "math"})


def prepare(html: weasyprint.HTML) -> None:
    """Put marks into every text that runs from right to left."""
    _mark(html.etree_element, leftward=False)


def _mark(element: Element, *, leftward: bool) -> None:
    leftward = {"rtl": True, "ltr": False}.get(element.get("dir", ""), leftward)
    if element.tag in _KEPT:
        return
    if leftward and element.text:
        element.text = marked(element.text)
    for child in element:
        _mark(child, leftward=leftward)
        if leftward and child.tail:
            child.tail = marked(child.tail)


def marked(text: str) -> str:
    """``text``, with marks where a line may begin among words that run to the right."""
    return _RUN.sub(_marked, text)


def _marked(match: re.Match[str]) -> str:
    run = match[0]
    ends = [n for n, letter in enumerate(run, 1) if bidirectional(letter) == "L"]
    last = ends[-1] if ends else 0
    return _BREAKS.sub(_MARK, run[:last]) + run[last:]
