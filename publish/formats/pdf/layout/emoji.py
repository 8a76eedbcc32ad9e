"""Emoji are drawn in outlines, wherever an article is laid out.

Pango sets emoji in a font of its own choice, past all that a stylesheet says:
the family ``emoji``, which fontconfig takes to be one of colored pictures where
such is installed. The house's is Symbola, whose outlines are as sharp on paper as
letters are and take their color; the pictures stand in for what it lacks. It has letters and
digits, too, so it may lead for runs of emoji alone.

Pango asks the process's own configuration of fontconfig for that, whatever fonts
WeasyPrint gives it; the rule goes there, and ``tests/pdf`` tells when that changes.
"""

from __future__ import annotations

from functools import cache

from weasyprint.text.ffi import ffi, fontconfig

FAMILY = "Symbola"
_LEADING = ("emoji", "Noto Color Emoji")
"""What leads the families of a run of emoji, and of nothing else."""
_RULES = "\n".join(
    f"""<match target="pattern">
    <test name="family" qual="first"><string>{family}</string></test>
    <edit name="family" mode="prepend_first" binding="strong"><string>{FAMILY}</string></edit>
    <edit name="color" mode="assign"><bool>false</bool></edit>
    </match>"""
    for family in _LEADING
)
_DOCUMENT = f"""<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>{_RULES}</fontconfig>"""


@cache
def install() -> None:
    """Let emoji be set in :data:`FAMILY`, if it is there; harmless when done twice."""
    ffi.cdef("FcConfig *FcConfigGetCurrent(void);")
    whole = fontconfig.FcConfigGetCurrent()
    fontconfig.FcConfigParseAndLoadFromMemory(whole, _DOCUMENT.encode(), True)
