"""Finds lines whose characters share glyphs, such as hyphens, or Greek and Latin capitals.

A PDF font maps a glyph to one text, that of its first use. A later line that sets another
character in the same glyph would be copied, searched and read aloud as the first one:
"non‐profit" with U+2010 for the hyphen that was typed. Such a line gets ActualText.

Only lines that can differ are compared glyph by glyph: those with unusual characters, those in
small capitals, which are capitals where a font has none of its own, and those with a plain
character whose glyph such a line took first.
"""

from __future__ import annotations

import re
from typing import Any

from weasyprint.text.ffi import ffi, pango

_PLAIN = re.compile(
    "[\x00-\x7f\u00c0-\u00cf\u00d1-\u00ef\u00f1-\u00ff\u2013\u2014\u2018-\u201e\u2026\u00ab\u00bb]*"
)
"""Plain characters: ASCII, the letters of western Europe, dashes and quotes."""
_LOOKALIKES = {
    "-": "\u00ad\u2010\u2011\u2012\u2212\u02d7\u2043",
    ";": "\u037e",
    "`": "\u1fef\u02cb",
    "'": "\u02b9\u02bc\u2032",
    "|": "\u01c0\u2223",
    ":": "\u2236\u0589\ua789",
    "/": "\u2044\u2215",
    "*": "\u2217",
    "~": "\u223c\u02dc",
    "_": "\u2017",
    "!": "\u01c3",
    "\\": "\u2216",
    "A": "ΑА",
    "B": "ΒВ",
    "C": "СϹ",
    "D": "Ꭰ",
    "E": "ΕЕ",
    "F": "Ϝ",
    "G": "Ԍ",
    "H": "ΗН",
    "I": "ΙІӀ",
    "J": "ЈͿ",
    "K": "ΚК\u212a",
    "L": "Ꮮ",
    "M": "ΜМ",
    "N": "Ν",
    "O": "ΟО",
    "P": "ΡР",
    "Q": "Ԛ",
    "S": "Ѕ",
    "T": "ΤТ",
    "U": "Ս",
    "V": "Ѵ",
    "W": "Ԝ",
    "X": "ΧХ",
    "Y": "ΥҮ",
    "Z": "Ζ",
    "a": "аɑ",
    "c": "сϲ",
    "d": "ԁ",
    "e": "е",
    "g": "ɡ",
    "h": "һ",
    "i": "і",
    "j": "јϳ",
    "l": "ӏ",
    "o": "οо",
    "p": "р",
    "q": "ԛ",
    "s": "ѕ",
    "v": "ν",
    "w": "ԝ",
    "x": "х",
    "y": "уү",
    "Å": "\u212b",
    "Ð": "ĐƉ",
    "Ö": "Ӧ",
    "Ä": "Ӓ",
    "Ë": "Ё",
    "ë": "ё",
    "Ï": "ΪЇ",
    "ï": "ї",
    "Ÿ": "ΫӰ",
    "ä": "ӓ",
    "ö": "ӧ",
    "ÿ": "ӱ",
    "æ": "ӕ",
    "Æ": "Ӕ",
    "ç": "ҫ",
    "Ç": "Ҫ",
    "ß": "β",
    "È": "Ѐ",
    "è": "ѐ",
    "’": "\u02bc\u1fbd\u2032",
    "‘": "\u02bb",
    "–": "\u2012\u2212",
    "—": "\u2015",
}
"""Plain characters, and others that fonts set in the same glyph."""
_PLAIN_CHARACTER = {twin: plain for plain, twins in _LOOKALIKES.items() for twin in twins}
_MIRRORED = frozenset("()[]{}<>«»‹›")
_NO_BREAK, _SPACE = "\u00a0", " "
_ATTRIBUTE = "publish_taken"
"""Attribute of WeasyPrint's font: plain characters whose glyph may map to another one."""


def may_differ(stream: Any, textbox: Any) -> bool:
    """Return whether a line may be read as another text."""
    text = textbox.pango_layout.text
    if not _PLAIN.fullmatch(text) or _in_small_capitals(textbox):
        return True
    taken = "".join(getattr(font, _ATTRIBUTE, "") for font in stream._fonts.values())
    return bool(taken) and any(character in text for character in taken)


def reads_otherwise(stream: Any, textbox: Any) -> bool:
    """Return whether the fonts map the glyphs of a painted line to another text.

    The space's glyph counts as a space, even if a no-break space came first.
    """
    layout = textbox.pango_layout
    text = layout.text.encode()
    line, _ = layout.get_first_line()
    differs = False
    small = _in_small_capitals(textbox)
    run = line.runs[0]
    while run != ffi.NULL:
        item, run = run.data, run.next
        font, _ = stream.add_font(item.item.analysis.font)
        mapped = _mapped_text(font, item.glyphs)
        expected = text[item.item.offset : item.item.offset + item.item.length].decode()
        _note_taken(font, expected, expected.upper() if small else "")
        differs = differs or mapped != expected.replace(_NO_BREAK, _SPACE)
    return differs


def note_mirrored(stream: Any, textbox: Any) -> None:
    """Note the brackets in a line from right to left: their mirror images now map to them."""
    layout = textbox.pango_layout
    if not _MIRRORED.intersection(layout.text):
        return
    run = layout.get_first_line()[0].runs[0]
    while run != ffi.NULL:
        item, run = run.data, run.next
        font, _ = stream.add_font(item.item.analysis.font)
        _take(font, _MIRRORED)


def _mapped_text(font: Any, glyphs: Any) -> str:
    parts: list[str] = []
    for info in glyphs.glyphs[0 : glyphs.num_glyphs]:
        glyph = info.glyph
        if glyph == pango.PANGO_GLYPH_EMPTY:
            continue
        mapped = font.to_unicode.get(glyph, "")
        if mapped == _NO_BREAK:
            mapped = font.to_unicode[glyph] = _SPACE
        parts.append(mapped)
    return "".join(parts)


def _in_small_capitals(textbox: Any) -> bool:
    """Whether capitals may be drawn for its small letters; drawings have lines, too."""
    style = getattr(textbox, "style", None)
    return style is not None and bool(style["font_variant_caps"] != "normal")


def _note_taken(font: Any, text: str, capitals: str) -> None:
    """``capitals`` may be drawn for the letters of ``text``."""
    _take(font, {plain for c in text if (plain := _PLAIN_CHARACTER.get(c))})
    _take(font, {c for c in capitals if c.isalpha()})


def _take(font: Any, characters: set[str] | frozenset[str]) -> None:
    """Note each character once: the note is read for every line."""
    taken = getattr(font, _ATTRIBUTE, "")
    if new := characters.difference(taken):
        setattr(font, _ATTRIBUTE, taken + "".join(sorted(new)))
