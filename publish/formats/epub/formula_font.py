"""The font of formulas: without one, reading systems cannot draw roots and large brackets.

STIX Two Math is under the SIL Open Font License 1.1 and reserves no name; the PDF uses
it, too.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib import resources

from publish.cascade.formula_text import MATH
from publish.formats.epub.documents import Document
from publish.formats.epub.typeface_usage import Usage
from publish.model.publication import FontFace

FAMILY = "STIX Two Math"
FEATURES = frozenset({"ssty"})
"""Letter forms for nested subscripts and superscripts."""
_STRETCHY = "√‾¯^~→←↔⏞⏟⎴⎵"
_ACCENTS = "\u0302\u0303\u0304\u0305\u0307\u0308\u20d7"


def faces(documents: Iterable[Document]) -> tuple[FontFace, ...]:
    """Return the font, if ``documents`` contain a formula."""
    found = any(True for document in documents for _ in document.root.iter(MATH))
    return (_face(),) if found else ()


def with_drawn_characters(used: Usage) -> Usage:
    """Add the characters that formulas are drawn with to those that they contain.

    A variable is written ``x`` and drawn as 𝑥 (MathML Core §2.2.1).
    """
    return {
        typeface: text | set(_STRETCHY) | set(_ACCENTS) | set(filter(None, map(_math_italic, text)))
        if FAMILY in typeface.families
        else text
        for typeface, text in used.items()
    }


@cache
def _face() -> FontFace:
    data = resources.files("ziamath.fonts").joinpath("STIXTwoMath-Regular.ttf").read_bytes()
    return FontFace(FAMILY, 400, "normal", "STIXTwoMath-Regular.ttf", data)


def _math_italic(character: str) -> str | None:
    if character == "h":
        return "ℎ"
    name = unicodedata.name(character, "")
    for script in ("LATIN ", "GREEK "):
        if name.startswith(script):
            shape = name.removeprefix(script).replace("LETTER ", "")
            try:
                return unicodedata.lookup(f"MATHEMATICAL ITALIC {shape}")
            except KeyError:
                return None
    return None
