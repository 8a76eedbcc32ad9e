"""Formulas as one line each, the same from MathML and from Word's OMML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from unicodedata import normalize

from lxml import etree

from publish.content import Formula

MATHML = "{http://www.w3.org/1998/Math/MathML}"


OMML = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


_Element = etree._Element


_UNSEEN = re.compile(r"[\s\u200b\u2061]+")


_ACCENTS = {
    "\u0302": "^",
    "\u0303": "~",
    "\u0304": "¯",
    "\u20d7": "→",
    "\u20d6": "←",
    "\u20e1": "↔",
    "\u0307": "˙",
    "\u0308": "¨",
    "\u030c": "ˇ",
    "\u0306": "˘",
    "\u0301": "´",
    "\u0300": "`",
    "\u030a": "˚",
}
"""Combining accents, and the separate characters for them."""


def of_mathml(math: _Element) -> Formula:
    """A ``math`` element; where its two statements of the LaTeX differ, ``alttext`` counts."""
    alternative = math.get("alttext")
    annotation = next(math.iter(f"{MATHML}annotation"), None)
    latex = None if annotation is None else annotation.text
    if latex is None or spaceless(alternative) != spaceless(latex):
        latex = alternative or ""
    semantics = math.find(f"{MATHML}semantics")
    shown = list(semantics)[:1] if semantics is not None else list(math)
    return Formula(latex, _of(shown, MATHML, _FROM_MATHML))


def _of(
    elements: Iterable[_Element], namespace: str, table: Mapping[str, Callable[[_Element], str]]
) -> str:
    out = ""
    for element in elements:
        name = str(element.tag).removeprefix(namespace)
        out += table[name](element) if name in table else f"⟪{name}?⟫"
    return out


def _mathml(*elements: _Element) -> str:
    return _of(elements, MATHML, _FROM_MATHML)


def _row(element: _Element) -> str:
    return _mathml(*element)


def _leaf(element: _Element) -> str:
    return _UNSEEN.sub("", element.text or "")


def _nothing(element: _Element) -> str:
    return ""


def _part(sign: str, text: str) -> str:
    """A part of a formula, with the sign for its position."""
    return f"{sign}⟪{text}⟫"


def _fraction(bare: bool, over: str, under: str) -> str:
    return f"{_part('÷' if not bare else '|', over)}⟪{under}⟫"


def _table(rows: Iterable[Iterable[str]]) -> str:
    return _part("⊞", "⏎".join("⇥".join(cells) for cells in rows))


_FROM_MATHML: dict[str, Callable[[_Element], str]] = {
    "mi": _leaf,
    "mn": _leaf,
    "mo": _leaf,
    "mtext": _leaf,
    "mspace": _nothing,
    "mrow": _row,
    "mstyle": _row,
    "mfrac": lambda e: _fraction(e.get("linethickness") == "0", _mathml(e[0]), _mathml(e[1])),
    "msqrt": lambda e: f"{_part('√', '')}⟪{_row(e)}⟫",
    "mroot": lambda e: f"{_part('√', _mathml(e[1]))}⟪{_mathml(e[0])}⟫",
    "msub": lambda e: _mathml(e[0]) + _part("_", _mathml(e[1])),
    "msup": lambda e: _mathml(e[0]) + _part("^", _mathml(e[1])),
    "msubsup": lambda e: _mathml(e[0]) + _part("_", _mathml(e[1])) + _part("^", _mathml(e[2])),
    "munder": lambda e: _mathml(e[0]) + _part("↓", _mathml(e[1])),
    "mover": lambda e: _mathml(e[0]) + _part("↑", _mathml(e[1])),
    "munderover": lambda e: _mathml(e[0]) + _part("↓", _mathml(e[1])) + _part("↑", _mathml(e[2])),
    "mtable": lambda e: _table((_row(cell) for cell in row) for row in e),
}


def of_omml(math: _Element) -> Formula:
    """An ``m:oMath`` element, which has no LaTeX."""
    return Formula(None, _omml(*math))


def _omml(*elements: _Element) -> str:
    return _of(elements, OMML, _FROM_OMML)


def _named(element: _Element, name: str) -> str:
    part = element.find(f"{OMML}{name}")
    return "" if part is None else _omml(*part)


def _property(element: _Element, name: str, default: str) -> str:
    found = element.find(f"./*/{OMML}{name}")
    return default if found is None else found.get(f"{OMML}val") or ""


def _run(element: _Element) -> str:
    return "".join(_leaf(text) for text in element.iter(f"{OMML}t"))


def _delimited(element: _Element) -> str:
    separator = _property(element, "sepChr", "|")
    inside = separator.join(_omml(*part) for part in element.iterchildren(f"{OMML}e"))
    return f"{_property(element, 'begChr', '(')}{inside}{_property(element, 'endChr', ')')}"


def _large(element: _Element) -> str:
    signs = ("↓", "↑") if _property(element, "limLoc", "subSup") == "undOvr" else ("_", "^")
    out = _property(element, "chr", "∫")
    for name, sign, hide in (("sub", signs[0], "subHide"), ("sup", signs[1], "supHide")):
        if _property(element, hide, "0") not in ("1", "on", "true"):
            out += _part(sign, _named(element, name))
    return out + _named(element, "e")


def _accented(element: _Element) -> str:
    mark = _property(element, "chr", "\u0302")
    return _named(element, "e") + _part("↑", _ACCENTS.get(mark, mark))


def _barred(element: _Element) -> str:
    above = _property(element, "pos", "bot") == "top"
    return _named(element, "e") + (_part("↑", "‾") if above else _part("↓", "_"))


def _grouped(element: _Element) -> str:
    sign = "↑" if _property(element, "pos", "bot") == "top" else "↓"
    return _named(element, "e") + _part(sign, _property(element, "chr", "⏟"))


def _scripted(**parts: str) -> Callable[[_Element], str]:
    """A reader for elements with an ``e`` and, by name, further parts with these signs."""

    def read(element: _Element) -> str:
        scripts = (_part(sign, _named(element, name)) for name, sign in parts.items())
        return _named(element, "e") + "".join(scripts)

    return read


_FROM_OMML: dict[str, Callable[[_Element], str]] = {
    "r": _run,
    "f": lambda e: _fraction(
        _property(e, "type", "bar") == "noBar", _named(e, "num"), _named(e, "den")
    ),
    "rad": lambda e: f"{_part('√', _named(e, 'deg'))}⟪{_named(e, 'e')}⟫",
    "sSub": _scripted(sub="_"),
    "sSup": _scripted(sup="^"),
    "sSubSup": _scripted(sub="_", sup="^"),
    "limLow": _scripted(lim="↓"),
    "limUpp": _scripted(lim="↑"),
    "d": _delimited,
    "nary": _large,
    "acc": _accented,
    "bar": _barred,
    "groupChr": _grouped,
    "func": lambda e: _named(e, "fName") + _named(e, "e"),
    "m": lambda e: _table(
        (_omml(*cell) for cell in row.iterchildren(f"{OMML}e"))
        for row in e.iterchildren(f"{OMML}mr")
    ),
    "eqArr": lambda e: _table([_omml(*line)] for line in e.iterchildren(f"{OMML}e")),
    "ctrlPr": _nothing,
}


def spaceless(text: str | None) -> str | None:
    """The text with single spaces, in NFC; spaces in LaTeX only separate."""
    return None if text is None else normalize("NFC", " ".join(text.split()))
