"""Sets emoji in Symbola, as outlines.

Pango ignores the stylesheet for emoji and takes the family ``emoji``, which
fontconfig resolves to a font of colored bitmaps if one is installed. Symbola's
outlines are sharp on paper and take the text's color; bitmaps remain the fallback.
Symbola has letters and digits, too, so it leads only runs of emoji.

Pango uses the process's own fontconfig configuration, whatever fonts WeasyPrint
passes, so the rule goes there; ``tests/formats/pdf`` fails if that changes.
"""

from __future__ import annotations

from functools import cache

from weasyprint.text.ffi import ffi, fontconfig

from publish.importing.declarations import OURS

FAMILY = "Symbola"
_LEADING = ("emoji", "Noto Color Emoji")
"""First families that Pango asks for in a run of emoji, and nowhere else."""
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
    """Set emoji in :data:`FAMILY`, if installed; may be called again."""
    ffi.cdef(OURS)
    whole = fontconfig.FcConfigGetCurrent()
    fontconfig.FcConfigParseAndLoadFromMemory(whole, _DOCUMENT.encode(), True)
