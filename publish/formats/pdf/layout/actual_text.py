"""What glyphs cannot say by themselves is said beside them, as ActualText.

A PDF's font maps each glyph to letters, the same ones wherever it stands. In
scripts whose letters change places or melt into each other (Devanagari, Tamil,
Khmer …) one glyph means another thing in every syllable, and a joiner between
letters has no glyph at all: what such a line is copied, searched and read out as
would be wrong. ISO 32000-1 §14.9.4 lets a span of marked content say its text.

WeasyPrint's function that paints a line is private; it is wrapped here, in one
place, and ``tests/pdf`` tells when an upgrade moves it.
"""

from __future__ import annotations

import re
from typing import Any

from weasyprint.draw import text as drawing

from publish.formats.pdf.layout import shared_glyphs

_draw = drawing.draw_first_line
_COMPLEX = re.compile(
    "[\u0900-\u0dff\u0e33\u0eb3\u0f00-\u109f\u1700-\u17ff\u1900-\u1aff\u1b00-\u1c4f\ua800-\ua82f"
    "\ua880-\ua9df\uaa00-\uaaff\uabc0-\uabff\U00011000-\U00011fff]"
)
"""Scripts that put signs of a syllable in another order than they are written in, or in one glyph
(Unicode, Indic_Syllabic_Category); and the two vowels that Thai and Lao take apart."""
_UNSEEN = re.compile("[\u00ad\u034f\u180b-\u180f\u200b-\u200d\u2060-\u2064\ufe00-\ufe0f]")
"""What joins, parts or varies letters without a glyph of its own."""
_LEFTWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
"""Lines from right to left stay as they are painted: readers turn them back glyph by glyph."""


def needs_words(text: str) -> bool:
    """Whether the glyphs of a line of ``text`` would say another text than this."""
    if text.isascii():
        return False
    return bool(_COMPLEX.search(text) or _UNSEEN.search(text)) and not _LEFTWARD.search(text)


def _drawn(stream: Any, textbox: Any, *others: Any) -> Any:
    """A line, painted as WeasyPrint does it, and its text beside it where that is needed."""
    text = textbox.pango_layout.text
    begin = len(stream.stream)
    done = _draw(stream, textbox, *others)
    if len(stream.stream) == begin:
        return done  # nothing was painted
    if needs_words(text) or (
        not _LEFTWARD.search(text)
        and shared_glyphs.may_differ(stream, text)
        and shared_glyphs.reads_otherwise(stream, textbox)
    ):
        said = (b"\xfe\xff" + text.encode("utf-16-be")).hex().upper()
        stream.stream.insert(begin, f"/Span <</ActualText <{said}>>> BDC".encode())
        stream.stream.append(b"EMC")
    return done


def install() -> None:
    """Let WeasyPrint paint lines as above; harmless when done twice."""
    drawing.draw_first_line = _drawn
