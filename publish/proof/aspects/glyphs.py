"""Characters without a glyph in any font, and the fonts that have one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from publish.proof.finding import Finding
from publish.proof.word_diff import INVISIBLE

_SHOWN = 10
_ELSE = "build without the PDF (--to names the other formats)"
_NOBODY = f"leave out the characters that no font can show, or {_ELSE}"
_CJK, _MOST = "fonts-noto-cjk", "fonts-noto-core"
_EMOJI, _NEW_EMOJI = "fonts-symbola", "fonts-noto-color-emoji"
_PACKAGES = frozenset({_CJK, _MOST, _EMOJI, _NEW_EMOJI})

_CJK_SCRIPTS = frozenset({"Hani", "Hira", "Kana", "Hang", "Bopo"})
"""Scripts (ISO 15924) that have a package of their own; all others share one, with the symbols."""
_NO_SCRIPT = frozenset({"Zyyy", "Zinh"})
_BLOCKS = (
    (("CJK", "Enclosed CJK", "Halfwidth and Fullwidth"), _CJK),
    (("Emoticons", "Transport and Map Symbols", "Dingbats"), _EMOJI),
    (("Miscellaneous Symbols and Pictographs", "Supplemental Symbols and Pictographs"), _EMOJI),
    (("Symbols and Pictographs", "Enclosed Alphanumeric Supplement"), _EMOJI),
)
"""Characters without a script, by the beginnings of the names of Unicode's blocks. Dingbats that an
ordinary font lacks are emoji."""
_NEW = re.compile(
    "[\U0001f6d5-\U0001f6df\U0001f6f9-\U0001f6ff\U0001f7e0-\U0001f7f0\U0001f90c-\U0001f90f\U0001f93f"
    "\U0001f94d-\U0001f94f\U0001f96c-\U0001f97f\U0001f998-\U0001f9bf\U0001f9c1-\U0001f9cf"
    "\U0001f9e7-\U0001f9ff\U0001fa70-\U0001faff]"
)
"""Emoji of Unicode 11 and later, which Debian's Symbola lacks."""


def missing(boxes: Iterable[str]) -> Finding:
    """All characters shown as boxes, as one Finding; a box can stand for several characters."""
    texts = sorted({"".join(c for c in box if c not in INVISIBLE) for box in boxes})
    named = [f"{text} ({' '.join(f'U+{ord(c):04X}' for c in text)})" for text in texts]
    more = len(named) - _SHOWN
    shown = ", ".join(named[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
    return Finding(
        "glyph-missing",
        f"no font has a glyph for {shown}: boxes are shown",
        extra=True,
        about="".join(texts),
        fix=_fix(dict.fromkeys(_remedy(character) for text in texts for character in text)),
    )


def _fix(remedies: Iterable[str]) -> str:
    packages = sorted(_PACKAGES.intersection(remedies))
    others = [remedy for remedy in remedies if remedy not in packages]
    if packages:
        names = " ".join(packages)
        emoji = {_EMOJI, _NEW_EMOJI}.issuperset(packages)
        what = "a font of emoji" if emoji else "a font for the script"
        others.insert(0, f"install {what} (on Debian: apt install {names})")
        if others == others[:1]:
            others[0] += f", or {_ELSE}"
    fix = "; ".join(others)
    return f"{fix[:1].upper()}{fix[1:]}."


def _remedy(character: str) -> str:
    """A package, or another fix."""
    from fontTools import unicodedata  # This module has a newer Unicode than the standard library.

    if unicodedata.category(character) in ("Cn", "Co"):
        return _NOBODY
    scripts = unicodedata.script_extension(character)
    if not _CJK_SCRIPTS.isdisjoint(scripts):
        return _CJK
    if not _NO_SCRIPT.isdisjoint(scripts):
        if _NEW.match(character):
            return _NEW_EMOJI
        block = unicodedata.block(character)
        return next((remedy for names, remedy in _BLOCKS if block.startswith(names)), _MOST)
    return _MOST
