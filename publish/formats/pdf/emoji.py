"""Emoji are drawn in outlines, wherever an article is laid out.

Pango sets emoji in a font of its own choice, past all that a stylesheet says:
the family ``emoji``, which fontconfig takes to be one of colored pictures where
such is installed. The house's is Symbola, whose outlines are as sharp on paper as
letters are and take their color; the pictures stand in for what it lacks.

WeasyPrint knows of no rules for fontconfig but those of ``@font-face``; they are
given to it here, in one place, and ``tests/pdf`` tells when an upgrade moves it.
"""

from __future__ import annotations

from weasyprint.text.ffi import ffi, fontconfig, pangoft2
from weasyprint.text.fonts import FontConfiguration

FAMILY = "Symbola"
_RULE = f"""<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <match target="pattern">
    <test name="family"><string>emoji</string></test>
    <edit name="family" mode="prepend_first" binding="strong"><string>{FAMILY}</string></edit>
  </match>
</fontconfig>"""


def configured() -> FontConfiguration:
    """The fonts of the system, for one layout; of them :data:`FAMILY` for emoji, if it is there."""
    fonts = FontConfiguration()
    fontconfig.FcConfigParseAndLoadFromMemory(fonts._config, _RULE.encode(), True)
    pangoft2.pango_fc_font_map_config_changed(ffi.cast("PangoFcFontMap *", fonts.font_map))
    return fonts
