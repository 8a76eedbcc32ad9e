"""Letters of other shapes: ``\\mathbb{R}`` is a character of its own, ℝ (Unicode TR 25 §2.2).

The names of Unicode's characters say which letter has which shape, so that no table of
code points, with its holes where ℎ and ℝ were encoded before, needs to be kept.
"""

from __future__ import annotations

import unicodedata
from functools import cache

ALPHABETS: dict[str, tuple[str, ...]] = {
    "mathbb": ("MATHEMATICAL DOUBLE-STRUCK", "DOUBLE-STRUCK"),
    "mathcal": ("MATHEMATICAL SCRIPT", "SCRIPT"),
    "mathscr": ("MATHEMATICAL SCRIPT", "SCRIPT"),
    "mathfrak": ("MATHEMATICAL FRAKTUR", "BLACK-LETTER"),
    "mathbf": ("MATHEMATICAL BOLD",),
    "mathsf": ("MATHEMATICAL SANS-SERIF",),
    "mathtt": ("MATHEMATICAL MONOSPACE",),
    "boldsymbol": ("MATHEMATICAL BOLD ITALIC", "MATHEMATICAL BOLD"),
    "bm": ("MATHEMATICAL BOLD ITALIC", "MATHEMATICAL BOLD"),
}
"""Commands that change the shape of letters, and how Unicode's names of those begin."""

_DIGITS = ["ZERO", "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE"]
_NAMED = {"∇": "NABLA", "∂": "PARTIAL DIFFERENTIAL", "ϵ": "EPSILON SYMBOL", "ϕ": "PHI SYMBOL"}


@cache
def shaped(character: str, command: str) -> str | None:
    """``character`` in the shape that ``command`` gives it; None if Unicode has none such."""
    name = _name(character)
    if name is None:
        return None
    for beginning in ALPHABETS[command]:
        try:
            return unicodedata.lookup(f"{beginning} {name}")
        except KeyError:
            continue
    return None


def _name(character: str) -> str | None:
    if character in _NAMED:
        return _NAMED[character]
    if character.isascii() and character.isdigit():
        return f"DIGIT {_DIGITS[int(character)]}"
    name = unicodedata.name(character, "")
    for script in ("LATIN ", "GREEK "):
        if name.startswith(script):
            return name.removeprefix(script).replace("LETTER ", "")
    return None
