"""The folders where systems keep fonts, and the settings that choose among them."""

from __future__ import annotations

FONTS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/Library/Fonts",
    "~/Library/Fonts",
    "C:/Windows/Fonts",
    "~/AppData/Local/Microsoft/Windows/Fonts",
)
SETTINGS = ("/etc/fonts", "~/.config/fontconfig")
"""Fontconfig's (fonts.conf(5))."""
