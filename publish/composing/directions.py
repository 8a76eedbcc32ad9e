"""Isolates what is not language, from left to right, in a text that runs the other way.

Code, keys, formulas, addresses and identifiers are signs in an order of their own. Among Hebrew
or Arabic words, the Unicode Bidirectional Algorithm would show ``-n`` as ``n-`` and ``/tmp/`` as
``/tmp``. So each of them says its direction (HTML, 3.2.6.4), and every format isolates it (UAX #9,
X5b).
"""

from __future__ import annotations

import re

from lxml import etree

from publish.composing.markup import XHTML, document, fragment, inner, name
from publish.formulas import MATHML
from publish.languages.bidi import may_run_left

_SIGNS = frozenset({"pre", "code", "kbd", "samp"})
_SILENT = frozenset({"head", "script", "style", "svg", "title"})
_MATH = f"{{{MATHML}}}math"
_BDI = f"{{{XHTML}}}bdi"

_IDENTIFIERS = (
    r"(?:https?|ftp|doi|urn|mailto|tel):[^\s<>]+",
    r"www\.[^\s<>]+",
    r"10\.\d{4,9}/[^\s<>]+",  # DOI
    r"[\w.+-]+@[a-z\d-]+(?:\.[a-z\d-]+)+",
    r"[@#][a-z]\w*",
    r"\+\d[\d ()./-]{5,}\d",  # a telephone number
    r"(?<![^\s(\[])[-+\u2212]\d+(?:[.,]\d+)*(?:%|\u00b0c?)?",  # a signed number, as CLDR has it
    r"\d+(?:-\d+)+-[\dx]+",  # ISBN, ISSN, ORCID, a date by ISO 8601
)
_IDENTIFIER = re.compile(
    rf"(?<![\w@/.+-])(?:{'|'.join(_IDENTIFIERS)})(?<![.,;:!?\")'\]»“”’،؛؟])",
    re.IGNORECASE | re.ASCII,
)


def with_isolates(text: str, *, whole: bool = True) -> str:
    """Markup in which every sign says that it runs from left to right; ``whole`` is a document's.

    Markup in which nothing runs from right to left stays as it is.
    """
    if 'dir="rtl"' not in text and not may_run_left(text):
        return text
    root = document(text) if whole else fragment(text)
    _isolate_within(root, leftward=False)
    return etree.tostring(root, encoding="unicode") if whole else inner(root)


def _isolate_within(element: etree._Element, *, leftward: bool) -> None:
    """``leftward``: the text around runs from right to left."""
    leftward = {"rtl": True, "ltr": False}.get(element.get("dir", ""), leftward)
    if name(element) in _SILENT:
        return
    if _is_sign(element, leftward=leftward):
        if "dir" not in element.attrib and (leftward or may_run_left(_words(element))):
            element.set("dir", "ltr")
        return
    for child in element.iterchildren(etree.Element):
        _isolate_within(child, leftward=leftward)
    if leftward:
        _wrap_identifiers(element)


def _is_sign(element: etree._Element, *, leftward: bool) -> bool:
    if element.tag == _MATH or name(element) in _SIGNS:
        return True
    if not leftward or name(element) != "a":
        return False
    words = _words(element).strip()
    match = _IDENTIFIER.match(words)
    return match is not None and match.end() + _closes(match[0], words[match.end() :]) == len(words)


def _words(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def _wrap_identifiers(element: etree._Element) -> None:
    """Put every identifier that is typed right in an element into an isolate."""
    for child in reversed(element):
        if child.tail and (made := _wrapped(child.tail)):
            child.tail = made[0]
            at = element.index(child) + 1
            element[at:at] = made[1]
    if element.text and (made := _wrapped(element.text)):
        element.text = made[0]
        element[0:0] = made[1]


def _wrapped(text: str) -> tuple[str, list[etree._Element]] | None:
    """The text before the first identifier, and the identifiers, each with the text after it."""
    found = list(_IDENTIFIER.finditer(text))
    if not found:
        return None
    nexts = [*(match.start() for match in found[1:]), len(text)]
    isolates: list[etree._Element] = []
    for match, following in zip(found, nexts, strict=True):
        end = match.end() + _closes(match[0], text[match.end() :])
        isolate = etree.Element(_BDI, dir="ltr")
        isolate.text, isolate.tail = text[match.start() : end], text[end:following]
        isolates.append(isolate)
    return text[: found[0].start()], isolates


def _closes(identifier: str, after: str) -> bool:
    """Whether the next character is a bracket that belongs to an identifier."""
    return after.startswith(")") and identifier.count("(") > identifier.count(")")
