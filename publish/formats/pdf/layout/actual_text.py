"""Adds ActualText to lines whose glyphs do not map to their text.

A PDF font maps each glyph to the same letters everywhere. In scripts that reorder or
fuse letters (Devanagari, Tamil, Khmer …) a glyph means something else in every
syllable, and joiners have no glyph, so copying, searching and reading aloud would go
wrong. ISO 32000-1 §14.9.4 lets a span of marked content state its text. And WeasyPrint paints
no space that is alone between two elements, so that the words beside it would be one.

This wraps WeasyPrint's private function that draws a line; ``tests/formats/pdf`` fails if an
upgrade moves it.
"""

from __future__ import annotations

import re
from typing import Any

from weasyprint.draw import text as draw_text
from weasyprint.formatting_structure import boxes

from publish.formats.pdf.layout import shared_glyphs
from publish.formats.pdf.layout.lines import levels

_weasyprint_draw = draw_text.draw_first_line
_COMPLEX = re.compile(
    "[\u0900-\u0dff\u0e33\u0eb3\u0f00-\u109f\u1700-\u17ff\u1900-\u1aff\u1b00-\u1c4f\ua800-\ua82f"
    "\ua880-\ua9df\uaa00-\uaaff\uabc0-\uabff\U00011000-\U00011fff]"
)
"""Scripts that reorder or fuse the signs of a syllable (Unicode, Indic_Syllabic_Category), and
the two vowels that Thai and Lao decompose."""
_INVISIBLE = re.compile("[\u00ad\u034f\u180b-\u180f\u200b-\u200d\u2060-\u2064\ufe00-\ufe0f]")
"""Joiners, separators and variation selectors, which have no glyph."""
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
"""Right-to-left lines get no ActualText: PDF readers reverse them glyph by glyph."""


def needs_actual_text(text: str) -> bool:
    """Return whether the glyphs of a line would be read as another text."""
    if text.isascii():
        return False
    return bool(_COMPLEX.search(text) or _INVISIBLE.search(text)) and not _RIGHT_TO_LEFT.search(
        text
    )


def _draw_with_text(stream: Any, textbox: Any, *others: Any) -> Any:
    """Draw a line, within ActualText if needed."""
    text = textbox.pango_layout.text
    begin = len(stream.stream)
    done = _draw(stream, textbox, *others)
    if len(stream.stream) == begin:
        return done  # nothing was painted
    if _RIGHT_TO_LEFT.search(text):
        shared_glyphs.note_mirrored(stream, textbox)
    elif (
        needs_actual_text(text)
        or levels.has_hidden_direction(textbox)
        or (
            shared_glyphs.may_differ(stream, textbox)
            and shared_glyphs.reads_otherwise(stream, textbox)
        )
    ):
        digits = (b"\xfe\xff" + text.encode("utf-16-be")).hex().upper()
        stream.stream.insert(begin, f"/Span <</ActualText <{digits}>>> BDC".encode())
        stream.stream.append(b"EMC")
    return done


def _draw(stream: Any, textbox: Any, *others: Any) -> Any:
    """Draw a line of the page, even if it is nothing but a space; drawings have lines, too."""
    text = textbox.text
    if not isinstance(textbox, boxes.TextBox) or not text or text.strip():
        return _weasyprint_draw(stream, textbox, *others)
    textbox.text = "x"  # WeasyPrint only asks whether there is more than spaces.
    try:
        return _weasyprint_draw(stream, textbox, *others)
    finally:
        textbox.text = text


def install() -> None:
    """Wrap WeasyPrint's function; may be called again."""
    draw_text.draw_first_line = _draw_with_text
